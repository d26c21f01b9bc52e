import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/recipient_addresses';

function add(client: Client, attributes: Attributes): Promise<Attributes> {
  return make(client, PATH, 'recipient_address', attributes);
}

async function current(client: Client, id: unknown): Promise<Attributes> {
  return (await client.get(`${PATH}/${id}`)).one('recipient_address');
}

test('an address of the account is verified at once and belongs to the default brand', async () => {
  const client = await open();
  const brands = (await client.get('/brands')).many('brands');
  const outlet = brands.find((brand) => brand.subdomain === 'acme-outlet');
  const made = await add(client, { email: 'Sales@acme.zendesk.com' });
  expect(made).toMatchObject({
    email: 'Sales@acme.zendesk.com',
    default: false,
    forwarding_status: 'verified',
    spf_status: 'verified',
    brand_id: brands.find((brand) => brand.default)?.id,
  });
  const theirs = await add(client, {
    email: 'sales@acme-outlet.zendesk.com',
    name: 'Sales',
    brand_id: outlet?.id ?? null,
  });
  expect(theirs).toMatchObject({ name: 'Sales', brand_id: outlet?.id, forwarding_status: 'verified' });
});

test('an external address is unknown until its forwarding was tested and mail came through', async () => {
  const client = await open();
  const made = await add(client, { email: 'help@acme.test' });
  expect(made).toMatchObject({ forwarding_status: 'unknown', spf_status: 'unknown', cname_status: 'unknown' });
  expect(made.domain_verification_code).toMatch(/^\w+$/);
  const verify = (body: Attributes) => client.send('PUT', `${PATH}/${made.id}/verify`, body);
  const asked = await verify({});
  expect([asked.status, asked.source]).toEqual([200, '""']);
  expect((await current(client, made.id)).forwarding_status).toBe('waiting');
  await verify({ type: 'spf' });
  await verify({ type: 'dns' });
  expect(await current(client, made.id)).toMatchObject({
    spf_status: 'failed',
    cname_status: 'failed',
    domain_verification_status: 'failed',
  });
  expect((await verify({ type: 'magic' })).status).toBe(400);
  client.sandbox.control.edit('recipient_addresses', Number(made.id), { forwarding_status: 'verified' });
  await verify({ type: 'forwarding' });
  expect((await current(client, made.id)).forwarding_status).toBe('verified');
});

test('taken, malformed and foreign addresses are refused', async () => {
  const client = await open();
  const problem = async (recipient_address: Attributes) => {
    const answer = await client.send('POST', PATH, { recipient_address });
    return [answer.status, ...Object.keys(answer.one('details'))];
  };
  expect(await problem({ name: 'x' })).toEqual([422, 'email']);
  expect(await problem({ email: 'nobody' })).toEqual([422, 'email']);
  expect(await problem({ email: 'SUPPORT@acme.zendesk.com' })).toEqual([422, 'email']);
  expect(await problem({ email: 'support@other-company.zendesk.com' })).toEqual([422, 'email']);
  expect(await problem({ email: 'a@acme.test', brand_id: 1 })).toEqual([422, 'brand_id']);
  client.sandbox.control.bulk({ recipient_addresses: 3000 });
  expect(await problem({ email: 'one@toomany.test' })).toEqual([422, 'base']);
});

test('there is one default, a verified one, which can be replaced but not given up or deleted', async () => {
  const client = await open();
  const addresses = (await client.get(PATH)).many('recipient_addresses');
  const old = addresses.find((address) => address.default);
  const put = async (id: unknown, recipient_address: Attributes) =>
    (await client.send('PUT', `${PATH}/${id}`, { recipient_address })).status;
  expect(await put(old?.id, { default: false })).toBe(422);
  expect((await client.send('DELETE', `${PATH}/${old?.id}`)).status).toBe(422);
  const waiting = await add(client, { email: 'help@acme.test' });
  expect(await put(waiting.id, { default: true })).toBe(422);
  const refused = await client.send('POST', PATH, { recipient_address: { email: 'b@acme.test', default: true } });
  expect(refused.status).toBe(422);
  expect((await client.get(PATH)).many('recipient_addresses').some((row) => row.email === 'b@acme.test')).toBe(false);
  const next = await add(client, { email: 'next@acme.zendesk.com', default: true });
  expect(next.default).toBe(true);
  expect((await current(client, old?.id)).default).toBe(false);
  expect((await client.send('DELETE', `${PATH}/${old?.id}`)).status).toBe(204);
  expect((await client.get(`${PATH}/${old?.id}`)).status).toBe(404);
});

test('the e-mail stays as it is, and statuses cannot be sent', async () => {
  const client = await open();
  const made = await add(client, { email: 'help@acme.test', forwarding_status: 'verified' });
  expect(made.forwarding_status).toBe('unknown');
  const sent = { email: 'other@acme.test', name: 'Help desk', forwarding_status: 'verified' };
  const changed = await client.send('PUT', `${PATH}/${made.id}`, { recipient_address: sent });
  expect(changed.one('recipient_address')).toMatchObject({
    email: 'help@acme.test',
    name: 'Help desk',
    forwarding_status: 'unknown',
  });
});

test('a deleted brand takes its addresses along', async () => {
  const client = await open();
  const outlet = (await client.get('/brands')).many('brands').find((brand) => brand.subdomain === 'acme-outlet');
  const made = await add(client, { email: 'sales@acme-outlet.zendesk.com', brand_id: outlet?.id ?? null });
  expect((await client.send('DELETE', `/brands/${outlet?.id}`)).status).toBe(204);
  expect((await client.get(`${PATH}/${made.id}`)).status).toBe(404);
});
