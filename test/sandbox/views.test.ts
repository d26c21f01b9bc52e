import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const when = (field: string, operator: string, value: Json = ''): Attributes => ({ field, operator, value });
const OPEN = when('status', 'less_than', 'solved');

function body(more: Attributes = {}): Attributes {
  return { title: 'Mine', all: [OPEN], any: [], ...more };
}

async function post(client: Client, more: Attributes): Promise<number> {
  return (await client.send('POST', '/views', { view: body(more) })).status;
}

test('a view is written with all, any and output, and read with conditions and execution', async () => {
  const client = await open();
  const [product] = (await client.get('/ticket_fields')).many('ticket_fields').filter((row) => row.title === 'Product');
  const output = {
    columns: ['description', 'status', String(product?.id), 'nice_id'],
    group_by: 'status',
    group_order: 'desc',
    sort_by: 'nice_id',
    sort_order: 'asc',
  };
  const made = await make(client, '/views', 'view', body({ output }));
  expect(made).toMatchObject({
    raw_title: 'Mine',
    active: true,
    description: null,
    restriction: null,
    watchable: true,
  });
  expect(made.conditions).toEqual({ all: [OPEN], any: [] });
  for (const name of ['all', 'any', 'output']) expect(made).not.toHaveProperty(name);
  const execution = object(made.execution);
  expect(objects(execution.columns).map((column) => column.id)).toEqual([
    'subject',
    'status',
    product?.id,
    'ticket_id',
  ]);
  expect(objects(execution.fields)).toHaveLength(3);
  expect(objects(execution.custom_fields)).toMatchObject([{ id: product?.id, title: 'Product', type: 'tagger' }]);
  expect(String(objects(execution.custom_fields)[0]?.url)).toMatch(/^http.*\/ticket_fields\/\d+\.json$/);
  expect(execution).toMatchObject({
    group_by: 'status',
    group: { id: 'status', title: 'Status category', order: 'desc' },
    sort_by: 'nice_id',
    sort: { id: 'ticket_id', title: 'ID', order: 'asc' },
  });
  expect((await client.get(`/views/${made.id}`)).one('view')).toEqual(made);
});

test('what belongs to reads is not looked at in writes', async () => {
  const client = await open();
  const sent = { title: 'Echo', conditions: { all: [OPEN], any: [] }, execution: { columns: [] } };
  expect((await client.send('POST', '/views', { view: sent })).status).toBe(422);
  const made = await make(client, '/views', 'view', body());
  const echo = { conditions: { all: [when('status', 'is', 'new')], any: [] }, execution: { columns: [] } };
  expect((await client.send('PUT', `/views/${made.id}`, { view: echo })).one('view')).toEqual(made);
});

test('one condition under all must be about status, type, group, assignee or requester', async () => {
  const client = await open();
  expect(await post(client, { all: [] })).toBe(422);
  expect(await post(client, { all: [when('priority', 'is', 'high')], any: [OPEN] })).toBe(422);
  expect(await post(client, { all: [when('group_id', 'is', 'current_groups')] })).toBe(200);
  expect(await post(client, { title: ' ' })).toBe(422);
});

test('an update replaces the array it names and leaves the other', async () => {
  const client = await open();
  const any = [when('priority', 'is', 'high'), when('priority', 'is', 'urgent')];
  const { id } = await make(
    client,
    '/views',
    'view',
    body({ any, output: { columns: ['status'], sort_by: 'priority' } }),
  );
  const put = async (view: Attributes) => (await client.send('PUT', `/views/${id}`, { view })).one('view');
  const all = [when('type', 'is', 'task')];
  expect((await put({ all })).conditions).toEqual({ all, any });
  expect((await put({ any: [] })).conditions).toEqual({ all, any: [] });
  expect(await put({ title: 'Other' })).toMatchObject({ title: 'Other', conditions: { all, any: [] } });
  const execution = object((await put({ output: { columns: ['priority'] } })).execution);
  expect([objects(execution.columns).map((column) => column.id), execution.sort_by]).toEqual([
    ['priority'],
    'priority',
  ]);
  expect((await client.send('PUT', `/views/${id}`, { view: { all: [] } })).status).toBe(422);
});

test('columns are known, ten at most, and not all of them sort', async () => {
  const client = await open();
  const columns = (names: string[]) => post(client, { output: { columns: names } });
  const ten = 'assigned assignee due_date group nice_id updated organization priority created requester'.split(' ');
  expect([await columns(ten), await columns([...ten, 'type'])]).toEqual([200, 422]);
  expect([await columns(['subject']), await columns(['mood']), await columns(['12'])]).toEqual([422, 422, 422]);
  for (const name of ['description', 'submitter', 'custom_status_id']) {
    expect(await post(client, { output: { sort_by: name } })).toBe(422);
    expect(await post(client, { output: { group_by: name } })).toBe(422);
  }
  expect(await post(client, { output: { sort_by: 'status', sort_order: 'up' } })).toBe(422);
});

test('words of views only', async () => {
  const client = await open();
  const [custom] = (await client.get('/custom_statuses')).many('custom_statuses');
  const cases: [Attributes, number][] = [
    [when('update_type', 'is', 'Create'), 422],
    [when('status', 'changed'), 422],
    [when('organization.custom_fields.customer_tier', 'present'), 422],
    [when('ticket_is_public', 'is', 'public'), 422],
    [when('description_includes_word', 'includes', 'refund'), 200],
    [when('updated_at', 'greater_than', '24'), 200],
    [when('custom_status_id', 'is', String(custom?.id)), 200],
    [when('custom_status_id', 'includes', String(custom?.id)), 422],
    [when('via_id', 'is', 4), 400],
  ];
  for (const [condition, status] of cases) {
    expect([condition, await post(client, { all: [OPEN, condition] })]).toEqual([condition, status]);
  }
  expect(await post(client, { any: [when('updated_at', 'greater_than', '24')] })).toBe(422);
  const team = await open({ profile: 'team' });
  const status = (await team.get('/custom_statuses')).many('custom_statuses')[0]?.id;
  expect(await post(team, { all: [OPEN, when('custom_status_id', 'is', String(status))] })).toBe(422);
});

test('an inactive form is refused', async () => {
  const client = await open();
  const form = (await client.get('/ticket_forms')).many('ticket_forms').find((row) => row.name === 'Returns');
  const all = [OPEN, when('ticket_form_id', 'is', String(form?.id))];
  const view = await make(client, '/views', 'view', body({ all }));
  await client.control('PATCH', `/objects/ticket_forms/${form?.id}`, { active: false });
  expect(await post(client, { all })).toBe(422);
  expect((await client.send('PUT', `/views/${view.id}`, { view: { all } })).status).toBe(422);
  expect((await client.send('PUT', `/views/${view.id}`, { view: { title: 'Still' } })).status).toBe(200);
});

test('groups are named by ids or by one id', async () => {
  const client = await open();
  const ids = (await client.get('/groups?exclude_deleted=true')).many('groups').map((row) => Number(row.id));
  const shown = async (restriction: Json) => (await make(client, '/views', 'view', body({ restriction }))).restriction;
  expect(await shown({ type: 'Group', ids })).toEqual({ type: 'Group', id: ids[0], ids });
  expect(await shown({ type: 'Group', id: ids[1] ?? 0 })).toEqual({ type: 'Group', id: ids[1], ids: [ids[1]] });
  expect(await post(client, { restriction: { type: 'Group', ids: [7] } })).toBe(422);
});

test('a personal view is there for its owner alone', async () => {
  const client = await open();
  const agent = client.as('sandbox-agent-token');
  const [own] = (await agent.get('/views?access=personal')).many('views');
  expect(own?.title).toBe('My big customers');
  expect((await client.get('/views')).many('views').map((row) => row.id)).not.toContain(own?.id);
  expect((await client.get(`/views/${own?.id}`)).status).toBe(404);
  expect((await client.send('PUT', `/views/${own?.id}`, { view: { title: 'X' } })).status).toBe(404);
  expect((await client.send('DELETE', `/views/${own?.id}`)).status).toBe(404);
  const items = { views: [{ id: own?.id ?? null, position: 1 }] };
  expect((await client.send('PUT', '/views/update_many', items)).status).toBe(404);
  expect((await agent.send('PUT', `/views/${own?.id}`, { view: { title: 'Y' } })).one('view').title).toBe('Y');
  expect(await post(agent, {})).toBe(403);
  expect(await post(agent, { restriction: { type: 'User', id: object(own?.restriction).id ?? null } })).toBe(200);
});

test('offset pages go by position, cursor pages by age', async () => {
  const client = await open();
  const made = await make(client, '/views', 'view', body({ position: 0 }));
  const list = async (query: string) => (await client.get(`/views${query}`)).many('views').map((row) => row.id);
  expect((await list('?per_page=3')).slice(0, 2)).toContain(made.id);
  expect(await list('?page[size]=3')).not.toContain(made.id);
  expect((await list('?sort_by=created_at'))[0]).toBe(made.id);
  const inactive = (await client.get('/views?active=false')).many('views').map((row) => row.title);
  expect(inactive).toEqual(['Current tasks', 'Overdue tasks']);
  expect((await client.get('/views/count')).one('count').value).toBe((await list('')).length);
});

test('many are moved and switched, deleted, and shown', async () => {
  const client = await open();
  const ids = (await client.get('/views')).many('views').map((row) => row.id ?? null);
  const items = ids.map((id, at) => ({ id, position: 50 - at, title: 'Ignored' }));
  const updated = (await client.send('PUT', '/views/update_many', { views: items })).many('views');
  expect(updated[0]?.title).not.toBe('Ignored');
  expect((await client.get('/views')).many('views').map((row) => row.id)).toEqual([...ids].reverse());
  expect((await client.get(`/views/show_many?ids=${ids[0]},${ids[1]}`)).many('views')).toHaveLength(2);
  expect((await client.send('DELETE', `/views/destroy_many?ids=${ids[0]},${ids[1]}`)).status).toBe(204);
  expect((await client.send('DELETE', `/views/${ids[2]}`)).status).toBe(204);
  await client.control('POST', '/bulk', { views: 5 });
  expect((await client.get('/views')).body.count).toBe(ids.length + 2);
});

test('definitions tell columns, and hours under all only', async () => {
  const client = await open();
  const definitions = object((await client.get('/views/definitions')).body.definitions);
  const subjects = (key: string) => objects(definitions[key]).map((item) => item.subject);
  expect(subjects('conditions_all')).toEqual(expect.arrayContaining(['status', 'SOLVED', 'description_includes_word']));
  expect(subjects('conditions_any')).not.toContain('SOLVED');
  expect(objects(definitions.output).map((item) => item.value)).toContain('description');
  expect(objects(definitions.sortables).map((item) => item.value)).not.toContain('description');
});

test('a placeholder stays in the raw title and shows its default wording in the other', async () => {
  const client = await open();
  const variants = [{ locale_id: 1, default: true, content: 'Late ones' }];
  const item = await make(client, '/dynamic_content/items', 'item', { name: 'Late', default_locale_id: 1, variants });
  const placeholder = String(item.placeholder);
  const view = await make(client, '/views', 'view', body({ title: placeholder }));
  expect([view.title, view.raw_title]).toEqual(['Late ones', placeholder]);
  expect((await make(client, '/views', 'view', body({ title: '{{dc.none}}' }))).title).toBe('{{dc.none}}');
});
