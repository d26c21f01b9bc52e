/** A yes to something that is no plan: from the flag, or from a person. */
import { refuse } from '../core/diagnostic.ts';
import { shellWord } from '../report/commands.ts';
import type { Format } from './flags.ts';
import { isInteractive, printAside } from './terminal.ts';

export interface YesFlag {
  readonly yes?: true;
}

/**
 * True with `--yes` or when a person says so; false after a no, with exit code 4. `what` begins a sentence: "Unlocking
 * state". Refuses with `NEEDS_CONFIRMATION` and the confirming command where nobody can be asked.
 */
export async function confirmed(
  what: string,
  question: string,
  flags: YesFlag & { readonly format: Format },
): Promise<boolean> {
  if (flags.yes === true) return true;
  if (!isInteractive() || flags.format === 'json') {
    const command = ['supportctl', ...process.argv.slice(2), '--yes'].map(shellWord).join(' ');
    return refuse('NEEDS_CONFIRMATION', `${what} needs a confirmation`, { hint: `To confirm, run: ${command}` });
  }
  const { yes } = await import('./ask.ts');
  if (await yes(question)) return true;
  process.exitCode ??= 4;
  printAside('Nothing was changed.\n');
  return false;
}
