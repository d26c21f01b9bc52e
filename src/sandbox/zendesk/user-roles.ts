/** What it means to be an agent: a seat, a custom role, groups, and what is lost with the role. */

import { isAdmin } from '../auth.ts';
import { forbidden, invalid, recordInvalid } from '../errors.ts';
import { has } from '../features.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, number, object, text } from '../json.ts';
import type { Context } from '../kinds.ts';
import type { Store } from '../store.ts';
import { byId, drop, filter, find, ordered, patch } from '../store.ts';
import { isPersonal } from './restrictions.ts';

const ROLES = ['end-user', 'agent', 'admin'];
const WORKING = ['new', 'open', 'pending', 'hold'];
/** "1 for a light agent, 3 for a contributor": neither needs a seat (OpenAPI, UserForAdmin.role_type; the page on plans). */
const FREE = [1, 3];
/** "4 for an admin, 5 for a billing admin." */
const ADMINS = [4, 5];
/** What a custom role says about tickets, in the words of `ticket_restriction`. */
const ACCESS: Readonly<Record<string, string | null>> = {
  all: null,
  'assigned-only': 'assigned',
  'within-groups': 'groups',
  'within-groups-and-public-groups': 'groups',
  'within-organization': 'organization',
};

/** The person after a write of `role`, `custom_role_id`, `ticket_restriction` and what else hangs on the role. */
export function applyRole(context: Context, row: Row, input: Attributes): Row {
  const custom = customRole(context, row, input);
  const role = custom ? roleOf(custom) : text(input.role, text(row.role));
  if (!ROLES.includes(role)) throw recordInvalid([invalid('role', `Role: ${role} is not valid`)]);
  guard(context, row, role);
  const next = attributesOf(context, row, role, custom, input);
  if (role !== 'end-user' && takesSeat(next) && !takesSeat(row)) refuseBeyondSeats(context.store);
  if (role === 'end-user' && row.role !== 'end-user') leaveStaff(context.store, row);
  return patch(context.store, 'users', row, next);
}

function customRole({ store, profile }: Context, row: Row, input: Attributes): Row | undefined {
  const id = input.custom_role_id ?? null;
  // Below Enterprise there are none to have. [general knowledge: it is passed over]
  if (id === null || !has(profile, 'custom_roles')) return undefined;
  const role = find(store, 'custom_roles', text(id));
  if (!role) throw recordInvalid([invalid('custom_role_id', 'Custom role: is invalid')]);
  if (text(input.role, text(row.role)) !== 'end-user') return role;
  throw recordInvalid([invalid('custom_role_id', 'Custom role: end users have none')]);
}

function roleOf(custom: Row): string {
  return ADMINS.includes(number(custom.role_type)) ? 'admin' : 'agent';
}

/** Only admins make staff of somebody. The owner stays one, and nobody takes the own rights away. The wordings are ours. */
function guard({ store, actor }: Context, row: Row, role: string): void {
  if (role === row.role) return;
  if (!isAdmin(actor)) throw forbidden();
  if (isOwner(store, row)) throw recordInvalid([invalid('role', 'Role: the account owner is an administrator')]);
  if (row.id === actor.user?.id) throw recordInvalid([invalid('role', 'Role: you cannot change your own role')]);
}

export function isOwner(store: Store, row: Row): boolean {
  return find(store, 'settings', 'account')?.owner_id === row.id;
}

function attributesOf(
  context: Context,
  row: Row,
  role: string,
  custom: Row | undefined,
  input: Attributes,
): Attributes {
  if (role === 'end-user') return customer(row, input);
  const signature = input.signature === undefined ? (row.signature ?? null) : text(input.signature) || null;
  const held = row.role === role ? find(context.store, 'custom_roles', text(row.custom_role_id)) : undefined;
  // [general knowledge] A role that is not named is the platform's choice: the first that fits.
  const own = custom ?? held ?? (row.role === role ? undefined : firstRole(context, role));
  const common = {
    role,
    signature,
    custom_role_id: own?.id ?? null,
    role_type: own ? number(own.role_type) : row.role === role ? (row.role_type ?? null) : role === 'admin' ? 4 : null,
    moderator: role === 'admin' || flag(input.moderator, flag(row.moderator)),
  };
  if (role === 'admin') {
    return { ...common, ticket_restriction: null, only_private_comments: false, restricted_agent: false };
  }
  const { ticket_restriction, only_private_comments } = limits(row, own, input);
  const restricted_agent = ticket_restriction !== null || only_private_comments;
  return { ...common, ticket_restriction, only_private_comments, restricted_agent };
}

/** Customers have none of what staff has; "if you pass an invalid value to an end user, they will be assigned to requested". */
function customer(row: Row, input: Attributes): Attributes {
  const was = row.role === 'end-user' ? text(row.ticket_restriction, 'requested') : 'requested';
  const asked = text(input.ticket_restriction, was);
  return {
    role: 'end-user',
    signature: null,
    custom_role_id: null,
    role_type: null,
    default_group_id: null,
    moderator: false,
    only_private_comments: false,
    restricted_agent: true,
    ticket_restriction: asked === 'organization' ? asked : 'requested',
  };
}

function firstRole({ store, profile }: Context, role: string): Row | undefined {
  if (!has(profile, 'custom_roles')) return undefined;
  const type = role === 'admin' ? 4 : 0;
  return ordered(store, 'custom_roles', 'id', byId).find((one) => number(one.role_type) === type);
}

/** Where agents have custom roles, those say what they may see and write, whatever was sent. */
function limits(row: Row, custom: Row | undefined, input: Attributes) {
  if (custom) {
    const { ticket_access, ticket_comment_access } = object(custom.configuration);
    const ticket_restriction = ACCESS[text(ticket_access)] ?? null;
    return { ticket_restriction, only_private_comments: ticket_comment_access === 'none' };
  }
  const kept = row.role === 'agent' ? (row.ticket_restriction ?? null) : null;
  const sent: Json = input.ticket_restriction === undefined ? kept : input.ticket_restriction;
  if (sent !== null && !Object.values(ACCESS).includes(text(sent))) {
    throw recordInvalid([invalid('ticket_restriction', `Ticket restriction: ${text(sent)} is not valid`)]);
  }
  const only_private_comments = flag(input.only_private_comments, flag(row.only_private_comments));
  return { ticket_restriction: sent === null ? null : text(sent), only_private_comments };
}

function takesSeat(row: Attributes): boolean {
  return row.role !== 'end-user' && !FREE.includes(number(row.role_type, -1));
}

/** What the account has bought; without a number there is no end. */
function refuseBeyondSeats(store: Store): void {
  const seats = number(find(store, 'settings', 'account')?.seats, Number.POSITIVE_INFINITY);
  const used = filter(store, 'users', (user) => flag(user.active, true) && takesSeat(user)).length;
  if (used < seats) return;
  const description = `You have reached the number of agents that your plan allows: ${seats}`;
  throw recordInvalid([{ field: 'base', description, error: 'MaxAgentExceeded' }]);
}

/** "Downgrading" takes the groups, the tickets at hand, and the person's own views and macros [general knowledge]. */
export function leaveStaff(store: Store, row: Row): void {
  for (const member of filter(store, 'group_memberships', (one) => one.user_id === row.id)) {
    drop(store, 'group_memberships', member.id);
  }
  const held = filter(store, 'tickets', (one) => one.assignee_id === row.id && WORKING.includes(text(one.status)));
  for (const ticket of held) patch(store, 'tickets', ticket, { assignee_id: null });
  for (const kind of ['views', 'macros']) {
    const own = (rule: Row) => isPersonal(rule) && object(rule.restriction).id === row.id;
    for (const rule of filter(store, kind, own)) drop(store, kind, rule.id);
  }
}
