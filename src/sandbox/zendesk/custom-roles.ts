/** Custom agent roles: developer.zendesk.com/api-reference/ticketing/account-configuration/custom_roles/ */

import { blank, duplicate, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { number, object, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { readRoutes, writeRoutes } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import type { Store } from '../store.ts';
import { drop, filter, insert, patch, rows } from '../store.ts';
import { changeConfiguration, NEW_CONFIGURATION } from './role-configuration.ts';

/** Names of the platform's own roles, which no custom role may take. */
const RESERVED = ['agent', 'admin', 'administrator', 'billing admin', 'light agent'];

export const customRoles: Kind = {
  name: 'custom_roles',
  one: 'custom_role',
  path: '/custom_roles',
  scope: 'users',
  paging: 'none',
  // "Accounts on the Enterprise plan or above" (List Custom Roles).
  feature: 'custom_roles',
  withoutUrl: true,
  present: (row, { store }) => ({ ...row, team_member_count: holders(store, row.id) }),
  create: createRole,
  update: updateRole,
  remove: ({ store }, row) => {
    refuseSystemRole(row);
    const count = holders(store, row.id);
    // [general knowledge] That it is refused is known; the wording is ours.
    if (count > 0) throw recordInvalid([invalid('base', `${text(row.name)}: ${count} team members have this role`)]);
    drop(store, 'custom_roles', row.id);
  },
};

/** A created role is answered with 200 (OpenAPI, CreateCustomRole). */
export const customRoleRoutes: readonly Route[] = [
  ...readRoutes(customRoles),
  ...writeRoutes(customRoles).map((route) =>
    route.method === 'POST' ? { ...route, handle: (call: Call) => ({ ...route.handle(call), status: 200 }) } : route,
  ),
];

function createRole({ store }: Context, input: Attributes): Row {
  const name = checkName(store, input.name, undefined);
  // `role_type` is mandatory by the page and read-only by the document: 0, or nothing, makes a custom role.
  if (number(input.role_type) !== 0) throw recordInvalid([invalid('role_type', 'Role type: cannot be created')]);
  return insert(store, 'custom_roles', nextNumber(store), {
    name,
    description: text(input.description),
    role_type: 0,
    team_member_count: 0,
    configuration: changeConfiguration(NEW_CONFIGURATION, object(input.configuration)),
  });
}

function updateRole({ store }: Context, row: Row, input: Attributes): Row {
  refuseSystemRole(row);
  const changes: Attributes = {};
  if (input.name !== undefined) changes.name = checkName(store, input.name, row.id);
  if (input.description !== undefined) changes.description = text(input.description);
  if (input.configuration !== undefined) {
    changes.configuration = changeConfiguration(object(row.configuration), object(input.configuration));
  }
  return patch(store, 'custom_roles', row, changes);
}

/** Light agents, contributors, administrators and billing admins are the platform's (OpenAPI, CustomRoleObject.role_type). */
function refuseSystemRole(row: Row): void {
  // [general knowledge] That they cannot be changed is known; the envelope and the wording are ours.
  if (number(row.role_type) === 0) return;
  throw recordInvalid([invalid('base', `${text(row.name)}: a system role cannot be changed`)]);
}

function checkName(store: Store, value: Json | undefined, self: Id | undefined): string {
  const name = text(value).trim();
  if (name === '') throw recordInvalid([blank('name')]);
  const lower = name.toLowerCase();
  if (RESERVED.includes(lower)) throw recordInvalid([invalid('name', `Name: ${name} is reserved`)]);
  for (const other of rows(store, 'custom_roles')) {
    if (other.id !== self && text(other.name).toLowerCase() === lower) {
      throw recordInvalid([duplicate('name', `Name: ${name} has already been taken`)]);
    }
  }
  return name;
}

function holders(store: Store, role: Id): number {
  return filter(store, 'users', (user) => user.custom_role_id === role).length;
}
