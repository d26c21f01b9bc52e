/** Files for and from a storage that a platform named: they travel without credentials, and its address, which is one, is told nobody. */
import { parseUrl } from './address.ts';
import { HttpError } from './errors.ts';
import type { Wire, WireReply, WireRequest } from './exchange.ts';
import type { Reply } from './reply.ts';
import type { Trace } from './trace.ts';

export interface StoredFile {
  /** For messages: `zendesk`. */
  readonly system: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes as they are, or a form. */
  readonly body: Uint8Array | FormData;
}

/**
 * Sends the file once: an address may be good for one time only. Whatever the storage says is of no interest, so the reply
 * has no body. Throws `HttpError`.
 */
export async function storeFile(file: StoredFile, wire: Wire, trace: Trace): Promise<Reply> {
  const { reply, host, failed } = await exchanged(
    file,
    { headers: file.headers, body: file.body, write: true, signal: undefined },
    wire,
    trace,
  );
  const { status } = reply;
  if (status < 300) return { status, headers: {}, body: undefined };
  if (status >= 500) throw failed('server', 'unknown', status, `${host} failed to take the file (${status}).`);
  throw failed('invalid', 'refused', status, `${host} does not take the file (${status}).`);
}

/** The file that stands there; the reply's body is its bytes. Redirects are followed nowhere. Throws `HttpError`. */
export async function fetchFile(
  place: Pick<StoredFile, 'system' | 'url'> & { readonly signal?: AbortSignal },
  wire: Wire,
  trace: Trace,
): Promise<Reply> {
  const asked = { headers: {}, body: undefined, write: false, file: true, signal: place.signal } as const;
  const { reply, host, failed } = await exchanged({ ...place, method: 'GET' }, asked, wire, trace);
  const { status, bytes } = reply;
  if (status < 300) return { status, headers: {}, body: bytes };
  if (status >= 500) throw failed('server', 'not_sent', status, `${host} failed to give the file (${status}).`);
  throw failed('invalid', 'refused', status, `${host} does not give the file (${status}).`);
}

type Failed = (kind: HttpError['kind'], outcome: HttpError['outcome'], status: number, message: string) => HttpError;

async function exchanged(
  { system, method, url }: Pick<StoredFile, 'system' | 'method' | 'url'>,
  asked: Omit<WireRequest, 'system' | 'method' | 'path' | 'url'>,
  wire: Wire,
  trace: Trace,
): Promise<{ readonly reply: WireReply; readonly host: string; readonly failed: Failed }> {
  const address = parseUrl(url);
  const host = address?.host ?? 'an unnamed place';
  const path = `/ (the storage at ${host})`;
  const failed: Failed = (kind, outcome, status, message) =>
    new HttpError({ system, method, path, status, kind, outcome, message, transient: kind === 'server' });
  if (address === undefined || address.username !== '' || address.password !== '')
    throw failed('bad_reply', 'not_sent', 0, `${system} names a storage that is no address of a file.`);
  const start = performance.now();
  let reply: WireReply | undefined;
  try {
    reply = await wire.exchange({ ...asked, system, method, path, url });
  } finally {
    trace.record({ system, method, path, status: reply?.status ?? 0, ms: performance.now() - start });
  }
  return { reply, host, failed };
}
