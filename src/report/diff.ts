/** Two blocks of lines as a unified diff with few lines around each change. */
import { structuredPatch } from 'diff';
import type { Look } from './look.ts';
import { count, wrapped } from './text.ts';

const CONTEXT = 2;
/** Beyond this a diff is not read but scrolled past; the rest is in the JSON. */
const MAX_LINES = 120;
/** Beyond this many edits the texts have little in common, and comparing them takes long. */
const MAX_EDITS = 4000;

/** Lines of the diff between `before` and `after`, each behind `indent` spaces. */
export function diffLines(before: readonly string[], after: readonly string[], indent: number, look: Look): string[] {
  const options = { context: CONTEXT, maxEditLength: MAX_EDITS };
  const patch = structuredPatch('', '', join(before), join(after), undefined, undefined, options);
  if (patch === undefined) {
    return [`${' '.repeat(indent)}${count(before.length, 'line')} → ${count(after.length, 'line')}, little in common`];
  }
  const lines: string[] = [];
  for (const hunk of patch.hunks) {
    const startsLater = hunk.oldStart > 1 || hunk.newStart > 1;
    if (startsLater) lines.push(look.paint.dim(`${' '.repeat(indent)}@@ line ${hunk.newStart} @@`));
    for (const line of hunk.lines) {
      if (!line.startsWith('\\')) lines.push(...diffLine(line, indent, look));
    }
  }
  if (lines.length <= MAX_LINES) return lines;
  const hidden = lines.length - MAX_LINES;
  return [
    ...lines.slice(0, MAX_LINES),
    look.paint.yellow(`${' '.repeat(indent)}… ${count(hidden, 'more line')} of this diff; --format json has all`),
  ];
}

function diffLine(line: string, indent: number, look: Look): string[] {
  const sign = line.slice(0, 1);
  // Spaces at the end are a change that nobody would see.
  const shown = line.slice(1).replace(/ +$/, (spaces) => '·'.repeat(spaces.length));
  const paint = sign === '+' ? look.paint.green : sign === '-' ? look.paint.red : look.paint.dim;
  const margin = ' '.repeat(indent);
  // A continued line keeps its sign, and an arrow tells it from a line of its own.
  return wrapped(shown, look.width - indent - 2).map((part, index) =>
    (margin + paint(`${sign}${index === 0 ? ' ' : '↳'}${part}`.trimEnd())).trimEnd(),
  );
}

// The final newline keeps "no newline at end of file" out of it.
function join(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
