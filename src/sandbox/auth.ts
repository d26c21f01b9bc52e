/** Who calls: fixed test credentials, tokens the sandbox issued, and what their scopes allow. */

import { ApiError } from './errors.ts';
import { nextSecret } from './ids.ts';
import type { Attributes, Row } from './json.ts';
import { number, text } from './json.ts';
import type { Actor, Reply, Route } from './router.ts';
import { created } from './router.ts';
import type { Store } from './store.ts';
import { drop, find, insert, nowMs, rows } from './store.ts';

/** Made for tests; they open nothing but a sandbox on this machine. */
const FIXED: Readonly<Record<string, { readonly mailbox: string; readonly scopes: readonly string[] }>> = {
  'sandbox-token': { mailbox: 'owner', scopes: ['read', 'write'] },
  'sandbox-read-token': { mailbox: 'owner', scopes: ['read'] },
  'sandbox-agent-token': { mailbox: 'agent', scopes: ['read', 'write'] },
};
const CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };
const API_TOKEN = 'sandbox-api-token';

/** developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/#scopes */
const RESOURCES =
  'any_channel apps auditlogs automations brands business_hours channels custom_objects hc incremental_exports ' +
  'macros organizations requests satisfaction_ratings search security slas support_addresses targets themes ' +
  'ticket_fields ticket_forms tickets triggers users views web_widget webhooks zis';
const KNOWN = new Set([
  'read',
  'write',
  'impersonate',
  ...RESOURCES.split(' ').flatMap((name) => [`${name}:read`, `${name}:write`]),
]);

export type Identified = { readonly actor: Actor } | { readonly failure: 'missing' | 'wrong' | 'expired' };

export function identify(store: Store, subdomain: string, header: string | undefined): Identified {
  if (header === undefined) return { failure: 'missing' };
  const bearer = /^Bearer\s+(.+)$/i.exec(header)?.[1];
  if (bearer !== undefined) return byToken(store, subdomain, bearer.trim());
  const basic = /^Basic\s+(.+)$/i.exec(header)?.[1];
  return basic === undefined ? { failure: 'wrong' } : byApiToken(store, Buffer.from(basic, 'base64').toString('utf8'));
}

function byToken(store: Store, subdomain: string, token: string): Identified {
  const fixed = FIXED[token];
  if (fixed) {
    const user = userByEmail(store, `${fixed.mailbox}@${subdomain}.example`);
    return { actor: { user, scopes: fixed.scopes } };
  }
  const row = find(store, 'oauth_tokens', token);
  if (row?.use !== 'access') return { failure: 'expired' };
  const expires = row.expires_ms;
  if (typeof expires === 'number' && nowMs(store) >= expires) return { failure: 'expired' };
  return { actor: { user: find(store, 'users', number(row.user_id)), scopes: text(row.scope).split(' ') } };
}

function byApiToken(store: Store, pair: string): Identified {
  const [login, token] = [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)];
  if (token !== API_TOKEN || !login.endsWith('/token')) return { failure: 'wrong' };
  const user = userByEmail(store, login.slice(0, -'/token'.length));
  return user ? { actor: { user, scopes: undefined } } : { failure: 'wrong' };
}

function userByEmail(store: Store, email: string): Row | undefined {
  for (const user of rows(store, 'users')) if (text(user.email).toLowerCase() === email.toLowerCase()) return user;
  return undefined;
}

export function unauthenticated(failure: 'missing' | 'wrong' | 'expired'): ApiError {
  if (failure !== 'expired') return new ApiError(401, { error: "Couldn't authenticate you" });
  return new ApiError(401, {
    error: 'invalid_token',
    error_description: 'The access token provided is expired, revoked, malformed or invalid for other reasons.',
  });
}

/** The scope that is missing for a route, if any. A token with a scope nobody knows is good for nothing. */
export function missing(actor: Actor, route: Route): string | undefined {
  const needed = route.method === 'GET' ? 'read' : 'write';
  if (actor.scopes === undefined) return undefined;
  if (actor.scopes.some((scope) => !KNOWN.has(scope))) return needed;
  return actor.scopes.some((scope) => scope === needed || scope === `${route.scope}:${needed}`) ? undefined : needed;
}

/** developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/ */
export function grant(store: Store, subdomain: string, body: Attributes): Reply {
  const type = text(body.grant_type);
  if (text(body.client_id) !== CLIENT.id || text(body.client_secret) !== CLIENT.secret) {
    throw oauthError(401, 'invalid_client', 'Client authentication failed due to unknown client or wrong secret.');
  }
  const lifetime = body.expires_in === undefined || body.expires_in === null ? undefined : number(body.expires_in);
  if (lifetime !== undefined && (lifetime < 300 || lifetime > 172_800)) {
    throw oauthError(400, 'invalid_request', 'expires_in must be between 300 and 172800 seconds.');
  }
  if (type === 'client_credentials') return issue(store, subdomain, text(body.scope, 'read'), lifetime);
  if (type !== 'refresh_token') {
    throw oauthError(400, 'unsupported_grant_type', 'The grant type is not supported by this server.');
  }
  const row = find(store, 'oauth_tokens', text(body.refresh_token));
  if (row?.use !== 'refresh') {
    throw oauthError(400, 'invalid_grant', 'The refresh token is invalid, expired, revoked or was used before.');
  }
  // A refresh token works once; the pair it belonged to ends with it.
  drop(store, 'oauth_tokens', row.id);
  drop(store, 'oauth_tokens', text(row.pair));
  return issue(store, subdomain, text(body.scope, text(row.scope)), lifetime);
}

function issue(store: Store, subdomain: string, scope: string, lifetime: number | undefined): Reply {
  const user = userByEmail(store, `owner@${subdomain}.example`);
  const [access, refresh] = [nextSecret(store), nextSecret(store)];
  const expires = lifetime === undefined ? null : nowMs(store) + lifetime * 1000;
  const owner = { user_id: user?.id ?? null, scope };
  insert(store, 'oauth_tokens', access, { ...owner, use: 'access', pair: refresh, expires_ms: expires });
  insert(store, 'oauth_tokens', refresh, { ...owner, use: 'refresh', pair: access, expires_ms: null });
  return created({
    access_token: access,
    refresh_token: refresh,
    token_type: 'bearer',
    scope,
    expires_in: lifetime ?? null,
    refresh_token_expires_in: 2_592_000,
  });
}

function oauthError(status: number, error: string, description: string): ApiError {
  return new ApiError(status, { error, error_description: description });
}

export function isAdmin(actor: Actor): boolean {
  return actor.user?.role === 'admin';
}

export function isStaff(actor: Actor): boolean {
  return actor.user !== undefined && actor.user.role !== 'end-user';
}
