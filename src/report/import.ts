/** The closing table of an import: what came along, what did not and why, and what a person has to provide. */
import type { ImportReport } from '../app/contract.ts';
import { shellWord } from './commands.ts';
import { diagnosticLines } from './diagnostics.ts';
import { byKind, headingOf } from './kinds.ts';
import type { Look } from './look.ts';
import { tiedLines } from './portability.ts';
import { tableLines } from './table.ts';
import { cleaned, count, hanging, oneLine } from './text.ts';

/** The report on `import` into `folder`. */
export function importText(dirty: ImportReport, folder: string, look: Look): string {
  const report = cleaned(dirty);
  const sections = [
    table(report, look),
    leftOut(report, look),
    secretLines(report.secrets, look),
    tiedLines(report.notPortable, look, 'Not the same in another account'),
    warnings(report, look),
    closing(report, folder, look),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function table(report: ImportReport, look: Look): string[] {
  const rows = byKind(report.kinds, ({ kind }) => kind).flatMap(([kind, counts]) =>
    counts.map(({ imported, leftOut: left }) => [headingOf(kind), String(imported), left === 0 ? '' : String(left)]),
  );
  return rows.length === 0 ? [] : tableLines(['', 'imported', 'left out'], rows, look, [1, 2]);
}

function leftOut(report: ImportReport, look: Look): string[] {
  if (report.leftOut.length === 0) return [];
  return [
    look.paint.bold(`Left out: ${report.leftOut.length}`),
    ...report.leftOut.flatMap(({ kind, id, title, why }) => [
      `  ○ ${kind} ${id}  ${oneLine(title)}`,
      ...hanging('      ', why, look.width),
    ]),
  ];
}

/** What a person has to provide, and for what. */
export function secretLines(secrets: ImportReport['secrets'], look: Look): string[] {
  if (secrets.length === 0) return [];
  const rows = secrets.map(({ address, variable }) => [`  ${variable}`, address]);
  return [
    look.paint.bold(`Secrets that no API gives out: ${secrets.length}`),
    ...tableLines(['  set this variable', 'for'], rows, look),
  ];
}

function warnings(report: ImportReport, look: Look): string[] {
  return report.warnings.flatMap((diagnostic) => diagnosticLines(diagnostic, look));
}

function closing(report: ImportReport, folder: string, look: Look): string[] {
  const total = report.kinds.reduce((sum, { imported }) => sum + imported, 0);
  const missing = report.leftOut.length === 0 ? 'nothing left out' : `${report.leftOut.length} left out`;
  const next = folder === '.' ? 'supportctl plan' : `supportctl plan --spec ${shellWord(folder)}`;
  return [
    look.paint.bold(`Imported ${count(total, 'object')} into ${count(report.files.length, 'file')}, ${missing}.`),
    look.paint.cyan(`→ ${next}   should find no changes`),
  ];
}
