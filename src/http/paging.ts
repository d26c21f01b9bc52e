/** Reads a whole list, page by page; what it returns is complete, or it throws. */
import { readErrorFields } from './error-fields.ts';
import { HttpError } from './errors.ts';
import { isObject, type JsonObject, numberAt, textAt } from './json.ts';
import type { Query, Reply } from './transport.ts';

/**
 * How a list is cut: `cursor` one page after another; `offset` all pages at once, up to 10,000 records; `unpaged` in one
 * reply; `slack` by its cursors.
 */
export type Paging = 'cursor' | 'offset' | 'unpaged' | 'slack';

export interface ListSpec {
  /** For messages. */
  readonly system: string;
  readonly path: string;
  /** Where the reply holds the items. */
  readonly key: string;
  readonly paging: Paging;
  readonly query?: Query;
  /** With `offset`: how its pages are asked for from either end; what is too long for pages from one is read from both. */
  readonly ends?: { readonly first: Query; readonly last: Query };
  /** With `offset`: read by cursor what is too long even so, or moves while it is read. */
  readonly cursorBeyondLimit?: boolean;
  /** Records a page; the most the platform gives if not set. */
  readonly pageSize?: number;
  /** Sees the body of each page, for what comes beside the items. A list that moved is read again, so pages may repeat. */
  readonly onPage?: (body: JsonObject) => void;
  readonly signal?: AbortSignal;
}

/** Sends one page's request. */
export type SendPage = (query: Query, signal: AbortSignal | undefined) => Promise<Reply>;

/** The platform's end for offset pages (https://developer.zendesk.com/api-reference/introduction/pagination/#offset-pagination). */
const OFFSET_LIMIT = 10_000;
const PAGE = 100;
const SLACK_PAGE = 200;
/** No list of ours is longer; a server that keeps inventing cursors must end somewhere. */
const MOST_PAGES = 20_000;
/** How often a list is read when it moves under the reader. */
const PASSES = 3;

/**
 * All items of a list, in order, each id once. Throws `HttpError` when any page fails, when the reply has no such list, when
 * a cursor comes back twice, and when the list is longer than its pages reach.
 */
export async function listAll(spec: ListSpec, send: SendPage): Promise<readonly JsonObject[]> {
  switch (spec.paging) {
    case 'unpaged':
      return distinct(wholeOf(spec, pageOf(spec, await send(spec.query ?? {}, spec.signal))).items);
    case 'cursor':
      return distinct(await byCursor(spec, send));
    case 'slack':
      return distinct(await bySlackCursor(spec, send));
    case 'offset':
      return await byOffset(spec, send);
    default:
      return spec.paging satisfies never;
  }
}

async function byCursor(spec: ListSpec, send: SendPage): Promise<readonly JsonObject[]> {
  const size = spec.pageSize ?? PAGE;
  return await follow(
    spec,
    (after) => send({ ...spec.query, 'page[size]': size, 'page[after]': after }, spec.signal),
    (page) => {
      const { meta } = page.body;
      if (!isObject(meta)) {
        // Some lists ignore the cursor and answer all at once, or in pages of the other kind.
        wholeOf(spec, page);
        return undefined;
      }
      if (meta.has_more !== true) return undefined;
      const after = textAt(meta, 'after_cursor');
      if (after === undefined) throw broken(spec, 'says that there is more and not where');
      return after;
    },
  );
}

async function bySlackCursor(spec: ListSpec, send: SendPage): Promise<readonly JsonObject[]> {
  const limit = spec.pageSize ?? SLACK_PAGE;
  return await follow(
    spec,
    (cursor) => send({ ...spec.query, limit, cursor }, spec.signal),
    (page) => textAt(page.body.response_metadata, 'next_cursor'),
  );
}

async function follow(
  spec: ListSpec,
  fetchPage: (cursor: string | undefined) => Promise<Reply>,
  nextOf: (page: Page) => string | undefined,
): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = pageOf(spec, await fetchPage(cursor));
    items.push(...page.items);
    cursor = nextOf(page);
    if (cursor === undefined) return items;
    if (seen.has(cursor) || seen.size >= MOST_PAGES) throw broken(spec, 'goes round in circles');
    seen.add(cursor);
  }
}

interface Pass {
  readonly items: readonly JsonObject[];
  /** True when nothing moved while it was read, as far as can be seen. */
  readonly steady: boolean;
}

async function byOffset(spec: ListSpec, send: SendPage): Promise<readonly JsonObject[]> {
  let items: readonly JsonObject[] = [];
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const read = await offsetPass(spec, send);
    if (read === 'too_long') return distinct(await byCursor(spec, send));
    // Earlier passes are kept below the latest: what moved past one of them was seen by another.
    items = distinct([...read.items, ...items.filter((item) => item.id !== undefined)]);
    if (read.steady) return distinct(read.items);
  }
  return items;
}

async function offsetPass(spec: ListSpec, send: SendPage): Promise<Pass | 'too_long'> {
  const failed = new AbortController();
  const signal = spec.signal === undefined ? failed.signal : AbortSignal.any([spec.signal, failed.signal]);
  const asked = spec.pageSize ?? PAGE;
  const { ends } = spec;
  const fetchPage = async (page: number, end = ends?.first): Promise<Page> =>
    pageOf(spec, await send({ ...spec.query, ...end, page, per_page: asked }, signal));

  const first = await fetchPage(1);
  if (!first.more) return { items: first.items, steady: true };
  if (first.items.length === 0) throw broken(spec, 'has an empty first page and says that there is more');
  // A list may give fewer records a page than were asked for.
  const size = Math.min(asked, first.items.length);
  const count = first.count ?? 0;
  const needed = Math.ceil(count / size);
  const reach = Math.floor(OFFSET_LIMIT / size);
  const beyond = Math.max(0, needed - reach);
  if (beyond > (ends === undefined ? 0 : reach)) return tooLong(spec, count);
  const [rest, far] = await Promise.all([
    Promise.all(numbers(2, needed - beyond).map((page) => fetchPage(page))),
    Promise.all(numbers(1, beyond).map((page) => fetchPage(page, ends?.last))),
  ]).catch((error: unknown) => {
    failed.abort(error);
    throw error;
  });
  const pages = [first, ...rest];
  // Without a count, or when the list grew meanwhile.
  for (let page = pages.length + 1; beyond === 0 && pages.at(-1)?.more; page += 1) {
    if (page > reach) return tooLong(spec, undefined);
    pages.push(await fetchPage(page));
  }
  const items = [...pages.flatMap((page) => page.items), ...far.flatMap((page) => page.items).reverse()];
  const counts = new Set([...pages, ...far].map((page) => page.count));
  // Both ends meet somewhere in a page, so that some are there twice; none may be missing between them.
  const steady = counts.size === 1 && distinct(items).length === (beyond === 0 ? items.length : count);
  return beyond > 0 && !steady ? tooLong(spec, count) : { items, steady };
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function tooLong(spec: ListSpec, count: number | undefined): 'too_long' {
  if (spec.cursorBeyondLimit) return 'too_long';
  throw broken(spec, `has ${count ?? 'more than 10000'} records, and pages end at ${OFFSET_LIMIT}`);
}

interface Page {
  readonly body: JsonObject;
  readonly items: readonly JsonObject[];
  readonly count: number | undefined;
  readonly more: boolean;
}

function pageOf(spec: ListSpec, reply: Reply): Page {
  const { body } = reply;
  const found = isObject(body) ? body[spec.key] : undefined;
  if (!isObject(body) || !Array.isArray(found)) {
    const said = readErrorFields(body).map((field) => field.message);
    throw broken(
      spec,
      `has no list "${spec.key}" in its reply${said.length === 0 ? '' : `, but says: ${said.join('; ')}`}`,
    );
  }
  const items = found.filter(isObject);
  if (items.length !== found.length) throw broken(spec, `holds something else than objects in "${spec.key}"`);
  spec.onPage?.(body);
  return { body, items, count: numberAt(body, 'count'), more: textAt(body, 'next_page') !== undefined };
}

/** The page, if it says that it is the whole list. */
function wholeOf(spec: ListSpec, page: Page): Page {
  const { body, count, items, more } = page;
  const hasMore = isObject(body.meta) && body.meta.has_more === true;
  if (more || hasMore || (count ?? 0) > items.length)
    throw broken(spec, 'has more than it shows and no pages we can follow');
  return page;
}

/** Each id once, at its first place. Items without an id are all kept. */
function distinct(items: readonly JsonObject[]): readonly JsonObject[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const { id } = item;
    if (id === undefined || id === null) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function broken(spec: ListSpec, what: string): HttpError {
  return new HttpError({
    system: spec.system,
    method: 'GET',
    path: spec.path,
    status: 200,
    kind: 'bad_reply',
    outcome: 'not_sent',
    message: `The list ${spec.path} cannot be read as a whole: it ${what}.`,
  });
}
