/** What the lists and bulk writes of automations, macros and views have in common. */

import { badAttribute, invalid, recordInvalid } from '../errors.ts';
import { has } from '../features.ts';
import type { Attributes, Row } from '../json.ts';
import { flag, list, number, object, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, reading, rowOf, rowsOf } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok } from '../router.ts';
import type { Compare, Store } from '../store.ts';
import { byPosition, byText, rows } from '../store.ts';
import { rendered } from './placeholders.ts';

type Order = 'position' | 'alphabetical' | 'created_at';

interface Defaults {
  readonly offset: Order;
  readonly cursor: Order;
}

/** The list, the active ones alone, and the search by title. */
export function ruleLists(kind: Kind, defaults: Defaults): readonly Route[] {
  const route = (path: string, handle: (call: Call) => Reply): Route => ({
    method: 'GET',
    path: `${kind.path}${path}`,
    ...reading(kind),
    handle,
  });
  return [
    route('', (call) => listed(call, kind, defaults)),
    route('/active', (call) => listed(call, kind, defaults, (row) => flag(row.active))),
    route('/search', (call) => {
      const sought = (call.query.get('query') ?? '').toLowerCase();
      return listed(call, { ...kind, paging: 'offset' }, defaults, (row) =>
        text(row.title).toLowerCase().includes(sought),
      );
    }),
  ];
}

function listed(call: Call, kind: Kind, defaults: Defaults, keep: (row: Row) => boolean = () => true): Reply {
  const chosen = (fallback: Order) => {
    const asked = call.query.get('sort') ?? call.query.get('sort_by') ?? fallback;
    const sort = asked.replace(/^-/, '');
    const rowsNow = [...rowsOf(kind, call)].filter((row) => keep(row) && wanted(row, call)).sort(compareBy(sort));
    return isDescending(call, asked, sort, fallback) ? rowsNow.reverse() : rowsNow;
  };
  const usage = (call.query.get('include') ?? '').split(',').filter((name) => name.startsWith('usage_'));
  return listReply(call, {
    wrapper: kind.name,
    paging: kind.paging,
    rows: () => chosen(defaults.offset),
    cursorRows: () => chosen(defaults.cursor),
    present: (row) => ({ ...present(kind, row, call), ...usageOf(call, row, usage) }),
  });
}

/** 'Defaults to "asc" for alphabetical and position sort, "desc" for all others'; cursor pages say it with a minus. */
function isDescending(call: Call, asked: string, sort: string, fallback: Order): boolean {
  const direction = call.query.get('sort_order');
  if (direction !== null) return direction === 'desc';
  if (call.query.has('sort') || sort === fallback) return asked.startsWith('-');
  return sort !== 'alphabetical' && sort !== 'position';
}

function compareBy(sort: string): Compare {
  if (sort === 'alphabetical' || sort === 'title') return byText('title');
  return sort === 'created_at' || sort === 'updated_at' ? byText(sort) : byPosition;
}

function wanted(row: Row, call: Call): boolean {
  const active = call.query.get('active');
  if (active !== null && flag(row.active) !== flag(active)) return false;
  const restriction = object(row.restriction);
  const group = call.query.get('group_id');
  if (group !== null && !(restriction.type === 'Group' && list(restriction.ids).some((id) => text(id) === group))) {
    return false;
  }
  const category = call.query.get('category');
  if (category !== null && categoryOf(row) !== category) return false;
  const access = call.query.get('access');
  const personal = restriction.type === 'User';
  if (access === 'shared') return !personal;
  if (access === 'account') return row.restriction === null || row.restriction === undefined;
  if (access === 'personal') return personal && String(restriction.id) === String(call.actor.user?.id);
  return access === 'agents' ? personal : true;
}

/** `Category::Name` puts a macro below a category. */
export function categoryOf(row: Row): string | undefined {
  const parts = text(row.title).split('::');
  return parts.length > 1 ? parts[0] : undefined;
}

/** "The usage sideloads are only supported on the Support Professional or Suite Growth plan or above." */
function usageOf(call: Call, row: Row, names: readonly string[]): Attributes {
  if (!has(call.profile, 'rule_usage')) return {};
  return Object.fromEntries(names.map((name, at) => [name, (number(row.id) >> 3) % (40 * (at + 1))]));
}

/** `change` is given the place and state of one item; other properties are ignored. */
export function updateMany(kind: Kind, change: (call: Call, row: Row, place: Attributes) => Row): Route {
  return {
    method: 'PUT',
    path: `${kind.path}/update_many`,
    ...reading(kind),
    handle: (call) => {
      const sent = call.body[kind.name];
      if (!Array.isArray(sent)) throw badAttribute(kind.name, `${kind.name} is required`);
      const updated = objects(sent).map((item) => change(call, rowOf(kind, call, text(item.id)), placeOf(item)));
      return ok({
        [kind.name]: updated.map((row) => present(kind, row, call)),
        next_page: null,
        previous_page: null,
        count: updated.length,
      });
    },
  };
}

function placeOf(item: Attributes): Attributes {
  return {
    ...(item.position === undefined ? {} : { position: number(item.position) }),
    ...(item.active === undefined ? {} : { active: flag(item.active) }),
  };
}

export function destroyMany(kind: Kind, remove: (call: Call, row: Row) => void): Route {
  return {
    method: 'DELETE',
    path: `${kind.path}/destroy_many`,
    ...reading(kind),
    handle: (call) => {
      const found = namedRows(kind, call, call.query.get('ids') ?? text(call.body.ids));
      if (found.length === 0) throw recordInvalid([invalid('ids', 'Ids: cannot be blank')]);
      for (const row of found) remove(call, row);
      return noContent();
    },
  };
}

function namedRows(kind: Kind, call: Call, ids: string): readonly Row[] {
  const named = ids.split(',').map((id) => id.trim());
  return named.filter((id) => id !== '').map((id) => rowOf(kind, call, id));
}

/** Macros and views are written by agents too, and the document answers a create of theirs with 200. */
export function ofAgents(routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => {
    const handle = (call: Call): Reply => ({ ...route.handle(call), status: 200 });
    return { ...route, access: 'agent', ...(route.method === 'POST' ? { handle } : {}) };
  });
}

/** A new rule goes to the end, behind the inactive ones too. */
export function lastPosition(store: Store, kind: string): number {
  let last = 0;
  for (const row of rows(store, kind)) last = Math.max(last, number(row.position));
  return last + 1;
}

export function titleOf(store: Store, input: Attributes): Attributes {
  const raw = text(input.raw_title ?? input.title).trim();
  if (raw === '') throw recordInvalid([{ field: 'title', description: 'Title: cannot be blank', error: 'BlankValue' }]);
  return { title: rendered(store, raw), raw_title: raw };
}

export function eyesOf({ store, actor }: Context) {
  return { store, user: actor.user };
}
