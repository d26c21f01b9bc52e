/** Operators of conditions: our words and the platform's. */

export type Operators = Readonly<Record<string, string>>;

/** Words that take no value: written `{changed: true}`. */
export const VALUELESS: ReadonlySet<string> = new Set(['changed', 'not_changed', 'present', 'not_present']);

export const IS = { is: 'is' } as const;
export const EQUALITY = { is: 'is', is_not: 'is_not' } as const;
export const INCLUSION = { includes: 'includes', not_includes: 'not_includes' } as const;
/** Below and above, without equality: the order of statuses and priorities, and plain counters. */
export const RANGE = { less_than: 'less_than', greater_than: 'greater_than' } as const;
export const FULL_RANGE = { ...RANGE, at_most: 'less_than_equal', at_least: 'greater_than_equal' } as const;
/** What an update did to the field: for triggers only. */
export const CHANGES = {
  changed: 'changed',
  changed_to: 'value',
  changed_from: 'value_previous',
  not_changed: 'not_changed',
  not_changed_to: 'not_value',
  not_changed_from: 'not_value_previous',
} as const;
/** The platform's `is` on the text of subject and comments means "contains this string". */
export const CONTENT = {
  includes_words: 'includes',
  not_includes_words: 'not_includes',
  includes_string: 'is',
  not_includes_string: 'is_not',
} as const;
const PRESENCE = { present: 'present', not_present: 'not_present' } as const;
const TEXT_SEARCH = {
  includes_words: 'includes_words',
  not_includes_words: 'not_includes_words',
  includes_string: 'includes_string',
  not_includes_string: 'not_includes_string',
} as const;
const DAYS = { within_previous_n_days: 'within_previous_n_days', within_next_n_days: 'within_next_n_days' } as const;

/** A field of organizations or users: which of these apply depends on its type. */
export const PROFILE = { ...EQUALITY, ...FULL_RANGE, ...PRESENCE, ...TEXT_SEARCH, ...DAYS, ...CHANGES } as const;
/** A custom ticket field: which of these apply depends on its type. */
export const CUSTOM = { ...PROFILE, ...INCLUSION } as const;
/** Hours since or until something. */
export const HOURS = {
  is: 'is',
  less_than: 'less_than',
  greater_than: 'greater_than',
  is_business_hours: 'is_business_hours',
  less_than_business_hours: 'less_than_business_hours',
  greater_than_business_hours: 'greater_than_business_hours',
} as const;
