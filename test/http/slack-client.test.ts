import { afterEach, describe, expect, test } from 'vitest';
import { forgetSecrets, redact } from '../../src/http/redact.ts';
import { createSlackClient, type SlackClient } from '../../src/providers/slack/client.ts';
import { drop, json, startServer } from './server.ts';
import { errorOf, quickClock } from './support.ts';

afterEach(forgetSecrets);

function connect(url: string): SlackClient {
  return createSlackClient({
    env: { SUPPORTCTL_SLACK_URL: url, SLACK_BOT_TOKEN: 'xoxb-secret-1' },
    clock: quickClock(),
  });
}

test('a write is a POST with JSON and a read a GET with a query', async () => {
  const server = await startServer((_asked, response) => json(response, { ok: true, channel: { id: 'C1' } }));
  const slack = connect(server.url);
  const created = await slack.call('conversations.create', { name: 'alerts', is_private: false }, { write: true });
  expect(created.channel).toEqual({ id: 'C1' });
  await slack.call('conversations.info', { channel: 'C1', include_num_members: true }, { write: false });
  expect(server.asked[0]).toMatchObject({ method: 'POST', body: '{"name":"alerts","is_private":false}' });
  expect(server.asked[0]?.headers).toMatchObject({
    authorization: 'Bearer xoxb-secret-1',
    'x-supportctl-pid': `${process.pid}`,
  });
  expect(server.asked[1]?.url.href).toBe('http://localhost/api/conversations.info?channel=C1&include_num_members=true');
  expect(redact('xoxb-secret-1')).toBe('***');
});

describe('a refusal with status 200', () => {
  for (const [error, kind, outcome] of [
    ['invalid_auth', 'auth', 'refused'],
    ['not_authed', 'auth', 'refused'],
    ['channel_not_found', 'not_found', 'refused'],
    ['name_taken', 'conflict', 'refused'],
    ['unknown_method', 'no_endpoint', 'refused'],
    ['invalid_name', 'invalid', 'refused'],
    ['fatal_error', 'server', 'unknown'],
    ['request_timeout', 'timeout', 'unknown'],
  ] as const) {
    test(`${error} is ${kind} and ${outcome}`, async () => {
      const server = await startServer((_asked, response) => json(response, { ok: false, error }));
      const failed = await errorOf(connect(server.url).call('conversations.create', {}, { write: true }));
      expect(failed).toMatchObject({
        kind,
        outcome,
        system: 'slack',
        status: 200,
        fields: [{ path: '', code: error }],
      });
      expect(server.asked).toHaveLength(1);
    });
  }

  test('a missing scope is named', async () => {
    const body = { ok: false, error: 'missing_scope', needed: 'channels:manage', provided: 'chat:write' };
    const server = await startServer((_asked, response) => json(response, body));
    const error = await errorOf(connect(server.url).call('conversations.create', {}, { write: true }));
    expect(error.kind).toBe('forbidden');
    expect(error.message).toContain('needs the scope channels:manage; the token has chat:write');
  });

  test('messages about the arguments are kept', async () => {
    const body = {
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] name is required'] },
    };
    const server = await startServer((_asked, response) => json(response, body));
    const error = await errorOf(connect(server.url).call('conversations.create', {}, { write: true }));
    expect(error.message).toBe('Slack\'s conversations.create says "invalid_arguments": [ERROR] name is required.');
  });

  test('a read that failed inside Slack is repeated', async () => {
    const server = await startServer((_asked, response, number) =>
      json(response, number === 1 ? { ok: false, error: 'internal_error' } : { ok: true }),
    );
    await connect(server.url).call('team.info', {}, { write: false });
    expect(server.asked).toHaveLength(2);
  });
});

test('a write is repeated after 429 and not after a lost reply', async () => {
  const server = await startServer((_asked, response, number) => {
    if (number === 1) json(response, { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });
    else drop(response);
  });
  const error = await errorOf(connect(server.url).call('chat.postMessage', { text: 'x' }, { write: true }));
  expect(error).toMatchObject({ kind: 'network', outcome: 'unknown' });
  expect(server.asked).toHaveLength(2);
});

test('a reply that is not from Slack is an error', async () => {
  const server = await startServer((_asked, response) => json(response, { hello: 1 }));
  expect(await errorOf(connect(server.url).call('team.info', {}, { write: false }))).toMatchObject({
    kind: 'bad_reply',
  });
});

test('lists follow their cursors to the end', async () => {
  const server = await startServer((asked, response) => {
    const cursor = asked.url.searchParams.get('cursor');
    const next = cursor === null ? 'dGVhbTpDMDYx=' : '';
    const channels = [{ id: cursor === null ? 'C1' : 'C2' }];
    json(response, { ok: true, channels, response_metadata: { next_cursor: next } });
  });
  const found = await connect(server.url).list('conversations.list', 'channels', { exclude_archived: false });
  expect(found).toEqual([{ id: 'C1' }, { id: 'C2' }]);
  expect(server.asked[1]?.url.searchParams.get('cursor')).toBe('dGVhbTpDMDYx=');
  expect(server.asked[0]?.url.searchParams.get('exclude_archived')).toBe('false');
});

test('whoami tells the workspace and the scopes', async () => {
  const server = await startServer((_asked, response) =>
    json(response, { ok: true, team_id: 'T1', team: 'Acme', user_id: 'U1', user: 'bot' }, 200, {
      'x-oauth-scopes': 'chat:write, channels:read',
    }),
  );
  expect(await connect(server.url).whoami()).toEqual({
    teamId: 'T1',
    team: 'Acme',
    userId: 'U1',
    user: 'bot',
    scopes: ['chat:write', 'channels:read'],
  });
});

test('without a token the variable is named', () => {
  expect(() => createSlackClient({ env: {} })).toThrow(/SLACK_BOT_TOKEN/);
  expect(() => createSlackClient({ env: { SLACK_BOT_TOKEN: 'x', SUPPORTCTL_SLACK_URL: 'http://slack.com' } })).toThrow(
    /in the clear/,
  );
});
