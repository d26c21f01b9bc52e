import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { objects } from '../../src/sandbox/json.ts';
import { make, open } from './client.ts';

const PATH = '/custom_objects/asset/triggers';
const SERIAL = 'custom_object.asset.custom_fields.serial';

function trigger(title: string, more: Attributes = {}): Attributes {
  return {
    title,
    conditions: { all: [{ field: SERIAL, operator: 'not_present' }] },
    actions: [{ field: SERIAL, value: 'unknown' }],
    ...more,
  };
}

test('object triggers belong to their object and come last unless told otherwise', async () => {
  const client = await open();
  const made = await make(client, PATH, 'trigger', trigger('First'));
  expect(made).toMatchObject({ position: 2, active: true, default: false, raw_title: 'First', description: '' });
  expect(made.url).toContain(`${PATH}/${made.id}`);
  await make(client, '/custom_objects', 'custom_object', { key: 'car', title: 'Car', title_pluralized: 'Cars' });
  expect((await client.get(`/custom_objects/car/triggers/${made.id}`)).status).toBe(404);
  expect((await client.get('/custom_objects/car/triggers')).many('triggers')).toEqual([]);
  expect((await client.get(`${PATH}/search?query=first`)).many('triggers').map((row) => row.id)).toEqual([made.id]);
});

test('two triggers of an object cannot share a place, unless one call moves both', async () => {
  const client = await open();
  const [first] = (await client.get(PATH)).many('triggers');
  expect((await client.send('POST', PATH, { trigger: trigger('Tied', { position: 1 }) })).status).toBe(422);
  const second = await make(client, PATH, 'trigger', trigger('Second'));
  expect((await client.send('PUT', `${PATH}/${second.id}`, { trigger: { position: 1 } })).status).toBe(422);
  const move = async (triggers: Attributes[]) => (await client.send('PUT', `${PATH}/update_many`, { triggers })).status;
  expect(await move([{ id: second.id ?? 0, position: 1 }])).toBe(422);
  const swap = [
    { id: second.id ?? 0, position: 1, title: 'ignored' },
    { id: first?.id ?? 0, position: 2, active: false },
  ];
  expect(await move(swap)).toBe(200);
  expect((await client.get(PATH)).many('triggers').map((row) => [row.title, row.active])).toEqual([
    ['Second', true],
    [first?.title, false],
  ]);
  expect((await client.get(`${PATH}/active`)).many('triggers')).toHaveLength(1);
  expect(await move([{ id: 1, position: 9 }])).toBe(404);
});

test('an update with conditions or actions replaces both', async () => {
  const client = await open();
  const { id } = await make(client, PATH, 'trigger', trigger('Both'));
  const changed = await client.send('PUT', `${PATH}/${id}`, {
    trigger: { actions: [{ field: SERIAL, value: 'none' }] },
  });
  expect(changed.one('trigger')).toMatchObject({
    conditions: { all: [], any: [] },
    actions: [{ field: SERIAL, value: 'none' }],
  });
});

test('the words are those of the object', async () => {
  const client = await open();
  const send = async (more: Attributes) =>
    (await client.send('POST', PATH, { trigger: trigger('Words', more) })).status;
  expect(await send({ title: '' })).toBe(422);
  expect(await send({ actions: [] })).toBe(422);
  expect(await send({ actions: [{ field: 'status', value: 'open' }] })).toBe(422);
  expect(
    await send({ conditions: { all: [{ field: 'custom_object.car.custom_fields.serial', operator: 'present' }] } }),
  ).toBe(422);
  expect(await send({ conditions: { all: [{ field: 'update_type', operator: 'is', value: 'Gone' }] } })).toBe(422);
  expect(await send({ conditions: { all: [{ field: SERIAL, operator: 'is', value: 7 }] } })).toBe(400);
  const date = 'custom_object.asset.custom_fields.warranty_until';
  expect(await send({ actions: [{ field: date, value: ['days_from_now', '30'] }] })).toBe(201);
  expect(await send({ actions: [{ field: date, value: ['some_day', '30'] }] })).toBe(422);
  const mail = (to: string) => ({ actions: [{ field: 'notification_user', value: [to, 'S', 'B'] }] });
  expect(await send(mail('all_agents'))).toBe(201);
  expect(await send(mail('requester_id'))).toBe(422);
  const definitions = (await client.get(`${PATH}/definitions`)).one('definitions');
  const subjects = (part: string) => objects(definitions[part]).map((item) => item.subject);
  expect(subjects('conditions_all')).toContain(SERIAL);
  expect(subjects('conditions_all')[0]).toBe('update_type');
  expect(subjects('actions')).toContain('notification_webhook');
});

test('many are deleted at once, of one object only', async () => {
  const client = await open();
  const ids: unknown[] = [];
  for (const title of ['A', 'B']) ids.push((await make(client, PATH, 'trigger', trigger(title))).id);
  expect((await client.send('DELETE', `${PATH}/destroy_many?ids=${ids.join()},1`)).status).toBe(404);
  expect((await client.get(PATH)).many('triggers')).toHaveLength(3);
  expect((await client.send('DELETE', `${PATH}/destroy_many?ids=${ids.join()}`)).status).toBe(204);
  expect((await client.get(PATH)).many('triggers')).toHaveLength(1);
});
