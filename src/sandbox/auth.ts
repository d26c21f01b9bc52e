/** Who calls: fixed test credentials, tokens the sandbox issued, and what their scopes allow. */

import { ApiError } from './errors.ts';
import type { Row } from './json.ts';
import { flag, number, text } from './json.ts';
import type { Actor, Route } from './router.ts';
import type { Store } from './store.ts';
import { find, nowMs, rows } from './store.ts';

/** Made for tests; they open nothing but a sandbox on this machine. */
const FIXED: Readonly<Record<string, { readonly mailbox: string; readonly scopes: readonly string[] }>> = {
  'sandbox-token': { mailbox: 'owner', scopes: ['read', 'write'] },
  'sandbox-read-token': { mailbox: 'owner', scopes: ['read'] },
  'sandbox-agent-token': { mailbox: 'agent', scopes: ['read', 'write'] },
};
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
    return { actor: { user, scopes: fixed.scopes, token } };
  }
  const row = find(store, 'oauth_tokens', token);
  if (row?.use !== 'access') return { failure: 'expired' };
  const expires = row.expires_ms;
  if (typeof expires === 'number' && nowMs(store) >= expires) return { failure: 'expired' };
  return { actor: { user: find(store, 'users', number(row.user_id)), scopes: text(row.scope).split(' '), token } };
}

function byApiToken(store: Store, pair: string): Identified {
  const [login, token] = [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)];
  if (token !== API_TOKEN || !login.endsWith('/token')) return { failure: 'wrong' };
  const user = userByEmail(store, login.slice(0, -'/token'.length));
  return user ? { actor: { user, scopes: undefined } } : { failure: 'wrong' };
}

export function userByEmail(store: Store, email: string): Row | undefined {
  for (const user of rows(store, 'users')) {
    if (flag(user.active, true) && text(user.email).toLowerCase() === email.toLowerCase()) return user;
  }
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

export function isAdmin(actor: Actor): boolean {
  return actor.user?.role === 'admin';
}

export function isStaff(actor: Actor): boolean {
  return actor.user !== undefined && actor.user.role !== 'end-user';
}
