/** Articles of a help center. */
import type { Attribute } from '../../../core/attribute.ts';
import { files } from '../../../core/attributes/files.ts';
import { html } from '../../../core/attributes/html.ts';
import { listOf, reference, references, words } from '../../../core/attributes/references.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, WriteContext, Writer } from '../../../core/provider.ts';
import { type Attributes, canonicalJson, isPlainStruct, sameValue, type Value } from '../../../core/value.ts';
import { ATTACHMENTS, attachFiles, detachFiles } from '../article-attachments.ts';
import { named, namesIn, recordsOf, resolved, withLinks } from '../attachment-links.ts';
import { audience, readAudience, withSegments } from '../audience.ts';
import { type Binding, liveObject, type Native } from '../binding.ts';
import { numericId, topLevel } from '../crud.ts';
import { brand, createIn, hostOf, locale, position, removeIn, split, updateIn } from '../help-center.ts';
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

const body = withLinks(
  html({
    description:
      'HTML as text, or {file: PATH} of an .html or .md file. `attachment:NAME` links to one of its attachments.',
  }),
);

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

const readers = audience({
  description: 'Who may read it: a user segment, a list of several (Enterprise), or `none` for everyone.',
});

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
    audience: readers,
    editors: reference('permission_group', {
      description: 'Who may edit and publish it: a permission group; the built-in one for new articles if not given.',
      native: 'permission_group_id',
      ids: 'number',
    }),
    labels: words({
      description: 'Labels that the search weighs; `[]` takes all of them off.',
      native: 'label_names',
      lowerCase: false,
      platformDefault: [],
    }),
    content_tags: {
      ...references('content_tag', {
        description: 'Content tags that readers see on it; `[]` takes all of them off.',
        native: 'content_tag_ids',
        ids: 'string',
        platformDefault: [],
      }),
      dropsOut: true,
    },
    attachments: files({
      description: 'Files that readers can download; those that the body shows are not listed below it.',
      native: ATTACHMENTS,
      nameNative: 'file_name',
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
  judgedBy: (target) => (Array.isArray(target?.labels) && target.labels.length > 0 ? ['article_label'] : []),
  apart: ['attachments'],
  deletionLoses: () => 'its place in the help center: it is archived, and only a person can restore it',
  idAfter: [propertyNamed('article_id'), pathOf('articles')],
  hazards: [
    '2026-11-24: a translation needs a language that is switched on in the help center, which only a person can do.',
    '2026-11-21: title, body and draft state are changed in the translation of its own language.',
    '2026-11-21: deleting archives it; it can be restored in the help center only, and a new one gets a new address.',
    '2026-11-21: the platform cleans the HTML.',
    '2026-11-26: attachments are compared by name and size, and with what was last sent; one that changed is sent anew and gets another address.',
    '2026-11-26: a file that a text shows goes when no text shows it any more; it stays in the media library.',
    '2026-11-26: attachments are read only of articles whose block names some; elsewhere the body keeps the addresses that it has.',
  ],
};

const translated = readTranslations(texts);

const base: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/help_center/articles',
    one: 'article',
    many: 'articles',
    paging: 'offset',
    // Unlike positions, which many share, it says where each stands whichever way the list is turned.
    ends: {
      first: { sort_by: 'created_at', sort_order: 'asc' },
      last: { sort_by: 'created_at', sort_order: 'desc' },
    },
    update: 'PUT',
    send: 'changed',
    perBrand: true,
  },
  completion: translationsCompletion,
  detail: { property: ATTACHMENTS, paging: 'cursor', path: (id) => `/api/v2/help_center/articles/${id}/attachments` },
  ...translated,
  computed: (native) => {
    const { translations: list, ...rest } = translated.computed?.(native) ?? {};
    const records = recordsOf(native[ATTACHMENTS]);
    return {
      ...rest,
      ...(list === undefined ? {} : { translations: named(list, records) }),
      ...(native.body === undefined ? {} : { body: named(body.decode(native.body), records) }),
      attachments: kind.attributes.attachments?.decode(records.filter(isFirst)) ?? [],
      audience: readAudience(readers, native),
    };
  },
};

const writer: Writer = {
  *create({ audience: segments = null, attachments, ...attributes }, cx) {
    const section = attributes.section === undefined ? '' : cx.id(attributes.section);
    // What it shows must be there first; until then nobody sees it.
    const shows = namesIn(attributes.body).length > 0;
    const extra = {
      ...(attributes.publish === undefined ? { draft: true } : {}),
      ...withSegments({ user_segment_id: readers.encode(segments, cx) }),
      ...(attributes.editors === undefined ? { permission_group_id: builtInEditors(cx) } : {}),
      ...(shows ? { body: '', draft: true } : {}),
    };
    const path = `/api/v2/help_center/sections/${section}/articles`;
    const made = yield* createIn(base, path, attributes, extra, { notify_subscribers: false }, cx);
    if (attachments === undefined || made.live === undefined)
      return yield* withTranslations(base, made, attributes, DRAFT, cx);
    const changed = ['attachments', 'translations', ...(shows ? ['body', 'publish'] : [])];
    const target = { ...attributes, attachments };
    return { id: made.id, live: yield* writeFiled(made.live, target, changed, cx) };
  },
  *update(live, target, changed, cx) {
    const names = topLevel(changed);
    if (names.includes('attachments') || recordsOf(live.native[ATTACHMENTS]).length > 0)
      return yield* writeFiled(live, target, changed, cx);
    return yield* writeTexts(live, target, changed, cx);
  },
  *remove(live, cx) {
    yield* removeIn(base, live, cx);
  },
};

/** Metadata, then the text in its own language, then the others. */
function* writeTexts(
  live: LiveObject,
  target: Attributes,
  changed: readonly string[],
  cx: WriteContext,
): Steps<LiveObject> {
  const native = withSegments(ownAttributes(base, target, changed, cx));
  const { own, translation } = split(native, { title: 'title', body: 'body', draft: 'draft' });
  const written = (yield* updateIn(base, live, own, translation, { notify_subscribers: false }, cx)) ?? live;
  // What was written last is not what the others were before.
  const { translations: known } = live.attributes;
  const before = known === undefined ? {} : { translations: known };
  const current = { ...written, attributes: { ...written.attributes, ...before } };
  return yield* writeTranslations(base, current, target, DRAFT, cx);
}

/** New files come before the texts that show them, and old ones go after those that showed them. */
function* writeFiled(
  live: LiveObject,
  target: Attributes,
  changed: readonly string[],
  cx: WriteContext,
): Steps<LiveObject> {
  const shelf = { article: live.id, host: hostOf(live.attributes.brand, cx) };
  const { records, drop } = yield* attachFiles(shelf, target, live);
  const before = withAddresses(live.attributes, live.native, recordsOf(live.native[ATTACHMENTS]));
  const wanted = withAddresses(target, live.native, records);
  // A file that was sent anew has another address, though the text says the same.
  const moved = sameValue(before.body ?? null, wanted.body ?? null) ? [] : ['body'];
  const paths = [...new Set([...changed, ...moved])];
  const written = yield* writeTexts({ ...live, attributes: before }, wanted, paths, cx);
  return liveObject(base, { ...written.native, [ATTACHMENTS]: yield* detachFiles(shelf, drop) });
}

/** Attributes with the addresses of attachments in their texts, each language with its own. */
function withAddresses(
  attributes: Attributes,
  { source_locale: source }: Native,
  records: readonly Native[],
): Attributes {
  const { body: text, translations: list } = attributes;
  const inLanguage = (one: Value) => resolved(one, records, isPlainStruct(one) ? one.key : undefined);
  return {
    ...attributes,
    ...(text === undefined ? {} : { body: resolved(text, records, source) }),
    ...(list === undefined ? {} : { translations: listOf(list).map(inLanguage) }),
  };
}

/** Of a file that several translations show the platform has a record for each. */
function isFirst(record: Native, index: number, all: readonly Native[]): boolean {
  const same = (other: Native) => other.file_name === record.file_name && other.size === record.size;
  return record.inline !== true || all.findIndex((other) => other.inline === true && same(other)) === index;
}

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
