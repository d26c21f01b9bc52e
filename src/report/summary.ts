/** The last line of a plan: it counts, and it claims no more than was looked at. */
import type { Op, Plan } from '../core/plan.ts';
import { DONE } from './words.ts';

const ALWAYS: readonly Op[] = ['create', 'adopt', 'update', 'delete'];
const IF_ANY: readonly Op[] = ['replace', 'reorder', 'revive', 'deactivate', 'archive', 'release'];

/** `Plan: 12 to create, 1 to adopt, …` or `No changes. The tenant matches the spec.` */
export function summaryLine(plan: Plan): string {
  const { summary } = plan;
  if (plan.changes.length === 0 && plan.diagnostics.some(({ severity }) => severity === 'error'))
    return 'Nothing was planned: see the errors above.';
  if (plan.changes.length === 0) return `No changes. ${matches(plan)}${openManual(plan)}`;
  const ops = [...ALWAYS, ...IF_ANY.filter((op) => summary[op] > 0)];
  const parts = ops.map((op) => `${summary[op]} to ${op}`);
  const conflicts = summary.conflict > 0 ? ` Conflicts: ${summary.conflict}.` : '';
  return `Plan: ${parts.join(', ')}. Drift: ${summary.drift}.${conflicts} Manual: ${summary.manual}.`;
}

/** "12 created, 1 adopted" of what a run wrote. */
export function doneLine(written: readonly { readonly op: Op }[]): string {
  const parts = [...ALWAYS, ...IF_ANY]
    .map((op) => [op, written.filter((item) => item.op === op).length] as const)
    .filter(([, n]) => n > 0);
  return parts.length === 0 ? 'nothing' : parts.map(([op, n]) => `${n} ${DONE[op]}`).join(', ');
}

function matches(plan: Plan): string {
  if (plan.options.rollback !== undefined) return 'All is as it was before the run.';
  if (plan.options.destroy) return 'There is nothing that the spec created.';
  const missing = plan.notes.some((note) => note.code === 'unavailable' || note.code === 'left_out');
  if (missing) return 'What could be read matches the spec; the notes name the rest.';
  const limited = plan.options.only.length > 0 || plan.options.except.length > 0;
  return limited ? 'What was selected matches the spec.' : 'The tenant matches the spec.';
}

function openManual(plan: Plan): string {
  const open = plan.manual.filter((step) => step.done !== true).length;
  return open === 0 ? '' : ` Manual: ${open}.`;
}
