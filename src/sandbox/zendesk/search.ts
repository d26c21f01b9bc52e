/** What a query finds, and how much: developer.zendesk.com/api-reference/ticketing/ticket-management/search/ */

import { ApiError } from '../errors.ts';
import type { Attributes, Row } from '../json.ts';
import { flag } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { present } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { byId, byText, viewed } from '../store.ts';
import { groups } from './groups.ts';
import { organizations } from './organizations.ts';
import { finder } from './search-terms.ts';
import { tickets } from './tickets.ts';
import { users } from './users.ts';

const SEARCHED: Readonly<Record<string, Kind>> = {
  ticket: tickets,
  user: users,
  group: groups,
  organization: organizations,
};
/** "The Search API returns up to 1,000 results per query." */
const MOST = 1000;

export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: '/search', scope: 'search', access: 'agent', handle: search },
  {
    method: 'GET',
    path: '/search/count',
    scope: 'search',
    access: 'agent',
    handle: (call) => ok({ count: found(call).length }),
  },
];

interface Hit {
  readonly type: string;
  readonly kind: Kind;
  readonly row: Row;
}

function found(call: Call): readonly Hit[] {
  const query = (call.query.get('query') ?? '').trim();
  // [general knowledge] The wording is ours.
  if (query === '') throw new ApiError(422, { error: 'invalid', description: 'Invalid search: query is required' });
  const matches = finder(call.store, query);
  return Object.entries(SEARCHED).flatMap(([type, kind]) =>
    viewed(call.store, kind.name, 'id', byId)
      .filter((row) => !isGone(type, row) && matches(type, row))
      .map((row) => ({ type, kind, row })),
  );
}

/** The index forgets deleted people and groups. */
function isGone(type: string, row: Row): boolean {
  return type === 'user' ? !flag(row.active, true) : type === 'group' && flag(row.deleted);
}

/** Pages by number only; behind the thousandth result there is a refusal, while `count` still tells them all. */
function search(call: Call): Reply {
  const hits = found(call);
  const size = Math.min(100, Math.max(1, Number(call.query.get('per_page') ?? 100) || 100));
  const page = Number(call.query.get('page') ?? 1) || 1;
  if ((page - 1) * size >= MOST) {
    throw new ApiError(422, {
      error: 'Unprocessable Entity',
      description: 'Invalid search: Requested response size was greater than Search Response Limits',
    });
  }
  const byRow = new Map(hits.map((hit) => [hit.row, hit]));
  return listReply(call, {
    wrapper: 'results',
    paging: 'offset',
    rows: () =>
      sorted(
        call,
        hits.map(({ row }) => row),
      ),
    present: (row) => shown(call, byRow.get(row)),
    sideload: () => ({ facets: null }),
  });
}

/** "Defaults to sorting by relevance", which here is the order in which things were made. */
function sorted({ query }: Call, rows: readonly Row[]): readonly Row[] {
  const by = query.get('sort_by');
  if (by === null) return rows;
  const inOrder = [...rows].sort(byText(by));
  return query.get('sort_order') === 'asc' ? inOrder : inOrder.reverse();
}

function shown(call: Call, hit: Hit | undefined): Attributes {
  return hit ? { ...present(hit.kind, hit.row, call), result_type: hit.type } : {};
}
