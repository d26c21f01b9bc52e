/** Content tags: words that hold articles and posts together across sections. */
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Binding } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const kind: Kind = {
  name: 'content_tag',
  provider: 'zendesk',
  section: ['content_tags'],
  title: 'content tag',
  plural: 'content tags',
  description: 'A word that readers see on articles and posts, and search by.',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/content_tags/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'The word; unique in the account, whatever its capitals.', required: true }),
  },
  naturalKey: ({ name }) => String(name).toLowerCase(),
  keyUnique: true,
  deletionLoses: () => 'its place on every article and post',
  hazards: ['2026-11-26: deleting a content tag takes it off all articles and posts.'],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/guide/content_tags',
    one: 'content_tag',
    many: 'records',
    paging: 'cursor',
    pageSize: 30,
    update: 'PUT',
    send: 'changed',
  },
};

export const contentTag: Binding = { ...base, writer: plainWriter(base) };
