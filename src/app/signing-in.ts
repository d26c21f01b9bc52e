/** A person signs in and out: the platform's part is the provider's, the way back from the browser is here. */
import { fail } from '../core/diagnostic.ts';
import type { SignedIn, SignedOut, SignIn, SignInFlow } from '../core/provider.ts';
import type { Clock } from '../http/clock.ts';
import { systemClock } from '../http/clock.ts';
import { awaitReturn, redirectUri } from '../http/loopback.ts';
import { providers } from '../providers/registry.ts';
import type { LoginOptions, LoginUi, LogoutOptions } from './contract.ts';

/** A person who has not come back from the browser by then will not. */
const PATIENCE_MS = 10 * 60_000;

/** Signs in by the browser. Throws a `SupportctlError` where it is refused, does not come back, or cannot be listened for. */
export async function login(options: LoginOptions, ui: LoginUi): Promise<SignedIn> {
  const { clientId, port, provider, readOnly, subdomain, trace, variables } = options;
  const flow = await signInOf(provider).begin({
    env: variables,
    subdomain,
    readOnly,
    redirectUri: redirectUri(port),
    ...(clientId === undefined ? {} : { clientId }),
    ...(trace === undefined ? {} : { trace }),
  });
  if (ui.paste === undefined) return await byLoopback(flow, port, ui, systemClock(variables));
  ui.open(flow.url);
  return await flow.finish((await ui.paste()).trim());
}

async function byLoopback(flow: SignInFlow, port: number, ui: LoginUi, clock: Clock): Promise<SignedIn> {
  const returning = await awaitReturn(port, flow.foreign).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return fail('PORT_IN_USE', `Port ${port} of this machine cannot be listened on (${code})`, {
      hint: 'Use --paste; or --port with another one, whose redirect address is registered with the OAuth client',
    });
  });
  const waiting = new AbortController();
  try {
    ui.open(flow.url);
    const late = clock.sleep(PATIENCE_MS, waiting.signal).then(() => undefined);
    // It rejects when the waiting is over, which nobody is to hear of.
    late.catch(() => undefined);
    const address = await Promise.race([returning.address, late]);
    if (address === undefined) {
      return fail('SIGN_IN', 'Nobody came back from the browser within ten minutes', {
        hint: 'Begin again; with --paste where the browser runs on another machine',
      });
    }
    return await flow.finish(address);
  } finally {
    waiting.abort();
    returning.close();
  }
}

/** Revokes and removes a sign-in. */
export async function logout({ provider, subdomain, trace, variables }: LogoutOptions): Promise<SignedOut> {
  return await signInOf(provider).end({ env: variables, subdomain, ...(trace === undefined ? {} : { trace }) });
}

function signInOf(name: string): SignIn {
  const provider = providers.find((own) => own.name === name);
  const able = providers.filter((own) => own.signIn !== undefined).map((own) => own.name);
  const hint = `Signing in is for ${able.join(', ')}; \`supportctl doctor\` names the variables that others need`;
  if (provider === undefined) return fail('NO_PROVIDER', `there is no provider ${name}`, { hint });
  return (
    provider.signIn ?? fail('SIGN_IN', `${provider.title} gives out tokens and has no sign-in for programs`, { hint })
  );
}
