/** Who is in which group: developer.zendesk.com/api-reference/ticketing/groups/group_memberships/ */

import { badAttribute, blank, duplicate, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, number, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, reading, rowOf, rowsOf, showRoute, wrapped, writeRoutes, writing } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, drop, filter, find, insert, ordered, patch } from '../store.ts';
import { runJob } from './job-statuses.ts';
import { users } from './users.ts';

const TABLE = 'group_memberships';
/** "Assigns up to 100 agents to given groups." */
const MOST = 100;
const WORKING = ['new', 'open', 'pending', 'hold'];

export const groupMemberships: Kind = {
  name: TABLE,
  one: 'group_membership',
  path: '/group_memberships',
  scope: 'groups',
  paging: 'both',
  create: createMembership,
  remove: removeMembership,
};

export const groupMembershipRoutes: readonly Route[] = [
  list('/group_memberships', () => true),
  list('/group_memberships/assignable', assignable),
  list('/groups/:id/memberships', (call, row) => String(row.group_id) === param(call, 'id')),
  list(
    '/groups/:id/memberships/assignable',
    (call, row) => String(row.group_id) === param(call, 'id') && assignable(call, row),
  ),
  list('/users/:id/group_memberships', (call, row) => String(row.user_id) === param(call, 'id')),
  showRoute(groupMemberships),
  ...writeRoutes(groupMemberships),
  { method: 'POST', path: '/group_memberships/create_many', ...writing(groupMemberships), handle: createMany },
  { method: 'DELETE', path: '/group_memberships/destroy_many', ...writing(groupMemberships), handle: destroyMany },
  {
    method: 'POST',
    path: '/users/:id/group_memberships',
    ...writing(groupMemberships),
    handle: (call) => {
      const input = { ...wrapped(call, 'group_membership'), user_id: param(call, 'id') };
      return created({ group_membership: present(groupMemberships, createMembership(call, input), call) });
    },
  },
  {
    method: 'GET',
    path: '/users/:id/group_memberships/:membership',
    ...reading(groupMemberships),
    handle: (call) => ok({ group_membership: present(groupMemberships, ofUser(call), call) }),
  },
  {
    method: 'DELETE',
    path: '/users/:id/group_memberships/:membership',
    ...writing(groupMemberships),
    handle: (call) => {
      removeMembership(call, ofUser(call));
      return noContent();
    },
  },
  {
    method: 'PUT',
    path: '/users/:id/group_memberships/:membership/make_default',
    ...reading(groupMemberships),
    handle: (call) => {
      makeGroupDefault(call.store, ofUser(call));
      const rows = rowsOf(groupMemberships, call).filter((row) => String(row.user_id) === param(call, 'id'));
      return ok({ group_memberships: rows.map((row) => present(groupMemberships, row, call)) });
    },
  },
];

function list(path: string, keep: (call: Call, row: Row) => boolean): Route {
  return {
    method: 'GET',
    path,
    ...reading(groupMemberships),
    handle: (call) =>
      listReply(call, {
        wrapper: TABLE,
        paging: 'both',
        rows: () => rowsOf(groupMemberships, call).filter((row) => keep(call, row)),
        present: (row) => present(groupMemberships, row, call),
        sideload: (page) => sideloads(call, page),
      }),
  };
}

/** "Valid values: `users`, `groups`." */
function sideloads(call: Call, page: readonly Row[]): Attributes {
  const wanted = (call.query.get('include') ?? '').split(',');
  const beside = (kind: 'users' | 'groups', key: string) =>
    [...new Set(page.map((row) => number(row[key])))].flatMap((id) => find(call.store, kind, id) ?? []);
  return {
    ...(wanted.includes('users') ? { users: beside('users', 'user_id').map((row) => present(users, row, call)) } : {}),
    ...(wanted.includes('groups') ? { groups: beside('groups', 'group_id') } : {}),
  };
}

function assignable({ store }: Call, row: Row): boolean {
  const [user, group] = [find(store, 'users', number(row.user_id)), find(store, 'groups', number(row.group_id))];
  return (
    user !== undefined && flag(user.active) && !flag(user.suspended) && group !== undefined && !flag(group.deleted)
  );
}

function ofUser(call: Call): Row {
  const row = rowOf(groupMemberships, call, param(call, 'membership'));
  if (String(row.user_id) !== param(call, 'id')) throw notFound();
  return row;
}

function ofSameUser(store: Store, row: Row): readonly Row[] {
  return ordered(store, TABLE, 'id', byId).filter((other) => other.user_id === row.user_id && other.id !== row.id);
}

function createMembership({ store }: Context, input: Attributes): Row {
  const missing = ['user_id', 'group_id'].filter((key) => text(input[key]) === '');
  if (missing.length > 0) throw recordInvalid(missing.map((key) => blank(key)));
  const user = find(store, 'users', number(input.user_id));
  if (!user || user.role === 'end-user' || !flag(user.active)) {
    throw recordInvalid([invalid('user_id', 'User: is not an agent')]);
  }
  const group = find(store, 'groups', number(input.group_id));
  if (!group || flag(group.deleted)) throw recordInvalid([invalid('group_id', 'Group: is not valid')]);
  const before = filter(store, TABLE, (row) => row.user_id === user.id);
  if (before.some((row) => row.group_id === group.id)) {
    throw recordInvalid([duplicate('user_id', 'User has already been taken')]);
  }
  const row = insert(store, TABLE, nextNumber(store), { user_id: user.id, group_id: group.id, default: false });
  // [general knowledge] The first group of an agent is the one that tickets come with.
  return flag(input.default) || before.length === 0 ? makeGroupDefault(store, row) : row;
}

/** Puts somebody who has just become an agent into a group. */
export function joinGroup(context: Context, user: Row, group: string, isDefault: boolean): void {
  createMembership(context, { user_id: user.id, group_id: group, default: isDefault });
}

/** "If true, tickets assigned directly to the agent will assume this membership's group": an agent has one such group. */
export function makeGroupDefault(store: Store, row: Row): Row {
  for (const other of ofSameUser(store, row)) patch(store, TABLE, other, { default: false });
  const user = find(store, 'users', number(row.user_id));
  if (user) patch(store, 'users', user, { default_group_id: row.group_id ?? null });
  return patch(store, TABLE, row, { default: true });
}

/**
 * "Immediately removes a user from a group and schedules a job to unassign all working tickets that are assigned to the
 * given user and group combination"; here the job has run at once.
 */
function removeMembership({ store }: Context, row: Row): void {
  const [next] = ofSameUser(store, row);
  // [general knowledge] An agent is in one group at least, and another group takes the place of the default one.
  if (!next) throw recordInvalid([invalid('base', 'An agent must belong to at least one group')]);
  if (flag(row.default)) makeGroupDefault(store, next);
  const working = filter(
    store,
    'tickets',
    ({ status, assignee_id, group_id }) =>
      assignee_id === row.user_id && group_id === row.group_id && WORKING.includes(text(status)),
  );
  for (const ticket of working) patch(store, 'tickets', ticket, { assignee_id: null });
  drop(store, TABLE, row.id);
}

function createMany(call: Call): Reply {
  const items = objects(call.body.group_memberships);
  if (items.length === 0) throw badAttribute('group_memberships', 'group_memberships is required');
  checkNumber(items.length);
  return runJob(call, 'Create Group Memberships', items, (item) => ({
    action: 'create',
    id: createMembership(call, item).id,
    status: 'Created',
  }));
}

function destroyMany(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id.trim() !== '');
  if (ids.length === 0) throw badAttribute('ids', 'ids is required');
  checkNumber(ids.length);
  return runJob(call, 'Delete Group Memberships', ids, (id) => {
    const row = rowOf(groupMemberships, call, id.trim());
    removeMembership(call, row);
    return { action: 'delete', id: row.id, status: 'Deleted' };
  });
}

function checkNumber(count: number): void {
  if (count > MOST) throw badAttribute('group_memberships', `at most ${MOST} at once`);
}
