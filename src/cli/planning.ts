/** What `plan` and `rollback --dry-run` share: make the plan, save it if asked to, print it; nothing is written. */
import type { App } from '../app/contract.ts';
import type { Promotion } from '../app/promoting.ts';
import type { Impact } from '../app/testing/impact.ts';
import type { Plan, PlanOptions } from '../core/plan.ts';
import type { ProjectFlags } from './flags.ts';
import { openSession, present, type Session } from './session.ts';
import { printAside } from './terminal.ts';

interface Wanted {
  /** The file that the plan is saved to. */
  readonly out?: string | undefined;
  /** Which tickets fare otherwise after it. */
  readonly impact?: boolean | undefined;
  /** What cannot be the same in this account. */
  readonly portability?: boolean | undefined;
}

/** Prints the plan of these choices and returns it; the exit code is 1 where it has errors. */
export async function showPlan(flags: ProjectFlags, options: PlanOptions, wanted: Wanted): Promise<Plan> {
  const { out } = wanted;
  const session = await openSession(flags);
  const { app } = await import('../app/index.ts');
  const { plan, ...more } = await made(app, session, options, wanted);
  if (out !== undefined) {
    const { savePlan } = await import('./saved-plan.ts');
    await savePlan(out, plan);
  }
  const { planDocument } = await import('../report/json.ts');
  await present(
    session,
    () => ({ ...planDocument(plan), ...more }),
    async () => {
      const parts = [(await import('../report/human.ts')).planText(plan, session.look, session.folder)];
      if (more.impact !== undefined)
        parts.push((await import('../report/impact.ts')).impactText(more.impact, session.look));
      if (more.notPortable !== undefined)
        parts.push((await import('../report/portability.ts')).portabilityText(more.notPortable, session.look));
      return parts.join('\n');
    },
  );
  if (out !== undefined) printAside(`\n${await savedWords(out, flags, plan)}\n`);
  if (plan.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) process.exitCode = 1;
  return plan;
}

interface Made {
  readonly plan: Plan;
  readonly impact?: Impact;
  readonly notPortable?: Promotion['notPortable'];
}

async function made(app: App, { project }: Session, options: PlanOptions, wanted: Wanted): Promise<Made> {
  if (wanted.impact === true) return await app.planImpact(project, options);
  if (wanted.portability === true) return await app.planPortability(project, options);
  return { plan: await app.plan(project, options) };
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
