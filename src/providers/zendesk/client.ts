/** The one way to a Zendesk account: requests go through node-zendesk's client onto our transport. */
import { AsyncLocalStorage } from 'node:async_hooks';
import zendesk from 'node-zendesk';
import { parseBaseAddress } from '../../http/address.ts';
import { type Clock, systemClock, timeoutOf } from '../../http/clock.ts';
import { readErrorFields } from '../../http/error-fields.ts';
import { HttpError } from '../../http/errors.ts';
import { createWire } from '../../http/exchange.ts';
import { isObject, type JsonObject, numberAt, textAt } from '../../http/json.ts';
import { createLimiter } from '../../http/limits.ts';
import { clientCredentials, fixedHeader } from '../../http/oauth.ts';
import { type ListSpec, listAll } from '../../http/paging.ts';
import { registerSecret } from '../../http/redact.ts';
import { DEFAULT_RETRY, withRetry } from '../../http/retry.ts';
import { fetchFile, type StoredFile, storeFile } from '../../http/storage.ts';
import { storedAuth } from '../../http/stored-login.ts';
import { createTrace, type Trace } from '../../http/trace.ts';
import {
  type Auth,
  createTransport,
  encodeQuery,
  type Query,
  type Reply,
  type SendRequest,
  type Transport,
} from '../../http/transport.ts';
import { credentialWarnings, type Env, type ZendeskCredential } from '../../http/zendesk-credentials.ts';

export interface ZendeskRequest {
  readonly method: SendRequest['method'];
  /** From the root: `/api/v2/…`. */
  readonly path: string;
  readonly query?: Query;
  /** JSON data, a form, text or bytes. */
  readonly body?: unknown;
  /** The subdomain of one of the account's brands; the main one if not given. */
  readonly brand?: string;
  /** False for a request that changes nothing although it is no GET, such as a preview. */
  readonly write?: boolean;
  /** True for a POST or PATCH that may be repeated without harm. */
  readonly idempotent?: boolean;
  readonly weight?: number;
  readonly signal?: AbortSignal;
}

export type ZendeskList = Omit<ListSpec, 'system'> & { readonly brand?: string };

export interface ZendeskClient {
  /** The main subdomain, or the host of an address that names none. */
  readonly account: string;
  /** What a person should know about the credential. */
  readonly warnings: readonly string[];
  readonly trace: Trace;
  /** One request. Throws `HttpError`. */
  request(request: ZendeskRequest): Promise<Reply>;
  /** A file for a storage that Zendesk named. Throws `HttpError`. */
  store(file: Omit<StoredFile, 'system'>): Promise<Reply>;
  /** A file out of such a storage: the reply's body is its bytes. Throws `HttpError`. */
  fetch(url: string): Promise<Reply>;
  /** Lets this many milliseconds pass. */
  wait(ms: number): Promise<void>;
  /** All items of a list, or an `HttpError`. */
  list(list: ZendeskList): Promise<readonly JsonObject[]>;
  /** Who we are. Throws `HttpError` of kind `anonymous` where Zendesk answers 200 to nobody in particular. */
  whoami(): Promise<Person>;
  /** True when this brand's host can be spoken to: always, unless the base address was overridden by a fixed one. */
  canReachBrand(subdomain: string): boolean;
  /** Closes idle connections. */
  close(): void;
}

export interface ZendeskClientOptions {
  readonly env: Env;
  /** Who we are. */
  readonly credential: ZendeskCredential;
  /** `ZENDESK_SUBDOMAIN` if not given. */
  readonly subdomain?: string;
  /** Requests in flight at most; 8 if not given. */
  readonly concurrency?: number;
  readonly clock?: Clock;
  readonly trace?: Trace;
  readonly timeoutMs?: number;
  readonly today?: Date;
}

/** One for all clients: each costs every asynchronous step of the process a little. */
const beside = new AsyncLocalStorage<SendRequest>();

const ME = '/api/v2/users/me';
const SUBDOMAIN = /^[a-z0-9-]+$/;
const PLACEHOLDER = '{subdomain}';
/** For a file, there or back: one of 20 MB may take its time, and an archive may hold several. */
const FILE_MS = 300_000;
const FILE_BYTES = 100 * 1024 * 1024;

/** A client for one account. Throws `HttpError` when the credential, the subdomain or the address cannot be used. */
export function createZendeskClient(options: ZendeskClientOptions): ZendeskClient {
  const clock = options.clock ?? systemClock(options.env);
  const timeoutMs = options.timeoutMs ?? timeoutOf(options.env);
  const trace = options.trace ?? createTrace();
  const { credential } = options;
  const template = templateIn(options.env);
  const subdomain = options.subdomain ?? (options.env.ZENDESK_SUBDOMAIN?.trim() || undefined);
  const main = mainAddress(template, subdomain);
  const shared = {
    system: 'zendesk',
    baseUrl: main.url,
    clock,
    trace,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    // A local sandbox stops this process at a chosen write.
    headers: main.loopback ? { 'x-supportctl-pid': `${process.pid}` } : {},
  } as const;
  const signIn = createTransport({ ...shared, retry: { ...DEFAULT_RETRY, tries: 3 } });
  const transport = createTransport({
    ...shared,
    auth: authOf(credential, signIn, clock),
    // A credential that has run out may be answered like none at all; it is renewed then, as after a 401.
    check: ({ path }, reply) => (path === ME && personIn(reply) === undefined ? anonymous(reply) : undefined),
    limiter: createLimiter({ clock, concurrency: options.concurrency ?? 8, note: trace.note }),
  });
  const send = throughNodeZendesk(transport);
  const wire = createWire({ timeoutMs: Math.max(timeoutMs ?? 0, FILE_MS), maxBytes: FILE_BYTES });
  const canReachBrand = (brand: string): boolean => template.includes(PLACEHOLDER) || brand === subdomain;

  async function request(wanted: ZendeskRequest): Promise<Reply> {
    const { brand, write, ...rest } = wanted;
    if (brand !== undefined && !(SUBDOMAIN.test(brand) && canReachBrand(brand))) {
      throw unusable(`The help center of the brand "${brand}" cannot be reached at ${main.host}.`, {
        method: wanted.method,
        path: wanted.path,
      });
    }
    const base = brand === undefined ? main.url : parseBaseAddress(template.replaceAll(PLACEHOLDER, brand)).url;
    const reply = await send({ ...rest, write: write ?? wanted.method !== 'GET', base });
    refuseErrorsInside(reply, wanted);
    return reply;
  }

  return {
    account: subdomain ?? main.host,
    warnings: credentialWarnings(credential, options.today ?? new Date()),
    trace,
    request,
    store: (file) => storeFile({ ...file, system: shared.system }, wire, trace),
    fetch: (url) => {
      // For all tries together.
      const signal = AbortSignal.timeout(FILE_MS);
      const place = { system: shared.system, url, signal };
      return withRetry({ method: 'GET', signal }, DEFAULT_RETRY, clock, () => fetchFile(place, wire, trace));
    },
    wait: (ms) => clock.sleep(ms),
    list: (list) =>
      listAll({ ...list, system: 'zendesk' }, (query, signal) => request(pageRequest(list, query, signal))),
    whoami: async () => identityOf(await request({ method: 'GET', path: ME })),
    canReachBrand,
    close() {
      transport.close();
      signIn.close();
      wire.close();
    },
  };
}

/** A reply of 200 may hold nothing but errors: then nothing was done. */
function refuseErrorsInside({ status, body }: Reply, { method, path }: ZendeskRequest): void {
  const only = isObject(body) && Object.keys(body).every((key) => key === 'errors') ? readErrorFields(body) : [];
  if (only.length === 0) return;
  const told = only.map((field) => (field.path === '' ? field.message : `${field.path}: ${field.message}`)).join('; ');
  const message = `Zendesk answered ${status}, but with errors inside. It says: ${told}`;
  const outcome = method === 'GET' ? 'not_sent' : 'refused';
  throw new HttpError({ system: 'zendesk', method, path, status, kind: 'invalid', outcome, message, fields: only });
}

function pageRequest(list: ZendeskList, query: Query, signal: AbortSignal | undefined): ZendeskRequest {
  return {
    method: 'GET',
    path: list.path,
    query,
    ...(list.brand === undefined ? {} : { brand: list.brand }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/**
 * Sends by node-zendesk's raw request, with our transport in place of its own. It hands a transport nothing but address,
 * method and body, so the rest travels beside the call. It loses forms, bytes and lists, which go to the transport directly.
 */
function throughNodeZendesk(
  transport: Transport,
): (request: SendRequest & { readonly base: string }) => Promise<Reply> {
  const clients = new Map<string, ReturnType<typeof zendesk.createClient>>();

  function clientAt(endpointUri: string): ReturnType<typeof zendesk.createClient> {
    const known = clients.get(endpointUri);
    if (known !== undefined) return known;
    const client = zendesk.createClient({
      endpointUri,
      useOAuth: true,
      // It refuses to work without a token; the transport signs, since a token may be renewed between two tries.
      token: 'signed-by-the-transport',
      throwOriginalException: true,
      transportConfig: {
        transportFn: (_address: string, options: { readonly body?: string }) => {
          const request = beside.getStore();
          if (request === undefined) throw new TypeError('A request came from outside of this client.');
          return transport.send({ ...request, body: options.body });
        },
        // Always 200 and without JSON: its own reading of replies takes a 429 and a 204 for results.
        responseAdapter: (reply: Reply) => ({ status: 200, headers: { get: () => null }, reply }),
      },
    });
    clients.set(endpointUri, client);
    return client;
  }

  return async (request) => {
    if (request.body !== undefined && !isObject(request.body)) return await transport.send(request);
    if (request.body instanceof FormData || request.body instanceof Uint8Array) return await transport.send(request);
    const address = request.base + request.path + encodeQuery(request.query);
    const { response } = await beside.run(request, () =>
      request.body === undefined
        ? clientAt(request.base).users._rawRequest(request.method, address)
        : clientAt(request.base).users._rawRequest(request.method, address, request.body),
    );
    const reply: Reply = response.reply;
    return reply;
  };
}

function authOf(credential: ZendeskCredential, signIn: Transport, clock: Clock): Auth {
  switch (credential.type) {
    case 'token':
      return fixedHeader(`Bearer ${credential.token}`);
    case 'api_token':
      return fixedHeader(`Basic ${Buffer.from(`${credential.email}/token:${credential.apiToken}`).toString('base64')}`);
    case 'client': {
      const { clientId, clientSecret, scope } = credential;
      registerSecret(clientSecret);
      return clientCredentials(
        { system: 'zendesk', clientId, clientSecret, scope, tokenPath: '/oauth/tokens' },
        signIn,
        clock,
      );
    }
    case 'login':
      return storedAuth(credential.place, credential.login, signIn, clock);
    default:
      return credential satisfies never;
  }
}

/** Where the account's API is, without a trailing slash. Throws `HttpError` when the subdomain or the address cannot be used. */
export function zendeskAddress(env: Env, subdomain: string): string {
  return mainAddress(templateIn(env), subdomain).url;
}

function templateIn(env: Env): string {
  return env.SUPPORTCTL_ZENDESK_URL?.trim() || `https://${PLACEHOLDER}.zendesk.com`;
}

function mainAddress(template: string, subdomain: string | undefined): ReturnType<typeof parseBaseAddress> {
  if (subdomain !== undefined && !SUBDOMAIN.test(subdomain)) {
    throw unusable(`"${subdomain}" is not a Zendesk subdomain; for https://acme.zendesk.com it is "acme".`);
  }
  if (subdomain === undefined && template.includes(PLACEHOLDER)) {
    throw unusable('No Zendesk subdomain: set ZENDESK_SUBDOMAIN, such as "acme" for https://acme.zendesk.com.');
  }
  try {
    return parseBaseAddress(template.replaceAll(PLACEHOLDER, subdomain ?? ''));
  } catch (error) {
    const message = `SUPPORTCTL_ZENDESK_URL cannot be used: ${error instanceof Error ? error.message : error}`;
    throw unusable(message, { cure: 'Unset SUPPORTCTL_ZENDESK_URL, or mend it' });
  }
}

interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: string;
}

/** Who we are, by a reply of `/users/me`. Throws `HttpError` of kind `anonymous` where it shows nobody. */
export function identityOf(reply: Reply): Person {
  const person = personIn(reply);
  if (person === undefined) throw anonymous(reply);
  return person;
}

/** https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self: nobody gets 200 and a user without id. */
function personIn(reply: Reply): Person | undefined {
  const user = isObject(reply.body) ? reply.body.user : undefined;
  const id = numberAt(user, 'id') ?? textAt(user, 'id');
  if (id === undefined) return undefined;
  return { id: `${id}`, email: textAt(user, 'email') ?? '', role: textAt(user, 'role') ?? '' };
}

function anonymous({ status }: Reply): HttpError {
  const message = 'Zendesk treats us as an anonymous visitor: the credential is wrong or has expired.';
  const data = { system: 'zendesk', method: 'GET', path: ME, status, message } as const;
  return new HttpError({ ...data, kind: 'anonymous', outcome: 'refused' });
}

function unusable(message: string, more: { method?: string; path?: string; cure?: string } = {}): HttpError {
  const data = { system: 'zendesk', method: '', path: '', status: 0, message, ...more } as const;
  return new HttpError({ ...data, kind: 'invalid', outcome: 'not_sent' });
}
