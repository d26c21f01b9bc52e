/** Finds a Zendesk credential in the environment and says what is wrong with it. */
import { HttpError } from './errors.ts';
import { registerSecret } from './redact.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export type ZendeskCredential =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'client'; readonly clientId: string; readonly clientSecret: string }
  | { readonly type: 'api_token'; readonly email: string; readonly apiToken: string };

/** The dates of https://developer.zendesk.com/documentation/api-basics/authentication/oauth-migration/. */
const NO_NEW_TOKENS = '2026-10-27';
const TOKENS_END = '2027-04-30';

/**
 * The first complete credential of: `ZENDESK_OAUTH_TOKEN`; `ZENDESK_CLIENT_ID` and `ZENDESK_CLIENT_SECRET`; `ZENDESK_EMAIL`
 * and `ZENDESK_API_TOKEN`. Its secrets are registered for redaction. Throws `HttpError` of kind `auth` that names the
 * variables when there is none.
 */
export function readZendeskCredential(env: Env): ZendeskCredential {
  const value = (name: string): string => env[name]?.trim() ?? '';
  for (const name of ['ZENDESK_OAUTH_TOKEN', 'ZENDESK_CLIENT_SECRET', 'ZENDESK_API_TOKEN']) registerSecret(value(name));
  const token = value('ZENDESK_OAUTH_TOKEN');
  if (token !== '') return { type: 'token', token };
  const [clientId, clientSecret] = [value('ZENDESK_CLIENT_ID'), value('ZENDESK_CLIENT_SECRET')];
  if (clientId !== '' && clientSecret !== '') return { type: 'client', clientId, clientSecret };
  const [email, apiToken] = [value('ZENDESK_EMAIL'), value('ZENDESK_API_TOKEN')];
  if (email !== '' && apiToken !== '') return { type: 'api_token', email: email.replace(/\/token$/, ''), apiToken };
  const half = [
    ['ZENDESK_CLIENT_ID', 'ZENDESK_CLIENT_SECRET'],
    ['ZENDESK_CLIENT_SECRET', 'ZENDESK_CLIENT_ID'],
    ['ZENDESK_EMAIL', 'ZENDESK_API_TOKEN'],
    ['ZENDESK_API_TOKEN', 'ZENDESK_EMAIL'],
  ].find(([set]) => value(set ?? '') !== '');
  throw new HttpError({
    system: 'zendesk',
    method: '',
    path: '',
    status: 0,
    kind: 'auth',
    outcome: 'not_sent',
    message: half
      ? `${half[0]} is set and ${half[1]} is not.`
      : 'No Zendesk credential: set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET (OAuth client credentials), or ZENDESK_OAUTH_TOKEN.',
  });
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
