/** An account's rules, compiled once. */

import type { Action } from './actions/action.ts';
import { compileActions } from './actions/compile.ts';
import { compileConditions } from './conditions/compile.ts';
import type { Conditions } from './conditions/condition.ts';
import { type CoverableRule, ruleRef } from './coverage.ts';
import { activeRules, type Directory } from './directory.ts';
import type { Native, RuleKind, RuleRef } from './model.ts';
import { natives } from './native.ts';
import type { SimulationOptions } from './options.ts';
import { type Policy, policyOf } from './sla/index.ts';
import type { Templates } from './templates/templates.ts';

export interface Rule {
  readonly ref: RuleRef;
  readonly native: Native;
  readonly conditions: Conditions;
  readonly actions: readonly Action[];
}

export interface Rules {
  readonly triggers: readonly Rule[];
  /** The triggers that can match the creation, and those that can match a later update, in their order. */
  readonly triggersOn: Readonly<Record<'Create' | 'Change', readonly Rule[]>>;
  readonly automations: readonly Rule[];
  readonly macros: ReadonlyMap<string, Rule>;
  readonly views: readonly Rule[];
  readonly slaPolicies: readonly PolicyRule[];
  readonly groupSlaPolicies: readonly PolicyRule[];
}

export interface PolicyRule extends Rule {
  readonly policy: Policy;
}

export function compileRules(directory: Directory, templates: Templates, options: SimulationOptions): Rules {
  const { account } = directory;
  const compile = (kind: RuleKind, rules: readonly Native[]): readonly Rule[] =>
    rules.map((rule) => ({
      ref: ruleRef(kind, rule),
      native: rule,
      conditions: compileConditions(kind === 'macro' ? {} : rule, directory, options),
      actions: compileActions(rule, directory, templates),
    }));
  const triggers = compile('trigger', activeRules(account.triggers, account.trigger_categories));
  return {
    triggers,
    triggersOn: { Create: possibleOn(triggers, 'Create'), Change: possibleOn(triggers, 'Change') },
    automations: compile('automation', activeRules(account.automations)),
    macros: new Map(compile('macro', natives(account.macros)).map((macro) => [macro.ref.id, macro])),
    views: compile('view', activeRules(account.views)),
    // Policies have no switch.
    slaPolicies: withPolicies(compile('sla_policy', activeRules(account.sla_policies))),
    groupSlaPolicies: withPolicies(compile('sla_policy', activeRules(account.group_sla_policies))),
  };
}

function withPolicies(rules: readonly Rule[]): readonly PolicyRule[] {
  return rules.map((rule) => ({ ...rule, policy: policyOf(rule.native) }));
}

/** What a run could exercise. Macros are applied by people, so they count too. */
export function coverableRules(rules: Rules): readonly CoverableRule[] {
  return [
    ...rules.triggers,
    ...rules.automations,
    ...rules.slaPolicies,
    ...rules.groupSlaPolicies,
    ...rules.macros.values(),
    ...rules.views,
  ].map(({ ref, conditions, actions }) => ({
    ref,
    conditions: [...conditions.all, ...conditions.any],
    actionCount: actions.length,
  }));
}

function possibleOn(triggers: readonly Rule[], type: 'Create' | 'Change'): readonly Rule[] {
  return triggers.filter(({ conditions }) =>
    conditions.all.every(
      ({ field, operator, wanted }) => field !== 'update_type' || operator !== 'is' || wanted === type,
    ),
  );
}
