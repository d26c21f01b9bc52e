/** `supportctl health`: how an account stands, as a page for the people whose account it is. Reads only. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { HealthReport } from '../../app/contract.ts';
import { fail } from '../../core/diagnostic.ts';
import { type Format, withOutput } from '../flags.ts';
import { openProgress, present, tracing } from '../session.ts';
import { lookFor } from '../terminal.ts';

interface Flags {
  readonly provider: string;
  readonly subdomain?: string;
  readonly out?: string;
  readonly format: Format;
  readonly quiet?: true;
  readonly debug?: true;
}

const EXAMPLES = `
A read-only token is enough, and no folder is needed. The page needs nothing beside itself: send it, print it.

Examples:
  supportctl health --subdomain acme --out health.html
  supportctl health --subdomain acme --format json`;

export function healthCommand(command: Command): Command {
  command
    .option('--provider <name>', 'the platform', 'zendesk')
    .option('--subdomain <name>', 'the tenant (default: $ZENDESK_SUBDOMAIN)')
    .option('--out <file>', 'write the page, as HTML');
  return withOutput(command).addHelpText('after', EXAMPLES).action(run);
}

async function run(flags: Flags): Promise<void> {
  const subdomain = flags.subdomain ?? process.env.ZENDESK_SUBDOMAIN;
  if (subdomain === undefined || subdomain === '') {
    fail('USAGE', 'Which tenant?', { hint: 'Give --subdomain NAME, or set ZENDESK_SUBDOMAIN.' });
  }
  const progress = await openProgress(flags);
  const { app } = await import('../../app/index.ts');
  const report = await app.health({
    provider: flags.provider,
    subdomain,
    variables: process.env,
    notify: (event) => progress.notify(event),
    now: Date.now(),
    ...tracing(flags, progress),
  });
  const { healthDocument, healthText } = await import('../../report/health.ts');
  if (flags.out !== undefined) await writePage(flags.out, report);
  const look = await lookFor(process.stdout);
  await present(
    { format: flags.format, progress },
    () => healthDocument(report),
    () => healthText(report, look, flags.out),
  );
}

async function writePage(path: string, report: HealthReport): Promise<void> {
  const [{ healthPage }, { redact }] = await Promise.all([
    import('../../report/health-page.ts'),
    import('../../http/redact.ts'),
  ]);
  try {
    writeFileSync(path, redact(healthPage(report)));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    fail('FILE_NOT_WRITTEN', `${path} could not be written`, { detail });
  }
}
