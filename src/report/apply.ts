/** What a run did: what was written, what failed and why, what was left out because of it, and how to go on. */
import type { Diagnostic } from '../core/diagnostic.ts';
import type { ApplyResult, Plan } from '../core/plan.ts';
import { commandFor } from './commands.ts';
import { diagnosticLines } from './diagnostics.ts';
import type { Look } from './look.ts';
import { doneLine } from './summary.ts';
import { cleaned, count, hanging, oneLine } from './text.ts';

/** The closing report of `apply` and `destroy`. */
export function appliedText(dirtyPlan: Plan, dirtyResult: ApplyResult, look: Look, folder = ''): string {
  const plan = cleaned(dirtyPlan);
  const result = cleaned(dirtyResult);
  const sections = [
    failures(result, plan, look, folder),
    leftOut(result, look),
    [closing(result, look)],
    howToGoOn(plan, result, look),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function failures(result: ApplyResult, plan: Plan, look: Look, folder: string): string[] {
  if (result.failed.length === 0) return [];
  const titles = new Map(plan.changes.map((change) => [change.address, oneLine(change.title)]));
  return [
    look.paint.bold(look.paint.red(`Failed: ${result.failed.length}`)),
    ...result.failed.flatMap(({ address, op, diagnostic }) => [
      `${look.paint.red('  ✗')} ${op} ${address}  ${titles.get(address) ?? ''}`.trimEnd(),
      ...diagnosticLines(withoutAddress(diagnostic), look, folder, '      '),
    ]),
  ];
}

// The line above it names the object.
function withoutAddress({ address: _address, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}

function leftOut(result: ApplyResult, look: Look): string[] {
  if (result.leftOut.length === 0) return [];
  return [
    look.paint.bold(`Left out: ${result.leftOut.length}`),
    ...result.leftOut.flatMap(({ address, op, because }) =>
      hanging(`  ○ ${op} ${address}: `, oneLine(because), look.width),
    ),
  ];
}

function closing(result: ApplyResult, look: Look): string {
  const failed = result.failed.length > 0 ? ` Failed: ${result.failed.length}.` : '';
  const left = result.leftOut.length > 0 ? ` Left out: ${result.leftOut.length}.` : '';
  const stopped = result.interrupted ? 'Interrupted. ' : '';
  const head = look.paint.bold(`${stopped}Applied: ${doneLine(result.written)}.${failed}${left}`);
  return head + look.paint.dim(`  run ${result.run}, ${count(result.requests, 'request')}`);
}

function howToGoOn(plan: Plan, result: ApplyResult, look: Look): string[] {
  const { rollback } = plan.options;
  if (!result.interrupted && result.failed.length + result.leftOut.length === 0)
    return rollback === undefined ? [] : afterRollback(look);
  const first = result.failed.length > 0 ? 'Correct what failed, then run ' : 'To go on, run ';
  const again = rollback === undefined ? [plan.options.destroy ? 'destroy' : 'apply'] : ['rollback', rollback];
  const command = commandFor(plan.environment, ...again);
  return hanging(
    '→ ',
    `${first}${command}: it plans what is still missing; what was written is not written again.`,
    look.width,
  ).map(look.paint.cyan);
}

function afterRollback(look: Look): string[] {
  const text =
    'The spec still says what was rolled back, and the next apply would write it again: revert the commit, then run plan. `supportctl rollback` once more takes this rollback back.';
  return hanging('→ ', text, look.width).map(look.paint.cyan);
}
