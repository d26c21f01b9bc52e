/** Help center categories and sections: developer.zendesk.com/api-reference/help_center/help-center-api/categories/ and …/sections/ */

import { guideInvalid } from '../../errors.ts';
import { has } from '../../features.ts';
import type { Attributes, Row } from '../../json.ts';
import { number, text } from '../../json.ts';
import type { Context } from '../../kinds.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import { filter, find, patch } from '../../store.ts';
import {
  address,
  common,
  contentOf,
  createContent,
  dropContent,
  listContent,
  shownTranslation,
  writeTranslation,
} from './content.ts';
import { embedded } from './sideloads.ts';

const SORTINGS = ['manual', 'title', 'creation_desc', 'creation_asc'];
const read = { scope: 'hc', access: 'agent' } as const;
const write = { scope: 'hc', access: 'admin' } as const;

type Shown = Context & { readonly base: string };

function presentCategory(context: Shown, row: Row): Attributes {
  const translation = shownTranslation(context, row);
  return {
    id: row.id,
    url: address(context, 'categories', row),
    ...common(context, 'categories', row),
    name: text(translation.title),
    description: text(translation.body),
  };
}

function presentSection(context: Shown, row: Row): Attributes {
  const translation = shownTranslation(context, row);
  return {
    id: row.id,
    url: address(context, 'sections', row),
    category_id: row.category_id ?? null,
    ...common(context, 'sections', row),
    sorting: row.sorting ?? 'manual',
    name: text(translation.title),
    description: text(translation.body),
    theme_template: row.theme_template ?? 'section_page',
    parent_section_id: row.parent_section_id ?? null,
  };
}

export function createCategory(context: Context, input: Attributes): Row {
  return createContent(context, 'categories', input, {});
}

/** "These endpoints only update category-level metadata such as the sorting position." */
export function updateCategory({ store }: Context, row: Row, input: Attributes): Row {
  return patch(store, 'categories', row, input.position === undefined ? {} : { position: number(input.position) });
}

/** "Every section and all articles in the category will also be deleted." */
export function removeCategory(context: Context, row: Row): void {
  const { store } = context;
  for (const section of filter(store, 'sections', (other) => other.category_id === row.id))
    removeSection(context, section);
  dropContent(store, 'categories', row);
}

export function createSection(context: Context, category: Row, input: Attributes): Row {
  return createContent(context, 'sections', input, {
    category_id: category.id,
    // A parent can only be set by an update of its own.
    parent_section_id: null,
    sorting: sortingOf(input) ?? 'manual',
    theme_template: text(input.theme_template, 'section_page'),
  });
}

function sortingOf(input: Attributes): string | undefined {
  if (input.sorting === undefined) return undefined;
  if (!SORTINGS.includes(text(input.sorting))) throw guideInvalid(400, 'sorting', 'cannot process this field');
  return text(input.sorting);
}

export function updateSection(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  if (input.parent_section_id !== undefined) return moveSection(context, row, input);
  const changes: Attributes = {};
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.theme_template !== undefined) changes.theme_template = text(input.theme_template);
  const sorting = sortingOf(input);
  if (sorting !== undefined) changes.sorting = sorting;
  if (input.category_id !== undefined) {
    const category = find(store, 'categories', number(input.category_id));
    if (!category || category.brand_id !== row.brand_id)
      throw guideInvalid(400, 'category_id', 'cannot process this field');
    changes.category_id = category.id;
  }
  const updated = patch(store, 'sections', row, changes);
  // Name and description change in the source locale only (Update Section).
  const wording: Attributes = {
    ...(input.name === undefined ? {} : { title: text(input.name).trim() }),
    ...(input.description === undefined ? {} : { body: text(input.description).trim() }),
  };
  if (wording.title === '') throw guideInvalid(422, 'name', "can't be blank");
  if (Object.keys(wording).length > 0) {
    const source: Context = { ...context, locale: undefined };
    writeTranslation(context, updated, shownTranslation(source, updated), wording);
  }
  return find(store, 'sections', row.id) ?? updated;
}

/** Nested sections: Guide Enterprise only, and the parent is refused beside other attributes. */
function moveSection({ store, profile }: Context, row: Row, input: Attributes): Row {
  const refuse = (message: string) => guideInvalid(400, 'parent_section_id', message);
  if (!has(profile, 'nested_sections')) throw refuse('cannot process this field');
  if (Object.keys(input).length > 1) throw refuse('must be updated alone');
  if (input.parent_section_id === null) return patch(store, 'sections', row, { parent_section_id: null });
  const parent = find(store, 'sections', number(input.parent_section_id));
  if (!parent || parent.category_id !== row.category_id) throw refuse('is not a section of the same category');
  let above: Row | undefined = parent;
  while (above) {
    if (above.id === row.id) throw refuse('would make a circle');
    above = find(store, 'sections', above.parent_section_id === null ? undefined : number(above.parent_section_id));
  }
  return patch(store, 'sections', row, { parent_section_id: parent.id });
}

/** "All articles in the section will also be deleted." */
export function removeSection(context: Context, row: Row): void {
  const { store } = context;
  for (const child of filter(store, 'sections', (other) => other.parent_section_id === row.id))
    removeSection(context, child);
  for (const article of filter(store, 'articles', (other) => other.section_id === row.id)) {
    dropContent(store, 'articles', article);
  }
  dropContent(store, 'sections', row);
}

/** "Category translations are only sideloaded if categories are." */
function parents(call: Call, page: readonly Row[]): Attributes {
  if (!(call.query.get('include') ?? '').split(',').includes('categories')) return {};
  const found = [...new Set(page.map((row) => number(row.category_id)))].flatMap(
    (id) => find(call.store, 'categories', id) ?? [],
  );
  return { categories: found.map((row) => ({ ...presentCategory(call, row), ...embedded(call, row) })) };
}

function listSections(call: Call, category?: Row): Reply {
  return listReply(call, {
    wrapper: 'sections',
    paging: 'both',
    rows: () => listContent(call, 'sections', category && ((row) => row.category_id === category.id)),
    present: (row) => ({ ...presentSection(call, row), ...embedded(call, row) }),
    sideload: (page) => parents(call, page),
  });
}

const category = (call: Call) => contentOf(call, 'categories', param(call, 'id'));
const section = (call: Call) => contentOf(call, 'sections', param(call, 'id'));

export const categoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/help_center/categories',
    ...read,
    handle: (call) =>
      listReply(call, {
        wrapper: 'categories',
        paging: 'both',
        rows: () => listContent(call, 'categories'),
        present: (row) => ({ ...presentCategory(call, row), ...embedded(call, row) }),
      }),
  },
  {
    method: 'POST',
    path: '/help_center/categories',
    ...write,
    handle: (call) => created({ category: presentCategory(call, createCategory(call, wrapped(call, 'category'))) }),
  },
  {
    method: 'GET',
    path: '/help_center/categories/:id',
    ...read,
    handle: (call) => {
      const row = category(call);
      return ok({ category: { ...presentCategory(call, row), ...embedded(call, row) } });
    },
  },
  {
    method: 'PUT',
    path: '/help_center/categories/:id',
    ...write,
    handle: (call) =>
      ok({ category: presentCategory(call, updateCategory(call, category(call), wrapped(call, 'category'))) }),
  },
  {
    method: 'DELETE',
    path: '/help_center/categories/:id',
    ...write,
    handle: (call) => {
      removeCategory(call, category(call));
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/help_center/categories/:id/sections',
    ...read,
    handle: (call) => listSections(call, category(call)),
  },
  {
    method: 'POST',
    path: '/help_center/categories/:id/sections',
    ...write,
    handle: (call) =>
      created({ section: presentSection(call, createSection(call, category(call), wrapped(call, 'section'))) }),
  },
  { method: 'GET', path: '/help_center/sections', ...read, handle: (call) => listSections(call) },
  {
    method: 'GET',
    path: '/help_center/sections/:id',
    ...read,
    handle: (call) => {
      const row = section(call);
      return ok({ section: { ...presentSection(call, row), ...embedded(call, row) } });
    },
  },
  {
    method: 'PUT',
    path: '/help_center/sections/:id',
    ...write,
    handle: (call) =>
      ok({ section: presentSection(call, updateSection(call, section(call), wrapped(call, 'section'))) }),
  },
  {
    method: 'DELETE',
    path: '/help_center/sections/:id',
    ...write,
    handle: (call) => {
      removeSection(call, section(call));
      return noContent();
    },
  },
];
