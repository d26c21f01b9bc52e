/** Makes Authorization headers: from a client's own id and secret, or from one that never changes. */
import type { Clock } from './clock.ts';
import { HttpError } from './errors.ts';
import { registerSecret } from './redact.ts';
import { requestToken } from './token-endpoint.ts';
import type { Auth, Transport } from './transport.ts';

export interface ClientCredentials {
  readonly system: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Words separated by spaces. */
  readonly scope: string;
  /** Where tokens are given, such as `/oauth/tokens`. */
  readonly tokenPath: string;
}

/** A token is renewed this long before its end. */
const MARGIN_MS = 60_000;

/** The moment from which a token is renewed; one that lives shorter than the margin is used for half its life. Milliseconds. */
export function renewAt(now: number, seconds: number): number {
  const life = seconds * 1000;
  return now + Math.max(life - MARGIN_MS, life / 2);
}

/**
 * The grant `client_credentials` (https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/). One token
 * serves all callers and lives in memory only. `transport` must not sign its requests. Throws `HttpError`: kind `auth` when
 * the client is not accepted, `forbidden` when the token allows less than was asked for.
 */
export function clientCredentials(client: ClientCredentials, transport: Transport, clock: Clock): Auth {
  registerSecret(client.clientSecret);
  let current: { readonly header: string; readonly until: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const { system, tokenPath: path, clientId, clientSecret, scope } = client;
    const grant = { grant_type: 'client_credentials', client_secret: clientSecret, scope };
    const granted = await requestToken({ system, path, clientId, grant, repeatable: true }, transport);
    refuseLess(client, granted.scopes);
    current = { header: `Bearer ${granted.accessToken}`, until: renewAt(clock.now(), granted.seconds) };
    return current.header;
  }

  return {
    async header() {
      if (current !== undefined && clock.now() < current.until) return current.header;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      return await fetching;
    },
    async renew(refused) {
      if (current?.header === refused) current = undefined;
      return true;
    },
  };
}

/** A header that never changes. */
export function fixedHeader(header: string): Auth {
  registerSecret(header.replace(/^\w+ /, ''));
  return { header: async () => header };
}

/** An unknown scope still gives a token, one that is refused everywhere. */
function refuseLess({ system, tokenPath: path, scope }: ClientCredentials, granted?: readonly string[]): void {
  const missing = granted === undefined ? [] : scope.split(/\s+/).filter((word) => !granted.includes(word));
  if (missing.length === 0) return;
  const message = `The sign-in asked for the scope "${scope}" and was given "${granted?.join(' ')}": ${missing.join(' ')} is missing.`;
  const cure = 'Allow the OAuth client that scope, or ask for less with ZENDESK_SCOPE';
  const data = { system, method: 'POST', path, status: 200, message, cure } as const;
  throw new HttpError({ ...data, kind: 'forbidden', outcome: 'refused' });
}
