/** Finds a Zendesk credential, in the environment or among the stored sign-ins, and says what is wrong with it. */
import { HttpError } from './errors.ts';
import { openLoginStore, type StoredLogin } from './login-store.ts';
import { isTokenLike, registerSecret } from './redact.ts';
import type { LoginPlace } from './stored-login.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export type ZendeskCredential =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'client'; readonly clientId: string; readonly clientSecret: string; readonly scope: string }
  | { readonly type: 'api_token'; readonly email: string; readonly apiToken: string }
  | { readonly type: 'login'; readonly place: LoginPlace; readonly login: StoredLogin };

/** What reading and writing need: https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/#scope */
export const READ_WRITE = 'read write';

/** The dates of https://developer.zendesk.com/documentation/api-basics/authentication/oauth-migration/. */
const NO_NEW_TOKENS = '2026-10-27';
const TOKENS_END = '2027-04-30';

/**
 * The credential for the account at `address`: what `readZendeskCredential` finds, else a stored sign-in. Throws `HttpError` of
 * kind `auth` with the ways to get one when there is none.
 */
export async function findZendeskCredential(env: Env, address: string, subdomain: string): Promise<ZendeskCredential> {
  const given = readZendeskCredential(env);
  if (given !== undefined) return given;
  const place = zendeskLogin(env, address, subdomain);
  const login = await place.store.read(address);
  if (login !== undefined) return { type: 'login', place, login };
  throw unusable(
    `There is no credential for ${address}: no variable holds one, and nobody is signed in.`,
    `Sign in with \`${place.command}\`; in a pipeline set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET (OAuth client credentials), or ZENDESK_OAUTH_TOKEN`,
  );
}

/** Where the sign-in to the account at `address` is kept. */
export function zendeskLogin(env: Env, address: string, subdomain: string): LoginPlace {
  const command = `supportctl login --subdomain ${subdomain}`;
  return { system: 'zendesk', store: openLoginStore(env), address, tokenPath: '/oauth/tokens', command };
}

/**
 * The first complete credential of: `ZENDESK_OAUTH_TOKEN`; `ZENDESK_CLIENT_ID` and `ZENDESK_CLIENT_SECRET`, which asks for the
 * scope in `ZENDESK_SCOPE`; `ZENDESK_EMAIL` and `ZENDESK_API_TOKEN`; undefined when none of them is set. Its secrets are
 * registered for redaction. Throws `HttpError` of kind `auth` when there is half of one, or what cannot be one.
 */
export function readZendeskCredential(env: Env): ZendeskCredential | undefined {
  const value = (name: string): string => env[name]?.trim() ?? '';
  for (const name of ['ZENDESK_OAUTH_TOKEN', 'ZENDESK_CLIENT_SECRET', 'ZENDESK_API_TOKEN']) registerSecret(value(name));
  const token = value('ZENDESK_OAUTH_TOKEN');
  if (token !== '' && !isTokenLike(token)) {
    throw unusable(
      'ZENDESK_OAUTH_TOKEN holds something that is no token: spaces, quotes or a line break.',
      'Set it to the token alone',
    );
  }
  if (token !== '') return { type: 'token', token };
  const [clientId, clientSecret] = [value('ZENDESK_CLIENT_ID'), value('ZENDESK_CLIENT_SECRET')];
  if (clientId !== '' && clientSecret !== '') {
    return { type: 'client', clientId, clientSecret, scope: value('ZENDESK_SCOPE') || READ_WRITE };
  }
  const [email, apiToken] = [value('ZENDESK_EMAIL'), value('ZENDESK_API_TOKEN')];
  if (email !== '' && apiToken !== '') return { type: 'api_token', email: email.replace(/\/token$/, ''), apiToken };
  const half = [
    ['ZENDESK_CLIENT_ID', 'ZENDESK_CLIENT_SECRET'],
    ['ZENDESK_CLIENT_SECRET', 'ZENDESK_CLIENT_ID'],
    ['ZENDESK_EMAIL', 'ZENDESK_API_TOKEN'],
    ['ZENDESK_API_TOKEN', 'ZENDESK_EMAIL'],
  ].find(([set]) => value(set ?? '') !== '');
  if (half === undefined) return undefined;
  throw unusable(`${half[0]} is set and ${half[1]} is not.`, `Set both, or neither to use a sign-in`);
}

/** Which credential it is, in words, without its secrets. */
export function describeCredential(credential: ZendeskCredential): string {
  switch (credential.type) {
    case 'token':
      return 'the OAuth token in ZENDESK_OAUTH_TOKEN';
    case 'client':
      return `the OAuth client "${credential.clientId}" in ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET (client credentials)`;
    case 'api_token':
      return `the API token in ZENDESK_API_TOKEN, as ${credential.email}`;
    case 'login':
      return `the sign-in of ${credential.login.who} in ${credential.place.store.file}`;
    default:
      return credential satisfies never;
  }
}

/** What to look at when the platform does not accept a credential. */
export function cureFor(credential: ZendeskCredential): string {
  switch (credential.type) {
    case 'token':
      return 'Check ZENDESK_OAUTH_TOKEN: it is wrong, has expired or was revoked; or unset it and sign in with `supportctl login`';
    case 'client':
      return 'Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET against the OAuth client in the admin pages';
    case 'api_token':
      return 'Check ZENDESK_EMAIL and ZENDESK_API_TOKEN; tokens that nobody used for 30 days are deactivated';
    case 'login':
      return `Sign in again: ${credential.place.command}`;
    default:
      return credential satisfies never;
  }
}

function unusable(message: string, cure: string): HttpError {
  const data = { system: 'zendesk', method: '', path: '', status: 0, kind: 'auth', outcome: 'not_sent' } as const;
  return new HttpError({ ...data, message, cure });
}

/** What a person should know about this kind of credential on the day `today`. */
export function credentialWarnings(credential: ZendeskCredential, today: Date): readonly string[] {
  if (credential.type !== 'api_token') return [];
  const day = today.toISOString().slice(0, 10);
  const cure = 'Create an OAuth client and set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET.';
  if (day >= TOKENS_END) return [`Zendesk API tokens stopped working on ${TOKENS_END}. ${cure}`];
  const days = Math.round((Date.parse(TOKENS_END) - Date.parse(day)) / 86_400_000);
  const created = day >= NO_NEW_TOKENS ? 'cannot be created since' : 'can no longer be created from';
  const left = days === 1 ? 'in 1 day' : `in ${days} days`;
  return [`Zendesk API tokens ${created} ${NO_NEW_TOKENS} and stop working on ${TOKENS_END} (${left}). ${cure}`];
}
