/** The wordings of dynamic content: developer.zendesk.com/api-reference/ticketing/ticket-management/dynamic_content_item_variants/ */

import type { Problem } from '../errors.ts';
import { badAttribute, blank, duplicate, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, isObject, number, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { reading, rowOf, wrapped, writing } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, drop, find, insert, ordered, patch, timestamp } from '../store.ts';
import { localeProblem } from './locales.ts';

const TABLE = 'dynamic_content_variants';
const ITEMS = 'dynamic_content_items';
const PATH = '/dynamic_content/items/:item/variants';

/** Made by hand it needs the `item_id` that the path of a request names. */
export const dynamicContentVariants: Kind = {
  name: TABLE,
  wrapper: 'variants',
  one: 'variant',
  path: PATH,
  scope: 'tickets',
  paging: 'both',
  feature: 'dynamic_content',
  create: ({ store }, input) => createVariant(store, itemNamed(store, text(input.item_id)), input),
  update: ({ store }, row, input) => updateVariant(store, row, input),
  remove: ({ store }, row) => removeVariant(store, row),
};

const read = reading(dynamicContentVariants);
const write = writing(dynamicContentVariants);

export const dynamicContentVariantRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...read,
    handle: (call) =>
      listReply(call, {
        wrapper: 'variants',
        paging: 'both',
        rows: () => variantsOf(call.store, itemOf(call)),
        present: (row) => presentVariant(call, row),
      }),
  },
  {
    method: 'GET',
    path: `${PATH}/:id`,
    ...read,
    handle: (call) => ok({ variant: presentVariant(call, variantOf(call)) }),
  },
  {
    method: 'POST',
    path: PATH,
    ...write,
    handle: (call) => {
      const row = createVariant(call.store, itemOf(call), wrapped(call, 'variant'));
      return created({ variant: presentVariant(call, row) });
    },
  },
  {
    method: 'PUT',
    path: `${PATH}/:id`,
    ...write,
    handle: (call) => {
      const row = updateVariant(call.store, variantOf(call), wrapped(call, 'variant'));
      return ok({ variant: presentVariant(call, row) });
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/:id`,
    ...write,
    handle: (call) => {
      removeVariant(call.store, variantOf(call));
      return noContent();
    },
  },
  {
    method: 'POST',
    path: `${PATH}/create_many`,
    ...write,
    handle: (call) => {
      const made = sent(call).map((item) => createVariant(call.store, itemOf(call), item));
      return created({ variants: made.map((row) => presentVariant(call, row)) });
    },
  },
  {
    method: 'PUT',
    path: `${PATH}/update_many`,
    ...write,
    handle: (call) => {
      const changed = sent(call).map((item) => updateVariant(call.store, variantNamed(call, text(item.id)), item));
      const rows = changed.map((row) => find(call.store, TABLE, row.id) ?? row);
      return ok({ variants: rows.map((row) => presentVariant(call, row)) });
    },
  },
];

export function presentVariant(context: Context, { item_id, ...row }: Row): Attributes {
  const base = 'base' in context && typeof context.base === 'string' ? context.base : '';
  return { url: `${base}/api/v2/dynamic_content/items/${text(item_id)}/variants/${row.id}.json`, ...row };
}

export function variantsOf(store: Store, item: Row): readonly Row[] {
  return ordered(store, TABLE, 'id', byId).filter((row) => row.item_id === item.id);
}

function sent(call: Call): readonly Attributes[] {
  const { variants } = call.body;
  if (!Array.isArray(variants) || variants.length === 0 || !variants.every(isObject)) {
    throw badAttribute('variants', 'variants is required');
  }
  return objects(variants);
}

function itemNamed(store: Store, id: string): Row {
  const item = find(store, ITEMS, id);
  if (!item) throw notFound();
  return item;
}

function itemOf(call: Call): Row {
  return itemNamed(call.store, param(call, 'item'));
}

function variantOf(call: Call): Row {
  return variantNamed(call, param(call, 'id'));
}

function variantNamed(call: Call, id: string): Row {
  const row = rowOf(dynamicContentVariants, call, id);
  if (row.item_id !== itemOf(call).id) throw notFound();
  return row;
}

/** "You can only create one variant for each locale id. If a locale variant already exists, the request is rejected." */
export function checkVariant(store: Store, item: Row, input: Attributes, self: Row | undefined): Attributes {
  const problems: Problem[] = [];
  const changes: Attributes = {};
  if (!self || input.content !== undefined) {
    changes.content = text(input.content);
    if (changes.content.trim() === '') problems.push(blank('content'));
  }
  if (!self || input.locale_id !== undefined) {
    changes.locale_id = number(input.locale_id);
    const wrong =
      input.locale_id === undefined ? blank('locale_id') : localeProblem(store, 'locale_id', changes.locale_id);
    if (wrong) problems.push(wrong);
    if (variantsOf(store, item).some((row) => row.id !== self?.id && row.locale_id === changes.locale_id)) {
      problems.push(duplicate('locale_id', 'Locale has already been taken'));
    }
  }
  if (!self || input.active !== undefined) changes.active = flag(input.active, true);
  if (problems.length > 0) throw recordInvalid(problems);
  return changes;
}

function createVariant(store: Store, item: Row, input: Attributes): Row {
  const checked = checkVariant(store, item, input, undefined);
  const row = insert(store, TABLE, nextNumber(store), {
    item_id: item.id,
    ...checked,
    outdated: false,
    default: false,
  });
  touch(store, item);
  return flag(input.default) ? makeDefault(store, row) : row;
}

/**
 * "You can't switch the active state of the default variant of an item. Similarly, you can't switch the default to false
 * if the variant is the default. You must make another variant default instead."
 */
function updateVariant(store: Store, row: Row, input: Attributes): Row {
  const item = itemNamed(store, text(row.item_id));
  const changes = checkVariant(store, item, input, row);
  if (flag(row.default)) {
    if (changes.active === false) throw recordInvalid([invalid('active', 'Active: the default must be active')]);
    if (input.default !== undefined && !flag(input.default)) {
      throw recordInvalid([invalid('default', 'Default: make another variant the default instead')]);
    }
  }
  const reworded = changes.content !== undefined && changes.content !== row.content;
  const changed = patch(store, TABLE, row, reworded ? { ...changes, outdated: false } : changes);
  if (changed !== row) touch(store, item);
  if (reworded && flag(row.default)) outdateOthers(store, item, row);
  return flag(input.default) ? makeDefault(store, changed) : changed;
}

/** "Indicates the default variant for this item has been updated, but the other variants were not changed." */
function outdateOthers(store: Store, item: Row, self: Row): void {
  for (const other of variantsOf(store, item)) {
    if (other.id !== self.id) patch(store, TABLE, other, { outdated: true, updated_at: other.updated_at ?? null });
  }
}

/** [general knowledge] The item's default locale is that of its default variant. */
function makeDefault(store: Store, row: Row): Row {
  const item = itemNamed(store, text(row.item_id));
  if (!flag(row.active)) throw recordInvalid([invalid('default', 'Default: the variant must be active')]);
  for (const other of variantsOf(store, item)) {
    if (other.id !== row.id) patch(store, TABLE, other, { default: false });
  }
  patch(store, ITEMS, item, { default_locale_id: row.locale_id ?? null });
  return patch(store, TABLE, row, { default: true });
}

/** One default stays, and so one variant. */
function removeVariant(store: Store, row: Row): void {
  if (flag(row.default)) throw recordInvalid([invalid('base', 'The default variant cannot be deleted')]);
  drop(store, TABLE, row.id);
  touch(store, itemNamed(store, text(row.item_id)));
}

function touch(store: Store, item: Row): void {
  patch(store, ITEMS, item, { updated_at: timestamp(store) });
}
