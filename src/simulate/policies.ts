/** Which SLA policy a ticket has: after every creation and update, the first of the list that matches (hc/5600997516058). */
import { evaluate, explain, UNKNOWN } from './conditions/condition.ts';
import { type Context, report } from './context.ts';
import { coverTrial } from './coverage.ts';
import type { Rule } from './rules.ts';

/** A ticket that no policy matches has none. */
export function chooseSlaPolicy(cx: Context, policies: readonly Rule[]): void {
  const chosen = policies.find((policy) => matches(cx, policy));
  if (cx.options.trace && chosen !== cx.slaPolicy)
    cx.record.steps.push({ kind: 'sla_policy', at: cx.now, policy: chosen?.ref });
  cx.slaPolicy = chosen;
}

function matches(cx: Context, policy: Rule): boolean {
  const result = evaluate(policy.conditions, cx);
  if (cx.coverage !== undefined || result === UNKNOWN) {
    const results = explain(policy.conditions, cx);
    coverTrial(cx.coverage, policy.ref, result === 1, results);
    for (const { field, holds, because } of results)
      if (holds === 'unknown')
        report(cx, 'undecided_condition', `${field} cannot be evaluated offline: ${because ?? ''}`, policy.ref);
  }
  return result === 1;
}
