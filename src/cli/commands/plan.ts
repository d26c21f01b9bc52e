/** `supportctl plan`: what would be written, and nothing is. */
import type { Command } from 'commander';
import type { Plan } from '../../core/plan.ts';
import { type PlanFlags, type ProjectFlags, planOptions, withPlanning, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';
import { printAside } from '../terminal.ts';

interface Flags extends ProjectFlags, PlanFlags {
  readonly out?: string;
  readonly detailedExitcode?: true;
  readonly impact?: true;
}

const EXAMPLES = `
Examples:
  supportctl plan
  supportctl plan --out acme.plan && supportctl apply acme.plan
  supportctl plan --only 'trigger.*' --detailed-exitcode`;

export function planCommand(command: Command): Command {
  command
    .option('--out <file>', 'save the plan, for apply')
    .option('--impact', 'show which tickets fare otherwise: those of tests/, and new ones of every kind')
    .option('--detailed-exitcode', 'exit with 2 if there is anything to do');
  return withPlanning(withProject(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(flags: Flags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const { plan, impact } =
    flags.impact === true
      ? await app.planImpact(session.project, planOptions(flags))
      : { plan: await app.plan(session.project, planOptions(flags)), impact: undefined };
  if (flags.out !== undefined) {
    const { savePlan } = await import('../saved-plan.ts');
    await savePlan(flags.out, plan);
  }
  const { planDocument } = await import('../../report/json.ts');
  await present(
    session,
    () => ({ ...planDocument(plan), ...(impact === undefined ? {} : { impact }) }),
    async () => {
      const text = (await import('../../report/human.ts')).planText(plan, session.look, session.folder);
      if (impact === undefined) return text;
      return `${text}\n${(await import('../../report/impact.ts')).impactText(impact, session.look)}`;
    },
  );
  if (flags.out !== undefined) printAside(`\n${await savedWords(flags.out, flags, plan)}\n`);
  if (plan.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) process.exitCode = 1;
  else if (flags.detailedExitcode === true && plan.changes.length > 0) process.exitCode = 2;
}

async function savedWords(file: string, flags: Flags, plan: Plan): Promise<string> {
  if (plan.refusals.some((refusal) => refusal.blocks)) {
    return `Saved to ${file}, but it is refused as it stands: see above for what lifts that, and plan again.`;
  }
  const { shellWord } = await import('../../report/commands.ts');
  const environment = flags.env === undefined ? '' : ` --env ${flags.env}`;
  const spec = flags.spec === '.' ? '' : ` --spec ${shellWord(flags.spec)}`;
  return `Saved. To apply exactly this: supportctl apply ${shellWord(file)}${environment}${spec}`;
}
