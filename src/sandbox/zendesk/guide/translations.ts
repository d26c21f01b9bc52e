/** Translations, locales and source locales: developer.zendesk.com/api-reference/help_center/help-center-api/translations/ */

import { guideInvalid, notFound } from '../../errors.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, list, number, object, text } from '../../json.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import { drop, find, patch } from '../../store.ts';
import { sanitise } from '../html.ts';
import type { ContentKind } from './content.ts';
import {
  chooseLocale,
  contentOf,
  helpCenter,
  insertTranslation,
  kindOf,
  translationIn,
  wordingOf,
  writeTranslation,
} from './content.ts';
import { presentTranslation, translationsOf } from './sideloads.ts';

const read = { scope: 'hc', access: 'agent' } as const;
const write = { scope: 'hc', access: 'admin' } as const;

function isSource(call: Call, translation: Row): boolean {
  const source = find(call.store, kindOf(translation), number(translation.source_id));
  return source?.source_locale === translation.locale;
}

function listTranslations(call: Call, source: Row): Reply {
  const wanted = call.query.get('locales')?.split(',');
  const matching = (name: 'draft' | 'outdated', row: Row) =>
    !call.query.has(name) || flag(row[name]) === flag(call.query.get(name) ?? '');
  const rows = translationsOf(call, source).filter(
    (row) => (!wanted || wanted.includes(text(row.locale))) && matching('draft', row) && matching('outdated', row),
  );
  return listReply(call, {
    wrapper: 'translations',
    paging: 'both',
    rows: () => rows,
    present: (row) => presentTranslation(call, row),
  });
}

function createTranslation(call: Call, kind: ContentKind, source: Row): Reply {
  const input = wrapped(call, 'translation');
  const locale = chooseLocale(call, input);
  const known = object(source.translations);
  if (known[locale] !== undefined) throw guideInvalid(400, 'locale', 'has already been taken');
  const wording = wordingOf(
    kind,
    kind === 'articles' ? input : { name: input.title ?? null, description: input.body ?? null },
  );
  const row = insertTranslation(call, kind, source.id, locale, { ...wording, draft: flag(input.draft) });
  patch(call.store, kind, source, { translations: { ...known, [locale]: row.id } });
  return created({ translation: presentTranslation(call, row) });
}

/** "The PUT request does not update the translation's `updated_at` value if the data … matches the data in the translation." */
function updateTranslation(call: Call, kind: ContentKind, source: Row): Reply {
  const translation = translationIn(call.store, source, param(call, 'locale').toLowerCase());
  if (!translation) throw notFound();
  const input = wrapped(call, 'translation');
  const changes: Attributes = {};
  if (input.title !== undefined) {
    if (text(input.title).trim() === '') throw guideInvalid(422, 'title', "can't be blank");
    changes.title = text(input.title).trim();
  }
  if (input.body !== undefined)
    changes.body = kind === 'articles' ? sanitise(text(input.body)) : text(input.body).trim();
  if (input.draft !== undefined) changes.draft = flag(input.draft);
  // The source translation is by definition up to date.
  if (input.outdated !== undefined && !isSource(call, translation)) changes.outdated = flag(input.outdated);
  const moved = input.locale === undefined ? source : moveTranslation(call, kind, source, translation, input, changes);
  return ok({ translation: presentTranslation(call, writeTranslation(call, moved, translation, changes)) });
}

/** "If you change the translation locale, it must be different from that of any existing translation" of the source. */
function moveTranslation(
  call: Call,
  kind: ContentKind,
  source: Row,
  translation: Row,
  input: Attributes,
  changes: Attributes,
): Row {
  const locale = chooseLocale(call, input);
  const { [text(translation.locale)]: own, ...others } = object(source.translations);
  if (locale === translation.locale || own === undefined) return source;
  if (others[locale] !== undefined) throw guideInvalid(400, 'locale', 'has already been taken');
  changes.locale = locale;
  return patch(call.store, kind, source, {
    translations: { ...others, [locale]: own },
    ...(isSource(call, translation) ? { source_locale: locale } : {}),
  });
}

function deleteTranslation(call: Call): Reply {
  const translation = find(call.store, 'translations', param(call, 'id'));
  if (!translation) throw notFound();
  const source = contentOf(call, kindOf(translation), text(translation.source_id));
  if (isSource(call, translation)) throw guideInvalid(400, 'locale', 'is the source locale and cannot be deleted');
  const { [text(translation.locale)]: gone, ...left } = object(source.translations);
  drop(call.store, 'translations', translation.id);
  patch(call.store, kindOf(translation), source, { translations: left });
  return noContent();
}

function setSource(call: Call, kind: ContentKind, one: string, source: Row): Reply {
  const locale = text(call.body[`${one}_locale`]).toLowerCase();
  if (object(source.translations)[locale] === undefined) throw guideInvalid(400, 'source_locale', 'has no translation');
  patch(call.store, kind, source, { source_locale: locale });
  return { status: 200, body: '' };
}

function routesOf(kind: ContentKind, one: string): readonly Route[] {
  const base = `/help_center/${kind}/:id`;
  const source = (call: Call) => contentOf(call, kind, param(call, 'id'));
  return [
    { method: 'GET', path: `${base}/translations`, ...read, handle: (call) => listTranslations(call, source(call)) },
    {
      method: 'GET',
      path: `${base}/translations/missing`,
      ...read,
      handle: (call) => {
        const known = object(source(call).translations);
        return ok({ locales: list(helpCenter(call).locales).filter((locale) => known[text(locale)] === undefined) });
      },
    },
    {
      method: 'GET',
      path: `${base}/translations/:locale`,
      ...read,
      handle: (call) => {
        const row = translationIn(call.store, source(call), param(call, 'locale').toLowerCase());
        if (!row) throw notFound();
        return ok({ translation: presentTranslation(call, row) });
      },
    },
    {
      method: 'POST',
      path: `${base}/translations`,
      ...write,
      handle: (call) => createTranslation(call, kind, source(call)),
    },
    {
      method: 'PUT',
      path: `${base}/translations/:locale`,
      ...write,
      handle: (call) => updateTranslation(call, kind, source(call)),
    },
    {
      method: 'PUT',
      path: `${base}/source_locale`,
      ...write,
      handle: (call) => setSource(call, kind, one, source(call)),
    },
  ];
}

export const translationRoutes: readonly Route[] = [
  ...routesOf('categories', 'category'),
  ...routesOf('sections', 'section'),
  ...routesOf('articles', 'article'),
  { method: 'DELETE', path: '/help_center/translations/:id', ...write, handle: deleteTranslation },
  {
    method: 'GET',
    path: '/help_center/locales',
    ...read,
    handle: (call) => {
      const { locales, default_locale } = helpCenter(call);
      return ok({ locales: locales ?? [], default_locale: default_locale ?? 'en-us' });
    },
  },
];
