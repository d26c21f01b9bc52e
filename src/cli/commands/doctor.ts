/** `supportctl doctor`: what keeps commands from working here, and how each of it is mended. */
import type { Command } from 'commander';
import { type ProjectFlags, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';

interface Flags extends ProjectFlags {
  readonly provider?: string;
  readonly subdomain?: string;
}

const EXAMPLES = `
Looks only; nothing is written. Exit codes: 0 plan can work, 1 it cannot.

Examples:
  supportctl doctor
  supportctl doctor --subdomain acme      (without a spec)`;

export function doctorCommand(command: Command): Command {
  return withProject(command)
    .option('--provider <name>', "the platform (default: the spec's)")
    .option('--subdomain <name>', "the tenant (default: the spec's, else $ZENDESK_SUBDOMAIN)")
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run({ provider, subdomain, ...flags }: Flags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const diagnosis = await app.doctor(session.project, {
    ...(provider === undefined ? {} : { provider }),
    ...(subdomain === undefined ? {} : { subdomain }),
  });
  const [{ doctorDocument }, { doctorText, isIll }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/doctor.ts'),
  ]);
  await present(
    session,
    () => doctorDocument(diagnosis),
    () => doctorText(diagnosis, session.look),
  );
  if (isIll(diagnosis)) process.exitCode = 1;
}
