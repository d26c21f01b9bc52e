/** The one way to a platform: a request goes out signed, limited and repeated where that is safe, and comes back as data. */
import { parseBaseAddress } from './address.ts';
import { type Clock, systemClock } from './clock.ts';
import { HttpError, isHttpError } from './errors.ts';
import { createWire, type Wire, type WireReply, type WireRequest } from './exchange.ts';
import { createLimiter, type Limiter } from './limits.ts';
import { type Reply, readReply } from './reply.ts';
import { DEFAULT_RETRY, type RetryPolicy, withRetry } from './retry.ts';
import { createTrace, type Trace } from './trace.ts';

export type { Reply } from './reply.ts';

export type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;
/** Query parameters; a list repeats its name, undefined is left out. */
export type Query = Readonly<Record<string, QueryValue>>;

export interface SendRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root of the base address, without a query. */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON; text, bytes and forms are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** True when the platform may change something: a lost reply then has the outcome `unknown`. */
  readonly write: boolean;
  /** True for a POST or PATCH that may be repeated without harm. */
  readonly idempotent?: boolean;
  /** How much of the rate limit it costs; 1 if not given. */
  readonly weight?: number;
  readonly signal?: AbortSignal;
  /** Another base address of the same account, such as a brand's. */
  readonly base?: string;
}

/** Who we are: makes the Authorization header, and a new one when the platform stops accepting the last. */
export interface Auth {
  header(): Promise<string>;
  /** Called with the header that was refused, or taken for nobody's. True when trying again is worth it. */
  renew?(refused: string): Promise<boolean>;
}

export interface TransportOptions {
  /** For messages: `zendesk`. */
  readonly system: string;
  readonly baseUrl: string;
  readonly auth?: Auth;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Finds an error in a reply of status 200. */
  readonly check?: (request: SendRequest, reply: Reply) => HttpError | undefined;
  readonly limiter?: Limiter;
  readonly retry?: RetryPolicy;
  readonly clock?: Clock;
  readonly trace?: Trace;
  /** Milliseconds for one exchange; 60 s if not given. */
  readonly timeoutMs?: number;
  /** Bytes of a reply after decompression; 64 MB if not given. */
  readonly maxBytes?: number;
}

export interface Transport {
  /** The reply of status 200 to 299. Throws `HttpError`. */
  send(request: SendRequest): Promise<Reply>;
  /** Closes idle connections. */
  close(): void;
}

/** A transport to one base address. Throws `TypeError` when the address may not be used. */
export function createTransport(options: TransportOptions): Transport {
  const clock = options.clock ?? systemClock();
  const parts: Parts = {
    options,
    base: parseBaseAddress(options.baseUrl).url,
    wire: createWire({ timeoutMs: options.timeoutMs ?? 60_000, maxBytes: options.maxBytes ?? 64 * 1024 * 1024 }),
    limiter: options.limiter ?? createLimiter({ clock }),
    trace: options.trace ?? createTrace(),
  };
  const policy = options.retry ?? DEFAULT_RETRY;
  return {
    send: (request) => withRetry(request, policy, clock, () => attempt(parts, request)),
    close: () => parts.wire.close(),
  };
}

interface Parts {
  readonly options: TransportOptions;
  readonly base: string;
  readonly wire: Wire;
  readonly limiter: Limiter;
  readonly trace: Trace;
}

/** One try; a second one with new credentials when the first ones had run out. It was refused, so any method may. */
async function attempt(parts: Parts, request: SendRequest): Promise<Reply> {
  const { auth } = parts.options;
  const header = await auth?.header();
  try {
    return await once(parts, request, header);
  } catch (error) {
    if (!isHttpError(error) || header === undefined) throw error;
    if (error.kind !== 'auth' && error.kind !== 'anonymous') throw error;
    if (!(await auth?.renew?.(header))) throw error;
    return await once(parts, request, await auth?.header());
  }
}

async function once(parts: Parts, request: SendRequest, authorization: string | undefined): Promise<Reply> {
  const wireRequest = encode(parts, request, authorization);
  let sent = false;
  try {
    const wireReply = await parts.limiter.run(request, () => {
      sent = true;
      return timed(parts, wireRequest);
    });
    const reply = readReply(wireRequest, wireReply);
    const problem = parts.options.check?.(request, reply);
    if (problem !== undefined) throw problem;
    return reply;
  } catch (error) {
    if (sent || isHttpError(error)) throw error;
    throw failed(parts, request, 'network', 'The request was interrupted before it was sent.', error);
  }
}

async function timed(parts: Parts, request: WireRequest): Promise<WireReply> {
  const { system, method } = request;
  const path = request.url.slice(new URL(request.url).origin.length);
  const start = performance.now();
  try {
    const reply = await parts.wire.exchange(request);
    parts.trace.record({ system, method, path, status: reply.status, ms: performance.now() - start });
    return reply;
  } catch (error) {
    parts.trace.record({ system, method, path, status: 0, ms: performance.now() - start });
    throw error;
  }
}

function encode(parts: Parts, request: SendRequest, authorization: string | undefined): WireRequest {
  const { method, path, write } = request;
  // Dots and double slashes would leave the folder of the API or name another host.
  if (!/^\/(?!\/)/.test(path) || /[?#\\\s]|(^|\/)\.\.?(\/|$)/.test(path)) {
    throw failed(parts, request, 'invalid', `"${path}" is not a path that can be requested.`);
  }
  const base = request.base === undefined ? parts.base : parseBaseAddress(request.base).url;
  const { body, type } = encodeBody(request.body);
  return {
    system: parts.options.system,
    method,
    path,
    write,
    url: base + path + encodeQuery(request.query),
    headers: {
      accept: 'application/json',
      'user-agent': 'supportctl',
      ...(type === undefined ? {} : { 'content-type': type }),
      ...parts.options.headers,
      ...request.headers,
      ...(authorization === undefined ? {} : { authorization }),
    },
    body,
    signal: request.signal,
  };
}

function encodeBody(body: unknown): { readonly body: WireRequest['body']; readonly type?: string } {
  if (body === undefined || body instanceof FormData) return { body };
  if (body instanceof Uint8Array) return { body, type: 'application/binary' };
  return { body: typeof body === 'string' ? body : JSON.stringify(body), type: 'application/json' };
}

/** The query with its question mark; '' without parameters. */
export function encodeQuery(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(`${one}`)}`);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function failed(
  parts: Parts,
  request: SendRequest,
  kind: 'network' | 'invalid',
  message: string,
  cause?: unknown,
): HttpError {
  const { system } = parts.options;
  const { method, path } = request;
  return new HttpError({ system, method, path, status: 0, kind, outcome: 'not_sent', message, cause });
}
