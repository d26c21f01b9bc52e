/** Groups of agents. */
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const kind: Kind = {
  name: 'group',
  provider: 'zendesk',
  section: ['groups'],
  title: 'group',
  plural: 'groups',
  description: 'A team of agents that tickets are assigned to.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/groups/groups/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that agents see.', required: true }),
    description: text({ description: 'What the group is for.', platformDefault: '' }),
    public: flag({
      description: 'Whether all agents see its tickets. A private group cannot be made public again.',
      native: 'is_public',
      platformDefault: true,
    }),
  },
  naturalKey: (attributes) => String(attributes.name),
  // Newer accounts refuse a second group of the same name, older ones do not (settings.groups.check_group_name_uniqueness).
  keyUnique: false,
  deletionLoses: () => 'the group of its open tickets',
  hazards: [
    '2026-11-21: deleting a group leaves its id behind in rules, views, SLAs and macros.',
    '2026-11-21: a private group cannot be made public again.',
    '2026-11-21: which group is the default can be changed in the Admin Center only; the default group cannot be deleted.',
  ],
};

const base: Binding = {
  kind,
  endpoint: { path: '/api/v2/groups', one: 'group', many: 'groups', paging: 'cursor', update: 'PUT', send: 'changed' },
  facts: (native) => ({
    ...(native.deleted === true ? { gone: true } : {}),
    ...(native.default === true ? { isDefault: true } : {}),
  }),
};

export const group: Binding = { ...base, writer: plainWriter(base) };
