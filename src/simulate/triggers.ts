/** Triggers: checked in order after each creation and update, again from the top whenever one has changed the ticket. */
import { decider, explain } from './conditions/condition.ts';
import { type Context, changesBetween, report } from './context.ts';
import { coverAction } from './coverage.ts';
import type { ActionResult } from './model.ts';
import type { Rule } from './rules.ts';
import { tryConditions } from './trial.ts';

/**
 * Runs the triggers on the present update. Each fires at most once; after a change checking begins again at the top; a pass
 * without change is the last (hc/4408886797466; the cycle as eesel.ai's guides to automations describe it, hc/4408822236058 names it). It ends
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

/** Whether a rule's conditions hold now; a trial that failed is a step of a traced run. */
export function tryRule(cx: Context, rule: Rule): boolean {
  const { holds, results } = tryConditions(cx, rule);
  if (holds === 1) return true;
  if (!cx.options.trace) return false;
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
