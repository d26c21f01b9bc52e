/** OAuth clients: programs that may ask for access to the account. Looked at, never written: their secret is shown once, to whoever makes them. */
import type { Attribute } from '../../../core/attribute.ts';
import { words } from '../../../core/attributes/references.ts';
import { canonicalScalar } from '../../../core/attributes/scalars.ts';
import { choice } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding } from '../binding.ts';

const PLACE = 'Admin Center > Apps and integrations > APIs > OAuth clients';
const mutability = 'read_only';

function seen(attribute: Attribute): Attribute {
  return { ...attribute, where: PLACE };
}

const kind: Kind = {
  name: 'oauth_client',
  provider: 'zendesk',
  section: ['oauth_clients'],
  title: 'OAuth client',
  plural: 'OAuth clients',
  description:
    'A program that may ask for access to the account. Checked, never written: its secret is shown only once.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_clients/',
  capability: { create: false, read: true, update: false, delete: 'none' },
  codec: 1,
  label: 'identifier',
  attributes: {
    identifier: {
      ...line({
        description: 'What the program calls itself; the key of the block if left out.',
        mutability: 'immutable',
      }),
      fromKey: true,
    },
    name: seen(line({ description: 'Name that people see who let it in.', mutability })),
    company: seen(line({ description: 'Company that people see who let it in.', mutability })),
    description: seen(line({ description: 'What people read who let it in.', mutability })),
    type: seen(
      choice(
        { public: 'public', confidential: 'confidential' },
        { description: 'Whether it can keep a secret.', native: 'kind', mutability },
      ),
    ),
    redirect_uris: seen(
      words({ description: 'Where people are sent back to.', native: 'redirect_uri', lowerCase: false, mutability }),
    ),
  },
  naturalKey: ({ identifier }) => canonicalScalar(identifier),
  keyUnique: true,
  byHand: ({ identifier, name, type, redirect_uris }) => ({
    where: `${PLACE} > Add OAuth client`,
    enter: [
      `identifier: ${canonicalScalar(identifier)}`,
      ...(name === undefined ? [] : [`name: ${canonicalScalar(name)}`]),
      ...(type === undefined ? [] : [canonicalScalar(type)]),
      ...(Array.isArray(redirect_uris) ? redirect_uris.map(String) : []),
    ].join('; '),
    check: 'the account lists it',
  }),
  hazards: [
    '2026-11-25: its secret is shown once, when it is made; that is why a person makes it.',
    '2026-11-25: identifiers are unique in the account.',
  ],
};

export const oauthClient: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/oauth/clients',
    one: 'client',
    many: 'clients',
    paging: 'cursor',
    update: 'PUT',
    send: 'changed',
  },
};
