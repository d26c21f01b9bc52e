import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { list } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const when = (field: string, operator: string, value: Json = ''): Attributes => ({ field, operator, value });
const MARK = when('current_tags', 'includes', 'mark');
const HOUR = 3_600_000;

function ago(hours: number): string {
  return new Date(Date.now() - hours * HOUR).toISOString();
}

/** Tickets of this test alone carry a tag. */
async function add(client: Client, ...tickets: Attributes[]): Promise<Attributes[]> {
  const made: Attributes[] = [];
  for (const ticket of tickets) {
    const sent = { subject: 'Counted', ...ticket, tags: ['mark', ...list(ticket.tags)] };
    const answer = await client.control('POST', '/objects/tickets', sent);
    expect([answer.source, answer.status]).toEqual([answer.source, 200]);
    made.push(answer.body);
  }
  return made;
}

async function counted(client: Client, all: Attributes[], any: Attributes[] = []): Promise<Json> {
  const answer = await client.send('POST', '/views/preview/count', { view: { all: [MARK, ...all], any } });
  expect([answer.source, answer.status]).toEqual([answer.source, 200]);
  return answer.one('view_count').value ?? null;
}

test('accounts hold tickets to count, and a new one its sample', async () => {
  const totals = async (profile: 'trial' | 'team' | 'enterprise') =>
    (await (await open({ profile })).get('/tickets/count')).one('count').value;
  expect([await totals('trial'), await totals('team'), await totals('enterprise')]).toEqual([1, 40, 160]);
});

test('a preview counts by status, priority, type and their order', async () => {
  const client = await open();
  await add(
    client,
    { status: 'new' },
    { status: 'open', priority: 'low', type: 'task' },
    { status: 'pending', priority: 'urgent' },
    { status: 'solved', priority: 'high', type: 'question' },
  );
  const cases: [Attributes[], Attributes[], number][] = [
    [[], [], 4],
    [[when('status', 'less_than', 'solved')], [], 3],
    [[when('status', 'is_not', 'solved')], [], 3],
    [[when('status', 'greater_than', 'open')], [], 2],
    [[when('priority', 'is', '')], [], 1],
    [[when('priority', 'greater_than', 'normal')], [], 2],
    [[when('type', 'is', 'task')], [], 1],
    [[], [when('type', 'is', 'task'), when('status', 'is', 'new')], 2],
    [[when('status', 'is', 'open')], [when('priority', 'is', 'high')], 0],
  ];
  for (const [all, any, total] of cases) expect([all, any, await counted(client, all, any)]).toEqual([all, any, total]);
});

test('it counts by tags, people, groups, channels and words', async () => {
  const client = await open();
  const [owner] = (await client.get('/users?role=admin')).many('users');
  const groups = (await client.get('/groups')).many('groups');
  const [support, billing] = ['Support', 'Billing'].map((name) => groups.find((row) => row.name === name)?.id ?? null);
  await add(
    client,
    { assignee_id: owner?.id ?? null, group_id: support ?? null, tags: ['a'], description: 'My REFUND is late' },
    { group_id: billing ?? null, tags: ['b'], via: { channel: 'web' } },
  );
  const cases: [Attributes, number][] = [
    [when('current_tags', 'includes', 'a b'), 2],
    [when('current_tags', 'not_includes', 'a'), 1],
    [when('assignee_id', 'is', 'current_user'), 1],
    [when('assignee_id', 'is', ''), 1],
    [when('assignee_id', 'is_not', String(owner?.id)), 1],
    [when('group_id', 'is', 'current_groups'), 1],
    [when('group_id', 'is', String(billing)), 1],
    [when('via_id', 'is', '0'), 1],
    [when('description_includes_word', 'includes', 'fund other'), 1],
    [when('description_includes_word', 'not_includes', 'refund'), 1],
  ];
  for (const [condition, total] of cases)
    expect([condition, await counted(client, [condition])]).toEqual([condition, total]);
});

test('it counts by custom fields', async () => {
  const client = await open();
  const fields = (await client.get('/ticket_fields')).many('ticket_fields');
  const [product, refund] = ['Product', 'Refund wanted'].map((title) => fields.find((row) => row.title === title)?.id);
  const values = (kettle: Json, wanted: Json) => [
    { id: product ?? null, value: kettle },
    { id: refund ?? null, value: wanted },
  ];
  await add(client, { custom_fields: values('product_kettle', true) }, { custom_fields: values(null, false) }, {});
  expect(await counted(client, [when(`custom_fields_${product}`, 'is', 'product_kettle')])).toBe(1);
  expect(await counted(client, [when(`custom_fields_${product}`, 'not_present')])).toBe(2);
  expect(await counted(client, [when(`custom_fields_${refund}`, 'is', 'true')])).toBe(1);
});

test('hours are counted from the last change of status, exactly, and move with the clock', async () => {
  const client = await open();
  await add(client, { status: 'pending', updated_at: ago(48.5) }, { status: 'open', updated_at: ago(2) });
  const pending = (operator: string, hours: string) => counted(client, [when('PENDING', operator, hours)]);
  expect(await pending('is', '48')).toBe(1);
  expect([await pending('greater_than', '48'), await pending('greater_than', '49')]).toEqual([1, 0]);
  expect([await pending('less_than', '48'), await pending('less_than', '49')]).toEqual([0, 1]);
  expect(await counted(client, [when('updated_at', 'less_than', '3')])).toBe(1);
  client.sandbox.control.advance(2 * HOUR);
  expect(await pending('greater_than', '49')).toBe(1);
});

test('hours until an hour include it', async () => {
  const client = await open();
  await add(client, { due_at: new Date(Date.now() + 5 * HOUR).toISOString() });
  expect(await counted(client, [when('until_due_date', 'less_than', '5')])).toBe(1);
  expect(await counted(client, [when('until_due_date', 'less_than', '4')])).toBe(0);
  expect(await counted(client, [when('due_date', 'greater_than', '1')])).toBe(0);
});

test('a preview refuses what a view would, and needs no anchor', async () => {
  const client = await open();
  const status = async (view: Json) => (await client.send('POST', '/views/preview/count', { view })).status;
  expect(await status({ all: [when('update_type', 'is', 'Create')] })).toBe(422);
  expect(await status({ all: [when('via_id', 'is', 4)] })).toBe(400);
  expect(await status({ all: [when('priority', 'is', 'low')] })).toBe(200);
  expect((await client.send('POST', '/views/preview/count', { all: [] })).status).toBe(400);
});

test('views are counted one by one and twenty at most together', async () => {
  const client = await open();
  const view = await make(client, '/views', 'view', { title: 'Marked', all: [when('status', 'is', 'new'), MARK] });
  await add(client, { status: 'new' }, { status: 'new' }, { status: 'open' });
  const one = (await client.get(`/views/${view.id}/count`)).one('view_count');
  expect(one).toMatchObject({ view_id: view.id, value: 2, pretty: '2', fresh: true, active: true });
  expect((await client.get(`/views/${view.id}/tickets`)).many('tickets')).toHaveLength(2);
  const agent = client.as('sandbox-agent-token');
  const [own] = (await agent.get('/views?access=personal')).many('views');
  const many = await client.get(`/views/count_many?ids=${view.id},${own?.id}`);
  expect(many.many('view_counts')).toEqual([one]);
  expect(many.headers.get('zendesk-ratelimit-views-count-many')).toMatch(/^total=6; remaining=5/);
  expect((await client.get(`/views/count_many?ids=${Array(21).fill(view.id).join()}`)).status).toBe(400);
  expect((await client.get(`/views/${own?.id}/count`)).status).toBe(404);
});

test('large counts are pretty-printed to the hundred', async () => {
  const client = await open();
  await client.control('POST', '/bulk', { tickets: 150 });
  const answer = await client.send('POST', '/views/preview/count', {
    view: { all: [] },
  });
  expect(answer.one('view_count')).toMatchObject({ value: 310, pretty: '~300' });
});

test('a preview shows the columns that were asked for', async () => {
  const client = await open();
  await add(client, { subject: 'Seen', priority: 'high' });
  const view = { all: [MARK], output: { columns: ['description', 'priority'] } };
  const answer = await client.send('POST', '/views/preview', { view });
  expect(answer.many('columns').map((column) => column.id)).toEqual(['subject', 'priority']);
  expect(answer.many('rows')).toMatchObject([{ subject: 'Seen', priority: 'high', ticket: { subject: 'Seen' } }]);
});

test('tickets show no inner dates and change by hand', async () => {
  const client = await open();
  const [ticket] = await add(client, { status: 'new' });
  await client.control('PATCH', `/objects/tickets/${ticket?.id}`, { status: 'solved' });
  const shown = (await client.get(`/tickets/${ticket?.id}`)).one('ticket');
  expect(shown).toMatchObject({ status: 'solved', tags: ['mark'] });
  expect(shown).not.toHaveProperty('solved_at');
  expect(await counted(client, [when('SOLVED', 'less_than', '1')])).toBe(1);
  expect((await client.control('POST', '/objects/tickets', { subject: 'X', status: 'asleep' })).status).toBe(422);
});
