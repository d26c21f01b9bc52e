/** What `import --merge` could take into the spec, and what it took. */
import type { Mergeable, Merged } from '../app/contract.ts';
import { diagnosticLines } from './diagnostics.ts';
import { secretLines } from './import.ts';
import { byKind, headingOf } from './kinds.ts';
import type { Look } from './look.ts';
import { columns } from './table.ts';
import { cleaned, count, oneLine, shortened } from './text.ts';

/** What nobody manages, kind by kind, by the addresses that `--merge` takes. */
export function mergeableText(dirty: readonly Mergeable[], look: Look): string {
  const found = cleaned(dirty);
  if (found.length === 0) return 'Nothing to merge: the spec has all that it can hold.\n';
  const lines = byKind(found, ({ kind }) => kind).flatMap(([kind, objects]) => [
    look.paint.bold(`${headingOf(kind)}: ${objects.length}`),
    ...columns(objects.map(({ address, title, id }) => [`  ${address}`, shortened(oneLine(title), 60), id])),
  ]);
  return `${lines.join('\n')}\n`;
}

/** The blocks that were written and where. `folder` makes places clickable from here. */
export function mergedText(dirty: Merged, folder: string, look: Look): string {
  const { added, secrets, warnings } = cleaned(dirty);
  const rows = added.map(({ address, title, file, line }) => [
    `${folder}${file}:${line}`,
    address,
    shortened(oneLine(title), 60),
  ]);
  const sections = [
    columns(rows),
    secretLines(secrets, look),
    warnings.flatMap((diagnostic) => diagnosticLines(diagnostic, look)),
    [look.paint.bold(`Merged ${count(added.length, 'object')} into the spec. Read the change before you commit it.`)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
