/** Languages: developer.zendesk.com/api-reference/ticketing/account-configuration/locales/ */

import type { Problem } from '../errors.ts';
import { invalid, notFound, recordInvalid } from '../errors.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, number, object, text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { listRoute, present, reading } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, drop, find, insert, ordered, patch } from '../store.ts';

/** Some of those that every account can switch on: id, code, name in the language itself, in English. */
const CATALOGUE: readonly (readonly [number, string, string, string])[] = [
  [1, 'en-US', 'English (United States)', 'English (United States)'],
  [2, 'es', 'Español', 'Spanish'],
  [8, 'de', 'Deutsch', 'German'],
  [9, 'zh-tw', '繁體中文', 'Traditional Chinese'],
  [16, 'fr', 'Français', 'French'],
  [19, 'pt-br', 'Português do Brasil', 'Brazilian Portuguese'],
  [22, 'it', 'Italiano', 'Italian'],
  [67, 'ja', '日本語', 'Japanese'],
  [69, 'ko', '한국어', 'Korean'],
];

/** When the platform's own words were there in a language; one day serves for all. */
const TRANSLATED = '2018-11-30T15:00:47Z';

export const locales: Kind = {
  name: 'locales',
  one: 'locale',
  path: '/locales',
  scope: 'tickets',
  paging: 'none',
  readAccess: 'anyone',
  withoutUrl: true,
  present: (row, context) => ({ url: `${baseOf(context)}/api/v2/locales/${text(row.locale)}.json`, ...row }),
  create: ({ store }, input) => enableByHand(store, input),
  remove: ({ store }, row) => {
    // The default is what everybody falls back to.
    if (flag(row.default)) throw recordInvalid([invalid('base', 'The default language cannot be removed')]);
    drop(store, 'locales', row.id);
    remember(store);
  },
};

export const localeRoutes: readonly Route[] = [
  listRoute(locales),
  { ...listRoute(locales), path: '/locales/agent' },
  {
    method: 'GET',
    path: '/locales/public',
    ...reading(locales),
    handle: (call) =>
      ok({
        locales: CATALOGUE.map((entry) => present(locales, publicRow(call.store, entry), call)),
        next_page: null,
        previous_page: null,
        count: CATALOGUE.length,
      }),
  },
  {
    method: 'GET',
    path: '/locales/current',
    ...reading(locales),
    handle: (call) => {
      const row = find(call.store, 'locales', number(call.actor.user?.locale_id, 1));
      if (!row) throw notFound();
      return ok({ locale: present(locales, row, call) });
    },
  },
  {
    method: 'GET',
    path: '/locales/:id',
    ...reading(locales),
    handle: (call) => ok({ locale: present(locales, named(call), call) }),
  },
];

function baseOf(context: object): string {
  return 'base' in context && typeof context.base === 'string' ? context.base : '';
}

/** "The ID or the BCP-47 code of the locale." */
function named(call: Call): Row {
  const name = param(call, 'id').toLowerCase();
  const all = ordered(call.store, 'locales', 'id', byId);
  const row = all.find((locale) => String(locale.id) === name || text(locale.locale).toLowerCase() === name);
  if (!row) throw notFound();
  return row;
}

function publicRow(store: Store, entry: (typeof CATALOGUE)[number]): Row {
  return (
    find(store, 'locales', entry[0]) ?? {
      created_at: TRANSLATED,
      updated_at: TRANSLATED,
      ...attributes(entry),
      id: entry[0],
    }
  );
}

function attributes([, locale, own, english]: (typeof CATALOGUE)[number]): Attributes {
  const presentation = own === english ? english : `${english} - ${own}`;
  return { locale, name: own, native_name: own, presentation_name: presentation, rtl: false, default: false };
}

export function localeProblem(store: Store, field: string, id: number): Problem | undefined {
  if (find(store, 'locales', id)) return undefined;
  return invalid(
    field,
    `${field === 'locale_id' ? 'Locale' : 'Default locale'}: is not an active locale of the account`,
  );
}

/** The whole list, as account settings take it. [general knowledge] The default stays, and ids of no language are dropped. */
export function enableLocales(store: Store, ids: readonly number[]): void {
  for (const row of ordered(store, 'locales', 'id', byId)) {
    if (!flag(row.default) && !ids.includes(number(row.id))) drop(store, 'locales', row.id);
  }
  for (const entry of CATALOGUE) {
    if (ids.includes(entry[0]) && !find(store, 'locales', entry[0]))
      insert(store, 'locales', entry[0], attributes(entry));
  }
  remember(store);
}

/** By code or id; a language that the catalogue does not have is taken as it is described. */
function enableByHand(store: Store, input: Attributes): Row {
  const code = text(input.locale).toLowerCase();
  const known = CATALOGUE.find(([id, locale]) => id === number(input.id) || locale.toLowerCase() === code);
  const id = known?.[0] ?? number(input.id);
  if (id === 0) throw recordInvalid([invalid('locale', `Locale: ${code} is no language of the platform`)]);
  if (find(store, 'locales', id)) throw recordInvalid([invalid('locale', 'Locale: is enabled already')]);
  const row = insert(store, 'locales', id, known ? attributes(known) : { default: false, rtl: false, ...input });
  remember(store);
  return row;
}

/** The settings name the same languages. */
function remember(store: Store): void {
  const settings = find(store, 'settings', 'account');
  if (!settings) return;
  const ids = ordered(store, 'locales', 'id', byId).map((row) => row.id);
  patch(store, 'settings', settings, { localization: { ...object(settings.localization), locale_ids: ids } });
}
