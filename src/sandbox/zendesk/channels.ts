/** X handles, the one social channel that the public API lists: developer.zendesk.com/api-reference/ticketing/ticket-management/twitter_channel/ */

import { nextNumber } from '../ids.ts';
import type { Kind } from '../kinds.ts';
import { readRoutes } from '../kinds.ts';
import { insert } from '../store.ts';

export const twitterHandles: Kind = {
  name: 'monitored_twitter_handles',
  one: 'monitored_twitter_handle',
  path: '/channels/twitter/monitored_twitter_handles',
  scope: 'channels',
  paging: 'none',
  withoutUrl: true,
  // A handle is connected in the admin pages only.
  create: ({ store }, input) =>
    insert(store, 'monitored_twitter_handles', nextNumber(store), { can_reply: true, allow_reply: true, ...input }),
};

export const channelRoutes = readRoutes(twitterHandles);
