/** `supportctl manual`: what no API can do, and who did it. */
import type { Command } from 'commander';
import { type ProjectFlags, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';

const EXAMPLES = `
Examples:
  supportctl manual list
  supportctl manual done channel.whatsapp
  supportctl manual list --all --format json`;

export function manualCommand(manual: Command): Command {
  manual
    .command('list')
    .description('what is open: where, what to enter, how it shows that it was done')
    .option('--all', 'what was ticked off, too: by whom and when')
    .action(runList);
  manual.command('done <address>').description('tick off what only a person can see').action(runDone);
  for (const command of manual.commands) withProject(command);
  return manual.addHelpText('after', EXAMPLES);
}

async function runList(flags: ProjectFlags & { readonly all?: true }): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const steps = await app.manualList(session.project);
  const shown = flags.all === true ? steps : steps.filter((step) => step.done !== true);
  const [{ manualDocument }, { manualText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/manual.ts'),
  ]);
  await present(
    session,
    () => manualDocument(shown),
    () => manualText(shown, flags.all === true, session.look),
  );
}

async function runDone(address: string, flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const step = await app.manualDone(session.project, address);
  const { manualDocument } = await import('../../report/json.ts');
  await present(
    session,
    () => manualDocument([step]),
    () =>
      `${address} was done by ${step.by?.who ?? 'nobody'} at ${step.by?.at ?? ''}. It is open again when its block changes.\n`,
  );
}
