/** `supportctl drift`: what the tenant moved since the last apply, and a way to take it into the spec. */
import type { Command } from 'commander';
import { collect, type ProjectFlags, type SelectionFlags, withLock, withProject, withSelection } from '../flags.ts';
import { openSession, present, type Session } from '../session.ts';

interface Flags extends ProjectFlags, SelectionFlags {
  readonly accept?: readonly string[];
}

const EXAMPLES = `
Exit codes: 0 nothing moved, 2 something did.

Examples:
  supportctl drift
  supportctl drift --accept trigger.route_billing
  supportctl drift --unmanaged --quiet`;

export function driftCommand(command: Command): Command {
  command
    .option('--accept <address>', "take the tenant's values into the spec; a glob too; repeatable", collect)
    .option('--unmanaged', 'what only the tenant has counts too');
  return withLock(withSelection(withProject(command)))
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const session = await openSession(flags);
  if (flags.accept !== undefined) return accept(session, flags.accept);
  const { app } = await import('../../app/index.ts');
  const { only = [], except = [] } = flags;
  const unmanaged = flags.unmanaged === true;
  const plan = await app.drift(session.project, { only, except, unmanaged });
  const [{ planDocument }, { driftText, hasMoved }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/drift.ts'),
  ]);
  await present(
    session,
    () => planDocument(plan),
    () => driftText(plan, session.look, session.folder),
  );
  if (plan.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) process.exitCode = 1;
  else if (hasMoved(plan, unmanaged)) process.exitCode = 2;
}

async function accept(session: Session, addresses: readonly string[]): Promise<void> {
  const { app } = await import('../../app/index.ts');
  const accepted = await app.accept(session.project, addresses);
  const [{ acceptedDocument }, { acceptedText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/drift.ts'),
  ]);
  await present(
    session,
    () => acceptedDocument(accepted),
    () => acceptedText(accepted, session.folder),
  );
}
