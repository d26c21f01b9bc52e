/** What a lint rule is: something that the platform accepts and a support team regrets, with the reason and the way out. */
import type { CheckContext, Finding as CheckFinding } from '../checks/check.ts';
import type { Diagnostic, Position, Severity } from '../core/diagnostic.ts';
import type { Resource } from '../core/resource.ts';
import type { Trial } from './trial/trial.ts';

export interface LintContext extends CheckContext {
  /** Milliseconds since the epoch: holidays pass, and so do dates on which something ends. */
  readonly now: number;
  /** Tickets run through these very rules; absent where the platform's rules cannot be tried offline. */
  readonly trial?: Trial;
  /** Address → how often the rule ran in the last 30 days; absent where nobody can tell. */
  readonly usage?: ReadonlyMap<string, number>;
}

/** What a rule found, before its place and its severity are known. */
export interface Found extends Omit<CheckFinding, 'hint'> {
  /** Where it is not that of the rule. */
  readonly severity?: Severity;
  /** The ticket that shows it. */
  readonly witness?: string;
  /** What to do here, where more can be said than the rule's own advice. */
  readonly mend?: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly address?: string;
  /** What people call the object. */
  readonly title?: string;
  readonly at?: Position;
  readonly detail?: string;
  readonly witness?: string;
  readonly mend: string;
}

/** Something that a rule could not look at, and why. */
export interface Unseen {
  readonly rule: string;
  readonly what: string;
  readonly why: string;
}

export interface Rule {
  /** Stable: what `--only` and acceptances name. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** What happens to tickets or to people where nobody minds it. */
  readonly reason: string;
  readonly mend: string;
  /** Where it is written down. */
  readonly source: string;
  /** Checks of `validate` and `plan` that already find it: their findings are told here too, and judged once. */
  readonly checks?: readonly string[];
  /** Parts of a spec, each with a finding and with none; the docs show them, and a test runs them. */
  readonly failing: string;
  readonly passing: string;
  /** Objects of the account, by kind, that the examples are about where a spec cannot say them. */
  readonly tenant?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** What cannot be looked at offline, completing "not looked at: …". */
  readonly tenantOnly?: string;
  run?(cx: LintContext): Iterable<Found>;
  /** What of it cannot be looked at here although the tenant was read. */
  unseen?(cx: LintContext): string | undefined;
}

/** A finding of a rule, with its place. */
export function told(rule: Rule, { resource, path, at, severity, summary, detail, witness, mend }: Found): Finding {
  const place = at ?? (resource === undefined ? undefined : placeOf(resource, path));
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    summary,
    ...(resource === undefined ? {} : { address: resource.address, ...titled(resource) }),
    ...(place === undefined || place.file === '' ? {} : { at: place }),
    ...(detail === undefined ? {} : { detail }),
    ...(witness === undefined ? {} : { witness }),
    mend: mend ?? rule.mend,
  };
}

/** The same for what a check said. */
export function toldByCheck(rule: Rule, diagnostic: Diagnostic, resource: Resource | undefined): Finding {
  const { severity, summary, address, at, detail, hint } = diagnostic;
  return {
    rule: rule.id,
    severity,
    summary,
    ...(address === undefined ? {} : { address }),
    ...(resource === undefined ? {} : titled(resource)),
    ...(at === undefined || at.file === '' ? {} : { at }),
    ...(detail === undefined ? {} : { detail }),
    mend: hint ?? rule.mend,
  };
}

function titled({ attributes }: Resource): { readonly title?: string } {
  const title = attributes.title ?? attributes.name;
  return typeof title === 'string' ? { title } : {};
}

function placeOf(resource: Resource, path: string | undefined): Position {
  if (path === undefined) return resource.at;
  return resource.positions[path] ?? resource.positions[path.split('.')[0] ?? path] ?? resource.at;
}
