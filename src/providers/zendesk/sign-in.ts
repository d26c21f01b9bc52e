/** A person's sign-in to Zendesk: the authorization code grant with PKCE for a public OAuth client, and its end. */
import { fail } from '../../core/diagnostic.ts';
import type { ConnectOptions, SignedIn, SignedOut, SignInFlow, SignInOptions } from '../../core/provider.ts';
import { type Authorization, beginAuthorization } from '../../http/authorization-code.ts';
import { HttpError } from '../../http/errors.ts';
import { isObject, numberAt } from '../../http/json.ts';
import type { StoredLogin } from '../../http/login-store.ts';
import { LIFETIMES, type LoginPlace, loginOf } from '../../http/stored-login.ts';
import { requestToken } from '../../http/token-endpoint.ts';
import { createTrace } from '../../http/trace.ts';
import { createTransport } from '../../http/transport.ts';
import { READ_WRITE, readZendeskCredential, zendeskLogin } from '../../http/zendesk-credentials.ts';
import { createZendeskClient, type ZendeskClient, zendeskAddress } from './client.ts';
import { signInProblem } from './connecting.ts';

const REGISTERING =
  'Admin Center, Apps and integrations, APIs, OAuth clients: add one of the kind "Public" with this redirect URL';

/**
 * Begins the grant (https://developer.zendesk.com/documentation/api-basics/authentication/oauth-pkce). Throws `SupportctlError` where
 * there is no client or no such address.
 */
export async function begin(options: SignInOptions): Promise<SignInFlow> {
  try {
    const place = placeOf(options);
    const clientId = options.clientId ?? (await place.store.read(place.address))?.clientId ?? noClient(options);
    const scope = options.readOnly ? 'read' : READ_WRITE;
    const authorization = beginAuthorization({
      system: 'zendesk',
      page: `${place.address}/oauth/authorizations/new`,
      clientId,
      scope,
      redirectUri: options.redirectUri,
    });
    const begun = { options, place, clientId, scope, authorization };
    return {
      url: authorization.url,
      foreign: authorization.foreign,
      finish: async (returned) => {
        try {
          return await finish(begun, returned);
        } catch (error) {
          throw signInProblem(error, 'Begin again: supportctl login');
        }
      },
    };
  } catch (error) {
    throw signInProblem(error, 'Check --subdomain, or ZENDESK_SUBDOMAIN');
  }
}

function placeOf({ env, subdomain }: ConnectOptions): LoginPlace {
  return zendeskLogin(env, zendeskAddress(env, subdomain), subdomain);
}

function noClient({ redirectUri }: SignInOptions): never {
  return fail('SIGN_IN', 'Which OAuth client? Give its identifier with --client-id', {
    hint: `${REGISTERING}: ${redirectUri}`,
  });
}

interface Begun {
  readonly options: SignInOptions;
  readonly place: LoginPlace;
  readonly clientId: string;
  readonly scope: string;
  readonly authorization: Authorization;
}

async function finish(begun: Begun, returned: string): Promise<SignedIn> {
  const { options, place, clientId, scope, authorization } = begun;
  const grant = {
    grant_type: 'authorization_code',
    code: authorization.codeIn(returned),
    code_verifier: authorization.verifier,
    redirect_uri: options.redirectUri,
    scope,
    ...LIFETIMES,
  };
  const trace = createTrace(options.trace);
  const transport = createTransport({ system: 'zendesk', baseUrl: place.address, trace });
  // A code works once: asking again would only hide why the first reply was lost.
  const request = { system: 'zendesk', path: place.tokenPath, clientId, grant, repeatable: false };
  const granted = await requestToken(request, transport).finally(() => transport.close());
  const login = { clientId, who: '', ...loginOf(granted, { scope }, Date.now()) };
  const me = await whoIs(options, login);
  const identity = me.email || me.id;
  if (me.role === 'end-user') {
    return fail('SIGN_IN', `Zendesk knows ${identity} as a customer, who may not read settings`, {
      hint: 'Sign out of Zendesk in the browser, and sign in as an admin or an agent',
    });
  }
  await place.store.change(place.address, async () => ({ ...login, who: identity }));
  const overruledBy = overruling(options);
  return {
    account: options.subdomain,
    identity,
    role: me.role,
    scopes: login.scope.split(' '),
    file: place.store.file,
    ...(overruledBy === undefined ? {} : { overruledBy }),
  };
}

/** Asked with the new token before it is stored: what opens nothing is no sign-in. */
async function whoIs(
  options: SignInOptions,
  login: StoredLogin,
): Promise<Awaited<ReturnType<ZendeskClient['whoami']>>> {
  const client = createZendeskClient({
    env: options.env,
    subdomain: options.subdomain,
    credential: { type: 'token', token: login.accessToken },
    trace: createTrace(options.trace),
  });
  return await client.whoami().finally(() => client.close());
}

/** The variables whose credential is used instead of a sign-in. */
function overruling({ env }: ConnectOptions): string | undefined {
  try {
    const given = readZendeskCredential(env);
    if (given?.type === 'token') return 'ZENDESK_OAUTH_TOKEN';
    if (given?.type === 'client') return 'ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET';
    return given === undefined ? undefined : 'ZENDESK_EMAIL and ZENDESK_API_TOKEN';
  } catch {
    return undefined;
  }
}

/**
 * Revokes by the token's id: to revoke "the current one" is answered with success and, as users report, not always done
 * (https://support.zendesk.com/hc/en-us/community/posts/5537132288282). An access token that has run out is renewed first, so that
 * its refresh token ends too.
 */
export async function end(options: ConnectOptions): Promise<SignedOut> {
  const { env, subdomain } = options;
  try {
    const place = placeOf(options);
    const login = await place.store.read(place.address);
    if (login === undefined) return { account: subdomain, found: false };
    const credential = { type: 'login', place, login } as const;
    const client = createZendeskClient({ env, subdomain, credential, trace: createTrace(options.trace) });
    const notRevoked = await revoke(client).finally(() => client.close());
    await place.store.change(place.address, async () => undefined);
    return { account: subdomain, found: true, ...(notRevoked === undefined ? {} : { notRevoked }) };
  } catch (error) {
    throw signInProblem(error, 'Check --subdomain, or ZENDESK_SUBDOMAIN');
  }
}

/** Why it could not be revoked; undefined where it is. */
async function revoke(client: ZendeskClient): Promise<string | undefined> {
  try {
    const { body } = await client.request({ method: 'GET', path: '/api/v2/oauth/tokens/current' });
    const id = isObject(body) ? numberAt(body.token, 'id') : undefined;
    if (id === undefined) return 'Zendesk does not say which token it is.';
    await client.request({ method: 'DELETE', path: `/api/v2/oauth/tokens/${id}` });
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // It is no credential any more.
    return error.kind === 'auth' ? undefined : error.message;
  }
}
