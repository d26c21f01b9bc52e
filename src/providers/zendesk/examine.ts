/** What `doctor` looks at in a Zendesk account: each thing with what it means and how it is mended. Nothing is written. */
import type { Examination, ExamineOptions, Finding } from '../../core/provider.ts';
import { HttpError } from '../../http/errors.ts';
import type { Query, Reply } from '../../http/transport.ts';
import {
  describeCredential,
  READ_WRITE,
  type ZendeskCredential,
  zendeskLogin,
} from '../../http/zendesk-credentials.ts';
import { type Binding, nativeIn } from './binding.ts';
import { identityOf, type ZendeskClient, zendeskAddress } from './client.ts';
import { cureOf, type Opened, openClient } from './connecting.ts';
import { createFeatures } from './features.ts';

interface Subject extends Opened {
  readonly options: ExamineOptions;
  readonly bindings: readonly Binding[];
}

/** A clock that is off by less is no matter: the header `Date` counts whole seconds, and replies take their time. */
const SKEW_MS = 120_000;
/** Fewer requests left than this part of the limit is worth a word. */
const SCARCE = 0.1;

/** Everything that could be told; after a failed sign-in, what led there. */
export async function examineZendesk(options: ExamineOptions, bindings: readonly Binding[]): Promise<Examination> {
  let opened: Opened | undefined;
  try {
    opened = await openClient(options);
    const subject = { ...opened, options, bindings };
    const about = await aboutCredential(subject);
    const first = await signIn(subject);
    if ('failed' in first) return { findings: [...about, ...first.failed] };
    const { role } = identityOf(first.reply);
    const scopes = await scopesOf(subject);
    const more = await Promise.all([aboutScopes(subject, scopes), aboutKinds(subject, scopes, role)]);
    return {
      account: opened.client.account,
      findings: [...about, ...aboutPerson(first.reply), ...more.flat(), ...aboutReply(subject, first.reply)],
    };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const hint = cureOf(error, opened?.credential);
    return { findings: [{ check: 'credential', status: 'error', summary: error.message, hint }] };
  } finally {
    opened?.client.close();
  }
}

/** Where it is sent, which one it is, whether it ends on a known day, and which other it keeps from being used. */
async function aboutCredential({ client, credential, options }: Subject): Promise<readonly Finding[]> {
  const { env, subdomain } = options;
  const place = zendeskLogin(env, zendeskAddress(env, subdomain), subdomain);
  const by = env.SUPPORTCTL_ZENDESK_URL?.trim() ? ', as SUPPORTCTL_ZENDESK_URL says' : '';
  const findings: Finding[] = [
    { check: 'address', status: 'ok', summary: `Speaks to ${place.address}${by}.` },
    { check: 'credential', status: 'ok', summary: `Uses ${describeCredential(credential)}.` },
    ...client.warnings.map((summary): Finding => ({ check: 'credential', status: 'warning', summary })),
  ];
  if (credential.type === 'login') {
    if (await place.store.isOpenToOthers()) {
      const { file } = place.store;
      const summary = `Others on this machine may read the sign-ins in ${file}.`;
      findings.push({ check: 'credential', status: 'warning', summary, hint: `chmod 600 '${file}'` });
    }
    return findings;
  }
  const other = await place.store.read(place.address).catch(() => undefined);
  if (other === undefined) return findings;
  const summary = `The variables win over the sign-in of ${other.who}, which is not used.`;
  return [...findings, { check: 'credential', status: 'ok', summary }];
}

/** The first request: it tells whether there is such an account and who we are in it. */
async function signIn({ client, credential, options }: Subject): Promise<{ reply: Reply } | { failed: Finding[] }> {
  try {
    return { reply: await client.request({ method: 'GET', path: '/api/v2/users/me' }) };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const hint = cureOf(error, credential);
    switch (error.kind) {
      case 'auth':
      case 'anonymous':
        return { failed: [{ check: 'sign-in', status: 'error', summary: error.message, hint }] };
      case 'forbidden': {
        const refused = `The token is refused even where it asks who it is: its scope lacks "read", or holds a word that Zendesk does not know. ${error.message}`;
        const summary = error.cure === undefined ? refused : error.message;
        return { failed: [{ check: 'scopes', status: 'error', summary, hint }] };
      }
      case 'not_found':
      case 'no_endpoint':
      case 'bad_reply':
      case 'refused_redirect': {
        const summary = `There is no Zendesk account "${options.subdomain}". ${error.message}`;
        return { failed: [{ check: 'tenant', status: 'error', summary, hint }] };
      }
      default:
        return { failed: [{ check: 'tenant', status: 'error', summary: error.message, hint }] };
    }
  }
}

function aboutPerson(reply: Reply): readonly Finding[] {
  const { email, id, role } = identityOf(reply);
  const who = email || id;
  if (role === 'admin') return [{ check: 'role', status: 'ok', summary: `Signed in as ${who}, an admin.` }];
  if (role === 'end-user') {
    const hint = 'Use the credential of an admin';
    return [{ check: 'role', status: 'error', summary: `${who} is a customer here, who may not read settings.`, hint }];
  }
  const summary = `Signed in as ${who}, an agent: plan reads what agents may read, and apply cannot write settings.`;
  return [{ check: 'role', status: 'warning', summary, hint: 'For apply, use the credential of an admin' }];
}

/** What the token may do; undefined where it cannot be told, or where it may do all that its user may. */
async function scopesOf({ client, credential }: Subject): Promise<readonly string[] | undefined> {
  if (credential.type === 'api_token') return undefined;
  try {
    const { body } = await client.request({ method: 'GET', path: '/api/v2/oauth/tokens/current' });
    const scopes = nativeIn(body, 'token')?.scopes;
    return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return credential.type === 'login' ? credential.login.scope.split(' ') : undefined;
  }
}

async function aboutScopes({ credential }: Subject, scopes: readonly string[] | undefined): Promise<Finding[]> {
  const check = 'scopes';
  if (credential.type === 'api_token') {
    return [{ check, status: 'ok', summary: 'An API token has no scopes: it may do all that its user may.' }];
  }
  if (scopes === undefined) {
    const summary = 'Zendesk does not tell this token its scopes; they seem to name single resources only.';
    return [{ check, status: 'warning', summary, hint: 'Use a token with the scopes "read" and "write"' }];
  }
  const granted = scopes.join(' ');
  const missing = READ_WRITE.split(' ').filter((word) => !scopes.includes(word));
  if (missing.length === 0) return [{ check, status: 'ok', summary: `The token may read and write ("${granted}").` }];
  if (!missing.includes('read')) {
    const summary = `The token may read only ("${granted}"): plan, drift, import and doctor work, apply does not.`;
    return [{ check, status: 'warning', summary, hint: again(credential, 'read write') }];
  }
  const summary = `The token has the scopes "${granted}" and lacks "read": only what they name can be read, and the rest is left out of a plan.`;
  return [{ check, status: 'warning', summary, hint: again(credential, 'read') }];
}

function again(credential: ZendeskCredential, scope: string): string {
  if (credential.type === 'login') return `For apply, sign in again without --read-only: ${credential.place.command}`;
  if (credential.type === 'client')
    return `For apply, set ZENDESK_SCOPE to "${scope}" and allow it to the OAuth client`;
  return `Use a token with the scope "${scope}"`;
}

/** Whether the kinds that the spec has can be read here, by asking for one object of each. */
async function aboutKinds(
  { bindings, client, credential, options }: Subject,
  scopes: readonly string[] | undefined,
  role: string,
): Promise<readonly Finding[]> {
  const wanted = bindings.filter(({ kind, derived }) => options.kinds.includes(kind.name) && derived === undefined);
  if (wanted.length === 0) return [];
  const closedFor = createFeatures(client);
  const asked = await Promise.all(
    wanted.map(async (binding) => ({
      binding,
      closed: await closedFor(binding),
      refused: await refusal(client, binding),
    })),
  );
  const off = asked.flatMap(({ binding: { feature }, closed }) =>
    typeof feature === 'object' && closed !== undefined ? [closed] : [],
  );
  const check = 'kinds';
  const switchedOff = off.map((reason): Finding => {
    const summary = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}; plan and apply leave them out.`;
    return { check, status: 'warning', summary };
  });
  const refused = asked
    .filter(
      ({ binding: { feature }, closed, refused }) => refused || (typeof feature === 'string' && closed !== undefined),
    )
    .map(({ binding }) => binding.kind.plural);
  return [...switchedOff, ...aboutRefused(wanted, refused, credential, scopes, role)];
}

function aboutRefused(
  wanted: readonly Binding[],
  refused: readonly string[],
  credential: ZendeskCredential,
  scopes: readonly string[] | undefined,
  role: string,
): readonly Finding[] {
  const check = 'kinds';
  if (refused.length === 0) {
    const names = wanted.map(({ kind }) => kind.plural).join(', ');
    return [{ check, status: 'ok', summary: `What the spec has can be read: ${names}.` }];
  }
  const names = refused.join(', ');
  const left = 'plan and apply leave them out';
  if (credential.type !== 'api_token' && scopes?.includes('read') !== true) {
    const summary = `Not opened by the token's scopes, or not in the account's plan: ${names}; ${left}.`;
    return [{ check, status: 'warning', summary, hint: 'Use a token with the scope "read"' }];
  }
  if (role !== 'admin') {
    const summary = `Not open to an agent, or not in the account's plan: ${names}; ${left}.`;
    return [{ check, status: 'warning', summary, hint: 'Use the credential of an admin' }];
  }
  const summary = `The account's plan has no ${names}; ${left}.`;
  const hint = 'Take them out of the spec, or upgrade the account: https://www.zendesk.com/pricing/';
  return [{ check, status: 'warning', summary, hint }];
}

async function refusal(client: ZendeskClient, { endpoint, below }: Binding): Promise<boolean> {
  try {
    await client.request({
      method: 'GET',
      path: endpoint.path,
      // What has a list for each owner is asked of the list of owners.
      ...(below === undefined ? { query: { ...endpoint.query, ...oneOf(endpoint.paging) } } : {}),
    });
    return false;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // An account without a help center has no such endpoint; that is not the plan's doing.
    return error.kind === 'forbidden' || (error.kind === 'no_endpoint' && endpoint.perBrand !== true);
  }
}

function oneOf(paging: Binding['endpoint']['paging']): Query {
  if (paging === 'cursor') return { 'page[size]': 1 };
  return paging === 'offset' ? { per_page: 1 } : {};
}

/** What the headers of a reply tell: the time there, and the requests that are left. */
function aboutReply({ options }: Subject, { headers }: Reply): readonly Finding[] {
  return [...aboutClock(options, headers.date), ...aboutLimit(headers)];
}

function aboutClock({ now }: ExamineOptions, date: string | undefined): readonly Finding[] {
  const there = Date.parse(date ?? '');
  if (Number.isNaN(there)) return [];
  const off = now() - there;
  const check = 'clock';
  if (Math.abs(off) <= SKEW_MS) return [{ check, status: 'ok', summary: 'The clock agrees with that of Zendesk.' }];
  const minutes = Math.round(Math.abs(off) / 60_000);
  const summary = `This machine's clock is ${minutes} minutes ${off > 0 ? 'ahead of' : 'behind'} that of Zendesk: tokens seem to end at the wrong time, and the times in logs mislead.`;
  const hint = 'Set the clock, such as with `timedatectl set-ntp true`';
  return [{ check, status: 'warning', summary, hint }];
}

function aboutLimit(headers: Reply['headers']): readonly Finding[] {
  const total = Number(headers['x-rate-limit'] ?? headers['ratelimit-limit']);
  const left = Number(headers['x-rate-limit-remaining'] ?? headers['ratelimit-remaining']);
  if (!(total > 0) || Number.isNaN(left)) return [];
  const summary = `${left} of ${total} requests a minute are left.`;
  if (left > total * SCARCE) return [{ check: 'rate limit', status: 'ok', summary }];
  const hint = 'Something else uses the limit up; supportctl waits its turn, which takes longer';
  return [{ check: 'rate limit', status: 'warning', summary, hint }];
}
