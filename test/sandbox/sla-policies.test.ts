import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const when = (field: string, operator: string, value: Json): Attributes => ({ field, operator, value });
const target = (more: Attributes = {}): Attributes => ({
  priority: 'urgent',
  metric: 'first_reply_time',
  target: 30,
  business_hours: false,
  ...more,
});

function body(more: Attributes = {}): Attributes {
  return { title: 'Gold', filter: { all: [when('via_id', 'is', 4)], any: [] }, policy_metrics: [target()], ...more };
}

async function post(client: Client, more: Attributes): Promise<number> {
  return (await client.send('POST', '/slas/policies', { sla_policy: body(more) })).status;
}

const filter = (...all: Attributes[]): Attributes => ({ filter: { all, any: [] } });

test('a new policy stands last and shows every setting, off', async () => {
  const client = await open();
  const made = await make(client, '/slas/policies', 'sla_policy', body());
  expect(made).toMatchObject({ title: 'Gold', position: 3, description: '', ...filter(when('via_id', 'is', '4')) });
  const settings = object(made.metric_settings);
  expect(Object.keys(settings)).toEqual(['first_reply_time', 'next_reply_time', 'periodic_update_time']);
  expect(Object.values(settings).flatMap((part) => Object.values(object(part)))).toEqual(Array(10).fill(false));
  expect((await client.get(`/slas/policies/${made.id}`)).one('sla_policy')).toEqual(made);
});

test('title and filter are needed; a filter of null can be read and not written', async () => {
  const client = await open();
  expect([await post(client, { title: '' }), await post(client, { filter: null })]).toEqual([422, 422]);
  const { filter: _, ...without } = body();
  expect((await client.send('POST', '/slas/policies', { sla_policy: without })).status).toBe(422);
  expect(await post(client, { filter: { all: [], any: [] } })).toBe(201);
});

test('filters have an encoding of their own', async () => {
  const client = await open();
  const [product] = (await client.get('/ticket_fields')).many('ticket_fields').filter((row) => row.title === 'Product');
  const [kettle] = objects(product?.custom_field_options);
  const cases: [Attributes, number][] = [
    [when(`ticket_fields_${product?.id}`, 'includes', [kettle?.id ?? null]), 201],
    [when(`ticket_fields_${product?.id}`, 'includes', kettle?.id ?? null), 201],
    [when(`ticket_fields_${product?.id}`, 'includes', ['product_kettle']), 422],
    [when(`ticket_fields_${product?.id}`, 'is', kettle?.id ?? null), 422],
    [when(`custom_fields_${product?.id}`, 'is', 'product_kettle'), 422],
    [when('ticket_type_id', 'is', 2), 201],
    [when('ticket_type_id', 'is', 5), 422],
    [when('type', 'is', 'incident'), 201],
    [when('type', 'is', 'mishap'), 422],
    [when('status', 'is', 'open'), 422],
    [when('priority', 'is', 'high'), 422],
    [when('exact_created_at', 'greater_than', '2026-11-01 08:00'), 201],
    [when('exact_created_at', 'greater_than', 'yesterday'), 422],
    [when('exact_created_at', 'is', '2026-11-01'), 422],
    [when('current_tags', 'includes', 'vip'), 201],
    [when('group_id', 'is', null), 201],
    [when('group_id', 'is', 12), 422],
    [when('organization_id', 'changed', null), 422],
    [when('update_type', 'is', 'Create'), 422],
    [when('organization.custom_fields.customer_tier', 'present', null), 422],
  ];
  for (const [condition, status] of cases) {
    expect([condition, await post(client, filter(condition))]).toEqual([condition, status]);
  }
});

test('one value is read as a text and several ids as numbers, however they were written', async () => {
  const client = await open();
  const [group] = (await client.get('/groups')).many('groups');
  const [product] = (await client.get('/ticket_fields')).many('ticket_fields').filter((row) => row.title === 'Product');
  const [kettle] = objects(product?.custom_field_options);
  const sent = filter(
    when('group_id', 'is', group?.id ?? null),
    when('assignee_id', 'is', null),
    when(`ticket_fields_${product?.id}`, 'includes', [String(kettle?.id)]),
  );
  const made = await make(client, '/slas/policies', 'sla_policy', body(sent));
  const values = objects(object(made.filter).all).map((item) => item.value);
  expect(values).toEqual([String(group?.id), '', [kettle?.id]]);
});

test('a policy outlives what it points to', async () => {
  const client = await open();
  const group = await make(client, '/groups', 'group', { name: 'Short-lived' });
  const sent = filter(when('group_id', 'is', group.id ?? null));
  const { id } = await make(client, '/slas/policies', 'sla_policy', body(sent));
  await client.send('DELETE', `/groups/${group.id}`);
  expect((await client.send('PUT', `/slas/policies/${id}`, { sla_policy: sent })).status).toBe(200);
  expect(await post(client, sent)).toBe(422);
});

test('targets have known metrics and priorities, and one time in two forms', async () => {
  const client = await open();
  const bad: Attributes[] = [
    target({ metric: 'group_ownership_time' }),
    target({ priority: 'critical' }),
    target({ priority: '' }),
    target({ target: 0 }),
    target({ target: 1.5 }),
    target({ target: '30' }),
  ];
  for (const metric of bad) expect([metric, await post(client, { policy_metrics: [metric] })]).toEqual([metric, 422]);
  expect(await post(client, { policy_metrics: [target(), target({ target: 60 })] })).toBe(422);
  const { target: _, ...bare } = target();
  const shown = async (metric: Attributes) =>
    objects((await make(client, '/slas/policies', 'sla_policy', body({ policy_metrics: [metric] }))).policy_metrics)[0];
  expect(await shown(target())).toEqual(target({ target_in_seconds: 1800 }));
  expect(await shown({ ...bare, target_in_seconds: 90 })).toMatchObject({ target: 1, target_in_seconds: 90 });
  expect(await post(client, { policy_metrics: [bare] })).toBe(422);
});

test('an update replaces the targets as a whole and keeps what it does not name', async () => {
  const client = await open();
  const { id } = await make(client, '/slas/policies', 'sla_policy', body());
  const put = async (sent: Attributes) =>
    (await client.send('PUT', `/slas/policies/${id}`, { sla_policy: sent })).one('sla_policy');
  expect(objects((await put({ policy_metrics: [target({ priority: 'low' })] })).policy_metrics)).toHaveLength(1);
  expect(await put({ title: 'Silver' })).toMatchObject({ title: 'Silver', ...filter(when('via_id', 'is', '4')) });
  const settings = { first_reply_time: { fulfill_on_agent_internal_note: true, invented: true } };
  const shown = object((await put({ metric_settings: settings })).metric_settings);
  expect(object(shown.first_reply_time)).toMatchObject({ fulfill_on_agent_internal_note: true });
  expect(shown.first_reply_time).not.toHaveProperty('invented');
  expect(await put({ policy_metrics: [] })).toMatchObject({ policy_metrics: [], metric_settings: shown });
  const wrong = { metric_settings: { first_reply_time: { fulfill_on_agent_internal_note: 'yes' } } };
  expect((await client.send('PUT', `/slas/policies/${id}`, { sla_policy: wrong })).status).toBe(422);
});

test('reorder names every policy once and answers with nothing', async () => {
  const client = await open();
  const { id } = await make(client, '/slas/policies', 'sla_policy', body());
  const ids = async () => (await client.get('/slas/policies')).many('sla_policies').map((row) => Number(row.id));
  const before = await ids();
  expect(before.at(-1)).toBe(id);
  const reorder = (list: number[]) => client.send('PUT', '/slas/policies/reorder', { sla_policy_ids: list });
  expect((await reorder(before.slice(1))).status).toBe(422);
  const done = await reorder([...before].reverse());
  expect([done.status, done.source]).toEqual([200, '']);
  expect(await ids()).toEqual([...before].reverse());
});

test('definitions have the shape of policies, not that of triggers', async () => {
  const client = await open();
  const definitions = object((await client.get('/slas/policies/definitions')).body.definitions);
  expect(definitions.any).toEqual(definitions.all);
  const all = objects(definitions.all);
  const type = all.find((item) => item.value === 'ticket_type_id');
  expect(object(type?.values)).toMatchObject({ type: 'list', list: [{ value: 0 }, { value: 1 }, {}, {}, {}] });
  const product = all.find((item) => item.title === 'Product');
  expect(String(product?.value)).toMatch(/^ticket_fields_\d+$/);
  expect(all.map((item) => item.value)).toContain('organization.custom_fields.customer_tier');
  expect(all.map((item) => item.value)).not.toContain('priority');
});

test('policies are for admins of plans that have them', async () => {
  const client = await open({ profile: 'team' });
  expect([(await client.get('/slas/policies')).status, await post(client, {})]).toEqual([403, 403]);
  expect((await client.get('/slas/policies/definitions')).status).toBe(403);
  const trial = await open({ profile: 'trial' });
  expect((await trial.get('/slas/policies')).many('sla_policies')).toEqual([]);
  expect(await post(trial, {})).toBe(201);
  expect((await trial.as('sandbox-agent-token').get('/slas/policies')).status).toBe(403);
});

test('a deleted policy is gone; by hand the same rules hold', async () => {
  const client = await open();
  const { id } = await make(client, '/slas/policies', 'sla_policy', body());
  expect((await client.send('DELETE', `/slas/policies/${id}`)).status).toBe(204);
  expect((await client.get(`/slas/policies/${id}`)).status).toBe(404);
  expect((await client.control('POST', '/objects/sla_policies', { title: 'X' })).status).toBe(422);
  expect((await client.control('POST', '/objects/sla_policies', body())).status).toBe(200);
});

test('many policies can be made at once', async () => {
  const client = await open();
  await client.control('POST', '/bulk', { sla_policies: 3 });
  expect((await client.get('/slas/policies')).many('sla_policies')).toHaveLength(5);
});
