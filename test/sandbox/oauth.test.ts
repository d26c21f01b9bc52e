import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Attributes } from '../../src/sandbox/json.ts';
import { decide } from '../kit/person.ts';
import { type Client, open } from './client.ts';

const VERIFIER = 'a-verifier-that-is-long-enough-to-be-a-verifier-x';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const REDIRECT = 'http://127.0.0.1:8976/callback';

function addressOf(client: Client, more: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: 'sandbox-public',
    redirect_uri: REDIRECT,
    scope: 'read write',
    state: 'xyz',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  });
  return `${client.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/oauth/authorizations/new?${asked}`;
}

async function codeOf(client: Client, allow = 'owner'): Promise<string> {
  const target = new URL(await decide(addressOf(client), { allow }));
  expect(target.searchParams.get('state')).toBe('xyz');
  return target.searchParams.get('code') ?? '';
}

function exchange(client: Client, code: string, more: Attributes = {}) {
  const body = { grant_type: 'authorization_code', client_id: 'sandbox-public', code, redirect_uri: REDIRECT };
  return client.send('POST', '/oauth/tokens', { ...body, code_verifier: VERIFIER, ...more });
}

test('a code is exchanged once for a token of whoever allowed it, which expires', async () => {
  const client = await open();
  const code = await codeOf(client, 'agent');
  const granted = await exchange(client, code);
  expect(granted.body).toMatchObject({ scope: 'read write', expires_in: 1800, refresh_token_expires_in: 2_592_000 });
  const token = client.as(String(granted.body.access_token));
  expect((await token.get('/users/me')).one('user').email).toBe('agent@acme.example');
  expect((await exchange(client, code)).body.error).toBe('invalid_grant');
  client.sandbox.control.advance(1_801_000);
  expect((await token.get('/groups')).status).toBe(401);
});

test.each([
  { says: 'a wrong verifier', more: { code_verifier: 'another' } },
  { says: 'no verifier', more: { code_verifier: '' } },
  { says: 'another redirect URI', more: { redirect_uri: 'http://127.0.0.1:1/callback' } },
  { says: 'another client', more: { client_id: 'sandbox-client' } },
])('a code is refused with $says', async ({ more }) => {
  const client = await open();
  expect((await exchange(client, await codeOf(client), more)).body.access_token).toBeUndefined();
});

test('a code is good for two minutes', async () => {
  const client = await open();
  const code = await codeOf(client);
  client.sandbox.control.advance(121_000);
  expect((await exchange(client, code)).body.error).toBe('invalid_grant');
});

test('a person may refuse, and is told where nobody can be sent back', async () => {
  const client = await open();
  expect(await decide(addressOf(client), { deny: '1' })).toContain('error=access_denied');
  expect(await decide(addressOf(client, { code_challenge: '' }), { allow: 'owner' })).toContain('invalid_request');
  expect(await decide(addressOf(client, { client_id: 'nobody' }), { allow: 'owner' })).toContain('No such client');
  const elsewhere = addressOf(client, { redirect_uri: 'https://elsewhere.example/' });
  expect(await decide(elsewhere, { allow: 'owner' })).toContain('not registered');
});

test('a refresh token of a public client works once, without a secret, and ends its pair', async () => {
  const client = await open();
  const first = (await exchange(client, await codeOf(client))).body;
  const body = {
    grant_type: 'refresh_token',
    client_id: 'sandbox-public',
    refresh_token: String(first.refresh_token),
  };
  const second = (await client.send('POST', '/oauth/tokens', body)).body;
  expect((await client.as(String(first.access_token)).get('/groups')).status).toBe(401);
  expect((await client.send('POST', '/oauth/tokens', body)).body.error).toBe('invalid_grant');
  // A used one that comes again ends nothing of the new pair.
  expect((await client.as(String(second.access_token)).get('/groups')).status).toBe(200);
  const other = { ...body, client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
  const stolen = await client.send('POST', '/oauth/tokens', { ...other, refresh_token: String(second.refresh_token) });
  expect(stolen.body.error).toBe('invalid_grant');
  client.sandbox.control.advance(2_592_001_000);
  const late = { ...body, refresh_token: String(second.refresh_token) };
  expect((await client.send('POST', '/oauth/tokens', late)).body.error).toBe('invalid_grant');
});

test('the current token shows its scopes and its first characters, and is revoked by its id with its refresh token', async () => {
  const client = await open();
  const granted = (await exchange(client, await codeOf(client))).body;
  const token = client.as(String(granted.access_token));
  const shown = (await token.get('/oauth/tokens/current')).one('token');
  expect(shown).toMatchObject({ scopes: ['read', 'write'], token: String(granted.access_token).slice(0, 10) });
  expect((await client.as('sandbox-read-token').send('DELETE', '/oauth/tokens/current')).status).toBe(403);
  expect((await token.send('DELETE', `/oauth/tokens/${shown.id}`)).status).toBe(204);
  expect((await token.get('/groups')).status).toBe(401);
  const body = { grant_type: 'refresh_token', client_id: 'sandbox-public' };
  const again = await client.send('POST', '/oauth/tokens', { ...body, refresh_token: String(granted.refresh_token) });
  expect(again.body.error).toBe('invalid_grant');
});

test('a public client has no name of its own to act in', async () => {
  const client = await open();
  const answer = await client.send('POST', '/oauth/tokens', {
    grant_type: 'client_credentials',
    client_id: 'sandbox-public',
    scope: 'read',
  });
  expect(answer.body.error).toBe('unauthorized_client');
});

test('no secret of a sign-in stands in the log', async () => {
  const client = await open();
  const granted = (await exchange(client, await codeOf(client))).body;
  const log = JSON.stringify(client.sandbox.control.log());
  for (const secret of [VERIFIER, String(granted.access_token), String(granted.refresh_token)]) {
    expect(log).not.toContain(secret);
  }
});

test('replies carry the time of the sandbox', async () => {
  const client = await open();
  client.sandbox.control.advance(3_600_000);
  const date = Date.parse((await client.get('/users/me')).headers.get('date') ?? '');
  expect(Math.round((date - Date.now()) / 600_000)).toBe(6);
});
