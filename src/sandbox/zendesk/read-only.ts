/** Kinds that the sandbox shows but does not let the API write; people can still make them through the control endpoints. */

import type { Attributes, Row } from '../json.ts';
import { flag, list, text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { countRoute, listRoute, present, reading, readRoutes } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import { byId, byPosition, byText, find, ordered } from '../store.ts';

const position = { name: 'position', compare: byPosition };

function activeFilter(row: Row, call: Call): boolean {
  const wanted = call.query.get('active');
  return wanted === null || flag(row.active) === flag(wanted);
}

const users: Kind = {
  name: 'users',
  one: 'user',
  path: '/users',
  scope: 'users',
  paging: 'both',
  keep: (row, call) => {
    const roles = [...call.query.getAll('role[]'), ...call.query.getAll('role')];
    return roles.length === 0 || roles.includes(text(row.role));
  },
};

const organizations: Kind = {
  name: 'organizations',
  one: 'organization',
  path: '/organizations',
  scope: 'organizations',
  paging: 'both',
};

/** "Accounts on the Enterprise plan or above" (List Custom Roles). */
const customRoles: Kind = {
  name: 'custom_roles',
  one: 'custom_role',
  path: '/custom_roles',
  scope: 'users',
  paging: 'none',
  feature: 'custom_roles',
  withoutUrl: true,
};

/** "Returns a list of all brands for your account sorted by name." */
const brands: Kind = {
  name: 'brands',
  one: 'brand',
  path: '/brands',
  scope: 'brands',
  paging: 'both',
  order: { name: 'name', compare: byText('name') },
  keep: (row, call) => !flag(row.is_deleted) || flag(call.query.get('include_deleted') ?? undefined),
};

const ticketForms: Kind = {
  name: 'ticket_forms',
  one: 'ticket_form',
  path: '/ticket_forms',
  scope: 'ticket_forms',
  paging: 'both',
  order: position,
  readAccess: 'anyone',
  keep: activeFilter,
};

/** "Lists all undeleted custom ticket statuses for the account. No pagination is provided." */
const customStatuses: Kind = {
  name: 'custom_statuses',
  one: 'custom_status',
  path: '/custom_statuses',
  scope: 'tickets',
  paging: 'none',
  keep: activeFilter,
};

/** developer.zendesk.com/api-reference/ticketing/targets/targets/: neither a raw title, a place nor the time of the last edit. */
const targets: Kind = {
  name: 'targets',
  one: 'target',
  path: '/targets',
  scope: 'targets',
  paging: 'none',
  present: ({ raw_title, position, updated_at, ...row }) => row,
};

const locales: Kind = {
  name: 'locales',
  one: 'locale',
  path: '/locales',
  scope: 'tickets',
  paging: 'none',
  readAccess: 'anyone',
  withoutUrl: true,
  present: (row, context) => ({ url: `${baseOf(context)}/api/v2/locales/${text(row.locale)}.json`, ...row }),
};

function baseOf(context: object): string {
  return 'base' in context && typeof context.base === 'string' ? context.base : '';
}

function rules(name: string, one: string, scope: string): Kind {
  return { name, one, path: `/${name}`, scope, paging: 'both', order: position, keep: activeFilter };
}

const macros: Kind = rules('macros', 'macro', 'macros');
const views: Kind = rules('views', 'view', 'views');

const slaPolicies: Kind = {
  name: 'sla_policies',
  one: 'sla_policy',
  path: '/slas/policies',
  scope: 'slas',
  paging: 'none',
  feature: 'slas',
  readAccess: 'admin',
  order: position,
};

/** developer.zendesk.com/api-reference/ticketing/ticket-management/schedules/ */
const schedules: Kind = {
  name: 'schedules',
  one: 'schedule',
  path: '/business_hours/schedules',
  scope: 'business_hours',
  paging: 'none',
  feature: 'schedules',
  withoutUrl: true,
  present: ({ holidays, ...row }) => row,
};

const organizationFields: Kind = {
  name: 'organization_fields',
  one: 'organization_field',
  path: '/organization_fields',
  scope: 'organizations',
  paging: 'both',
  order: position,
};

const userFields: Kind = {
  name: 'user_fields',
  one: 'user_field',
  path: '/user_fields',
  scope: 'users',
  paging: 'both',
  order: position,
};

const groupMemberships: Kind = {
  name: 'group_memberships',
  one: 'group_membership',
  path: '/group_memberships',
  scope: 'groups',
  paging: 'both',
};

const recipientAddresses: Kind = {
  name: 'recipient_addresses',
  one: 'recipient_address',
  path: '/recipient_addresses',
  scope: 'support_addresses',
  paging: 'both',
  withoutUrl: true,
};

const userSegments: Kind = {
  name: 'user_segments',
  one: 'user_segment',
  path: '/help_center/user_segments',
  scope: 'hc',
  paging: 'both',
  withoutUrl: true,
};

/** developer.zendesk.com/api-reference/help_center/help-center-api/permission_groups/ */
const permissionGroups: Kind = {
  name: 'permission_groups',
  one: 'permission_group',
  path: '/guide/permission_groups',
  scope: 'hc',
  paging: 'offset',
  withoutUrl: true,
};

export const READ_ONLY: readonly Kind[] = [
  users,
  organizations,
  customRoles,
  brands,
  ticketForms,
  customStatuses,
  targets,
  macros,
  views,
  slaPolicies,
  schedules,
  organizationFields,
  userFields,
  groupMemberships,
  recipientAddresses,
  userSegments,
  permissionGroups,
  locales,
];

function membershipsOf(path: string, key: 'group_id' | 'user_id'): Route {
  return {
    method: 'GET',
    path,
    ...reading(groupMemberships),
    handle: (call) =>
      listReply(call, {
        wrapper: 'group_memberships',
        paging: 'both',
        rows: () =>
          ordered(call.store, 'group_memberships', 'id', byId).filter((row) => String(row[key]) === param(call, 'id')),
        present: (row) => present(groupMemberships, row, call),
      }),
  };
}

export const readOnlyRoutes: readonly Route[] = [
  ...READ_ONLY.flatMap((kind) => readRoutes(kind)),
  countRoute(users),
  countRoute(organizations),
  membershipsOf('/groups/:id/memberships', 'group_id'),
  membershipsOf('/users/:id/group_memberships', 'user_id'),
  { ...listRoute(locales), path: '/locales/public' },
  {
    method: 'GET',
    path: '/business_hours/schedules/:id/holidays',
    ...reading(schedules),
    handle: (call) => {
      const schedule = find(call.store, 'schedules', param(call, 'id'));
      return ok({ holidays: [...list(schedule?.holidays)] });
    },
  },
  { method: 'GET', path: '/users/me', scope: 'users', access: 'anyone', handle: (call) => ok({ user: me(call) }) },
  {
    method: 'GET',
    path: '/account/settings',
    scope: 'tickets',
    access: 'agent',
    handle: (call) => {
      const { id, created_at, updated_at, features, ...settings } = find(call.store, 'settings', 'account') ?? {
        id: '',
      };
      return ok({ settings });
    },
  },
  {
    method: 'GET',
    path: '/oauth/tokens/current',
    scope: 'tickets',
    access: 'agent',
    handle: (call) =>
      ok({
        token: {
          id: 1,
          url: `${call.base}/api/v2/oauth/tokens/1.json`,
          user_id: call.actor.user?.id ?? null,
          scopes: [...(call.actor.scopes ?? ['read', 'write'])],
        },
      }),
  },
];

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
