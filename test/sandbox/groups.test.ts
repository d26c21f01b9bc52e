import { expect, test } from 'vitest';
import { make, open } from './client.ts';

test('a new group has the defaults of the platform and a trimmed name', async () => {
  const client = await open();
  const group = await make(client, '/groups', 'group', { name: '  Tier 1 ', default: true });
  expect(group).toMatchObject({ name: 'Tier 1', description: '', is_public: true, default: false, deleted: false });
  expect(group.url).toContain('/api/v2/groups/');
});

test('a name is needed, and taken names are refused whatever their case', async () => {
  const client = await open();
  const blank = await client.send('POST', '/groups', { group: { name: '  ' } });
  expect([blank.status, blank.body.error]).toEqual([422, 'RecordInvalid']);
  expect((await client.send('POST', '/groups', { group: { name: 'support' } })).status).toBe(422);
});

test('a deleted group stays readable by id, leaves lists that exclude it, and frees its name', async () => {
  const client = await open();
  const group = await make(client, '/groups', 'group', { name: 'Tier 1' });
  expect((await client.send('DELETE', `/groups/${group.id}`)).status).toBe(204);
  const shown = await client.get(`/groups/${group.id}.json`);
  expect([shown.status, shown.one('group').deleted]).toEqual([200, true]);
  const ids = async (path: string) => (await client.get(path)).many('groups').map((row) => row.id);
  expect(await ids('/groups')).toContain(group.id);
  expect(await ids('/groups?exclude_deleted=true')).not.toContain(group.id);
  expect((await make(client, '/groups', 'group', { name: 'Tier 1' })).id).not.toBe(group.id);
});

test('the default group cannot be deleted and a private group cannot become public', async () => {
  const client = await open();
  const groups = (await client.get('/groups')).many('groups');
  const byName = (name: string) => groups.find((group) => group.name === name)?.id;
  expect((await client.send('DELETE', `/groups/${byName('Support')}`)).status).toBe(422);
  const opened = await client.send('PUT', `/groups/${byName('Escalations')}`, { group: { is_public: true } });
  expect(opened.status).toBe(422);
  const closed = await client.send('PUT', `/groups/${byName('Billing')}`, { group: { is_public: false } });
  expect(closed.one('group').is_public).toBe(false);
});

test('an update that changes nothing leaves the time of the last change alone', async () => {
  const client = await open();
  const billing = (await client.get('/groups')).many('groups').find((group) => group.name === 'Billing');
  const again = await client.send('PUT', `/groups/${billing?.id}`, { group: { name: 'Billing' } });
  expect(again.one('group').updated_at).toBe(billing?.updated_at);
});

test('ids that do not exist and addresses that do not exist are told apart', async () => {
  const client = await open();
  expect((await client.get('/groups/1')).body.error).toBe('RecordNotFound');
  expect((await client.get('/no_such_thing')).body.error).toBe('InvalidEndpoint');
  expect((await client.send('POST', '/locales', { locale: {} })).body.error).toBe('InvalidEndpoint');
  expect((await client.send('POST', '/groups', { name: 'x' })).status).toBe(400);
});
