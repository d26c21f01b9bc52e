/** Signs requests with a person's stored sign-in, and renews it so that processes at once do not take it from each other. */
import type { Clock } from './clock.ts';
import { HttpError } from './errors.ts';
import type { LoginStore, StoredLogin } from './login-store.ts';
import { renewAt } from './oauth.ts';
import { type Granted, requestToken } from './token-endpoint.ts';
import type { Auth, Transport } from './transport.ts';

export interface LoginPlace {
  readonly system: string;
  readonly store: LoginStore;
  /** The tenant's base address: the entry's name, so that a token goes nowhere else. */
  readonly address: string;
  /** Where tokens are given, such as `/oauth/tokens`. */
  readonly tokenPath: string;
  /** The command that signs in anew. */
  readonly command: string;
}

/** How long an access token is to live: https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/ */
export const LIFETIMES = { expires_in: 1800, refresh_token_expires_in: 2_592_000 } as const;

/**
 * A refresh token works once, so renewing is done under the store's lock: whoever comes second finds the new pair in the file
 * and uses that. `transport` must not sign its requests. Throws `HttpError` of kind `auth` with the cure where the sign-in has ended.
 */
export function storedAuth(place: LoginPlace, first: StoredLogin, transport: Transport, clock: Clock): Auth {
  let current = first;
  let renewing: Promise<StoredLogin> | undefined;

  function renewed(stale: string): Promise<StoredLogin> {
    renewing ??= renewStored(place, stale, transport, clock).finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return {
    async header() {
      if (clock.now() >= current.renewAt) current = await renewed(current.accessToken);
      return `Bearer ${current.accessToken}`;
    },
    async renew(refused) {
      if (`Bearer ${current.accessToken}` === refused) current = await renewed(current.accessToken);
      return true;
    },
  };
}

async function renewStored(place: LoginPlace, stale: string, transport: Transport, clock: Clock): Promise<StoredLogin> {
  const { system, tokenPath: path } = place;
  const next = await place.store.change(place.address, async (stored) => {
    if (stored?.refreshToken === undefined) throw ended(place, 'There is no sign-in any more');
    if (stored.accessToken !== stale && clock.now() < stored.renewAt) return stored;
    const { clientId, refreshToken, scope } = stored;
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken, scope, ...LIFETIMES };
    const granted = await requestToken({ system, path, clientId, grant, repeatable: true }, transport).catch(
      (error: unknown) => {
        throw error instanceof HttpError && error.kind === 'auth' ? ended(place, 'The sign-in has ended') : error;
      },
    );
    return { ...stored, ...loginOf(granted, stored, clock.now()) };
  });
  if (next === undefined) throw ended(place, 'There is no sign-in any more');
  return next;
}

/** What is kept of a grant; `now` in milliseconds since 1970. */
export function loginOf(
  granted: Granted,
  asked: { readonly scope: string },
  now: number,
): Omit<StoredLogin, 'clientId' | 'who'> {
  const { accessToken, refreshToken, seconds, scopes } = granted;
  return {
    accessToken,
    renewAt: renewAt(now, seconds),
    scope: scopes?.join(' ') ?? asked.scope,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

function ended(place: LoginPlace, what: string): HttpError {
  return new HttpError({
    system: place.system,
    method: 'POST',
    path: place.tokenPath,
    status: 0,
    kind: 'auth',
    outcome: 'refused',
    message: `${what}: it was revoked, was not used for too long, or its refresh token was used elsewhere.`,
    cure: `Sign in again: ${place.command}`,
  });
}
