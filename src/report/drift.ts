/** What moved in the tenant since the last apply, and what `--accept` wrote into the spec. */
import type { Accepted } from '../app/contract.ts';
import type { Plan } from '../core/plan.ts';
import { diagnosticLines } from './diagnostics.ts';
import type { Look } from './look.ts';
import { movedSection } from './moved.ts';
import { notesSection } from './notes.ts';
import { cleaned, count, padded, widthOf } from './text.ts';

/** Drift and conflicts of a plan that holds nothing else, and one line that counts. */
export function driftText(dirty: Plan, look: Look, folder = ''): string {
  const plan = cleaned(dirty);
  const sections = [
    movedSection(plan, 'drift', look),
    movedSection(plan, 'conflict', look),
    notesSection(plan.notes, look),
    plan.diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, look, folder)),
    [look.paint.bold(driftLine(plan))],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** True where `drift` has something to report. */
export function hasMoved(plan: Plan, unmanagedToo: boolean): boolean {
  return plan.changes.length > 0 || (unmanagedToo && plan.notes.some((note) => note.code === 'unmanaged'));
}

/** One line for each value that went into the spec. */
export function acceptedText(dirty: readonly Accepted[], folder = ''): string {
  const accepted = cleaned(dirty);
  if (accepted.length === 0) return 'Nothing to accept: none of these moved in the tenant.\n';
  const places = accepted.map(({ file, line }) => `${folder}${file}:${line}`);
  const widest = Math.max(...places.map(widthOf));
  const lines = accepted.map(({ address, path }, index) =>
    `${padded(places[index] ?? '', widest)}  ${address} ${path}`.trimEnd(),
  );
  return `${lines.join('\n')}\n\n${count(accepted.length, 'value')} of the tenant taken into the spec. Read the change before you commit it.\n`;
}

function driftLine(plan: Plan): string {
  const unmanaged = plan.notes.filter((note) => note.code === 'unmanaged').length;
  const made = unmanaged > 0 ? ` Unmanaged: ${unmanaged}.` : '';
  if (plan.changes.length > 0) {
    return `Drift: ${plan.summary.drift}. Conflicts: ${plan.summary.conflict}.${made}`;
  }
  const missing = plan.notes.some((note) => note.code === 'unavailable') ? ' in what could be read' : '';
  return `No drift${missing}. Nothing that the spec manages was changed in the tenant.${made}`;
}
