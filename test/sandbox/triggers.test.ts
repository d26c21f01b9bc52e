import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const ROUTING = '30401112000002';
const when = (field: string, operator: string, value?: Json): Attributes =>
  value === undefined ? { field, operator } : { field, operator, value };

function body(more: Attributes = {}): Attributes {
  return {
    title: 'Raise priority',
    category_id: ROUTING,
    conditions: { all: [when('status', 'is', 'new')], any: [] },
    actions: [{ field: 'priority', value: 'high' }],
    ...more,
  };
}

async function refused(client: Client, more: Attributes): Promise<[number, string]> {
  const answer = await client.send('POST', '/triggers', { trigger: body(more) });
  return [answer.status, answer.source];
}

test('a new trigger goes to the end of its category', async () => {
  const client = await open();
  const trigger = await make(client, '/triggers', 'trigger', body());
  expect(trigger).toMatchObject({
    active: true,
    description: null,
    default: false,
    raw_title: 'Raise priority',
    position: 2,
  });
  expect(trigger.category_id).toBe(ROUTING);
});

test('unknown fields, operators and values are refused, all of them at once', async () => {
  const client = await open();
  const conditions = {
    all: [when('mood', 'is', 'bad'), when('status', 'includes', 'new'), when('priority', 'is', 'extreme')],
    any: [],
  };
  const answer = await client.send('POST', '/triggers', { trigger: body({ conditions }) });
  expect([answer.status, answer.body.error]).toEqual([422, 'RecordInvalid']);
  expect(objects(object(answer.body.details).base)).toHaveLength(3);
});

test('numbers and booleans as values are a bad request', async () => {
  const client = await open();
  for (const value of [5, true]) {
    const [status, source] = await refused(client, { conditions: { all: [when('via_id', 'is', value)], any: [] } });
    expect(status).toBe(400);
    expect(source).toContain('value must be a string');
  }
  expect((await refused(client, { actions: [{ field: 'group_id', value: 12 }] }))[0]).toBe(400);
});

test('what points to nothing is refused', async () => {
  const client = await open();
  expect((await refused(client, { actions: [{ field: 'group_id', value: '123' }] }))[0]).toBe(422);
  expect((await refused(client, { conditions: { all: [when('custom_fields_1', 'present')], any: [] } }))[0]).toBe(422);
  expect((await refused(client, { category_id: '99' }))[0]).toBe(400);
});

test('a webhook action needs an id and a body, and the webhook must be there for rules', async () => {
  const client = await open();
  const [hook] = (await client.get('/webhooks')).many('webhooks');
  const id = String(hook?.id);
  const action = (value: Json) => ({ actions: [{ field: 'notification_webhook', value }] });
  expect((await refused(client, action(id)))[0]).toBe(422);
  expect((await refused(client, action(['01J8NOTHERE', '{}'])))[0]).toBe(422);
  expect((await make(client, '/triggers', 'trigger', body(action([id, '{}'])))).actions).toEqual(
    action([id, '{}']).actions,
  );
  const pairs = action([id, [['ticket', '{{ticket.id}}']]]);
  expect((await make(client, '/triggers', 'trigger', body(pairs))).actions).toEqual(pairs.actions);
});

test('reads mix the types of values', async () => {
  const client = await open();
  const all = [
    when('comment_is_public', 'is', 'true'),
    when('group_id', 'changed'),
    when('group_id', 'is_not', ''),
    when('organization.custom_fields.renewal_date', 'present'),
  ];
  const trigger = await make(client, '/triggers', 'trigger', body({ conditions: { all, any: [] } }));
  expect(objects(object(trigger.conditions).all).map((condition) => condition.value)).toEqual([true, null, '', '']);
});

test('drop-downs of organizations are named by option id, those of tickets by tag', async () => {
  const client = await open();
  const [tier] = (await client.get('/organization_fields')).many('organization_fields');
  const [option] = objects(tier?.custom_field_options);
  const field = 'organization.custom_fields.customer_tier';
  const byTag = await refused(client, { conditions: { all: [when(field, 'is', String(option?.value))], any: [] } });
  expect(byTag[0]).toBe(422);
  const byId = { all: [when(field, 'is', String(option?.id))], any: [] };
  expect((await refused(client, { conditions: byId }))[0]).toBe(201);
});

test('tags of actions are lower-cased and kept once', async () => {
  const client = await open();
  const trigger = await make(
    client,
    '/triggers',
    'trigger',
    body({ actions: [{ field: 'set_tags', value: 'VIP vip Urgent' }] }),
  );
  expect(trigger.actions).toEqual([{ field: 'set_tags', value: 'vip urgent' }]);
});

test('sending only conditions clears the actions, and sending only a title clears nothing', async () => {
  const client = await open();
  const trigger = await make(client, '/triggers', 'trigger', body());
  const path = `/triggers/${trigger.id}`;
  const renamed = await client.send('PUT', path, { trigger: { title: 'Other' } });
  expect(renamed.one('trigger')).toMatchObject({ title: 'Other', raw_title: 'Other', actions: trigger.actions });
  const cleared = await client.send('PUT', path, { trigger: { conditions: { all: [when('status', 'is', 'open')] } } });
  expect(cleared.one('trigger').actions).toEqual([]);
});

test('a rule may keep what it points to after that is gone, but a new one may not point there', async () => {
  const client = await open();
  const group = await make(client, '/groups', 'group', { name: 'Short-lived' });
  const actions = [{ field: 'group_id', value: String(group.id) }];
  const trigger = await make(client, '/triggers', 'trigger', body({ actions }));
  await client.send('DELETE', `/groups/${group.id}`);
  const kept = await client.send('PUT', `/triggers/${trigger.id}`, { trigger: body({ actions, title: 'Still' }) });
  expect(kept.status).toBe(200);
  expect((await refused(client, { actions }))[0]).toBe(422);
});

test('an older name of an action, or one of macros alone, is refused in a trigger', async () => {
  const client = await open();
  for (const field of ['cc', 'subject']) {
    expect((await refused(client, { actions: [{ field, value: 'current_user' }] }))[0]).toBe(422);
  }
});

test('with several categories a trigger must name its own', async () => {
  const client = await open();
  const { category_id, ...without } = body();
  expect((await client.send('POST', '/triggers', { trigger: without })).status).toBe(400);
  const trial = await open({ profile: 'trial' });
  expect((await make(trial, '/triggers', 'trigger', without)).category_id).toBe('30401112000001');
});

test('reorder is refused with several categories and needs every id with one', async () => {
  const client = await open();
  expect((await client.send('PUT', '/triggers/reorder', { trigger_ids: [] })).source).toContain('LimitOneCategory');
  const trial = await open({ profile: 'trial' });
  const ids = (await trial.get('/triggers')).many('triggers').map((trigger) => Number(trigger.id));
  expect((await trial.send('PUT', '/triggers/reorder', { trigger_ids: ids.slice(1) })).status).toBe(404);
  expect((await trial.send('PUT', '/triggers/reorder', { trigger_ids: [...ids].reverse() })).status).toBe(200);
  expect((await trial.get('/triggers')).many('triggers')[0]?.id).toBe(ids.at(-1));
});

test('update_many takes place and state only, a hundred at most', async () => {
  const client = await open();
  const [first] = (await client.get(`/triggers?category_id=${ROUTING}`)).many('triggers');
  const items = [{ id: first?.id ?? null, position: 7, active: false, title: 'Ignored' }];
  const updated = await client.send('PUT', '/triggers/update_many', { triggers: items });
  expect(updated.many('triggers')).toMatchObject([{ position: 7, active: false, title: first?.title }]);
  const many = Array.from({ length: 101 }, () => items[0] ?? {});
  expect((await client.send('PUT', '/triggers/update_many', { triggers: many })).status).toBe(400);
});

test('destroy_many removes all of the named triggers or none', async () => {
  const client = await open();
  const ids = (await client.get('/triggers')).many('triggers').map((trigger) => trigger.id);
  expect((await client.send('DELETE', `/triggers/destroy_many?ids=${ids[0]},1`)).status).toBe(404);
  expect((await client.get(`/triggers/${ids[0]}`)).status).toBe(200);
  expect((await client.send('DELETE', `/triggers/destroy_many?ids=${ids[0]},${ids[1]}`)).status).toBe(204);
  expect((await client.get('/triggers')).body.count).toBe(9);
});

test('definitions describe this account: its groups, its fields, its schedules', async () => {
  const client = await open();
  const { definitions } = (await client.get('/triggers/definitions')).body;
  const conditions = objects(object(definitions).conditions_all);
  const product = conditions.find((condition) => condition.title === 'Product');
  expect(objects(product?.values).map((value) => value.value)).toContain('product_kettle');
  expect(conditions.some((condition) => condition.subject === 'within_schedule')).toBe(true);
  const group = conditions.find((condition) => condition.subject === 'group_id');
  expect(objects(group?.values)[0]?.value).toBe('__NULL__');
  const team = await open({ profile: 'team' });
  expect((await team.get('/triggers/definitions')).source).not.toContain('within_schedule');
});
