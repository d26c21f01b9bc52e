/** Organizations of customers that the spec names: the others stay as they are, and are not even read. */
import { reference, words } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import { sameValue } from '../../../core/value.ts';
import type { Binding } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf, propertyNamed } from '../id-places.ts';
import { fieldKeysIn, profileValues, typedValues } from '../profile-values.ts';

const externalId = line({
  description: 'Its id in another system; unique, whatever its capitals.',
  native: 'external_id',
  platformDefault: '',
});

const kind: Kind = {
  name: 'organization',
  provider: 'zendesk',
  section: ['organizations'],
  title: 'organization',
  plural: 'organizations',
  description:
    'A company whose people write to you. Those that the spec does not name are left alone, and not imported.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Its name; unique, whatever its capitals.', required: true }),
    domains: words({
      description: 'Mail domains whose people belong to it. All of them.',
      native: 'domain_names',
      platformDefault: [],
    }),
    details: text({ description: 'Such as its address.', platformDefault: '' }),
    notes: text({ description: 'What agents should know.', platformDefault: '' }),
    tags: words({ description: 'Tags that its tickets get.', platformDefault: [] }),
    group: reference('group', {
      description: 'Group that its new tickets go to, or none.',
      native: 'group_id',
      ids: 'number',
      nullable: true,
      platformDefault: null,
    }),
    shared_tickets: flag({ description: 'Whether its people see each other’s tickets.', platformDefault: false }),
    shared_comments: flag({ description: 'Whether they may answer on them.', platformDefault: false }),
    external_id: { ...externalId, encode: (value) => (value === '' ? null : value) },
    fields: profileValues({
      description:
        'Values of organization fields by the keys of the fields; those that are not named stay as they are. Options by their tags.',
      native: 'organization_fields',
    }),
  },
  naturalKey: ({ name }) => String(name),
  keyUnique: true,
  picked: true,
  neighbours: ({ fields }) => (fields === undefined ? [] : ['organization_field']),
  after: ({ fields }) => (fields === undefined ? [] : ['organization_field']),
  consequence: ({ domains }, live) =>
    domains === undefined || sameValue(domains, live?.domains ?? [])
      ? undefined
      : 'people whose address is in its domains join it',
  deletionLoses: () => 'the organization of its people and of their tickets',
  idAfter: [propertyNamed('organization_id'), pathOf('organizations')],
  hazards: [
    '2026-11-25: organizations are read one by one, by name or id; what the spec does not name is neither listed nor imported.',
    '2026-11-25: a deleted organization leaves its people without one, and cannot be brought back.',
    '2026-11-25: domains are replaced as a whole; people join by the domain of their address.',
    '2026-11-25: names and external ids are compared without regard to capitals.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/organizations',
    one: 'organization',
    many: 'organizations',
    paging: 'offset',
    update: 'PUT',
    send: 'changed',
  },
  finding: {
    byIds: '/api/v2/organizations/show_many',
    byName: (name) => ({ path: '/api/v2/organizations/search', query: { name } }),
    count: '/api/v2/organizations/count',
  },
  facts: ({ external_id: id }) => (typeof id === 'string' && id !== '' ? { aliases: [id] } : {}),
};

const writer: Writer = {
  ...plainWriter(base),
  *create(attributes, cx) {
    const native = encodeAttributes(kind, attributes, writable(kind, attributes, 'create'), cx);
    return yield* createWith(base, typedValues(native, 'organization_fields', 'organization_field', cx));
  },
  *update(live, target, changed, cx) {
    const native = encodeAttributes(kind, target, writable(kind, target, 'update', topLevel(changed)), cx);
    const keys = fieldKeysIn(changed);
    return yield* updateWith(base, live, typedValues(native, 'organization_fields', 'organization_field', cx, keys));
  },
};

export const organization: Binding = { ...base, writer };
