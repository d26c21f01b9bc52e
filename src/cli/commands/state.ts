/** `supportctl state`: look at, and mend, what is remembered about who is who. The tenant is never written. */
import type { Command } from 'commander';
import { confirmed, type YesFlag } from '../confirmed.ts';
import { type ProjectFlags, withLock, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';
import { addWholeCommands } from './state-whole.ts';

const EXAMPLES = `
Examples:
  supportctl state list
  supportctl state adopt trigger.route_billing 360001234567
  supportctl state mv trigger.billing trigger.route_billing
  supportctl state rm 'view.old_*'
  supportctl state unlock
  supportctl state migrate --to postgres`;

export function stateCommand(state: Command): Command {
  state.command('list').description('all resources, their ids and where they come from').action(runList);
  state.command('show <address>').description('one resource, and what the tenant holds now').action(runShow);
  state.command('adopt <address> <id>').description('say which live object a resource is').action(runAdopt);
  state.command('mv <from> <to>').description('give a resource another address').action(runMove);
  state
    .command('rm <address...>')
    .description('forget resources, by address or glob; the tenant keeps them')
    .option('-y, --yes', 'do not ask')
    .action(runRemove);
  for (const command of state.commands) withProject(command);
  for (const command of state.commands) if (/^(adopt|mv|rm)$/.test(command.name())) withLock(command);
  addWholeCommands(state);
  return state.addHelpText('after', EXAMPLES);
}

async function runList(flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const state = await app.stateList(session.project);
  const [{ stateDocument }, { stateText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/state.ts'),
  ]);
  await present(
    session,
    () => stateDocument(state),
    () => stateText(state, session.look),
  );
}

async function runShow(address: string, flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const shown = await app.stateShow(session.project, address);
  const [{ stateRowDocument }, { stateRowText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/state.ts'),
  ]);
  await present(
    session,
    () => stateRowDocument(shown),
    () => stateRowText(shown, session.look),
  );
}

async function runAdopt(address: string, id: string, flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  await app.stateAdopt(session.project, address, id);
  await present(
    session,
    () => ({ format: 1, adopted: { address, id }, diagnostics: [] }),
    () => `${address} is ${id} from now on. The next plan compares it with the spec.\n`,
  );
}

async function runMove(from: string, to: string, flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  await app.stateMove(session.project, from, to);
  await present(
    session,
    () => ({ format: 1, moved: { from, to }, diagnostics: [] }),
    () => `${from} is ${to} from now on.\n`,
  );
}

async function runRemove(addresses: readonly string[], flags: ProjectFlags & YesFlag): Promise<void> {
  const consequence = 'The tenant keeps them, and the next plan may want to adopt or create them.';
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const known = await app.stateSelect(session.project, addresses);
  if (!(await confirmed('Forgetting resources', `Forget ${known.join(', ')}? ${consequence}`, flags))) return;
  const removed = await app.stateRemove(session.project, addresses);
  await present(
    session,
    () => ({ format: 1, removed, diagnostics: [] }),
    () => removed.map((address) => `forgotten: ${address}\n`).join(''),
  );
}
