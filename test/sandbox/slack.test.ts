import { expect, test } from 'vitest';
import { object, objects, parseJson } from '../../src/sandbox/json.ts';
import type { Client } from './client.ts';
import { open } from './client.ts';

async function channel(client: Client, name: string) {
  const reply = await client.slack('conversations.list', { types: 'public_channel,private_channel' });
  return objects(reply.channels).find((row) => row.name === name) ?? {};
}

test('auth.test names the team, and the granted scopes stand in a header', async () => {
  const client = await open();
  const reply = await fetch(`${client.sandbox.slackUrl}/api/auth.test`, {
    headers: { authorization: 'Bearer xoxb-sandbox' },
  });
  expect(reply.headers.get('x-oauth-scopes')).toContain('channels:manage');
  expect(object(parseJson(await reply.text()))).toMatchObject({ ok: true, team_id: 'T0SANDBOX1', user: 'supportbot' });
});

test('failures are a 200 that says what is missing', async () => {
  const client = await open();
  expect(await client.slack('conversations.list', {}, 'wrong')).toEqual({ ok: false, error: 'invalid_auth' });
  expect(await client.slack('conversations.create', { name: 'x' }, 'xoxb-sandbox-noscope')).toMatchObject({
    ok: false,
    error: 'missing_scope',
    provided: 'users:read',
    needed: expect.stringContaining('channels:manage'),
  });
  expect((await client.slack('conversations.delete', { channel: 'C1' })).error).toBe('unknown_method');
  expect((await client.slack('conversations.info')).error).toBe('missing_argument');
});

test('archived channels are listed unless excluded, private ones only to members', async () => {
  const client = await open();
  const names = async (args: Record<string, string>) =>
    objects((await client.slack('conversations.list', args)).channels)
      .map((row) => row.name)
      .sort();
  expect(await names({})).toEqual(['general', 'old-incidents', 'support']);
  expect(await names({ exclude_archived: 'true' })).toEqual(['general', 'support']);
  expect(await names({ types: 'private_channel' })).toEqual(['leads-only']);
});

test('a page may be short, or empty, and not be the last', async () => {
  const client = await open();
  const seen: unknown[] = [];
  let cursor = '';
  let pages = 0;
  do {
    const reply = await client.slack('conversations.list', { limit: 1, exclude_archived: true, cursor });
    seen.push(...objects(reply.channels).map((row) => row.name));
    cursor = String(object(reply.response_metadata).next_cursor);
    pages += 1;
  } while (cursor !== '' && pages < 10);
  expect([pages, seen.length]).toEqual([3, 2]);
  expect((await client.slack('conversations.list', { limit: 1001 })).error).toBe('invalid_limit');
});

test('names are checked, and an archived channel keeps its own', async () => {
  const client = await open();
  const error = async (name: string) => (await client.slack('conversations.create', { name })).error;
  expect(await error('old-incidents')).toBe('name_taken');
  expect(await error('')).toBe('invalid_name_required');
  expect(await error('Loud')).toBe('invalid_name_specials');
  expect(await error('with space')).toBe('invalid_name_specials');
  expect(await error('---')).toBe('invalid_name_punctuation');
  expect(await error('x'.repeat(81))).toBe('invalid_name_maxlength');
});

test('a new channel has its maker as member, and takes topic and purpose, escaped on the way back', async () => {
  const client = await open();
  const id = String(object((await client.slack('conversations.create', { name: 'alerts' })).channel).id);
  expect(object((await client.slack('conversations.info', { channel: id })).channel)).toMatchObject({
    is_member: true,
  });
  const topic = await client.slack('conversations.setTopic', { channel: id, topic: 'Up & running' });
  expect(object(object(topic.channel).topic).value).toBe('Up &amp; running');
  expect((await client.slack('conversations.setPurpose', { channel: id, purpose: 'x'.repeat(251) })).error).toBe(
    'too_long',
  );
});

test('a bot that is not a member must join before it sets a topic', async () => {
  const client = await open();
  const { id } = await channel(client, 'support');
  const set = () => client.slack('conversations.setTopic', { channel: id ?? '', topic: 'T' });
  expect((await set()).error).toBe('not_in_channel');
  await client.slack('conversations.join', { channel: id ?? '' });
  expect((await set()).ok).toBe(true);
  expect(await client.slack('conversations.join', { channel: id ?? '' })).toMatchObject({
    ok: true,
    warning: 'already_in_channel',
  });
});

test('archive, unarchive and rename follow their rules', async () => {
  const client = await open();
  const general = await channel(client, 'general');
  expect((await client.slack('conversations.archive', { channel: general.id ?? '' })).error).toBe(
    'cant_archive_general',
  );
  const made = String(object((await client.slack('conversations.create', { name: 'alerts' })).channel).id);
  expect((await client.slack('conversations.unarchive', { channel: made })).error).toBe('not_archived');
  expect(await client.slack('conversations.archive', { channel: made })).toEqual({ ok: true });
  expect((await client.slack('conversations.archive', { channel: made })).error).toBe('already_archived');
  expect((await client.slack('conversations.unarchive', { channel: made })).error).toBe('not_in_channel');
  expect(await client.slack('conversations.unarchive', { channel: made }, 'xoxp-sandbox')).toEqual({
    ok: true,
  });
  await client.slack('conversations.join', { channel: made });
  expect((await client.slack('conversations.rename', { channel: made, name: 'general' })).error).toBe('name_taken');
  const renamed = await client.slack('conversations.rename', { channel: made, name: 'alarms' });
  expect(object(renamed.channel)).toMatchObject({ name: 'alarms', previous_names: ['alerts'] });
});

test('people are found by e-mail and invited once', async () => {
  const client = await open();
  const user = object((await client.slack('users.lookupByEmail', { email: 'Agent@acme.example' })).user);
  expect((await client.slack('users.lookupByEmail', { email: 'no@acme.example' })).error).toBe('users_not_found');
  const made = String(object((await client.slack('conversations.create', { name: 'alerts' })).channel).id);
  const invite = () => client.slack('conversations.invite', { channel: made, users: String(user.id) });
  expect((await invite()).ok).toBe(true);
  expect((await invite()).error).toBe('already_in_channel');
  expect((await client.slack('conversations.members', { channel: made })).members).toHaveLength(2);
});

test('JSON bodies serve the methods that write, not those that read', async () => {
  const client = await open();
  const post = async (method: string, body: Record<string, unknown>) => {
    const reply = await fetch(`${client.sandbox.slackUrl}/api/${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    });
    return object(parseJson(await reply.text()));
  };
  const made = object((await post('conversations.create', { name: 'alerts', is_private: true })).channel);
  expect(made.is_private).toBe(true);
  expect((await post('conversations.info', { channel: made.id })).error).toBe('missing_argument');
});

test('a method has its own limit, answered with 429', async () => {
  const client = await open({ rateLimit: 700 });
  const statuses: number[] = [];
  for (let index = 0; index < 21; index += 1) {
    const reply = await fetch(`${client.sandbox.slackUrl}/api/conversations.list`, {
      headers: { authorization: 'Bearer xoxb-sandbox' },
    });
    statuses.push(reply.status);
    if (reply.status === 429) expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});
