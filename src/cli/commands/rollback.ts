/** `supportctl rollback`: a plan back to what was before a run, shown, confirmed and written like any other. */
import type { Command } from 'commander';
import {
  collect,
  type PlanFlags,
  type ProjectFlags,
  planOptions,
  type WriteFlags,
  withGuards,
  withProject,
  withSelection,
  withWriting,
} from '../flags.ts';

interface Flags extends ProjectFlags, PlanFlags, WriteFlags {
  readonly dryRun?: true;
  readonly out?: string;
}

const EXAMPLES = `
It goes back over RUN and all runs since; without RUN over the last one, or on with a rollback that was cut off.
\`supportctl history\` lists the runs. The spec is not edited: revert the commit that made the changes, too.

Examples:
  supportctl rollback --dry-run
  supportctl rollback 20261125T101500-1f0c9a3e
  supportctl rollback --only trigger.route_billing --yes`;

export function rollbackCommand(command: Command): Command {
  command
    .argument('[run]', 'the run before which to go back, or the beginning of its name (default: the last one)')
    .option('--dry-run', 'only show the plan')
    .option('--out <file>', 'save the plan for apply, and only show it')
    .option('--overwrite-drift', 'go back even where somebody changed the tenant since')
    .option('--overwrite-conflicts', 'the same where they changed what the run wrote')
    .option('--adopt', 'take over what has the name of something deleted, even where that overwrites it')
    .option('--replace <address>', 'delete and make anew, for what cannot be changed; repeatable', collect);
  return withWriting(withGuards(withSelection(withProject(command))))
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(name: string | undefined, flags: Flags): Promise<void> {
  const { LAST_RUN } = await import('../../app/rolling-back.ts');
  const options = planOptions(flags, { prune: true, rollback: name ?? LAST_RUN });
  if (flags.dryRun === true || flags.out !== undefined) {
    const { showPlan } = await import('../planning.ts');
    await showPlan(flags, options, { out: flags.out });
    return;
  }
  const { applyPlan } = await import('../applying.ts');
  await applyPlan(flags, options);
}
