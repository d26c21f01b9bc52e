/** What `test` found: the cases that fail with what was wanted, what came and why, then what no test reaches. */
import type { CoverageReport, Tally } from '../app/testing/coverage.ts';
import type { CaseResult, TestReport } from '../app/testing/run.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging } from './text.ts';

/** Failures first to last, coverage if it was asked for, and one line with the sum. `folder` makes places clickable. */
export function testsText(dirty: TestReport, look: Look, folder = '', took?: number): string {
  const report = cleaned(dirty);
  const lines = report.cases.flatMap((result) => caseLines(result, look, folder));
  if (report.coverage !== undefined) lines.push(...coverageLines(report.coverage, look), '');
  lines.push(look.paint.bold(sumOf(report, took)));
  return `${lines.join('\n')}\n`;
}

function caseLines(result: CaseResult, look: Look, folder: string): readonly string[] {
  if (result.failures.length === 0) return result.findings.length === 0 ? [] : [...findingLines(result, look), ''];
  const { paint } = look;
  const lines = [`${paint.red('✗')} ${paint.bold(result.name)}`];
  for (const { at, what, wanted, got, because } of result.failures) {
    lines.push(`    ${folder}${at.file}:${at.line}:${at.column}  ${what}`);
    lines.push(...hanging('      wanted  ', wanted, look.width), ...hanging('      got     ', got, look.width));
    if (because !== undefined) lines.push(...hanging('      why     ', because, look.width).map(paint.cyan));
  }
  return [...lines, ...result.findings.flatMap((finding) => hanging('    ! ', finding, look.width)), ''];
}

/** A case may pass and still meet what cannot be told offline: silence would look like certainty. */
function findingLines({ name, findings }: CaseResult, look: Look): readonly string[] {
  return [`${look.paint.yellow('!')} ${name}`, ...findings.flatMap((finding) => hanging('    ', finding, look.width))];
}

function coverageLines(
  { rules, conditions, outcomes, uncovered, percent }: CoverageReport,
  look: Look,
): readonly string[] {
  const { paint } = look;
  const sum = `${shareOf(rules)} rules · ${shareOf(conditions)} conditions both ways · ${shareOf(outcomes)} outcomes`;
  const lines = [`${paint.bold(`Coverage ${percent} %`)}: ${sum}`];
  for (const { address, detail } of uncovered) lines.push(...hanging('  ○ ', `${address}  ${detail}`, look.width));
  return lines;
}

function shareOf({ reached, of }: Tally): string {
  return `${reached} of ${of}`;
}

function sumOf({ passed, failed, leftOut, cases }: TestReport, took: number | undefined): string {
  const checks = cases.reduce((sum, one) => sum + one.checks, 0);
  const parts = [
    failed === 0 ? `${count(passed, 'case')} passed` : `${failed} of ${count(passed + failed, 'case')} failed`,
    count(checks, 'expectation'),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
    ...(took === undefined ? [] : [`${(took / 1000).toFixed(1)} s`]),
  ];
  return parts.join(', ');
}

/** The same as one JSON document. */
export function testsDocument(report: TestReport) {
  return { format: 1, ...report, diagnostics: [] };
}
