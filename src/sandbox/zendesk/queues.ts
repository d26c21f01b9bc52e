/** Omnichannel queues: developer.zendesk.com/api-reference/agent-availability/omnichannel_routing_queues/omnichannel_routing_queues/ */

import type { Problem } from '../errors.ts';
import { badAttribute, blank, duplicate, invalid, invalidEndpoint, recordInvalid } from '../errors.ts';
import { nextUlid } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { flag, isObject, list, number, object, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { reading, readRoutes, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok } from '../router.ts';
import { shuffled } from '../shuffle.ts';
import type { Store } from '../store.ts';
import { byId, count, drop, find, insert, ordered, patch, rows } from '../store.ts';
import { isGroup } from './choices.ts';
import { routingDefinitions, routingWords } from './routing-words.ts';
import { checkConditions } from './rule-checks.ts';

const TABLE = 'queues';
/** "You can create up to 199 custom queues in addition to the standard omnichannel routing queue." */
const MOST = 199;
const words = routingWords('queues');

export const queues: Kind = {
  name: TABLE,
  one: 'queue',
  path: '/queues',
  scope: 'tickets',
  paging: 'none',
  feature: 'queues',
  order: { name: 'order', compare: (left, right) => number(left.order) - number(right.order) || byId(left, right) },
  present: showQueue,
  create: createQueue,
  update: updateQueue,
  remove: ({ store }, row) => drop(store, TABLE, row.id),
  byHand: ({ store }, row, { active }) => (active === undefined ? row : patch(store, TABLE, row, { active })),
};

const open: readonly Route[] = [
  // "Returns all active queues for an account."
  ...readRoutes({ ...queues, keep: (row) => flag(row.active, true) }),
  {
    method: 'GET',
    path: '/queues/definitions',
    ...reading(queues),
    access: 'admin',
    handle: ({ store }) => ok({ definitions: routingDefinitions(store, 'queues') }),
  },
  { method: 'PATCH', path: '/queues/order', ...writing(queues), handle: reorder },
  ...writeRoutes(queues),
];

/** Where omnichannel routing is off, there are no such endpoints. [general knowledge] */
export const queueRoutes: readonly Route[] = open.map((route) => ({
  ...route,
  access: route.path === queues.path ? 'admin' : route.access,
  handle: (call) => {
    if (!flag(object(find(call.store, 'settings', 'account')?.routing).enabled)) throw invalidEndpoint();
    return route.handle(call);
  },
}));

/** Groups are written as ids and read as objects, in no order that stays. */
function showQueue({ active, ...row }: Row, { store }: Context): Attributes {
  return {
    ...row,
    primary_groups: nested(store, row.primary_groups),
    secondary_groups: nested(store, row.secondary_groups),
  };
}

function nested(store: Store, ids: Json | undefined): Attributes {
  const groups = shuffled(list(ids)).flatMap((id) => {
    const group = find(store, 'groups', text(id));
    return group && !flag(group.deleted) ? [{ id: group.id, name: text(group.name) }] : [];
  });
  return { count: groups.length, groups };
}

function createQueue({ store }: Context, input: Attributes): Row {
  if (count(store, TABLE) >= MOST) {
    throw recordInvalid([{ field: 'base', description: `At most ${MOST} queues are allowed`, error: 'TooMany' }]);
  }
  const sent = { name: '', priority: null, primary_groups_id: [], definition: null, ...input };
  const own = attributes(store, undefined, sent);
  return insert(store, TABLE, nextUlid(store), {
    description: '',
    secondary_groups: [],
    ...own,
    order: lastOrder(store) + 1,
    active: true,
  });
}

function updateQueue({ store }: Context, row: Row, input: Attributes): Row {
  return patch(store, TABLE, row, attributes(store, row, input));
}

/** `order` follows from /queues/order alone. */
function attributes(store: Store, row: Row | undefined, input: Attributes): Attributes {
  const problems: Problem[] = [];
  const changes: Attributes = {};
  if (input.name !== undefined) changes.name = nameOf(store, row?.id, input.name, problems);
  if (input.description !== undefined) changes.description = text(input.description);
  if (input.priority !== undefined) changes.priority = priorityOf(input.priority, problems);
  if (input.primary_groups_id !== undefined) {
    changes.primary_groups = groupIds(store, 'primary_groups_id', input.primary_groups_id, problems);
    if (list(input.primary_groups_id).length === 0) problems.push(blank('primary_groups_id'));
  }
  if (input.secondary_groups_id !== undefined) {
    changes.secondary_groups = groupIds(store, 'secondary_groups_id', input.secondary_groups_id, problems);
  }
  if (input.definition !== undefined) {
    if (!isObject(input.definition)) problems.push(blank('definition'));
    else changes.definition = definitionOf(store, input.definition, row?.definition, problems);
  }
  if (problems.length > 0) throw recordInvalid(problems);
  return changes;
}

/** [general knowledge] Two queues of one name cannot be told apart; the wording is ours. */
function nameOf(store: Store, self: Id | undefined, value: Json, problems: Problem[]): string {
  const name = text(value).trim();
  if (name === '') problems.push(blank('name'));
  for (const other of rows(store, TABLE)) {
    if (other.id !== self && text(other.name).toLowerCase() === name.toLowerCase()) {
      problems.push(duplicate('name', `Name: ${name} has already been taken`));
    }
  }
  return name;
}

/** "Valid values are 1-100, with 1 being the highest priority." */
function priorityOf(value: Json, problems: Problem[]): number {
  const priority = number(value, Number.NaN);
  if (Number.isInteger(priority) && priority >= 1 && priority <= 100) return priority;
  problems.push(invalid('priority', 'Priority: must be between 1 and 100'));
  return 0;
}

function groupIds(store: Store, field: string, value: Json, problems: Problem[]): Json[] {
  if (!Array.isArray(value)) throw badAttribute(field, `${field} must be a list of ids`);
  for (const id of value) {
    if (!isGroup(store, text(id))) problems.push(invalid(field, `${field}: ${text(id)} is no group`));
  }
  return [...new Set(value.map((id) => number(id)))];
}

/** [general knowledge] A queue without a condition would take every ticket, and is refused. */
function definitionOf(store: Store, sent: Attributes, kept: Json | undefined, problems: Problem[]): Attributes {
  const checked = checkConditions(store, sent, kept, words);
  if (objects(checked.all).length + objects(checked.any).length === 0) problems.push(blank('definition'));
  return checked;
}

function lastOrder(store: Store): number {
  let last = 0;
  for (const row of rows(store, TABLE)) last = Math.max(last, number(row.order));
  return last;
}

/** "You must include every queue id in your account to reorder the queues. If not, the endpoint will return 400." */
function reorder(call: Call): Reply {
  const ids: readonly string[] = list(call.body.queue_ids).map((id) => text(id));
  const all = ordered(call.store, TABLE, 'id', byId);
  if (ids.length !== all.length || all.some((row) => !ids.includes(String(row.id)))) {
    throw badAttribute('queue_ids', 'queue_ids must contain every queue of the account');
  }
  for (const row of all) patch(call.store, TABLE, row, { order: ids.indexOf(String(row.id)) + 1 });
  return noContent();
}
