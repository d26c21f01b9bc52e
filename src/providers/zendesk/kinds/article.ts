/** Articles of a help center. */
import type { Attribute } from '../../../core/attribute.ts';
import { html } from '../../../core/attributes/html.ts';
import { reference, words } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { WriteContext, Writer } from '../../../core/provider.ts';
import { canonicalJson } from '../../../core/value.ts';
import type { Binding } from '../binding.ts';
import { numericId } from '../crud.ts';
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

const body = html({ description: 'HTML as text, or {file: PATH} of an .html or .md file.' });

const texts: Attribute = {
  ...translations(
    {
      title: line({ description: 'Title in this language.', required: true }),
      body,
      publish: flag({ description: 'Whether readers see it; a draft otherwise.', native: 'draft', inverted: true }),
    },
    'title',
  ),
  late: true,
  ...(body.rewritten === undefined ? {} : { rewritten: body.rewritten }),
};

/** New texts are drafts until somebody publishes them. */
const DRAFT = { draft: true } as const;

const kind: Kind = {
  name: 'article',
  provider: 'zendesk',
  section: ['help_center', '*', 'articles'],
  scope: 'brand',
  title: 'article',
  plural: 'articles',
  description: 'A page of a help center. A draft until `publish: true`; subscribers are never notified.',
  source: 'https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'title',
  attributes: {
    brand,
    title: line({ description: 'Title in its own language.', required: true }),
    section: reference('section', {
      description: 'Section that it is in.',
      required: true,
      native: 'section_id',
      ids: 'number',
    }),
    body,
    publish: flag({ description: 'Whether readers see it; a draft otherwise.', native: 'draft', inverted: true }),
    audience: reference('user_segment', {
      description: 'Who may read it: a user segment, or `none` for everyone.',
      nullable: true,
      native: 'user_segment_id',
      ids: 'number',
      platformDefault: null,
    }),
    editors: reference('permission_group', {
      description: 'Who may edit and publish it: a permission group; the built-in one for new articles if not given.',
      native: 'permission_group_id',
      ids: 'number',
    }),
    labels: words({
      description: 'Labels that the search weighs.',
      native: 'label_names',
      lowerCase: false,
      platformDefault: [],
    }),
    promoted: flag({ description: 'Shown first in its section.', platformDefault: false }),
    comments: flag({
      description: 'Whether readers may comment.',
      native: 'comments_disabled',
      inverted: true,
      platformDefault: true,
    }),
    position,
    locale,
    translations: texts,
  },
  naturalKey: (attributes) => canonicalJson([attributes.section ?? null, attributes.title]),
  keyUnique: false,
  neighbours: (attributes) => ['brand', 'permission_group', ...languagesFor(attributes)],
  deletionLoses: () => 'its place in the help center: it is archived, and only a person can restore it',
  idAfter: [propertyNamed('article_id'), pathOf('articles')],
  hazards: [
    '2026-11-24: a translation needs a language that is switched on in the help center, which only a person can do.',
    '2026-11-21: title, body and draft state are changed in the translation of its own language.',
    '2026-11-21: deleting archives it; it can be restored in the help center only, and a new one gets a new address.',
    '2026-11-21: the platform cleans the HTML.',
  ],
};

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/help_center/articles',
    one: 'article',
    many: 'articles',
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
    const section = attributes.section === undefined ? '' : cx.id(attributes.section);
    const extra = {
      ...(attributes.publish === undefined ? { draft: true } : {}),
      ...(attributes.audience === undefined ? { user_segment_id: null } : {}),
      ...(attributes.editors === undefined ? { permission_group_id: builtInEditors(cx) } : {}),
    };
    const path = `/api/v2/help_center/sections/${section}/articles`;
    const made = yield* createIn(base, path, attributes, extra, { notify_subscribers: false }, cx);
    return yield* withTranslations(base, made, attributes, DRAFT, cx);
  },
  *update(live, target, changed, cx) {
    const native = ownAttributes(base, target, changed, cx);
    const { own, translation } = split(native, { title: 'title', body: 'body', draft: 'draft' });
    const written = (yield* updateIn(base, live, own, translation, { notify_subscribers: false }, cx)) ?? live;
    return yield* writeTranslations(base, written, target, DRAFT, cx);
  },
  *remove(live, cx) {
    yield* removeIn(base, live, cx);
  },
};

export const article: Binding = { ...base, writer };

/** The platform demands a permission group; the built-in one lets admins edit. */
function builtInEditors(cx: WriteContext): number | string {
  const groups = cx.live('permission_group');
  const found = groups.find((group) => group.isDefault) ?? (groups.length === 1 ? groups[0] : undefined);
  if (found !== undefined) return numericId(found.id);
  return fail('EDITORS_MISSING', 'The account has no built-in permission group', {
    hint: 'Give the article `editors: live("Title of a permission group")`',
  });
}
