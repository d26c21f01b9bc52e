/** `supportctl state`: look at, and mend, what is remembered about who is who. The tenant is never written. */
import { Command } from 'commander';
import { type ProjectFlags, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';
import { isInteractive, printAside } from '../terminal.ts';

const EXAMPLES = `
Examples:
  supportctl state list
  supportctl state adopt trigger.route_billing 360001234567
  supportctl state mv trigger.billing trigger.route_billing
  supportctl state rm 'view.old_*'`;

export function stateCommand(): Command {
  const state = new Command('state').description('look at and mend what is remembered; never writes to the tenant');
  const list = new Command('list').description('all resources, their ids and where they come from').action(runList);
  const show = new Command('show').argument('<address>').description('one resource, and what the tenant holds now').action(runShow);
  const adopt = new Command('adopt')
    .argument('<address>')
    .argument('<id>')
    .description('say which live object a resource is')
    .action(runAdopt);
  const move = new Command('mv').argument('<from>').argument('<to>').description('give a resource another address').action(runMove);
  const remove = new Command('rm')
    .argument('<address...>', 'addresses or globs')
    .description('forget resources; the tenant keeps them')
    .option('-y, --yes', 'do not ask')
    .action(runRemove);
  for (const command of [list, show, adopt, move, remove]) state.addCommand(withProject(command));
  return state.addHelpText('after', EXAMPLES);
}

async function runList(flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const state = await app.stateList(session.project);
  const [{ stateDocument }, { stateText }] = await Promise.all([import('../../report/json.ts'), import('../../report/state.ts')]);
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

async function runRemove(addresses: readonly string[], flags: ProjectFlags & { readonly yes?: true }): Promise<void> {
  if (flags.yes !== true) {
    const { shellWord } = await import('../../report/commands.ts');
    if (!isInteractive() || flags.format === 'json') {
      const { refuse } = await import('../../core/diagnostic.ts');
      const command = ['supportctl', ...process.argv.slice(2), '--yes'].map(shellWord).join(' ');
      refuse('NEEDS_CONFIRMATION', 'Forgetting resources needs a confirmation', { hint: `To confirm, run: ${command}` });
    }
    const { yes } = await import('../ask.ts');
    if (!(await yes(`Forget ${addresses.join(', ')}? The tenant keeps them, and the next plan may want to adopt or create them.`))) {
      process.exitCode ??= 4;
      return printAside('Nothing was changed.\n');
    }
  }
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const removed = await app.stateRemove(session.project, addresses);
  await present(
    session,
    () => ({ format: 1, removed, diagnostics: [] }),
    () => `${removed.map((address) => `forgotten: ${address}\n`).join('')}${removed.length === 0 ? 'No resource has such an address.\n' : ''}`,
  );
}
