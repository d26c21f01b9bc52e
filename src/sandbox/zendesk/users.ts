/** People, and how to find them: developer.zendesk.com/api-reference/ticketing/users/users/ */

import { ApiError, badAttribute } from '../errors.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, object, text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { countRoute, present, reading, readRoutes, rowOf, rowsOf } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { find, rows } from '../store.ts';
import { groups } from './groups.ts';
import { shownValues } from './profile-values.ts';
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
    const external = query.get('external_id');
    return (
      flag(row.active, true) &&
      (external === null || hasExternalId(row, [external])) &&
      (roles.length === 0 || roles.includes(text(row.role))) &&
      (set === null || String(row.custom_role_id) === set)
    );
  },
  present: showUser,
};

export const userRoutes: readonly Route[] = [
  ...readRoutes(users),
  countRoute(users),
  { method: 'GET', path: '/users/search', ...reading(users), handle: searchUsers },
  { method: 'GET', path: '/users/show_many', ...reading(users), handle: showMany },
  { method: 'GET', path: '/users/autocomplete', ...reading(users), handle: autocomplete },
  { method: 'GET', path: '/users/:id/groups', ...reading(users), handle: listGroups },
  { method: 'GET', path: '/groups/:id/users', ...reading(users), handle: listMembers },
  { method: 'GET', path: '/users/me', scope: 'users', access: 'anyone', handle: (call) => ok({ user: me(call) }) },
];

/** "Only present if your account has user tagging enabled"; every key of a custom field is there. */
function showUser(row: Row, { store }: { readonly store: Store }): Attributes {
  const { tags, ...rest } = row;
  const { tagging } = object(find(store, 'settings', 'account')?.user);
  return {
    ...rest,
    ...(flag(tagging, true) ? { tags: tags ?? [] } : {}),
    user_fields: shownValues(store, 'user_fields', row),
  };
}

/** "Returns an array of users whose name starts with the value specified in the `name` parameter." */
function autocomplete(call: Call): Reply {
  const start = (call.query.get('name') ?? '').toLowerCase();
  // [general knowledge] One letter is too little to look for.
  if (start.length < 2) throw new ApiError(400, { error: 'name must have two characters at least' });
  return listReply(call, {
    wrapper: 'users',
    paging: 'offset',
    rows: () => rowsOf(users, call).filter((row) => text(row.name).toLowerCase().startsWith(start)),
    present: (row) => present(users, row, call),
  });
}

function listGroups(call: Call): Reply {
  const user = rowOf(users, call, param(call, 'id'));
  const own = idsOf(call.store, 'user_id', String(user.id), 'group_id');
  return listReply(call, {
    wrapper: 'groups',
    paging: 'both',
    rows: () => rowsOf(groups, call).filter((row) => own.has(String(row.id))),
    present: (row) => present(groups, row, call),
  });
}

function listMembers(call: Call): Reply {
  const group = rowOf(groups, call, param(call, 'id'));
  const own = idsOf(call.store, 'group_id', String(group.id), 'user_id');
  return listReply(call, {
    wrapper: 'users',
    paging: 'both',
    rows: () => rowsOf(users, call).filter((row) => own.has(String(row.id))),
    present: (row) => present(users, row, call),
  });
}

/** The other side of the memberships of one person or of one group. */
function idsOf(store: Store, key: string, id: string, other: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const row of rows(store, 'group_memberships')) if (text(row[key]) === id) found.add(text(row[other]));
  return found;
}

/** "The `external_id` parameter does not support the search syntax. It only accepts ids." */
function searchUsers(call: Call): Reply {
  const matches = call.query.has('external_id') ? () => true : finder(call.store, call.query.get('query') ?? '');
  return listReply(call, {
    wrapper: 'users',
    paging: 'offset',
    rows: () => rowsOf(users, call).filter((row) => matches('user', row)),
    present: (row) => present(users, row, call),
  });
}

/** Ids that belong to nobody are left out of the answer. */
function showMany(call: Call): Reply {
  const externals = call.query.get('external_ids')?.split(',');
  const ids = call.query.get('ids')?.split(',') ?? [];
  if ((externals ?? ids).length > MOST) throw badAttribute('ids', `at most ${MOST} at once`);
  const gone = flag(call.query.get('include_deleted') ?? undefined);
  const named = externals
    ? rowsOf(users, call).filter((row) => hasExternalId(row, externals))
    : ids.flatMap((id) => find(call.store, 'users', id.trim()) ?? []);
  const found = named.filter((row) => gone || flag(row.active, true));
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
