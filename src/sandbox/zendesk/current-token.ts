/** The token that a request is signed with, as `/oauth/tokens/current` shows it. */
import type { Route } from '../router.ts';
import { ok } from '../router.ts';

export const currentTokenRoutes: readonly Route[] = [
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
