/** One request, one reply, over axios; knows nothing of retries and limits. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isLocalhostName, isLoopback } from './address.ts';
import { HttpError, type HttpErrorData } from './errors.ts';
import { isObject, textAt } from './json.ts';

/** What goes over the wire. */
export interface WireRequest {
  readonly system: string;
  readonly method: string;
  /** For messages. */
  readonly path: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, bytes or a form; anything else must be encoded before. */
  readonly body: string | Uint8Array | FormData | undefined;
  readonly write: boolean;
  readonly signal: AbortSignal | undefined;
  /** True where a file is asked for: the reply is `bytes` then, and no text. */
  readonly file?: true;
}

/** What came back, not interpreted; header names in lower case. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of a file that was asked for. */
  readonly bytes?: Uint8Array;
}

export interface Wire {
  /** Sends once. Throws `HttpError` when no complete reply came. */
  exchange(request: WireRequest): Promise<WireReply>;
  /** Closes idle connections. */
  close(): void;
}

export interface WireOptions {
  /** Milliseconds for a whole exchange. */
  readonly timeoutMs: number;
  /** Bytes of a reply after decompression. */
  readonly maxBytes: number;
}

/** A pool of kept-alive connections. */
export function createWire(options: WireOptions): Wire {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  return {
    exchange: (request) => exchange(request, options, agents),
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

async function exchange(request: WireRequest, options: WireOptions, agents: Agents): Promise<WireReply> {
  const { hostname, protocol } = new URL(request.url);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    throw failure(request, 'network', 'not_sent', `Plain http to ${hostname} is refused; it is for this machine only.`);
  }
  // Loaded here because it costs a tenth of a second that offline commands should not pay.
  const { default: axios } = await import('axios');
  const deadline = AbortSignal.timeout(options.timeoutMs);
  try {
    const reply = await axios.request<unknown>({
      url: request.url,
      method: request.method,
      headers: { ...request.headers },
      data: request.body,
      signal: request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]),
      httpAgent: agents.http,
      httpsAgent: agents.https,
      responseType: request.file ? 'arraybuffer' : 'text',
      // axios would parse JSON leniently and hand broken JSON on as text.
      transformResponse: (data: unknown) => data,
      validateStatus: () => true,
      maxRedirects: 0,
      // A proxy named by the environment would see every customer's credentials.
      proxy: false,
      maxContentLength: options.maxBytes,
      maxBodyLength: Number.POSITIVE_INFINITY,
      ...(isLocalhostName(hostname) ? { lookup: lookupLoopback } : {}),
    });
    return {
      status: reply.status,
      headers: plainHeaders(reply.headers),
      text: typeof reply.data === 'string' ? reply.data : '',
      ...(reply.data instanceof Uint8Array ? { bytes: reply.data } : {}),
    };
  } catch (error) {
    throw explain(error, request, deadline.aborted, options);
  }
}

function lookupLoopback(
  _hostname: string,
  _options: object,
  done: (error: Error | null, address: string, family: 4) => void,
): void {
  done(null, '127.0.0.1', 4);
}

function plainHeaders(headers: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || value === null
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : `${value}`]],
    ),
  );
}

/** Failures before a connection stood: nothing was sent. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_URL',
]);

function explain(error: unknown, request: WireRequest, timedOut: boolean, limits: WireOptions): HttpError {
  const code = textAt(error, 'code') ?? '';
  const text = error instanceof Error ? error.message : String(error);
  const host = new URL(request.url).host;
  const maybeCommitted = request.write ? 'unknown' : 'not_sent';
  const tail = request.write ? ' It may have been carried out all the same.' : '';
  if (request.signal?.aborted) {
    return failure(request, 'network', maybeCommitted, `The request to ${host} was interrupted.${tail}`, {
      cause: error,
    });
  }
  if (timedOut) {
    const message = `${host} did not answer in time: the whole reply must be here within ${limits.timeoutMs / 1000} s.${tail}`;
    return failure(request, 'timeout', maybeCommitted, message, {
      cause: error,
      transient: true,
    });
  }
  if (NEVER_CONNECTED.has(code) || connecting(error)) {
    const message = `${host} could not be reached (${code || text}).`;
    const certificate = code.includes('CERT') || code.startsWith('ERR_TLS') || code.startsWith('ERR_INVALID');
    return failure(request, 'network', 'not_sent', message, { cause: error, transient: !certificate });
  }
  if (text.includes('maxContentLength')) {
    const most = `${limits.maxBytes / 1024 / 1024} MB when unpacked`;
    const message = `The reply of ${host} is larger than this program accepts (${most}).${tail}`;
    return failure(request, 'bad_reply', maybeCommitted, message, { cause: error });
  }
  // Node's parser refuses what is not HTTP, and headers of more than 16 kB in all; the next try would meet the same.
  if (code.startsWith('HPE_')) {
    const why = code === 'HPE_HEADER_OVERFLOW' ? 'its headers are too large' : code;
    const message = `${host} does not answer in proper HTTP: ${why}.${tail}`;
    return failure(request, 'bad_reply', maybeCommitted, message, { cause: error });
  }
  // axios attaches the response once its head has arrived: the body was cut off.
  const head = isObject(error) && isObject(error.response) ? error.response : undefined;
  if (head !== undefined) {
    const status = typeof head.status === 'number' ? head.status : 0;
    const message = `The reply of ${host} was cut off.${tail}`;
    return failure(request, 'bad_reply', maybeCommitted, message, { cause: error, status, transient: true });
  }
  const message = `The connection to ${host} was lost before a reply came (${code || text}).${tail}`;
  return failure(request, 'network', maybeCommitted, message, { cause: error, transient: true });
}

function connecting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (textAt(error, 'syscall') === 'connect') return true;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(connecting);
  return error.cause !== undefined && error.cause !== error && connecting(error.cause);
}

function failure(
  request: WireRequest,
  kind: HttpErrorData['kind'],
  outcome: HttpErrorData['outcome'],
  message: string,
  more: Partial<HttpErrorData> = {},
): HttpError {
  const { system, method, path } = request;
  return new HttpError({ status: 0, ...more, system, method, path, kind, outcome, message });
}
