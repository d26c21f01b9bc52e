/** What each role may do with the records of an object: developer.zendesk.com/api-reference/custom-data/custom-objects/permission_policies/ */

import { invalid, notFound, recordInvalid } from '../../errors.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, isObject, object, text } from '../../json.ts';
import { wrapped } from '../../kinds.ts';
import type { Call, Route } from '../../router.ts';
import { ok, param } from '../../router.ts';
import { byId, find, insert, ordered, patch } from '../../store.ts';
import { objectOf } from './object-fields.ts';

const ACTIONS = ['create', 'read', 'update', 'delete'];
const PATH = '/custom_objects/:object/permission_policies';
const admin = { scope: 'custom_objects', access: 'admin' } as const;

export const permissionPolicyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...admin,
    handle: (call) => ok({ policies: roles(call).map((role) => policyOf(call, role)) }),
  },
  { method: 'GET', path: `${PATH}/:policy`, ...admin, handle: (call) => ok({ policy: policyOf(call, roleOf(call)) }) },
  { method: 'PATCH', path: `${PATH}/:policy`, ...admin, handle: (call) => ok({ policy: updatePolicy(call) }) },
];

interface Role {
  readonly id: string;
  readonly name: string;
  /** [general knowledge] Agents read what is there, and everything else is given to them. */
  readonly reads: boolean;
}

function roles({ store }: Call): readonly Role[] {
  const custom = ordered(store, 'custom_roles', 'id', byId).filter((role) => role.role_type === 0);
  return [
    ...custom.map((role) => ({ id: `custom-role-${role.id}`, name: text(role.name), reads: true })),
    { id: 'end-user', name: 'End User', reads: false },
  ];
}

function roleOf(call: Call): Role {
  const role = roles(call).find(({ id }) => id === param(call, 'policy'));
  if (!role) throw notFound();
  return role;
}

function stored(call: Call, role: Role): { readonly id: string; readonly row: Row | undefined } {
  const id = `${text(objectOf(call).key)}/${role.id}`;
  return { id, row: find(call.store, 'permission_policies', id) };
}

function policyOf(call: Call, role: Role): Attributes {
  const { row } = stored(call, role);
  const fresh = Object.fromEntries(
    ACTIONS.map((action) => [action, { allowed: role.reads && action === 'read', rule_id: null }]),
  );
  return { id: role.id, role_name: role.name, records: row?.records ?? fresh };
}

function updatePolicy(call: Call): Attributes {
  const role = roleOf(call);
  const records: Attributes = { ...object(policyOf(call, role).records) };
  for (const [action, sent] of Object.entries(object(wrapped(call, 'policy').records))) {
    if (!ACTIONS.includes(action) || !isObject(sent)) throw refused(`${action} is not an action`);
    // Access rules are not the sandbox's, so that no rule can be named.
    if (sent.rule_id !== undefined && sent.rule_id !== null) throw refused(`access rule ${text(sent.rule_id)} is gone`);
    const before = object(records[action]);
    records[action] = { allowed: flag(sent.allowed, flag(before.allowed)), rule_id: null };
  }
  const { id, row } = stored(call, role);
  if (row) patch(call.store, 'permission_policies', row, { records });
  else insert(call.store, 'permission_policies', id, { object_key: objectOf(call).key ?? '', records });
  return policyOf(call, role);
}

function refused(problem: string) {
  return recordInvalid([invalid('records', `Records: ${problem}`)]);
}
