/** Values of a field that meet conditions on it, in the platform's own terms. */
import type { Account, Native } from '../../simulate/model.ts';

/** What the field is, and what it was before where that matters. */
export interface Change {
  readonly before?: string;
  readonly after: string;
}

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** In the order of preference: what a new ticket is likely to have comes first. */
const SCALES: Readonly<Record<string, readonly string[]>> = {
  status: ['new', 'open', 'pending', 'hold', 'solved', 'closed'],
  priority: ['', 'low', 'normal', 'high', 'urgent'],
  type: ['', 'question', 'incident', 'problem', 'task'],
};
const LISTS: Readonly<Record<string, keyof Account>> = {
  group_id: 'groups',
  brand_id: 'brands',
  ticket_form_id: 'ticket_forms',
};
const SAYS_BEFORE: ReadonlySet<unknown> = new Set(['value_previous', 'not_value_previous', 'not_changed']);

/** The first value that meets all conditions; undefined where there is none, or nobody can tell. */
export function choose(field: string, conditions: readonly Native[], account: Account): Change | undefined {
  const asked = conditions.map(({ operator, value }) => ({
    operator,
    values: (Array.isArray(value) ? value : [value]).map((one) => stored(field, textOf(one), account)),
  }));
  const candidates = candidatesFor(field, asked, account);
  const after = candidates.find((value) => asked.every((condition) => meetsAfter(field, value, condition)));
  if (after === undefined) return undefined;
  if (!asked.some(({ operator }) => SAYS_BEFORE.has(operator))) return { after };
  const before = candidates.find((value) => asked.every((condition) => meetsBefore(value, after, condition)));
  return before === undefined ? undefined : { before, after };
}

/** A condition with its values as a ticket would hold them. */
interface Asked {
  readonly operator: unknown;
  readonly values: readonly string[];
}

function candidatesFor(field: string, conditions: readonly Asked[], account: Account): readonly string[] {
  const scale = SCALES[field];
  if (scale !== undefined) return scale;
  const named = conditions.flatMap(({ values }) => values);
  const list = LISTS[field];
  const known = list === undefined ? [] : listOf(account[list]).map((item) => textOf(propertyOf(item, 'id')));
  return ['', ...named, ...known.slice(0, 3)];
}

/** Conditions on people and organizations, and filters of policies, name an option by its id; the ticket holds its value. */
function stored(field: string, value: string, account: Account): string {
  const [owner] = field.split('.');
  const lists = [
    ...(owner === 'organization' ? listOf(account.organization_fields) : []),
    ...(owner === 'requester' ? listOf(account.user_fields) : []),
    ...(field.startsWith('ticket_fields_') ? listOf(account.ticket_fields) : []),
  ];
  for (const item of lists) {
    const option = listOf(propertyOf(item, 'custom_field_options')).find(
      (own) => textOf(propertyOf(own, 'id')) === value,
    );
    if (option !== undefined) return textOf(propertyOf(option, 'value'));
  }
  return value;
}

export function propertyOf(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
}

function meetsAfter(field: string, value: string, { operator, values }: Asked): boolean {
  const [first = ''] = values;
  const scale = SCALES[field] ?? [];
  switch (operator) {
    case 'is':
    case 'value':
    case 'includes':
      return values.includes(value);
    case 'is_not':
    case 'not_value':
    case 'not_includes':
      return !values.includes(value);
    case 'less_than':
      return scale.indexOf(value) < scale.indexOf(first);
    case 'greater_than':
      return scale.indexOf(value) > scale.indexOf(first);
    case 'present':
    case 'changed':
      return value !== '';
    case 'not_present':
      return value === '';
    case 'value_previous':
      return value !== first;
    case 'not_changed':
    case 'not_value_previous':
      return true;
    default:
      return false;
  }
}

function meetsBefore(value: string, after: string, { operator, values }: Asked): boolean {
  switch (operator) {
    case 'value_previous':
      return values.includes(value);
    case 'not_value_previous':
      return !values.includes(value);
    case 'not_changed':
      return value === after;
    case 'changed':
    case 'value':
      return value !== after;
    default:
      return true;
  }
}
