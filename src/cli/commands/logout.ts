/** `supportctl logout`: the token is revoked at the platform and removed here. */
import type { Command } from 'commander';
import { withOutput } from '../flags.ts';
import { openProgress, present, tracing } from '../session.ts';
import { type TenantFlags, tenantOf, withTenant } from '../tenant.ts';

const EXAMPLES = `
Examples:
  supportctl logout --subdomain acme`;

export function logoutCommand(command: Command): Command {
  return withOutput(withTenant(command)).addHelpText('after', EXAMPLES).action(run);
}

async function run(flags: TenantFlags): Promise<void> {
  const tenant = tenantOf(flags);
  const progress = await openProgress(flags);
  const { app } = await import('../../app/index.ts');
  const signedOut = await app.logout({ ...tenant, ...tracing(flags, progress) });
  const [{ signedOutDocument }, { signedOutText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/signed-in.ts'),
  ]);
  await present(
    { format: flags.format, progress },
    () => signedOutDocument(signedOut),
    () => signedOutText(signedOut),
  );
}
