/** From the environment to a client: which account, which credential, and what to say when that fails. */
import { SupportctlError } from '../../core/diagnostic.ts';
import type { ConnectOptions } from '../../core/provider.ts';
import { HttpError } from '../../http/errors.ts';
import { createTrace } from '../../http/trace.ts';
import { cureFor, findZendeskCredential, type ZendeskCredential } from '../../http/zendesk-credentials.ts';
import { createZendeskClient, type ZendeskClient, zendeskAddress } from './client.ts';

export interface Opened {
  readonly client: ZendeskClient;
  readonly credential: ZendeskCredential;
}

/** A client with the credential that is in use; nothing was sent yet. Throws `HttpError`. */
export async function openClient(options: ConnectOptions): Promise<Opened> {
  const { env, subdomain, concurrency } = options;
  const credential = await findZendeskCredential(env, zendeskAddress(env, subdomain), subdomain);
  const client = createZendeskClient({
    env,
    subdomain,
    credential,
    trace: createTrace(options.trace),
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  return { client, credential };
}

/** What a person does about a failed first request. */
export function cureOf(error: HttpError, credential: ZendeskCredential | undefined): string {
  if (error.cure !== undefined) return error.cure;
  switch (error.kind) {
    case 'auth':
    case 'anonymous':
      return credential === undefined ? 'supportctl login' : cureFor(credential);
    case 'forbidden':
      return 'Give the token the scope "read", and "write" for apply; a scope that Zendesk does not know makes a token that is refused everywhere';
    case 'rate_limited':
    case 'server':
    case 'timeout':
      return 'Try again in a few minutes';
    case 'network':
      return 'Check the network, and ZENDESK_SUBDOMAIN';
    default:
      return 'Check the subdomain: for https://acme.zendesk.com it is acme';
  }
}

/** The error for a person: a `SupportctlError` of the code `SIGN_IN`; what is no `HttpError` stays as it is. */
export function signInProblem(error: unknown, cure: string): unknown {
  if (!(error instanceof HttpError)) return error;
  const hint = error.cure ?? cure;
  return new SupportctlError([{ code: 'SIGN_IN', severity: 'error', summary: error.message, hint }]);
}
