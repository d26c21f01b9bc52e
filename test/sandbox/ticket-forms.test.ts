import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { list, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

async function account(profile: 'trial' | 'enterprise' = 'trial') {
  const client = await open({ profile });
  const field = async (type: string, title: string, more: Attributes = {}) =>
    Number((await make(client, '/ticket_fields', 'ticket_field', { type, title, ...more })).id);
  const options = ['a', 'b'].map((value) => ({ name: value, value: `choice_${value}` }));
  const choice = await field('tagger', 'Choice', { custom_field_options: options });
  const box = await field('checkbox', 'Box');
  const note = await field('text', 'Note');
  const system = (await client.get('/ticket_fields')).many('ticket_fields').filter((row) => row.removable === false);
  return { client, choice, box, note, system: system.map((row) => Number(row.id)) };
}

function put(client: Client, id: unknown, form: Attributes) {
  return client.send('PUT', `/ticket_forms/${id}`, { ticket_form: form });
}

function when(parent: number, value: Json, children: readonly number[], more: Attributes = {}): Json {
  return {
    parent_field_id: parent,
    value,
    child_fields: children.map((id) => ({ id, is_required: false, ...more })),
  };
}

async function defaultForm(client: Client) {
  const found = (await client.get('/ticket_forms')).many('ticket_forms').find((form) => form.default === true);
  if (!found) throw new Error('No default form');
  return found;
}

test('a new form has the defaults of the platform and shows its place only later', async () => {
  const { client, system } = await account();
  const form = await make(client, '/ticket_forms', 'ticket_form', { name: ' Returns ', position: 1 });
  expect(form).toMatchObject({
    name: 'Returns',
    raw_name: 'Returns',
    display_name: 'Returns',
    raw_display_name: 'Returns',
    end_user_visible: false,
    in_all_brands: true,
    restricted_brand_ids: [],
    active: true,
    default: false,
    position: 9999,
    ticket_field_ids: system,
    agent_conditions: [],
    end_user_conditions: [],
  });
  expect(form).not.toHaveProperty('deleted_at');
  expect((await client.get(`/ticket_forms/${form.id}`)).one('ticket_form').position).toBe(2);
});

test('a name is needed, and 300 forms are the most', async () => {
  const { client } = await account();
  expect((await client.send('POST', '/ticket_forms', { ticket_form: { name: ' ' } })).status).toBe(422);
  client.sandbox.control.bulk({ ticket_forms: 299 });
  expect((await client.send('POST', '/ticket_forms', { ticket_form: { name: 'Too many' } })).status).toBe(422);
});

test('fields of every ticket are added in front, unknown and repeated ids are dropped without a word', async () => {
  const { client, system, note, box } = await account();
  const [subject, ...others] = system;
  const sent = { name: 'F', ticket_field_ids: [note, 12345, subject ?? 0, box, note] };
  const answer = await client.send('POST', '/ticket_forms', { ticket_form: sent });
  expect([answer.status, answer.one('ticket_form').ticket_field_ids]).toEqual([201, [...others, note, subject, box]]);
});

test('there is one default, which can be neither deleted nor switched off', async () => {
  const { client } = await account();
  const old = await defaultForm(client);
  expect((await client.send('DELETE', `/ticket_forms/${old.id}`)).status).toBe(422);
  expect((await put(client, old.id, { active: false })).status).toBe(422);
  expect((await put(client, old.id, { default: false })).one('ticket_form').default).toBe(true);
  const form = await make(client, '/ticket_forms', 'ticket_form', { name: 'New', active: false });
  expect((await put(client, form.id, { default: true })).status).toBe(422);
  expect((await put(client, form.id, { default: true, active: true })).one('ticket_form').default).toBe(true);
  expect((await client.get(`/ticket_forms/${old.id}`)).one('ticket_form').default).toBe(false);
});

test('a deleted form leaves the list with the time of its deletion, and rules go on naming it', async () => {
  const { client } = await account();
  const form = await make(client, '/ticket_forms', 'ticket_form', { name: 'Gone' });
  const [category] = (await client.get('/trigger_categories')).many('trigger_categories');
  const trigger = await make(client, '/triggers', 'trigger', {
    title: 'Gone',
    category_id: category?.id ?? null,
    conditions: { all: [{ field: 'ticket_form_id', operator: 'is', value: String(form.id) }], any: [] },
    actions: [{ field: 'priority', value: 'high' }],
  });
  expect((await client.send('DELETE', `/ticket_forms/${form.id}`)).status).toBe(204);
  expect((await client.get('/ticket_forms')).many('ticket_forms')).toHaveLength(1);
  const left = (await client.get(`/ticket_forms/${form.id}`)).one('ticket_form');
  expect(left).toMatchObject({ active: false, deleted_at: expect.stringMatching(/Z$/) });
  expect((await put(client, form.id, { name: 'Back' })).status).toBe(404);
  expect((await client.send('DELETE', `/ticket_forms/${form.id}`)).status).toBe(404);
  expect((await client.get(`/triggers/${trigger.id}`)).source).toContain(String(form.id));
});

test('brands count only where the form is not in all of them, and must exist', async () => {
  const client = await open();
  const [first, second] = (await client.get('/brands')).many('brands');
  const form = await make(client, '/ticket_forms', 'ticket_form', {
    name: 'F',
    restricted_brand_ids: [first?.id ?? 0],
  });
  expect(form).toMatchObject({ in_all_brands: true, restricted_brand_ids: [] });
  const some = { in_all_brands: false, restricted_brand_ids: [second?.id ?? 0] };
  expect((await put(client, form.id, some)).one('ticket_form')).toMatchObject(some);
  expect((await put(client, form.id, { name: 'G' })).one('ticket_form')).toMatchObject(some);
  expect((await put(client, form.id, { restricted_brand_ids: [1] })).status).toBe(422);
  expect((await put(client, form.id, { in_all_brands: true })).one('ticket_form').restricted_brand_ids).toEqual([]);
});

test('conditions name fields of the form, with values of the parent', async () => {
  const { client, choice, box, note } = await account();
  const form = await make(client, '/ticket_forms', 'ticket_form', { name: 'F', ticket_field_ids: [choice, note, box] });
  const status = async (...conditions: Json[]) => (await put(client, form.id, { agent_conditions: conditions })).status;
  const other = await make(client, '/ticket_fields', 'ticket_field', { title: 'Elsewhere' });
  expect(await status(when(choice, 'choice_a', [note]))).toBe(200);
  expect(await status(when(choice, 'choice_z', [note]))).toBe(422);
  expect(await status(when(choice, 'choice_a', [Number(other.id)]))).toBe(422);
  expect(await status(when(12345, 'choice_a', [note]))).toBe(422);
  expect(await status(when(choice, 'choice_a', []))).toBe(422);
  expect(await status(when(note, 'x', [box]))).toBe(422);
  expect(await status(when(box, 'maybe', [note]))).toBe(422);
  expect(await status(when(choice, 'choice_a', [note]), when(choice, 'choice_a', [box]))).toBe(422);
  const boxed = await put(client, form.id, { agent_conditions: [when(box, 'true', [note])] });
  expect(objects(boxed.one('ticket_form').agent_conditions)[0]?.value).toBe(true);
});

test('chains of conditions are allowed, circles are not', async () => {
  const { client, choice, box, note } = await account();
  const form = await make(client, '/ticket_forms', 'ticket_form', { name: 'F', ticket_field_ids: [choice, note, box] });
  const status = async (...conditions: Json[]) =>
    (await put(client, form.id, { end_user_conditions: conditions })).status;
  expect(await status(when(choice, 'choice_a', [box]), when(box, true, [note]))).toBe(200);
  expect(await status(when(choice, 'choice_a', [choice]))).toBe(422);
  expect(await status(when(choice, 'choice_a', [box]), when(box, true, [choice]))).toBe(422);
});

test('omitted conditions stay, empty ones are cleared, and both lists come back in another order', async () => {
  const { client, choice, box, note } = await account();
  const agent = [when(box, true, [note]), when(choice, 'choice_b', [note, box]), when(choice, 'choice_a', [note])];
  const form = await make(client, '/ticket_forms', 'ticket_form', {
    name: 'F',
    ticket_field_ids: [choice, box, note],
    agent_conditions: agent,
    end_user_conditions: [when(choice, 'choice_a', [note, box])],
  });
  expect(objects(form.agent_conditions).map((item) => item.value)).toEqual(['choice_a', 'choice_b', true]);
  const [shown] = objects(form.end_user_conditions);
  expect(objects(shown?.child_fields).map((child) => child.id)).toEqual([box, note]);
  const renamed = (await put(client, form.id, { name: 'G', agent_conditions: [] })).one('ticket_form');
  expect(renamed.agent_conditions).toEqual([]);
  expect(renamed.end_user_conditions).toEqual(form.end_user_conditions);
});

test('a field and the condition that names it go in two requests, not in one', async () => {
  const { client, choice, box, note } = await account();
  const form = await make(client, '/ticket_forms', 'ticket_form', {
    name: 'F',
    ticket_field_ids: [choice, note, box],
    agent_conditions: [when(choice, 'choice_a', [note])],
  });
  expect((await put(client, form.id, { ticket_field_ids: [choice, box], agent_conditions: [] })).status).toBe(422);
  expect((await put(client, form.id, { ticket_field_ids: [choice, box] })).status).toBe(422);
  expect((await put(client, form.id, { agent_conditions: [], ticket_field_ids: [choice, note, box] })).status).toBe(
    200,
  );
  const last = await put(client, form.id, { ticket_field_ids: [choice, box] });
  expect([last.status, list(last.one('ticket_form').ticket_field_ids).includes(note)]).toEqual([200, false]);
});

test('statuses say when agents must fill a field; end users have none', async () => {
  const { client, choice, note } = await account();
  const required = async (more: Attributes, side = 'agent_conditions') => {
    const answer = await client.send('POST', '/ticket_forms', {
      ticket_form: { name: 'F', ticket_field_ids: [choice, note], [side]: [when(choice, 'choice_a', [note], more)] },
    });
    const [condition] = objects(answer.one('ticket_form')[side]);
    return answer.status === 201 ? objects(condition?.child_fields)[0] : answer.status;
  };
  const some = (statuses: readonly string[]) => ({ type: 'SOME_STATUSES', statuses: [...statuses] });
  expect(await required({ is_required: true })).toMatchObject({ required_on_statuses: some(['solved']) });
  expect(await required({})).toMatchObject({ required_on_statuses: { type: 'NO_STATUSES' } });
  const all = { required_on_statuses: { type: 'ALL_STATUSES' } };
  expect(await required(all)).toEqual({ id: note, is_required: true, ...all });
  const early = { required_on_statuses: some(['new', 'open']) };
  expect(await required({ is_required: true, ...early })).toEqual({ id: note, is_required: false, ...early });
  expect(await required({ required_on_statuses: some([]) })).toBe(422);
  expect(await required({ required_on_statuses: some(['molten']) })).toBe(422);
  expect(await required({ required_on_statuses: { type: 'NEVER' } })).toBe(422);
  const custom = { type: 'SOME_STATUSES', custom_statuses: [1] };
  expect(await required({ required_on_statuses: custom })).toBe(422);
  expect(await required({ is_required: true, ...early }, 'end_user_conditions')).toEqual({
    id: note,
    is_required: true,
  });
});

test('where custom statuses are on, they are sent alone and come back with their categories', async () => {
  const { client, choice, note } = await account('enterprise');
  const solved = (await client.get('/custom_statuses'))
    .many('custom_statuses')
    .find((status) => status.status_category === 'solved');
  const custom = { type: 'SOME_STATUSES', custom_statuses: [Number(solved?.id)] };
  const create = (required_on_statuses: Attributes) =>
    client.send('POST', '/ticket_forms', {
      ticket_form: {
        name: 'F',
        ticket_field_ids: [choice, note],
        agent_conditions: [when(choice, 'choice_a', [note], { required_on_statuses })],
      },
    });
  const [condition] = objects((await create(custom)).one('ticket_form').agent_conditions);
  const both = { ...custom, statuses: ['solved'] };
  expect(condition?.child_fields).toEqual([{ id: note, is_required: true, required_on_statuses: both }]);
  expect((await create(both)).status).toBe(422);
  expect((await create({ ...custom, custom_statuses: [1] })).status).toBe(422);
});

test('a field in a condition is held until the form lets go; a deleted field leaves its forms', async () => {
  const { client, choice, note, box } = await account();
  const form = await make(client, '/ticket_forms', 'ticket_form', {
    name: 'F',
    ticket_field_ids: [choice, note, box],
    end_user_conditions: [when(choice, 'choice_a', [note])],
  });
  const off = (id: number) => client.send('PUT', `/ticket_fields/${id}`, { ticket_field: { active: false } });
  for (const id of [choice, note]) {
    expect((await client.send('DELETE', `/ticket_fields/${id}`)).status).toBe(422);
    expect((await off(id)).status).toBe(422);
  }
  expect((await client.send('DELETE', `/ticket_fields/${box}`)).status).toBe(204);
  const left = (await client.get(`/ticket_forms/${form.id}`)).one('ticket_form').ticket_field_ids;
  expect(list(left).includes(box)).toBe(false);
  expect((await client.send('DELETE', `/ticket_forms/${form.id}`)).status).toBe(204);
  expect((await off(note)).status).toBe(200);
});

test('the order is that of all forms, the inactive ones too', async () => {
  const { client } = await account();
  const first = await defaultForm(client);
  const second = await make(client, '/ticket_forms', 'ticket_form', { name: 'Off', active: false });
  const reorder = (...ids: Json[]) => client.send('PUT', '/ticket_forms/reorder', { ticket_form_ids: ids });
  expect((await reorder(first.id ?? 0)).status).toBe(422);
  const done = await reorder(second.id ?? 0, first.id ?? 0);
  expect(done.many('ticket_forms').map((form) => [form.id, form.position])).toEqual([
    [second.id, 1],
    [first.id, 2],
  ]);
  const moved = await put(client, first.id, { position: 1 });
  expect(moved.one('ticket_form').position).toBe(2);
});

test('forms are found by their ids, and by whether they are active, visible or of this brand', async () => {
  const client = await open();
  const [outlet] = (await client.get('/brands')).many('brands').filter((brand) => brand.name === 'Acme Outlet');
  const hidden = await make(client, '/ticket_forms', 'ticket_form', {
    name: 'Hidden',
    active: false,
    in_all_brands: false,
    restricted_brand_ids: [outlet?.id ?? 0],
  });
  const names = async (path: string, from = client) =>
    (await from.get(path)).many('ticket_forms').map((form) => form.name);
  expect(await names(`/ticket_forms/show_many?ids=${hidden.id},1`)).toEqual(['Hidden']);
  expect(await names('/ticket_forms?active=false')).toEqual(['Hidden']);
  expect(await names('/ticket_forms?end_user_visible=false')).toEqual(['Hidden']);
  expect(await names('/ticket_forms?associated_to_brand=true')).toEqual(['Default Ticket Form', 'Returns']);
  expect(await names('/ticket_forms?associated_to_brand=true', client.at('acme-outlet'))).toContain('Hidden');
  expect(await names('/ticket_forms', client.as(undefined))).toEqual(['Default Ticket Form', 'Returns']);
  const many = Array.from({ length: 101 }, (_unused, index) => index + 1).join(',');
  expect((await client.get(`/ticket_forms/show_many?ids=${many}`)).status).toBe(400);
});

test('a plan without forms has the default one to read, and no writing', async () => {
  const client = await open({ profile: 'team' });
  const form = await defaultForm(client);
  expect((await client.get('/ticket_forms')).many('ticket_forms')).toHaveLength(1);
  expect((await client.send('POST', '/ticket_forms', { ticket_form: { name: 'F' } })).status).toBe(403);
  expect((await put(client, form.id, { name: 'F' })).status).toBe(403);
  expect((await client.send('PUT', '/ticket_forms/reorder', { ticket_form_ids: [form.id ?? 0] })).status).toBe(403);
});
