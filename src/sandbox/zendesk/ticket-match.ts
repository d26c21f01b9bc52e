/** Whether a ticket meets a condition now: what views count, and what an automation's action can undo. */

import type { Attributes, Json, Row } from '../json.ts';
import { list, number, object, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { filter, nowMs } from '../store.ts';
import { TIMES } from './scopes.ts';

const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const PRIORITIES = ['', 'low', 'normal', 'high', 'urgent'];
const SCORES = ['', 'unoffered', 'offered', 'bad', 'bad_with_comment', 'good', 'good_with_comment'];
const HOUR = 3_600_000;
const VIA: Readonly<Record<string, string>> = { web: '0', email: '4', api: '5', chat: '29', native_messaging: '75' };

export interface Eyes {
  readonly store: Store;
  /** Whom `current_user` and `current_groups` stand for. */
  readonly user: Row | undefined;
}

export function matchesAll(ticket: Attributes, conditions: Json | undefined, eyes: Eyes): boolean {
  const { all, any } = object(conditions);
  const either = objects(any);
  return (
    objects(all).every((condition) => holds(ticket, condition, eyes)) &&
    (either.length === 0 || either.some((condition) => holds(ticket, condition, eyes)))
  );
}

export function holds(ticket: Attributes, condition: Attributes, eyes: Eyes): boolean {
  const field = text(condition.field);
  if (TIMES.has(field)) return timeHolds(ticket, field, text(condition.operator), number(condition.value), eyes.store);
  const wanted = wantedValues(condition.value, ticket, field, eyes);
  const actual = actualValues(ticket, field);
  // [general knowledge] What the sandbox's tickets do not tell is taken as true.
  if (actual === undefined) return true;
  return compare(field, text(condition.operator), actual, wanted);
}

/** The ticket's value as texts; several for tags and multi-selects; undefined for what the sandbox does not keep. */
function actualValues(ticket: Attributes, field: string): readonly string[] | undefined {
  const custom = /^custom_fields_(\d+)$/.exec(field)?.[1];
  if (custom !== undefined) {
    const entry = objects(ticket.custom_fields).find((item) => String(item.id) === custom);
    return Array.isArray(entry?.value) ? entry.value.map((part) => text(part)) : [text(entry?.value)];
  }
  switch (field) {
    case 'current_tags':
      return list(ticket.tags).map((tag) => text(tag));
    case 'via_id':
      return [VIA[text(object(ticket.via).channel)] ?? '5'];
    case 'ticket_is_public':
      return [ticket.is_public === false ? 'private' : 'public'];
    case 'satisfaction_score':
      return [text(object(ticket.satisfaction_rating).score)];
    case 'description_includes_word':
      return [text(ticket.description)];
    case 'status':
    case 'type':
    case 'priority':
    case 'group_id':
    case 'assignee_id':
    case 'requester_id':
    case 'organization_id':
    case 'brand_id':
    case 'ticket_form_id':
    case 'custom_status_id':
    case 'recipient':
      return [text(ticket[field])];
    default:
      return undefined;
  }
}

function wantedValues(value: Json | undefined, ticket: Attributes, field: string, eyes: Eyes): readonly string[] {
  if (Array.isArray(value)) return value.map((part) => text(part));
  const word = text(value);
  if (field === 'current_tags') return word.split(/\s+/).filter((tag) => tag !== '');
  if (word === 'current_user') return [text(eyes.user?.id)];
  if (word === 'requester_id' || word === 'assignee_id') return [text(ticket[word])];
  if (word === 'current_groups') {
    const memberships = filter(eyes.store, 'group_memberships', (row) => row.user_id === eyes.user?.id);
    return memberships.map((row) => text(row.group_id));
  }
  return [word];
}

function compare(field: string, operator: string, actual: readonly string[], wanted: readonly string[]): boolean {
  const shared = actual.some((value) => wanted.includes(value));
  if (field === 'description_includes_word') return wordsHold(operator, actual[0] ?? '', wanted[0] ?? '');
  switch (operator) {
    case 'is':
    case 'includes':
      return shared || (wanted[0] === '' && actual.length === 0);
    case 'is_not':
    case 'not_includes':
      return !shared;
    case 'present':
      return actual.some((value) => value !== '');
    case 'not_present':
      return actual.every((value) => value === '');
    default: {
      const [left, right] = [rank(field, actual[0] ?? ''), rank(field, wanted[0] ?? '')];
      // [general knowledge] An operator that is not known here, such as days from now, is taken as true.
      return orderHolds(operator, left, right) ?? true;
    }
  }
}

/** "Contains at least one of the words" also finds parts of words: support.zendesk.com/hc/en-us/articles/4408885654298 */
function wordsHold(operator: string, description: string, sought: string): boolean {
  const [where, what] = [description.toLowerCase(), sought.toLowerCase()];
  const words = what.split(/\s+/).filter((word) => word !== '');
  if (operator === 'is') return where.includes(what);
  if (operator === 'is_not') return !where.includes(what);
  const found = words.some((word) => where.includes(word));
  return operator === 'includes' ? found : !found;
}

/** [general knowledge] No priority is less than the lowest one; no page says so. */
function rank(field: string, value: string): number {
  if (field === 'status') return STATUSES.indexOf(value);
  if (field === 'priority') return PRIORITIES.indexOf(value);
  if (field === 'satisfaction_score') return SCORES.indexOf(value);
  const time = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? (value === '' ? Number.NaN : Number(value)) : time;
}

function orderHolds(operator: string, left: number, right: number): boolean | undefined {
  switch (operator) {
    case 'less_than':
      return left < right;
    case 'less_than_equal':
      return left <= right;
    case 'greater_than':
      return left > right;
    case 'greater_than_equal':
      return left >= right;
    default:
      return undefined;
  }
}

/** The sandbox counts business hours as if it were always open. */
function timeHolds(ticket: Attributes, field: string, operator: string, value: number, store: Store): boolean {
  const upper = field === field.toUpperCase();
  if (upper && text(ticket.status) !== field.toLowerCase()) return false;
  if (field.endsWith('next_breach_at')) return true;
  const column = upper ? 'status_updated_at' : /due/.test(field) ? 'due_at' : field;
  const at = Date.parse(text(ticket[column] ?? (upper ? ticket.updated_at : undefined)));
  if (Number.isNaN(at)) return false;
  const until = field.startsWith('until_');
  const elapsed = ((nowMs(store) - at) / HOUR) * (until ? -1 : 1);
  const hours = Math.trunc(value);
  if (elapsed < 0) return false;
  switch (operator.replace(/_business_hours$/, '')) {
    case 'is':
      return Math.floor(elapsed) === hours;
    case 'less_than':
      // "Hours until … less than" includes the hour itself, every other operator excludes it.
      return until ? elapsed <= hours : elapsed < hours;
    default:
      return elapsed > hours;
  }
}
