/** X handles, the one social channel that the public API lists: developer.zendesk.com/api-reference/ticketing/ticket-management/twitter_channel/ */

import type { Kind } from '../kinds.ts';
import { readRoutes } from '../kinds.ts';

export const twitterHandles: Kind = {
  name: 'monitored_twitter_handles',
  one: 'monitored_twitter_handle',
  path: '/channels/twitter/monitored_twitter_handles',
  scope: 'channels',
  paging: 'none',
  withoutUrl: true,
};

export const channelRoutes = readRoutes(twitterHandles);
