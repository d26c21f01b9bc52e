/** Dynamic content: developer.zendesk.com/api-reference/ticketing/ticket-management/dynamic_content/ */

import type { Problem } from '../errors.ts';
import { badAttribute, blank, duplicate, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, isObject, number, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, reading, readRoutes, rowsOf, writeRoutes } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import { ok } from '../router.ts';
import { shuffled } from '../shuffle.ts';
import type { Store } from '../store.ts';
import { drop, insert, patch, rows } from '../store.ts';
import { checkVariant, presentVariant, variantsOf } from './dynamic-content-variants.ts';
import { localeProblem } from './locales.ts';

const TABLE = 'dynamic_content_items';
const RULES = ['triggers', 'automations', 'macros'];

export const dynamicContent: Kind = {
  name: TABLE,
  wrapper: 'items',
  one: 'item',
  path: '/dynamic_content/items',
  scope: 'tickets',
  paging: 'both',
  feature: 'dynamic_content',
  present: (row, context) => ({
    ...row,
    outdated: variantsOf(context.store, row).some((variant) => flag(variant.outdated)),
    variants: shuffled(variantsOf(context.store, row)).map((variant) => presentVariant(context, variant)),
  }),
  create: createItem,
  update: renameItem,
  remove: removeItem,
};

export const dynamicContentRoutes: readonly Route[] = [
  ...readRoutes(dynamicContent),
  {
    method: 'GET',
    path: '/dynamic_content/items/show_many',
    ...reading(dynamicContent),
    handle: (call) => ok({ items: named(call).map((row) => present(dynamicContent, row, call)) }),
  },
  ...writeRoutes(dynamicContent),
];

/** By what stands between `dc.` and the braces. */
function named(call: Call): readonly Row[] {
  const wanted = (call.query.get('identifiers') ?? '').split(',').map((name) => name.trim());
  return rowsOf(dynamicContent, call).filter((row) => wanted.includes(identifier(row)));
}

function identifier(row: Row): string {
  return text(row.placeholder).slice('{{dc.'.length, -'}}'.length);
}

/** "Automatically generated placeholder for the item, derived from name"; how is [general knowledge]. */
function placeholderOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return `{{dc.${slug}}}`;
}

function createItem(context: Context, input: Attributes): Row {
  const { store } = context;
  const name = checkName(store, input.name, undefined);
  const placeholder = placeholderOf(name);
  for (const other of rows(store, TABLE)) {
    if (other.placeholder === placeholder) {
      throw recordInvalid([duplicate('placeholder', `Placeholder: ${placeholder} has already been taken`)]);
    }
  }
  const locale = number(input.default_locale_id, Number.NaN);
  if (Number.isNaN(locale)) throw recordInvalid([blank('default_locale_id')]);
  const wrong = localeProblem(store, 'default_locale_id', locale);
  if (wrong) throw recordInvalid([wrong]);
  const variants = variantsSent(input, locale);
  const item = insert(store, TABLE, nextNumber(store), { name, placeholder, default_locale_id: locale });
  for (const sent of variants) {
    const isDefault = number(sent.locale_id) === locale;
    const checked = checkVariant(store, item, sent, undefined);
    if (isDefault && checked.active === false) throw recordInvalid([invalid('variants', 'The default must be active')]);
    insert(store, 'dynamic_content_variants', nextNumber(store), {
      item_id: item.id,
      ...checked,
      outdated: false,
      default: isDefault,
    });
  }
  return item;
}

/** One variant at least, and the one default among them in the item's default locale; a lone `content` is that one. */
function variantsSent(input: Attributes, locale: number): readonly Attributes[] {
  if (input.variants === undefined && typeof input.content === 'string') {
    return [{ content: input.content, locale_id: locale }];
  }
  const { variants } = input;
  if (variants !== undefined && (!Array.isArray(variants) || !variants.every(isObject))) {
    throw badAttribute('variants', 'variants must be an array of objects');
  }
  const sent = objects(variants);
  if (sent.length === 0) throw recordInvalid([blank('variants')]);
  const problems: Problem[] = [];
  if (sent.some((variant) => flag(variant.default) && number(variant.locale_id) !== locale)) {
    problems.push(invalid('variants', 'Variants: the default must be in the default locale'));
  }
  if (!sent.some((variant) => number(variant.locale_id) === locale)) {
    problems.push(invalid('variants', 'Variants: the default locale needs a variant'));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  return sent;
}

/** "The only attribute you can change is the name": the placeholder stays, whatever the item is called now. */
function renameItem({ store }: Context, row: Row, input: Attributes): Row {
  return patch(store, TABLE, row, input.name === undefined ? {} : { name: checkName(store, input.name, row) });
}

function checkName(store: Store, sent: Attributes[string] | undefined, self: Row | undefined): string {
  const name = text(sent).trim();
  if (name === '') throw recordInvalid([blank('name')]);
  for (const other of rows(store, TABLE)) {
    if (other.id !== self?.id && text(other.name).toLowerCase() === name.toLowerCase()) {
      throw recordInvalid([duplicate('name', `Name: ${name} has already been taken`)]);
    }
  }
  return name;
}

/** Refused while a rule's text names it; fields and forms that name it are left with a token that means nothing. */
function removeItem({ store }: Context, row: Row): void {
  const token = new RegExp(`\\{\\{\\s*dc\\.${identifier(row)}(?![\\p{L}\\p{N}_])`, 'u');
  for (const kind of RULES) {
    for (const rule of rows(store, kind)) {
      if (!token.test(JSON.stringify(rule))) continue;
      throw recordInvalid([invalid('base', `Cannot be deleted: it is used in ${kind}, by '${text(rule.title)}'`)]);
    }
  }
  for (const variant of variantsOf(store, row)) drop(store, 'dynamic_content_variants', variant.id);
  drop(store, TABLE, row.id);
}
