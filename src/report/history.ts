/** The run log as a person reads it: run by run, and for one address value by value. */
import type { HistoryOperation, HistoryRun } from '../app/contract.ts';
import type { Op } from '../core/plan.ts';
import { changedField } from './fields.ts';
import type { Look } from './look.ts';
import { orderLines } from './order.ts';
import { cleaned, count, oneLine } from './text.ts';
import { SYMBOLS } from './words.ts';

/** So many operations of a run are listed; `--format json` has all. */
const LISTED = 12;

/** The runs, newest first; `detailed` with the values that they changed. */
export function historyText(dirty: readonly HistoryRun[], detailed: boolean, look: Look): string {
  const runs = cleaned(dirty);
  if (runs.length === 0) return 'Nothing was applied here yet.\n';
  return `${runs.map((run) => runLines(run, detailed, look).join('\n')).join('\n\n')}\n`;
}

function runLines(run: HistoryRun, detailed: boolean, look: Look): string[] {
  const { operations } = run;
  const where = Object.entries(run.accounts).map(([provider, tenant]) => `${provider} ${tenant}`);
  const back = run.rollback === undefined ? [] : [`rolled back to before ${run.rollback}`];
  const shown = detailed ? operations : operations.slice(0, LISTED);
  const more = operations.length - shown.length;
  return [
    `${look.paint.bold(run.run)}  ${outcome(run, look)}${[...back, count(operations.length, 'change')].map((text) => `  ${text}`).join('')}`,
    look.paint.dim(`  ${run.at}  ${oneLine(run.who)} on ${oneLine(run.host)}  plan ${run.plan}  ${where.join(' · ')}`),
    ...shown.flatMap((operation) => operationLines(operation, detailed, look)),
    ...(more > 0 ? [look.paint.dim(`      … ${more} more, --format json lists them`)] : []),
  ];
}

function outcome({ outcome: how }: HistoryRun, look: Look): string {
  return how === 'done' ? look.paint.green(how) : look.paint.yellow(how);
}

function operationLines(operation: HistoryOperation, detailed: boolean, look: Look): string[] {
  const { address, op, title = '', id, ended, fields, order } = operation;
  const known = id === undefined ? '' : `  id ${id}`;
  const how = ended === 'written' ? '' : look.paint.yellow(ended === 'failed' ? '  failed' : '  not written');
  const symbol = isOp(op) ? SYMBOLS[op] : '·';
  const line = `${symbol.padStart(3)} ${op} ${address}  ${oneLine(title)}${look.paint.dim(known)}${how}`.trimEnd();
  if (!detailed) return [line];
  const list = order === undefined ? [] : orderLines(order, [], look);
  return [line, ...list, ...fields.flatMap((field) => changedField(field, look))];
}

function isOp(op: string): op is Op {
  return Object.hasOwn(SYMBOLS, op);
}
