/**
 * Customers and organizations through the API: made and deleted. Agents take a seat, which the sandbox does not sell.
 * developer.zendesk.com/api-reference/ticketing/users/users/, …/organizations/organizations/
 */

import { badAttribute, blank, duplicate, invalid, notFound, type Problem, recordInvalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { object, text } from '../json.ts';
import { present, rowOf, wrapped } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import { seedOrganization, seedUser } from '../seed/people.ts';
import type { Garden } from '../seed/plant.ts';
import { drop, filter, find, patch, timestamp } from '../store.ts';
import { organizations } from './read-only.ts';
import { users } from './users.ts';

export const peopleRoutes: readonly Route[] = [
  { method: 'POST', path: '/users', scope: 'users', access: 'agent', handle: createUser },
  { method: 'DELETE', path: '/users/:id', scope: 'users', access: 'agent', handle: deleteUser },
  { method: 'POST', path: '/organizations', scope: 'organizations', access: 'admin', handle: createOrganization },
  {
    method: 'GET',
    path: '/organizations/search',
    scope: 'organizations',
    access: 'agent',
    handle: searchOrganizations,
  },
  {
    method: 'GET',
    path: '/organizations/show_many',
    scope: 'organizations',
    access: 'agent',
    handle: showOrganizations,
  },
  { method: 'DELETE', path: '/organizations/:id', scope: 'organizations', access: 'admin', handle: deleteOrganization },
];

function createUser(call: Call): Reply {
  const { skip_verify_email, ...input } = wrapped(call, 'user');
  const [name, email, role] = [text(input.name), text(input.email).toLowerCase(), text(input.role, 'end-user')];
  const problems: Problem[] = [
    ...(name === '' ? [blank('name')] : []),
    ...(email !== '' && holds(call, 'users', 'email', email) ? [taken('email', email)] : []),
    ...(role === 'end-user' ? [] : [invalid('role', 'Role: the account has no seat left')]),
  ];
  if (problems.length > 0) throw recordInvalid(problems);
  const locale = find(call.store, 'locales', text(input.locale_id, '1'));
  const row = seedUser(gardenOf(call), name, email, role, {
    ...input,
    ...now(call),
    email,
    organization_id: find(call.store, 'organizations', text(input.organization_id))?.id ?? null,
    locale_id: locale?.id ?? 1,
    locale: text(locale?.locale, 'en-US'),
    user_fields: object(input.user_fields),
  });
  return created({ user: present(users, row, call) }, { Location: `${call.base}/api/v2/users/${row.id}.json` });
}

/** [general knowledge] Whoever has asked for something that is not closed yet cannot be deleted. */
function deleteUser(call: Call): Reply {
  const row = rowOf(users, call, param(call, 'id'));
  const open = filter(call.store, 'tickets', (one) => one.requester_id === row.id && one.status !== 'closed');
  if (open.length > 0) {
    const numbers = open.map(({ id }) => `#${id}`).join(', ');
    throw recordInvalid([invalid('base', `${text(row.name)} requested tickets that are not closed: ${numbers}`)]);
  }
  drop(call.store, 'users', row.id);
  return ok({ user: { ...present(users, row, call), active: false } });
}

function createOrganization(call: Call): Reply {
  const input = wrapped(call, 'organization');
  const name = text(input.name);
  if (name === '') throw recordInvalid([blank('name')]);
  if (holds(call, 'organizations', 'name', name)) throw recordInvalid([taken('name', name)]);
  const row = seedOrganization(gardenOf(call), name, { ...input, ...now(call) });
  return created(
    { organization: present(organizations, row, call) },
    {
      Location: `${call.base}/api/v2/organizations/${row.id}.json`,
    },
  );
}

/** By an external id, or by the whole name; whatever their case. */
function searchOrganizations(call: Call): Reply {
  const [attribute, wanted] = ['external_id', 'name'].flatMap((name) => {
    const value = call.query.get(name);
    return value === null ? [] : [name, value];
  });
  if (attribute === undefined || wanted === undefined) throw badAttribute('name', 'external_id or name is required');
  return listReply(call, {
    wrapper: 'organizations',
    paging: 'offset',
    rows: () => filter(call.store, 'organizations', (row) => isCalled(row[attribute], wanted)),
    present: (row) => present(organizations, row, call),
  });
}

/** Ids that belong to none are left out of the answer. */
function showOrganizations(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',');
  if (ids.length > 100) throw badAttribute('ids', 'at most 100 at once');
  const found = ids.flatMap((id) => find(call.store, 'organizations', id.trim()) ?? []);
  return ok({
    organizations: found.map((row) => present(organizations, row, call)),
    next_page: null,
    previous_page: null,
    count: found.length,
  });
}

/** Its people stay, and belong nowhere. */
function deleteOrganization(call: Call): Reply {
  const row = find(call.store, 'organizations', param(call, 'id'));
  if (row === undefined) throw notFound();
  for (const user of filter(call.store, 'users', (one) => one.organization_id === row.id))
    patch(call.store, 'users', user, { organization_id: null });
  drop(call.store, 'organizations', row.id);
  return noContent();
}

function holds({ store }: Call, kind: string, attribute: string, value: string): boolean {
  return filter(store, kind, (row) => isCalled(row[attribute], value)).length > 0;
}

function isCalled(own: Json | undefined, wanted: string): boolean {
  return text(own).toLowerCase() === wanted.toLowerCase();
}

function taken(field: string, value: string): Problem {
  return duplicate(field, `${field}: ${value} has already been taken`);
}

function gardenOf({ store }: Call): Garden {
  return { store, subdomain: '', company: '' };
}

function now({ store }: Call): Attributes {
  return { created_at: timestamp(store), updated_at: timestamp(store) };
}
