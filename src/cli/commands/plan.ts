/** `supportctl plan`: what would be written, and nothing is. */
import { type Command, Option } from 'commander';
import { type PlanFlags, type ProjectFlags, planOptions, withPlanning, withProject } from '../flags.ts';

interface Flags extends ProjectFlags, PlanFlags {
  readonly out?: string;
  readonly detailedExitcode?: true;
  readonly impact?: true;
  readonly portability?: true;
}

const EXAMPLES = `
Examples:
  supportctl plan
  supportctl plan --out acme.plan && supportctl apply acme.plan
  supportctl plan --only 'trigger.*' --detailed-exitcode
  supportctl plan --env production --portability`;

export function planCommand(command: Command): Command {
  command
    .option('--out <file>', 'save the plan, for apply')
    .option('--impact', 'show which tickets fare otherwise: those of tests/, and new ones of every kind')
    .addOption(
      new Option(
        '--portability',
        'list what of the spec cannot be the same in this account, before it is promoted there',
      ).conflicts('impact'),
    )
    .option('--detailed-exitcode', 'exit with 2 if there is anything to do');
  return withPlanning(withProject(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(flags: Flags): Promise<void> {
  const { showPlan } = await import('../planning.ts');
  const plan = await showPlan(flags, planOptions(flags), flags);
  if (flags.detailedExitcode === true && plan.changes.length > 0) process.exitCode ??= 2;
}
