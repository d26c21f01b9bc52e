import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/organizations';

function create(client: Client, organization: Attributes) {
  return client.send('POST', PATH, { organization });
}

function put(client: Client, id: unknown, organization: Attributes) {
  return client.send('PUT', `${PATH}/${id}`, { organization });
}

async function called(client: Client, name: string): Promise<Attributes> {
  const [found] = (await client.get(`${PATH}/search?name=${encodeURIComponent(name)}`)).many('organizations');
  if (!found) throw new Error(`No organization ${name}`);
  return found;
}

test('a new organization has the defaults of the platform, a trimmed name and every key of its fields', async () => {
  const client = await open();
  const made = await make(client, PATH, 'organization', {
    name: '  Contoso ',
    tags: ['Gold', 'two words', 'gold'],
    domain_names: ['Contoso.example', 'contoso.example'],
    organization_fields: { customer_tier: 'tier_business', renewal_date: '2027-03-01', unknown: 1 },
  });
  expect(made).toMatchObject({
    name: 'Contoso',
    tags: ['gold', 'two_words'],
    domain_names: ['contoso.example'],
    shared_tickets: false,
    shared_comments: false,
    external_id: null,
    group_id: null,
    details: null,
    organization_fields: { customer_tier: 'tier_business', renewal_date: '2027-03-01T00:00:00Z' },
  });
  expect(Object.keys(made.organization_fields ?? {})).toEqual(['customer_tier', 'renewal_date']);
  const plain = await make(client, PATH, 'organization', { name: 'Plain' });
  expect(plain.organization_fields).toEqual({ customer_tier: null, renewal_date: null });
});

test('names are needed and unique, without regard to case and surrounding space', async () => {
  const client = await open();
  const refusals = async (name: string) => {
    const answer = await create(client, { name });
    return [answer.status, answer.source.match(/BlankValue|DuplicateValue/)?.[0]];
  };
  expect(await refusals(' ')).toEqual([422, 'BlankValue']);
  expect(await refusals(' FABRIKAM ')).toEqual([422, 'DuplicateValue']);
  const fabrikam = await called(client, 'fabrikam');
  expect((await put(client, fabrikam.id, { name: 'FABRIKAM' })).one('organization').name).toBe('FABRIKAM');
  expect((await put(client, fabrikam.id, { name: 'northwind traders' })).status).toBe(422);
});

test('domains are replaced whole, and a domain belongs to one organization', async () => {
  const client = await open();
  const northwind = await called(client, 'Northwind Traders');
  const changed = await put(client, northwind.id, { domain_names: ['new.example'] });
  expect(changed.one('organization').domain_names).toEqual(['new.example']);
  expect((await create(client, { name: 'X', domain_names: ['northwind.example'] })).status).toBe(201);
  const taken = await create(client, { name: 'Y', domain_names: ['NEW.example'] });
  expect([taken.status, taken.source.includes('Northwind Traders')]).toEqual([422, true]);
  expect((await create(client, { name: 'Z', domain_names: ['not a domain'] })).status).toBe(422);
});

test('groups, external ids and values are checked', async () => {
  const client = await open();
  const fabrikam = await called(client, 'Fabrikam');
  const refused = [
    { group_id: 1 },
    { organization_fields: { customer_tier: 'tier_gold' } },
    { organization_fields: { renewal_date: 'soon' } },
  ];
  for (const bad of refused) expect([bad, (await put(client, fabrikam.id, bad)).status]).toEqual([bad, 422]);
  expect((await create(client, { name: 'X', external_id: 'fab-1' })).status).toBe(422);
  const filled = await put(client, fabrikam.id, { organization_fields: { customer_tier: 'tier_business' } });
  expect(filled.one('organization').organization_fields).toMatchObject({ customer_tier: 'tier_business' });
  const kept = await put(client, fabrikam.id, { organization_fields: { renewal_date: '2027-01-01' } });
  expect(kept.one('organization').organization_fields).toMatchObject({ customer_tier: 'tier_business' });
});

test('organizations are found by name, by external id, by ids and by how their name begins', async () => {
  const client = await open();
  const names = async (path: string) =>
    (await client.get(`${PATH}${path}`)).many('organizations').map((row) => row.name);
  const fabrikam = await called(client, 'FABRIKAM');
  expect(await names('/search?external_id=fab-1')).toEqual(['Fabrikam']);
  expect((await client.get(`${PATH}/search`)).status).toBe(400);
  expect((await client.get(`${PATH}/search?name=a&external_id=b`)).status).toBe(400);
  expect(await names(`/show_many?ids=1,${fabrikam.id}`)).toEqual(['Fabrikam']);
  expect(await names('/show_many?external_ids=FAB-1,FAB-2')).toEqual(['Fabrikam']);
  expect(await names('/autocomplete?name=nor')).toEqual(['Northwind Traders']);
  expect((await client.get(`${PATH}/autocomplete?name=n`)).status).toBe(400);
  expect((await client.get(`${PATH}/count`)).one('count').value).toBe(3);
});

test('one request makes or changes, by id or external id, never by name', async () => {
  const client = await open();
  const send = (organization: Attributes) => client.send('POST', `${PATH}/create_or_update`, { organization });
  const changed = await send({ external_id: 'fab-1', name: 'Fabrikam Ltd' });
  expect([changed.status, changed.one('organization').name]).toEqual([200, 'Fabrikam Ltd']);
  expect((await send({ name: 'Fabrikam Ltd' })).status).toBe(422);
  expect((await send({ name: 'Contoso' })).status).toBe(201);
});

test('agents write notes only, and deleting leaves the people behind', async () => {
  const client = await open();
  const agent = client.as('sandbox-agent-token');
  const fabrikam = await called(client, 'Fabrikam');
  expect((await put(agent, fabrikam.id, { notes: 'Called' })).one('organization').notes).toBe('Called');
  expect((await put(agent, fabrikam.id, { notes: 'x', name: 'y' })).status).toBe(403);
  expect((await create(agent, { name: 'Z' })).status).toBe(403);
  expect((await client.send('DELETE', `${PATH}/${fabrikam.id}`)).status).toBe(204);
  const frida = client.sandbox.control.objects('users').find((row) => row.name === 'Frida Fabrikant');
  expect(frida?.organization_id).toBeNull();
});
