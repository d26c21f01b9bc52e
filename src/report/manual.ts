/** What people have to do by hand: where, what, how it shows that it was done, and who did it. */
import type { ManualStep } from '../core/plan.ts';
import type { Look } from './look.ts';
import { cleaned, count, hanging, oneLine } from './text.ts';

/** The open steps and, with `all`, those that were ticked off. */
export function manualText(dirty: readonly ManualStep[], all: boolean, look: Look): string {
  const steps = cleaned(dirty);
  const open = steps.filter((step) => step.done !== true);
  const done = all ? steps.filter((step) => step.done === true) : [];
  const sections = [
    open.length === 0 ? ['Nothing is left to do by hand.'] : openSteps(open, look),
    doneSteps(done, look),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The open steps, as a plan shows them too. */
export function openSteps(open: readonly ManualStep[], look: Look): string[] {
  return [
    look.paint.bold(`To do by hand: ${count(open.length, 'step')}`),
    ...open.flatMap((step) => [
      `${look.paint.yellow('  !')} ${step.address}  ${look.paint.bold(oneLine(step.title))}`,
      ...hanging('        where: ', step.where, look.width),
      ...hanging('        enter: ', step.enter, look.width),
      ...(step.check === undefined ? [] : hanging('        check: ', step.check, look.width)),
    ]),
  ];
}

function doneSteps(done: readonly ManualStep[], look: Look): string[] {
  if (done.length === 0) return [];
  return [
    look.paint.bold(`Done by hand: ${count(done.length, 'step')}`),
    ...done.map(({ address, title, by }) => {
      const who = by === undefined ? '' : `  by ${oneLine(by.who)} at ${by.at}`;
      return `${look.paint.green('  ✓')} ${address}  ${oneLine(title)}${look.paint.dim(who)}`;
    }),
  ];
}
