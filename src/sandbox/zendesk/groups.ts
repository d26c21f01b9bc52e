/** Groups: developer.zendesk.com/api-reference/ticketing/groups/groups/ */

import { blank, duplicate, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, isObject, object, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { countRoute, listRoute, showRoute, writeRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, byText, drop, filter, find, insert, patch, rows } from '../store.ts';

export const groups: Kind = {
  name: 'groups',
  one: 'group',
  path: '/groups',
  scope: 'groups',
  paging: 'both',
  order: { name: 'name', compare: byText('name') },
  cursorOrder: { name: 'id', compare: byId },
  keep: (row, call) => !(flag(row.deleted) && flag(call.query.get('exclude_deleted') ?? undefined)),
  create: createGroup,
  update: updateGroup,
  remove: (context, row) => {
    // [general knowledge] The default group is protected; the wording is ours.
    if (flag(row.default)) {
      throw recordInvalid([invalid('base', 'The default group cannot be deleted')]);
    }
    if (flag(row.deleted)) throw notFound();
    refuseDefaultOfAgents(context.store, row);
    // Deleted groups stay readable by id, and rules keep pointing to them.
    patch(context.store, 'groups', row, { deleted: true });
    for (const membership of filter(context.store, 'group_memberships', (member) => member.group_id === row.id)) {
      drop(context.store, 'group_memberships', membership.id);
    }
  },
};

export const groupRoutes: readonly Route[] = [
  listRoute(groups),
  countRoute(groups),
  { ...listRoute(groups), path: '/groups/assignable' },
  showRoute(groups),
  ...writeRoutes(groups),
];

function createGroup({ store }: Context, input: Attributes) {
  const name = checkName(store, input.name, undefined);
  return insert(store, 'groups', nextNumber(store), {
    name,
    description: text(input.description),
    // "Cannot be set by the API": a default sent on create is ignored.
    default: false,
    deleted: false,
    is_public: flag(input.is_public, true),
  });
}

/** "This is the default group for one or more agents and cannot be deleted" is an error that the help center explains. */
function refuseDefaultOfAgents(store: Store, row: Row): void {
  const [agent] = filter(store, 'users', (user) => flag(user.active, true) && user.default_group_id === row.id);
  if (agent) throw recordInvalid([invalid('base', `Group: it is the default group of ${text(agent.name)}`)]);
}

function updateGroup({ store }: Context, row: ReturnType<typeof createGroup>, input: Attributes) {
  const changes: Attributes = {};
  if (input.name !== undefined) changes.name = checkName(store, input.name, row.id);
  if (input.description !== undefined) changes.description = text(input.description);
  if (input.is_public !== undefined) {
    const open = flag(input.is_public);
    // "You can't change a private group to a public group" (OpenAPI, GroupObject.is_public).
    if (open && !flag(row.is_public)) {
      throw recordInvalid([invalid('is_public', 'Is public: a private group cannot be made public')]);
    }
    changes.is_public = open;
  }
  return patch(store, 'groups', row, changes);
}

function checkName(store: Store, value: Attributes[string] | undefined, self: number | string | undefined): string {
  const name = text(value).trim();
  if (name === '') throw recordInvalid([blank('name')]);
  if (!namesAreUnique(store)) return name;
  for (const other of rows(store, 'groups')) {
    if (other.id === self || flag(other.deleted)) continue;
    if (text(other.name).toLowerCase() === name.toLowerCase()) {
      throw recordInvalid([duplicate('name', `Name: ${name} has already been taken`)]);
    }
  }
  return name;
}

/** `settings.groups.check_group_name_uniqueness`, true on newer accounts. */
function namesAreUnique(store: Store): boolean {
  const settings = find(store, 'settings', 'account');
  const part = object(settings).groups;
  return isObject(part) ? flag(part.check_group_name_uniqueness, true) : true;
}
