import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

async function newObject(client: Client, more: Attributes = {}): Promise<Attributes> {
  const car = { key: 'car', title: 'Car', title_pluralized: 'Cars', ...more };
  return make(client, '/custom_objects', 'custom_object', car);
}

test('a custom object has a key for life, is changed by PATCH, and shows what was written and by whom', async () => {
  const client = await open();
  const car = await newObject(client);
  expect(car).toMatchObject({ key: 'car', raw_title: 'Car', description: '', allows_photos: false });
  expect(car.id).toBeUndefined();
  const me = String((await client.get('/users/me')).one('user').id);
  const changed = await client.send('PATCH', '/custom_objects/car', { custom_object: { key: 'bus', title: 'Bus' } });
  expect(changed.one('custom_object')).toMatchObject({ key: 'car', title: 'Bus', updated_by_user_id: me });
  expect((await client.send('PUT', '/custom_objects/car', { custom_object: { title: 'X' } })).status).toBe(404);
  const all = (await client.get('/custom_objects')).many('custom_objects').map((row) => row.key);
  expect(all).toEqual(['asset', 'car']);
});

test('keys are unique and plain, titles are needed, and each plan has its number of objects', async () => {
  const client = await open({ profile: 'team' });
  const add = async (key: string, title = 'X') => {
    const custom_object = { key, title, title_pluralized: 'Xs' };
    return (await client.send('POST', '/custom_objects', { custom_object })).body.details ?? 'made';
  };
  expect(await add('a')).toBe('made');
  expect(Object.keys(object(await add('a')))).toEqual(['key']);
  expect(Object.keys(object(await add('a b', '')))).toEqual(['key', 'title']);
  expect([await add('b'), await add('c')]).toEqual(['made', 'made']);
  expect(Object.keys(object(await add('d')))).toEqual(['base']);
  expect((await client.get('/custom_objects/limits/object_limit')).body).toEqual({ count: 3, limit: 3 });
});

test('deleting an object loses its records, fields and triggers, and waits for lookups to it', async () => {
  const client = await open();
  expect((await client.get('/custom_objects/asset/records/count')).one('count').value).toBe(3);
  const lookup = { type: 'lookup', title: 'Asset', relationship_target_type: 'zen:custom_object:asset' };
  const field = await make(client, '/ticket_fields', 'ticket_field', lookup);
  expect((await client.send('DELETE', '/custom_objects/asset')).status).toBe(422);
  await client.send('DELETE', `/ticket_fields/${field.id}`);
  expect((await client.send('DELETE', '/custom_objects/asset')).status).toBe(204);
  const left = client.sandbox.control.state();
  for (const kind of ['custom_objects', 'custom_object_fields', 'custom_object_records', 'object_triggers']) {
    expect([kind, left[kind]?.length]).toEqual([kind, 0]);
  }
  expect((await client.get('/custom_objects/asset/fields')).status).toBe(404);
});

test('an object starts with two standard fields, shown on request, of which little can be changed', async () => {
  const client = await open();
  await newObject(client);
  expect((await client.get('/custom_objects/car/fields')).many('custom_object_fields')).toEqual([]);
  const standard = await client.get('/custom_objects/car/fields?include_standard_fields=true');
  expect(standard.many('custom_object_fields').map((row) => row.key)).toEqual([
    'standard::name',
    'standard::external_id',
  ]);
  const path = '/custom_objects/car/fields/standard::name';
  const change = async (custom_object_field: Attributes) => client.send('PATCH', path, { custom_object_field });
  const renamed = await change({ title: 'Plate', required: false, key: 'plate' });
  expect(renamed.one('custom_object_field')).toMatchObject({ title: 'Plate', required: true, key: 'standard::name' });
  const both = { autoincrement_enabled: true, is_unique: true };
  expect((await change({ properties: both })).status).toBe(422);
  expect((await change({ properties: { autoincrement_prefix: 'x'.repeat(31) } })).status).toBe(422);
  const numbered = { autoincrement_enabled: true, autoincrement_prefix: 'Car ', autoincrement_padding: 3 };
  expect((await change({ properties: numbered })).status).toBe(200);
  const named = { name: 'Mine', custom_object_fields: {} };
  const refused = await client.send('POST', '/custom_objects/car/records', { custom_object_record: named });
  expect(refused.status).toBe(422);
  const record = await make(client, '/custom_objects/car/records', 'custom_object_record', {});
  expect(record.name).toBe('Car 001');
  expect((await change({ properties: { autoincrement_enabled: false } })).status).toBe(422);
  expect((await client.send('DELETE', path)).status).toBe(422);
});

test('fields keep key, type and target; options go with their values', async () => {
  const client = await open();
  const path = '/custom_objects/asset/fields';
  const field = await make(client, path, 'custom_object_field', {
    key: 'place',
    type: 'lookup',
    title: 'Place',
    relationship_target_type: 'zen:brand',
  });
  const sent = { key: 'other', type: 'text', relationship_target_type: 'zen:user', title: 'Shop', required: true };
  const changed = await client.send('PATCH', `${path}/place`, { custom_object_field: sent });
  expect(changed.one('custom_object_field')).toMatchObject({
    id: field.id,
    key: 'place',
    type: 'lookup',
    relationship_target_type: 'zen:brand',
    title: 'Shop',
    required: true,
    position: 6,
  });
  const condition = (await client.get(`${path}/condition`)).one('custom_object_field');
  const [first] = Array.isArray(condition.custom_field_options) ? condition.custom_field_options : [];
  await client.send('PATCH', `${path}/condition`, { custom_object_field: { custom_field_options: [first ?? null] } });
  const records = (await client.get('/custom_objects/asset/records')).many('custom_object_records');
  expect(records.map((row) => object(row.custom_object_fields).condition)).toEqual(['new', 'new', null]);
  await client.send('DELETE', `${path}/condition`);
  const after = (await client.get('/custom_objects/asset/records')).many('custom_object_records');
  expect(after.map((row) => 'condition' in object(row.custom_object_fields))).toEqual([false, false, false]);
});

test('a field is refused for what the page says of its type', async () => {
  const client = await open({ profile: 'team' });
  await newObject(client);
  const add = async (field: Attributes) => {
    const answer = await client.send('POST', '/custom_objects/car/fields', {
      custom_object_field: { title: 'T', ...field },
    });
    return Object.keys(object(answer.body.details));
  };
  expect(await add({})).toEqual(['key']);
  expect(await add({ key: '12' })).toEqual(['key']);
  expect(await add({ key: 'a', type: 'tagger' })).toEqual(['type']);
  expect(await add({ key: 'a', type: 'regexp' })).toEqual(['regexp_for_validation']);
  expect(await add({ key: 'a', type: 'dropdown' })).toEqual(['custom_field_options']);
  expect(await add({ key: 'a', type: 'lookup', relationship_target_type: 'zen:custom_object:bus' })).toEqual([
    'relationship_target_type',
  ]);
  expect(await add({ key: 'a', type: 'currency' })).toEqual(['properties']);
  const lookup = { type: 'lookup', relationship_target_type: 'zen:user' };
  for (const key of ['a', 'b', 'c', 'd', 'e']) expect(await add({ key, ...lookup })).toEqual([]);
  expect(await add({ key: 'f', ...lookup })).toEqual(['base']);
  expect(await add({ key: 'A' })).toEqual(['key']);
  expect((await client.get('/custom_objects/car/limits/field_limit')).body).toEqual({ count: 5, limit: 100 });
});

test('a new order may name some fields, which come first', async () => {
  const client = await open();
  const path = '/custom_objects/asset/fields';
  const fields = (await client.get(path)).many('custom_object_fields');
  const ids = fields.map((field) => String(field.id));
  const sent = { custom_object_field_ids: [ids[3] ?? '', ids[1] ?? ''] };
  expect((await client.send('PUT', `${path}/reorder`, sent)).status).toBe(200);
  const after = (await client.get(path)).many('custom_object_fields').map((field) => String(field.id));
  expect(after).toEqual([ids[3], ids[1], ids[0], ids[2]]);
  expect((await client.send('PUT', `${path}/reorder`, { custom_object_field_ids: ['1'] })).status).toBe(422);
});

test('each custom role and the end user have a policy, which is changed by PATCH', async () => {
  const client = await open();
  const base = '/custom_objects/asset/permission_policies';
  const policies = (await client.get(base)).many('policies');
  expect(policies.map((policy) => policy.role_name)).toEqual(['Staff', 'Team lead', 'Advisor', 'End User']);
  const path = `${base}/${String(policies[0]?.id)}`;
  const changed = await client.send('PATCH', path, { policy: { records: { create: { allowed: true } } } });
  expect(changed.one('policy').records).toEqual({
    create: { allowed: true, rule_id: null },
    read: { allowed: true, rule_id: null },
    update: { allowed: false, rule_id: null },
    delete: { allowed: false, rule_id: null },
  });
  expect((await client.get(path)).one('policy')).toEqual(changed.one('policy'));
  const rule = { policy: { records: { read: { allowed: true, rule_id: 7 } } } };
  expect((await client.send('PATCH', path, rule)).status).toBe(422);
  expect((await client.get(`${base}/custom-role-1`)).status).toBe(404);
});

test('a lookup filter uses the words of what it points to, and those are defined', async () => {
  const client = await open();
  const lookup = (relationship_filter: Attributes) =>
    client.send('POST', '/user_fields', {
      user_field: {
        key: `k${Math.round(Math.random() * 1e9)}`,
        title: 'T',
        type: 'lookup',
        relationship_target_type: 'zen:custom_object:asset',
        relationship_filter,
      },
    });
  const serial = 'custom_object.asset.custom_fields.serial';
  const good = { all: [{ field: serial, operator: 'is', value: 'K-1001' }] };
  const made = (await lookup(good)).one('user_field');
  expect(made.relationship_filter).toEqual({ ...good, any: [] });
  expect((await lookup({ all: [{ field: serial, operator: 'matches', value: 'ticket_fields_1' }] })).status).toBe(201);
  expect((await lookup({ all: [{ field: 'status', operator: 'is', value: 'open' }] })).status).toBe(422);
  expect((await lookup({ all: [{ field: serial, operator: 'changed' }] })).status).toBe(422);
  const words = (await client.get('/relationships/definitions/zen:custom_object:asset')).one('definitions');
  expect(JSON.stringify(words)).toContain(serial);
  expect((await client.get('/relationships/definitions/zen:planet')).status).toBe(404);
  const cleared = await client.send('PUT', `/user_fields/${made.id}`, { user_field: { relationship_filter: null } });
  expect(cleared.one('user_field').relationship_filter).toEqual({ all: [], any: [] });
});

test('ticket rules look through a lookup field at the fields of what it points to', async () => {
  const client = await open();
  const lookup = { type: 'lookup', title: 'Asset', relationship_target_type: 'zen:custom_object:asset' };
  const field = await make(client, '/ticket_fields', 'ticket_field', lookup);
  const [category] = (await client.get('/trigger_categories')).many('trigger_categories');
  const trigger = (name: string) => ({
    title: 'Through',
    category_id: category?.id ?? '',
    conditions: {
      all: [{ field: `lookup:ticket.ticket_field_${field.id}.custom_fields.${name}`, operator: 'present' }],
    },
    actions: [{ field: 'priority', value: 'high' }],
  });
  expect((await client.send('POST', '/triggers', { trigger: trigger('serial') })).status).toBe(201);
  expect((await client.send('POST', '/triggers', { trigger: trigger('nothing') })).status).toBe(422);
  const [through] = trigger('serial').conditions.all;
  const all = [
    { field: 'status', operator: 'is', value: 'open' },
    { field: 'OPEN', operator: 'is', value: '4' },
  ];
  const automation = {
    title: 'Through',
    conditions: { all: [...all, through ?? {}] },
    actions: trigger('serial').actions,
  };
  expect((await client.send('POST', '/automations', { automation })).status).toBe(201);
});
