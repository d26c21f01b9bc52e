/** Which rules, conditions and actions a run exercised, both ways. */
import type { ConditionResult, Native, RuleCoverage, RuleRef } from './model.ts';

interface Entry {
  readonly rule: RuleRef;
  tried: boolean;
  fired: boolean;
  passed: boolean;
  readonly conditions: Map<string, { list: 'all' | 'any'; index: number; held: boolean; failed: boolean }>;
  readonly actions: { index: number; ran: boolean; changed: boolean }[];
}

export interface CoverageLog {
  readonly entries: Map<RuleRef, Entry>;
}

/** Begins with every rule that could be exercised. */
export function createCoverage(rules: readonly CoverableRule[]): CoverageLog {
  return {
    entries: new Map(
      rules.map(({ ref, conditions, actionCount }) => [
        ref,
        {
          rule: ref,
          tried: false,
          fired: false,
          passed: false,
          conditions: new Map(
            conditions.map(({ list, index }) => [`${list}${index}`, { list, index, held: false, failed: false }]),
          ),
          actions: Array.from({ length: actionCount }, (_, index) => ({ index, ran: false, changed: false })),
        },
      ]),
    ),
  };
}

export interface CoverableRule {
  readonly ref: RuleRef;
  readonly conditions: readonly { readonly list: 'all' | 'any'; readonly index: number }[];
  readonly actionCount: number;
}

export function coverTrial(
  log: CoverageLog | undefined,
  rule: RuleRef,
  fired: boolean,
  results: readonly ConditionResult[],
): void {
  const entry = log?.entries.get(rule);
  if (entry === undefined) return;
  entry.tried = true;
  if (fired) entry.fired = true;
  else entry.passed = true;
  for (const { list, index, holds } of results) {
    const condition = entry.conditions.get(`${list}${index}`);
    if (condition === undefined) continue;
    if (holds === true) condition.held = true;
    if (holds === false) condition.failed = true;
  }
}

export function coverAction(log: CoverageLog | undefined, rule: RuleRef, index: number, changed: boolean): void {
  const action = log?.entries.get(rule)?.actions[index];
  if (action === undefined) return;
  action.ran = true;
  if (changed) action.changed = true;
}

export function coverageOf(log: CoverageLog | undefined): readonly RuleCoverage[] {
  if (log === undefined) return [];
  return [...log.entries.values()].map((entry) => ({ ...entry, conditions: [...entry.conditions.values()] }));
}

export function ruleRef(kind: RuleRef['kind'], rule: Native): RuleRef {
  return { kind, id: String(rule.id ?? ''), title: String(rule.raw_title ?? rule.title ?? '') };
}
