/** A plan as a person reads it: what we do, what takes something away, what the tenant moved, what stands in the way, and one line that counts. */
import { keyOf } from '../core/address.ts';
import type { Change, Plan } from '../core/plan.ts';
import { diagnosticLines } from './diagnostics.ts';
import { changedField, newFields } from './fields.ts';
import { byKind, headingOf } from './kinds.ts';
import type { Look } from './look.ts';
import { openSteps } from './manual.ts';
import { isMoved, movedSection } from './moved.ts';
import { notesSection } from './notes.ts';
import { orderLines } from './order.ts';
import { lossesSection, refusalsSection } from './refusals.ts';
import { summaryLine } from './summary.ts';
import { cleaned, count, hanging, oneLine } from './text.ts';
import { legend, symbolOf } from './words.ts';

/** The whole plan as text. `folder` stands before file names in its diagnostics. */
export function planText(dirty: Plan, look: Look, folder = ''): string {
  const plan = cleaned(dirty);
  const sections = [
    [header(plan, look)],
    backSection(plan, look),
    ...ourSections(plan, look),
    lossesSection(plan, look),
    movedSection(plan, 'drift', look),
    movedSection(plan, 'conflict', look),
    manualSection(plan, look),
    notesSection(plan.notes, look),
    plan.diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, look, folder)),
    refusalsSection(plan, look),
    [look.paint.bold(summaryLine(plan))],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header(plan: Plan, look: Look): string {
  const tenants = Object.entries(plan.accounts).map(([provider, tenant]) => `${provider} ${tenant}`);
  const head = [`environment ${plan.environment}`, ...tenants].join(' · ');
  return look.paint.dim(head);
}

/** What a rollback goes back over, and what it leaves to people. */
function backSection({ runs = [] }: Plan, look: Look): string[] {
  const last = runs.at(-1);
  if (last === undefined) return [];
  const over = runs.length === 1 ? '' : `, over ${count(runs.length, 'run')}`;
  return [
    look.paint.bold(`Back to what was before the run ${last.run} of ${oneLine(last.who)} at ${last.at}${over}`),
    ...hanging('  · ', "The spec is not edited: afterwards `plan` wants the spec's changes again.", look.width),
    ...hanging('  · ', 'To keep what was before, revert the commit that made them.', look.width),
  ];
}

/** Groups of one kind, with everything that the spec asks for. */
function ourSections(plan: Plan, look: Look): string[][] {
  const ours = plan.changes.filter(isOurs);
  if (ours.length === 0) return [];
  return [
    [legend(ours, look)],
    ...byKind(ours, kindShown).map(([kind, changes]) => [
      look.paint.bold(headingOf(kind)),
      ...changes.flatMap((change) => changeLines(change, plan, look)),
    ]),
  ];
}

/** The order of triggers stands with the triggers: `order.trigger/routing`. */
function kindShown(change: Change): string {
  return change.kind === 'order' ? (keyOf(change.address).split('/')[0] ?? change.kind) : change.kind;
}

function isOurs(change: Change): boolean {
  return change.because === 'spec' || change.fields.some((field) => !isMoved(change, field));
}

function changeLines(change: Change, plan: Plan, look: Look): string[] {
  const title = oneLine(change.title);
  const skipped = change.planned ? '' : look.paint.yellow('  not written');
  const lines = [
    `${symbolOf(change.op, look)} ${change.address}  ${look.paint.bold(title)}${about(change, look)}${skipped}`,
  ];
  for (const note of change.notes) lines.push(...hanging('        · ', oneLine(note), look.width).map(look.paint.dim));
  if (change.order !== undefined) lines.push(...orderLines(change.order, plan.changes, look));
  const fields = change.fields.filter((field) => !isMoved(change, field));
  if (change.op === 'create') return [...lines, ...newFields(fields, change.title, look)];
  return [...lines, ...fields.flatMap((field) => changedField(field, look))];
}

function about(change: Change, look: Look): string {
  const id = change.id === undefined ? '' : ` id ${change.id}`;
  switch (change.op) {
    case 'adopt': {
      const what =
        change.fields.length === 0
          ? 'nothing is overwritten'
          : `${count(change.fields.length, 'attribute')} overwritten`;
      return look.paint.dim(`  adopts${id}, ${what}`);
    }
    case 'release':
      return look.paint.dim(`  stays in the tenant${id === '' ? '' : ` as${id}`}, no longer managed`);
    case 'replace':
      return look.paint.red(`  deletes${id} and creates a new one`);
    case 'deactivate':
    case 'archive':
    case 'delete':
    case 'revive':
      return look.paint.dim(`  ${change.op}${id}`);
    case 'create':
    case 'update':
    case 'reorder':
      return '';
    default:
      return change.op satisfies never;
  }
}

function manualSection(plan: Plan, look: Look): string[] {
  const open = plan.manual.filter((step) => step.done !== true);
  return open.length === 0 ? [] : openSteps(open, look);
}
