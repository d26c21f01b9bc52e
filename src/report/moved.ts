/** What the tenant moved, apart from what we do: drift and conflicts, old and new, and the ways out. */
import type { Change, FieldChange, Plan } from '../core/plan.ts';
import { commandFor } from './commands.ts';
import { changedField, movedField, newFields } from './fields.ts';
import type { Look } from './look.ts';
import { orderLines } from './order.ts';
import { count, hanging, oneLine } from './text.ts';
import { SYMBOLS } from './words.ts';

type Moved = 'drift' | 'conflict';

/** A change of which `fields` were moved in the tenant. */
interface MovedObject {
  readonly change: Change;
  readonly fields: readonly FieldChange[];
}

/** The section of drift or of conflicts; empty where there is none. */
export function movedSection(plan: Plan, because: Moved, look: Look): string[] {
  const objects = movedObjects(plan.changes, because);
  if (objects.length === 0) return [];
  const lines = [look.paint.bold(headline(because, objects.length)), ...explanation(because, look)];
  for (const object of objects) lines.push(...objectLines(object, because, plan, look));
  return [...lines, ...waysOut(plan, because, objects, look)];
}

/** True for a field that belongs to the drift or conflict sections, whatever else happens to its object. */
export function isMoved(change: Change, field: FieldChange): boolean {
  return movedBecause(change, field) !== undefined;
}

function movedObjects(changes: readonly Change[], because: Moved): MovedObject[] {
  return changes
    .map((change) => ({ change, fields: change.fields.filter((field) => movedBecause(change, field) === because) }))
    .filter(
      ({ change, fields }) =>
        fields.length > 0 || (change.because === because && !change.fields.some((f) => isMoved(change, f))),
    );
}

// An object that is moved as a whole (deleted, re-created by hand) takes its `new` and `first` fields along.
function movedBecause(change: Change, field: FieldChange): Moved | undefined {
  if (field.because === 'drift' || field.because === 'conflict') return field.because;
  if (change.because === 'spec' || field.because === 'spec' || field.because === 'secret') return undefined;
  return change.because;
}

function headline(because: Moved, n: number): string {
  return because === 'drift'
    ? `Changed in the tenant (drift): ${count(n, 'object')}`
    : `Changed here and in the tenant (conflict): ${count(n, 'object')}`;
}

function explanation(because: Moved, look: Look): string[] {
  const text =
    because === 'drift'
      ? 'Somebody changed these in the tenant since the last apply; the spec did not.'
      : 'The spec and the tenant both changed these since the last apply; one of the two is lost.';
  return hanging('  ', text, look.width).map(look.paint.dim);
}

function objectLines({ change, fields }: MovedObject, because: Moved, plan: Plan, look: Look): string[] {
  const written = change.planned ? look.paint.yellow('  this plan puts the spec back') : '';
  const place = change.at === undefined ? '' : look.paint.dim(`  ${change.at.file}:${change.at.line}`);
  const lines = [
    `${SYMBOLS[change.op].padStart(3)} ${change.address}  ${look.paint.bold(oneLine(change.title))}${place}${written}`,
  ];
  for (const note of change.notes) lines.push(...hanging('        · ', oneLine(note), look.width).map(look.paint.dim));
  if (change.order !== undefined) lines.push(...orderLines(change.order, plan.changes, look));
  if (change.op === 'create' || change.op === 'revive') return [...lines, ...newFields(fields, change.title, look)];
  const words =
    because === 'drift'
      ? (['in the spec', 'in the tenant'] as const)
      : (['in the spec now', 'in the tenant now'] as const);
  for (const field of fields) {
    lines.push(...(field.because === 'first' ? changedField(field, look) : movedField(field, words, look)));
  }
  return lines;
}

function waysOut(plan: Plan, because: Moved, objects: readonly MovedObject[], look: Look): string[] {
  const open = objects.filter(({ change }) => !change.planned);
  if (open.length === 0) return [];
  const named = open.length <= 3 ? open.map(({ change }) => change.address) : ['ADDRESS'];
  const accept = commandFor(plan.environment, 'drift', ...named.flatMap((address) => ['--accept', address]));
  const overwrite = commandFor(
    plan.environment,
    'apply',
    because === 'drift' ? '--overwrite-drift' : '--overwrite-conflicts',
  );
  return [
    '  Two ways out:',
    ...hanging("    keep the tenant's:   ", accept, look.width).map(look.paint.cyan),
    ...hanging("    put the spec's back: ", overwrite, look.width).map(look.paint.cyan),
  ];
}
