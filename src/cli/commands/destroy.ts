/** `supportctl destroy`: takes back what was created here. */
import type { Command } from 'commander';
import {
  type PlanFlags,
  type ProjectFlags,
  planOptions,
  type WriteFlags,
  withGuards,
  withProject,
  withSelection,
  withWriting,
} from '../flags.ts';

interface Flags
  extends ProjectFlags,
    WriteFlags,
    Pick<PlanFlags, 'only' | 'except' | 'allowDeletes' | 'allowDataLoss'> {
  readonly includeAdopted?: true;
}

const EXAMPLES = `
Adopted and imported objects stay in the tenant, unless --include-adopted is given.

Examples:
  supportctl destroy --env sandbox --allow-deletes 40
  supportctl destroy --only 'view.*'`;

export function destroyCommand(command: Command): Command {
  command.option('--include-adopted', 'delete adopted and imported objects too');
  return withWriting(withGuards(withSelection(withProject(command))))
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { applyPlan } = await import('../applying.ts');
  const includeAdopted = flags.includeAdopted === true;
  await applyPlan(flags, planOptions(flags, { destroy: true, includeAdopted }));
}
