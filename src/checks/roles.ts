/** What Zendesk refuses, or quietly changes, about roles. */
import { isPlainStruct } from '../core/value.ts';
import { NEED_TICKET_EDITING } from '../providers/zendesk/role-permissions.ts';
import { check, liveOf, objectOf, resourcesOf } from './check.ts';

/** Names that the platform keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set([
  'agent',
  'admin',
  'administrator',
  'billing admin',
  'light agent',
  'contributor',
]);

function isReserved(name: unknown): boolean {
  return RESERVED.has(String(name).trim().toLowerCase());
}

const builtIn = check(
  {
    id: 'ROLE_BUILT_IN',
    stage: 'load',
    severity: 'error',
    title: 'The roles of the platform stay as they are',
    why: 'Zendesk refuses every change of Administrator, Light agent, Contributor and Billing admin.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'custom_role')) {
      const { name } = resource.attributes;
      if (!isReserved(name)) continue;
      for (const path of ['permissions', 'description']) {
        if (resource.attributes[path] === undefined) continue;
        yield {
          resource,
          path,
          summary: `"${String(name)}" is a role of the platform's own: its ${path} cannot be changed`,
          hint: 'Remove the line, or give the role another name',
        };
      }
    }
  },
);

const reserved = check(
  {
    id: 'ROLE_RESERVED',
    stage: 'account',
    severity: 'error',
    title: 'A new role has a name of its own',
    why: 'Zendesk keeps the names of its own roles and refuses a second role called so.',
  },
  function* (cx) {
    // An account without custom roles lists none: nothing is planned for it.
    if (liveOf(cx, 'custom_role').length === 0) return;
    for (const resource of resourcesOf(cx, 'custom_role')) {
      const { name } = resource.attributes;
      if (isReserved(name) && objectOf(cx, resource, 'name') === undefined)
        yield { resource, path: 'name', summary: `The account has no role "${String(name)}", and none can be made` };
    }
  },
);

const coerced = check(
  {
    id: 'ROLE_NEEDS_EDITING',
    stage: 'load',
    severity: 'error',
    title: 'Who merges, deletes or tags tickets may edit them',
    why: 'Zendesk switches these permissions off with ticket_editing, and the next plan shows a difference.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'custom_role')) {
      const { permissions } = resource.attributes;
      if (!isPlainStruct(permissions) || permissions.ticket_editing !== false) continue;
      for (const name of NEED_TICKET_EDITING) {
        if (permissions[name] === true)
          yield { resource, path: `permissions.${name}`, summary: `${name} needs ticket_editing, which is false` };
      }
    }
  },
);

export const roleChecks = [builtIn, reserved, coerced] as const;
