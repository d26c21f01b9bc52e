/**
 * The filters of SLA policies, which write many things unlike other rules: options by id, types by their number, fields as
 * `ticket_fields_{id}`. developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/#filter
 */

import type { Problem } from '../errors.ts';
import { badAttribute, invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, isObject, list, objects, same, text } from '../json.ts';
import type { Store } from '../store.ts';
import { byPosition, find, ordered } from '../store.ts';
import { subjectOf, subjects } from './definitions.ts';
import type { Subject } from './vocabulary.ts';
import { CHANGE, OPERATORS, PRESENCE } from './vocabulary.ts';

interface Choice {
  readonly value: string | number | null;
  readonly title: string;
}

interface Dimension {
  readonly value: string;
  readonly title: string;
  readonly group: string;
  readonly type: string;
  readonly operators: readonly string[];
  readonly choices?: readonly Choice[];
  readonly accepts: (value: Json) => boolean;
}

const FIXED =
  'brand_id ticket_form_id group_id assignee_id requester_id organization_id current_tags via_id current_via_id ' +
  'recipient ticket_is_public requester_role custom_status_id';
const FROM_RULES = new Set(FIXED.split(' '));
/** `ticket_type_id` counts the types; the documentation's example names `type`, with its words. */
const TYPES = ['-', 'Question', 'Incident', 'Problem', 'Task'];
const DAY = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

const TICKET_TYPE: Dimension = {
  value: 'ticket_type_id',
  title: 'Type',
  group: 'ticket',
  type: 'list',
  operators: ['is', 'is_not'],
  choices: TYPES.map((title, value) => ({ value, title })),
  accepts: (value) => /^[0-4]$/.test(text(value)),
};
const CREATED: Dimension = {
  value: 'exact_created_at',
  title: 'Created',
  group: 'ticket',
  type: 'datetime',
  operators: ['less_than', 'less_than_equal', 'greater_than', 'greater_than_equal'],
  accepts: (value) => DAY.test(text(value)),
};

function dimensionOf(store: Store, name: string): Dimension | undefined {
  if (name === TICKET_TYPE.value) return TICKET_TYPE;
  if (name === CREATED.value) return CREATED;
  const id = /^ticket_fields_(\d+)$/.exec(name)?.[1];
  if (id !== undefined) return fieldDimension(find(store, 'ticket_fields', id));
  const person = /^(requester|organization)\.custom_fields\./.test(name);
  if (!FROM_RULES.has(name) && name !== 'type' && !person) return undefined;
  const subject = subjectOf(store, 'conditions', name);
  return subject && fromRule(store, subject, person);
}

/** Drop-downs and multi-selects only, by the ids of their options. */
function fieldDimension(field: Row | undefined): Dimension | undefined {
  if (!field || (field.type !== 'tagger' && field.type !== 'multiselect')) return undefined;
  const choices = objects(field.custom_field_options).map((option) => ({
    value: typeof option.id === 'number' ? option.id : text(option.id),
    title: text(option.name),
  }));
  return {
    value: `ticket_fields_${field.id}`,
    title: text(field.title),
    group: 'ticket',
    type: 'list',
    operators: ['includes', 'not_includes'],
    choices: [{ value: null, title: '-' }, ...choices],
    accepts: (value) => isNothing(value) || choices.some((choice) => String(choice.value) === text(value)),
  };
}

function fromRule(store: Store, subject: Subject, person: boolean): Dimension {
  const operators = (subject.operators ?? []).filter(
    (operator) => !CHANGE.includes(operator) && !PRESENCE.includes(operator) && !/words|string|_days/.test(operator),
  );
  const choices = subject.choices?.(store);
  const nothing: readonly Choice[] = subject.nullable ? [{ value: null, title: '-' }] : [];
  const accepts = (value: Json) => {
    const sent = text(value);
    if (isNothing(value)) return subject.nullable ?? false;
    if (subject.accepts) return subject.accepts(store, sent);
    return choices ? choices.some((choice) => choice.value === sent) : true;
  };
  return {
    value: subject.subject,
    title: subject.title,
    group: subject.group,
    type: subject.type === 'tags' ? 'text' : subject.type,
    operators: person && operators.length === 0 ? ['is', 'is_not'] : operators,
    ...(choices
      ? { choices: [...nothing, ...choices.map(({ value, title }) => ({ value: numeric(value), title }))] }
      : {}),
    accepts,
  };
}

function isNothing(value: Json): boolean {
  return value === null || value === '';
}

/** Ids and counts are numbers here. */
function numeric(value: string): string | number {
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Reads show one value as a text and several as numbers where they are ids (OpenAPI, SLAPolicyFilterConditionObject). */
function canonical(value: Json): Json {
  return Array.isArray(value) ? value.map((part) => numeric(text(part))) : text(value);
}

/** What a filter holds already is not checked again, so a policy outlives what it points to. */
export function checkFilter(store: Store, sent: Json | undefined, kept: Json | undefined): Attributes {
  // A read may show null, a write needs the two lists.
  if (!isObject(sent)) throw recordInvalid([invalid('filter', 'Filter: cannot be blank')]);
  const before = isObject(kept) ? [...objects(kept.all), ...objects(kept.any)] : [];
  const problems: Problem[] = [];
  const side = (items: Json | undefined): Json[] => {
    if (items === undefined || items === null) return [];
    if (!Array.isArray(items) || !items.every(isObject))
      throw badAttribute('filter', 'filter must hold arrays of objects');
    return objects(items).map((item) => condition(store, item, before, problems));
  };
  const checked = { all: side(sent.all), any: side(sent.any) };
  if (problems.length > 0) throw recordInvalid(problems);
  return checked;
}

function condition(store: Store, item: Attributes, kept: readonly Attributes[], problems: Problem[]): Attributes {
  const [field, operator] = [text(item.field), text(item.operator)];
  const dimension = dimensionOf(store, field);
  const sent = item.value ?? null;
  const result: Attributes = { field, operator, value: canonical(sent) };
  if (kept.some((old) => same(old, result))) return result;
  if (!dimension) problems.push(invalid('filter', `Filter: '${field}' is not a field of policies`));
  else if (!dimension.operators.includes(operator)) {
    problems.push(invalid('filter', `Filter: '${operator}' is no operator of '${dimension.title}'`));
  } else {
    const parts = Array.isArray(sent) ? list(sent) : [sent];
    for (const part of parts) {
      if (!dimension.accepts(part)) {
        problems.push(invalid('filter', `Filter: '${text(part)}' is no value of '${dimension.title}'`));
      }
    }
  }
  return result;
}

/** developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/#retrieve-supported-filter-definition-items */
export function filterDefinitions(store: Store): Attributes {
  const people = subjects(store, 'conditions').map((subject) => subject.subject);
  const fields = ordered(store, 'ticket_fields', 'position', byPosition)
    .filter((field) => flag(field.active))
    .map((field) => `ticket_fields_${field.id}`);
  const names = [
    ...FROM_RULES,
    TICKET_TYPE.value,
    CREATED.value,
    ...fields,
    ...people.filter((name) => name.includes('.')),
  ];
  const items = names.flatMap((name) => dimensionOf(store, name) ?? []).map(shown);
  return { all: items, any: items };
}

function shown(dimension: Dimension): Attributes {
  return {
    title: dimension.title,
    values: { type: dimension.type, list: (dimension.choices ?? []).map((choice) => ({ ...choice })) },
    value: dimension.value,
    operators: dimension.operators.map((value) => ({ value, title: OPERATORS[value] ?? value })),
    group: dimension.group,
    title_for_field: dimension.title,
    output_key: null,
  };
}
