/** `supportctl apply`: shows the plan, asks, writes it and verifies. */
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic.ts';
import {
  type PlanFlags,
  type ProjectFlags,
  planOptions,
  type WriteFlags,
  withPlanning,
  withProject,
  withWriting,
} from '../flags.ts';

interface Flags extends ProjectFlags, PlanFlags, WriteFlags {}

const EXAMPLES = `
Examples:
  supportctl apply
  supportctl apply --yes --env production
  supportctl apply acme.plan
  supportctl apply --overwrite-drift --only trigger.route_billing`;

/** These belong to the making of a plan; a saved one was made with its own. */
const PLANNING = [
  'only',
  'except',
  'unmanaged',
  'prune',
  'overwriteDrift',
  'overwriteConflicts',
  'adopt',
  'replace',
  'sendSecrets',
  'allowDeletes',
  'allowDataLoss',
  'allowCosts',
  'allowBacklog',
];

export function applyCommand(command: Command): Command {
  command.argument('[planfile]', 'a plan that `plan --out` saved; it is the confirmation');
  return withWriting(withPlanning(withProject(command)))
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(file: string | undefined, flags: Flags, command: Command): Promise<void> {
  const { applyPlan } = await import('../applying.ts');
  if (file === undefined) return applyPlan(flags, planOptions(flags));
  const given = command.options.find(
    (option) =>
      PLANNING.includes(option.attributeName()) && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined) {
    fail('USAGE', `${given.long ?? given.flags} cannot be given with a saved plan`, {
      hint: 'It belongs to the making of a plan: give it to `supportctl plan --out`.',
    });
  }
  const { readPlan } = await import('../saved-plan.ts');
  const saved = await readPlan(file);
  return applyPlan(flags, saved.options, saved);
}
