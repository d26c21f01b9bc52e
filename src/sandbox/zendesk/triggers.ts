/** Ticket triggers: developer.zendesk.com/api-reference/ticketing/business-rules/triggers/ */

import { ApiError, badAttribute, blank, invalid, listed, notFound, recordInvalid } from '../errors.ts';
import { has } from '../features.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { flag, isObject, list, number, object, objects, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, reading, rowsOf, showRoute, writeRoutes, writing } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok } from '../router.ts';
import type { Compare, Store } from '../store.ts';
import { byId, byPosition, byText, drop, find, insert, ordered, patch, rows, viewed } from '../store.ts';
import { definitions } from './definitions.ts';
import { checkActions, checkConditions, presentConditions } from './rule-checks.ts';
import { createCategory } from './trigger-categories.ts';

const MAX_UPDATES = 100;

export const triggers: Kind = {
  name: 'triggers',
  one: 'trigger',
  path: '/triggers',
  scope: 'triggers',
  paging: 'both',
  present: (row) => ({ ...row, conditions: presentConditions(row.conditions) }),
  create: createTrigger,
  update: updateTrigger,
  remove: ({ store }, row) => drop(store, 'triggers', row.id),
};

export const triggerRoutes: readonly Route[] = [
  { method: 'GET', path: '/triggers', ...reading(triggers), handle: (call) => listTriggers(call) },
  { method: 'GET', path: '/triggers/active', ...reading(triggers), handle: (call) => listTriggers(call, true) },
  {
    method: 'GET',
    path: '/triggers/definitions',
    ...reading(triggers),
    handle: (call) => ok({ definitions: definitions(call.store) }),
  },
  { method: 'PUT', path: '/triggers/update_many', ...writing(triggers), handle: updateMany },
  { method: 'DELETE', path: '/triggers/destroy_many', ...writing(triggers), handle: destroyMany },
  { method: 'PUT', path: '/triggers/reorder', ...writing(triggers), handle: reorder },
  showRoute(triggers),
  ...writeRoutes(triggers),
];

function listTriggers(call: Call, active?: boolean): Reply {
  const wanted = active ?? (call.query.has('active') ? flag(call.query.get('active') ?? '') : undefined);
  const category = call.query.get('category_id');
  const sort = call.query.get('sort') ?? call.query.get('sort_by') ?? 'position';
  const descending = sort.startsWith('-') || call.query.get('sort_order') === 'desc';
  const chosen = () => {
    const all = viewed(call.store, 'triggers', sort.replace(/^-/, ''), compareBy(call.store, sort.replace(/^-/, '')));
    const kept =
      wanted === undefined && category === null
        ? all
        : all.filter(
            (row) =>
              (wanted === undefined || flag(row.active) === wanted) &&
              (category === null || row.category_id === category),
          );
    return descending ? [...kept].reverse() : kept;
  };
  const usage = (call.query.get('include') ?? '').split(',').filter((name) => name.startsWith('usage_'));
  return listReply(call, {
    wrapper: 'triggers',
    paging: 'both',
    rows: chosen,
    present: (row) => ({ ...present(triggers, row, call), ...usageOf(call, row, usage) }),
  });
}

function compareBy(store: Store, sort: string): Compare {
  if (sort === 'alphabetical') return byText('title');
  if (sort === 'created_at' || sort === 'updated_at') return byText(sort);
  const place = new Map(
    ordered(store, 'trigger_categories', 'position', byPosition).map((row, at) => [String(row.id), at]),
  );
  return (left, right) =>
    (place.get(text(left.category_id)) ?? 0) - (place.get(text(right.category_id)) ?? 0) || byPosition(left, right);
}

/** "The usage sideloads are only supported on the Support Professional or Suite Growth plan or above." */
function usageOf(call: Call, row: Row, names: readonly string[]): Attributes {
  if (!has(call.profile, 'rule_usage')) return {};
  return Object.fromEntries(names.map((name, at) => [name, (number(row.id) >> 3) % (40 * (at + 1))]));
}

function createTrigger(context: Context, input: Attributes): Row {
  const { store } = context;
  const title = text(input.title ?? input.raw_title).trim();
  if (title === '') throw recordInvalid([blank('title')]);
  const actions = checkActions(store, input.actions, undefined);
  if (actions.length === 0) throw recordInvalid([blank('actions')]);
  const conditions = checkConditions(store, conditionsOf(input), undefined);
  const category = chooseCategory(context, input);
  const position = input.position === undefined ? nextPosition(store, category) : number(input.position);
  return insert(store, 'triggers', nextNumber(store), {
    title,
    raw_title: title,
    description: textOrNull(input.description),
    active: flag(input.active, true),
    position,
    category_id: category,
    conditions,
    actions,
    default: false,
  });
}

/** The top-level `all` and `any` are the legacy form of `conditions`. */
function conditionsOf(input: Attributes): Json | undefined {
  if (input.conditions !== undefined) return input.conditions;
  if (input.all === undefined && input.any === undefined) return undefined;
  return { all: input.all ?? [], any: input.any ?? [] };
}

function updateTrigger(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  const changes: Attributes = {};
  const title = input.title ?? input.raw_title;
  if (title !== undefined) {
    if (text(title).trim() === '') throw recordInvalid([blank('title')]);
    Object.assign(changes, { title: text(title).trim(), raw_title: text(title).trim() });
  }
  if (input.description !== undefined) changes.description = textOrNull(input.description);
  if (input.active !== undefined) changes.active = flag(input.active);
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.category_id !== undefined || isObject(input.category)) changes.category_id = chooseCategory(context, input);
  const sent = conditionsOf(input);
  // "Updating a condition or action updates both the conditions and actions arrays, clearing all existing values of both."
  if (sent !== undefined || input.actions !== undefined) {
    changes.conditions = checkConditions(store, sent, row.conditions);
    changes.actions = checkActions(store, input.actions, row.actions);
  }
  return patch(store, 'triggers', row, changes);
}

/** [general knowledge] One category is taken for granted; with several, the request must name one. */
function chooseCategory(context: Context, input: Attributes): string {
  const { store } = context;
  if (isObject(input.category)) return String(createCategory(context, input.category).id);
  const sent = textOrNull(input.category_id);
  if (sent !== null) {
    if (find(store, 'trigger_categories', sent)) return sent;
    throw listed(400, 'InvalidTrigger', 'category_id is not valid');
  }
  const [first, second] = ordered(store, 'trigger_categories', 'position', byPosition);
  if (!first) return String(createCategory(context, { name: 'Notifications' }).id);
  if (second) throw listed(400, 'InvalidTrigger', 'category_id is required');
  return String(first.id);
}

export function nextPosition(store: Store, category: string): number {
  let last = 0;
  for (const row of rows(store, 'triggers')) {
    if (row.category_id === category) last = Math.max(last, number(row.position));
  }
  return last + 1;
}

/** "Updates the position or the active status of multiple ticket triggers. Any additional properties are ignored." */
function updateMany(call: Call): Reply {
  const items = objects(call.body.triggers);
  if (items.length > MAX_UPDATES) throw badAttribute('triggers', `at most ${MAX_UPDATES} triggers can be updated`);
  const updated = items.map((item) => patchTrigger(call.store, item));
  return ok({
    triggers: updated.map((row) => present(triggers, row, call)),
    next_page: null,
    previous_page: null,
    count: updated.length,
  });
}

function patchTrigger(store: Store, item: Attributes): Row {
  const row = find(store, 'triggers', text(item.id));
  if (!row) throw notFound();
  const category = textOrNull(item.category_id);
  if (category !== null && !find(store, 'trigger_categories', category)) {
    throw listed(400, 'InvalidTrigger', 'category_id is not valid');
  }
  return patch(store, 'triggers', row, triggerPlace(item));
}

/** The attributes that the bulk endpoints take from an item. */
export function triggerPlace(item: Attributes): Attributes {
  return {
    ...(item.position === undefined ? {} : { position: number(item.position) }),
    ...(item.active === undefined ? {} : { active: flag(item.active) }),
    ...(item.category_id === undefined ? {} : { category_id: text(item.category_id) }),
  };
}

function destroyMany(call: Call): Reply {
  const sent = call.query.get('ids') ?? text(call.body.ids);
  const ids: Id[] = sent
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw recordInvalid([invalid('ids', 'Ids: cannot be blank')]);
  for (const id of ids) {
    if (!find(call.store, 'triggers', id)) throw notFound();
    drop(call.store, 'triggers', id);
  }
  return noContent();
}

function reorder(call: Call): Reply {
  if (ordered(call.store, 'trigger_categories', 'position', byPosition).length > 1) {
    throw new ApiError(400, {
      error: 'LimitOneCategory',
      description: 'Triggers cannot be reordered here when there is more than one trigger category',
    });
  }
  const ids = list(call.body.trigger_ids ?? object(call.body).ids).map((id) => text(id));
  const all = ordered(call.store, 'triggers', 'id', byId);
  // "You must include every ticket trigger id in your account … If not, the endpoint will return 404 Forbidden."
  if (ids.length !== all.length || all.some((row) => !ids.includes(String(row.id)))) {
    throw new ApiError(404, { error: 'Forbidden', description: 'Every trigger must be listed' });
  }
  for (const [index, id] of ids.entries()) {
    const row = find(call.store, 'triggers', id);
    if (row) patch(call.store, 'triggers', row, { position: index + 1 });
  }
  return ok({ triggers: rowsOf(triggers, call).map((row) => present(triggers, row, call)) });
}
