/** How many objects a query finds: developer.zendesk.com/api-reference/ticketing/ticket-management/search/#show-results-count */

import { ApiError } from '../errors.ts';
import type { Route } from '../router.ts';
import { ok } from '../router.ts';
import { byId, viewed } from '../store.ts';
import { finder } from './search-terms.ts';

const SEARCHED: Readonly<Record<string, string>> = {
  ticket: 'tickets',
  user: 'users',
  group: 'groups',
  organization: 'organizations',
};

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/search/count',
    scope: 'search',
    access: 'agent',
    handle: (call) => {
      const query = (call.query.get('query') ?? '').trim();
      // [general knowledge] The wording is ours.
      if (query === '') throw new ApiError(422, { error: 'invalid', description: 'Invalid search: query is required' });
      const matches = finder(call.store, query);
      const counts = Object.entries(SEARCHED).map(
        ([type, kind]) => viewed(call.store, kind, 'id', byId).filter((row) => matches(type, row)).length,
      );
      return ok({ count: counts.reduce((sum, part) => sum + part, 0) });
    },
  },
];
