/** Kinds that the sandbox shows but does not let the API write; people can still make them through the control endpoints. */

import type { Row } from '../json.ts';
import { flag } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { countRoute, readRoutes } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import { ok } from '../router.ts';

function activeFilter(row: Row, call: Call): boolean {
  const wanted = call.query.get('active');
  return wanted === null || flag(row.active) === flag(wanted);
}

export const organizations: Kind = {
  name: 'organizations',
  one: 'organization',
  path: '/organizations',
  scope: 'organizations',
  paging: 'both',
};

/** "Lists all undeleted custom ticket statuses for the account. No pagination is provided." */
const customStatuses: Kind = {
  name: 'custom_statuses',
  one: 'custom_status',
  path: '/custom_statuses',
  scope: 'tickets',
  paging: 'none',
  keep: activeFilter,
};

/** developer.zendesk.com/api-reference/ticketing/targets/targets/: neither a raw title, a place nor the time of the last edit. */
const targets: Kind = {
  name: 'targets',
  one: 'target',
  path: '/targets',
  scope: 'targets',
  paging: 'none',
  present: ({ raw_title, position, updated_at, ...row }) => row,
};

export const READ_ONLY: readonly Kind[] = [organizations, customStatuses, targets];

export const readOnlyRoutes: readonly Route[] = [
  ...READ_ONLY.flatMap((kind) => readRoutes(kind)),
  countRoute(organizations),
  {
    method: 'GET',
    path: '/oauth/tokens/current',
    scope: 'tickets',
    access: 'agent',
    handle: (call) =>
      ok({
        token: {
          id: 1,
          url: `${call.base}/api/v2/oauth/tokens/1.json`,
          user_id: call.actor.user?.id ?? null,
          scopes: [...(call.actor.scopes ?? ['read', 'write'])],
        },
      }),
  },
];
