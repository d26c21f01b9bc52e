/** Signs requests with access tokens that are fetched when needed and renewed before they run out. */
import type { Clock } from './clock.ts';
import { HttpError } from './errors.ts';
import { numberAt, textAt } from './json.ts';
import { registerSecret } from './redact.ts';
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
    const granted = await requestToken(client, transport);
    // A token that lives shorter than the margin is used for half its life.
    const life = granted.seconds * 1000;
    current = { header: granted.header, until: clock.now() + Math.max(life - MARGIN_MS, life / 2) };
    return granted.header;
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

async function requestToken(
  client: ClientCredentials,
  transport: Transport,
): Promise<{ readonly header: string; readonly seconds: number }> {
  const { system, tokenPath: path, scope } = client;
  const reply = await transport
    .send({
      method: 'POST',
      path,
      // A token that nobody received does no harm, so a lost reply may be asked for again.
      write: false,
      idempotent: true,
      body: {
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.clientSecret,
        scope,
      },
    })
    .catch((error: unknown) => {
      throw error instanceof HttpError ? explain(error, client) : error;
    });
  const token = textAt(reply.body, 'access_token');
  registerSecret(token);
  const data = { system, method: 'POST', path, status: reply.status } as const;
  if (token === undefined) {
    throw new HttpError({
      ...data,
      kind: 'bad_reply',
      outcome: 'refused',
      message: 'The reply to the sign-in holds no token.',
    });
  }
  // An unknown scope still gives a token, one that is refused everywhere.
  const granted = textAt(reply.body, 'scope')?.split(/[\s,]+/);
  const missing = granted === undefined ? [] : scope.split(/\s+/).filter((word) => !granted.includes(word));
  if (missing.length > 0) {
    const message = `The sign-in asked for the scope "${scope}" and was given "${granted?.join(' ')}": ${missing.join(' ')} is missing. Check the OAuth client's scopes.`;
    throw new HttpError({ ...data, kind: 'forbidden', outcome: 'refused', message });
  }
  return { header: `Bearer ${token}`, seconds: numberAt(reply.body, 'expires_in') ?? 1800 };
}

function explain(error: HttpError, client: ClientCredentials): HttpError {
  if (error.kind !== 'invalid' && error.kind !== 'auth' && error.kind !== 'forbidden') return error;
  const { system, method, path, status, outcome, fields } = error;
  const message = `The OAuth client "${client.clientId}" could not sign in: ${error.message}`;
  return new HttpError({ system, method, path, status, outcome, fields, message, kind: 'auth', cause: error });
}
