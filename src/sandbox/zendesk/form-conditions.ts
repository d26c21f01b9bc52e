/**
 * Conditions of a form, for agents and for end users: a value of a parent field shows child fields.
 * developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/
 */

import type { Problem } from '../errors.ts';
import { invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, list, number, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { find } from '../store.ts';
import { requirement, showRequirement } from './form-requirements.ts';

const SIDES = ['agent_conditions', 'end_user_conditions'] as const;
type Side = (typeof SIDES)[number];

/** [general knowledge] The kinds of field whose value can show others. */
const PARENTS = ['checkbox', 'tagger', 'multiselect', 'tickettype', 'priority', 'status', 'custom_status'];

/** What a write leaves of both lists: an omitted one stays as it is, an empty one is cleared. */
export function formConditions(
  store: Store,
  input: Attributes,
  before: Attributes,
  fields: readonly number[],
): Attributes {
  const problems: Problem[] = [];
  const result = Object.fromEntries(
    SIDES.map((side) => {
      const sent = input[side];
      const conditions =
        sent === undefined
          ? [...objects(before[side])]
          : objects(sent).map((item) => condition(store, side, item, problems));
      problems.push(...placeProblems(side, conditions, fields), ...shapeProblems(side, conditions));
      return [side, sorted(conditions)];
    }),
  );
  if (problems.length > 0) throw recordInvalid(problems);
  return result;
}

/** A field and the condition that names it cannot go in one request: the stored conditions still hold it. */
export function refuseConditionedRemovals(form: Row, fields: readonly number[]): void {
  const gone = list(form.ticket_field_ids).filter((id) => !fields.includes(number(id)));
  const held = gone.filter((id) => SIDES.some((side) => objects(form[side]).some((item) => names(item, id))));
  if (held.length === 0) return;
  throw recordInvalid(
    held.map((id) => ({ ...invalid('ticket_field_ids', `Field ${text(id)} is used in the conditions of this form`) })),
  );
}

export function showConditions(store: Store, value: Json | undefined): Json[] {
  return objects(value).map((item) => ({
    ...item,
    child_fields: objects(item.child_fields).map((child) => showRequirement(store, child)),
  }));
}

function names(item: Attributes, field: Json): boolean {
  return item.parent_field_id === field || objects(item.child_fields).some((child) => child.id === field);
}

/** `parent_field_type`, which some replies show, is not taken from a request. */
function condition(store: Store, side: Side, item: Attributes, problems: Problem[]): Attributes {
  const parent = find(store, 'ticket_fields', number(item.parent_field_id));
  const children = objects(item.child_fields);
  if (children.length === 0) problems.push(invalid(side, 'Child fields: cannot be blank'));
  return {
    parent_field_id: number(item.parent_field_id),
    value: parent ? parentValue(side, parent, item.value, problems) : (item.value ?? null),
    child_fields: children
      .map((child) => ({ id: number(child.id), ...requirement(store, side, child, problems) }))
      .sort((left, right) => left.id - right.id),
  };
}

/** A check box has true or false, a list the tag of an option. */
function parentValue(side: Side, parent: Row, value: Json | undefined, problems: Problem[]): Json {
  const type = text(parent.type);
  if (!PARENTS.includes(type)) problems.push(invalid(side, `${text(parent.title)}: cannot have conditions`));
  if (type === 'checkbox') {
    if (!['true', 'false'].includes(text(value))) problems.push(unknownValue(side, parent, value));
    return flag(value);
  }
  const options = [...objects(parent.custom_field_options), ...objects(parent.system_field_options)];
  if (options.length > 0 && !options.some((option) => option.value === value)) {
    problems.push(unknownValue(side, parent, value));
  }
  return value ?? null;
}

function unknownValue(side: Side, parent: Row, value: Json | undefined): Problem {
  return invalid(side, `${text(parent.title)}: ${JSON.stringify(value ?? null)} is not one of its values`);
}

/** Parents and children must be on the form. */
function placeProblems(side: Side, conditions: readonly Attributes[], fields: readonly number[]): Problem[] {
  const used = conditions.flatMap((item) => [
    item.parent_field_id,
    ...objects(item.child_fields).map((child) => child.id),
  ]);
  const missing = new Set(used.filter((id) => !fields.includes(number(id))));
  return [...missing].map((id) => invalid(side, `Field ${text(id)} must be one of the form's ticket_field_ids`));
}

/** A parent has one condition for a value, and no field may depend on itself, however far around. Chains are allowed. */
function shapeProblems(side: Side, conditions: readonly Attributes[]): Problem[] {
  const keys = conditions.map((item) => `${text(item.parent_field_id)} ${JSON.stringify(item.value)}`);
  const twice = keys.some((key, index) => keys.indexOf(key) < index);
  const next = new Map<number, number[]>();
  for (const item of conditions) {
    const children = objects(item.child_fields).map((child) => number(child.id));
    next.set(number(item.parent_field_id), [...(next.get(number(item.parent_field_id)) ?? []), ...children]);
  }
  return [
    // [general knowledge] The same value twice.
    ...(twice ? [invalid(side, 'Conditions: a parent field has the same value twice')] : []),
    ...([...next.keys()].some((start) => reaches(next, start))
      ? [invalid(side, 'Conditions: a field depends on itself')]
      : []),
  ];
}

function reaches(next: ReadonlyMap<number, readonly number[]>, start: number): boolean {
  const seen = new Set<number>();
  const left = [...(next.get(start) ?? [])];
  for (let field = left.pop(); field !== undefined; field = left.pop()) {
    if (field === start) return true;
    if (!seen.has(field)) left.push(...(next.get(field) ?? []));
    seen.add(field);
  }
  return false;
}

/** Conditions and children come back in an order of the platform's own, not in that of the request. */
function sorted(conditions: readonly Attributes[]): Json[] {
  const key = (item: Attributes) => `${text(item.parent_field_id)} ${text(item.value)}`;
  return [...conditions].sort((left, right) => key(left).localeCompare(key(right)));
}
