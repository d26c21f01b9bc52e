/** What the tests reach of the spec's rules: which fired, which conditions decided both ways, which actions did something. */
import type { Address } from '../../core/address.ts';
import type { Outcome, RuleCoverage } from '../../simulate/model.ts';
import type { Stage } from './cast.ts';
import { conditionsOf, conditionText, type RuleText } from './rule-text.ts';

export interface Uncovered {
  readonly address: Address;
  /** `rule`: never fired. `condition`: never decided. `outcome`: an action that never changed or sent anything. */
  readonly what: 'rule' | 'condition' | 'outcome';
  readonly detail: string;
}

export interface CoverageReport {
  readonly rules: Tally;
  readonly conditions: Tally;
  readonly outcomes: Tally;
  readonly uncovered: readonly Uncovered[];
  /** Of all three together, 0 to 100, rounded down. */
  readonly percent: number;
}

export interface Tally {
  readonly reached: number;
  readonly of: number;
}

interface Sum {
  readonly rule: RuleCoverage['rule'];
  fired: boolean;
  readonly held: Set<string>;
  readonly failed: Set<string>;
  readonly ran: Set<number>;
}

export interface CoverageSum {
  add(outcome: Outcome): void;
  report(stage: Stage, texts: ReadonlyMap<Address, RuleText>): CoverageReport;
}

/** Adds up outcomes that were traced. */
export function createCoverage(): CoverageSum {
  const sums = new Map<string, Sum>();
  return {
    add({ coverage, fired }) {
      // Macros are not tried: people apply them.
      const applied = new Set(fired.flatMap(({ rule }) => (rule.kind === 'macro' ? [rule.id] : [])));
      for (const one of coverage) {
        const isApplied = one.rule.kind === 'macro' && applied.has(one.rule.id);
        addTo(sums, isApplied ? { ...one, fired: true } : one);
      }
    },
    report: (stage, texts) => reportOf(sums, stage, texts),
  };
}

function addTo(sums: Map<string, Sum>, { rule, fired, conditions, actions }: RuleCoverage): void {
  const key = `${rule.kind}/${rule.id}`;
  const sum = sums.get(key) ?? { rule, fired: false, held: new Set(), failed: new Set(), ran: new Set() };
  sums.set(key, sum);
  if (fired) sum.fired = true;
  for (const { list, index, held, failed } of conditions) {
    if (held) sum.held.add(`${list} ${index}`);
    if (failed) sum.failed.add(`${list} ${index}`);
  }
  // An action that sends something changes nothing on the ticket.
  for (const { index, ran } of actions) if (ran) sum.ran.add(index);
}

function reportOf(sums: ReadonlyMap<string, Sum>, stage: Stage, texts: ReadonlyMap<Address, RuleText>): CoverageReport {
  const uncovered: Uncovered[] = [];
  const rules = { reached: 0, of: 0 };
  const conditions = { reached: 0, of: 0 };
  const outcomes = { reached: 0, of: 0 };
  function count(tally: { reached: number; of: number }, reached: boolean, miss: Uncovered): void {
    tally.of += 1;
    if (reached) tally.reached += 1;
    else uncovered.push(miss);
  }
  for (const [address, text] of texts) {
    const id = stage.compiled.ids.get(address) ?? '';
    const sum = sums.get(`${text.kind}/${id}`);
    count(rules, sum?.fired === true, { address, what: 'rule', detail: 'never fired' });
    // One line for a rule that nothing reaches is enough.
    const silent = sum?.fired !== true;
    for (const { list, index } of conditionsOf(text)) {
      const key = `${list} ${index}`;
      const [held, failed] = [sum?.held.has(key) === true, sum?.failed.has(key) === true];
      const detail = `${conditionText(text, list, index)}: ${held ? 'never failed' : failed ? 'never held' : 'never looked at'}`;
      if (silent) conditions.of += 1;
      else count(conditions, held && failed, { address, what: 'condition', detail });
    }
    for (const [index, action] of text.actions.entries()) {
      if (silent) outcomes.of += 1;
      else
        count(outcomes, sum?.ran.has(index) === true, {
          address,
          what: 'outcome',
          detail: `${action}: never happened`,
        });
    }
  }
  const [reached, of] = [rules, conditions, outcomes].reduce(
    ([a, b], tally) => [a + tally.reached, b + tally.of],
    [0, 0],
  );
  return { rules, conditions, outcomes, uncovered, percent: of === 0 ? 100 : Math.floor((reached / of) * 100) };
}
