/** The token that a request is signed with, shown and revoked: developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/ */

import { notFound } from '../errors.ts';
import type { Row } from '../json.ts';
import { number, text } from '../json.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok, param } from '../router.ts';
import { drop, filter, find, timestamp } from '../store.ts';

/** "Allowed for: Admins, Agents, End Users." That a scope of one resource opens neither is [general knowledge]. */
export const oauthTokenRoutes: readonly Route[] = [
  { method: 'GET', path: '/oauth/tokens/current', scope: 'oauth', access: 'agent', handle: show },
  { method: 'DELETE', path: '/oauth/tokens/current', scope: 'oauth', access: 'agent', handle: revokeCurrent },
  { method: 'DELETE', path: '/oauth/tokens/:id', scope: 'oauth', access: 'agent', handle: revoke },
];

function show(call: Call): Reply {
  const { token, scopes, user } = call.actor;
  if (token === undefined) throw notFound();
  const row = find(call.store, 'oauth_tokens', token);
  const expires = row?.expires_ms;
  return ok({
    token: {
      id: number(row?.token_id, 1),
      url: `${call.base}/api/v2/oauth/tokens/${number(row?.token_id, 1)}.json`,
      user_id: user?.id ?? null,
      client_id: 1,
      // "Only the first 10 characters of the access token are included."
      token: token.slice(0, 10),
      scopes: [...(scopes ?? [])],
      created_at: text(row?.created_at, '2026-10-01T09:00:00Z'),
      used_at: timestamp(call.store),
      ...(typeof expires === 'number' ? { expires_at: new Date(expires).toISOString() } : {}),
    },
  });
}

function revokeCurrent(call: Call): Reply {
  const row = find(call.store, 'oauth_tokens', call.actor.token ?? '');
  if (!row) throw notFound();
  return end(call, row);
}

function revoke(call: Call): Reply {
  const [row] = filter(
    call.store,
    'oauth_tokens',
    (one) => one.use === 'access' && String(one.token_id) === param(call, 'id') && one.user_id === call.actor.user?.id,
  );
  if (!row) throw notFound();
  return end(call, row);
}

/** Its refresh token is a part of it and ends with it. [general knowledge] */
function end(call: Call, row: Row): Reply {
  drop(call.store, 'oauth_tokens', row.id);
  if (text(row.pair) !== '') drop(call.store, 'oauth_tokens', text(row.pair));
  return noContent();
}
