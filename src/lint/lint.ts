/** Runs the rules over a spec or an account, and sets aside what somebody accepted with a reason. */
import { checks } from '../checks/index.ts';
import { nearest } from '../core/attributes/problems.ts';
import type { Severity } from '../core/diagnostic.ts';
import type { Acceptance, Resource } from '../core/resource.ts';
import { rules } from './index.ts';
import { type Finding, type LintContext, type Rule, told, toldByCheck, type Unseen } from './rule.ts';

export interface Linted {
  /** The worst first, then in the order of rules. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly unseen: readonly Unseen[];
}

/** What is said of an acceptance that accepts nothing: a rule in name only, which has no examples. */
export const STALE = 'acceptance-stale';

const RANKS: readonly Severity[] = ['error', 'warning', 'info'];

/** Every finding of the rules named in `only`, or of all. */
export function lint(cx: LintContext, only?: ReadonlySet<string>): Linted {
  const chosen = rules.filter(({ id }) => only === undefined || only.has(id));
  const resources = new Map(cx.desired.resources.map((resource) => [resource.address, resource]));
  const byCheck = checksFor(cx, chosen);
  const all = chosen.flatMap((rule) => [
    ...(rule.checks ?? [])
      .flatMap((id) => byCheck.get(id) ?? [])
      .map((own) => toldByCheck(rule, own, resources.get(own.address ?? ''))),
    ...[...(rule.run?.(cx) ?? [])].map((found) => told(rule, found)),
  ]);
  const acceptances = cx.desired.accepted ?? [];
  const reasons = new Map(acceptances.map((own) => [keyOf(own), own.reason]));
  const reasonOf = (finding: Finding) => reasons.get(keyOf(finding));
  const findings = all.filter((finding) => reasonOf(finding) === undefined);
  const stale = acceptances.flatMap((own) => staleness(own, cx, chosen, all, resources) ?? []);
  return {
    findings: [...findings, ...stale].sort((a, b) => RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity)),
    accepted: all.flatMap((finding) => {
      const reason = reasonOf(finding);
      return reason === undefined ? [] : [{ finding, reason }];
    }),
    unseen: [...chosen.flatMap((rule) => unseenBy(rule, cx) ?? []), ...untried(cx)],
  };
}

function keyOf({ rule, address }: { readonly rule: string; readonly address?: string }): string {
  return `${rule} ${address ?? ''}`;
}

/** Findings of the checks that rules refer to; each check runs once. */
function checksFor(cx: LintContext, chosen: readonly Rule[]) {
  const wanted = new Set(chosen.flatMap((rule) => rule.checks ?? []));
  return new Map(checks.flatMap((check) => (wanted.has(check.id) ? [[check.id, check.run(cx)] as const] : [])));
}

/** An acceptance that nothing stands behind: it is mended, or the name is wrong. */
function staleness(
  { rule, address, at }: Acceptance,
  cx: LintContext,
  chosen: readonly Rule[],
  all: readonly Finding[],
  resources: ReadonlyMap<string, Resource>,
): Finding | undefined {
  const own = { rule: STALE, severity: 'warning', address, at } as const;
  if (!rules.some(({ id }) => id === rule)) {
    const near = nearest(
      rule,
      rules.map(({ id }) => id),
    );
    const mend = near === undefined ? 'docs/lint.md lists them.' : `Did you mean "${near}"?`;
    return { ...own, severity: 'error', summary: `There is no rule "${rule}"`, mend };
  }
  const judged = chosen.find(({ id }) => id === rule);
  if (judged === undefined || all.some((finding) => finding.rule === rule && finding.address === address))
    return undefined;
  if (!resources.has(address)) {
    const near = nearest(address, resources.keys());
    const mend = near === undefined ? 'Take the acceptance out.' : `Did you mean "${near}"? Otherwise take it out.`;
    return { ...own, summary: `It accepts ${rule} of ${address}, which the spec does not have`, mend };
  }
  // What only the tenant shows may still be there.
  if (judged.tenantOnly !== undefined && cx.live === undefined) return undefined;
  return {
    ...own,
    summary: `Nothing is wrong with ${address} any more that ${rule} finds`,
    mend: 'Take the acceptance out.',
  };
}

/** Where there are very many rules, the last findings are by logic alone. */
function untried({ trial }: LintContext): readonly Unseen[] {
  if (trial?.isSpent() !== true) return [];
  const what = 'some findings about order, loops and gaps: no ticket was run for them';
  return [{ rule: 'trigger-order', what, why: 'there are too many rules to try them all' }];
}

function unseenBy(rule: Rule, cx: LintContext): Unseen | undefined {
  if (rule.tenantOnly !== undefined && cx.live === undefined)
    return { rule: rule.id, what: rule.tenantOnly, why: 'needs the tenant' };
  const what = rule.unseen?.(cx);
  return what === undefined ? undefined : { rule: rule.id, what, why: 'cannot be read' };
}
