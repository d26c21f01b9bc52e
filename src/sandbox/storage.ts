/**
 * The storage beside the platform, where files are put and fetched by addresses that the platform gives out. It knows
 * nobody: whoever has an address may use it, and credentials are refused there, as object stores do that are handed two
 * ways to sign in.
 */

import { ApiError } from './errors.ts';
import { nextSecret } from './ids.ts';
import type { Attributes, Row } from './json.ts';
import { object, text } from './json.ts';
import type { Reply } from './router.ts';
import type { Incoming } from './server.ts';
import type { Store } from './store.ts';
import { find, insert, patch } from './store.ts';

export const STORAGE = '/storage/';

export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A place for one file that is still to come. `asked` are the headers of a PUT, or the form fields of a POST. */
export function awaitFile(store: Store, method: 'PUT' | 'POST', asked: (key: string) => Attributes): Row {
  const key = nextSecret(store);
  return insert(store, 'stored_files', key, { method, asked: asked(key), content: null, name: '', type: '' });
}

export function keepFile(store: Store, file: StoredFile): Row {
  const { name, type, bytes } = file;
  return insert(store, 'stored_files', nextSecret(store), { name, type, content: encode(bytes) });
}

export function storedFile(store: Store, key: string): StoredFile | undefined {
  const row = find(store, 'stored_files', key);
  if (typeof row?.content !== 'string') return undefined;
  return { name: text(row.name), type: text(row.type), bytes: new Uint8Array(Buffer.from(row.content, 'base64')) };
}

export function fileReply({ type, bytes }: StoredFile): Reply {
  return { status: 200, bytes, headers: { 'content-type': type === '' ? 'application/octet-stream' : type } };
}

export function storageAddress(base: string, key: string): string {
  return `${base}${STORAGE}${key}`;
}

export function storage(store: Store, incoming: Incoming): Reply {
  if (incoming.header('authorization') !== undefined) throw refused(400, 'InvalidArgument');
  const row = find(store, 'stored_files', incoming.path.slice(STORAGE.length));
  if (!row) throw refused(403, 'AccessDenied');
  if (incoming.method === 'GET') {
    const file = storedFile(store, String(row.id));
    if (!file) throw refused(404, 'NoSuchKey');
    return fileReply(file);
  }
  // A form has a "one-time URL" (Themes); a PUT that is sent again only puts the file there again.
  const used = row.method === 'POST' && row.content !== null;
  if (row.method !== incoming.method || used) throw refused(403, 'AccessDenied');
  const file = incoming.files.find(({ part }) => part === (incoming.method === 'POST' ? 'file' : ''));
  if (!file) throw refused(400, 'IncompleteBody');
  const asked = Object.entries(object(row.asked));
  const sent = (name: string) => (incoming.method === 'POST' ? incoming.body[name] : incoming.header(name));
  if (asked.some(([name, value]) => sent(name) !== value)) throw refused(403, 'SignatureDoesNotMatch');
  patch(store, 'stored_files', row, { content: encode(file.bytes), name: file.name, type: file.type });
  return incoming.method === 'POST' ? { status: 204 } : { status: 200, text: '' };
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function refused(status: number, code: string): ApiError {
  return new ApiError(status, { error: code });
}
