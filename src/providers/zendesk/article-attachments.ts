/** Files of an article: put into the storage, made media of, attached; and taken off when nothing shows them any more. */
import { type FileToSend, fileChanges } from '../../core/attributes/files.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { LiveObject, Steps } from '../../core/provider.ts';
import type { Attributes } from '../../core/value.ts';
import { namesIn, recordsOf } from './attachment-links.ts';
import { type Native, nativeIn } from './binding.ts';

const ARTICLES = '/api/v2/help_center/articles';
/** The property that holds the records, in replies and in an article that they were read for. */
export const ATTACHMENTS = 'article_attachments';

export interface Shelf {
  readonly article: string;
  /** The brand's subdomain. */
  readonly host: string;
}

export interface Attached {
  /** What is attached once the files are there, without those that go. */
  readonly records: readonly Native[];
  /** Ids of what goes when no text shows it any more. */
  readonly drop: readonly string[];
}

/**
 * Sends what is new; `live` is absent where the article was just made. What a write that was cut off had sent already is
 * found by its name and size.
 */
export function* attachFiles(shelf: Shelf, target: Attributes, live: LiveObject | undefined): Steps<Attached> {
  const { send, drop } = fileChanges(target.attachments, live?.attributes.attachments);
  const held = recordsOf(live?.native[ATTACHMENTS]);
  const leaving = new Set(held.filter(({ id }) => drop.includes(String(id))).map(({ file_name }) => file_name));
  // A file that several translations show has a record for each.
  const goes = new Set(held.filter(({ file_name }) => leaving.has(file_name)).map(({ id }) => id));
  const present = yield* listFiles(shelf);
  const shown = [...namesIn(target.body), ...namesIn(target.translations)];
  const made: Native[] = [];
  for (const file of send) {
    const sent = present.some(
      ({ id, file_name, size }) =>
        file_name === file.name && size === file.data.length && held.every((record) => record.id !== id),
    );
    if (!sent) made.push(yield* attach(shelf, file, shown.includes(file.name)));
  }
  return { records: [...present.filter(({ id }) => !goes.has(id)), ...made], drop: [...goes].map(String) };
}

/** Takes off what is still there: files that texts show go by themselves with the last text that shows them. */
export function* detachFiles(shelf: Shelf, drop: readonly string[]): Steps<readonly Native[]> {
  const present = yield* listFiles(shelf);
  const goes = present.filter(({ id }) => drop.includes(String(id)));
  for (const { id } of goes)
    yield { method: 'DELETE', path: `${ARTICLES}/attachments/${String(id)}`, host: shelf.host };
  return present.filter((record) => !goes.includes(record));
}

function* listFiles({ article, host }: Shelf): Steps<readonly Native[]> {
  const reply = yield {
    method: 'GET',
    path: `${ARTICLES}/${article}/attachments`,
    query: { 'page[size]': '100' },
    host,
  };
  return recordsOf(isRecord(reply.body) ? reply.body[ATTACHMENTS] : undefined);
}

/** https://developer.zendesk.com/api-reference/help_center/help-center-api/guide_medias/ and …/article_attachments/ */
function* attach({ article, host }: Shelf, file: FileToSend, inline: boolean): Steps<Native> {
  const size = { content_type: file.type, file_size: file.data.length };
  const place = yield { method: 'POST', path: '/api/v2/guide/medias/upload_url', body: size };
  const named = nativeIn(place.body, 'upload_url');
  const { url, asset_upload_id } = named ?? {};
  if (typeof url !== 'string') fail('BAD_REPLY', `Zendesk names no storage for the file ${file.name}`);
  const headers = headersIn(nativeIn(place.body, 'headers') ?? named?.headers);
  yield { method: 'PUT', path: '/', storage: { url, headers }, file: { field: '', ...file } };
  const body = { asset_upload_id, filename: file.name };
  const media = nativeIn((yield { method: 'POST', path: '/api/v2/guide/medias', body }).body, 'media');
  if (media === undefined) return fail('BAD_REPLY', `Zendesk does not show what it made of the file ${file.name}`);
  const form = { guide_media_id: String(media.id), inline: String(inline) };
  const reply = yield { method: 'POST', path: `${ARTICLES}/${article}/attachments`, host, form };
  const record = nativeIn(reply.body, 'article_attachment');
  return record ?? fail('BAD_REPLY', `Zendesk does not show the attachment ${file.name}`);
}

/** The page shows them as an object in one example, and as a text of JSON in another. */
function headersIn(given: unknown): Readonly<Record<string, string>> {
  const headers: unknown = typeof given === 'string' ? parsed(given) : given;
  if (!isRecord(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
