/** `supportctl import`: a live tenant becomes a spec folder and a state, or some of it goes into a spec that is there. */
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic.ts';
import { type Format, withLock, withOutput } from '../flags.ts';
import { stoppable } from '../interrupt.ts';
import { openProgress, openSession, present, tracing } from '../session.ts';
import { lookFor } from '../terminal.ts';

interface Flags {
  readonly provider?: string;
  readonly subdomain?: string;
  readonly env?: string;
  readonly merge?: true | readonly string[];
  readonly format: Format;
  readonly quiet?: true;
  readonly debug?: true;
  readonly lockTimeout?: number;
}

const EXAMPLES = `
Reading needs a read-only token; the files of themes may take one that writes. The next \`plan\` finds no changes. Stopped halfway, the same command goes on.
With --merge, DIR is a spec that is there already: its comments and its order stay.

Examples:
  supportctl import acme --subdomain acme
  ZENDESK_SUBDOMAIN=acme supportctl import
  supportctl import --merge                              # what could be merged
  supportctl import --merge trigger.route_billing 'macro.*' view/360001234567`;

export function importCommand(command: Command): Command {
  command
    .argument('[dir]', 'where to', '.')
    .option('--provider <name>', 'the platform (default: zendesk)')
    .option('--subdomain <name>', 'the tenant (default: $ZENDESK_SUBDOMAIN)')
    .option('--env <name>', 'the environment whose state is written (default: default)')
    .option('--merge [address...]', 'into the spec in DIR: addresses, globs, kinds, KIND/ID; none: list them');
  return withLock(withOutput(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(folder: string, flags: Flags): Promise<void> {
  if (flags.merge === undefined) await importWhole(folder, flags);
  else if (flags.merge === true) await listMergeable(folder, flags);
  else await merge(folder, flags, flags.merge);
}

async function importWhole(folder: string, flags: Flags): Promise<void> {
  const subdomain = flags.subdomain ?? process.env.ZENDESK_SUBDOMAIN;
  if (subdomain === undefined || subdomain === '') {
    fail('USAGE', 'Which tenant?', { hint: 'Give --subdomain NAME, or set ZENDESK_SUBDOMAIN.' });
  }
  const progress = await openProgress(flags, { reads: true });
  const { app } = await import('../../app/index.ts');
  const options = {
    folder,
    provider: flags.provider ?? 'zendesk',
    subdomain,
    environment: flags.env ?? 'default',
    variables: process.env,
    notify: progress.notify,
    ...tracing(flags, progress),
  };
  const report = await stoppable('The same command goes on from here.', () => app.importTenant(options));
  const [{ importDocument }, { importText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/import.ts'),
  ]);
  const look = await lookFor(process.stdout);
  await present(
    { format: flags.format, progress },
    () => importDocument(report, folder),
    () => importText(report, folder, look),
  );
}

/** The spec says which tenant it is about. */
function openSpec(folder: string, flags: Flags) {
  if (flags.provider !== undefined || flags.subdomain !== undefined) {
    fail('USAGE', 'With --merge the spec names the tenant', { hint: 'Leave --provider and --subdomain out.' });
  }
  return openSession({ ...flags, spec: folder });
}

async function listMergeable(folder: string, flags: Flags): Promise<void> {
  const session = await openSpec(folder, flags);
  const { app } = await import('../../app/index.ts');
  const found = await app.mergeable(session.project);
  const [{ mergeableDocument }, { mergeableText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/merge.ts'),
  ]);
  await present(
    session,
    () => mergeableDocument(found),
    () => mergeableText(found, session.look),
  );
}

async function merge(folder: string, flags: Flags, patterns: readonly string[]): Promise<void> {
  const session = await openSpec(folder, flags);
  const { app } = await import('../../app/index.ts');
  const merged = await app.merge(session.project, patterns);
  const [{ mergedDocument }, { mergedText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/merge.ts'),
  ]);
  await present(
    session,
    () => mergedDocument(merged),
    () => mergedText(merged, session.folder, session.look),
  );
}
