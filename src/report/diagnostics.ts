/** Diagnostics as a person reads them: place, severity, code and summary on one line; detail, hint and address below. */
import type { Diagnostic, Severity } from '../core/diagnostic.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging, oneLine } from './text.ts';

/** All of them, in the order of files and lines, each followed by what helps. `folder` makes places clickable from here. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], look: Look, folder = ''): string {
  return [...cleaned(diagnostics)]
    .sort(inReadingOrder)
    .flatMap((diagnostic) => diagnosticLines(diagnostic, look, folder))
    .map((line) => `${line}\n`)
    .join('');
}

/** "3 errors, 1 warning". */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const of = (severity: Severity) => diagnostics.filter((d) => d.severity === severity).length;
  const parts = [count(of('error'), 'error'), count(of('warning'), 'warning')].filter((part) => !part.startsWith('0 '));
  return parts.join(', ');
}

/** Lines of one diagnostic, already cleaned; also used inside other reports. */
export function diagnosticLines(diagnostic: Diagnostic, look: Look, folder = '', indent = ''): string[] {
  const { at, severity, code, summary, detail, hint, address } = diagnostic;
  const place = at === undefined ? '' : `${folder}${at.file}:${at.line}:${at.column}  `;
  const lines = [`${indent}${place}${severityWord(severity, look)}  ${look.paint.bold(code)}  ${oneLine(summary)}`];
  const inner = `${indent}    `;
  if (address !== undefined && !summary.includes(address)) lines.push(`${inner}at ${address}`);
  if (detail !== undefined) lines.push(...hanging(inner, detail, look.width));
  if (hint !== undefined) lines.push(...hanging(`${inner}→ `, hint, look.width).map(look.paint.cyan));
  return lines;
}

/** The severity as a word, in its colour. */
export function severityWord(severity: Severity, look: Look): string {
  switch (severity) {
    case 'error':
      return look.paint.red('error');
    case 'warning':
      return look.paint.yellow('warning');
    case 'info':
      return look.paint.dim('info');
    default:
      return severity satisfies never;
  }
}

// What has no place in a file is about the whole: it comes first.
function inReadingOrder(a: Diagnostic, b: Diagnostic): number {
  if (a.at === undefined || b.at === undefined) return Number(a.at !== undefined) - Number(b.at !== undefined);
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
