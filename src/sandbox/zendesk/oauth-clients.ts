/** The OAuth clients of an account, which the sandbox only shows: developer.zendesk.com/api-reference/ticketing/oauth/oauth_clients/ */

import { nextNumber, nextSecret } from '../ids.ts';
import { list, text, textOrNull } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { readRoutes } from '../kinds.ts';
import { insert } from '../store.ts';

export const oauthClients: Kind = {
  name: 'clients',
  one: 'client',
  path: '/oauth/clients',
  scope: 'oauth',
  paging: 'both',
  readAccess: 'admin',
  // "Returned in full only at that time", when it is made: recorded replies show ten characters.
  present: (row) => ({ ...row, secret: text(row.secret).slice(0, 10) }),
  // By hand alone.
  create: ({ store, actor }, input) =>
    insert(store, 'clients', nextNumber(store), {
      name: text(input.name),
      identifier: text(input.identifier),
      company: textOrNull(input.company) ?? '',
      description: textOrNull(input.description) ?? '',
      kind: text(input.kind, 'confidential'),
      redirect_uri: [...list(input.redirect_uri)],
      global: false,
      user_id: actor.user?.id ?? null,
      secret: nextSecret(store),
    }),
};

export const oauthClientRoutes = readRoutes(oauthClients);
