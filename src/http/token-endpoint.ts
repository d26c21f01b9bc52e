/** Asks a platform's token endpoint for tokens, by whatever grant, and reads what it gives. */
import { HttpError } from './errors.ts';
import { numberAt, textAt } from './json.ts';
import { isTokenLike, registerSecret } from './redact.ts';
import type { Transport } from './transport.ts';

export interface TokenRequest {
  readonly system: string;
  /** Where tokens are given, such as `/oauth/tokens`. */
  readonly path: string;
  readonly clientId: string;
  /** The grant's own parameters, `grant_type` among them. */
  readonly grant: Readonly<Record<string, string | number>>;
  /** True where asking twice does no harm. */
  readonly repeatable: boolean;
}

export interface Granted {
  readonly accessToken: string;
  /** Seconds from now. */
  readonly seconds: number;
  readonly refreshToken?: string;
  /** Words, where the reply tells them. */
  readonly scopes?: readonly string[];
}

/** Where a reply does not tell how long a token lives. https://support.zendesk.com/hc/en-us/articles/9182123625370 */
const USUAL_SECONDS = 1800;

/** The tokens. `transport` must not sign its requests. Throws `HttpError`; kind `auth` when the client or grant is not accepted. */
export async function requestToken(request: TokenRequest, transport: Transport): Promise<Granted> {
  const { system, path, clientId, grant, repeatable } = request;
  const reply = await transport
    // A token that nobody received does no harm: nothing of the account was changed.
    .send({
      method: 'POST',
      path,
      write: false,
      idempotent: repeatable,
      body: { ...grant, client_id: clientId },
    })
    .catch((error: unknown) => {
      throw error instanceof HttpError ? explain(error, clientId) : error;
    });
  const accessToken = textAt(reply.body, 'access_token');
  const refreshToken = textAt(reply.body, 'refresh_token');
  registerSecret(accessToken);
  registerSecret(refreshToken);
  if (accessToken === undefined || !isTokenLike(accessToken)) {
    const message = 'The reply to the sign-in holds no token.';
    const data = { system, method: 'POST', path, status: reply.status } as const;
    throw new HttpError({ ...data, kind: 'bad_reply', outcome: 'refused', message });
  }
  const scopes = textAt(reply.body, 'scope')?.split(/[\s,]+/);
  return {
    accessToken,
    seconds: numberAt(reply.body, 'expires_in') ?? USUAL_SECONDS,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(scopes === undefined ? {} : { scopes }),
  };
}

function explain(error: HttpError, clientId: string): HttpError {
  if (error.kind !== 'invalid' && error.kind !== 'auth' && error.kind !== 'forbidden') return error;
  const { system, method, path, status, outcome, fields } = error;
  const message = `The OAuth client "${clientId}" could not sign in: ${error.message}`;
  return new HttpError({ system, method, path, status, outcome, fields, message, kind: 'auth', cause: error });
}
