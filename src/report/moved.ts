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
  const back = plan.options.rollback !== undefined;
  const lines = [look.paint.bold(headline(because, back, objects.length)), ...explanation(because, back, look)];
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

function headline(because: Moved, back: boolean, n: number): string {
  if (because === 'drift') return `Changed in the tenant (drift): ${count(n, 'object')}`;
  return `Changed ${back ? 'by these runs' : 'here'} and in the tenant (conflict): ${count(n, 'object')}`;
}

function explanation(because: Moved, back: boolean, look: Look): string[] {
  return hanging('  ', whatHappened(because, back), look.width).map(look.paint.dim);
}

function whatHappened(because: Moved, back: boolean): string {
  if (back) return 'Somebody changed these in the tenant since; going back over that would lose it.';
  return because === 'drift'
    ? 'Somebody changed these in the tenant since the last apply; the spec did not.'
    : 'The spec and the tenant both changed these since the last apply; one of the two is lost.';
}

function objectLines({ change, fields }: MovedObject, because: Moved, plan: Plan, look: Look): string[] {
  const back = plan.options.rollback !== undefined;
  const written = change.planned ? look.paint.yellow(`  this plan ${back ? 'goes' : 'puts the spec'} back`) : '';
  const place = back || change.at === undefined ? '' : look.paint.dim(`  ${change.at.file}:${change.at.line}`);
  const lines = [
    `${SYMBOLS[change.op].padStart(3)} ${change.address}  ${look.paint.bold(oneLine(change.title))}${place}${written}`,
  ];
  for (const note of change.notes) lines.push(...hanging('        · ', oneLine(note), look.width).map(look.paint.dim));
  if (change.order !== undefined) lines.push(...orderLines(change.order, plan.changes, look));
  if (change.op === 'create' || change.op === 'revive') return [...lines, ...newFields(fields, change.title, look)];
  const words = wordsFor(because, back);
  for (const field of fields) {
    lines.push(...(field.because === 'first' ? changedField(field, look) : movedField(field, words, look)));
  }
  return lines;
}

function wordsFor(because: Moved, back: boolean): readonly [string, string] {
  if (back) return ['before these runs', 'in the tenant now'];
  return because === 'drift' ? ['in the spec', 'in the tenant'] : ['in the spec now', 'in the tenant now'];
}

function waysOut(plan: Plan, because: Moved, objects: readonly MovedObject[], look: Look): string[] {
  const open = objects.filter(({ change }) => !change.planned);
  if (open.length === 0) return [];
  const named = open.length <= 3 ? open.map(({ change }) => change.address) : ['ADDRESS'];
  const overwrite = because === 'drift' ? '--overwrite-drift' : '--overwrite-conflicts';
  const run = plan.options.rollback;
  const [keep, put] =
    run === undefined
      ? [
          ['drift', ...named.flatMap((address) => ['--accept', address])],
          ['apply', overwrite],
        ]
      : [
          ['rollback', run, ...named.flatMap((address) => ['--except', address])],
          ['rollback', run, overwrite],
        ];
  const commands = [
    ["    keep the tenant's:   ", keep],
    [run === undefined ? "    put the spec's back: " : '    go back all the same: ', put],
  ] as const;
  return [
    '  Two ways out:',
    ...commands.flatMap(([label, [command = '', ...flags]]) =>
      hanging(label, commandFor(plan.environment, command, ...flags), look.width).map(look.paint.cyan),
    ),
  ];
}
