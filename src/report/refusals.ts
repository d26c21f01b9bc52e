/** What a plan takes away, and what keeps it from being applied, each with the flag that lifts it. */
import type { Plan, Refusal } from '../core/plan.ts';
import type { Look } from './look.ts';
import { count, hanging, oneLine } from './text.ts';
import { DONE, SYMBOLS, takesAway } from './words.ts';

/** Everything that is gone afterwards, once more and together; a plan that does nothing else has said it already. */
export function lossesSection(plan: Plan, look: Look): string[] {
  const lines: string[] = [];
  const mixed = plan.changes.some(({ op, planned }) => planned && !takesAway(op) && op !== 'release');
  for (const change of plan.changes) {
    if (!change.planned) continue;
    if (mixed && takesAway(change.op)) {
      const what = change.op === 'replace' ? 'is deleted and made anew' : `is ${DONE[change.op]}`;
      lines.push(
        look.paint.red(`${SYMBOLS[change.op].padStart(3)} ${change.address}  ${oneLine(change.title)} ${what}`),
      );
    }
    for (const field of change.fields) {
      if (field.loses === undefined) continue;
      lines.push(
        ...hanging('  - ', `${change.address} ${field.path}: loses ${oneLine(field.loses)}`, look.width).map(
          look.paint.red,
        ),
      );
    }
  }
  return lines.length === 0 ? [] : [look.paint.bold(look.paint.red('Goes away with this plan')), ...lines];
}

/** Refusals that stop the plan, and apart those that only leave something out. */
export function refusalsSection(plan: Plan, look: Look): string[] {
  const blocking = plan.refusals.filter((refusal) => refusal.blocks);
  const skipping = plan.refusals.filter((refusal) => !refusal.blocks);
  const lines: string[] = [];
  if (skipping.length > 0) {
    lines.push(
      look.paint.bold('Refused, the rest proceeds'),
      ...skipping.flatMap((refusal) => refusalLines(refusal, look)),
    );
  }
  if (blocking.length > 0) {
    const asked = blocking.every((refusal) => refusal.confirmable);
    const head = asked
      ? 'Not without your word: apply asks for it, or the flag says it'
      : 'This plan cannot be applied as it stands';
    lines.push(look.paint.bold(look.paint.red(head)), ...blockingLines(blocking, look));
  }
  return lines;
}

/** Drift and conflicts have sections of their own with their ways out; here they are only counted. */
function blockingLines(refusals: readonly Refusal[], look: Look): string[] {
  const lines: string[] = [];
  for (const code of ['CONFLICT', 'DRIFT'] as const) {
    const n = refusals.filter((refusal) => refusal.code === code).length;
    if (n > 0) lines.push(`  ✗ ${code}  ${count(n, 'object')} changed in the tenant, see above for the two ways out`);
  }
  const others = refusals.filter((refusal) => refusal.code !== 'DRIFT' && refusal.code !== 'CONFLICT');
  return [...lines, ...others.flatMap((refusal) => refusalLines(refusal, look))];
}

function refusalLines(refusal: Refusal, look: Look): string[] {
  const { code, address, summary, hint } = refusal;
  const named = address === undefined || summary.includes(address) ? '' : `${address}: `;
  return [
    ...hanging(`  ✗ ${code}  `, `${named}${oneLine(summary)}`, look.width),
    ...hanging('      → ', oneLine(hint), look.width).map(look.paint.cyan),
  ];
}
