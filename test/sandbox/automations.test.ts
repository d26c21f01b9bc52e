import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const when = (field: string, operator: string, value: Json = ''): Attributes => ({ field, operator, value });
const act = (field: string, value: Json): Attributes => ({ field, value });
const ONCE = when('PENDING', 'is', '48');
const LATER = when('PENDING', 'greater_than', '48');
const PENDING = when('status', 'is', 'pending');
const TAG = [act('current_tags', 'nudged')];

function body(all: Attributes[] = [PENDING, ONCE], actions: Attributes[] = TAG, more: Attributes = {}): Attributes {
  return { title: 'Nudge', conditions: { all, any: [] }, actions, ...more };
}

async function post(client: Client, automation: Attributes): Promise<number> {
  return (await client.send('POST', '/automations', { automation })).status;
}

async function standard(client: Client): Promise<readonly Attributes[]> {
  return (await client.get('/automations')).many('automations');
}

test('a new automation is active, at the end, and reads as it was written', async () => {
  const client = await open();
  const made = await make(client, '/automations', 'automation', body());
  expect(made).toMatchObject({ ...body(), raw_title: 'Nudge', active: true, default: false, position: 3 });
  expect((await client.get(`/automations/${made.id}`)).one('automation')).toEqual(made);
});

test('a time and an anchor are needed under all', async () => {
  const client = await open();
  expect(await post(client, body([PENDING]))).toBe(422);
  expect(await post(client, body([ONCE, when('priority', 'is', 'low')]))).toBe(422);
  expect(await post(client, body([ONCE, when('type', 'is', 'task')]))).toBe(201);
  const elsewhere = { title: 'X', conditions: { all: [ONCE], any: [PENDING] }, actions: TAG };
  expect(await post(client, elsewhere)).toBe(422);
});

test('hours stand under all only', async () => {
  const client = await open();
  const conditions = { all: [PENDING, ONCE], any: [when('updated_at', 'greater_than', '5')] };
  expect(await post(client, { title: 'X', conditions, actions: TAG })).toBe(422);
});

test('it must be true once, or undo one of its conditions', async () => {
  const client = await open();
  const cases: [Attributes[], Attributes[], number][] = [
    [[PENDING, LATER], TAG, 422],
    [[PENDING, LATER], [act('status', 'pending')], 422],
    [[PENDING, LATER], [act('status', 'solved')], 201],
    [[when('type', 'is', 'task'), LATER], [act('status', 'open')], 201],
    [[when('status', 'less_than', 'solved'), when('updated_at', 'greater_than', '9')], [act('status', 'open')], 422],
    [[PENDING, LATER, when('current_tags', 'not_includes', 'nudged')], TAG, 201],
    [[PENDING, LATER, when('current_tags', 'not_includes', 'other')], TAG, 422],
    [[PENDING, LATER, when('current_tags', 'includes', 'a b')], [act('remove_tags', 'a')], 422],
    [[PENDING, LATER, when('current_tags', 'includes', 'a b')], [act('remove_tags', 'a b')], 201],
    [[PENDING, LATER, when('current_tags', 'includes', 'a c')], [act('set_tags', 'd')], 201],
    [[PENDING, LATER, when('priority', 'less_than', 'high')], [act('priority', 'high')], 201],
  ];
  for (const [all, actions, status] of cases) {
    expect([all, actions, await post(client, body(all, actions))]).toEqual([all, actions, status]);
  }
});

test('two active automations cannot have the same conditions, in whatever order', async () => {
  const client = await open();
  const first = await make(client, '/automations', 'automation', body());
  expect(await post(client, body([ONCE, PENDING]))).toBe(422);
  const second = await make(client, '/automations', 'automation', body([ONCE, PENDING], TAG, { active: false }));
  const wake = { automation: { active: true } };
  expect((await client.send('PUT', `/automations/${second.id}`, wake)).status).toBe(422);
  const items = { automations: [{ id: second.id ?? null, active: true }] };
  expect((await client.send('PUT', '/automations/update_many', items)).status).toBe(422);
  await client.send('PUT', `/automations/${first.id}`, { automation: { active: false } });
  expect((await client.send('PUT', `/automations/${second.id}`, wake)).one('automation').active).toBe(true);
});

test('conditions and actions are replaced together, a title alone replaces neither', async () => {
  const client = await open();
  const { id } = await make(client, '/automations', 'automation', body());
  const put = (automation: Attributes) => client.send('PUT', `/automations/${id}`, { automation });
  expect((await put({ title: 'Other' })).one('automation')).toMatchObject({ title: 'Other', actions: TAG });
  expect((await put({ conditions: { all: [PENDING, ONCE], any: [] } })).status).toBe(422);
  expect((await put({ actions: TAG })).status).toBe(422);
  expect((await put({ title: ' ' })).status).toBe(422);
});

test('words of triggers alone are refused, and so are numbers', async () => {
  const client = await open();
  for (const condition of [
    when('update_type', 'is', 'Create'),
    when('current_via_id', 'is', '4'),
    when('status', 'changed'),
    when('status', 'value', 'open'),
    when('reopens', 'is', '1'),
    when('comment_includes_word', 'includes', 'x'),
    when('PENDING', 'is', 'soon'),
    when('PENDING', 'includes', '4'),
  ]) {
    expect([condition.field, await post(client, body([PENDING, ONCE, condition]))]).toEqual([condition.field, 422]);
  }
  expect(await post(client, body([PENDING, when('PENDING', 'is', 48)]))).toBe(400);
  expect(await post(client, body(undefined, [act('set_schedule', '1')]))).toBe(422);
  expect(await post(client, body(undefined, []))).toBe(422);
  const known = [when('description_includes_word', 'includes', 'x'), when('ticket_is_public', 'is', 'public')];
  expect(await post(client, body([PENDING, ONCE, ...known]))).toBe(201);
});

test('business hours are counted only where there are some', async () => {
  const all = [PENDING, when('PENDING', 'is_business_hours', '48')];
  expect(await post(await open(), body(all))).toBe(201);
  expect(await post(await open({ profile: 'team' }), body(all))).toBe(422);
});

test('a default automation stays, and the closing one stays active', async () => {
  const client = await open();
  const [closing, pending] = await standard(client);
  const made = await make(client, '/automations', 'automation', body());
  expect((await client.send('DELETE', `/automations/${closing?.id}`)).status).toBe(422);
  expect((await client.send('PUT', `/automations/${closing?.id}`, { automation: { active: false } })).status).toBe(422);
  const items = [closing, made].map((row) => ({ id: row?.id ?? null, active: false, title: 'No' }));
  const updated = await client.send('PUT', '/automations/update_many', { automations: items });
  expect(updated.many('automations').map((row) => [row.active, row.title])).toEqual([
    [true, closing?.title],
    [false, 'Nudge'],
  ]);
  const ids = `${pending?.id},${made.id}`;
  expect((await client.send('DELETE', `/automations/destroy_many?ids=${ids}`)).status).toBe(204);
  expect((await standard(client)).map((row) => row.id)).toContain(pending?.id);
  expect((await client.get(`/automations/${made.id}`)).status).toBe(404);
});

test('the list goes by position, can be asked for active ones, and is sorted otherwise on request', async () => {
  const client = await open();
  const ids = (await standard(client)).map((row) => row.id ?? null);
  const items = ids.map((id, at) => ({ id, position: 9 - at }));
  await client.send('PUT', '/automations/update_many', { automations: items });
  expect((await standard(client)).map((row) => row.id)).toEqual([...ids].reverse());
  const titles = async (query: string) => (await client.get(query)).many('automations').map((row) => row.title);
  expect(await titles('/automations?active=true')).toEqual(['Close ticket 4 days after status is set to solved']);
  expect(await titles('/automations/active')).toHaveLength(1);
  expect(await titles('/automations/search?query=5 days')).toEqual(['Pending notification 5 days']);
  const sorted = await titles('/automations?sort_by=alphabetical');
  expect(sorted).toEqual([...sorted].sort());
});

test('an agent reads automations and writes none; a missing one is not found', async () => {
  const client = await open();
  const agent = client.as('sandbox-agent-token');
  expect((await agent.get('/automations')).status).toBe(200);
  expect(await post(agent, body())).toBe(403);
  expect((await client.send('DELETE', '/automations/1')).status).toBe(404);
});

test('by hand the same rules hold, and many can be made at once', async () => {
  const client = await open();
  expect((await client.control('POST', '/objects/automations', body([PENDING]))).status).toBe(422);
  expect((await client.control('POST', '/objects/automations', body())).status).toBe(200);
  await client.control('POST', '/bulk', { automations: 5 });
  expect((await client.get('/automations')).body.count).toBe(9);
});
