/** A compiled condition, and how lists of them decide. */
import type { Context } from '../context.ts';
import type { ConditionResult, Verdict } from '../model.ts';

/** Whether something holds; `UNKNOWN` cannot be told offline. */
export type Truth = 0 | 1 | -1;
export const UNKNOWN = -1;

export interface Test {
  test(cx: Context): Truth;
  /** The value found, for people to read. */
  actual(cx: Context): string;
  /** Why it is unknown, where it may be. */
  readonly because?: string;
  /**
   * The earliest instant at which it can hold if nothing but time passes; infinity if it never does. Absent where time
   * alone changes nothing.
   */
  due?(cx: Context): number;
}

export interface Condition extends Test {
  readonly list: 'all' | 'any';
  readonly index: number;
  readonly field: string;
  readonly operator: string;
  readonly wanted: string;
}

export interface Conditions {
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
}

export function truth(holds: boolean): Truth {
  return holds ? 1 : 0;
}

/**
 * All ALL conditions, and one ANY condition if there are any (hc/203662246). A condition that cannot be told leaves the
 * rule undecided unless the others decide it.
 */
export function evaluate(conditions: Conditions, cx: Context): Truth {
  let result: Truth = 1;
  for (const condition of conditions.all) {
    const holds = condition.test(cx);
    if (holds === 0) return 0;
    if (holds === UNKNOWN) result = UNKNOWN;
  }
  if (conditions.any.length === 0) return result;
  let some: Truth = 0;
  for (const condition of conditions.any) {
    const holds = condition.test(cx);
    if (holds === 1) return result;
    if (holds === UNKNOWN) some = UNKNOWN;
  }
  return some === 0 ? 0 : UNKNOWN;
}

/** Every condition with what it found, whatever the others say. */
export function explain(conditions: Conditions, cx: Context): readonly ConditionResult[] {
  return [...conditions.all, ...conditions.any].map((condition) => {
    const holds = verdict(condition.test(cx));
    return {
      list: condition.list,
      index: condition.index,
      field: condition.field,
      operator: condition.operator,
      wanted: condition.wanted,
      actual: condition.actual(cx),
      holds,
      ...(holds === 'unknown' && condition.because !== undefined ? { because: condition.because } : {}),
    };
  });
}

export function verdict(value: Truth): Verdict {
  return value === UNKNOWN ? 'unknown' : value === 1;
}

/** The condition that kept a rule from firing: the first of ALL that does not hold, else the last of ANY. */
export function decider(results: readonly ConditionResult[]): ConditionResult | undefined {
  const all = results.filter((result) => result.list === 'all');
  const any = results.filter((result) => result.list === 'any');
  const refused = all.find((result) => result.holds === false);
  if (refused !== undefined) return refused;
  const anyHolds = any.length === 0 || any.some((result) => result.holds === true);
  const unknown = results.find((result) => result.holds === 'unknown');
  return anyHolds ? unknown : (any.find((result) => result.holds === 'unknown') ?? any.at(-1));
}
