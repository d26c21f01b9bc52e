/** What a reader should know that is no change: a few lines for each sort of it. */
import type { Note } from '../core/plan.ts';
import type { Look } from './look.ts';
import { hanging, oneLine } from './text.ts';

const SHOWN = 10;
/** What limits the plan itself comes first; what is merely there comes last. */
const HEADINGS: Readonly<Record<Note['code'], string>> = {
  lost: 'Does not come back',
  managed_again: 'Managed again',
  no_state: 'First run here',
  unavailable: 'Not to be had in this account, nothing is planned for it',
  left_out: 'Left out',
  codec: 'Read anew after an update of this program',
  unverified: 'Secrets that cannot be compared',
  orphaned: 'No longer in the spec, still managed (--prune removes them)',
  released: 'No longer managed, the tenant keeps them',
  kept: 'Kept',
  forgotten: 'Gone from the spec and the tenant',
  foreign: "Members that are not the spec's, kept",
  unmanaged: 'In the tenant only, never touched',
};

/** All notes, grouped; at most ten of each sort. */
export function notesSection(notes: readonly Note[], look: Look): string[] {
  const lines: string[] = [];
  for (const [code, heading] of Object.entries(HEADINGS)) {
    const these = notes.filter((note) => note.code === code);
    if (these.length === 0) continue;
    lines.push(look.paint.bold(these.length === 1 ? heading : `${heading}: ${these.length}`));
    // What is lost is never cut short.
    const shown = code === 'lost' ? these.length : SHOWN;
    for (const note of these.slice(0, shown)) lines.push(...noteLines(note, look));
    if (these.length > shown) {
      lines.push(look.paint.dim(`  … ${these.length - shown} more, --format json lists them`));
    }
  }
  return lines;
}

function noteLines(note: Note, look: Look): string[] {
  const summary = oneLine(note.summary);
  const named = note.address === undefined || summary.includes(note.address);
  return hanging('  · ', named ? summary : `${note.address}: ${summary}`, look.width);
}
