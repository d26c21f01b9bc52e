/** Files for a storage that a platform named: they go there without credentials, and its address, which is one, is told nobody. */
import { parseUrl } from './address.ts';
import { HttpError } from './errors.ts';
import type { Wire, WireReply } from './exchange.ts';
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
  const { system, method, url, headers, body } = file;
  const address = parseUrl(url);
  const host = address?.host ?? 'an unnamed place';
  const path = `/ (the storage at ${host})`;
  const failed = (kind: HttpError['kind'], outcome: HttpError['outcome'], status: number, message: string) =>
    new HttpError({ system, method, path, status, kind, outcome, message, transient: outcome === 'unknown' });
  if (address === undefined || address.username !== '' || address.password !== '')
    throw failed('bad_reply', 'not_sent', 0, `${system} names a storage that is no address to send a file to.`);
  const start = performance.now();
  let reply: WireReply | undefined;
  try {
    reply = await wire.exchange({ system, method, path, url, headers, body, write: true, signal: undefined });
  } finally {
    trace.record({ system, method, path, status: reply?.status ?? 0, ms: performance.now() - start });
  }
  const { status } = reply;
  if (status < 300) return { status, headers: {}, body: undefined };
  if (status >= 500) throw failed('server', 'unknown', status, `${host} failed to take the file (${status}).`);
  throw failed('invalid', 'refused', status, `${host} does not take the file (${status}).`);
}
