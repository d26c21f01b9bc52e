/** Sections of a help center: they hold articles, and on Enterprise other sections. */
import { reference } from '../../../core/attributes/references.ts';
import { line, text } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
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
  name: 'section',
  provider: 'zendesk',
  section: ['help_center', '*', 'sections'],
  scope: 'brand',
  title: 'help center section',
  plural: 'help center sections',
  description: 'Holds the articles of a help center.',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/sections/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    brand,
    name: line({ description: 'Name in its own language.', required: true }),
    category: reference('category', {
      description: 'Category that it is in.',
      required: true,
      native: 'category_id',
      ids: 'number',
    }),
    parent: reference('section', {
      description: 'Section that it is nested in (Enterprise); `none` for the top level.',
      nullable: true,
      late: true,
      native: 'parent_section_id',
      ids: 'number',
      platformDefault: null,
    }),
    description: text({ description: 'Text under the name.', platformDefault: '' }),
    position,
    locale,
    translations: texts,
  },
  naturalKey: (attributes) => canonicalJson([attributes.category ?? null, attributes.name]),
  keyUnique: false,
  neighbours: languagesFor,
  cascades: ['article.section', 'section.parent'],
  deletionLoses: (dependants) => `its articles${dependants.length === 0 ? '' : `: ${dependants.join(', ')}`}`,
  idAfter: [propertyNamed('section_id'), pathOf('sections')],
  hazards: [
    '2026-11-24: a translation needs a language that is switched on in the help center, which only a person can do.',
    '2026-11-21: deleting a section deletes its articles.',
    '2026-11-21: the section it is nested in is set in a request of its own, and on Enterprise only.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/help_center/sections',
    one: 'section',
    many: 'sections',
    paging: 'offset',
    update: 'PUT',
    send: 'changed',
    perBrand: true,
  },
  completion: translationsCompletion,
  ...readTranslations(texts),
};

const writer: Writer = {
  *create({ parent, ...attributes }, cx) {
    const category = attributes.category === undefined ? '' : cx.id(attributes.category);
    const path = `/api/v2/help_center/categories/${category}/sections`;
    const made = yield* createIn(base, path, attributes, {}, {}, cx);
    if (parent === undefined || parent === null || made.live === undefined)
      return yield* withTranslations(base, made, attributes, {}, cx);
    const nested = yield* nest(made.live, kind.attributes.parent?.encode(parent, cx), cx);
    return yield* withTranslations(base, { ...made, ...(nested && { live: nested }) }, attributes, {}, cx);
  },
  *update(live, target, changed, cx) {
    const { parent_section_id: _, ...rest } = ownAttributes(base, target, changed, cx);
    const { own, translation } = split(rest, { name: 'title', description: 'body' });
    // A section that is nested stays in its category: it comes out first, and goes in again where it is then.
    const moves = own.category_id !== undefined && (live.native.parent_section_id ?? null) !== null;
    const flat = moves ? ((yield* nest(live, null, cx)) ?? live) : live;
    const written = (yield* updateIn(base, flat, own, translation, {}, cx)) ?? flat;
    const parent = kind.attributes.parent?.encode(target.parent ?? null, cx);
    const stands = parent === (flat.native.parent_section_id ?? null);
    const placed = stands ? written : yield* nest(written, parent, cx);
    return yield* writeTranslations(base, placed ?? written, target, {}, cx);
  },
  *remove(live, cx) {
    yield* removeIn(base, live, cx);
  },
};

export const section: Binding = { ...base, writer };

/** Alone in its request: together with anything else it is refused or ignored. */
function* nest(live: LiveObject, parent: unknown, cx: WriteContext): Steps<LiveObject | undefined> {
  return yield* updateIn(base, live, { parent_section_id: parent }, {}, {}, cx);
}
