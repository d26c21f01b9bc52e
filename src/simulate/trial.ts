/** Whether a rule's conditions hold now: the answer for the run, and what coverage and findings keep of it. */
import { evaluate, explain, type Truth, UNKNOWN } from './conditions/condition.ts';
import { type Context, report } from './context.ts';
import { coverTrial } from './coverage.ts';
import type { ConditionResult } from './model.ts';
import type { Rule } from './rules.ts';

export interface Trial {
  readonly holds: Truth;
  /** Empty unless the run is traced or the rule undecided. */
  readonly results: readonly ConditionResult[];
}

/** A rule that cannot be decided does not fire, and that is said. */
export function tryConditions(cx: Context, { ref, conditions }: Pick<Rule, 'ref' | 'conditions'>): Trial {
  const holds = evaluate(conditions, cx);
  if (cx.coverage === undefined && holds !== UNKNOWN) return { holds, results: [] };
  const results = explain(conditions, cx);
  coverTrial(cx.coverage, ref, holds === 1, results);
  if (holds !== UNKNOWN) return { holds, results };
  for (const { field, operator, holds: verdict, because } of results) {
    if (verdict !== 'unknown') continue;
    const reason = because ?? 'it is not simulated';
    report(cx, 'undecided_condition', `${field} ${operator} cannot be evaluated offline: ${reason}`, ref);
  }
  return { holds, results };
}
