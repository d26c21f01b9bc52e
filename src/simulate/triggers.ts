/** Triggers: checked in order after each creation and update, again from the top whenever one has changed the ticket. */
import { decider, evaluate, explain, UNKNOWN, verdict } from './conditions/condition.ts';
import { type Context, changesBetween, report } from './context.ts';
import { coverAction, coverTrial } from './coverage.ts';
import type { ActionResult, ConditionResult } from './model.ts';
import type { Rule } from './rules.ts';

/**
 * Runs the triggers on the present update. Each fires at most once; after a change checking begins again at the top; a pass
 * without change is the last (hc/4408886797466; the cycle as the guides describe it, facts/rules-and-slas.md A1). It ends
 * after as many firings as there are triggers.
 */
export function runTriggers(cx: Context, triggers: readonly Rule[]): void {
  const fired = new Set<Rule>();
  for (let index = 0; index < triggers.length; index += 1) {
    const trigger = triggers[index];
    if (trigger === undefined || fired.has(trigger) || !tryRule(cx, trigger)) continue;
    fired.add(trigger);
    const old = cx.scene;
    fire(cx, trigger);
    if (cx.scene === old) continue;
    if (cx.options.changedBase === 'latest_change') cx.before = old;
    // The loop's own step makes this the first trigger.
    index = -1;
  }
}

/** Whether a rule's conditions hold now; the trial is recorded if the run is traced. */
export function tryRule(cx: Context, rule: Rule): boolean {
  if (!cx.options.trace) {
    const result = evaluate(rule.conditions, cx);
    if (result === UNKNOWN) reportUndecided(cx, rule, explain(rule.conditions, cx));
    return result === 1;
  }
  const results = explain(rule.conditions, cx);
  const result = verdict(evaluate(rule.conditions, cx));
  coverTrial(cx.coverage, rule.ref, result === true, results);
  if (result === 'unknown') reportUndecided(cx, rule, results);
  if (result === true) return true;
  const decidedBy = decider(results);
  cx.record.steps.push({
    kind: 'rule',
    at: cx.now,
    rule: rule.ref,
    fired: false,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    conditions: results,
    actions: [],
  });
  return false;
}

/** A rule that cannot be decided does not fire, and that is said. */
function reportUndecided(cx: Context, rule: Rule, results: readonly ConditionResult[]): void {
  for (const { field, operator, holds, because } of results) {
    if (holds !== 'unknown') continue;
    const reason = because ?? 'it is not simulated';
    report(cx, 'undecided_condition', `${field} ${operator} cannot be evaluated offline: ${reason}`, rule.ref);
  }
}

/** Applies a rule's actions in their order. Only net changes are told (hc/4408886797466). */
export function fire(cx: Context, rule: Rule): void {
  cx.record.fired.push({ at: cx.now, rule: rule.ref });
  const conditions = cx.options.trace ? explain(rule.conditions, cx) : [];
  const actions = runActions(cx, rule);
  if (!cx.options.trace) return;
  cx.record.steps.push({ kind: 'rule', at: cx.now, rule: rule.ref, fired: true, conditions, actions });
}

export function runActions(cx: Context, rule: Rule): readonly ActionResult[] {
  const results: ActionResult[] = [];
  for (const action of rule.actions) {
    const old = cx.scene;
    const told = cx.record.notifications.length;
    const because = action.run(cx, rule.ref);
    const sent = cx.record.notifications.length > told;
    if (because !== undefined && !sent)
      report(cx, 'undecided_action', `${action.field} ${action.value} had no effect: ${because}`, rule.ref);
    if (!cx.options.trace) continue;
    const changes = changesBetween(old, cx.scene);
    coverAction(cx.coverage, rule.ref, action.index, changes.length > 0 || sent);
    results.push({
      index: action.index,
      field: action.field,
      value: action.value,
      changes,
      ...(because === undefined ? {} : { because }),
    });
  }
  return results;
}
