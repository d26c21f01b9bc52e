import { expect, test } from 'vitest';
import { objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const OPTIONS = [
  { name: 'Bug report', value: 'Bug Report' },
  { name: 'Billing', value: 'billing_topic' },
];

async function dropdown(client: Client, title = 'Topic', options = OPTIONS) {
  return make(client, '/ticket_fields', 'ticket_field', { type: 'tagger', title, custom_field_options: options });
}

test('a new field has the defaults of the platform and shows its place only later', async () => {
  const client = await open();
  const field = await make(client, '/ticket_fields', 'ticket_field', { title: 'Serial number' });
  expect(field).toMatchObject({
    type: 'text',
    title_in_portal: 'Serial number',
    description: '',
    agent_description: null,
    active: true,
    required: false,
    visible_in_portal: false,
    position: 9999,
    removable: true,
  });
  expect((await client.get(`/ticket_fields/${field.id}`)).one('ticket_field').position).toBe(13);
});

test('option tags are lower-cased and keep no spaces', async () => {
  const client = await open();
  const field = await dropdown(client);
  expect(objects(field.custom_field_options).map((option) => option.value)).toEqual(['bug_report', 'billing_topic']);
});

test('a tag cannot be used twice, in the same field, another one or a checkbox', async () => {
  const client = await open();
  await dropdown(client);
  const twice = (body: Parameters<typeof make>[3]) => client.send('POST', '/ticket_fields', { ticket_field: body });
  const taken = [{ name: 'Again', value: 'bug_report' }];
  expect((await twice({ type: 'tagger', title: 'Other', custom_field_options: taken })).status).toBe(422);
  expect((await twice({ type: 'checkbox', title: 'Box', tag: 'bug_report' })).status).toBe(422);
  const same = [
    { name: 'A', value: 'fresh' },
    { name: 'B', value: 'fresh' },
  ];
  expect((await twice({ type: 'multiselect', title: 'Many', custom_field_options: same })).status).toBe(422);
});

test('a drop-down without options is refused, and so are unknown and system types', async () => {
  const client = await open();
  const refused = async (body: Parameters<typeof make>[3]) =>
    (await client.send('POST', '/ticket_fields', { ticket_field: body })).status;
  expect(await refused({ type: 'tagger', title: 'Empty' })).toBe(422);
  expect(await refused({ type: 'tagger', title: 'Empty', custom_field_options: [] })).toBe(422);
  expect(await refused({ type: 'status', title: 'Status' })).toBe(422);
  expect(await refused({ type: 'text', title: '' })).toBe(422);
  expect(await refused({ type: 'regexp', title: 'No pattern' })).toBe(422);
});

test('an update replaces the whole list of options and wipes the omitted tag from rules', async () => {
  const client = await open();
  const field = await dropdown(client);
  const [bug] = objects(field.custom_field_options);
  const name = `custom_fields_${field.id}`;
  const trigger = await make(client, '/triggers', 'trigger', {
    title: 'Billing topic',
    category_id: '30401112000002',
    conditions: { all: [{ field: name, operator: 'is', value: 'billing_topic' }], any: [] },
    actions: [
      { field: name, value: 'billing_topic' },
      { field: 'priority', value: 'high' },
    ],
  });
  const kept = [{ id: bug?.id ?? null, name: 'Defect', value: 'bug_report' }];
  const updated = await client.send('PUT', `/ticket_fields/${field.id}`, {
    ticket_field: { custom_field_options: kept },
  });
  expect(objects(updated.one('ticket_field').custom_field_options)).toMatchObject([{ id: bug?.id, name: 'Defect' }]);
  const after = (await client.get(`/triggers/${trigger.id}`)).one('trigger');
  expect(after).toMatchObject({ conditions: { all: [], any: [] }, actions: [{ field: 'priority', value: 'high' }] });
});

test('single options can be added, changed and removed, but not the last one', async () => {
  const client = await open();
  const field = await dropdown(client);
  const path = `/ticket_fields/${field.id}/options`;
  const added = await client.send('POST', path, { custom_field_option: { name: 'How-to', value: 'how_to' } });
  expect([added.status, added.headers.get('location')]).toEqual([201, expect.stringContaining('/options')]);
  const { id } = added.one('custom_field_option');
  const changed = await client.send('POST', path, {
    custom_field_option: { id: id ?? null, name: 'Question', value: 'how_to' },
  });
  expect([changed.status, changed.one('custom_field_option').name]).toEqual([200, 'Question']);
  const ids = (await client.get(path)).many('custom_field_options').map((option) => option.id);
  expect(ids).toHaveLength(3);
  const statuses: number[] = [];
  for (const option of ids) statuses.push((await client.send('DELETE', `${path}/${option}`)).status);
  expect(statuses).toEqual([204, 204, 422]);
});

test('portal flags that cannot be together are lowered', async () => {
  const client = await open();
  const field = await make(client, '/ticket_fields', 'ticket_field', {
    title: 'Hidden',
    visible_in_portal: false,
    editable_in_portal: true,
    required_in_portal: true,
  });
  expect(field).toMatchObject({ visible_in_portal: false, editable_in_portal: false, required_in_portal: false });
});

test('a changed type is ignored, a pattern is kept for regular expressions only, a tag for checkboxes only', async () => {
  const client = await open();
  const field = await make(client, '/ticket_fields', 'ticket_field', {
    title: 'A',
    regexp_for_validation: '^a$',
    tag: 'nope',
  });
  expect(field).toMatchObject({ regexp_for_validation: null, tag: null });
  const updated = await client.send('PUT', `/ticket_fields/${field.id}`, { ticket_field: { type: 'date' } });
  expect([updated.status, updated.one('ticket_field').type]).toEqual([200, 'text']);
});

test('system fields stay: not deleted, not renamed, and the indispensable ones not switched off', async () => {
  const client = await open();
  const fields = (await client.get('/ticket_fields')).many('ticket_fields');
  const id = (type: string) => fields.find((field) => field.type === type)?.id;
  expect((await client.send('DELETE', `/ticket_fields/${id('priority')}`)).status).toBe(422);
  expect(
    (await client.send('PUT', `/ticket_fields/${id('subject')}`, { ticket_field: { active: false } })).status,
  ).toBe(422);
  const off = await client.send('PUT', `/ticket_fields/${id('priority')}`, { ticket_field: { active: false } });
  expect(off.one('ticket_field').active).toBe(false);
  const renamed = await client.send('PUT', `/ticket_fields/${id('subject')}`, { ticket_field: { title: 'Topic' } });
  expect(renamed.one('ticket_field').title).toBe('Subject');
});

test('a field in the conditions of a form can be neither deleted nor switched off', async () => {
  const client = await open();
  const product = (await client.get('/ticket_fields')).many('ticket_fields').find((field) => field.title === 'Product');
  expect((await client.send('DELETE', `/ticket_fields/${product?.id}`)).status).toBe(422);
  const off = await client.send('PUT', `/ticket_fields/${product?.id}`, { ticket_field: { active: false } });
  expect(off.status).toBe(422);
});

test('reordering puts the listed fields first and leaves the others in their order', async () => {
  const client = await open();
  const before = (await client.get('/ticket_fields')).many('ticket_fields').map((field) => field.id ?? null);
  const [first, second, third] = before;
  expect(
    (await client.send('PUT', '/ticket_fields/reorder', { ticket_field_ids: [third ?? null, first ?? null] })).status,
  ).toBe(200);
  const after = (await client.get('/ticket_fields')).many('ticket_fields').map((field) => field.id);
  expect(after.slice(0, 3)).toEqual([third, first, second]);
});
