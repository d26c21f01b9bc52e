/** How an account stands, on a terminal and as data. */
import type { HealthReport } from '../app/contract.ts';
import { diagnosticLines } from './diagnostics.ts';
import { lintDocument, lintText } from './lint.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging } from './text.ts';

/** The findings, and what it took to come to them. `page` is where the page was written. */
export function healthText(dirty: HealthReport, look: Look, page?: string): string {
  const report = cleaned(dirty);
  const lines = [
    ...report.warnings.flatMap((warning) => diagnosticLines(warning, look)),
    ...report.leftOut.flatMap(({ title, kind, id, why }) =>
      hanging('  ', `not judged: ${title} (${[kind, id].join(' ').trim()}; ${why})`, look.width).map(look.paint.dim),
    ),
    `Read ${report.account} in ${count(report.requests, 'request')}; nothing was written.`,
    ...(page === undefined ? [] : [look.paint.cyan(`→ ${cleaned(page)}`)]),
  ];
  return `${lintText(report, look)}${lines.join('\n')}\n`;
}

/** The document of `--format json`. */
export function healthDocument(report: HealthReport) {
  const { account, counts, leftOut, at, requests, warnings } = report;
  return {
    ...lintDocument(report),
    account,
    at: new Date(at).toISOString(),
    counts: Object.fromEntries(counts),
    leftOut,
    requests,
    diagnostics: warnings,
  };
}
