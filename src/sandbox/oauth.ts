/** Where tokens come from: the page on which a person allows a client in, the exchange of codes, and the grants. */

import { createHash } from 'node:crypto';
import { userByEmail } from './auth.ts';
import { ApiError, invalidEndpoint } from './errors.ts';
import { nextNumber, nextSecret } from './ids.ts';
import type { Attributes, Row } from './json.ts';
import { list, number, text } from './json.ts';
import type { Reply } from './router.ts';
import { created } from './router.ts';
import type { Incoming } from './server.ts';
import type { Store } from './store.ts';
import { drop, find, insert, nowMs } from './store.ts';
import type { World } from './world.ts';

interface Client {
  readonly id: string;
  /** Public clients have none and must use PKCE. */
  readonly secret: string | undefined;
  readonly redirects: readonly string[];
}

/** Made for tests; they open nothing but a sandbox on this machine. */
const FIXED: readonly Client[] = [
  { id: 'sandbox-client', secret: 'sandbox-secret', redirects: [] },
  { id: 'sandbox-public', secret: undefined, redirects: ['http://127.0.0.1:8976/callback'] },
];

/** "The code is valid for only 120 seconds." */
const CODE_MS = 120_000;
/** Clients made since 2026-04-30 get these lifetimes where they ask for none: support.zendesk.com/hc/en-us/articles/9182123625370 */
const ACCESS_SECONDS = 1_800;
const REFRESH_SECONDS = 2_592_000;

/** Everything below `/oauth/`: developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/ */
export function oauth(world: World, incoming: Incoming): Reply {
  switch (`${incoming.method} ${incoming.path}`) {
    case 'GET /oauth/authorizations/new':
      return page(world, Object.fromEntries(incoming.query));
    case 'POST /oauth/authorizations':
      return decide(world, incoming.body);
    case 'POST /oauth/tokens':
      return grant(world, incoming.body);
    default:
      throw invalidEndpoint();
  }
}

/** Registers a public client, as an admin would in the admin pages. */
export function addClient(store: Store, id: string, redirects: readonly string[]): void {
  insert(store, 'oauth_clients', id, { redirects: [...redirects] });
}

function clientNamed(store: Store, id: string): Client | undefined {
  const row = find(store, 'oauth_clients', id);
  if (row) return { id, secret: undefined, redirects: list(row.redirects).map((uri) => text(uri)) };
  return FIXED.find((client) => client.id === id);
}

const ASKED = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
];

/** Whoever sits at a sandbox may be anybody: the page asks as whom, which the platform knows from its own sign-in. */
function page(world: World, asked: Attributes): Reply {
  const problem = unanswerable(world, asked);
  if (problem !== undefined) return html(400, `<h1>Invalid Authorization Request</h1><p>${escaped(problem)}</p>`);
  const kept = ASKED.flatMap((name) => {
    const value = text(asked[name]);
    return value === '' ? [] : `<input type="hidden" name="${name}" value="${escaped(value)}">`;
  });
  const buttons = ['owner', 'agent'].map(
    (mailbox) => `<button name="allow" value="${mailbox}">Allow as ${mailbox}@${world.subdomain}.example</button>`,
  );
  const who = escaped(text(asked.client_id));
  return html(
    200,
    `<h1>Authorize ${who}</h1><p>It asks for: ${escaped(text(asked.scope))}</p><form method="post" action="../authorizations">${kept.join('')}${buttons.join('')}<button name="deny" value="1">Deny</button></form>`,
  );
}

/** Where nobody can be sent back safely, the person is told. [general knowledge: the wording] */
function unanswerable(world: World, asked: Attributes): string | undefined {
  const client = clientNamed(world.store, text(asked.client_id));
  if (!client) return 'No such client';
  return client.redirects.includes(text(asked.redirect_uri)) ? undefined : 'The redirect URI is not registered';
}

/** support.zendesk.com/hc/en-us/articles/4408845965210, steps 1 and 2; developer.zendesk.com/documentation/api-basics/authentication/oauth-pkce */
function decide(world: World, asked: Attributes): Reply {
  const problem = unanswerable(world, asked);
  if (problem !== undefined) return html(400, `<h1>Invalid Authorization Request</h1><p>${escaped(problem)}</p>`);
  if (text(asked.response_type) !== 'code') return back(asked, { error: 'unsupported_response_type' });
  const challenge = text(asked.code_challenge);
  const client = clientNamed(world.store, text(asked.client_id));
  if (challenge === '' && client?.secret === undefined) {
    return back(asked, { error: 'invalid_request', error_description: 'A public client must use PKCE.' });
  }
  const user = userByEmail(world.store, `${text(asked.allow)}@${world.subdomain}.example`);
  if (text(asked.deny) !== '' || !user) {
    return back(asked, {
      error: 'access_denied',
      error_description: 'The end-user or authorization server denied the request.',
    });
  }
  const code = nextSecret(world.store);
  insert(world.store, 'oauth_codes', code, {
    client_id: text(asked.client_id),
    redirect_uri: text(asked.redirect_uri),
    scope: text(asked.scope),
    challenge,
    method: text(asked.code_challenge_method, 'plain'),
    user_id: user.id,
    until_ms: nowMs(world.store) + CODE_MS,
  });
  return back(asked, { code });
}

function back(asked: Attributes, answer: Readonly<Record<string, string>>): Reply {
  const target = new URL(text(asked.redirect_uri));
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (text(asked.state) !== '') target.searchParams.set('state', text(asked.state));
  return { status: 302, headers: { location: target.href } };
}

function grant(world: World, body: Attributes): Reply {
  const { store } = world;
  const client = clientNamed(store, text(body.client_id));
  const type = text(body.grant_type);
  const proved = client?.secret === undefined || text(body.client_secret) === client.secret;
  // With PKCE a confidential client needs no secret; to act in its own name it does.
  const byCode = type === 'authorization_code' && text(body.code_verifier) !== '';
  if (!client || (!proved && !byCode)) {
    throw oauthError(401, 'invalid_client', 'Client authentication failed due to unknown client or wrong secret.');
  }
  const life = lifetimes(body);
  switch (type) {
    case 'client_credentials': {
      if (client.secret === undefined) throw unauthorized();
      const owner = userByEmail(store, `owner@${world.subdomain}.example`);
      return issue(store, client.id, owner?.id ?? null, text(body.scope, 'read'), life);
    }
    case 'authorization_code':
      return exchange(store, client, body, life);
    case 'refresh_token':
      return refresh(store, client, body, life);
    default:
      throw oauthError(400, 'unsupported_grant_type', 'The grant type is not supported by this server.');
  }
}

interface Lifetimes {
  readonly access: number;
  readonly refresh: number;
}

function lifetimes(body: Attributes): Lifetimes {
  const access = number(body.expires_in, ACCESS_SECONDS);
  const refreshing = number(body.refresh_token_expires_in, REFRESH_SECONDS);
  if (access < 300 || access > 172_800) {
    throw oauthError(400, 'invalid_request', 'expires_in must be between 300 and 172800 seconds.');
  }
  if (refreshing < 604_800 || refreshing > 7_776_000) {
    throw oauthError(400, 'invalid_request', 'refresh_token_expires_in must be between 604800 and 7776000 seconds.');
  }
  return { access, refresh: refreshing };
}

function exchange(store: Store, client: Client, body: Attributes, life: Lifetimes): Reply {
  const row = find(store, 'oauth_codes', text(body.code));
  if (!row || row.client_id !== client.id || nowMs(store) >= number(row.until_ms)) throw invalidGrant('code');
  // A code works once, whatever comes of it.
  drop(store, 'oauth_codes', row.id);
  if (text(row.redirect_uri) !== text(body.redirect_uri)) throw invalidGrant('code');
  if (text(row.challenge) !== '' && !verifies(row, text(body.code_verifier))) throw invalidGrant('code');
  return issue(store, client.id, number(row.user_id), text(row.scope), life);
}

function verifies(row: Row, verifier: string): boolean {
  const shown = row.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return shown === row.challenge;
}

/** "A successful request will also return a refresh token and delete the previous access and refresh tokens." */
function refresh(store: Store, client: Client, body: Attributes, life: Lifetimes): Reply {
  const row = find(store, 'oauth_tokens', text(body.refresh_token));
  if (row?.use !== 'refresh' || row.client_id !== client.id || nowMs(store) >= number(row.expires_ms)) {
    throw invalidGrant('refresh token');
  }
  drop(store, 'oauth_tokens', row.id);
  drop(store, 'oauth_tokens', text(row.pair));
  return issue(store, client.id, number(row.user_id), text(body.scope, text(row.scope)), life);
}

function issue(store: Store, client: string, userId: string | number | null, scope: string, life: Lifetimes): Reply {
  const [access, refreshing] = [nextSecret(store), nextSecret(store)];
  const owner = { user_id: userId, client_id: client, scope, token_id: nextNumber(store) };
  const until = (seconds: number) => nowMs(store) + seconds * 1000;
  insert(store, 'oauth_tokens', access, {
    ...owner,
    use: 'access',
    pair: refreshing,
    expires_ms: until(life.access),
  });
  insert(store, 'oauth_tokens', refreshing, {
    ...owner,
    use: 'refresh',
    pair: access,
    expires_ms: until(life.refresh),
  });
  return created({
    access_token: access,
    refresh_token: refreshing,
    token_type: 'bearer',
    scope,
    expires_in: life.access,
    refresh_token_expires_in: life.refresh,
  });
}

function invalidGrant(what: string): ApiError {
  return oauthError(400, 'invalid_grant', `The ${what} is invalid, expired, revoked or was used before.`);
}

function unauthorized(): ApiError {
  return oauthError(400, 'unauthorized_client', 'Only a confidential client may act in its own name.');
}

function oauthError(status: number, error: string, description: string): ApiError {
  return new ApiError(status, { error, error_description: description });
}

function html(status: number, body: string): Reply {
  return {
    status,
    text: `<!DOCTYPE html><html><head><title>Zendesk</title></head><body>${body}</body></html>`,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
