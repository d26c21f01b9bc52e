/** The symbols and words for operations; a symbol never stands without its word in the legend or the line. */
import type { Change, Op } from '../core/plan.ts';
import type { Look } from './look.ts';

export const SYMBOLS: Readonly<Record<Op, string>> = {
  create: '+',
  adopt: '=',
  update: '~',
  replace: '-/+',
  reorder: '⇅',
  revive: '↺',
  deactivate: '-',
  archive: '-',
  delete: '-',
  release: '○',
};

export const DONE: Readonly<Record<Op, string>> = {
  create: 'created',
  adopt: 'adopted',
  update: 'updated',
  replace: 'replaced',
  reorder: 'reordered',
  revive: 'revived',
  deactivate: 'deactivated',
  archive: 'archived',
  delete: 'deleted',
  release: 'released',
};

/** Operations after which something is gone from the tenant, or out of use there. */
export function takesAway(op: Op): boolean {
  return op === 'delete' || op === 'archive' || op === 'deactivate' || op === 'replace';
}

/** The symbol in the colour of what it does, three columns wide. */
export function symbolOf(op: Op, look: Look): string {
  const symbol = SYMBOLS[op].padStart(3);
  if (takesAway(op)) return look.paint.red(symbol);
  if (op === 'create' || op === 'revive') return look.paint.green(symbol);
  if (op === 'release') return look.paint.dim(symbol);
  return look.paint.yellow(symbol);
}

/** A line of the symbols that `changes` use. */
export function legend(changes: readonly Change[], look: Look): string {
  const used = Object.entries(SYMBOLS).filter(([op]) => changes.some((change) => change.op === op));
  return look.paint.dim(used.map(([op, symbol]) => `${symbol} ${op}`).join('   '));
}
