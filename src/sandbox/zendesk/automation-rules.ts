/**
 * What an automation must have to run at all and to stop: developer.zendesk.com/api-reference/ticketing/business-rules/automations/
 * and support.zendesk.com/hc/en-us/articles/4408832701850. The wordings are ours.
 */

import type { Problem } from '../errors.ts';
import { invalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { list, object, objects, same, text } from '../json.ts';
import type { Store } from '../store.ts';
import { filter } from '../store.ts';
import { TIMES } from './scopes.ts';
import type { Eyes } from './ticket-match.ts';
import { holds } from './ticket-match.ts';

const ANCHORS = new Set(['status', 'type', 'group_id', 'assignee_id', 'requester_id', 'custom_status_id']);
const MAX_ACTIVE = 500;
const TAG_ACTIONS = new Set(['set_tags', 'current_tags', 'remove_tags']);

export function automationProblems(eyes: Eyes, conditions: Attributes, actions: readonly Attributes[]): Problem[] {
  const [all, any] = [objects(conditions.all), objects(conditions.any)];
  const problems: Problem[] = [];
  if (!all.some((item) => TIMES.has(text(item.field)))) {
    problems.push(invalid('base', 'Conditions: at least one under all must be based on time'));
  }
  if (!all.some((item) => ANCHORS.has(text(item.field)))) {
    problems.push(
      invalid('base', 'Conditions: at least one under all must be about status, type, group, assignee or requester'),
    );
  }
  problems.push(...timesInAny(conditions));
  if (!all.some(isTrueOnce) && !actions.some((action) => [...all, ...any].some((item) => ends(eyes, action, item)))) {
    problems.push(invalid('base', 'The automation needs a condition that is true once, or an action that undoes one'));
  }
  return problems;
}

/** Views share this one: conditions on hours stand under all only. */
export function timesInAny(conditions: Attributes): Problem[] {
  return objects(conditions.any)
    .filter((item) => TIMES.has(text(item.field)))
    .map((item) => invalid('base', `Conditions: '${text(item.field)}' is possible under all only`));
}

/** "Hours since … is N" holds during one run. */
function isTrueOnce(item: Attributes): boolean {
  return TIMES.has(text(item.field)) && /^is(_business_hours)?$/.test(text(item.operator));
}

/** Whether a ticket that met the condition no longer does once the action has been taken. */
function ends(eyes: Eyes, action: Attributes, condition: Attributes): boolean {
  const [acted, asked] = [text(action.field), text(condition.field)];
  if (TAG_ACTIONS.has(acted)) return asked === 'current_tags' && endsTags(eyes, acted, action, condition);
  // Offering the survey changes every earlier state of it.
  if (acted === 'satisfaction_score') return asked === acted;
  if (acted === 'status' && TIMES.has(asked) && asked === asked.toUpperCase()) {
    return text(action.value) !== asked.toLowerCase();
  }
  if (acted !== asked) return false;
  const custom = /^custom_fields_(\d+)$/.exec(acted)?.[1];
  const value = action.value ?? '';
  const ticket: Attributes = custom ? { custom_fields: [{ id: Number(custom), value }] } : { [acted]: value };
  return !holds(ticket, condition, eyes);
}

function endsTags(eyes: Eyes, acted: string, action: Attributes, condition: Attributes): boolean {
  const split = (value: Json | undefined) => text(value).split(' ');
  const before = condition.operator === 'includes' ? split(condition.value) : [];
  const sent = split(action.value);
  const after =
    acted === 'set_tags'
      ? sent
      : acted === 'current_tags'
        ? [...before, ...sent]
        : before.filter((tag) => !sent.includes(tag));
  return !holds({ tags: after }, condition, eyes);
}

/** "Active automations can have overlapping conditions but can't be identical"; the order of conditions is no difference. */
export function activationProblems(store: Store, self: Json | undefined, conditions: Attributes): Problem[] {
  const others = filter(store, 'automations', (row) => row.active === true && row.id !== self);
  const problems: Problem[] = [];
  if (others.length >= MAX_ACTIVE) problems.push(invalid('base', `At most ${MAX_ACTIVE} automations can be active`));
  const twin = others.find((row) => sameConditions(object(row.conditions), conditions));
  if (twin) problems.push(invalid('base', `Conditions: automation ${twin.id} is active with the same ones`));
  return problems;
}

function sameConditions(left: Attributes, right: Attributes): boolean {
  return sameItems(left.all, right.all) && sameItems(left.any, right.any);
}

function sameItems(left: Json | undefined, right: Json | undefined): boolean {
  const rest = [...list(right)];
  for (const item of list(left)) {
    const at = rest.findIndex((other) => same(item, other));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return rest.length === 0;
}
