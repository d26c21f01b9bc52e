/** Kinds that the sandbox shows but does not let the API write; people can still make them through the control endpoints. */

import type { Kind } from '../kinds.ts';
import { readRoutes } from '../kinds.ts';
import type { Route } from '../router.ts';
import { ok } from '../router.ts';

/** developer.zendesk.com/api-reference/ticketing/targets/targets/: neither a raw title, a place nor the time of the last edit. */
const targets: Kind = {
  name: 'targets',
  one: 'target',
  path: '/targets',
  scope: 'targets',
  paging: 'none',
  present: ({ raw_title, position, updated_at, ...row }) => row,
};

export const READ_ONLY: readonly Kind[] = [targets];

export const readOnlyRoutes: readonly Route[] = [
  ...READ_ONLY.flatMap((kind) => readRoutes(kind)),
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
