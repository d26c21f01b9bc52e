/**
 * How people sign in, to be read only:
 * developer.zendesk.com/api-reference/ticketing/account-configuration/remote_authentications/ and …/security_settings/
 */

import { nextNumber } from '../ids.ts';
import type { Attributes } from '../json.ts';
import { text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { listRoute } from '../kinds.ts';
import type { Route } from '../router.ts';
import { ok } from '../router.ts';
import { find, insert, patch } from '../store.ts';

const MODES: Readonly<Record<string, number>> = { saml: 2, jwt: 3, oidc: 4 };

export const remoteAuthentications: Kind = {
  name: 'remote_authentications',
  one: 'remote_authentication',
  path: '/remote_authentications',
  scope: 'security',
  paging: 'none',
  readAccess: 'admin',
  withoutUrl: true,
  present: ({ created_at, updated_at, ...row }) => row,
  // Made in the admin pages only: {name, auth_mode_name: saml | jwt | oidc}.
  create: ({ store }, input) =>
    insert(store, 'remote_authentications', nextNumber(store), {
      ...defaults(text(input.auth_mode_name, 'saml')),
      ...input,
    }),
  update: ({ store }, row, input) => patch(store, 'remote_authentications', row, input),
};

export const securityRoutes: readonly Route[] = [
  listRoute(remoteAuthentications),
  {
    method: 'GET',
    path: '/security_settings',
    scope: 'security',
    access: 'admin',
    handle: (call) => {
      const { id, created_at, updated_at, ...security_settings }: Attributes =
        find(call.store, 'security_settings', 'account') ?? {};
      return ok({ security_settings });
    },
  },
];

function defaults(mode: string): Attributes {
  return {
    name: mode.toUpperCase(),
    auth_mode: MODES[mode] ?? 2,
    auth_mode_name: mode,
    label: mode.toUpperCase(),
    is_active: false,
    priority: 1,
    agent: false,
    agent_primary: false,
    end_user: false,
    end_user_primary: false,
    can_display_button_to_team_members: false,
    can_display_button_to_end_users: false,
    ip_ranges: null,
    remote_login_url: '',
    remote_logout_url: '',
    ...(mode === 'saml' ? { fingerprint: '' } : {}),
  };
}
