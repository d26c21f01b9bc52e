/** Automations: developer.zendesk.com/api-reference/ticketing/business-rules/automations/ */

import { blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, number, object, objects } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { showRoute, writeRoutes, writing } from '../kinds.ts';
import type { Route } from '../router.ts';
import { drop, insert, patch } from '../store.ts';
import { activationProblems, automationProblems } from './automation-rules.ts';
import { checkActions, checkConditions, presentConditions } from './rule-checks.ts';
import { destroyMany, eyesOf, lastPosition, ruleLists, titleOf, updateMany } from './rule-lists.ts';
import { wordsOf } from './scopes.ts';

const words = wordsOf('automation');

export const automations: Kind = {
  name: 'automations',
  one: 'automation',
  path: '/automations',
  scope: 'automations',
  paging: 'both',
  present: (row) => ({ ...row, conditions: presentConditions(row.conditions) }),
  create: createAutomation,
  update: updateAutomation,
  remove: ({ store }, row) => {
    // "You might be restricted from deleting some default automations."
    if (flag(row.default)) throw recordInvalid([invalid('base', 'A default automation cannot be deleted')]);
    drop(store, 'automations', row.id);
  },
};

export const automationRoutes: readonly Route[] = [
  ...ruleLists(automations, { offset: 'position', cursor: 'position' }),
  {
    ...updateMany(automations, ({ store }, row, place) => {
      // "If included in a bulk update, the unrestricted automations will be updated": the others stay as they are.
      if (place.active === false && closes(row)) return row;
      if (place.active === true) refuseTwins({ store }, row, object(row.conditions));
      return patch(store, 'automations', row, place);
    }),
    ...writing(automations),
  },
  {
    ...destroyMany(automations, ({ store }, row) => {
      if (!flag(row.default)) drop(store, 'automations', row.id);
    }),
    ...writing(automations),
  },
  showRoute(automations),
  ...writeRoutes(automations),
];

function createAutomation(context: Context, input: Attributes): Row {
  const { store } = context;
  const title = titleOf(store, input);
  const conditions = checkConditions(store, input.conditions ?? topLevel(input), undefined, words);
  const actions = checkActions(store, input.actions, undefined, words);
  refuseUnending(context, conditions, actions);
  const active = flag(input.active, true);
  if (active) refuseTwins(context, undefined, conditions);
  return insert(store, 'automations', nextNumber(store), {
    ...title,
    active,
    position: input.position === undefined ? lastPosition(store, 'automations') : number(input.position),
    conditions,
    actions,
    default: false,
  });
}

/** The page's own examples send `all` and `any` beside the title. */
function topLevel(input: Attributes): Attributes {
  return { all: input.all ?? [], any: input.any ?? [] };
}

function updateAutomation(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  const changes: Attributes = input.title === undefined && input.raw_title === undefined ? {} : titleOf(store, input);
  if (input.active !== undefined) changes.active = flag(input.active);
  if (input.position !== undefined) changes.position = number(input.position);
  if (changes.active === false && closes(row)) {
    throw recordInvalid([invalid('active', 'The automation that closes solved tickets cannot be deactivated')]);
  }
  // "Updating a condition or action updates both the conditions and actions arrays, clearing all existing values of both."
  const legacy = input.all !== undefined || input.any !== undefined;
  if (input.conditions !== undefined || legacy || input.actions !== undefined) {
    const conditions = checkConditions(store, input.conditions ?? topLevel(input), row.conditions, words);
    const actions = checkActions(store, input.actions, row.actions, words);
    refuseUnending(context, conditions, actions);
    Object.assign(changes, { conditions, actions });
  }
  if (flag(changes.active ?? row.active)) refuseTwins(context, row, object(changes.conditions ?? row.conditions));
  return patch(store, 'automations', row, changes);
}

function refuseUnending(context: Context, conditions: Attributes, actions: readonly Attributes[]): void {
  if (actions.length === 0) throw recordInvalid([blank('actions')]);
  const problems = automationProblems(eyesOf(context), conditions, actions);
  if (problems.length > 0) throw recordInvalid(problems);
}

function refuseTwins({ store }: Pick<Context, 'store'>, row: Row | undefined, conditions: Attributes): void {
  const problems = activationProblems(store, row?.id, conditions);
  if (problems.length > 0) throw recordInvalid(problems);
}

/** The standard one can be edited but not switched off: support.zendesk.com/hc/en-us/articles/4408835051546 */
function closes(row: Row): boolean {
  return (
    flag(row.default) && objects(row.actions).some((action) => action.field === 'status' && action.value === 'closed')
  );
}
