/** Organizations: developer.zendesk.com/api-reference/ticketing/organizations/organizations/ */

import { isAdmin } from '../auth.ts';
import type { Problem } from '../errors.ts';
import { badAttribute, blank, duplicate, forbidden, invalid, listed, recordInvalid } from '../errors.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { flag, list, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { countRoute, present, reading, readRoutes, rowsOf, wrapped, writeRoutes } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, ok } from '../router.ts';
import { seedOrganization } from '../seed/people.ts';
import type { Store } from '../store.ts';
import { drop, filter, find, patch, rows, timestamp } from '../store.ts';
import { isGroup } from './choices.ts';
import { changeValues, shownValues } from './profile-values.ts';
import { tagList } from './user-attributes.ts';

const TABLE = 'organizations';
/** "Accepts a comma-separated list of up to 100 organization ids or external ids." */
const MOST = 100;
/** Announced in 2022 for updates of one organization. */
const UPDATES = { name: 'update-organization', perMinute: 5, each: 'id' };
/** "Agents with no permissions restrictions can only update `notes` on organizations." */
const OF_AGENTS = ['notes'];

export const organizations: Kind = {
  name: TABLE,
  one: 'organization',
  path: '/organizations',
  scope: TABLE,
  paging: 'both',
  present: (row, { store }) => ({
    ...row,
    organization_fields: shownValues(store, 'organization_fields', row),
  }),
};

const written: Kind = { ...organizations, create: createOrganization, update: updateOrganization, remove };

export const organizationRoutes: readonly Route[] = [
  ...readRoutes(organizations),
  countRoute(organizations),
  { method: 'GET', path: '/organizations/search', ...reading(organizations), handle: search },
  { method: 'GET', path: '/organizations/autocomplete', ...reading(organizations), handle: autocomplete },
  { method: 'GET', path: '/organizations/show_many', ...reading(organizations), handle: showMany },
  ...writeRoutes(written).map(
    (route): Route => (route.method === 'PUT' ? { ...route, access: 'agent', limit: UPDATES } : route),
  ),
  { method: 'POST', path: '/organizations/create_or_update', scope: TABLE, access: 'admin', handle: createOrUpdate },
];

function createOrganization(context: Context, input: Attributes): Row {
  const { store } = context;
  const problems: Problem[] = [];
  const own = attributes(store, undefined, { name: '', ...input }, problems);
  if (problems.length > 0) throw recordInvalid(problems);
  const now = timestamp(store);
  const garden = { store, subdomain: '', company: '' };
  return seedOrganization(garden, text(own.name), { ...own, created_at: now, updated_at: now });
}

function updateOrganization({ store, actor }: Context, row: Row, input: Attributes): Row {
  if (!isAdmin(actor) && Object.keys(input).some((key) => !OF_AGENTS.includes(key))) throw forbidden();
  const problems: Problem[] = [];
  const changes = attributes(store, row, input, problems);
  if (problems.length > 0) throw recordInvalid(problems);
  return patch(store, TABLE, row, changes);
}

function attributes(store: Store, row: Row | undefined, input: Attributes, problems: Problem[]): Attributes {
  const changes: Attributes = {};
  if (input.name !== undefined) changes.name = nameOf(store, row?.id, input.name, problems);
  for (const key of ['details', 'notes']) if (input[key] !== undefined) changes[key] = textOrNull(input[key]);
  for (const key of ['shared_tickets', 'shared_comments']) {
    if (input[key] !== undefined) changes[key] = flag(input[key]);
  }
  if (input.tags !== undefined) changes.tags = tagList(input.tags);
  if (input.external_id !== undefined) changes.external_id = externalId(store, row?.id, input.external_id, problems);
  if (input.domain_names !== undefined) changes.domain_names = domains(store, row?.id, input.domain_names, problems);
  if (input.group_id !== undefined) changes.group_id = group(store, input.group_id, problems);
  const values = input.organization_fields;
  if (values !== undefined) {
    const before = row?.organization_fields;
    changes.organization_fields = changeValues(store, 'organization_fields', before, values ?? {}, problems);
  }
  return changes;
}

/** "Leading and trailing whitespace in `name` is automatically trimmed before validation." */
function nameOf(store: Store, self: Id | undefined, value: Json, problems: Problem[]): string {
  const name = text(value).trim();
  if (name === '') problems.push(blank('name'));
  else if (isTaken(store, self, 'name', name)) {
    problems.push(duplicate('name', `Name: ${name} has already been taken`));
  }
  return name;
}

/** "The id is case-insensitive." */
function externalId(store: Store, self: Id | undefined, value: Json, problems: Problem[]): string | null {
  const id = text(value);
  if (id === '') return null;
  if (isTaken(store, self, 'external_id', id)) {
    problems.push(duplicate('external_id', `External: ${id} has already been taken`));
  }
  return id;
}

function isTaken(store: Store, self: Id | undefined, key: string, value: string): boolean {
  for (const other of rows(store, TABLE)) if (other.id !== self && isCalled(other[key], value)) return true;
  return false;
}

/** "Updating an organization's `domain_names` overwrites all existing values." [general knowledge] A domain is in one organization. */
function domains(store: Store, self: Id | undefined, value: Json, problems: Problem[]): string[] {
  const sent = Array.isArray(value) ? list(value).map((name) => text(name)) : text(value).split(/[\s,]+/);
  const names = [...new Set(sent.map((name) => name.trim().toLowerCase()))].filter((name) => name !== '');
  for (const name of names) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) {
      problems.push(invalid('domain_names', `Domain names: ${name} is invalid`));
    }
    const [other] = filter(store, TABLE, (row) => row.id !== self && list(row.domain_names).includes(name));
    if (other) problems.push(duplicate('domain_names', `Domain names: ${name} belongs to ${text(other.name)}`));
  }
  return names;
}

function group(store: Store, value: Json, problems: Problem[]): Id | null {
  if (value === null || value === '') return null;
  const id = text(value);
  if (isGroup(store, id)) return find(store, 'groups', id)?.id ?? null;
  problems.push(invalid('group_id', 'Group: is invalid'));
  return null;
}

/** Its people stay, and belong nowhere. */
function remove({ store }: Context, row: Row): void {
  for (const user of filter(store, 'users', (one) => one.organization_id === row.id))
    patch(store, 'users', user, { organization_id: null });
  drop(store, TABLE, row.id);
}

/** "You need to specify the id or external id when updating an organization to avoid a duplicate error response." */
function createOrUpdate(call: Call): Reply {
  const input = wrapped(call, 'organization');
  const known =
    find(call.store, TABLE, text(input.id)) ??
    [...rows(call.store, TABLE)].find((row) => hasExternalId(row, [text(input.external_id)]));
  if (known) return ok({ organization: present(organizations, updateOrganization(call, known, input), call) });
  return created({ organization: present(organizations, createOrganization(call, input), call) });
}

/** "You may search by an organization's `external_id` or `name`, but not both", each whole and whatever its case. */
function search(call: Call): Reply {
  const [name, external] = [call.query.get('name'), call.query.get('external_id')];
  if ((name === null) === (external === null)) throw badAttribute('name', 'either external_id or name is required');
  const [key, wanted] = name === null ? ['external_id', external] : ['name', name];
  return offsetPage(call, (row) => isCalled(row[key], (wanted ?? '').trim()));
}

/** "Returns an array of organizations whose name starts with the value specified in the `name` parameter." */
function autocomplete(call: Call): Reply {
  const start = (call.query.get('name') ?? '').toLowerCase();
  // [general knowledge] One letter is too little to look for.
  if (start.length < 2) throw listed(400, 'InvalidValue', 'name must have two characters at least');
  return offsetPage(call, (row) => text(row.name).toLowerCase().startsWith(start));
}

function offsetPage(call: Call, keep: (row: Row) => boolean): Reply {
  return listReply(call, {
    wrapper: TABLE,
    paging: 'offset',
    rows: () => rowsOf(organizations, call).filter(keep),
    present: (row) => present(organizations, row, call),
  });
}

/** Ids that belong to nobody are left out of the answer. */
function showMany(call: Call): Reply {
  const externals = call.query.get('external_ids')?.split(',');
  const ids = call.query.get('ids')?.split(',') ?? [];
  if ((externals ?? ids).length > MOST) throw badAttribute('ids', `at most ${MOST} at once`);
  const found = externals
    ? rowsOf(organizations, call).filter((row) => hasExternalId(row, externals))
    : ids.flatMap((id) => find(call.store, TABLE, id.trim()) ?? []);
  return ok({
    organizations: found.map((row) => present(organizations, row, call)),
    next_page: null,
    previous_page: null,
    count: found.length,
  });
}

function hasExternalId(row: Row, wanted: readonly string[]): boolean {
  const own = text(row.external_id);
  return own !== '' && wanted.some((id) => isCalled(own, id.trim()));
}

function isCalled(own: Json | undefined, wanted: string): boolean {
  return text(own).toLowerCase() === wanted.toLowerCase();
}
