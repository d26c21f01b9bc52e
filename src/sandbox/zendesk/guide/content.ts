/** What categories, sections and articles share: a help center, translations that hold the text, positions with ties. */

import { guideInvalid, notFound } from '../../errors.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Id, Json, Row } from '../../json.ts';
import { flag, list, number, object, objects, text } from '../../json.ts';
import type { Context } from '../../kinds.ts';
import type { Call } from '../../router.ts';
import type { Compare, Store } from '../../store.ts';
import { byId, byText, drop, find, findShown, insert, patch, viewed } from '../../store.ts';
import { sanitise } from '../html.ts';
import { embedFiles } from './inline-files.ts';

export type ContentKind = 'categories' | 'sections' | 'articles';

export interface Wording {
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

/** Where positions tie, the newest stands first. */
function byPlace(left: Row, right: Row): number {
  return number(left.position) - number(right.position) || byId(right, left);
}

/** [general knowledge] A brand whose help center was never switched on has none of these addresses. */
export function helpCenter(context: Context): Row {
  const center = find(context.store, 'help_centers', context.brand?.id);
  if (!center) throw notFound();
  return center;
}

export function contentOf(call: Context, kind: ContentKind, id: string): Row {
  helpCenter(call);
  const row = find(call.store, kind, id);
  if (!row || row.brand_id !== call.brand?.id) throw notFound();
  return row;
}

export function translationIn(store: Store, row: Row, locale: string): Row | undefined {
  const id = object(row.translations)[locale];
  return id === undefined ? undefined : findShown(store, 'translations', number(id));
}

/** The text shown: in the locale of the path, else in the source locale. */
export function shownTranslation(context: Context, row: Row): Row {
  const translation = translationIn(context.store, row, context.locale ?? text(row.source_locale));
  if (!translation) throw notFound();
  return translation;
}

export function listContent(call: Call, kind: ContentKind, keep?: (row: Row) => boolean): readonly Row[] {
  helpCenter(call);
  const sort = call.query.get('sort_by') ?? 'position';
  const compare: Compare = sort === 'position' ? byPlace : byText(sort);
  const brand = call.brand?.id;
  const { locale } = call;
  const inBrand = (row: Row) =>
    row.brand_id === brand && (locale === undefined || object(row.translations)[locale] !== undefined);
  const all = viewed(call.store, kind, `guide ${sort} ${String(brand)} ${locale ?? ''}`, compare, inBrand);
  const kept = keep ? all.filter(keep) : all;
  return call.query.get('sort_order') === 'desc' ? [...kept].reverse() : kept;
}

export function chooseLocale(context: Context, sent: Attributes): string {
  const locale = text(sent.locale, context.locale ?? '').toLowerCase();
  if (locale === '') throw guideInvalid(400, 'locale', "can't be blank");
  if (!list(helpCenter(context).locales).includes(locale)) throw guideInvalid(400, 'locale', 'is not enabled');
  return locale;
}

/** Categories and sections call the parts of their text name and description, articles title and body. */
export function wordingOf(kind: ContentKind, input: Attributes): Wording {
  const title = text(kind === 'articles' ? (input.title ?? input.name) : (input.name ?? input.title)).trim();
  if (title === '') throw guideInvalid(422, kind === 'articles' ? 'title' : 'name', "can't be blank");
  const body = text(kind === 'articles' ? input.body : (input.description ?? input.body));
  return { title, body: kind === 'articles' ? sanitise(body) : body.trim(), draft: flag(input.draft) };
}

const SOURCE = { categories: 'Category', sections: 'Section', articles: 'Article' } as const;

/** Creates the object with its first translation, and those that were sent along in `translations`. */
export function createContent(context: Context, kind: ContentKind, input: Attributes, attributes: Attributes): Row {
  const { store } = context;
  const extra = objects(input.translations);
  const [first] = extra;
  const sole = input.locale === undefined && first && !context.locale ? first : input;
  const locale = chooseLocale(context, sole);
  const id = nextNumber(store);
  const translations: Attributes = {};
  const translated: [string, Wording][] = [[locale, wordingOf(kind, sole)]];
  for (const item of extra.filter((other) => other !== sole)) {
    translated.push([
      chooseLocale(context, item),
      wordingOf(kind, { name: item.title ?? null, description: item.body ?? null, ...item }),
    ]);
  }
  for (const [language, wording] of translated) {
    if (translations[language] !== undefined) throw guideInvalid(400, 'locale', 'has already been taken');
    translations[language] = insertTranslation(context, kind, id, language, wording).id;
  }
  return insert(store, kind, id, {
    brand_id: context.brand?.id ?? null,
    source_locale: locale,
    position: number(input.position),
    translations,
    ...attributes,
  });
}

export function insertTranslation(
  context: Context,
  kind: ContentKind,
  source: Id,
  locale: string,
  wording: Wording,
): Row {
  const author = context.actor.user?.id ?? null;
  const body = kind === 'articles' ? embedFiles(context.store, source, locale, '', wording.body) : wording.body;
  return insert(context.store, 'translations', nextNumber(context.store), {
    source_id: source,
    source_type: SOURCE[kind],
    locale,
    ...wording,
    body,
    outdated: false,
    created_by_id: author,
    updated_by_id: author,
  });
}

export function dropContent(store: Store, kind: ContentKind, row: Row): void {
  for (const id of Object.values(object(row.translations))) drop(store, 'translations', number(id));
  drop(store, kind, row.id);
}

/** Changes the text in one locale, and with it the time of the object that it belongs to. */
export function writeTranslation(context: Context, row: Row, translation: Row, changes: Attributes): Row {
  const { store } = context;
  const kind = kindOf(translation);
  const locale = text(changes.locale, text(translation.locale));
  const body =
    kind === 'articles' && changes.body !== undefined
      ? { body: embedFiles(store, row.id, locale, text(translation.body), text(changes.body)) }
      : {};
  const updated = patch(store, 'translations', translation, { ...changes, ...body });
  if (updated === translation) return translation;
  const edited: Attributes = { updated_at: updated.updated_at ?? null };
  patch(store, kind, row, kind === 'articles' ? { ...edited, edited_at: updated.updated_at ?? null } : edited);
  return patch(store, 'translations', updated, { updated_by_id: context.actor.user?.id ?? null });
}

export function kindOf(translation: Row): ContentKind {
  if (translation.source_type === 'Article') return 'articles';
  return translation.source_type === 'Section' ? 'sections' : 'categories';
}

/** The attributes that all three kinds show. */
export function common(context: Context, kind: ContentKind, row: Row): Attributes {
  const translation = shownTranslation(context, row);
  const locale = text(translation.locale);
  const host = `https://${text(context.brand?.subdomain)}.zendesk.com`;
  const slug = text(translation.title)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return {
    html_url: `${host}/hc/${locale}/${kind}/${row.id}-${slug}`,
    position: row.position ?? 0,
    created_at: row.created_at ?? null,
    updated_at: row.updated_at ?? null,
    source_locale: row.source_locale ?? null,
    locale,
    // "Always false" for articles, whose `outdated_locales` tell more.
    outdated: kind !== 'articles' && flag(translation.outdated),
  };
}

export function address(context: Context & { readonly base: string }, kind: ContentKind, row: Row): Json {
  const locale = text(shownTranslation(context, row).locale);
  return `${context.base}/api/v2/help_center/${locale}/${kind}/${row.id}.json`;
}
