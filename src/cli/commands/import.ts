/** `supportctl import`: a live tenant becomes a spec folder and a state. */
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic.ts';
import { type Format, withOutput } from '../flags.ts';
import { openProgress, present, tracing } from '../session.ts';
import { lookFor } from '../terminal.ts';

interface Flags {
  readonly provider: string;
  readonly subdomain?: string;
  readonly env?: string;
  readonly format: Format;
  readonly quiet?: true;
  readonly debug?: true;
}

const EXAMPLES = `
Reading needs a read-only token. The next \`plan\` finds no changes.

Examples:
  supportctl import acme --subdomain acme
  ZENDESK_SUBDOMAIN=acme supportctl import`;

export function importCommand(command: Command): Command {
  command
    .argument('[dir]', 'where to', '.')
    .option('--provider <name>', 'the platform', 'zendesk')
    .option('--subdomain <name>', 'the tenant (default: $ZENDESK_SUBDOMAIN)')
    .option('--env <name>', 'the environment whose state is written (default: default)');
  return withOutput(command).addHelpText('after', EXAMPLES).action(run);
}

async function run(folder: string, flags: Flags): Promise<void> {
  const subdomain = flags.subdomain ?? process.env.ZENDESK_SUBDOMAIN;
  if (subdomain === undefined || subdomain === '') {
    fail('USAGE', 'Which tenant?', { hint: 'Give --subdomain NAME, or set ZENDESK_SUBDOMAIN.' });
  }
  const progress = await openProgress(flags);
  const { app } = await import('../../app/index.ts');
  const report = await app.importTenant({
    folder,
    provider: flags.provider,
    subdomain,
    environment: flags.env ?? 'default',
    variables: process.env,
    notify: (event) => progress.notify(event),
    ...tracing(flags, progress),
  });
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
