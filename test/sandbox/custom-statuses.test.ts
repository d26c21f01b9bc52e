import { expect, test } from 'vitest';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

const PATH = '/custom_statuses';

async function labelled(client: Client, label: string) {
  const found = (await client.get(PATH)).many('custom_statuses').find((row) => row.agent_label === label);
  if (!found) throw new Error(`No status ${label}`);
  return found;
}

function put(client: Client, id: unknown, custom_status: Parameters<typeof make>[3]) {
  return client.send('PUT', `${PATH}/${id}`, { custom_status });
}

test('a new status is inactive unless said otherwise, no default, and shown to customers under its own label', async () => {
  const client = await open();
  const made = await make(client, PATH, 'custom_status', {
    status_category: 'pending',
    agent_label: ' Waiting for parts ',
    raw_agent_label: 'ignored',
    default: true,
  });
  expect(made).toMatchObject({
    status_category: 'pending',
    agent_label: 'Waiting for parts',
    raw_agent_label: 'Waiting for parts',
    end_user_label: 'Waiting for parts',
    description: '',
    active: false,
    default: false,
  });
});

test('the category is one of four, and stays', async () => {
  const client = await open();
  for (const status_category of ['new', 'closed', '']) {
    const answer = await client.send('POST', PATH, { custom_status: { status_category, agent_label: 'X' } });
    expect([status_category, answer.status]).toEqual([status_category, 422]);
  }
  const open_ = await labelled(client, 'Open');
  expect((await put(client, open_.id, { status_category: 'pending' })).status).toBe(422);
  expect((await put(client, open_.id, { status_category: 'open' })).status).toBe(200);
});

test('labels are needed, short and unique whatever their case', async () => {
  const client = await open();
  const refusal = async (agent_label: string) => {
    const answer = await client.send('POST', PATH, { custom_status: { status_category: 'open', agent_label } });
    return [answer.status, answer.source.match(/BlankValue|TooLong|DuplicateValue/)?.[0]];
  };
  expect(await refusal('x'.repeat(48))).toEqual([201, undefined]);
  expect(await refusal('x'.repeat(49))).toEqual([422, 'TooLong']);
  expect(await refusal('')).toEqual([422, 'BlankValue']);
  expect(await refusal('X'.repeat(48))).toEqual([422, 'DuplicateValue']);
});

test('placeholders stay as the raw label, and the other shows the wording', async () => {
  const client = await open();
  const solved = await labelled(client, 'Solved');
  expect(solved).toMatchObject({ raw_agent_label: '{{zd.status_solved}}', end_user_label: 'Solved' });
  const renamed = await put(client, solved.id, { agent_label: 'Done' });
  expect(renamed.one('custom_status')).toMatchObject({ agent_label: 'Done', raw_agent_label: 'Done' });
  const back = await put(client, solved.id, { agent_label: '{{zd.status_solved}}' });
  expect(back.one('custom_status')).toMatchObject({ agent_label: 'Solved', raw_agent_label: '{{zd.status_solved}}' });
});

test('a default status stays active, except that of the optional category', async () => {
  const client = await open();
  const pending = await labelled(client, 'Pending');
  expect((await put(client, pending.id, { active: false })).status).toBe(422);
  const hold = await labelled(client, 'On-hold');
  expect((await put(client, hold.id, { active: true })).one('custom_status').active).toBe(true);
  expect((await put(client, hold.id, { active: false })).one('custom_status').active).toBe(false);
});

test('defaults are set by an own request, one for each category, and only active ones', async () => {
  const client = await open();
  const input = { status_category: 'pending', agent_label: 'Waiting' };
  const waiting = await make(client, PATH, 'custom_status', input);
  const set = (ids: string) => client.send('PUT', '/custom_status/default', { ids });
  expect((await put(client, waiting.id, { default: true })).one('custom_status').default).toBe(false);
  expect((await set(`${waiting.id}`)).status).toBe(422);
  await put(client, waiting.id, { active: true });
  const pending = await labelled(client, 'Pending');
  expect((await set(`${waiting.id},${pending.id}`)).status).toBe(422);
  expect((await set('1')).status).toBe(404);
  expect((await client.send('PUT', '/custom_status/default', { ids: [1] })).status).toBe(400);
  const done = await set(`${waiting.id}, ${(await labelled(client, 'Solved')).id}`);
  expect([done.status, done.body]).toEqual([200, {}]);
  const defaults = (await client.get(`${PATH}?default=true&status_categories=pending,open`)).many('custom_statuses');
  expect(defaults.map((row) => row.agent_label)).toEqual(['Open', 'Waiting']);
});

test('a status goes when no open ticket has it, and never where it is a default', async () => {
  const client = await open();
  const waiting = await make(client, PATH, 'custom_status', { status_category: 'open', agent_label: 'Waiting' });
  const [form] = (await client.get('/ticket_forms')).many('ticket_forms');
  const links = `/ticket_forms/${form?.id}/ticket_form_statuses`;
  await client.send('POST', links, { ticket_form_status: [{ custom_status_id: waiting.id ?? null }] });
  const ticket = client.sandbox.control.inject('tickets', {
    title: 'T',
    status: 'open',
    custom_status_id: waiting.id ?? null,
  });
  expect((await client.send('DELETE', `${PATH}/${waiting.id}`)).status).toBe(422);
  client.sandbox.control.edit('tickets', Number(ticket.id), { status: 'closed' });
  expect((await client.send('DELETE', `${PATH}/${waiting.id}`)).status).toBe(204);
  expect((await client.get(links)).many('ticket_form_statuses')).toEqual([]);
  expect((await client.send('DELETE', `${PATH}/${(await labelled(client, 'Pending')).id}`)).status).toBe(422);
});

test('a category has a hundred statuses at most', async () => {
  const client = await open();
  const before = (await client.get(`${PATH}?status_categories=solved`)).many('custom_statuses').length;
  for (let index = before; index < 100; index += 1) {
    client.sandbox.control.inject('custom_statuses', { status_category: 'solved', agent_label: `S${index}` });
  }
  const refused = await client.send('POST', PATH, { custom_status: { status_category: 'solved', agent_label: 'S' } });
  expect([refused.status, refused.source.includes('TooMany')]).toEqual([422, true]);
});

test('forms name the statuses they offer, by links that have ids of their own', async () => {
  const client = await open();
  const [form] = (await client.get('/ticket_forms')).many('ticket_forms');
  const path = `/ticket_forms/${form?.id}/ticket_form_statuses`;
  const [open_, pending] = [await labelled(client, 'Open'), await labelled(client, 'Pending')];
  const write = (method: string, entries: Parameters<typeof make>[3][]) =>
    client.send(method, path, { ticket_form_status: entries });
  const made = await write('POST', [{ custom_status_id: open_.id ?? null }]);
  const [link] = made.many('ticket_form_statuses');
  expect(link).toEqual({ id: expect.any(String), ticket_form_id: form?.id, custom_status_id: open_.id });
  expect((await write('POST', [{ custom_status_id: open_.id ?? null }])).status).toBe(422);
  expect((await write('POST', [{ custom_status_id: 1 }])).status).toBe(422);
  const changed = await write('PUT', [
    { id: link?.id ?? null, _destroy: '1' },
    { custom_status_id: pending.id ?? null },
  ]);
  expect(changed.many('ticket_form_statuses').map((row) => row.custom_status_id)).toEqual([pending.id]);
  const filtered = `/ticket_form_statuses?filter[custom_status_id]=${open_.id}`;
  expect((await client.get(filtered)).many('ticket_form_statuses')).toEqual([]);
  const [left] = (await client.get(`/ticket_form_statuses?ticket_form_id=${form?.id}`)).many('ticket_form_statuses');
  expect((await client.send('DELETE', `${path}/${left?.id}`)).status).toBe(204);
  expect((await client.get(path)).many('ticket_form_statuses')).toEqual([]);
});

test('without the feature the five statuses can be read and nothing can be written', async () => {
  const client = await open({ profile: 'team' });
  const features = async () => (await client.get('/account/features')).one('features').custom_statuses_enabled;
  expect(await features()).toEqual({ enabled: false });
  expect((await client.get(PATH)).many('custom_statuses')).toHaveLength(5);
  const input = { custom_status: { status_category: 'open', agent_label: 'X' } };
  expect((await client.send('POST', PATH, input)).status).toBe(403);
  expect((await client.send('PUT', '/custom_status/default', { ids: '1' })).status).toBe(403);
  const agent = (await open()).as('sandbox-agent-token');
  expect((await agent.send('POST', PATH, input)).status).toBe(403);
});
