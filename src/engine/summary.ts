/** The counts of a plan's last line. */
import type { Change, Summary } from '../core/plan.ts';

/** Counts what will be written by op; drift and conflicts are counted apart, whether they are written or not. */
export function summarize(changes: readonly Change[], manual: number, unchanged: number): Summary {
  const counts: Record<keyof Summary, number> = {
    create: 0,
    adopt: 0,
    update: 0,
    replace: 0,
    reorder: 0,
    revive: 0,
    deactivate: 0,
    archive: 0,
    delete: 0,
    release: 0,
    drift: 0,
    conflict: 0,
    manual,
    unchanged,
  };
  for (const change of changes) {
    if (change.because !== 'spec') counts[change.because] += 1;
    if (change.because === 'spec' || change.planned) counts[change.op] += 1;
  }
  return counts;
}
