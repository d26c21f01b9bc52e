/** What lint found, for people: the worst first, by rule, each with place, reason and way out; and the same as Markdown and as data. */
import type { LintReport } from '../app/contract.ts';
import type { Severity } from '../core/diagnostic.ts';
import { rules } from '../lint/index.ts';
import type { Finding, Rule } from '../lint/rule.ts';
import { severityWord } from './diagnostics.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging, oneLine } from './text.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Findings from `least` on. */
export function fromSeverity(report: LintReport, least: Severity): LintReport {
  const rank = SEVERITIES.indexOf(least);
  const findings = report.linted.findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= rank);
  return { ...report, linted: { ...report.linted, findings } };
}

export interface RuleFindings {
  readonly id: string;
  /** Absent for what is said about acceptances. */
  readonly rule?: Rule;
  readonly findings: readonly Finding[];
}

/** By severity and rule, the worst first. */
export function byRule(findings: readonly Finding[]): readonly RuleFindings[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [finding]);
    else list.push(finding);
  }
  return [...groups.values()].map((list) => {
    const id = list[0]?.rule ?? '';
    const rule = rules.find((own) => own.id === id);
    return { id, findings: list, ...(rule === undefined ? {} : { rule }) };
  });
}

/** "2 errors, 1 warning, 3 notes". */
export function lintTally(findings: readonly Finding[]): string {
  const of = (severity: Severity) => findings.filter((own) => own.severity === severity).length;
  const parts = [count(of('error'), 'error'), count(of('warning'), 'warning'), count(of('info'), 'note')];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

/** The report on a spec. `folder` makes places clickable from here. */
export function lintText(dirty: LintReport, look: Look, folder = ''): string {
  const { linted, objects } = cleaned(dirty);
  const groups = byRule(linted.findings).flatMap((group) => [...groupLines(group, look, folder), '']);
  const found = lintTally(linted.findings);
  const accepted = linted.accepted.length === 0 ? '' : ` ${linted.accepted.length} accepted.`;
  const closing = look.paint.bold(
    `Looked at ${count(objects, 'object')}: ${found === '' ? 'nothing found' : found}.${accepted}`,
  );
  const unseen = linted.unseen.flatMap(({ rule, what, why }) =>
    hanging('  ', `not looked at: ${what} (${rule}; ${why})`, look.width),
  );
  return `${[...groups, closing, ...unseen.map(look.paint.dim)].join('\n')}\n`;
}

function groupLines({ id, rule, findings }: RuleFindings, look: Look, folder: string): readonly string[] {
  const severity = findings[0]?.severity ?? 'info';
  const head = `${severityWord(severity, look)}  ${look.paint.bold(id)}${rule === undefined ? '' : `  ${rule.title}`}`;
  const reason = rule === undefined ? [] : hanging('  ', rule.reason, look.width).map(look.paint.dim);
  return [
    head,
    ...reason,
    ...findings.flatMap((finding) => findingLines(finding, rule, look, folder)),
    ...mendLines(rule, findings, look),
  ];
}

function findingLines(
  { at, summary, address, detail, witness, mend }: Finding,
  rule: Rule | undefined,
  look: Look,
  folder: string,
): string[] {
  const place = at === undefined ? '' : `${folder}${at.file}:${at.line}:${at.column}  `;
  const about = address === undefined ? '' : `${address}: `;
  return [
    ...hanging('  ', oneLine(`${place}${about}${summary}`), look.width),
    ...(detail === undefined ? [] : hanging('      ', detail, look.width)),
    ...(witness === undefined ? [] : hanging('      ', `Seen with a ticket: ${witness}`, look.width)),
    ...(mend === rule?.mend ? [] : hanging('      → ', mend, look.width).map(look.paint.cyan)),
  ];
}

/** What helps against all of them stands once. */
function mendLines(rule: Rule | undefined, findings: readonly Finding[], look: Look): readonly string[] {
  if (rule === undefined || !findings.some(({ mend }) => mend === rule.mend)) return [];
  return hanging('  → ', rule.mend, look.width).map(look.paint.cyan);
}

/** For a pull request or a wiki. Texts of the account are shown as they are, and nothing in them is markup. */
export function lintMarkdown(dirty: LintReport): string {
  const { linted, objects } = cleaned(dirty);
  const found = lintTally(linted.findings);
  const groups = byRule(linted.findings).flatMap(({ id, rule, findings }) => [
    `### ${findings[0]?.severity ?? ''}: ${id}`,
    '',
    ...(rule === undefined ? [] : [`${rule.title}. ${rule.reason}`, '']),
    ...findings.map(markdownLine),
    '',
    ...(rule === undefined ? [] : [`→ ${rule.mend}`, '']),
  ]);
  const unseen = linted.unseen.map(({ rule, what, why }) => `- not looked at: ${what} (${rule}; ${why})`);
  const accepted = linted.accepted.map(
    ({ finding, reason }) => `- accepted: ${finding.rule}, ${code(finding.address ?? '')}: ${plain(reason)}`,
  );
  return `${[`## Lint: ${found === '' ? 'nothing found' : found} in ${count(objects, 'object')}`, '', ...groups, ...accepted, ...unseen].join('\n').trimEnd()}\n`;
}

function markdownLine({ at, address, summary, witness }: Finding): string {
  const place = at === undefined ? '' : ` (${code(`${at.file}:${at.line}:${at.column}`)})`;
  const seen = witness === undefined ? '' : ` Seen with a ticket: ${plain(witness)}`;
  return `- ${address === undefined ? '' : `${code(address)}: `}${plain(summary)}${place}.${seen}`;
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

/** Every sign that Markdown or HTML would act on, written out. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|!~&]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** The document of `--format json`: the findings, and the rules that they name. */
export function lintDocument({ linted, objects }: LintReport) {
  const named = new Set([...linted.findings, ...linted.accepted.map(({ finding }) => finding)].map(({ rule }) => rule));
  const of = (severity: Severity) => linted.findings.filter((own) => own.severity === severity).length;
  return {
    format: 1,
    objects,
    ...linted,
    rules: rules
      .filter(({ id }) => named.has(id))
      .map(({ id, severity, title, reason, mend, source }) => ({ id, severity, title, reason, mend, source })),
    summary: { errors: of('error'), warnings: of('warning'), notes: of('info'), accepted: linted.accepted.length },
    diagnostics: [],
  };
}
