/** The part of a sign-in that a person takes: an address to open, and what the browser brings back (RFC 6749 4.1, RFC 7636). */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseUrl } from './address.ts';
import { HttpError } from './errors.ts';
import { registerSecret } from './redact.ts';

export interface AuthorizationRequest {
  readonly system: string;
  /** The page on which the person decides. */
  readonly page: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
}

export interface Authorization {
  /** Where the person goes. */
  readonly url: string;
  /** Proves at the token endpoint that the code is ours. */
  readonly verifier: string;
  /** Why `address` is not the answer to this request; undefined where it is. */
  foreign(address: string): string | undefined;
  /** The code in the address that the browser was sent to. Throws `HttpError` of kind `auth` where there is none. */
  codeIn(address: string): string;
}

/** A request of its own: with a state and a verifier that nobody can guess. */
export function beginAuthorization(request: AuthorizationRequest): Authorization {
  const state = randomBytes(24).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  registerSecret(verifier);
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });

  function foreign(address: string): string | undefined {
    const url = parseUrl(address);
    if (url === undefined || url.origin + url.pathname !== request.redirectUri) {
      return `It is not the address that the browser was sent to, which begins with ${request.redirectUri}?`;
    }
    return equal(url.searchParams.get('state') ?? '', state) ? undefined : 'It belongs to another sign-in.';
  }

  return {
    url: `${request.page}?${asked}`,
    verifier,
    foreign,
    codeIn(address) {
      const problem = foreign(address);
      if (problem !== undefined) throw refused(request.system, `What came back is refused. ${problem}`);
      const answer = new URL(address).searchParams;
      const error = answer.get('error');
      if (error !== null) {
        const said = answer.get('error_description') ?? error;
        throw refused(request.system, `The sign-in was not allowed: ${said.slice(0, 200)}`);
      }
      const code = answer.get('code') ?? '';
      if (code === '') throw refused(request.system, 'What came back holds no code.');
      registerSecret(code);
      return code;
    },
  };
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(system: string, message: string): HttpError {
  return new HttpError({ system, method: 'GET', path: '', status: 0, kind: 'auth', outcome: 'refused', message });
}
