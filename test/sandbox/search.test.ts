import { expect, test } from 'vitest';
import type { Client } from './client.ts';
import { open, withoutTickets } from './client.ts';

async function count(client: Client, query: string): Promise<unknown> {
  return (await client.get(`/search/count?query=${encodeURIComponent(query)}`)).body.count;
}

async function withTickets(): Promise<Client> {
  const client = await open();
  withoutTickets(client);
  const now = new Date().toISOString();
  const rows = [
    { status: 'new', via: { channel: 'email' }, tags: ['vip'], priority: 'low', created_at: '2026-01-10T10:00:00Z' },
    { status: 'open', via: { channel: 'web' }, tags: [], priority: 'high', created_at: '2026-02-10T10:00:00Z' },
    { status: 'closed', via: { channel: 'chat' }, tags: ['vip', 'late'], priority: null, created_at: now },
  ];
  for (const row of rows)
    client.sandbox.control.inject('tickets', { title: 'T', requester_id: 1, assignee_id: null, ...row });
  return client;
}

test('keywords must all fit, words of one keyword are alternatives, a minus excludes', async () => {
  const client = await withTickets();
  const base = await count(client, 'type:ticket requester:none');
  expect(base).toBe(0);
  expect(await count(client, 'type:ticket tags:vip created>2026-01-01')).toBe(2);
  expect(await count(client, 'type:ticket tags:late')).toBe(1);
  expect(await count(client, 'type:ticket tags:vip -tags:late')).toBe(1);
  expect(await count(client, 'type:ticket tags:vip status:new status:closed')).toBe(2);
  expect(await count(client, 'type:ticket tags:vip status<solved')).toBe(1);
  expect(await count(client, 'type:ticket priority>normal created<2026-03-01 created>=2026-02-10')).toBe(1);
  expect(await count(client, 'type:ticket tags:vip assignee:none')).toBe(2);
});

test('channels are counted by what the search calls them, and times by how long ago', async () => {
  const client = await withTickets();
  expect(await count(client, 'type:ticket via:mail tags:vip')).toBe(1);
  expect(await count(client, 'type:ticket via:chat')).toBe(1);
  expect(await count(client, 'type:ticket via:whatsapp')).toBe(0);
  expect(await count(client, 'type:ticket tags:late created>2hours')).toBe(1);
  expect(await count(client, 'type:ticket tags:late created<2hours')).toBe(0);
});

test('other objects are found by type, and a query is needed', async () => {
  const client = await open();
  expect(await count(client, 'type:user role:admin "Ada Lindqvist"')).toBe(1);
  expect(await count(client, 'type:group billing')).toBe(1);
  expect((await client.get('/search/count?query=')).status).toBe(422);
});

test('people are listed by role and looked up by e-mail, ids or external ids', async () => {
  const client = await open();
  const names = async (path: string) => (await client.get(path)).many('users').map((row) => row.name);
  const staff = (await client.get('/users?role[]=agent&role[]=admin')).many('users');
  expect(new Set(staff.map((row) => row.role))).toEqual(new Set(['agent', 'admin']));
  const light = staff.find((row) => row.name === 'Lior Stein');
  expect(await names(`/users?permission_set=${light?.custom_role_id}`)).toEqual(['Lior Stein']);
  expect(await names('/users/search?query=bo@acme.example')).toEqual(['Bo Tanaka']);
  expect(await names('/users/search?query=email:BO@acme.example')).toEqual(['Bo Tanaka']);
  expect(await names('/users/search?query=email:bo@acme')).toEqual([]);
  expect((await client.get('/users/search?query=bo&page[size]=5')).status).toBe(400);
  expect(await names(`/users/show_many?ids=${light?.id},1`)).toEqual(['Lior Stein']);
  client.sandbox.control.edit('users', Number(light?.id), { external_id: 'HR-7' });
  expect(await names('/users/show_many?external_ids=hr-7,hr-8')).toEqual(['Lior Stein']);
  expect(await names('/users/search?external_id=HR-7')).toEqual(['Lior Stein']);
  const many = Array.from({ length: 101 }, (_unused, at) => at + 1).join(',');
  expect((await client.get(`/users/show_many?ids=${many}`)).status).toBe(400);
});
