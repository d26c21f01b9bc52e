/** Permission groups: which agents may edit and publish articles. */
import { references } from '../../../core/attributes/references.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const kind: Kind = {
  name: 'permission_group',
  provider: 'zendesk',
  section: ['permission_groups'],
  title: 'permission group',
  plural: 'permission groups',
  description: 'Says which agents may edit and publish articles. The built-in one is referred to with live("…").',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/permission_groups/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that agents see.', required: true }),
    edit: references('user_segment', {
      description: 'Segments of agents who may edit, besides Guide admins (Enterprise).',
      ids: 'number',
      platformDefault: [],
    }),
    publish: references('user_segment', {
      description: 'Segments of agents who may publish, besides Guide admins (from Professional on).',
      ids: 'number',
      platformDefault: [],
    }),
  },
  naturalKey: ({ name }) => String(name).toLowerCase(),
  keyUnique: false,
  hazards: [
    '2026-11-26: who may edit is part of Enterprise, who may publish begins with Professional; below, permission groups can be read only.',
    '2026-11-26: the built-in group can be neither changed nor deleted.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/guide/permission_groups',
    one: 'permission_group',
    many: 'permission_groups',
    paging: 'offset',
    update: 'PUT',
    send: 'changed',
  },
  facts: ({ built_in }) =>
    built_in === true
      ? { locked: 'it is built in, and Zendesk lets nobody change it', isDefault: true, system: true }
      : {},
};

export const permissionGroup: Binding = { ...base, writer: plainWriter(base) };
