/**
 * The two paginations of Zendesk and the lists that have neither.
 * developer.zendesk.com/api-reference/introduction/pagination/
 */

import { ApiError, listed } from './errors.ts';
import type { Attributes, Row } from './json.ts';
import { isObject, number, parseJson, text } from './json.ts';
import type { Call, Reply } from './router.ts';
import { ok } from './router.ts';

/** Which paginations a list documents; `bare` lists answer whole unless a cursor page is asked for. */
export type Paging = 'both' | 'cursor' | 'offset' | 'bare' | 'none';

const MAX_PAGE = 100;
const MAX_DEPTH = 10_000;

export interface Listing {
  /** `records` in Guide's newer lists, which show no links and no count. */
  readonly wrapper: string;
  /** The most that a page of this list can have. */
  readonly most?: number;
  readonly paging: Paging;
  /** The order of cursor pages where it differs from that of offset pages. */
  readonly cursorRows?: () => readonly Row[];
  readonly rows: () => readonly Row[];
  readonly present: (row: Row) => Attributes;
  readonly sideload?: (page: readonly Row[]) => Attributes;
}

export function listReply(call: Call, listing: Listing): Reply {
  const { query } = call;
  const wantsCursor = query.has('page[size]') || query.has('page[after]') || query.has('page[before]');
  if (wantsCursor && listing.paging === 'offset') {
    throw listed(400, 'InvalidPaginationParameter', 'page must be an integer');
  }
  if (wantsCursor && listing.paging !== 'none') return cursorPage(call, listing);
  if (listing.paging === 'cursor') return cursorPage(call, listing);
  if (listing.paging === 'none' || listing.paging === 'bare') return wholeList(listing);
  return offsetPage(call, listing);
}

function wholeList(listing: Listing): Reply {
  const rows = listing.rows();
  return ok({
    [listing.wrapper]: rows.map(listing.present),
    ...listing.sideload?.(rows),
    next_page: null,
    previous_page: null,
    count: rows.length,
  });
}

function offsetPage(call: Call, listing: Listing): Reply {
  const page = pageNumber(call.query.get('page'));
  const size = Math.min(MAX_PAGE, Math.max(1, number(call.query.get('per_page') ?? MAX_PAGE, MAX_PAGE)));
  if (page * size > MAX_DEPTH) {
    throw new ApiError(400, {
      error: 'InvalidPaginationDepth',
      description: `Maximum pagination depth exceeded: ${MAX_DEPTH} records can be read with offset pagination`,
    });
  }
  const rows = listing.rows();
  const part = rows.slice((page - 1) * size, page * size);
  return ok({
    [listing.wrapper]: part.map(listing.present),
    ...listing.sideload?.(part),
    next_page: page * size < rows.length ? address(call, { page: String(page + 1), per_page: String(size) }) : null,
    previous_page: page > 1 ? address(call, { page: String(page - 1), per_page: String(size) }) : null,
    count: rows.length,
    ...(listing.wrapper === 'articles' || listing.wrapper === 'translations'
      ? { page, per_page: size, page_count: Math.ceil(rows.length / size) }
      : {}),
  });
}

function pageNumber(value: string | null): number {
  if (value === null) return 1;
  const page = Number(value);
  if (!Number.isInteger(page) || page < 1) {
    throw listed(400, 'InvalidPaginationParameter', 'page must be an integer');
  }
  return page;
}

function cursorPage(call: Call, listing: Listing): Reply {
  const most = listing.most ?? MAX_PAGE;
  const size = number(call.query.get('page[size]') ?? most, Number.NaN);
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw listed(400, 'InvalidPaginationParameter', 'page[size] is not valid');
  }
  const rows = (listing.cursorRows ?? listing.rows)();
  const start = firstIndex(call, rows, size);
  const part = rows.slice(start, start + size);
  const more = start + size < rows.length;
  const last = part.at(-1);
  const first = part[0];
  const after = last ? encode(last, start + part.length) : null;
  const before = first ? encode(first, start) : null;
  const sized = { 'page[size]': String(size) };
  const meta = { has_more: more, after_cursor: after, before_cursor: before };
  if (listing.wrapper === 'records') return ok({ records: part.map(listing.present), meta });
  // The last page still carries a link; `has_more` is what ends the reading, as the page on pagination says.
  return ok({
    [listing.wrapper]: part.map(listing.present),
    ...listing.sideload?.(part),
    meta,
    links: {
      prev: before === null ? null : address(call, { ...sized, 'page[before]': before }),
      next: after === null ? null : address(call, { ...sized, 'page[after]': after }),
    },
  });
}

function firstIndex(call: Call, rows: readonly Row[], size: number): number {
  const after = call.query.get('page[after]');
  if (after !== null) return position(rows, after, 'page[after]', 1);
  const before = call.query.get('page[before]');
  return before === null ? 0 : Math.max(0, position(rows, before, 'page[before]', 0) - size);
}

/** A cursor names a row and where it stood: reading goes on behind that row wherever it stands now. */
function encode(row: Row, index: number): string {
  return Buffer.from(JSON.stringify({ o: index, v: row.id })).toString('base64url');
}

function position(rows: readonly Row[], cursor: string, name: string, step: number): number {
  const decoded = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!isObject(decoded) || decoded.v === undefined)
    throw listed(400, 'InvalidPaginationParameter', `${name} is not valid`);
  const index = number(decoded.o);
  const id = text(decoded.v);
  const at = (candidate: number) => String(rows[candidate]?.id) === id;
  if (at(index - step)) return index;
  const found = rows.findIndex((row) => String(row.id) === id);
  return found < 0 ? Math.min(index - step, rows.length) : found + step;
}

function address(call: Call, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(call.query);
  for (const name of ['page', 'per_page', 'page[size]', 'page[after]', 'page[before]']) query.delete(name);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  const path = call.locale ? call.path.replace('/help_center/', `/help_center/${call.locale}/`) : call.path;
  return `${call.base}/api/v2${path}.json?${query.toString()}`;
}
