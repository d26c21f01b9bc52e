/** User segments: who may read which articles. */
import { references, words } from '../../../core/attributes/references.ts';
import { choice } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const kind: Kind = {
  name: 'user_segment',
  provider: 'zendesk',
  section: ['user_segments'],
  title: 'user segment',
  plural: 'user segments',
  description:
    'People who may read what is meant for them. The built-in ones are referred to as live("Signed-in users") and live("Agents and admins").',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/user_segments/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that agents see; unique, whatever its capitals.', required: true }),
    user_type: choice(
      { signed_in_users: 'signed_in_users', staff: 'staff' },
      { description: 'Everybody who signed in, or agents and admins only.', required: true },
    ),
    tags: words({ description: 'Tags of people, who must have all of them.', platformDefault: [] }),
    or_tags: words({ description: 'Tags of people, who must have one of them.', platformDefault: [] }),
    groups: references('group', {
      description: 'Groups of agents, who must be in one of them.',
      native: 'group_ids',
      ids: 'number',
      platformDefault: [],
    }),
    organizations: references('organization', {
      description: 'Organizations, of which people must be in one.',
      native: 'organization_ids',
      ids: 'number',
      platformDefault: [],
    }),
    added_users: references('user', {
      description: 'People who are in it whatever the rest says: live("E-MAIL").',
      native: 'added_user_ids',
      ids: 'number',
      platformDefault: [],
    }),
  },
  naturalKey: ({ name }) => String(name).toLowerCase(),
  keyUnique: true,
  hazards: [
    '2026-11-26: the built-in segments cannot be changed; their names follow the language of whoever asks, so they are known by their English names everywhere.',
    '2026-11-26: a segment cannot be deleted while articles or topics use it; articles are known before anything is sent, topics are not read.',
    '2026-11-26: below Growth and Professional an account has the built-in segments only.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/help_center/user_segments',
    one: 'user_segment',
    many: 'user_segments',
    paging: 'offset',
    update: 'PUT',
    send: 'changed',
  },
  // The platform names them in the language of whoever asks; that name stays an alias.
  computed: ({ built_in, user_type }) =>
    built_in === true ? { name: user_type === 'staff' ? 'Agents and admins' : 'Signed-in users' } : {},
  facts: ({ built_in, name }) =>
    built_in === true
      ? { locked: 'it is built in, and Zendesk lets nobody change it', aliases: [String(name)], system: true }
      : {},
};

export const userSegment: Binding = { ...base, writer: plainWriter(base) };
