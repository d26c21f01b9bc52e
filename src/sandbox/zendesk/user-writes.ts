/** People are made, changed and deleted: developer.zendesk.com/api-reference/ticketing/users/users/ */

import { isAdmin } from '../auth.ts';
import type { Problem } from '../errors.ts';
import { blank, forbidden, invalid, notFound, recordInvalid } from '../errors.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, list, object, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, rowOf, wrapped, writeRoutes } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, ok, param } from '../router.ts';
import { seedUser } from '../seed/people.ts';
import type { Store } from '../store.ts';
import { filter, find, patch, rows, timestamp } from '../store.ts';
import { joinGroup, makeGroupDefault } from './group-memberships.ts';
import { ownAttributes } from './user-attributes.ts';
import { addIdentity, checkAddress, forgetIdentities } from './user-identities.ts';
import { applyRole, isOwner, leaveStaff } from './user-roles.ts';
import { users } from './users.ts';
import { sendWelcome } from './welcome-mails.ts';

const written: Kind = { ...users, create: createUser, update: updateUser };

/** "5 requests per minute per user" for updates of one person (Rate limits). */
const UPDATES = { name: 'update-user', perMinute: 5, each: 'id' };

export const userWriteRoutes: readonly Route[] = [
  ...writeRoutes(written).map((route) => ({
    ...route,
    access: 'agent' as const,
    ...(route.method === 'PUT' ? { limit: UPDATES } : {}),
  })),
  { method: 'POST', path: '/users/create_or_update', scope: 'users', access: 'agent', handle: createOrUpdate },
  { method: 'DELETE', path: '/users/:id', scope: 'users', access: 'agent', handle: deleteUser },
];

function createUser(context: Context, input: Attributes): Row {
  const { store } = context;
  const problems: Problem[] = [];
  const own = ownAttributes(context, undefined, input, problems);
  const email = text(input.email).trim().toLowerCase();
  const staff = text(input.role, 'end-user') !== 'end-user';
  if (email === '' && staff) problems.push(blank('email'));
  if (problems.length > 0) throw recordInvalid(problems);
  if (email !== '') checkAddress(store, 'email', email, undefined);
  const now = timestamp(store);
  const row = seedUser({ store, subdomain: '', company: '' }, text(own.name), email, 'end-user', {
    verified: false,
    ...own,
    email: email === '' ? null : email,
    created_at: now,
    updated_at: now,
    // Nobody has ever signed in as somebody who has just been made.
    last_login_at: null,
  });
  const made = joinGroups(context, applyRole(context, row, input), input);
  if (isWelcome(store, made, input)) sendWelcome(store, made, email);
  return made;
}

/** "If you need to create users without sending out a verification email, include skip_verify_email." */
function isWelcome(store: Store, row: Row, { skip_verify_email, verified }: Attributes): boolean {
  if (text(row.email) === '' || flag(skip_verify_email) || flag(verified)) return false;
  const { agent_created_welcome_emails } = object(find(store, 'settings', 'account')?.user);
  return row.role !== 'end-user' || flag(agent_created_welcome_emails, true);
}

function updateUser(context: Context, row: Row, input: Attributes): Row {
  const { store, actor } = context;
  refuseForeign(context, row);
  const problems: Problem[] = [];
  const changes = ownAttributes(context, row, input, problems);
  if (flag(changes.suspended) && (isOwner(store, row) || row.id === actor.user?.id)) {
    problems.push(invalid('suspended', 'Suspended: not for the account owner, nor for oneself'));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  const before = row.role;
  const changed = applyRole(context, patch(store, 'users', row, changes), input);
  // "On update, a secondary email is added."
  if (text(input.email) !== '') {
    addIdentity(store, changed, {
      type: 'email',
      value: input.email ?? null,
      skip_verify_email: input.skip_verify_email ?? null,
    });
  }
  if (changed.role !== 'end-user' && before === 'end-user') return joinGroups(context, changed, input);
  return setDefaultGroup(store, changed, input.default_group_id ?? input.group_id ?? null);
}

/** Agents keep their own profile and those of customers, and who was deleted is gone. [general knowledge] */
function refuseForeign({ actor }: Context, row: Row): void {
  if (!flag(row.active, true)) throw notFound();
  if (row.role !== 'end-user' && row.id !== actor.user?.id && !isAdmin(actor)) throw forbidden();
}

/** New staff is in the groups that were named, or in the account's default one; the first of them is their own default. */
function joinGroups(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  if (row.role === 'end-user') return row;
  const chosen = input.default_group_id ?? input.group_id ?? null;
  const named = [...(chosen === null ? [] : [chosen]), ...list(input.group_ids)].map((id) => text(id));
  const [fallback] = filter(store, 'groups', (group) => flag(group.default));
  const wanted = named.length > 0 ? named : fallback ? [String(fallback.id)] : [];
  for (const [index, id] of [...new Set(wanted)].entries()) joinGroup(context, row, id, index === 0);
  return find(store, 'users', row.id) ?? row;
}

function setDefaultGroup(store: Store, row: Row, group: Json): Row {
  if (group === null || row.role === 'end-user' || text(group) === text(row.default_group_id)) return row;
  const [member] = filter(
    store,
    'group_memberships',
    (one) => one.user_id === row.id && text(one.group_id) === text(group),
  );
  // [general knowledge] The default is one of the groups that the agent is in.
  if (!member) throw recordInvalid([invalid('default_group_id', 'Default group: the user is not a member of it')]);
  makeGroupDefault(store, member);
  return find(store, 'users', row.id) ?? row;
}

/** "Creates a user, or updates an existing user identified by e-mail address or external ID." */
function createOrUpdate(call: Call): Reply {
  const input = wrapped(call, 'user');
  const [email, external] = [text(input.email).toLowerCase(), text(input.external_id).toLowerCase()];
  for (const row of rows(call.store, 'users')) {
    if (!flag(row.active, true)) continue;
    const isMeant =
      (external !== '' && text(row.external_id).toLowerCase() === external) ||
      (email !== '' && text(row.email).toLowerCase() === email);
    if (isMeant) return ok({ user: present(users, updateUser(call, row, input), call) });
  }
  return created({ user: present(users, createUser(call, input), call) });
}

/** "Deleted users are not recoverable": they stay readable by their id, as somebody who is not active. */
function deleteUser(call: Call): Reply {
  const { store } = call;
  const row = rowOf(users, call, param(call, 'id'));
  refuseForeign(call, row);
  refuseDeletion(call, row);
  leaveStaff(store, row);
  forgetIdentities(store, row);
  const gone = patch(store, 'users', row, {
    active: false,
    role: 'end-user',
    custom_role_id: null,
    role_type: null,
    default_group_id: null,
  });
  return ok({ user: present(users, gone, call) });
}

function refuseDeletion({ store, actor }: Call, row: Row): void {
  // "Administrators can delete all users except the account owner."
  if (isOwner(store, row)) throw recordInvalid([invalid('base', 'The account owner cannot be deleted')]);
  if (row.id === actor.user?.id) throw recordInvalid([invalid('base', 'You cannot delete yourself')]);
  // [general knowledge] Whoever has asked for something that is not closed yet cannot be deleted.
  const open = filter(store, 'tickets', (one) => one.requester_id === row.id && one.status !== 'closed');
  if (open.length === 0) return;
  const numbers = open.map(({ id }) => `#${id}`).join(', ');
  throw recordInvalid([invalid('base', `${text(row.name)} requested tickets that are not closed: ${numbers}`)]);
}
