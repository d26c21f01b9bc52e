import { expect, test } from 'vitest';
import { object, objects } from '../../src/sandbox/json.ts';
import { make, open } from './client.ts';

const ROUTING = '30401112000002';

test('categories have text ids, go to the end and are changed by PATCH', async () => {
  const client = await open();
  const made = await client.send('POST', '/trigger_categories', { trigger_category: { name: 'Escalation' } });
  expect(made.status).toBe(200);
  const { id, position } = made.one('trigger_category');
  expect([typeof id, position]).toEqual(['string', 3]);
  const renamed = await client.send('PATCH', `/trigger_categories/${id}`, { trigger_category: { name: 'Alarm' } });
  expect(renamed.one('trigger_category').name).toBe('Alarm');
  expect((await client.send('PUT', `/trigger_categories/${id}`, { trigger_category: { name: 'X' } })).status).toBe(404);
});

test('errors name a code for each problem', async () => {
  const client = await open();
  const blank = await client.send('POST', '/trigger_categories', { trigger_category: { name: '' } });
  expect([blank.status, blank.body.errors]).toEqual([
    400,
    [{ code: 'InvalidTriggerCategory', title: 'Name cannot be blank' }],
  ]);
  expect(objects((await client.get('/trigger_categories/1')).body.errors)[0]?.code).toBe('TriggerCategoryNotFound');
});

test('a category with active triggers stays; inactive ones go with it', async () => {
  const client = await open();
  const held = await client.send('DELETE', `/trigger_categories/${ROUTING}`);
  expect([held.status, objects(held.body.errors)[0]?.code]).toEqual([400, 'TriggerCategoryNotEmpty']);
  const members = (await client.get(`/triggers?category_id=${ROUTING}`)).many('triggers');
  const off = members.map((trigger) => ({ id: trigger.id ?? null, active: false }));
  await client.send('PUT', '/triggers/update_many', { triggers: off });
  expect((await client.send('DELETE', `/trigger_categories/${ROUTING}`)).status).toBe(204);
  expect((await client.get(`/triggers/${members[0]?.id}`)).status).toBe(404);
});

test('a job moves triggers and categories together', async () => {
  const client = await open();
  const [trigger] = (await client.get('/triggers')).many('triggers');
  const items = {
    trigger_categories: [{ id: ROUTING, position: 0 }],
    triggers: [{ id: String(trigger?.id), category_id: ROUTING, position: 9, active: true }],
  };
  const done = await client.send('POST', '/trigger_categories/jobs', { job: { action: 'patch', items } });
  expect([done.status, done.body.status]).toEqual([200, 'complete']);
  expect(objects(object(done.body.results).triggers)[0]).toMatchObject({ category_id: ROUTING, position: 9 });
  const order = (await client.get('/triggers')).many('triggers').map((row) => row.category_id);
  expect(order.slice(0, 3)).toEqual([ROUTING, ROUTING, ROUTING]);
});

test('a job with one bad item changes nothing', async () => {
  const client = await open();
  const trigger = (await client.get('/triggers')).many('triggers')[0];
  const items = {
    triggers: [
      { id: String(trigger?.id), position: 99 },
      { id: String(trigger?.id), category_id: '7' },
    ],
  };
  const failed = await client.send('POST', '/trigger_categories/jobs', { job: { action: 'patch', items } });
  expect([failed.status, failed.body.status]).toEqual([400, 'failed']);
  expect(objects(failed.body.errors)[0]).toMatchObject({ code: 'InvalidTrigger', trigger_id: String(trigger?.id) });
  expect((await client.get(`/triggers/${trigger?.id}`)).one('trigger').position).toBe(trigger?.position);
});

test('rule counts come on request', async () => {
  const client = await open();
  await make(client, '/triggers', 'trigger', {
    title: 'Off',
    active: false,
    category_id: ROUTING,
    actions: [{ field: 'priority', value: 'low' }],
  });
  const listed = await client.get('/trigger_categories?include=rule_counts');
  expect(listed.many('trigger_categories')[1]).toMatchObject({ active_count: 2, inactive_count: 1 });
});
