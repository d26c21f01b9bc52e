import { expect, test } from 'vitest';
import { object } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { make, open } from './client.ts';

async function roleCalled(client: Client, name: string) {
  const found = (await client.get('/custom_roles')).many('custom_roles').find((role) => role.name === name);
  if (!found) throw new Error(`No role ${name}`);
  return found;
}

function put(client: Client, id: unknown, role: Parameters<typeof make>[3]) {
  return client.send('PUT', `/custom_roles/${id}`, { custom_role: role });
}

test('a new role is answered with 200 and the whole configuration', async () => {
  const client = await open();
  const answer = await client.send('POST', '/custom_roles', {
    custom_role: {
      name: ' Auditor ',
      role_type: 0,
      configuration: { view_audit_logs: true, ticket_access: 'assigned-only' },
    },
  });
  expect(answer.status).toBe(200);
  const role = answer.one('custom_role');
  expect(role).toMatchObject({ name: 'Auditor', description: '', role_type: 0, team_member_count: 0 });
  expect(role.configuration).toMatchObject({
    view_audit_logs: true,
    ticket_access: 'assigned-only',
    light_agent: false,
  });
  expect(Object.keys(object(role.configuration))).toHaveLength(53);
  expect(role.url).toBeUndefined();
});

test('names are needed, unique whatever their case, and not those of the platform', async () => {
  const client = await open();
  const refusal = async (name: string) =>
    (await client.send('POST', '/custom_roles', { custom_role: { name } })).status;
  for (const name of ['', 'staff', 'STAFF', 'Agent', 'Admin', 'administrator', 'billing ADMIN', 'Light agent']) {
    expect([name, await refusal(name)]).toEqual([name, 422]);
  }
  const staff = await roleCalled(client, 'Staff');
  expect((await put(client, staff.id, { name: 'Team LEAD' })).status).toBe(422);
  expect((await put(client, staff.id, { name: 'STAFF' })).status).toBe(200);
});

test('a type of its own cannot be made', async () => {
  const client = await open();
  const answer = await client.send('POST', '/custom_roles', { custom_role: { name: 'X', role_type: 1 } });
  expect(answer.status).toBe(422);
});

test('naming a read-only permission is refused even with the value it has', async () => {
  const client = await open();
  const staff = await roleCalled(client, 'Staff');
  for (const key of [
    'assign_tickets_to_any_group',
    'chat_access',
    'group_access',
    'light_agent',
    'moderate_forums',
    'organization_notes_editing',
  ]) {
    const value = object(staff.configuration)[key] ?? null;
    const answer = await put(client, staff.id, { configuration: { [key]: value } });
    expect([key, answer.status, answer.source.includes('Cannot set value for this attribute')]).toEqual([
      key,
      422,
      true,
    ]);
  }
});

test('an update changes the permissions that it names, and ignores unknown ones', async () => {
  const client = await open();
  const staff = await roleCalled(client, 'Staff');
  const updated = await put(client, staff.id, { configuration: { macro_access: 'full', teleport: true } });
  expect(updated.one('custom_role').configuration).toEqual({ ...object(staff.configuration), macro_access: 'full' });
});

test('a level that is none and a flag that is neither yes nor no are refused', async () => {
  const client = await open();
  const staff = await roleCalled(client, 'Staff');
  expect((await put(client, staff.id, { configuration: { ticket_access: 'everything' } })).status).toBe(422);
  expect((await put(client, staff.id, { configuration: { ticket_merge: 'maybe' } })).status).toBe(422);
});

test('who may not edit tickets may not merge, delete or tag them either', async () => {
  const client = await open();
  const role = await make(client, '/custom_roles', 'custom_role', {
    name: 'Reader',
    configuration: { ticket_editing: false, ticket_merge: true, ticket_deletion: true, ticket_tag_editing: true },
  });
  expect(role.configuration).toMatchObject({ ticket_merge: false, ticket_deletion: false, ticket_tag_editing: false });
});

test('a role that agents have cannot be deleted, a free one can', async () => {
  const client = await open();
  const staff = await roleCalled(client, 'Staff');
  expect(staff.team_member_count).toBe(2);
  expect((await client.send('DELETE', `/custom_roles/${staff.id}`)).status).toBe(422);
  const advisor = await roleCalled(client, 'Advisor');
  expect((await client.send('DELETE', `/custom_roles/${advisor.id}`)).status).toBe(204);
  expect((await client.get(`/custom_roles/${advisor.id}`)).status).toBe(404);
});

test('the roles of the platform can be neither changed nor deleted', async () => {
  const client = await open();
  for (const name of ['Light agent', 'Contributor', 'Administrator', 'Billing admin']) {
    const role = await roleCalled(client, name);
    expect((await put(client, role.id, { description: 'Mine' })).status).toBe(422);
    expect((await client.send('DELETE', `/custom_roles/${role.id}`)).status).toBe(422);
  }
});

test('below Enterprise there are no roles to read or write', async () => {
  for (const profile of ['trial', 'team'] as const) {
    const client = await open({ profile });
    expect((await client.get('/custom_roles')).status).toBe(403);
    expect((await client.send('POST', '/custom_roles', { custom_role: { name: 'X' } })).status).toBe(403);
  }
});
