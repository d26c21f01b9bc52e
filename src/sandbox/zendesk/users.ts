/** People, and how to find them: developer.zendesk.com/api-reference/ticketing/users/users/ */

import { badAttribute } from '../errors.ts';
import type { Attributes, Row } from '../json.ts';
import { text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { countRoute, present, reading, readRoutes, rowsOf } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { find } from '../store.ts';
import { finder } from './search-terms.ts';

/** "Accepts a comma-separated list of up to 100 user ids or external ids." */
const MOST = 100;

export const users: Kind = {
  name: 'users',
  one: 'user',
  path: '/users',
  scope: 'users',
  paging: 'both',
  keep: (row, { query }) => {
    const roles = [...query.getAll('role[]'), ...query.getAll('role')];
    const set = query.get('permission_set');
    return (
      (roles.length === 0 || roles.includes(text(row.role))) && (set === null || String(row.custom_role_id) === set)
    );
  },
};

export const userRoutes: readonly Route[] = [
  ...readRoutes(users),
  countRoute(users),
  { method: 'GET', path: '/users/search', ...reading(users), handle: searchUsers },
  { method: 'GET', path: '/users/show_many', ...reading(users), handle: showMany },
  { method: 'GET', path: '/users/me', scope: 'users', access: 'anyone', handle: (call) => ok({ user: me(call) }) },
];

/** "The `external_id` parameter does not support the search syntax. It only accepts ids." */
function searchUsers(call: Call): Reply {
  const external = call.query.get('external_id');
  const matches = external === null ? finder(call.store, call.query.get('query') ?? '') : undefined;
  return listReply(call, {
    wrapper: 'users',
    paging: 'offset',
    rows: () => rowsOf(users, call).filter((row) => matches?.('user', row) ?? hasExternalId(row, [text(external)])),
    present: (row) => present(users, row, call),
  });
}

/** Ids that belong to nobody are left out of the answer. */
function showMany(call: Call): Reply {
  const externals = call.query.get('external_ids')?.split(',');
  const ids = call.query.get('ids')?.split(',') ?? [];
  if ((externals ?? ids).length > MOST) throw badAttribute('ids', `at most ${MOST} at once`);
  const found = externals
    ? rowsOf(users, call).filter((row) => hasExternalId(row, externals))
    : ids.flatMap((id) => find(call.store, 'users', id.trim()) ?? []);
  return ok({
    users: found.map((row) => present(users, row, call)),
    next_page: null,
    previous_page: null,
    count: found.length,
  });
}

/** External ids are the same whatever their case. */
function hasExternalId(row: Row, wanted: readonly string[]): boolean {
  const own = text(row.external_id).toLowerCase();
  return own !== '' && wanted.some((id) => id.trim().toLowerCase() === own);
}

/** Without valid credentials the answer is a 200 that shows nobody, not a refusal. */
function me(call: Call): Attributes {
  const { user } = call.actor;
  if (user) return { ...present(users, user, call), authenticity_token: 'sandbox' };
  return {
    id: null,
    url: null,
    name: 'Anonymous user',
    email: 'invalid@example.com',
    role: 'end-user',
    locale: 'en-US',
    locale_id: 1,
    time_zone: 'Eastern Time (US & Canada)',
    organization_id: null,
    verified: false,
    authenticity_token: 'sandbox',
  };
}
