/** What the platform refuses in a rule's conditions and actions, and the form in which it keeps the rest. */

import type { Problem } from '../errors.ts';
import { badAttribute, invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { isObject, list, object, objects, same, text } from '../json.ts';
import type { Store } from '../store.ts';
import type { Side } from './definitions.ts';
import { subjectOf } from './definitions.ts';
import { normalTags } from './tags.ts';
import type { Subject } from './vocabulary.ts';
import { OPERATORS, TERMINAL } from './vocabulary.ts';

/** Finds the words that one kind of rule knows; triggers' unless told otherwise. */
export type Words = (store: Store, side: Side, name: string) => Subject | undefined;

const TAGS = new Set(['set_tags', 'current_tags', 'remove_tags']);

/** `kept` are the stored ones: what a rule holds already is not checked again, so a rule outlives what it points to. */
export function checkConditions(
  store: Store,
  sent: Json | undefined,
  kept: Json | undefined,
  words: Words = subjectOf,
): Attributes {
  const { all, any } = object(sent);
  const before = object(kept);
  const problems: Problem[] = [];
  const side = (items: Json | undefined, old: Json | undefined) =>
    entries(items, 'conditions').map((item) => condition(store, item, objects(old), problems, words));
  const checked = { all: side(all, before.all), any: side(any, before.any) };
  if (problems.length > 0) throw recordInvalid(problems);
  return checked;
}

export function checkActions(
  store: Store,
  sent: Json | undefined,
  kept: Json | undefined,
  words: Words = subjectOf,
): Attributes[] {
  const problems: Problem[] = [];
  const checked = entries(sent, 'actions').map((item) => action(store, item, objects(kept), problems, words));
  if (problems.length > 0) throw recordInvalid(problems);
  return checked;
}

function entries(items: Json | undefined, name: string): readonly Attributes[] {
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items) || !items.every(isObject)) throw badAttribute(name, `${name} must be an array of objects`);
  return objects(items);
}

function refuseNonStrings(value: Json | undefined, name: string): void {
  if (typeof value === 'number' || typeof value === 'boolean') throw badAttribute(name, 'value must be a string');
  for (const part of list(value)) refuseNonStrings(part, name);
}

function condition(
  store: Store,
  item: Attributes,
  kept: readonly Attributes[],
  problems: Problem[],
  words: Words,
): Attributes {
  refuseNonStrings(item.value, 'conditions');
  const [field, operator] = [text(item.field), text(item.operator)];
  const terminal = TERMINAL.has(operator);
  const tags = field === 'current_tags' && typeof item.value === 'string';
  const value: Json = terminal ? null : tags ? normalTags(text(item.value)) : (item.value ?? '');
  const result: Attributes = { field, operator, value };
  if (kept.some((old) => same(old, result))) return result;
  const subject = words(store, 'conditions', field);
  if (!subject) {
    problems.push(invalid('base', `Invalid condition field '${field}'`));
  } else if (!subject.operators?.includes(operator)) {
    problems.push(invalid('base', `Invalid operator '${operator}' in '${subject.title}'`));
  } else if (!terminal) {
    const many = Array.isArray(value) && (operator === 'includes' || operator === 'not_includes');
    const parts = many ? list(value) : [value];
    for (const part of parts) {
      if (typeof part === 'string' && accepts(store, subject, part)) continue;
      problems.push(refused(text(part), `${subject.title} / ${OPERATORS[operator] ?? operator}`));
    }
  }
  return result;
}

/** The wording of the platform's own refusals, as github.com/Speedygeek/ZendeskApi_v2/issues/226 quotes one. */
function refused(value: string, where: string): Problem {
  return invalid('base', `Invalid value '${value}' in '${where} / ${value}'`);
}

function accepts(store: Store, subject: Subject, value: string): boolean {
  if (value === '') return subject.nullable ?? false;
  if (subject.accepts) return subject.accepts(store, value);
  return subject.choices ? subject.choices(store).some((choice) => choice.value === value) : true;
}

function action(
  store: Store,
  item: Attributes,
  kept: readonly Attributes[],
  problems: Problem[],
  words: Words,
): Attributes {
  refuseNonStrings(item.value, 'actions');
  const field = text(item.field);
  const value: Json = TAGS.has(field) ? normalTags(text(item.value)) : (item.value ?? '');
  const result: Attributes = { field, value };
  if (kept.some((old) => same(old, result))) return result;
  const subject = words(store, 'actions', field);
  if (!subject) {
    problems.push(invalid('base', `Invalid action field '${field}'`));
    return result;
  }
  const problem = actionProblem(store, subject, value);
  if (problem) problems.push(problem);
  return result;
}

function actionProblem(store: Store, subject: Subject, value: Json): Problem | undefined {
  const where = subject.title;
  const malformed = invalid('base', `Invalid value in '${where}': it has the wrong form`);
  switch (subject.type) {
    case 'tags':
      return value === '' ? refused('', where) : undefined;
    case 'email':
      return Array.isArray(value) && value.length === 3 ? firstProblem(store, subject, value) : malformed;
    case 'target':
      return Array.isArray(value) && value.length === 2 ? firstProblem(store, subject, value) : malformed;
    case 'list_with_textarea':
      if (typeof value === 'string') return undefined;
      return Array.isArray(value) && value.length === 2 ? firstProblem(store, subject, value) : malformed;
    case 'strings':
      return Array.isArray(value) && value.length >= 2 ? badPart(store, subject, value) : malformed;
    case 'integration':
      return Array.isArray(value) && value.length === 5 ? firstProblem(store, subject, value) : malformed;
    case 'sms':
      return Array.isArray(value) && value.length === 3
        ? (firstProblem(store, subject, value) ?? badNumber(store, subject, value))
        : malformed;
    case 'date':
      // A day, or a way to reach one with what it needs.
      if (Array.isArray(value)) return value.length === 2 ? firstProblem(store, subject, value) : malformed;
      if (typeof value !== 'string') return malformed;
      return accepts(store, subject, value) ? undefined : refused(value, where);
    case 'webhook':
      return isWebhookValue(value) ? firstProblem(store, subject, value) : malformed;
    case 'multiselect_list': {
      const parts = Array.isArray(value) ? value : [value];
      const bad = parts.find((part) => typeof part !== 'string' || !accepts(store, subject, part));
      return bad === undefined ? undefined : refused(text(bad), where);
    }
    default:
      if (typeof value !== 'string') return malformed;
      return accepts(store, subject, value) ? undefined : refused(value, where);
  }
}

function firstProblem(store: Store, subject: Subject, value: readonly Json[]): Problem | undefined {
  const first = text(value[0]);
  return accepts(store, subject, first) ? undefined : refused(first, subject.title);
}

function badPart(store: Store, subject: Subject, value: readonly Json[]): Problem | undefined {
  const bad = value.find((part) => typeof part !== 'string' || (part !== '' && !accepts(store, subject, part)));
  return bad === undefined ? undefined : refused(text(bad), subject.title);
}

/** Texts are sent from one of the account's own numbers. */
function badNumber(store: Store, subject: Subject, [, number]: readonly Json[]): Problem | undefined {
  const known = objects(subject.metadata?.(store).phone_numbers).some((row) => text(row.value) === text(number));
  return known ? undefined : refused(text(number), subject.title);
}

/** `[id, body]`, or `[id, [[key, value], …]]` for requests without a body; a bare id is refused. */
function isWebhookValue(value: Json): value is Json[] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [, body] = value;
  return (
    typeof body === 'string' || (Array.isArray(body) && body.every((pair) => Array.isArray(pair) && pair.length === 2))
  );
}

/** Reads mix types: this comment condition comes back as a boolean, and valueless operators with null or an empty text. */
export function presentCondition(item: Attributes): Attributes {
  if (item.field === 'comment_is_public' && (item.value === 'true' || item.value === 'false')) {
    return { ...item, value: item.value === 'true' };
  }
  return item.operator === 'present' || item.operator === 'not_present' ? { ...item, value: '' } : item;
}

export function presentConditions(value: Json | undefined): Attributes {
  const { all, any } = object(value);
  return { all: objects(all).map(presentCondition), any: objects(any).map(presentCondition) };
}
