import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/workspaces';

function id(client: Client, kind: string, title: string): Json {
  return client.sandbox.control.objects(kind).find((row) => row.title === title || row.name === title)?.id ?? null;
}

function input(client: Client): Attributes {
  const conditions = { all: [{ field: 'brand_id', operator: 'is', value: String(id(client, 'brands', 'Acme')) }] };
  return { title: ' Desk ', conditions, macros: [id(client, 'macros', 'Take it!')] };
}

test('macros are written as ids and read as ids and as macros', async () => {
  const client = await open();
  const made = await make(client, PATH, 'workspace', input(client));
  expect(made).toMatchObject({
    title: 'Desk',
    description: '',
    activated: true,
    ticket_form_id: null,
    apps: [],
    position: 2,
    macro_ids: [id(client, 'macros', 'Take it!')],
    selected_macros: [{ title: 'Take it!' }],
  });
  expect(made).not.toHaveProperty('macros');
  const emptied = await client.send('PUT', `${PATH}/${made.id}`, { workspace: { macros: [], activated: false } });
  expect(emptied.one('workspace')).toMatchObject({ activated: false, macro_ids: [], selected_macros: [] });
});

test('macros come in another order from one time to the next', async () => {
  const client = await open();
  const macros = client.sandbox.control.objects('macros').map((row) => row.id ?? null);
  const made = await make(client, PATH, 'workspace', { ...input(client), macros });
  const orders = new Set<string>();
  for (let index = 0; index < 8; index += 1) {
    orders.add(JSON.stringify((await client.get(`${PATH}/${made.id}`)).one('workspace').macro_ids));
  }
  expect(orders.size).toBeGreaterThan(1);
});

test('what is named and not there is left out with a 200 that tells it, and the rest is kept', async () => {
  const client = await open();
  const answer = await client.send('POST', PATH, { workspace: { ...input(client), macros: [1], ticket_form_id: 2 } });
  expect([answer.status, answer.many('errors').length]).toEqual([200, 2]);
  const made = answer.one('workspace');
  expect(made).toMatchObject({ title: 'Desk', macro_ids: [], ticket_form_id: null });
  const macros = [id(client, 'macros', 'Take it!'), 1];
  const changed = await client.send('PUT', `${PATH}/${made.id}`, { workspace: { title: 'Desk 2', macros } });
  expect([changed.status, changed.many('errors')]).toEqual([
    200,
    [{ code: 'InvalidValue', title: 'Macro 1 is not available', source: { pointer: '/workspace/macros' } }],
  ]);
  expect(changed.one('workspace')).toMatchObject({ title: 'Desk 2', macro_ids: macros.slice(0, 1) });
});

test('a title and a condition are needed', async () => {
  const client = await open();
  const bad: Attributes[] = [
    { title: '' },
    { conditions: { all: [], any: [] } },
    { conditions: { all: [{ field: 'brand_id', operator: 'is', value: '1' }] } },
    { conditions: { all: [{ field: 'update_type', operator: 'is', value: 'Create' }] } },
  ];
  for (const part of bad) {
    const answer = await client.send('POST', PATH, { workspace: { ...input(client), ...part } });
    expect([part, answer.status]).toEqual([part, 422]);
  }
});

test('the order names every workspace, and many go at once', async () => {
  const client = await open();
  await make(client, PATH, 'workspace', input(client));
  const ids = async () => (await client.get(PATH)).many('workspaces').map((row) => row.id ?? null);
  const before = await ids();
  expect((await client.send('PUT', `${PATH}/reorder`, { ids: before.slice(1) })).status).toBe(422);
  expect((await client.send('PUT', `${PATH}/reorder`, { ids: [...before].reverse() })).status).toBe(200);
  expect(await ids()).toEqual([...before].reverse());
  expect((await client.send('DELETE', `${PATH}/destroy_many?ids=${before.join()}`)).status).toBe(200);
  expect(await ids()).toEqual([]);
});

test('below Enterprise there are no workspaces', async () => {
  const client = await open({ profile: 'trial' });
  expect((await client.get(PATH)).status).toBe(403);
});
