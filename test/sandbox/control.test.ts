import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/index.ts';
import { make, open } from './client.ts';

test('the log shows each request with its body, and no credentials', async () => {
  const client = await open();
  await client.send('POST', '/groups.json?x=1', { group: { name: 'Tier 1' } });
  await client.send('POST', '/oauth/tokens', { client_id: 'sandbox-client', client_secret: 'sandbox-secret' });
  const log = client.sandbox.control.log();
  expect(log[0]).toMatchObject({
    n: 1,
    method: 'POST',
    path: '/api/v2/groups.json?x=1',
    system: 'zendesk',
    subdomain: 'acme',
    status: 201,
    write: true,
    body: { group: { name: 'Tier 1' } },
  });
  expect(JSON.stringify(log)).not.toContain('sandbox-secret');
  await client.control('DELETE', '/log');
  expect(client.sandbox.control.log()).toEqual([]);
});

test('a foreign hand makes, edits and deletes objects without a request', async () => {
  const client = await open();
  const { control } = client.sandbox;
  const group = control.inject('groups', { name: 'By hand' });
  control.advance(2000);
  const edited = control.edit('groups', String(group.id), { description: 'Changed' });
  expect(edited.updated_at).not.toBe(group.updated_at);
  expect((await client.get(`/groups/${group.id}`)).one('group').description).toBe('Changed');
  control.remove('groups', String(group.id));
  expect((await client.get(`/groups/${group.id}`)).one('group').deleted).toBe(true);
  expect(control.log().every((entry) => entry.method === 'GET')).toBe(true);
});

test('the rules of the platform hold for foreign hands too', async () => {
  const client = await open();
  const blank = await client.control('POST', '/objects/groups', { name: '' });
  expect([blank.status, blank.body.error]).toEqual([422, 'RecordInvalid']);
});

test('every kind can be made by hand, the read-only ones included', async () => {
  const client = await open();
  const { control } = client.sandbox;
  const view = control.inject('views', { title: 'Hot', all: [{ field: 'status', operator: 'is', value: 'new' }] });
  expect((await client.get(`/views/${view.id}`)).one('view')).toMatchObject({ title: 'Hot', raw_title: 'Hot' });
  const target = control.inject('targets', { title: 'Mailbox', type: 'email_target' });
  expect(Object.keys((await client.get(`/targets/${target.id}`)).one('target')).sort()).toEqual([
    'active',
    'created_at',
    'id',
    'title',
    'type',
    'url',
  ]);
  const [section] = control.objects('sections');
  const article = control.inject('articles', { section_id: section?.id ?? null, title: 'By hand', body: '<p>x</p>' });
  control.edit('articles', String(article.id), { body: '<p>y</p>', promoted: true });
  expect((await client.get(`/help_center/articles/${article.id}`)).one('article')).toMatchObject({
    body: '<p>y</p>',
    promoted: true,
  });
  const channel = control.inject('slack_channels', { name: 'by-hand', topic: 'T' });
  expect((await client.slack('conversations.info', { channel: channel.id ?? '' })).ok).toBe(true);
  const user = control.inject('users', { name: 'New', email: 'new@acme.example', role: 'agent' });
  expect((await client.get('/users?role=agent')).many('users').some((row) => row.id === user.id)).toBe(true);
});

test('a reset begins anew with the profile that was asked for', async () => {
  const client = await open();
  await make(client, '/groups', 'group', { name: 'Tier 1' });
  await client.control('POST', '/reset', { profile: 'trial' });
  expect((await client.get('/groups')).many('groups').map((group) => group.name)).toEqual(['Support']);
  expect((await client.get('/custom_roles')).status).toBe(403);
  expect((await client.control('POST', '/reset', { profile: 'gold' })).status).toBe(400);
});

test('many objects are made at once, and every request still finds them', async () => {
  const client = await open();
  const made = await client.control('POST', '/bulk', {
    triggers: 500,
    ticket_fields: 50,
    articles: 300,
    slack_channels: 5,
  });
  expect(made.body).toEqual({ ticket_fields: 50, triggers: 500, articles: 300, slack_channels: 5 });
  expect((await client.get('/triggers?per_page=1')).body.count).toBe(511);
  const [first] = client.sandbox.control.objects('triggers').slice(-1);
  const same = { title: first?.title ?? '', conditions: { all: [{ field: 'status', operator: 'is', value: 'new' }] } };
  expect((await client.send('PUT', `/triggers/${first?.id}`, { trigger: same })).status).toBe(200);
});

test('two sandboxes of the same history have the same ids', async () => {
  const [one, two] = [await open(), await open()];
  expect(one.sandbox.control.state()).toEqual(two.sandbox.control.state());
});

test('the state outlives the process when it has a folder', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const first = await open({ data, profile: 'trial' });
  const group = await make(first, '/groups', 'group', { name: 'Kept' });
  await first.sandbox.close();
  expect(readdirSync(data)).toEqual(['sandbox.json']);
  const second = await open({ data });
  expect((await second.get(`/groups/${group.id}`)).one('group').name).toBe('Kept');
  expect((await second.get('/custom_roles')).status).toBe(403);
  const next = await make(second, '/groups', 'group', { name: 'After' });
  expect(Number(next.id)).toBeGreaterThan(Number(group.id));
  await expect(startSandbox({ data, subdomain: 'other' })).rejects.toThrow('holds the account acme');
});
