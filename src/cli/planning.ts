/** What `plan` and `rollback --dry-run` share: make the plan, save it if asked to, print it; nothing is written. */
import type { Plan, PlanOptions } from '../core/plan.ts';
import type { ProjectFlags } from './flags.ts';
import { openSession, present } from './session.ts';
import { printAside } from './terminal.ts';

interface Wanted {
  /** The file that the plan is saved to. */
  readonly out?: string | undefined;
  /** Which tickets fare otherwise after it. */
  readonly impact?: boolean | undefined;
}

/** Prints the plan of these choices and returns it; the exit code is 1 where it has errors. */
export async function showPlan(flags: ProjectFlags, options: PlanOptions, wanted: Wanted): Promise<Plan> {
  const { out } = wanted;
  const session = await openSession(flags);
  const { app } = await import('../app/index.ts');
  const { plan, impact } =
    wanted.impact === true
      ? await app.planImpact(session.project, options)
      : { plan: await app.plan(session.project, options), impact: undefined };
  if (out !== undefined) {
    const { savePlan } = await import('./saved-plan.ts');
    await savePlan(out, plan);
  }
  const { planDocument } = await import('../report/json.ts');
  await present(
    session,
    () => ({ ...planDocument(plan), ...(impact === undefined ? {} : { impact }) }),
    async () => {
      const text = (await import('../report/human.ts')).planText(plan, session.look, session.folder);
      if (impact === undefined) return text;
      return `${text}\n${(await import('../report/impact.ts')).impactText(impact, session.look)}`;
    },
  );
  if (out !== undefined) printAside(`\n${await savedWords(out, flags, plan)}\n`);
  if (plan.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) process.exitCode = 1;
  return plan;
}

async function savedWords(file: string, flags: ProjectFlags, plan: Plan): Promise<string> {
  if (plan.refusals.some((refusal) => refusal.blocks)) {
    return `Saved to ${file}, but it is refused as it stands: see above for what lifts that, and plan again.`;
  }
  const { shellWord } = await import('../report/commands.ts');
  const environment = flags.env === undefined ? '' : ` --env ${flags.env}`;
  const spec = flags.spec === '.' ? '' : ` --spec ${shellWord(flags.spec)}`;
  return `Saved. To apply exactly this: supportctl apply ${shellWord(file)}${environment}${spec}`;
}
