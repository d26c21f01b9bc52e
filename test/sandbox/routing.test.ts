import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/routing/attributes';

async function language(client: Client): Promise<{ id: unknown; path: string }> {
  const { id } = await make(client, PATH, 'attribute', { name: ' Spoken language ' });
  return { id, path: `${PATH}/${id}/values` };
}

async function idOf(client: Client, kind: string, name: string): Promise<unknown> {
  return client.sandbox.control.objects(kind).find((row) => row.name === name)?.id;
}

test('skill types have trimmed names that are unique whatever their case, and ids that are UUIDs', async () => {
  const client = await open();
  const { id } = await language(client);
  expect(String(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect((await client.get(`${PATH}/${id}`)).one('attribute').name).toBe('Spoken language');
  const refused = async (name: string) => (await client.send('POST', PATH, { attribute: { name } })).status;
  expect([await refused(''), await refused('spoken LANGUAGE')]).toEqual([422, 422]);
  const renamed = await client.send('PUT', `${PATH}/${id}`, { attribute: { name: 'SPOKEN LANGUAGE' } });
  expect(renamed.one('attribute').name).toBe('SPOKEN LANGUAGE');
});

test('conditions of a skill are sent with a field and come back with a subject', async () => {
  const client = await open();
  const { path } = await language(client);
  const conditions = { all: [{ field: 'locale_id', operator: 'is', value: '8' }] };
  const made = await make(client, path, 'attribute_value', { name: 'German', conditions });
  const shown = { all: [{ subject: 'locale_id', operator: 'is', value: '8' }], any: [] };
  expect(made.conditions).toEqual(shown);
  const echoed = await client.send('PATCH', `${path}/${made.id}`, { attribute_value: { conditions: shown } });
  expect([echoed.status, echoed.one('attribute_value').conditions]).toEqual([200, shown]);
  const renamed = await client.send('PUT', `${path}/${made.id}`, { attribute_value: { name: 'Deutsch' } });
  expect(renamed.one('attribute_value')).toMatchObject({ name: 'Deutsch', conditions: shown });
  for (const bad of [
    { field: 'status', operator: 'is', value: 'open' },
    { field: 'priority', operator: 'changed', value: '' },
    { field: 'locale_id', operator: 'is', value: '999' },
  ]) {
    const answer = await client.send('POST', path, { attribute_value: { name: 'X', conditions: { all: [bad] } } });
    expect([bad, answer.status]).toEqual([bad, 422]);
  }
});

test('a skill’s name is unique within its type only, and its list has no order', async () => {
  const client = await open();
  const { path } = await language(client);
  for (let index = 0; index < 8; index += 1) await make(client, path, 'attribute_value', { name: `Skill ${index}` });
  expect((await client.send('POST', path, { attribute_value: { name: 'SKILL 1' } })).status).toBe(422);
  const { id } = await make(client, PATH, 'attribute', { name: 'Other' });
  await make(client, `${PATH}/${id}/values`, 'attribute_value', { name: 'Skill 1' });
  const orders = new Set<string>();
  for (let index = 0; index < 6; index += 1) {
    orders.add(
      (await client.get(path))
        .many('attribute_values')
        .map((row) => row.name)
        .join(),
    );
  }
  expect(orders.size).toBeGreaterThan(1);
});

test('a type takes its skills with it, and agents lose them', async () => {
  const client = await open();
  const { id, path } = await language(client);
  const { id: value } = await make(client, path, 'attribute_value', { name: 'German' });
  const bo = await idOf(client, 'users', 'Bo Tanaka');
  const agent = `/routing/agents/${bo}/instance_values`;
  const before = (await client.get(agent)).many('attribute_values').map((row) => row.id ?? null);
  await client.send('POST', agent, { attribute_value_ids: [...before, value ?? null] });
  expect((await client.get(agent)).many('attribute_values')).toHaveLength(before.length + 1);
  expect((await client.send('DELETE', `${PATH}/${id}`)).status).toBe(204);
  expect((await client.get(path)).status).toBe(404);
  expect((await client.get(agent)).many('attribute_values').map((row) => row.name)).not.toContain('German');
});

test('an agent’s skills are replaced whole, and jobs add or take some', async () => {
  const client = await open();
  const { path } = await language(client);
  const ids: string[] = [];
  for (const name of ['German', 'French', 'Dutch']) {
    ids.push(String((await make(client, path, 'attribute_value', { name })).id));
  }
  const [bo, customer] = [await idOf(client, 'users', 'Bo Tanaka'), await idOf(client, 'users', 'Frida Fabrikant')];
  const agent = `/routing/agents/${bo}/instance_values`;
  const names = async () =>
    (await client.get(agent))
      .many('attribute_values')
      .map((row) => row.name)
      .sort();
  await client.send('POST', agent, { attribute_value_ids: ids.slice(0, 2) });
  expect(await names()).toEqual(['French', 'German']);
  await client.send('POST', agent, { attribute_value_ids: ids.slice(1) });
  expect(await names()).toEqual(['Dutch', 'French']);
  expect((await client.send('POST', agent, { attribute_value_ids: ['nothing'] })).status).toBe(422);
  expect((await client.send('POST', agent, {})).status).toBe(400);
  expect((await client.get(`/routing/agents/${customer}/instance_values`)).status).toBe(404);
  const change = (action: string, id: string | undefined, more: Attributes = {}) => {
    const attributes = { attribute_values: [{ id: id ?? '', ...more }] };
    return client.send('POST', '/routing/agents/instance_values/jobs', {
      job: { action, attributes, items: [Number(bo)] },
    });
  };
  await change('upsert', ids[0], { agent_skill_priority: 'HIGH' });
  await change('delete', ids[1]);
  expect(await names()).toEqual(['Dutch', 'German']);
  const many = await client.get(`/routing/agents/instance_values?filter[agent_ids]=${bo}`);
  const rows = many
    .many('instance_values')
    .map((row) => [row.name, row.agent_skill_priority])
    .sort();
  expect(rows).toEqual([
    ['Dutch', 'NORMAL'],
    ['German', 'HIGH'],
  ]);
  expect((await change('toggle', ids[0])).status).toBe(400);
});

test('the words of skills are about a ticket as it is', async () => {
  const client = await open();
  const answer = (await client.get(`${PATH}/definitions`)).one('definitions');
  const all = objects(answer.conditions_all);
  const subjects = all.map((row) => row.subject);
  expect(subjects).toContain('brand_id');
  expect(subjects).not.toContain('status');
  expect(subjects).not.toContain('update_type');
  expect(JSON.stringify(all)).not.toContain('"changed"');
});

test('two writes at once are answered with a conflict, readers never', async () => {
  const client = await open({ latency: 30 });
  const create = (name: string) => client.send('POST', PATH, { attribute: { name } });
  const answers = await Promise.all([create('One'), create('Two'), client.get(PATH)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 201, 409]);
  expect(answers.find((answer) => answer.status === 409)?.body.error).toBe('DatabaseConflict');
  expect((await create('Three')).status).toBe(201);
});

test('skills and queues are not in every plan', async () => {
  const client = await open({ profile: 'team' });
  expect([(await client.get(PATH)).status, (await client.get('/queues')).status]).toEqual([403, 403]);
  // The plan has queues, but omnichannel routing is off.
  const trial = await open({ profile: 'trial' });
  expect([(await trial.get(PATH)).status, (await trial.get('/queues')).body.error]).toEqual([200, 'InvalidEndpoint']);
});

const DEFINITION = { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] };

async function queueInput(client: Client): Promise<Attributes> {
  const groups = client.sandbox.control.objects('groups');
  const id = (name: string) => groups.find((row) => row.name === name)?.id ?? null;
  return {
    name: ' Urgent ',
    priority: 1,
    definition: DEFINITION,
    primary_groups_id: [id('Support'), id('Billing')],
    secondary_groups_id: [id('Escalations')],
  };
}

test('a queue is written with lists of ids and read with groups', async () => {
  const client = await open();
  const input = await queueInput(client);
  const queue = await make(client, '/queues', 'queue', { ...input, order: 99 });
  expect(String(queue.id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(queue).toMatchObject({ name: 'Urgent', description: '', priority: 1, definition: DEFINITION });
  expect(queue.order).not.toBe(99);
  expect(queue).not.toHaveProperty('primary_groups_id');
  expect(object(queue.primary_groups).count).toBe(2);
  const names = objects(object(queue.primary_groups).groups).map((group) => group.name);
  expect(names.sort()).toEqual(['Billing', 'Support']);
  const orders = new Set<string>();
  for (let index = 0; index < 12; index += 1) {
    orders.add(JSON.stringify((await client.get(`/queues/${queue.id}`)).one('queue').primary_groups));
  }
  expect(orders.size).toBeGreaterThan(1);
  const emptied = await client.send('PUT', `/queues/${queue.id}`, { queue: { secondary_groups_id: [] } });
  expect(emptied.one('queue').secondary_groups).toEqual({ count: 0, groups: [] });
  expect(object(emptied.one('queue').primary_groups).count).toBe(2);
});

test('queues need a name of their own, a priority, groups and a condition', async () => {
  const client = await open();
  const input = await queueInput(client);
  await make(client, '/queues', 'queue', input);
  const bad: Attributes[] = [
    { name: '' },
    { name: 'URGENT' },
    { name: 'A', priority: 0 },
    { name: 'A', priority: 101 },
    { name: 'A', primary_groups_id: [] },
    { name: 'A', primary_groups_id: [1] },
    { name: 'A', definition: { all: [], any: [] } },
    { name: 'A', definition: { all: [{ field: 'update_type', operator: 'is', value: 'Create' }] } },
  ];
  for (const part of bad) {
    const answer = await client.send('POST', '/queues', { queue: { ...input, ...part } });
    expect([part, answer.status]).toEqual([part, 422]);
  }
});

test('the order of queues names every one of them', async () => {
  const client = await open();
  const input = await queueInput(client);
  const { id } = await make(client, '/queues', 'queue', input);
  const ids = async () => (await client.get('/queues')).many('queues').map((row) => String(row.id));
  const before = await ids();
  expect(before.at(-1)).toBe(id);
  const reorder = (queue_ids: readonly string[]) =>
    client.send('PATCH', '/queues/order', { queue_ids: [...queue_ids] });
  expect((await reorder(before.slice(1))).status).toBe(400);
  expect((await reorder([...before].reverse())).status).toBe(204);
  expect(await ids()).toEqual([...before].reverse());
  client.sandbox.control.edit('queues', String(id), { active: false });
  expect(await ids()).not.toContain(id);
  expect((await client.send('DELETE', `/queues/${id}`)).status).toBe(204);
  expect((await client.get(`/queues/${id}`)).status).toBe(404);
});
