/** The search syntax, as far as counts need it: developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/searching-with-the-zendesk-api/ */

import type { Attributes, Row } from '../json.ts';
import { list, number, object, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { find, nowMs, rows } from '../store.ts';

type Operator = ':' | '<' | '>' | '<=' | '>=';

interface Term {
  /** Empty for words that may stand anywhere. */
  readonly key: string;
  readonly operator: Operator;
  readonly value: string;
  readonly without: boolean;
}

const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const PRIORITIES = ['low', 'normal', 'high', 'urgent'];
const UNITS: Readonly<Record<string, number>> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
  year: 525_600,
};
/** What the search calls a channel where tickets call it something else (via types). */
const CHANNELS: Readonly<Record<string, string>> = { mail: 'email', web_form: 'web', web_service: 'api' };
/** The keyword, and where a ticket keeps the id that it looks at. */
const PEOPLE: Readonly<Record<string, readonly [column: string, kind: string]>> = {
  assignee: ['assignee_id', 'users'],
  requester: ['requester_id', 'users'],
  submitter: ['submitter_id', 'users'],
  group: ['group_id', 'groups'],
  organization: ['organization_id', 'organizations'],
  brand: ['brand_id', 'brands'],
  form: ['ticket_form_id', 'ticket_forms'],
};
const DATES: Readonly<Record<string, string>> = { created: 'created_at', updated: 'updated_at', solved: 'solved_at' };

/** Whether a row of a type is meant by a query; words of one keyword are alternatives, keywords all have to fit. */
export function finder(store: Store, query: string): (type: string, row: Row) => boolean {
  const terms = parse(query);
  const types = terms.filter((term) => term.key === 'type').map((term) => term.value);
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    if (term.key === 'type') continue;
    const name = term.without || term.operator !== ':' || term.key === '' ? `${groups.size}` : term.key;
    groups.set(name, [...(groups.get(name) ?? []), term]);
  }
  return (type, row) =>
    (types.length === 0 || types.includes(type)) &&
    [...groups.values()].every((same) => same.some((term) => fits(store, row, term) !== term.without));
}

function parse(query: string): readonly Term[] {
  const pattern = /(-)?(?:([a-z_]\w*)(<=|>=|:|<|>))?(?:"([^"]*)"|(\S+))/gi;
  return [...query.matchAll(pattern)].map(([, minus, key = '', operator, quoted, plain]) => ({
    key: key.toLowerCase(),
    operator: asOperator(operator),
    value: (quoted ?? plain ?? '').toLowerCase(),
    without: minus !== undefined,
  }));
}

function asOperator(source: string | undefined): Operator {
  return source === '<' || source === '>' || source === '<=' || source === '>=' ? source : ':';
}

function fits(store: Store, row: Row, term: Term): boolean {
  const { key, value } = term;
  const person = PEOPLE[key];
  if (person) return pointsTo(store, row, person, value);
  const date = DATES[key];
  if (date !== undefined) return dated(store, text(row[date]), term);
  const custom = /^custom_field_(\d+)$/.exec(key)?.[1];
  if (custom !== undefined)
    return holds(
      objects(row.custom_fields).find((field) => text(field.id) === custom),
      value,
    );
  switch (key) {
    case 'status':
      return ranked(STATUSES, text(row.status), term);
    case 'priority':
      return value === 'none' ? !row.priority : ranked(PRIORITIES, text(row.priority), term);
    case 'ticket_type':
      return text(row.type, 'none') === value;
    case 'via':
      return text(object(row.via).channel) === (CHANNELS[value] ?? value);
    case 'tags':
      return value === 'none' ? list(row.tags).length === 0 : list(row.tags).includes(value);
    case 'email':
      return text(row.email).toLowerCase() === value || hasAddress(store, row, value);
    case '':
      return ['name', 'email', 'subject', 'description', 'notes', 'phone'].some((name) =>
        text(row[name]).toLowerCase().includes(value.replace(/\*$/, '')),
      );
    default:
      return text(row[key]).toLowerCase() === value;
  }
}

/** People are found by any of their addresses. */
function hasAddress(store: Store, row: Row, value: string): boolean {
  for (const { user_id, value: own } of rows(store, 'user_identities'))
    if (user_id === row.id && own === value) return true;
  return false;
}

function holds(field: Attributes | undefined, value: string): boolean {
  return Array.isArray(field?.value) ? field.value.includes(value) : text(field?.value).toLowerCase() === value;
}

/** By id, name or e-mail; `none` for tickets that have nobody there. */
function pointsTo(store: Store, row: Row, [column, kind]: readonly [string, string], value: string): boolean {
  const id = row[column];
  if (id === null || id === undefined) return value === 'none';
  const other = find(store, kind, number(id));
  return [text(id), text(other?.name).toLowerCase(), text(other?.email).toLowerCase()].includes(value);
}

function ranked(order: readonly string[], own: string, { operator, value }: Term): boolean {
  if (operator === ':') return own === value;
  return order.includes(own) && order.includes(value) && compare(order.indexOf(own), operator, order.indexOf(value));
}

function compare(left: number, operator: Operator, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case ':':
      return left === right;
    default:
      return operator satisfies never;
  }
}

/** A day, a moment, or a while ago as in `created>4hours`. */
function dated(store: Store, own: string, { operator, value }: Term): boolean {
  if (own === '') return false;
  const [, amount, unit] = /^(\d+)(minute|hour|day|week|month|year)s?$/.exec(value) ?? [];
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (whole) {
    const day = own.slice(0, 10);
    return compare(day < value ? -1 : day > value ? 1 : 0, operator, 0);
  }
  const at = unit === undefined ? Date.parse(value) : nowMs(store) - number(amount) * (UNITS[unit] ?? 0) * 60_000;
  return !Number.isNaN(at) && compare(Date.parse(own), operator, at);
}
