import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

function put(client: Client, id: unknown, user: Attributes) {
  return client.send('PUT', `/users/${id}`, { user });
}

async function named(client: Client, kind: string, name: string): Promise<Attributes> {
  const all = client.sandbox.control.objects(kind);
  const found = all.find((row) => row.name === name);
  if (!found) throw new Error(`No ${name} among ${kind}`);
  return found;
}

async function groupsOf(client: Client, id: unknown): Promise<readonly (readonly [Json, Json])[]> {
  const members = (await client.get(`/users/${id}/group_memberships`)).many('group_memberships');
  return members.map((row) => [row.group_id ?? null, row.default ?? null]);
}

const NINA = { name: ' Nina Novak ', email: 'Nina@acme.example', role: 'agent' };

test('a new agent gets a role, the default group and a welcome mail', async () => {
  const client = await open();
  const nina = await make(client, '/users', 'user', { ...NINA, alias: 'Nina', signature: 'N.', last_login_at: 'now' });
  const [support, staff] = [await named(client, 'groups', 'Support'), await named(client, 'custom_roles', 'Staff')];
  expect(nina).toMatchObject({
    name: 'Nina Novak',
    email: 'nina@acme.example',
    role: 'agent',
    custom_role_id: staff.id,
    role_type: 0,
    default_group_id: support.id,
    alias: 'Nina',
    signature: 'N.',
    verified: false,
    ticket_restriction: null,
    restricted_agent: false,
    last_login_at: null,
    user_fields: { Nickname: null, beta_tester: false },
  });
  expect(await groupsOf(client, nina.id)).toEqual([[support.id, true]]);
  expect(client.sandbox.control.objects('welcome_mails')).toMatchObject([{ user_id: nina.id, to: nina.email }]);
  await make(client, '/users', 'user', { ...NINA, email: 'quiet@acme.example', skip_verify_email: true });
  expect(client.sandbox.control.objects('welcome_mails')).toHaveLength(1);
});

test('an agent comes into the groups that were named, the default one first', async () => {
  const client = await open();
  const [billing, escalations] = [
    await named(client, 'groups', 'Billing'),
    await named(client, 'groups', 'Escalations'),
  ];
  const nina = await make(client, '/users', 'user', {
    ...NINA,
    default_group_id: billing.id ?? null,
    group_ids: [escalations.id ?? null, billing.id ?? null],
  });
  expect(nina.default_group_id).toBe(billing.id);
  expect(await groupsOf(client, nina.id)).toEqual([
    [billing.id, true],
    [escalations.id, false],
  ]);
});

test('the default group is one of their own, changed here or at the membership', async () => {
  const client = await open();
  const [support, billing] = [await named(client, 'groups', 'Support'), await named(client, 'groups', 'Billing')];
  const nina = await make(client, '/users', 'user', NINA);
  expect((await put(client, nina.id, { default_group_id: billing.id ?? null })).status).toBe(422);
  const member = await make(client, '/group_memberships', 'group_membership', {
    user_id: nina.id ?? null,
    group_id: billing.id ?? null,
  });
  const changed = await put(client, nina.id, { default_group_id: billing.id ?? null });
  expect(changed.one('user').default_group_id).toBe(billing.id);
  expect(await groupsOf(client, nina.id)).toEqual([
    [support.id, false],
    [billing.id, true],
  ]);
  const [first] = (await client.get(`/users/${nina.id}/group_memberships`)).many('group_memberships');
  await client.send('PUT', `/users/${nina.id}/group_memberships/${first?.id}/make_default`);
  expect((await client.get(`/users/${nina.id}`)).one('user').default_group_id).toBe(support.id);
  expect((await client.send('DELETE', `/group_memberships/${member.id}`)).status).toBe(204);
  expect((await client.send('DELETE', `/group_memberships/${first?.id}`)).status).toBe(422);
});

test('a group that is somebody’s default cannot be deleted', async () => {
  const client = await open();
  const billing = await named(client, 'groups', 'Billing');
  expect((await client.send('DELETE', `/groups/${billing.id}`)).status).toBe(422);
});

test('seats run out, and light agents need none', async () => {
  const client = await open();
  client.sandbox.control.edit('settings', 'account', { seats: 7 });
  await make(client, '/users', 'user', NINA);
  const refused = await client.send('POST', '/users', { user: { ...NINA, email: 'next@acme.example' } });
  expect([refused.status, refused.source.includes('MaxAgentExceeded')]).toEqual([422, true]);
  expect((await client.get('/users/search?query=email:next@acme.example')).many('users')).toEqual([]);
  const light = await named(client, 'custom_roles', 'Light agent');
  const reader = await make(client, '/users', 'user', {
    ...NINA,
    email: 'reader@acme.example',
    custom_role_id: light.id ?? null,
  });
  expect(reader).toMatchObject({ role_type: 1, only_private_comments: true, restricted_agent: true });
  const staff = await named(client, 'custom_roles', 'Staff');
  expect((await put(client, reader.id, { custom_role_id: staff.id ?? null })).status).toBe(422);
});

test('an address belongs to one person, whatever its case and whichever of theirs it is', async () => {
  const client = await open();
  const nina = await make(client, '/users', 'user', NINA);
  const taken = await client.send('POST', '/users', { user: { ...NINA, email: 'NINA@acme.example' } });
  expect([taken.status, taken.source.includes('DuplicateValue')]).toEqual([422, true]);
  await put(client, nina.id, { email: 'novak@acme.example' });
  expect((await client.send('POST', '/users', { user: { ...NINA, email: 'novak@acme.example' } })).status).toBe(422);
  expect((await client.send('POST', '/users', { user: { ...NINA, email: 'nobody' } })).status).toBe(422);
  expect((await client.send('POST', '/users', { user: { name: 'N', role: 'agent' } })).status).toBe(422);
});

test('an address in an update is added, and becomes the first one by a request of its own', async () => {
  const client = await open();
  const nina = await make(client, '/users', 'user', { ...NINA, skip_verify_email: true });
  const answer = await put(client, nina.id, { email: 'Novak@acme.example' });
  expect([answer.status, answer.one('user').email]).toEqual([200, 'nina@acme.example']);
  const list = async () => (await client.get(`/users/${nina.id}/identities`)).many('identities');
  expect((await list()).map((row) => [row.value, row.primary, row.verified])).toEqual([
    ['nina@acme.example', true, false],
    ['novak@acme.example', false, false],
  ]);
  expect(client.sandbox.control.objects('welcome_mails').map((mail) => mail.to)).toEqual(['novak@acme.example']);
  const [first, second] = await list();
  expect((await client.get('/users/search?query=novak@acme.example')).many('users')).toEqual([]);
  expect((await client.get('/users/search?query=email:novak@acme.example')).many('users')).toHaveLength(1);
  await client.send('PUT', `/users/${nina.id}/identities/${second?.id}/make_primary`);
  expect((await client.get(`/users/${nina.id}`)).one('user').email).toBe('novak@acme.example');
  expect((await client.send('DELETE', `/users/${nina.id}/identities/${second?.id}`)).status).toBe(422);
  expect((await client.send('DELETE', `/users/${nina.id}/identities/${first?.id}`)).status).toBe(204);
});

test('a custom role decides who is an admin, what may be seen, and goes with the role', async () => {
  const client = await open();
  const role = await make(client, '/custom_roles', 'custom_role', {
    name: 'Own tickets',
    configuration: { ticket_access: 'assigned-only' },
  });
  const nina = await make(client, '/users', 'user', {
    ...NINA,
    custom_role_id: role.id ?? null,
    ticket_restriction: 'groups',
  });
  expect(nina).toMatchObject({ ticket_restriction: 'assigned', restricted_agent: true });
  const admin = await named(client, 'custom_roles', 'Administrator');
  const raised = (await put(client, nina.id, { role: 'admin' })).one('user');
  expect(raised).toMatchObject({ role: 'admin', custom_role_id: admin.id, role_type: 4, ticket_restriction: null });
  const lowered = (await put(client, nina.id, { role: 'agent' })).one('user');
  expect(lowered.custom_role_id).toBe((await named(client, 'custom_roles', 'Staff')).id);
  const byRole = (await put(client, nina.id, { custom_role_id: admin.id ?? null })).one('user');
  expect(byRole.role).toBe('admin');
  expect((await put(client, nina.id, { custom_role_id: 1 })).status).toBe(422);
  const customer = await named(client, 'users', 'Frida Fabrikant');
  expect((await put(client, customer.id, { custom_role_id: role.id ?? null })).status).toBe(422);
});

test('below Enterprise agents have a restriction of their own and no custom role', async () => {
  const client = await open({ profile: 'trial' });
  const input = { ...NINA, custom_role_id: 7, ticket_restriction: 'groups', only_private_comments: true };
  const nina = await make(client, '/users', 'user', input);
  expect(nina).toMatchObject({ custom_role_id: null, ticket_restriction: 'groups', only_private_comments: true });
  expect((await put(client, nina.id, { ticket_restriction: 'requested' })).status).toBe(422);
  expect((await put(client, nina.id, { ticket_restriction: null })).one('user').ticket_restriction).toBeNull();
});

test('whoever is no agent any more loses groups, tickets, signature, and rules of their own', async () => {
  const client = await open();
  const arun = await named(client, 'users', 'Arun Agarwal');
  await put(client, arun.id, { signature: 'A.' });
  const ticket = client.sandbox.control.inject('tickets', { title: 'T', status: 'open', assignee_id: arun.id ?? null });
  const own = () => {
    const personal = client.sandbox.control.objects('macros').filter((row) => JSON.stringify(row).includes('"User"'));
    return personal.length;
  };
  expect(own()).toBe(1);
  const lowered = (await put(client, arun.id, { role: 'end-user' })).one('user');
  expect(lowered).toMatchObject({ role: 'end-user', custom_role_id: null, default_group_id: null, signature: null });
  expect(lowered.ticket_restriction).toBe('requested');
  expect(await groupsOf(client, arun.id)).toEqual([]);
  expect(client.sandbox.control.objects('tickets').find((row) => row.id === ticket.id)?.assignee_id).toBeNull();
  expect(own()).toBe(0);
});

test('the owner stays the owner, nobody takes the own rights away, and agents make no agents', async () => {
  const client = await open();
  const [owner, ada] = [await named(client, 'users', 'Olive Ownby'), await named(client, 'users', 'Ada Lindqvist')];
  expect((await put(client, owner.id, { role: 'agent' })).status).toBe(422);
  expect((await put(client, owner.id, { suspended: true })).status).toBe(422);
  expect((await client.send('DELETE', `/users/${owner.id}`)).status).toBe(422);
  const other = await open({ tokens: { ada: { email: String(ada.email), scopes: ['read', 'write'] } } });
  expect((await put(other.as('ada'), ada.id, { role: 'agent' })).status).toBe(422);
  expect((await other.as('ada').send('DELETE', `/users/${ada.id}`)).status).toBe(422);
  expect((await put(other.as('ada'), owner.id, { role: 'agent' })).status).toBe(422);
  expect((await other.as('ada').send('DELETE', `/users/${owner.id}`)).status).toBe(422);
  const agent = client.as('sandbox-agent-token');
  expect((await agent.send('POST', '/users', { user: NINA })).status).toBe(403);
  expect((await put(agent, ada.id, { alias: 'A' })).status).toBe(403);
  expect((await agent.send('POST', '/users', { user: { name: 'C', email: 'c@x.example' } })).status).toBe(201);
});

test('deleted people stay readable by id, leave lists and searches, and free their address and seat', async () => {
  const client = await open();
  const nina = await make(client, '/users', 'user', NINA);
  const gone = await client.send('DELETE', `/users/${nina.id}`);
  expect([gone.status, gone.one('user').active, gone.one('user').role]).toEqual([200, false, 'end-user']);
  expect((await client.get(`/users/${nina.id}`)).one('user').active).toBe(false);
  expect((await put(client, nina.id, { name: 'Back' })).status).toBe(404);
  expect((await client.send('DELETE', `/users/${nina.id}`)).status).toBe(404);
  const ids = async (path: string) => (await client.get(path)).many('users').map((row) => row.id);
  expect(await ids('/users')).not.toContain(nina.id);
  expect(await ids(`/users/show_many?ids=${nina.id}`)).toEqual([]);
  expect(await ids(`/users/show_many?ids=${nina.id}&include_deleted=true`)).toEqual([nina.id]);
  expect(await ids('/users/search?query=email:nina@acme.example')).toEqual([]);
  expect((await make(client, '/users', 'user', NINA)).id).not.toBe(nina.id);
});

test('phones, languages, time zones, tags and fields come back in the form of the platform', async () => {
  const client = await open();
  const nina = await make(client, '/users', 'user', {
    ...NINA,
    phone: '+1 (555) 123-4567',
    locale: 'DE',
    locale_id: 1,
    time_zone: 'Berlin',
    tags: ['VIP', 'two words', 'vip'],
    external_id: 'HR-1',
    user_fields: { beta_tester: true, Nickname: 'N', teleporter: 'x' },
  });
  expect(nina).toMatchObject({
    phone: '+15551234567',
    shared_phone_number: false,
    locale: 'de',
    locale_id: 8,
    time_zone: 'Berlin',
    iana_time_zone: 'Europe/Berlin',
    tags: ['vip', 'two_words'],
    external_id: 'HR-1',
    user_fields: { Nickname: 'N', beta_tester: true },
  });
  expect((await put(client, nina.id, { user_fields: { Nickname: 'M' } })).one('user').user_fields).toEqual({
    Nickname: 'M',
    beta_tester: true,
  });
  for (const bad of [{ locale: 'fr' }, { locale_id: 16 }, { time_zone: 'Europe/Berlin' }, { name: ' ' }]) {
    expect([bad, (await put(client, nina.id, bad)).status]).toEqual([bad, 422]);
  }
  expect((await put(client, nina.id, { user_fields: { beta_tester: 'perhaps' } })).status).toBe(422);
  const twin = { ...NINA, email: 'twin@acme.example', external_id: 'hr-1' };
  expect((await client.send('POST', '/users', { user: twin })).status).toBe(422);
  const same = await client.send('POST', '/users/create_or_update', { user: { external_id: 'hr-1', name: 'Nina N.' } });
  expect([same.status, same.one('user').id]).toEqual([200, nina.id]);
  client.sandbox.control.edit('settings', 'account', { user: { tagging: false } });
  expect((await client.get(`/users/${nina.id}`)).one('user').tags).toBeUndefined();
});

test('people are found by the start of their name, by group and by everything', async () => {
  const client = await open();
  const names = async (path: string, wrapper = 'users') =>
    (await client.get(path)).many(wrapper).map((row) => row.name);
  expect(await names('/users/autocomplete?name=bo')).toEqual(['Bo Tanaka']);
  expect((await client.get('/users/autocomplete?name=b')).status).toBe(400);
  const billing = await named(client, 'groups', 'Billing');
  expect(await names(`/groups/${billing.id}/users`)).toEqual(['Bo Tanaka', 'Carmen Ruiz']);
  const bo = await named(client, 'users', 'Bo Tanaka');
  expect(await names(`/users/${bo.id}/groups`, 'groups')).toEqual(['Billing']);
  const found = (await client.get('/search?query=email:bo@acme.example')).body;
  expect(found).toMatchObject({ count: 1, facets: null, results: [{ name: 'Bo Tanaka', result_type: 'user' }] });
  expect((await client.get('/search?query=type:user&page=11&per_page=100')).status).toBe(422);
});

test('one person can be updated five times a minute where limits hold', async () => {
  const client = await open({ rateLimit: 100 });
  const [bo, ada] = [await named(client, 'users', 'Bo Tanaka'), await named(client, 'users', 'Ada Lindqvist')];
  for (let index = 0; index < 5; index += 1) await put(client, bo.id, { alias: `B${index}` });
  expect((await put(client, bo.id, { alias: 'B' })).status).toBe(429);
  expect((await put(client, ada.id, { alias: 'A' })).status).toBe(200);
});
