/** Turns the conditions of a rule, in the platform's shape, into tests. */
import { shown } from '../context.ts';
import type { Directory } from '../directory.ts';
import type { Native } from '../model.ts';
import { instant, native, natives, text } from '../native.ts';
import type { SimulationOptions } from '../options.ts';
import { type Condition, type Conditions, type Test, truth, UNKNOWN } from './condition.ts';
import { fieldTest, isFieldCondition } from './fields.ts';
import { hoursTest, isHoursField } from './hours.ts';
import { comparison, ticketTest } from './ticket.ts';
import { updateTest } from './update.ts';

/** `{all, any}` under `conditions`, or `filter` for SLA policies. */
export function compileConditions(rule: Native, directory: Directory, options: SimulationOptions): Conditions {
  const lists = native(rule.conditions ?? rule.filter ?? rule);
  const compile = (list: 'all' | 'any') =>
    natives(lists[list]).map((condition, index) => compileCondition(condition, list, index, directory, options));
  return { all: compile('all'), any: compile('any') };
}

function compileCondition(
  condition: Native,
  list: 'all' | 'any',
  index: number,
  directory: Directory,
  options: SimulationOptions,
): Condition {
  // Skills call the field `subject`; conditions with one operator may leave it out (conditions-reference).
  const field = text(condition.field ?? condition.subject);
  const operator = text(condition.operator) || 'is';
  const wanted = wantedText(condition.value);
  const test = assumable(field, operator, wanted, compileTest(field, operator, wanted, directory, options));
  return { list, index, field, operator, wanted, ...test };
}

function wantedText(value: unknown): string {
  return Array.isArray(value) ? value.map(text).join(' ') : text(value);
}

function compileTest(
  field: string,
  operator: string,
  value: string,
  directory: Directory,
  options: SimulationOptions,
): Test {
  const test = isHoursField(field)
    ? hoursTest(field, operator, value)
    : isFieldCondition(field)
      ? fieldTest(field, operator, value, directory, options)
      : field === 'exact_created_at'
        ? createdTest(operator, value)
        : (ticketTest(field, operator, value, options) ?? updateTest(field, operator, value, options));
  return test ?? { test: () => UNKNOWN, actual: () => '', because: reason(field, operator) };
}

/** Conditions on what no account's configuration holds. */
export const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ['via_subtype_id', 'which integration account a ticket came through is known to the channel only'],
  ['received_from', 'tickets shared by another account are not simulated'],
  ['requester_twitter_followers_count', 'the figures of X accounts are known to X only'],
  ['requester_twitter_statuses_count', 'the figures of X accounts are known to X only'],
  ['requester_twitter_verified', 'the figures of X accounts are known to X only'],
  ['cc', 'the reference does not say what this condition compares'],
]);

function reason(field: string, operator: string): string {
  const outside = OUTSIDE.get(field);
  if (outside !== undefined) return `${outside}; a story can assume a value`;
  if (field.startsWith('lookup:')) return 'what a lookup field points to is not simulated; a story can assume a value';
  return `the simulator has no rule for ${field} ${operator}; a story can assume a value`;
}

/** A story may say what a condition's field is, whatever the simulator would find. */
function assumable(field: string, operator: string, wanted: string, test: Test): Test {
  const assumed = assumedTest(operator, wanted);
  const { due } = test;
  return {
    ...test,
    test: (cx) => {
      if (cx.assume.size === 0) return test.test(cx);
      const value = cx.assume.get(field);
      return value === undefined ? test.test(cx) : assumed(value);
    },
    actual: (cx) => cx.assume.get(field) ?? test.actual(cx),
    ...(due === undefined ? {} : { due: (cx) => (cx.assume.has(field) ? cx.now : due(cx)) }),
  };
}

function assumedTest(operator: string, wanted: string): (value: string) => 0 | 1 | -1 {
  const compare = comparison(operator);
  if (compare !== undefined) return (value) => truth(compare(Number(value), Number(wanted)));
  const items = wanted.split(' ');
  const within = (value: string) => value === wanted || value.split(' ').some((item) => items.includes(item));
  if (['is', 'includes'].includes(operator)) return (value) => truth(within(value));
  if (['is_not', 'not_includes'].includes(operator)) return (value) => truth(!within(value));
  if (operator === 'present') return (value) => truth(value !== '');
  return operator === 'not_present' ? (value) => truth(value === '') : () => UNKNOWN;
}

/** SLA filters compare the moment of creation. */
function createdTest(operator: string, value: string): Test | undefined {
  const compare = comparison(operator);
  const limit = instant(value);
  if (compare === undefined || limit === undefined) return undefined;
  return {
    test: ({ scene: { ticket } }) => truth(compare(ticket.created_at, limit)),
    actual: ({ scene: { ticket } }) => shown(new Date(ticket.created_at).toISOString()),
  };
}
