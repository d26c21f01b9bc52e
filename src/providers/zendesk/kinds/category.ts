/** Categories of a help center: the top of its tree. */
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import { canonicalJson } from '../../../core/value.ts';
import type { Binding } from '../binding.ts';
import { brand, createIn, locale, position, removeIn, split, updateIn } from '../help-center.ts';
import { pathOf, propertyNamed } from '../id-places.ts';
import {
  languagesFor,
  ownAttributes,
  readTranslations,
  translations,
  translationsCompletion,
  withTranslations,
  writeTranslations,
} from '../translations.ts';

const texts = translations(
  {
    name: line({ description: 'Name in this language.', required: true, native: 'title' }),
    description: text({ description: 'Text under the name.', native: 'body', platformDefault: '' }),
  },
  'name',
);

const kind: Kind = {
  name: 'category',
  provider: 'zendesk',
  section: ['help_center', '*', 'categories'],
  scope: 'brand',
  title: 'help center category',
  plural: 'help center categories',
  description: 'The top level of a help center.',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/categories/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    brand,
    name: line({ description: 'Name in its own language.', required: true }),
    description: text({ description: 'Text under the name.', platformDefault: '' }),
    position,
    locale,
    translations: texts,
  },
  naturalKey: (attributes) => canonicalJson([attributes.brand ?? null, attributes.name]),
  keyUnique: false,
  neighbours: languagesFor,
  cascades: ['section.category'],
  deletionLoses: (dependants) =>
    `its sections and all their articles${dependants.length === 0 ? '' : `: ${dependants.join(', ')}`}`,
  idAfter: [propertyNamed('category_id'), pathOf('categories')],
  hazards: [
    '2026-11-24: a translation needs a language that is switched on in the help center, which only a person can do.',
    '2026-11-21: deleting a category deletes its sections and their articles.',
    '2026-11-21: name and description are changed in the translation of its own language.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/help_center/categories',
    one: 'category',
    many: 'categories',
    paging: 'offset',
    update: 'PUT',
    send: 'changed',
    perBrand: true,
  },
  completion: translationsCompletion,
  ...readTranslations(texts),
};

const writer: Writer = {
  *create(attributes, cx) {
    const made = yield* createIn(base, base.endpoint.path, attributes, {}, {}, cx);
    return yield* withTranslations(base, made, attributes, {}, cx);
  },
  *update(live, target, changed, cx) {
    const { own, translation } = split(ownAttributes(base, target, changed, cx), {
      name: 'title',
      description: 'body',
    });
    const written = (yield* updateIn(base, live, own, translation, {}, cx)) ?? live;
    return yield* writeTranslations(base, written, target, {}, cx);
  },
  *remove(live, cx) {
    yield* removeIn(base, live, cx);
  },
};

export const category: Binding = { ...base, writer };
