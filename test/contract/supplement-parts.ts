/** The words that all parts of the supplement share: what an entry says of itself, plain types, and the members of pages. */

import type { Json, JsonObject } from './json.ts';

export interface Cited {
  readonly page: string;
  /** The day on which the page said so. */
  readonly checked: string;
}

export interface SupplementOperation extends Cited {
  /** `GET /api/v2/webhooks/{webhook_id}` */
  readonly operation: string;
  readonly query?: readonly string[];
  readonly request?: JsonObject;
  /** Status → schema of the body; null for none. */
  readonly responses: Readonly<Record<string, JsonObject | null>>;
}

/** A body of an operation that the document has without one. */
export interface SupplementBody extends Cited {
  readonly operation: string;
  readonly request: JsonObject;
}

export const API = 'https://developer.zendesk.com/api-reference';

export function closed(
  properties: Record<string, Json>,
  required: readonly string[] = Object.keys(properties),
): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

export const string = { type: 'string' };
export const integer = { type: 'integer' };
export const boolean = { type: 'boolean' };
export const time = { type: 'string', format: 'date-time' };
export const ulid = { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{26}$' };
export const nullableText = { type: ['string', 'null'] };

/** https://developer.zendesk.com/api-reference/introduction/pagination/ */
export const PAGING: Readonly<Record<string, JsonObject>> = {
  count: { type: 'integer', minimum: 0 },
  next_page: nullableText,
  previous_page: nullableText,
  meta: closed({ has_more: boolean, after_cursor: nullableText, before_cursor: nullableText }),
  links: closed({ next: nullableText, prev: nullableText }),
};

/** Offset pages of the Help Center say more: https://developer.zendesk.com/api-reference/help_center/help-center-api/introduction/ */
export const GUIDE_PAGING: Readonly<Record<string, JsonObject>> = {
  ...PAGING,
  page: integer,
  per_page: integer,
  page_count: integer,
  sort_by: string,
  sort_order: { enum: ['asc', 'desc'] },
};

/** https://developer.zendesk.com/documentation/help_center/help-center-api/side_loading/, read on 2026-11-24: for lists too. */
export const SIDELOADS: readonly string[] = ['translations'];

/** Supported by lists whose document does not name them; the page on pagination holds for all lists. */
export const PAGING_QUERY: readonly string[] = ['page[size]', 'page[after]', 'page[before]', 'page', 'per_page'];
