/** Whether conditions of rules can hold of one ticket at the same time. Where nobody can tell, they can. */
import { canonicalJson, isList, type Struct, sameValue, type Value } from '../core/value.ts';

interface Conditions {
  readonly all: readonly Struct[];
  readonly any: readonly Struct[];
}

/** True if no ticket meets both. */
export function rulesExclude(one: Conditions, other: Conditions): boolean {
  const first = certain(one);
  const second = certain(other);
  const against = (condition: Struct, list: readonly Struct[]) => list.some((own) => excludes(condition, own));
  return (
    first.some((condition) => against(condition, second)) ||
    (one.any.length > 1 && one.any.every((condition) => against(condition, second))) ||
    (other.any.length > 1 && other.any.every((condition) => against(condition, first)))
  );
}

/** What must hold: a single one under `any` stands for itself. */
function certain({ all, any }: Conditions): readonly Struct[] {
  return any.length === 1 ? [...all, ...any] : all;
}

/** True if both are about one field, and none of its values meets both. */
export function excludes(one: Struct, other: Struct): boolean {
  if (one.field === undefined || !sameValue(one.field, other.field)) return false;
  if (one.field === 'tags') return lacksAll(one, other) || lacksAll(other, one);
  const values = domainOf([one, other]);
  return !values.some((value) => meets(value, one) && meets(value, other));
}

/** "One of these" against "none of those". */
function lacksAll(includes: Struct, lacks: Struct): boolean {
  const without = listed(lacks.value);
  return (
    includes.operator === 'includes' &&
    lacks.operator === 'not_includes' &&
    listed(includes.value).every((tag) => without.includes(tag))
  );
}

const TRUTH = ['true', 'false'] as const;
/** Fields that have these values and no others, in order where they have one. */
const SCALES: Readonly<Record<string, readonly string[]>> = {
  status: ['new', 'open', 'pending', 'hold', 'solved', 'closed'],
  priority: ['none', 'low', 'normal', 'high', 'urgent'],
  type: ['none', 'question', 'incident', 'problem', 'task'],
  update_type: ['create', 'change'],
  comment: ['none', 'public', 'private'],
  privacy: ['public', 'private'],
  in_business_hours: TRUTH,
  on_holiday: TRUTH,
  has_due_date: TRUTH,
  has_attachment: TRUTH,
};
/** Stands for all values that no condition names. */
const OTHER = 'another value';
const NONE: ReadonlySet<string> = new Set(['', 'none']);

/** The values of one field that can make a difference to these conditions on it. */
export function domainOf(conditions: readonly Struct[]): readonly string[] {
  const [first] = conditions;
  const scale = first === undefined ? undefined : scaleOf(first);
  if (scale !== undefined) return scale;
  const named = conditions.flatMap((condition) => listed(condition.value));
  const numbers = named.filter((value) => /^-?\d+(\.\d+)?$/.test(value)).map(Number);
  const around = numbers.flatMap((number) => [number - 0.5, number + 0.5]).map(String);
  return [...named, ...around, 'none', OTHER];
}

function scaleOf({ field }: Struct): readonly string[] | undefined {
  return typeof field === 'string' && Object.hasOwn(SCALES, field) ? SCALES[field] : undefined;
}

export function listed(value: Value | undefined): readonly string[] {
  return (isList(value) ? value : [value ?? '']).map((item) => (typeof item === 'string' ? item : canonicalJson(item)));
}

/** What a comment must be for each word that is more than one of them. */
const COMMENTS: Readonly<Record<string, readonly string[]>> = {
  any: ['public', 'private'],
  visible_to_requester: ['public'],
};

/** Operators that nobody can judge by one value are met by all. */
export function meets(value: string, condition: Struct): boolean {
  const named = listed(condition.value);
  const wanted = condition.field === 'comment' ? named.flatMap((word) => COMMENTS[word] ?? [word]) : named;
  const [first = ''] = wanted;
  const same = wanted.includes(value) || (NONE.has(value) && wanted.some((own) => NONE.has(own)));
  switch (condition.operator) {
    case 'is':
    case 'includes':
    case 'changed_to':
      return same;
    case 'is_not':
    case 'not_includes':
      return !same;
    case 'less_than':
      return rank(value, condition) < rank(first, condition);
    case 'greater_than':
      return rank(value, condition) > rank(first, condition);
    case 'at_most':
      return rank(value, condition) <= rank(first, condition);
    case 'at_least':
      return rank(value, condition) >= rank(first, condition);
    case 'present':
      return !NONE.has(value);
    case 'not_present':
      return NONE.has(value);
    default:
      return true;
  }
}

function rank(value: string, condition: Struct): number {
  return scaleOf(condition)?.indexOf(value) ?? Number(value);
}
