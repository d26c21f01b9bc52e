import { expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/json.ts';
import { objects } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { open } from './client.ts';

async function trigger(client: Client, field: string, value: Json): Promise<number> {
  const [category] = (await client.get('/trigger_categories')).many('trigger_categories');
  const sent = {
    title: 'T',
    category_id: category?.id ?? '',
    conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }] },
    actions: [{ field, value }],
  };
  return (await client.send('POST', '/triggers', { trigger: sent })).status;
}

async function macro(client: Client, field: string, value: Json): Promise<number> {
  return (await client.send('POST', '/macros', { macro: { title: 'M', actions: [{ field, value }] } })).status;
}

async function offered(client: Client): Promise<readonly unknown[]> {
  const definitions = (await client.get('/triggers/definitions')).one('definitions');
  return objects(definitions.actions).map((action) => action.subject);
}

test('an installation tells its settings, but none that its app calls secure', async () => {
  const client = await open();
  const [own, slack] = (await client.get('/apps/installations')).many('installations');
  expect(own?.settings).toEqual({ name: 'Warehouse lookup', title: 'Warehouse lookup', region: 'eu' });
  expect(objects(own?.settings_objects).map((item) => item.name)).toEqual(['name', 'title', 'region']);
  expect((await client.get(`/apps/installations/${slack?.id}`)).body).toEqual(slack);
  expect((await client.get('/apps/installations/1')).status).toBe(404);
  const apps = (await client.get('/apps/owned')).many('apps');
  expect(apps.map((app) => [app.id, app.name])).toEqual([[own?.app_id, 'Warehouse lookup']]);
  expect((await client.as('sandbox-agent-token').get('/apps/owned')).status).toBe(403);
  expect((await client.as('sandbox-agent-token').get('/apps/installations')).status).toBe(200);
});

test('OAuth clients are shown to admins, with the beginning of their secrets', async () => {
  const client = await open();
  const [reporting] = (await client.get('/oauth/clients')).many('clients');
  expect(reporting).toMatchObject({ identifier: 'reporting_dashboard', kind: 'confidential', global: false });
  expect(String(reporting?.secret)).toHaveLength(10);
  expect((await client.get(`/oauth/clients/${reporting?.id}`)).one('client')).toEqual(reporting);
  expect((await client.as('sandbox-agent-token').get('/oauth/clients')).status).toBe(403);
  await client.control('POST', '/objects/clients', { name: 'New', identifier: 'new' });
  expect((await client.get('/oauth/clients')).many('clients').map((row) => row.identifier)).toContain('new');
});

test('an integration is told by triggers where its app is installed and on', async () => {
  const client = await open();
  const value = ['slack', 'T0SANDBOX1', 'C0CHANNEL1', 'Title', 'Text'];
  expect(await trigger(client, 'notification_zis', value)).toBe(201);
  expect(await trigger(client, 'notification_zis', ['teams', ...value.slice(1)])).toBe(422);
  expect(await trigger(client, 'notification_zis', value.slice(0, 4))).toBe(422);
  const slack = (await client.get('/apps/installations')).many('installations')[1];
  await client.control('PATCH', `/objects/installations/${slack?.id}`, { enabled: false });
  expect(await trigger(client, 'notification_zis', value)).toBe(422);
  expect(await offered(client)).not.toContain('notification_zis');
});

test('side conversations are actions of triggers and macros where their channel is on', async () => {
  const client = await open();
  const [group] = (await client.get('/groups')).many('groups');
  const ticket = ['Subject', '<p>Body</p>', `SupportAssignable:support_assignable/group/${group?.id}`, 'text/html'];
  expect(await trigger(client, 'side_conversation_ticket', ticket)).toBe(422);
  expect(await macro(client, 'side_conversation_ticket', ticket)).toBe(422);
  await client.control('PATCH', '/objects/settings/account', { side_conversations: { tickets_channel: true } });
  expect(await trigger(client, 'side_conversation_ticket', ticket)).toBe(201);
  expect(await macro(client, 'side_conversation_ticket', ticket)).toBe(200);
  expect(await macro(client, 'side_conversation', ['Subject', 'Body'])).toBe(422);
  const nowhere = ['Subject', 'Body', 'SupportAssignable:support_assignable/group/1', 'text/html'];
  expect(await trigger(client, 'side_conversation_ticket', nowhere)).toBe(422);
  expect(await offered(client)).toContain('side_conversation_ticket');
  const actions = (await client.get('/macros/actions')).many('actions').map((action) => action.field);
  expect(actions).toContain('side_conversation_ticket');
  expect(actions).not.toContain('side_conversation_slack');
});

test('texts are sent from numbers of the account, and without one there is no such action', async () => {
  const client = await open();
  expect((await client.get('/channels/voice/phone_numbers')).status).toBe(404);
  expect(await offered(client)).not.toContain('notification_sms_user');
  await client.control('POST', '/objects/phone_numbers', { number: '+15551230000', sms_enabled: true });
  const [number] = (await client.get('/channels/voice/phone_numbers')).many('phone_numbers');
  const id = String(number?.id);
  expect(await trigger(client, 'notification_sms_user', ['requester_id', id, 'Hello'])).toBe(201);
  expect(await trigger(client, 'notification_sms_user', ['requester_id', '7', 'Hello'])).toBe(422);
  expect(await trigger(client, 'notification_sms_group', ['nobody', id, 'Hello'])).toBe(422);
  const definitions = (await client.get('/triggers/definitions')).one('definitions');
  const text = objects(definitions.actions).find((action) => action.subject === 'notification_sms_user');
  expect(text?.metadata).toEqual({ phone_numbers: [{ value: number?.id, title: '+15551230000' }] });
});
