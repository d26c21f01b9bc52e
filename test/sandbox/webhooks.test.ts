import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { object } from '../../src/sandbox/json.ts';
import { make, open } from './client.ts';

function body(more: Attributes = {}): Attributes {
  return {
    name: 'Alarm',
    endpoint: 'https://alarm.example/hook',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    subscriptions: ['conditional_ticket_events'],
    custom_headers: { 'X-Team': 'support', 'X-Env': 'test' },
    authentication: { type: 'bearer_token', add_position: 'header', data: { token: 'hush' } },
    ...more,
  };
}

test('a webhook never shows its secrets', async () => {
  const client = await open();
  const hook = await make(client, '/webhooks', 'webhook', body());
  expect(hook.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(hook.authentication).toEqual({ type: 'bearer_token', add_position: 'header' });
  const [state, log] = [client.sandbox.control.state(), client.sandbox.control.log()];
  expect(JSON.stringify([state, log, (await client.get('/webhooks')).body])).not.toContain('hush');
});

test('PATCH merges and removes a header only by null; PUT replaces everything', async () => {
  const client = await open();
  const hook = await make(client, '/webhooks', 'webhook', body());
  const path = `/webhooks/${hook.id}`;
  const patched = await client.send('PATCH', path, { webhook: { name: 'Bell', custom_headers: { 'X-Env': null } } });
  expect(patched.status).toBe(204);
  const merged = (await client.get(path)).one('webhook');
  expect(merged).toMatchObject({ name: 'Bell', endpoint: hook.endpoint, custom_headers: { 'X-Team': 'support' } });
  expect(merged.authentication).toEqual(hook.authentication);
  const { authentication, custom_headers, ...rest } = body({ name: 'Gong' });
  expect((await client.send('PUT', path, { webhook: rest })).status).toBe(204);
  const replaced = (await client.get(path)).one('webhook');
  expect(replaced.name).toBe('Gong');
  expect(replaced.authentication).toBeUndefined();
  expect(replaced.custom_headers).toBeUndefined();
  expect((await client.send('PUT', path, { webhook: { name: 'Half' } })).status).toBe(400);
});

test('the connection method cannot change, and events need POST and JSON', async () => {
  const client = await open();
  const hook = await make(client, '/webhooks', 'webhook', body());
  const events = { subscriptions: ['zen:event-type:user.created'] };
  expect((await client.send('PATCH', `/webhooks/${hook.id}`, { webhook: events })).status).toBe(400);
  const wrong = body({ ...events, http_method: 'GET' });
  expect((await client.send('POST', '/webhooks', { webhook: wrong })).status).toBe(400);
});

test('names may repeat, missing members and malformed addresses may not', async () => {
  const client = await open();
  const first = await make(client, '/webhooks', 'webhook', body());
  expect((await make(client, '/webhooks', 'webhook', body())).id).not.toBe(first.id);
  for (const bad of [{ name: '' }, { endpoint: 'nowhere' }, { http_method: 'FETCH' }, { status: 'sleeping' }]) {
    expect((await client.send('POST', '/webhooks', { webhook: body(bad) })).status).toBe(400);
  }
});

test('a webhook that a trigger uses cannot be deleted', async () => {
  const client = await open();
  const hook = await make(client, '/webhooks', 'webhook', body());
  const trigger = await make(client, '/triggers', 'trigger', {
    title: 'Ring',
    category_id: '30401112000002',
    actions: [{ field: 'notification_webhook', value: [hook.id ?? '', '{}'] }],
  });
  expect((await client.send('DELETE', `/webhooks/${hook.id}`)).status).toBe(409);
  await client.send('DELETE', `/triggers/${trigger.id}`);
  expect((await client.send('DELETE', `/webhooks/${hook.id}`)).status).toBe(204);
});

test('a trial account has ten webhooks at most', async () => {
  const client = await open({ profile: 'trial' });
  for (let index = 0; index < 10; index += 1) await make(client, '/webhooks', 'webhook', body());
  expect((await client.send('POST', '/webhooks', { webhook: body() })).status).toBe(403);
});

test('resetting the signing secret gives another one', async () => {
  const client = await open();
  const hook = await make(client, '/webhooks', 'webhook', body());
  const path = `/webhooks/${hook.id}/signing_secret`;
  const before = object((await client.get(path)).body.signing_secret).secret;
  await client.send('POST', path);
  expect(object((await client.get(path)).body.signing_secret).secret).not.toBe(before);
});
