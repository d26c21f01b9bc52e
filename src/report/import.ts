/** The closing table of an import: what came along, what did not and why, and what a person has to provide. */
import type { ImportReport } from '../app/contract.ts';
import { shellWord } from './commands.ts';
import { diagnosticLines } from './diagnostics.ts';
import { byKind, headingOf } from './kinds.ts';
import type { Look } from './look.ts';
import { moreLine, tiedLines } from './portability.ts';
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
    counts.map(({ imported, inactive, leftOut: left, unavailable }) => [
      headingOf(kind),
      unavailable === undefined ? String(imported) : 'not to be had',
      inactive === 0 ? '' : String(inactive),
      left === 0 || unavailable !== undefined ? '' : String(left),
    ]),
  );
  return rows.length === 0 ? [] : tableLines(['', 'imported', 'inactive', 'left out'], rows, look, [1, 2, 3]);
}

/** Objects of one group that are named; JSON has all of them. */
const SHOWN = 6;

/** Grouped by kind and reason; what was only counted has no names. */
function leftOut(report: ImportReport, look: Look): string[] {
  if (report.leftOut.length === 0) return [];
  const groups = new Map<string, ImportReport['leftOut'][number][]>();
  for (const object of report.leftOut) {
    const reason = JSON.stringify([object.kind, object.why]);
    groups.set(reason, [...(groups.get(reason) ?? []), object]);
  }
  return [
    look.paint.bold(`Left out: ${numberOf(report.leftOut)}`),
    ...[...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const named = group.filter(({ id }) => id !== '');
      const many = named.length === 0 && first.count === undefined ? 'all' : numberOf(group);
      return [
        ...hanging(`  ○ ${headingOf(first.kind)} (${many}): `, first.why, look.width),
        ...named.slice(0, SHOWN).map(({ kind, id, title }) => `      ${kind} ${id}  ${oneLine(title)}`),
        ...moreLine(named.length - SHOWN, look),
      ];
    }),
  ];
}

function numberOf(leftOut: ImportReport['leftOut']): number {
  return leftOut.reduce((sum, { count: counted = 1 }) => sum + counted, 0);
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
  const left = numberOf(report.leftOut);
  const missing = left === 0 ? 'nothing left out' : `${left} left out`;
  const next = folder === '.' ? 'supportctl plan' : `supportctl plan --spec ${shellWord(folder)}`;
  return [
    look.paint.bold(`Imported ${count(total, 'object')} into ${count(report.files.length, 'file')}, ${missing}.`),
    look.paint.cyan(`→ ${next}   should find no changes`),
  ];
}
