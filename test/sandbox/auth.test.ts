import { expect, test } from 'vitest';
import { open } from './client.ts';

const BASIC = (login: string, token: string) => `Basic ${Buffer.from(`${login}:${token}`).toString('base64')}`;

test('a wrong token is refused, and so is none at all', async () => {
  const client = await open();
  expect((await client.as('wrong').get('/groups')).status).toBe(401);
  const none = await client.as(undefined).get('/groups');
  expect([none.status, none.body.error]).toEqual([401, "Couldn't authenticate you"]);
});

test('users/me shows an anonymous user instead of refusing', async () => {
  const client = await open();
  for (const token of [undefined, 'wrong']) {
    const answer = await client.as(token).get('/users/me');
    expect([answer.status, answer.one('user').id, answer.one('user').name]).toEqual([200, null, 'Anonymous user']);
  }
  expect((await client.get('/users/me.json')).one('user')).toMatchObject({
    role: 'admin',
    email: 'owner@acme.example',
  });
});

test('an API token signs in with the e-mail of a user', async () => {
  const client = await open();
  const owner = client.as(BASIC('owner@acme.example/token', 'sandbox-api-token'));
  expect((await owner.get('/groups')).status).toBe(200);
  expect((await client.as(BASIC('nobody@acme.example/token', 'sandbox-api-token')).get('/groups')).status).toBe(401);
});

test('a read-only token reads but does not write, and an agent writes no configuration', async () => {
  const client = await open();
  const body = { group: { name: 'New' } };
  for (const token of ['sandbox-read-token', 'sandbox-agent-token']) {
    expect((await client.as(token).get('/groups')).status).toBe(200);
    expect((await client.as(token).send('POST', '/groups', body)).status).toBe(403);
  }
});

const CLIENT = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };

test('client credentials give a token that works until it expires', async () => {
  const client = await open();
  const granted = await client.send('POST', '/oauth/tokens', {
    ...CLIENT,
    grant_type: 'client_credentials',
    scope: 'read',
    expires_in: 300,
  });
  expect(granted.body).toMatchObject({ token_type: 'bearer', scope: 'read', expires_in: 300 });
  const token = String(granted.body.access_token);
  expect((await client.as(token).get('/groups')).status).toBe(200);
  client.sandbox.control.advance(301_000);
  expect((await client.as(token).get('/groups')).status).toBe(401);
});

test('an unknown scope still gives a token, and that token is forbidden everything', async () => {
  const client = await open();
  const granted = await client.send('POST', '/oauth/tokens', {
    ...CLIENT,
    grant_type: 'client_credentials',
    scope: 'read flights:read',
  });
  expect(granted.body.access_token).toBeTypeOf('string');
  expect((await client.as(String(granted.body.access_token)).get('/groups')).status).toBe(403);
});

test('a scope of one resource opens that resource only', async () => {
  const client = await open({ tokens: { narrow: { scopes: ['triggers:read'] } } });
  expect((await client.as('narrow').get('/triggers')).status).toBe(200);
  expect((await client.as('narrow').get('/webhooks')).status).toBe(403);
});

test('a refresh token works once and ends the pair it belonged to', async () => {
  const client = await open();
  const first = await client.send('POST', '/oauth/tokens', {
    ...CLIENT,
    grant_type: 'client_credentials',
    scope: 'read',
  });
  const refresh = { ...CLIENT, grant_type: 'refresh_token', refresh_token: first.body.refresh_token ?? '' };
  const second = await client.send('POST', '/oauth/tokens', refresh);
  expect(second.status).toBe(201);
  expect((await client.as(String(first.body.access_token)).get('/groups')).status).toBe(401);
  expect((await client.as(String(second.body.access_token)).get('/groups')).status).toBe(200);
  expect((await client.send('POST', '/oauth/tokens', refresh)).status).toBe(400);
});

test('wrong client credentials get no token', async () => {
  const client = await open();
  const body = { grant_type: 'client_credentials', client_id: 'sandbox-client', client_secret: 'wrong' };
  expect((await client.send('POST', '/oauth/tokens', body)).status).toBe(401);
});

test('a subdomain that nobody has is no help desk', async () => {
  const client = await open();
  const answer = await client.at('somebody-else').get('/groups');
  expect([answer.status, answer.one('error').title]).toEqual([404, 'No help desk at somebody-else.zendesk.com']);
});
