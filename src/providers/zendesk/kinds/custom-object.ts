/** Custom objects: types of records that the platform does not have by itself. */
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Attributes, Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { plainWriter } from '../crud.ts';

const kind: Kind = {
  name: 'custom_object',
  provider: 'zendesk',
  section: ['custom_objects'],
  title: 'custom object',
  plural: 'custom objects',
  description: 'A type of records of your own, such as assets or contracts.',
  source: 'https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_objects/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    key: {
      ...line({
        description: "The platform's name of the object, in rules and paths; the key of the block if left out.",
        mutability: 'immutable',
        pattern: /^[a-z0-9_]+$/,
        patternSays: 'of small letters, digits and `_`',
      }),
      fromKey: true,
    },
    title: line({ description: 'Name of one of them.', required: true }),
    title_plural: line({ description: 'Name of several.', native: 'title_pluralized', required: true }),
    description: text({ description: 'What they are.', platformDefault: '' }),
    listed: flag({
      description: 'Whether agents find them in the list of custom objects.',
      native: 'include_in_list_view',
      implied: true,
    }),
    attachments: flag({
      description: 'Whether records may hold files.',
      native: 'allows_attachments',
      platformDefault: false,
    }),
    photos: flag({ description: 'Whether records may hold a photo.', native: 'allows_photos', platformDefault: false }),
  },
  naturalKey: ({ key }) => String(key),
  keyUnique: true,
  cascades: ['custom_object_field.object', 'object_trigger.object'],
  deletionLoses: (dependants) =>
    ['all of its records', ...(dependants.length === 0 ? [] : [`with it go ${dependants.join(', ')}`])].join('; '),
  hazards: [
    '2026-11-25: the key can never be changed, and paths, rules and lookup fields name the object by it.',
    '2026-11-25: deleting it deletes all of its records for good.',
    '2026-11-25: how many objects, fields and records an account has depends on its plan.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/custom_objects',
    one: 'custom_object',
    many: 'custom_objects',
    paging: 'unpaged',
    update: 'PATCH',
    send: 'changed',
    idOf: ({ key }) => String(key),
  },
  computed: raw,
};

export const customObject: Binding = { ...base, writer: plainWriter(base) };

/** `raw_…` holds placeholders of dynamic content; the plain one is in the language of whoever asks. */
function raw(native: Native): Attributes {
  const attributes: Record<string, Value> = {};
  if (typeof native.raw_title === 'string') attributes.title = native.raw_title.trim();
  if (typeof native.raw_title_pluralized === 'string') attributes.title_plural = native.raw_title_pluralized.trim();
  if (typeof native.raw_description === 'string') attributes.description = native.raw_description.trimEnd();
  return attributes;
}
