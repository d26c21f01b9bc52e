/** Contextual workspaces: developer.zendesk.com/api-reference/ticketing/ticket-management/workspaces/ */

import { badAttribute, blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, isObject, list, number, object, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, readRoutes, rowOf, wrapped, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { param } from '../router.ts';
import { shuffled } from '../shuffle.ts';
import type { Store } from '../store.ts';
import { byPosition, drop, find, insert, ordered, patch } from '../store.ts';
import { macros } from './macros.ts';
import { routingWords } from './routing-words.ts';
import { checkConditions } from './rule-checks.ts';
import { lastPosition } from './rule-lists.ts';

const TABLE = 'workspaces';
/** Contexts look at a ticket as queues do: as it is, not how it changes. */
const words = routingWords('queues');

export const workspaces: Kind = {
  name: TABLE,
  one: 'workspace',
  path: '/workspaces',
  scope: 'tickets',
  paging: 'both',
  feature: 'workspaces',
  order: { name: 'position', compare: byPosition },
  present: showWorkspace,
  create: (context, input) => create(context, input).row,
  update: (context, row, input) => update(context, row, input).row,
  remove: ({ store }, row) => drop(store, TABLE, row.id),
};

export const workspaceRoutes: readonly Route[] = [
  ...readRoutes(workspaces),
  { method: 'PUT', path: '/workspaces/reorder', ...writing(workspaces), handle: reorder },
  { method: 'DELETE', path: '/workspaces/destroy_many', ...writing(workspaces), handle: destroyMany },
  ...writeRoutes(workspaces).map((route) => {
    if (route.method === 'DELETE') return route;
    const isNew = route.method === 'POST';
    return {
      ...route,
      handle: (call: Call) => {
        const input = wrapped(call, 'workspace');
        const outcome = isNew ? create(call, input) : update(call, rowOf(workspaces, call, param(call, 'id')), input);
        const body = { workspace: present(workspaces, outcome.row, call) };
        // What is named and not there is left out with a 200 that says so, and nothing else refuses the write.
        const told = outcome.errors.length > 0 ? { ...body, errors: [...outcome.errors] } : body;
        return { status: isNew && outcome.errors.length === 0 ? 201 : 200, body: told };
      },
    };
  }),
];

interface Outcome {
  readonly row: Row;
  readonly errors: readonly Json[];
}

/** Macros are written as ids and read as ids and whole, in no order that stays; so are apps, unless their order counts. */
function showWorkspace({ macros: named, ...row }: Row, context: Context): Attributes {
  const found = shuffled(list(named)).flatMap((id) => find(context.store, 'macros', text(id)) ?? []);
  const base = 'base' in context && typeof context.base === 'string' ? context.base : '';
  return {
    ...row,
    apps: flag(row.prefer_workspace_app_order) ? (row.apps ?? []) : shuffled(list(row.apps)),
    macro_ids: found.map((macro) => macro.id),
    selected_macros: found.map((macro) => present(macros, macro, { ...context, base })),
  };
}

function create({ store }: Context, input: Attributes): Outcome {
  const errors: Json[] = [];
  const own = attributes(store, undefined, { title: '', conditions: null, ...input }, errors);
  const row = insert(store, TABLE, nextNumber(store), {
    description: '',
    activated: true,
    ticket_form_id: null,
    macros: [],
    apps: [],
    prefer_workspace_app_order: true,
    position: lastPosition(store, TABLE),
    ...own,
  });
  return { row, errors };
}

function update({ store }: Context, row: Row, input: Attributes): Outcome {
  const errors: Json[] = [];
  const changes = attributes(store, row, input, errors);
  return { row: patch(store, TABLE, row, changes), errors };
}

function attributes(store: Store, row: Row | undefined, input: Attributes, errors: Json[]): Attributes {
  const changes: Attributes = {};
  if (input.title !== undefined) {
    changes.title = text(input.title).trim();
    if (changes.title === '') throw recordInvalid([blank('title')]);
  }
  if (input.description !== undefined) changes.description = text(input.description);
  if (input.activated !== undefined) changes.activated = flag(input.activated);
  if (input.prefer_workspace_app_order !== undefined) {
    changes.prefer_workspace_app_order = flag(input.prefer_workspace_app_order);
  }
  if (input.conditions !== undefined) changes.conditions = conditionsOf(store, input.conditions, row?.conditions);
  if (input.ticket_form_id !== undefined) changes.ticket_form_id = formOf(store, input.ticket_form_id, errors);
  if (input.macros !== undefined) changes.macros = macroIds(store, input.macros, errors);
  if (input.apps !== undefined) changes.apps = appsOf(input.apps);
  return changes;
}

/** [general knowledge] A workspace that no ticket could meet, or every one, is refused. */
function conditionsOf(store: Store, sent: Json, kept: Json | undefined): Attributes {
  const checked = checkConditions(store, object(sent), kept, words);
  if (objects(checked.all).length + objects(checked.any).length === 0) throw recordInvalid([blank('conditions')]);
  return checked;
}

function formOf(store: Store, value: Json, errors: Json[]): Json {
  if (value === null || value === '') return null;
  const form = find(store, 'ticket_forms', number(value));
  if (form && !form.deleted_at && flag(form.active)) return form.id;
  errors.push(problem('ticket_form_id', `Ticket form ${text(value)} is not available`));
  return null;
}

function macroIds(store: Store, value: Json, errors: Json[]): Json[] {
  if (!Array.isArray(value)) throw badAttribute('macros', 'macros must be a list of ids');
  const ids = [...new Set(value.map((id) => number(id)))];
  const known = ids.filter((id) => find(store, 'macros', id));
  for (const id of ids) if (!known.includes(id)) errors.push(problem('macros', `Macro ${id} is not available`));
  return known;
}

function problem(pointer: string, title: string): Json {
  return { code: 'InvalidValue', title, source: { pointer: `/workspace/${pointer}` } };
}

function appsOf(value: Json): Json[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw badAttribute('apps', 'apps must be a list of objects');
  return objects(value).map(({ id, expand, position }, index) => ({
    id: number(id),
    expand: flag(expand),
    position: number(position, index + 1),
  }));
}

/** [general knowledge] Every workspace must be named, once; the answer is empty. */
function reorder(call: Call): Reply {
  const ids: readonly string[] = list(call.body.ids).map((id) => text(id));
  const all = ordered(call.store, TABLE, 'position', byPosition);
  if (ids.length !== all.length || all.some((row) => !ids.includes(String(row.id)))) {
    throw recordInvalid([invalid('ids', 'Ids: every workspace must be named once')]);
  }
  for (const row of all) patch(call.store, TABLE, row, { position: ids.indexOf(String(row.id)) + 1 });
  return { status: 200, body: '' };
}

function destroyMany(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id.trim() !== '');
  if (ids.length === 0) throw badAttribute('ids', 'ids is required');
  for (const id of ids) drop(call.store, TABLE, rowOf(workspaces, call, id.trim()).id);
  return { status: 200, body: '' };
}
