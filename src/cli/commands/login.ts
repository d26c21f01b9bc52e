/** `supportctl login`: a person signs in, in a browser; the token is kept for the commands that follow. */
import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber, withOutput } from '../flags.ts';
import { openProgress, present, tracing } from '../session.ts';
import { type TenantFlags, tenantOf, withTenant } from '../tenant.ts';
import { isInteractive, printAside } from '../terminal.ts';

interface Flags extends TenantFlags {
  readonly clientId?: string;
  readonly port: number;
  readonly paste?: true;
  readonly readOnly?: true;
}

/** What the documents tell people to register; any that is free would do. */
const PORT = 8976;

const EXAMPLES = `
It needs an OAuth client of the kind "Public" with the redirect URL http://127.0.0.1:${PORT}/callback:
Admin Center, Apps and integrations, APIs, OAuth clients. Its identifier is no secret.
In pipelines set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET instead; variables win over a sign-in.

Examples:
  supportctl login --subdomain acme --client-id supportctl
  supportctl login --subdomain acme --client-id supportctl --read-only
  supportctl login --subdomain acme --paste      (where no browser can reach this machine)`;

export function loginCommand(command: Command): Command {
  withTenant(command)
    .option('--client-id <id>', "the OAuth client's identifier (default: that of the last sign-in)")
    .option('--read-only', 'a token for plan, drift, import and doctor; apply is refused')
    .option('--paste', 'copy the address from the browser by hand, instead of waiting for it')
    .option('--port <n>', 'of this machine, where the browser comes back to', port, PORT);
  return withOutput(command).addHelpText('after', EXAMPLES).action(run);
}

async function run(flags: Flags): Promise<void> {
  const tenant = tenantOf(flags);
  const progress = await openProgress(flags);
  const { app } = await import('../../app/index.ts');
  const signedIn = await app.login(
    {
      ...tenant,
      port: flags.port,
      readOnly: flags.readOnly === true,
      ...(flags.clientId === undefined ? {} : { clientId: flags.clientId }),
      ...tracing(flags, progress),
    },
    { open, ...(flags.paste === true ? { paste } : {}) },
  );
  const [{ signedInDocument }, { signedInText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/signed-in.ts'),
  ]);
  await present(
    { format: flags.format, progress },
    () => signedInDocument(signedIn),
    () => signedInText(signedIn),
  );

  function open(url: string): void {
    printAside(`Open this in a browser, and allow supportctl in:\n\n  ${url}\n\n`);
    if (flags.paste === true || !isInteractive()) return;
    void import('../browser.ts').then(({ openBrowser }) => openBrowser(url));
  }
}

async function paste(): Promise<string> {
  const { ask } = await import('../ask.ts');
  printAside('The browser then shows a page that cannot be reached; its address is what is needed.\n');
  return await ask('Paste that address here: ');
}

function port(text: string): number {
  const n = wholeNumber(text);
  if (n < 1 || n > 65_535) throw new InvalidArgumentError('It takes a port from 1 to 65535.');
  return n;
}
