/** Single sign-on: looked at, never written; what differs is for a person to set. */
import type { Attribute } from '../../../core/attribute.ts';
import { canonicalScalar } from '../../../core/attributes/scalars.ts';
import { choice, flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import { canonicalJson } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';

const PLACE = 'Admin Center > Account > Security > Single sign-on';
const ASSIGNED = 'Admin Center > Account > Security > Team member authentication, or End user authentication';
const TYPES = { saml: 'saml', jwt: 'jwt', oidc: 'oidc' } as const;
/** https://developer.zendesk.com/api-reference/ticketing/account-configuration/remote_authentications/ */
const MODES: Readonly<Record<string, string>> = { 2: 'saml', 3: 'jwt', 4: 'oidc' };

const mutability = 'read_only';

function seen(attribute: Attribute, where = PLACE): Attribute {
  return { ...attribute, where };
}

const kind: Kind = {
  name: 'sso',
  provider: 'zendesk',
  section: ['security', 'sso'],
  title: 'single sign-on',
  plural: 'single sign-ons',
  description: 'A way to sign in at an identity provider. Checked, never written: a mistake would lock people out.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/remote_authentications/',
  capability: { create: false, read: true, update: false, delete: 'none' },
  codec: 1,
  label: 'name',
  attributes: {
    type: choice(TYPES, { description: 'How it works.', required: true, mutability: 'immutable' }),
    name: line({ description: 'Name that admins see.', required: true, mutability: 'immutable' }),
    active: seen(
      flag({ description: 'Whether somebody signs in by it.', native: 'is_active', mutability, implied: true }),
      ASSIGNED,
    ),
    team_members: seen(
      flag({ description: 'Whether agents and admins use it.', native: 'agent', mutability }),
      ASSIGNED,
    ),
    end_users: seen(flag({ description: 'Whether customers use it.', native: 'end_user', mutability }), ASSIGNED),
    login_url: seen(
      line({ description: 'Where people sign in, of saml and jwt.', native: 'remote_login_url', mutability }),
    ),
    logout_url: seen(
      line({
        description: 'Where people are sent afterwards, of saml and jwt.',
        native: 'remote_logout_url',
        mutability,
      }),
    ),
    fingerprint: seen(line({ description: 'SHA-256 fingerprint of the certificate, of saml.', mutability })),
    issuer: seen(line({ description: 'Issuer URL, of oidc.', native: 'issuer_url', mutability })),
    client_id: seen(
      line({ description: 'Id of the client, of oidc; its secret stays in the admin pages.', mutability }),
    ),
  },
  naturalKey: ({ type, name }) => canonicalJson([type ?? null, name ?? null]),
  keyUnique: false,
  byHand: ({ type, name, login_url, issuer }) => ({
    where: `${PLACE} > Create SSO configuration`,
    enter: [canonicalScalar(type), `name: ${canonicalScalar(name)}`, login_url ?? issuer]
      .filter((part) => part !== undefined)
      .map(String)
      .join('; '),
    check: 'the account lists it',
  }),
  hazards: [
    '2026-11-24: can be read only; a wrong setting locks everybody out, so the owner keeps a password sign-in.',
    '2026-11-24: certificates and secrets are never read nor written.',
  ],
};

export const sso: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/remote_authentications',
    one: 'remote_authentication',
    many: 'remote_authentications',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({ type: typeOf(native) }),
};

function typeOf({ auth_mode, auth_mode_name }: Native): string {
  const name = typeof auth_mode_name === 'string' ? auth_mode_name : MODES[String(auth_mode)];
  return name ?? '';
}
