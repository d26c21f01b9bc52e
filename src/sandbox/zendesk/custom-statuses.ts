/** Custom ticket statuses: developer.zendesk.com/api-reference/ticketing/tickets/custom_ticket_statuses/ */

import type { Problem } from '../errors.ts';
import { badAttribute, blank, duplicate, forbidden, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Row } from '../json.ts';
import { flag, object, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { readRoutes, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import type { Store } from '../store.ts';
import { drop, filter, find, insert, patch, rows } from '../store.ts';
import { rendered } from './placeholders.ts';
import { systemWording } from './status-wordings.ts';

const TABLE = 'custom_statuses';
/** "The `new` category has one status", the platform's own. */
const CATEGORIES = ['open', 'pending', 'hold', 'solved'];
/** "300 custom ticket statuses per account", "100 custom ticket statuses per status category". */
const MOST = 300;
const MOST_OF_CATEGORY = 100;
/** "Maximum length is 48 characters" (OpenAPI, CustomStatusObject). */
const LONGEST = 48;
const TEXTS = ['agent_label', 'end_user_label', 'description', 'end_user_description'];

export const customStatuses: Kind = {
  name: TABLE,
  one: 'custom_status',
  path: '/custom_statuses',
  scope: 'tickets',
  paging: 'none',
  readAccess: 'anyone',
  keep: isWanted,
  create: createStatus,
  update: updateStatus,
  remove: removeStatus,
};

/** Without the feature the system statuses can be read and nothing can be written. [general knowledge: 403] */
export const customStatusRoutes: readonly Route[] = [
  ...readRoutes(customStatuses),
  ...[
    ...writeRoutes(customStatuses),
    { method: 'PUT', path: '/custom_status/default', ...writing(customStatuses), handle: setDefaults } as const,
  ].map((route) => ({
    ...route,
    handle: (call: Call) => {
      if (!customStatusesOn(call.store)) throw forbidden();
      return route.handle(call);
    },
  })),
];

/** Whether the account has activated them, as a person does in the admin pages. */
export function customStatusesOn(store: Store): boolean {
  return flag(object(object(find(store, 'settings', 'account')).features).custom_statuses_enabled);
}

function isWanted(row: Row, { query }: Call): boolean {
  const categories = query.get('status_categories')?.split(',');
  const fits = (name: 'active' | 'default') => {
    const asked = query.get(name);
    return asked === null || flag(row[name]) === flag(asked);
  };
  return fits('active') && fits('default') && (categories?.includes(text(row.status_category)) ?? true);
}

function createStatus({ store }: Context, input: Attributes): Row {
  const category = text(input.status_category);
  const problems: Problem[] = [];
  if (category === '') problems.push(blank('status_category'));
  else if (!CATEGORIES.includes(category)) {
    problems.push(invalid('status_category', `Status category: ${category} is not allowed`));
  }
  if (text(input.agent_label).trim() === '') problems.push(blank('agent_label'));
  if (problems.length > 0) throw recordInvalid(problems);
  checkRoom(store, category);
  // [general knowledge] What customers see is what agents see, unless it is said.
  const wording = { end_user_label: input.agent_label ?? '', description: '', end_user_description: '', ...input };
  return insert(store, TABLE, nextNumber(store), {
    status_category: category,
    ...textsOf(store, wording, undefined),
    active: flag(input.active),
    default: false,
  });
}

function updateStatus({ store }: Context, row: Row, input: Attributes): Row {
  const category = input.status_category;
  if (category !== undefined && category !== row.status_category) {
    throw recordInvalid([invalid('status_category', 'Status category: cannot be changed')]);
  }
  const active = flag(input.active, flag(row.active));
  if (!active && flag(row.active)) refuseDefault(row);
  // "You can only change a category's default ticket status using a Bulk Update Default request": `default` is ignored.
  return patch(store, TABLE, row, { ...textsOf(store, input, row), active });
}

/** "Each status category has a default ticket status that's always active", on-hold excepted, which is optional. */
function refuseDefault(row: Row): void {
  if (!flag(row.default) || row.status_category === 'hold') return;
  throw recordInvalid([invalid('active', 'Active: the default status of a category cannot be deactivated')]);
}

/** "The status must first be unassigned from all active (non-closed) tickets before it can be deleted." */
function removeStatus({ store }: Context, row: Row): void {
  // [general knowledge] The platform's own statuses and each category's default stay; the wordings are ours.
  if (flag(row.default) || text(row.raw_agent_label).startsWith('{{zd.')) {
    throw recordInvalid([invalid('base', `${text(row.agent_label)}: this status cannot be deleted`)]);
  }
  const holders = filter(store, 'tickets', (one) => one.custom_status_id === row.id && one.status !== 'closed');
  if (holders.length > 0) {
    throw recordInvalid([invalid('base', `${text(row.agent_label)}: ${holders.length} tickets have this status`)]);
  }
  for (const link of filter(store, 'ticket_form_statuses', (one) => one.custom_status_id === row.id)) {
    drop(store, 'ticket_form_statuses', link.id);
  }
  drop(store, TABLE, row.id);
}

function checkRoom(store: Store, category: string): void {
  const all = [...rows(store, TABLE)];
  const same = all.filter((row) => row.status_category === category);
  if (all.length < MOST && same.length < MOST_OF_CATEGORY) return;
  const description = `At most ${MOST} custom statuses are allowed, ${MOST_OF_CATEGORY} in a category`;
  throw recordInvalid([{ field: 'base', description, error: 'TooMany' }]);
}

/** What is written stays as the raw text; the other shows the wording. Raw texts that are sent are ignored: they are read-only. */
function textsOf(store: Store, input: Attributes, self: Row | undefined): Attributes {
  const changes: Attributes = {};
  for (const name of TEXTS) {
    if (input[name] === undefined) continue;
    const raw = text(input[name]).trim();
    const shown = systemWording(raw) ?? rendered(store, raw);
    if (name.endsWith('_label')) checkLabel(store, name, raw, shown, self?.id);
    Object.assign(changes, { [name]: shown, [`raw_${name}`]: raw });
  }
  return changes;
}

function checkLabel(store: Store, name: string, raw: string, shown: string, self: Id | undefined): void {
  if (raw === '') throw recordInvalid([blank(name)]);
  if (shown.length > LONGEST) {
    const description = `${name}: is too long (maximum is ${LONGEST} characters)`;
    throw recordInvalid([{ field: name, description, error: 'TooLong' }]);
  }
  if (name !== 'agent_label') return;
  for (const other of rows(store, TABLE)) {
    if (other.id !== self && text(other.raw_agent_label).toLowerCase() === raw.toLowerCase()) {
      throw recordInvalid([duplicate(name, `Agent label: ${raw} has already been taken`)]);
    }
  }
}

/** "The comma-separated list of custom ticket status ids to be set as default for their status categories." */
function setDefaults(call: Call): Reply {
  const { store, body } = call;
  if (typeof body.ids !== 'string') throw badAttribute('ids', 'ids must be a comma-separated list');
  const chosen = body.ids.split(',').map((id) => {
    const row = find(store, TABLE, id.trim());
    if (!row) throw notFound();
    return row;
  });
  if (new Set(chosen.map((row) => row.status_category)).size < chosen.length) {
    throw recordInvalid([invalid('ids', 'Ids: a category has one default status')]);
  }
  for (const row of chosen) {
    if (!flag(row.active)) throw recordInvalid([invalid('ids', `Ids: ${text(row.agent_label)} is not active`)]);
    const before = filter(store, TABLE, (other) => other.status_category === row.status_category && other !== row);
    for (const other of before) patch(store, TABLE, other, { default: false });
    patch(store, TABLE, row, { default: true });
  }
  return ok({});
}
