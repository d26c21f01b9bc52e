/** What a Slack method is, how it fails and how its lists are paged. */

import type { Attributes, Json, Row } from '../json.ts';
import { isObject, parseJson, text } from '../json.ts';
import type { Store } from '../store.ts';

export class SlackError extends Error {
  readonly code: string;
  readonly extra: Attributes;

  constructor(code: string, extra: Attributes = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export interface SlackCall {
  readonly store: Store;
  readonly subdomain: string;
  readonly args: Attributes;
  readonly bot: Row;
  /** Who calls: the bot itself, or the person whose token it is. */
  readonly caller: Row;
}

export interface SlackMethod {
  /** Reading methods take their arguments from the query or a form only, never from a JSON body. */
  readonly write: boolean;
  /** Any one of them opens the method. */
  readonly scopes: readonly string[];
  /** Requests a minute of the method's tier. api.slack.com/apis/rate-limits */
  readonly perMinute: number;
  readonly handle: (call: SlackCall) => Attributes;
}

export function needed(call: SlackCall, name: string): string {
  const value = text(call.args[name]);
  if (value === '')
    throw new SlackError('missing_argument', {
      response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
    });
  return value;
}

export interface Page {
  readonly items: readonly Row[];
  readonly metadata: Json;
}

/** api.slack.com/docs/pagination: an empty `next_cursor` ends the reading. */
export function slackPage(call: SlackCall, all: readonly Row[], fallback: number): Page {
  const limit = call.args.limit === undefined ? fallback : Number(call.args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new SlackError('invalid_limit');
  const cursor = text(call.args.cursor);
  const start = cursor === '' ? 0 : startOf(cursor);
  const end = start + limit;
  const next = end < all.length ? Buffer.from(JSON.stringify({ next: end })).toString('base64') : '';
  return { items: all.slice(start, end), metadata: { next_cursor: next } };
}

function startOf(cursor: string): number {
  const decoded = parseJson(Buffer.from(cursor, 'base64').toString('utf8'));
  if (!isObject(decoded) || typeof decoded.next !== 'number') throw new SlackError('invalid_cursor');
  return decoded.next;
}
