/** Ticket trigger categories: developer.zendesk.com/api-reference/ticketing/business-rules/trigger_categories/ */

import { listed } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, number, object, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { reading, wrapped, writing } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byPosition, byText, count, drop, filter, find, insert, patch, rows, viewed } from '../store.ts';

const MAX_CATEGORIES = 500;

export const triggerCategories: Kind = {
  name: 'trigger_categories',
  one: 'trigger_category',
  path: '/trigger_categories',
  scope: 'triggers',
  paging: 'both',
  order: { name: 'position', compare: byPosition },
  withoutUrl: true,
  create: createCategory,
  update: updateCategory,
  remove: removeCategory,
};

export const triggerCategoryRoutes: readonly Route[] = [
  { method: 'GET', path: '/trigger_categories', ...reading(triggerCategories), handle: listCategories },
  {
    method: 'GET',
    path: '/trigger_categories/:id',
    ...reading(triggerCategories),
    handle: (call) => ok({ trigger_category: categoryOf(call) }),
  },
  {
    method: 'POST',
    path: '/trigger_categories',
    ...writing(triggerCategories),
    // The document names 200 for the create, not 201.
    handle: (call) => ok({ trigger_category: createCategory(call, wrapped(call, 'trigger_category')) }),
  },
  {
    method: 'PATCH',
    path: '/trigger_categories/:id',
    ...writing(triggerCategories),
    handle: (call) =>
      ok({ trigger_category: updateCategory(call, categoryOf(call), wrapped(call, 'trigger_category')) }),
  },
  {
    method: 'DELETE',
    path: '/trigger_categories/:id',
    ...writing(triggerCategories),
    handle: (call) => {
      removeCategory(call, categoryOf(call));
      return noContent();
    },
  },
];

function categoryOf(call: Call): Row {
  const row = find(call.store, 'trigger_categories', param(call, 'id'));
  if (!row) throw listed(404, 'TriggerCategoryNotFound', 'Category can’t be found. Check the ID and try again.');
  return row;
}

function listCategories(call: Call): Reply {
  const sort = call.query.get('sort') ?? 'position';
  const key = sort.replace(/^-/, '');
  const compare = key === 'position' ? byPosition : byText(key);
  const sorted = () => {
    const all = viewed(call.store, 'trigger_categories', key, compare);
    return sort.startsWith('-') ? [...all].reverse() : all;
  };
  const counted = call.query.get('include') === 'rule_counts';
  return listReply(call, {
    wrapper: 'trigger_categories',
    paging: 'both',
    rows: sorted,
    present: (row) => (counted ? { ...row, ...ruleCounts(call.store, row) } : row),
  });
}

function ruleCounts(store: Store, category: Row): Attributes {
  const members = filter(store, 'triggers', (row) => row.category_id === category.id);
  const active = members.filter((row) => flag(row.active)).length;
  return { active_count: active, inactive_count: members.length - active };
}

export function createCategory({ store }: Context, input: Attributes): Row {
  const name = text(input.name).trim();
  if (name === '') throw listed(400, 'InvalidTriggerCategory', 'Name cannot be blank');
  if (count(store, 'trigger_categories') >= MAX_CATEGORIES) {
    throw listed(403, 'ProductLimitExceeded', 'Your account has reached the limit of 500 ticket trigger categories.');
  }
  return insert(store, 'trigger_categories', String(nextNumber(store)), {
    name,
    position: input.position === undefined ? nextPosition(store) : number(input.position),
  });
}

function nextPosition(store: Store): number {
  let last = 0;
  for (const row of rows(store, 'trigger_categories')) last = Math.max(last, number(row.position));
  return last + 1;
}

function updateCategory({ store }: Context, row: Row, input: Attributes): Row {
  if (input.name !== undefined && text(input.name).trim() === '') {
    throw listed(400, 'InvalidTriggerCategory', 'Name cannot be blank');
  }
  const updated = patch(store, 'trigger_categories', row, {
    ...(input.name === undefined ? {} : { name: text(input.name).trim() }),
    ...(input.position === undefined ? {} : { position: number(input.position) }),
  });
  orderMayChange(store);
  return updated;
}

/** The order of triggers begins with that of their categories. */
export function orderMayChange(store: Store): void {
  store.tables.get('triggers')?.orders.clear();
}

/** Active triggers hold the category; inactive ones go with it. */
function removeCategory({ store }: Context, row: Row): void {
  const members = filter(store, 'triggers', (trigger) => trigger.category_id === row.id);
  if (members.some((trigger) => flag(trigger.active))) {
    throw listed(400, 'TriggerCategoryNotEmpty', 'A category with active ticket triggers cannot be deleted.');
  }
  for (const trigger of members) drop(store, 'triggers', trigger.id);
  drop(store, 'trigger_categories', row.id);
}

/** "Creates a job that performs a batch operation": answered at once, and all or nothing. */
export function batchProblems(store: Store, job: Json | undefined): Json[] {
  const { items } = object(job);
  const { trigger_categories, triggers } = object(items);
  const problems: Json[] = [];
  for (const item of objects(trigger_categories)) {
    if (!find(store, 'trigger_categories', text(item.id))) {
      problems.push({
        code: 'TriggerCategoryNotFound',
        title: 'Category can’t be found.',
        trigger_category_id: text(item.id),
      });
    }
  }
  for (const item of objects(triggers)) {
    const id = text(item.id);
    const category = item.category_id;
    if (!find(store, 'triggers', id)) {
      problems.push({ code: 'TriggerNotFound', title: 'Trigger can’t be found.', trigger_id: id });
    } else if (category !== undefined && !find(store, 'trigger_categories', text(category))) {
      problems.push({ code: 'InvalidTrigger', title: 'category_id is not valid', trigger_id: id });
    }
  }
  return problems;
}
