/** What `apply` and `destroy` share: show, ask, write, report; the exit code says how it ended. */
import type { ApplyOutcome } from '../app/contract.ts';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import type { Plan, PlanOptions } from '../core/plan.ts';
import { appliedText } from '../report/apply.ts';
import { shellWord } from '../report/commands.ts';
import { diagnosticsText } from '../report/diagnostics.ts';
import { planText } from '../report/human.ts';
import { appliedDocument } from '../report/json.ts';
import { choose, confirm } from './ask.ts';
import type { ProjectFlags, WriteFlags } from './flags.ts';
import { INTERRUPTED, interruptible } from './interrupt.ts';
import { openSession, presentJson, type Session } from './session.ts';
import { isInteractive, lookFor, printAside, printResult } from './terminal.ts';

const REFUSED = 4;
const PARTLY = 3;

/** Plans and applies with the choices of `plan`, or applies what was saved. */
export async function applyPlan(flags: ProjectFlags & WriteFlags, plan: PlanOptions, saved?: Plan): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../app/index.ts');
  const interactive = isInteractive() && session.format === 'human';
  let shown = saved;
  // A saved plan is not shown again by the engine; a log of the run should hold it.
  if (saved !== undefined && session.format === 'human') printResult(planText(saved, session.look, session.folder));
  try {
    const outcome = await interruptible((signal) =>
      app.apply(
        session.project,
        {
          plan,
          ...(saved === undefined ? {} : { saved }),
          yes: flags.yes === true,
          interactive,
          concurrency: flags.concurrency,
          lockTimeoutMs: flags.lockTimeout ?? 0,
          signal,
        },
        {
          show(made) {
            shown = made;
            session.progress.pause();
            if (session.format === 'human') printResult(planText(made, session.look, session.folder));
          },
          confirm(what, made) {
            session.progress.pause();
            return confirm(what, made);
          },
          choose(address, candidates) {
            session.progress.pause();
            return choose(address, candidates);
          },
        },
      ),
    );
    await report(session, outcome);
  } catch (error) {
    if (!(error instanceof SupportctlError)) throw error;
    await reportRefusal(session, error, plan, shown, flags.yes === true || interactive);
  }
}

async function report(session: Session, { plan, result, declined }: ApplyOutcome): Promise<void> {
  session.progress.pause();
  if (declined === true) {
    process.exitCode ??= REFUSED;
    printAside('Nothing was written.\n');
  } else if (result !== undefined) {
    if (result.interrupted) process.exitCode = INTERRUPTED;
    else if (result.failed.length + result.leftOut.length > 0) process.exitCode = PARTLY;
  }
  if (session.format === 'json') await presentJson(appliedDocument(plan, result));
  else if (result !== undefined) printResult(`\n${appliedText(plan, result, session.look, session.folder)}`);
}

/** A refusal after the plan was shown says what to type; as JSON it is one document with the plan. */
async function reportRefusal(
  session: Session,
  error: SupportctlError,
  asked: PlanOptions,
  shown: Plan | undefined,
  answered: boolean,
): Promise<void> {
  session.progress.pause();
  if (shown === undefined) throw error;
  process.exitCode = error.exitCode;
  const unconfirmed = !answered && error.diagnostics.some((diagnostic) => diagnostic.code === 'NEEDS_CONFIRMATION');
  const diagnostics = unconfirmed
    ? error.diagnostics.map((diagnostic) => withCommand(diagnostic, asked, shown))
    : error.diagnostics;
  if (session.format === 'json') return presentJson(appliedDocument(shown, undefined, diagnostics));
  // What the plan above already says, with its ways out, is only counted.
  const known = new Set(shown.refusals.map(({ code, address }) => `${code} ${address}`));
  const others = diagnostics.filter(({ code, address }) => !known.has(`${code} ${address}`));
  const repeated = diagnostics.length - others.length;
  printAside(`\n${diagnosticsText(others, await lookFor(process.stderr), session.folder)}`);
  if (repeated > 0) {
    const codes = [...new Set(diagnostics.filter((own) => !others.includes(own)).map(({ code }) => code))].join(', ');
    printAside(`Nothing was written: ${codes}. The plan above says why, and what lifts it.\n`);
  }
}

/** The exact command that confirms: this one, and `--yes`; for the last run by its name, since another may be the last by then. */
function withCommand(diagnostic: Diagnostic, asked: PlanOptions, { options: { rollback } }: Plan): Diagnostic {
  if (diagnostic.code !== 'NEEDS_CONFIRMATION' || diagnostic.address !== undefined) return diagnostic;
  const [command = '', ...given] = process.argv.slice(2);
  const unnamed = rollback !== undefined && !rollback.startsWith(asked.rollback ?? '');
  const words = [command, ...(unnamed ? [rollback] : []), ...given];
  return { ...diagnostic, hint: `To confirm, run: ${['supportctl', ...words, '--yes'].map(shellWord).join(' ')}` };
}
