import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const OPTIONS = [
  { name: 'Gold', value: 'Gold Tier' },
  { name: 'Silver', value: 'silver' },
];

for (const owner of ['user', 'organization'] as const) {
  const path = `/${owner}_fields`;
  const one = `${owner}_field`;
  const create = (client: Client, field: Attributes) => client.send('POST', path, { [one]: field });
  const put = (client: Client, id: unknown, field: Attributes) => client.send('PUT', `${path}/${id}`, { [one]: field });
  const list = async (client: Client) => (await client.get(path)).many(`${owner}_fields`);

  describe(`${owner} fields`, () => {
    test('a new field has the defaults of the platform and shows its place only later', async () => {
      const client = await open();
      const field = await make(client, path, one, { title: ' Plan ', key: 'Plan_A', system: true });
      expect(field).toMatchObject({
        title: 'Plan',
        raw_title: 'Plan',
        key: 'Plan_A',
        type: 'text',
        description: '',
        raw_description: '',
        active: true,
        system: false,
        regexp_for_validation: null,
        position: 9999,
      });
      expect(field).not.toHaveProperty('tag');
      expect(field).not.toHaveProperty('custom_field_options');
      expect((await client.get(`${path}/${field.id}`)).one(one).position).toBe(2);
    });

    test('a key has letters, digits and underscores, is not a number and not taken in any case', async () => {
      const client = await open();
      await make(client, path, one, { title: 'A', key: 'plan_a' });
      for (const key of ['a-b', 'a b', '123', 'PLAN_A']) {
        expect([key, (await create(client, { title: 'B', key })).status]).toEqual([key, 422]);
      }
      expect((await create(client, { title: 'B', key: 'PLAN_A' })).source).toContain('has already been taken');
    });

    test('a missing key is made from the title, and made unique', async () => {
      const client = await open();
      expect((await make(client, path, one, { title: 'Last Order!' })).key).toBe('last_order');
      expect((await make(client, path, one, { title: 'last order' })).key).toBe('last_order_2');
      expect((await make(client, path, one, { title: '2026' })).key).toBe('field_2026');
    });

    test('what a type needs must be sent, and only known types can be', async () => {
      const client = await open();
      const bad: readonly Attributes[] = [
        { title: '' },
        { title: 'A', type: 'tagger', custom_field_options: OPTIONS },
        { title: 'A', type: 'dropdown' },
        { title: 'A', type: 'multiselect', custom_field_options: [] },
        { title: 'A', type: 'regexp' },
        { title: 'A', type: 'lookup' },
        { title: 'A', type: 'lookup', relationship_target_type: 'zen:planet' },
      ];
      for (const field of bad) expect([field, (await create(client, field)).status]).toEqual([field, 422]);
      const lookup = { title: 'A', type: 'lookup', relationship_target_type: 'zen:user' };
      expect((await create(client, lookup)).one(one)).toMatchObject({
        relationship_target_type: 'zen:user',
        relationship_filter: { all: [], any: [] },
      });
    });

    test('key and type stay as they were, whatever an update says', async () => {
      const client = await open();
      const field = await make(client, path, one, { title: 'A', key: 'first' });
      const updated = await put(client, field.id, { key: 'second', type: 'date', title: 'B', description: 'C' });
      expect([updated.status, updated.one(one)]).toEqual([
        200,
        expect.objectContaining({ key: 'first', type: 'text', title: 'B', raw_title: 'B', raw_description: 'C' }),
      ]);
      expect((await put(client, field.id, { title: ' ' })).status).toBe(422);
    });

    test('options keep their ids by id only; omitted ones go, with their values in profiles', async () => {
      const client = await open();
      const { control } = client.sandbox;
      const field = await make(client, path, one, {
        title: 'Tier',
        key: 'tier_now',
        type: 'dropdown',
        custom_field_options: OPTIONS,
      });
      const [gold, silver] = objects(field.custom_field_options);
      expect([gold?.value, silver?.value]).toEqual(['gold_tier', 'silver']);
      const person = control.inject(`${owner}s`, {
        name: 'Pat',
        email: 'pat@acme.example',
        [`${owner}_fields`]: { tier_now: 'silver' },
      });
      const kept = [
        { id: gold?.id ?? null, name: 'Golden', value: 'gold_tier' },
        { id: null, name: 'Bronze', value: 'bronze' },
      ];
      const options = objects(
        (await put(client, field.id, { custom_field_options: kept })).one(one).custom_field_options,
      );
      expect(options).toMatchObject([{ id: gold?.id, name: 'Golden', raw_name: 'Golden' }, { value: 'bronze' }]);
      const profile = (await client.get(`/${owner}s/${person.id}`)).one(owner);
      expect(object(profile[`${owner}_fields`]).tier_now ?? null).toBeNull();
      const anew = await put(client, field.id, { custom_field_options: [{ name: 'Golden', value: 'gold_tier' }] });
      expect(objects(anew.one(one).custom_field_options)[0]?.id).not.toBe(gold?.id);
      expect((await put(client, field.id, { custom_field_options: [] })).status).toBe(422);
    });

    test('a tag is used once, in the options and check boxes of all fields', async () => {
      const client = await open();
      const options = [{ name: 'A', value: 'taken_tag' }];
      await make(client, path, one, { title: 'A', type: 'dropdown', custom_field_options: options });
      const box = { title: 'B', type: 'checkbox' };
      expect((await create(client, { ...box, tag: 'Taken Tag' })).status).toBe(422);
      expect((await create(client, { title: 'C', type: 'multiselect', custom_field_options: options })).status).toBe(
        422,
      );
      const twice = [...options, ...options].map((option) => ({ ...option, value: 'twice' }));
      expect((await create(client, { title: 'D', type: 'dropdown', custom_field_options: twice })).status).toBe(422);
      const free = await make(client, path, one, { ...box, tag: 'Free Tag' });
      expect(free.tag).toBe('free_tag');
      expect((await put(client, free.id, { tag: 'taken_tag' })).status).toBe(422);
      expect((await put(client, free.id, { tag: '' })).one(one).tag).toBe('');
    });

    test('the order is that of a whole list of ids', async () => {
      const client = await open();
      const [first, second] = await list(client);
      const reorder = (ids: readonly unknown[]) =>
        client.send('PUT', `${path}/reorder`, { [`${one}_ids`]: ids.map((id) => Number(id)) });
      expect((await reorder([second?.id])).status).toBe(422);
      const done = await reorder([second?.id, first?.id]);
      expect([done.status, done.source]).toEqual([200, '""']);
      expect((await list(client)).map((field) => field.id)).toEqual([second?.id, first?.id]);
    });

    test('a deleted field is gone, from profiles too, while rules go on naming it', async () => {
      const client = await open();
      const { control } = client.sandbox;
      const field = await make(client, path, one, { title: 'Brief', key: 'brief' });
      const values = { [`${owner}_fields`]: { brief: 'x' } };
      const person = control.inject(`${owner}s`, { name: 'Pat', email: 'pat@acme.example', ...values });
      const subject = `${owner === 'user' ? 'requester' : 'organization'}.custom_fields.brief`;
      const trigger = await make(client, '/triggers', 'trigger', {
        title: 'Brief',
        category_id: '30401112000002',
        conditions: { all: [{ field: subject, operator: 'is', value: 'x' }], any: [] },
        actions: [{ field: 'priority', value: 'high' }],
      });
      expect((await client.send('DELETE', `${path}/${field.id}`)).status).toBe(204);
      expect((await client.get(`${path}/${field.id}`)).status).toBe(404);
      expect(control.objects(`${owner}s`).find((row) => row.id === person.id)?.[`${owner}_fields`]).toEqual({});
      expect((await client.get(`/triggers/${trigger.id}`)).source).toContain(subject);
    });

    test('a plan without these fields has an empty list and writes nothing', async () => {
      const client = await open({ profile: 'team' });
      expect(await list(client)).toEqual([]);
      expect((await create(client, { title: 'A' })).status).toBe(403);
      expect((await client.send('PUT', `${path}/reorder`, { [`${one}_ids`]: [] })).status).toBe(403);
    });

    test('of a system field only the place and whether it is on can change', async () => {
      const data = mkdtempSync(join(tmpdir(), 'sandbox-'));
      onTestFinished(() => rmSync(data, { recursive: true }));
      const first = await open({ data });
      const field = await make(first, path, one, { title: 'Given', key: 'given' });
      await first.sandbox.close();
      const file = join(data, 'sandbox.json');
      const marked = readFileSync(file, 'utf8').replace(/("key":\s*"given"[^}]*"system":\s*)false/, '$1true');
      writeFileSync(file, marked);
      const client = await open({ data });
      const updated = await put(client, field.id, { title: 'Mine', active: false, position: 7 });
      expect(updated.one(one)).toMatchObject({ title: 'Given', active: false, position: 7, system: true });
      expect((await client.send('DELETE', `${path}/${field.id}`)).status).toBe(422);
    });
  });
}

test('options of user fields can be read, added, changed and removed one by one, but not the last one', async () => {
  const client = await open();
  const field = await make(client, '/user_fields', 'user_field', {
    title: 'Tier',
    type: 'dropdown',
    custom_field_options: OPTIONS,
  });
  const path = `/user_fields/${field.id}/options`;
  const added = await client.send('POST', path, { custom_field_option: { name: 'Bronze', value: 'bronze' } });
  expect([added.status, added.headers.get('location')]).toEqual([201, expect.stringMatching(/\/options$/)]);
  const option = added.one('custom_field_option');
  expect(option).toMatchObject({ name: 'Bronze', raw_name: 'Bronze', value: 'bronze', position: 2 });
  const changed = await client.send('POST', path, { custom_field_option: { id: option.id ?? null, name: 'Iron' } });
  expect([changed.status, changed.one('custom_field_option').value]).toEqual([200, 'bronze']);
  const clash = await client.send('POST', path, { custom_field_option: { name: 'Again', value: 'silver' } });
  expect(clash.status).toBe(422);
  expect((await client.get(`${path}/${option.id}`)).one('custom_field_option').name).toBe('Iron');
  const ids = (await client.get(path)).many('custom_field_options').map((item) => item.id);
  const statuses: number[] = [];
  for (const id of ids) statuses.push((await client.send('DELETE', `${path}/${id}`)).status);
  expect(statuses).toEqual([204, 204, 422]);
  expect((await client.get('/organization_fields/1/options')).body.error).toBe('InvalidEndpoint');
});

test('user fields are found by their keys', async () => {
  const client = await open();
  const found = (await client.get('/user_fields/show_many?keys=beta_tester,none')).many('user_fields');
  expect(found.map((field) => field.key)).toEqual(['beta_tester']);
});

test('many brands, roles, fields and forms are made at once and can be written then', async () => {
  const client = await open();
  const counts = {
    brands: 20,
    custom_roles: 5,
    organization_fields: 30,
    user_fields: 30,
    ticket_fields: 40,
    ticket_forms: 12,
  };
  expect((await client.control('POST', '/bulk', counts)).body).toEqual(counts);
  for (const [kind, one] of [
    ['brands', 'brand'],
    ['custom_roles', 'custom_role'],
    ['organization_fields', 'organization_field'],
    ['user_fields', 'user_field'],
    ['ticket_forms', 'ticket_form'],
  ] as const) {
    const row = client.sandbox.control.objects(kind).at(-1);
    const echo = kind === 'custom_roles' ? { description: 'New' } : { ...row };
    const answer = await client.send('PUT', `/${kind}/${row?.id}`, { [one]: echo });
    expect([kind, answer.status]).toEqual([kind, 200]);
  }
});
