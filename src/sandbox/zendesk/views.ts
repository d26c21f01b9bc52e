/** Views: developer.zendesk.com/api-reference/ticketing/business-rules/views/ */

import type { Problem } from '../errors.ts';
import { invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, number, object, objects, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { countRoute, present, reading, rowsOf, showRoute, writeRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import { ok } from '../router.ts';
import type { Store } from '../store.ts';
import { drop, find, insert, patch } from '../store.ts';
import { timesInAny } from './automation-rules.ts';
import { definition } from './definitions.ts';
import { checkRestriction, isOwn, isShared, refuseForOthers } from './restrictions.ts';
import { checkConditions, presentConditions } from './rule-checks.ts';
import { destroyMany, lastPosition, ofAgents, ruleLists, titleOf, updateMany } from './rule-lists.ts';
import { subjectsOf, wordsOf } from './scopes.ts';
import { checkOutput, executionOf, outputDefinitions } from './view-output.ts';

const words = wordsOf('view');
const ANCHORS = new Set(['status', 'type', 'group_id', 'assignee_id', 'requester_id']);

export const views: Kind = {
  name: 'views',
  one: 'view',
  path: '/views',
  scope: 'views',
  paging: 'both',
  // Personal views are their owner's alone, whatever others may do.
  visible: (row, context) => isOwn(row, context) || isShared(row, context),
  present: ({ output, ...row }, context) => ({
    ...row,
    conditions: presentConditions(row.conditions),
    execution: executionOf(context.store, output, 'base' in context ? text(String(context.base)) : ''),
  }),
  create: createView,
  update: updateView,
  remove: removeView,
};

export const viewRoutes: readonly Route[] = [
  ...ruleLists(views, { offset: 'position', cursor: 'created_at' }),
  countRoute(views),
  {
    method: 'GET',
    path: '/views/show_many',
    ...reading(views),
    handle: (call) => {
      const ids = (call.query.get('ids') ?? '').split(',');
      const found = rowsOf(views, call).filter((row) => ids.includes(String(row.id)));
      const shown = found.map((row) => present(views, row, call));
      return ok({ views: shown, next_page: null, previous_page: null, count: shown.length });
    },
  },
  {
    method: 'GET',
    path: '/views/definitions',
    ...reading(views),
    handle: ({ store }) => {
      const conditions = subjectsOf(store, 'view', 'conditions');
      const any = conditions.filter((subject) => !subject.title.startsWith('Hours '));
      return ok({
        definitions: {
          conditions_all: conditions.map((subject) => definition(store, subject, true)),
          conditions_any: any.map((subject) => definition(store, subject, true)),
          ...outputDefinitions(),
        },
      });
    },
  },
  updateMany(views, (call, row, place) => {
    refuseForOthers(call, row.restriction ?? null);
    return patch(call.store, 'views', row, place);
  }),
  destroyMany(views, removeView),
  showRoute(views),
  ...ofAgents(writeRoutes(views)),
];

/** `conditions` and `execution` belong to reads; what a write says under these names is not looked at. */
function createView(context: Context, input: Attributes): Row {
  const { store } = context;
  const title = titleOf(store, input);
  const restriction = checkRestriction(store, input.restriction ?? null);
  refuseForOthers(context, restriction);
  return insert(store, 'views', nextNumber(store), {
    ...title,
    active: flag(input.active, true),
    position: input.position === undefined ? lastPosition(store, 'views') : number(input.position),
    description: textOrNull(input.description),
    default: false,
    output: checkOutput(store, input.output, undefined),
    conditions: checkView(store, { all: input.all ?? [], any: input.any ?? [] }, undefined),
    restriction,
    watchable: true,
  });
}

function updateView(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  refuseForOthers(context, row.restriction ?? null);
  const changes: Attributes = input.title === undefined && input.raw_title === undefined ? {} : titleOf(store, input);
  if (input.active !== undefined) changes.active = flag(input.active);
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.description !== undefined) changes.description = textOrNull(input.description);
  if (input.output !== undefined) changes.output = checkOutput(store, input.output, row.output);
  if (input.restriction !== undefined) {
    changes.restriction = checkRestriction(store, input.restriction);
    refuseForOthers(context, changes.restriction);
  }
  // "Updating a condition updates the containing array, clearing the other conditions": the other array stays.
  if (input.all !== undefined || input.any !== undefined) {
    const before = object(row.conditions);
    const sent = { all: input.all ?? before.all ?? [], any: input.any ?? before.any ?? [] };
    changes.conditions = checkView(store, sent, row.conditions);
  }
  return patch(store, 'views', row, changes);
}

function removeView(context: Context, row: Row): void {
  refuseForOthers(context, row.restriction ?? null);
  drop(context.store, 'views', row.id);
}

function checkView(store: Store, sent: Attributes, kept: Json | undefined): Attributes {
  const conditions = checkPreview(store, sent, kept);
  if (objects(conditions.all).some((item) => ANCHORS.has(text(item.field)))) return conditions;
  const needed = 'Conditions: at least one under all must be about status, type, group, assignee or requester';
  throw recordInvalid([invalid('base', needed)]);
}

/** What holds for conditions that are only tried out as well. */
export function checkPreview(store: Store, sent: Attributes, kept: Json | undefined): Attributes {
  const conditions = checkConditions(store, sent, kept, words);
  const problems: Problem[] = [...timesInAny(conditions), ...inactiveForms(store, conditions)];
  if (problems.length > 0) throw recordInvalid(problems);
  return conditions;
}

function inactiveForms(store: Store, { all, any }: Attributes): Problem[] {
  return [...objects(all), ...objects(any)].flatMap((item) => {
    const form = item.field === 'ticket_form_id' ? find(store, 'ticket_forms', text(item.value)) : undefined;
    return form && !flag(form.active) ? [invalid('base', `Conditions: form '${text(form.name)}' is inactive`)] : [];
  });
}
