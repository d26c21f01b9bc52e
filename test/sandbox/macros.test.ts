import { expect, test } from 'vitest';
import type { Attributes, Json } from '../../src/sandbox/json.ts';
import { object, objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const act = (field: string, value: Json): Attributes => ({ field, value });

function body(more: Attributes = {}): Attributes {
  return { title: 'Refunds::Say yes', actions: [act('status', 'solved'), act('comment_value', 'Yes')], ...more };
}

async function post(client: Client, more: Attributes): Promise<number> {
  return (await client.send('POST', '/macros', { macro: body(more) })).status;
}

async function groups(client: Client): Promise<number[]> {
  return (await client.get('/groups?exclude_deleted=true')).many('groups').map((group) => Number(group.id));
}

test('a macro is made with the documented 200 and for everyone', async () => {
  const client = await open();
  const answer = await client.send('POST', '/macros', { macro: body() });
  expect(answer.status).toBe(200);
  const macro = answer.one('macro');
  expect(macro).toMatchObject({ ...body(), raw_title: 'Refunds::Say yes', active: true, restriction: null });
  expect(macro).toMatchObject({ description: null, position: 9999, default: false });
  expect((await client.get(`/macros/${macro.id}`)).one('macro')).toEqual(macro);
  expect((await client.get('/macros/categories')).body.categories).toEqual(['Refunds']);
});

test('title and actions are needed', async () => {
  const client = await open();
  expect([await post(client, { title: ' ' }), await post(client, { actions: [] })]).toEqual([422, 422]);
});

test('actions of macros only, with values of the right form', async () => {
  const client = await open();
  const cases: [Attributes, number][] = [
    [act('status', 'closed'), 422],
    [act('status', 'new'), 422],
    [act('group_id', 'current_groups'), 200],
    [act('comment_value', ['channel:web', 'Hi']), 200],
    [act('comment_value', ['channel:fax', 'Hi']), 422],
    [act('comment_mode_is_public', 'false'), 200],
    [act('comment_mode_is_public', false), 400],
    [act('priority', ['high']), 422],
    [act('subject', 'New subject'), 200],
    [act('notification_user', ['requester_id', 'a', 'b']), 422],
    [act('locale_id', '1'), 422],
    [act('side_conversation', ['Subject', 'Body', 'a@b.example', 'text/plain']), 422],
    [act('group_id', '12'), 422],
  ];
  for (const [action, status] of cases) {
    expect([action, await post(client, { actions: [action] })]).toEqual([action, status]);
  }
});

test('a side conversation needs its switch among the settings', async () => {
  const client = await open();
  await client.control('PATCH', '/objects/settings/account', { side_conversations: { email_channel: true } });
  expect(await post(client, { actions: [act('side_conversation', ['Subject', 'Body', 'a@b.example'])] })).toBe(200);
});

test('an inactive field cannot be acted on, not even by a macro that does so already', async () => {
  const client = await open();
  const fields = (await client.get('/ticket_fields')).many('ticket_fields');
  const [order, old] = ['Order number', 'Old channel'].map((title) => fields.find((field) => field.title === title));
  expect(await post(client, { actions: [act(`custom_fields_${old?.id}`, 'x')] })).toBe(422);
  const actions = [act(`custom_fields_${order?.id}`, '123456')];
  const macro = await make(client, '/macros', 'macro', body({ actions }));
  await client.control('PATCH', `/objects/ticket_fields/${order?.id}`, { active: false });
  const put = (sent: Attributes) => client.send('PUT', `/macros/${macro.id}`, { macro: sent });
  expect((await put({ actions })).status).toBe(422);
  expect((await put({ title: 'Other' })).one('macro').actions).toEqual(actions);
});

test('a rich comment is cleaned and shown as plain text too, which is never written', async () => {
  const client = await open();
  const html = '<p>Hello &amp; <b>thanks</b></p><script>x</script><p>Bye</p>';
  const actions = [act('comment_value_html', html), act('comment_value', 'ignored')];
  const macro = await make(client, '/macros', 'macro', body({ actions }));
  expect(macro.actions).toEqual([
    act('comment_value_html', '<p>Hello &amp; <b>thanks</b></p><p>Bye</p>'),
    act('comment_value', 'Hello & thanks\nBye'),
  ]);
  const again = await client.send('PUT', `/macros/${macro.id}`, { macro: { actions: macro.actions ?? [] } });
  expect(again.one('macro').actions).toEqual(macro.actions);
});

test('groups are named by ids; replies to writes leave them out, and a lone id is ignored on update', async () => {
  const client = await open();
  const [one = 0, two = 0] = await groups(client);
  const macro = await make(client, '/macros', 'macro', body({ restriction: { type: 'Group', ids: [one, two] } }));
  expect(macro.restriction).toEqual({ type: 'Group', id: two });
  const read = async () => (await client.get(`/macros/${macro.id}`)).one('macro').restriction;
  expect(await read()).toEqual({ type: 'Group', id: one, ids: [one, two] });
  const put = (sent: Attributes) => client.send('PUT', `/macros/${macro.id}`, { macro: sent });
  expect((await put({ restriction: { type: 'Group', id: two } })).status).toBe(200);
  expect(await read()).toEqual({ type: 'Group', id: one, ids: [one, two] });
  await put({ restriction: { type: 'Group', ids: [two] } });
  await put({ title: 'Other' });
  expect(await read()).toEqual({ type: 'Group', id: two, ids: [two] });
  await put({ restriction: null });
  expect(await read()).toBeNull();
});

test('a restriction must point to something', async () => {
  const client = await open();
  const [one = 0] = await groups(client);
  for (const restriction of [
    { type: 'Group', ids: [1] },
    { type: 'Group', ids: [one, 1] },
    { type: 'Team', id: 1 },
  ]) {
    expect(await post(client, { restriction })).toBe(422);
  }
  expect(await post(client, { restriction: { type: 'User', id: 1 } })).toBe(422);
});

test('an admin is shown the personal macros of others unless only shared ones are asked for', async () => {
  const client = await open();
  const agent = client.as('sandbox-agent-token');
  const titles = async (as: Client, query: string) =>
    (await as.get(`/macros${query}`)).many('macros').map((m) => m.title);
  const personal = 'My short hello';
  expect(await titles(client, '')).toContain(personal);
  expect(await titles(client, '?access=shared')).not.toContain(personal);
  expect(await titles(client, '?access=agents')).toEqual([personal]);
  expect(await titles(agent, '?access=personal')).toEqual([personal]);
  const [owner] = (await client.get('/users?role=admin')).many('users');
  const own = await make(client, '/macros', 'macro', body({ restriction: { type: 'User', id: owner?.id ?? null } }));
  expect((await agent.get(`/macros/${own.id}`)).status).toBe(404);
});

test('an agent sees the macros of own groups only, and writes personal ones only', async () => {
  const client = await open();
  const agent = client.as('sandbox-agent-token');
  const named = async (name: string) =>
    (await client.get('/groups')).many('groups').find((group) => group.name === name);
  const billing = await named('Billing');
  const macro = await make(
    client,
    '/macros',
    'macro',
    body({ restriction: { type: 'Group', ids: [billing?.id ?? null] } }),
  );
  expect((await agent.get(`/macros/${macro.id}`)).status).toBe(404);
  const support = await named('Support');
  await client.send('PUT', `/macros/${macro.id}`, {
    macro: { restriction: { type: 'Group', ids: [support?.id ?? null] } },
  });
  expect((await agent.get(`/macros/${macro.id}`)).status).toBe(200);
  expect((await agent.send('PUT', `/macros/${macro.id}`, { macro: { title: 'X' } })).status).toBe(403);
  expect(await post(agent, {})).toBe(403);
  const [me] = (await agent.get('/macros?access=personal')).many('macros');
  expect((await agent.send('PUT', `/macros/${me?.id}`, { macro: { title: 'Mine' } })).status).toBe(200);
});

test('the list is alphabetical, and filtered by category, state and group', async () => {
  const client = await open();
  await make(client, '/macros', 'macro', body({ position: 1, active: false, title: 'Zebra::Last' }));
  const titles = async (query: string) => (await client.get(`/macros${query}`)).many('macros').map((row) => row.title);
  const all = await titles('');
  expect(all).toEqual([...all].sort((left, right) => String(left).localeCompare(String(right))));
  expect(await titles('?category=Zebra')).toEqual(['Zebra::Last']);
  expect(await titles('?active=false')).toEqual(['Zebra::Last']);
  expect(await titles('/active')).toHaveLength(all.length - 1);
});

test('definitions list the actions of macros, in the two forms', async () => {
  const client = await open();
  const subjects = async (path: string, key: string) => {
    const { body: answer } = await client.get(path);
    const found = key === 'field' ? answer.actions : object(answer.definitions).actions;
    return objects(found).map((action) => action[key]);
  };
  const now = await subjects('/macros/definitions', 'subject');
  expect(now).toEqual(expect.arrayContaining(['subject', 'comment_value', 'comment_value_html', 'follower']));
  expect(now).not.toContain('notification_user');
  expect(await subjects('/macros/actions', 'field')).toEqual(expect.arrayContaining(['cc', 'comment_mode_is_public']));
});

test('many are moved, switched and deleted at once', async () => {
  const client = await open();
  const ids = (await client.get('/macros')).many('macros').map((row) => row.id ?? null);
  const items = [{ id: ids[0] ?? null, position: 4, active: false, title: 'Ignored' }];
  const updated = await client.send('PUT', '/macros/update_many', { macros: items });
  expect(updated.many('macros')).toMatchObject([{ position: 4, active: false }]);
  expect(updated.many('macros')[0]?.title).not.toBe('Ignored');
  expect((await client.send('DELETE', `/macros/destroy_many?ids=${ids[0]},1`)).status).toBe(404);
  expect((await client.send('DELETE', `/macros/destroy_many?ids=${ids[0]},${ids[1]}`)).status).toBe(204);
  expect((await client.send('DELETE', `/macros/${ids[2]}`)).status).toBe(204);
  expect((await client.get('/macros')).body.count).toBe(ids.length - 3);
  await client.control('POST', '/bulk', { macros: 4 });
  expect((await client.get('/macros')).body.count).toBe(ids.length + 1);
});
