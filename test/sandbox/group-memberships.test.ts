import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open, withoutTickets } from './client.ts';

const PATH = '/group_memberships';

async function byName(client: Client, kind: 'users' | 'groups', name: string): Promise<Attributes> {
  return (await client.get(`/${kind}`)).many(kind).find((row) => row.name === name) ?? {};
}

async function scene(client: Client) {
  const [bo, billing, escalations, support] = [
    await byName(client, 'users', 'Bo Tanaka'),
    await byName(client, 'groups', 'Billing'),
    await byName(client, 'groups', 'Escalations'),
    await byName(client, 'groups', 'Support'),
  ];
  const [first] = (await client.get(`/users/${bo.id}/group_memberships`)).many('group_memberships');
  return { bo, billing, escalations, support, first: first ?? {} };
}

function join(client: Client, user: Attributes, group: Attributes, more: Attributes = {}): Promise<Attributes> {
  const attributes = { user_id: user.id ?? null, group_id: group.id ?? null, ...more };
  return make(client, PATH, 'group_membership', attributes);
}

test('an agent joins a group once, and users who are no agents never do', async () => {
  const client = await open();
  const { bo, escalations } = await scene(client);
  const made = await join(client, bo, escalations);
  expect(made).toMatchObject({ user_id: bo.id, group_id: escalations.id, default: false });
  const problem = async (group_membership: Attributes) => {
    const answer = await client.send('POST', PATH, { group_membership });
    return [answer.status, ...Object.keys(answer.one('details'))];
  };
  const { id: group_id = null } = escalations;
  expect(await problem({ user_id: bo.id ?? null, group_id })).toEqual([422, 'user_id']);
  const customer = await byName(client, 'users', 'Frida Fabrikant');
  expect(await problem({ user_id: customer.id ?? null, group_id })).toEqual([422, 'user_id']);
  expect(await problem({ user_id: bo.id ?? null, group_id: 1 })).toEqual([422, 'group_id']);
  expect(await problem({})).toEqual([422, 'user_id', 'group_id']);
  const gone = await byName(client, 'groups', 'Night shift');
  expect(await problem({ user_id: bo.id ?? null, group_id: gone.id ?? null })).toEqual([422, 'group_id']);
  expect((await client.send('PUT', `${PATH}/${made.id}`, { group_membership: {} })).status).toBe(404);
  expect((await client.as('sandbox-agent-token').send('POST', PATH, { group_membership: {} })).status).toBe(403);
});

test('one membership is the default, and the user tells which', async () => {
  const client = await open();
  const { bo, escalations, support, first } = await scene(client);
  expect(first.default).toBe(true);
  const made = await join(client, bo, escalations, { default: true });
  const defaults = async () =>
    (await client.get(`/users/${bo.id}/group_memberships`)).many('group_memberships').filter((row) => row.default);
  expect((await defaults()).map((row) => row.id)).toEqual([made.id]);
  const other = await join(client, bo, support);
  const answer = await client.send('PUT', `/users/${bo.id}/group_memberships/${other.id}/make_default`);
  expect([answer.status, answer.many('group_memberships').length]).toEqual([200, 3]);
  expect((await defaults()).map((row) => row.id)).toEqual([other.id]);
  expect((await client.get(`/users/${bo.id}`)).one('user').default_group_id).toBe(support.id);
  expect((await client.send('PUT', `/users/1/group_memberships/${other.id}/make_default`)).status).toBe(404);
});

test('leaving the default group makes another the default; the last group cannot be left', async () => {
  const client = await open();
  const { bo, escalations, first } = await scene(client);
  expect((await client.send('DELETE', `${PATH}/${first.id}`)).status).toBe(422);
  const second = await join(client, bo, escalations);
  expect((await client.send('DELETE', `/users/${bo.id}/group_memberships/${first.id}`)).status).toBe(204);
  expect((await client.get(`${PATH}/${second.id}`)).one('group_membership').default).toBe(true);
  expect((await client.get(`/users/${bo.id}`)).one('user').default_group_id).toBe(escalations.id);
  expect((await client.get(`${PATH}/${first.id}`)).status).toBe(404);
});

test('leaving a group unassigns the open tickets of that group, which can be counted before', async () => {
  const client = await open();
  withoutTickets(client);
  const { bo, billing, escalations, first } = await scene(client);
  await join(client, bo, escalations);
  const ticket = (status: string, group: Attributes) => ({
    title: 'T',
    status,
    assignee_id: bo.id ?? null,
    group_id: group.id ?? null,
  });
  const made = [
    ticket('open', billing),
    ticket('pending', billing),
    ticket('solved', billing),
    ticket('open', escalations),
  ];
  const ids = made.map((row) => client.sandbox.control.inject('tickets', row).id);
  const count = async (query: string) =>
    (await client.get(`/search/count?query=${encodeURIComponent(query)}`)).body.count;
  const working = `type:ticket status<solved assignee:${bo.id} group:${billing.id}`;
  expect(await count(working)).toBe(2);
  await client.send('DELETE', `${PATH}/${first.id}`);
  expect(await count(working)).toBe(0);
  const tickets = client.sandbox.control.objects('tickets').filter((row) => ids.includes(row.id));
  expect(tickets.map((row) => row.assignee_id)).toEqual([null, null, bo.id, bo.id]);
});

test('many at once are a job: its results are read from the job, and one bad item stops no other', async () => {
  const client = await open();
  const { bo, escalations, support } = await scene(client);
  const [user_id = null, escalation = null] = [bo.id, escalations.id];
  const items = [
    { user_id, group_id: escalation },
    { user_id, group_id: escalation },
    { user_id, group_id: support.id ?? null },
  ];
  const started = (await client.send('POST', `${PATH}/create_many`, { group_memberships: items })).one('job_status');
  expect([started.status, started.total, started.results]).toEqual(['queued', 3, null]);
  const job = (await client.get(`/job_statuses/${started.id}`)).one('job_status');
  expect([job.status, job.progress]).toEqual(['completed', 3]);
  const results = objects(job.results);
  expect(results.map((result) => result.success)).toEqual([true, false, true]);
  expect(results[1]?.error).toBe('RecordInvalid');
  const ids = [results[0]?.id, results[2]?.id, 1].join(',');
  const removed = await client.send('DELETE', `${PATH}/destroy_many?ids=${ids}`);
  const [shown] = (await client.get(`/job_statuses/show_many?ids=${removed.one('job_status').id}`)).many(
    'job_statuses',
  );
  expect(objects(shown?.results).map((result) => result.success)).toEqual([true, true, false]);
  expect((await client.get(`/users/${bo.id}/group_memberships`)).many('group_memberships')).toHaveLength(1);
  const many = Array.from({ length: 101 }, () => items[0] ?? {});
  expect((await client.send('POST', `${PATH}/create_many`, { group_memberships: many })).status).toBe(400);
  expect((await client.get('/job_statuses')).many('job_statuses')).toHaveLength(2);
});

test('lists are by group, by user, of who can be assigned, and show users and groups beside', async () => {
  const client = await open();
  const { bo, billing } = await scene(client);
  const listed = await client.get(`/groups/${billing.id}/memberships?include=users,groups`);
  expect(listed.many('group_memberships').length).toBeGreaterThan(1);
  expect(listed.many('groups').map((row) => row.name)).toEqual(['Billing']);
  expect(listed.many('users').map((row) => row.name)).toContain('Bo Tanaka');
  client.sandbox.control.edit('users', Number(bo.id), { suspended: true });
  const assignable = (await client.get(`/groups/${billing.id}/memberships/assignable`)).many('group_memberships');
  expect(assignable.map((row) => row.user_id)).not.toContain(bo.id);
  expect((await client.get(`${PATH}/assignable`)).many('group_memberships').length).toBeGreaterThan(1);
  const before = (await client.get(PATH)).many('group_memberships').length;
  client.sandbox.control.bulk({ group_memberships: 3 });
  expect((await client.get(PATH)).many('group_memberships')).toHaveLength(before + 3);
});
