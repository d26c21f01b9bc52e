/** What a kind of object tells the sandbox about itself, and the list, show and write routes that follow from it. */

import { badAttribute, notFound } from './errors.ts';
import type { Feature } from './features.ts';
import type { Attributes, Row } from './json.ts';
import { isObject } from './json.ts';
import type { Paging } from './paging.ts';
import { listReply } from './paging.ts';
import type { Call, Route } from './router.ts';
import { created, noContent, ok, param } from './router.ts';
import type { Compare, Store } from './store.ts';
import { byId, find, viewed } from './store.ts';

export interface Context {
  readonly store: Store;
  readonly profile: Call['profile'];
  readonly actor: Call['actor'];
  readonly brand: Row | undefined;
  readonly locale: string | undefined;
}

export interface Kind {
  /** The table, and the wrapper of lists. */
  readonly name: string;
  /** The wrapper of lists where the table needs a longer name. */
  readonly wrapper?: string;
  readonly one: string;
  readonly path: string;
  readonly scope: string;
  readonly paging: Paging;
  readonly order?: { readonly name: string; readonly compare: Compare };
  readonly cursorOrder?: { readonly name: string; readonly compare: Compare };
  readonly feature?: Feature;
  readonly readAccess?: 'anyone' | 'agent' | 'admin';
  readonly keep?: (row: Row, call: Call) => boolean;
  /** Whether the caller may know of it; to others it is not there. */
  readonly visible?: (row: Row, call: Context) => boolean;
  readonly present?: (row: Row, call: Context) => Attributes;
  readonly withoutUrl?: boolean;
  readonly create?: (context: Context, input: Attributes) => Row;
  readonly update?: (context: Context, row: Row, input: Attributes) => Row;
  readonly remove?: (context: Context, row: Row) => void;
  /** What no request can set: it is written after `create` or `update` when a person, or the platform itself, acts. */
  readonly byHand?: (context: Context, row: Row, input: Attributes) => Row;
}

export function present(kind: Kind, row: Row, call: Context & { readonly base: string }): Attributes {
  const shown = kind.present ? kind.present(row, call) : row;
  return kind.withoutUrl ? shown : { url: `${call.base}/api/v2${kind.path}/${row.id}.json`, ...shown };
}

export function rowsOf(kind: Kind, call: Call, cursor = false): readonly Row[] {
  const order = (cursor ? kind.cursorOrder : undefined) ?? kind.order ?? { name: 'id', compare: byId };
  const all = viewed(call.store, kind.name, order.name, order.compare);
  const { keep, visible } = kind;
  if (!keep && !visible) return all;
  return all.filter((row) => (keep?.(row, call) ?? true) && (visible?.(row, call) ?? true));
}

export function rowOf(kind: Kind, call: Context, id: string): Row {
  const row = find(call.store, kind.name, id);
  if (!row || kind.visible?.(row, call) === false) throw notFound();
  return row;
}

export function listRoute(kind: Kind): Route {
  return {
    method: 'GET',
    path: kind.path,
    ...reading(kind),
    handle: (call) =>
      listReply(call, {
        wrapper: kind.wrapper ?? kind.name,
        paging: kind.paging,
        rows: () => rowsOf(kind, call),
        cursorRows: () => rowsOf(kind, call, true),
        present: (row) => present(kind, row, call),
      }),
  };
}

export function showRoute(kind: Kind): Route {
  return {
    method: 'GET',
    path: `${kind.path}/:id`,
    ...reading(kind),
    handle: (call) => ok({ [kind.one]: present(kind, rowOf(kind, call, param(call, 'id')), call) }),
  };
}

export function countRoute(kind: Kind): Route {
  return {
    method: 'GET',
    path: `${kind.path}/count`,
    ...reading(kind),
    handle: (call) => ok({ count: { value: rowsOf(kind, call).length, refreshed_at: new Date().toISOString() } }),
  };
}

export function readRoutes(kind: Kind): readonly Route[] {
  return [listRoute(kind), showRoute(kind)];
}

export function writeRoutes(kind: Kind, updateMethod: 'PUT' | 'PATCH' = 'PUT'): readonly Route[] {
  const { create, update, remove } = kind;
  const routes: Route[] = [];
  if (create) {
    routes.push({
      method: 'POST',
      path: kind.path,
      ...writing(kind),
      handle: (call) => {
        const row = create(call, wrapped(call, kind.one));
        const shown = present(kind, row, call);
        return created({ [kind.one]: shown }, { Location: `${call.base}/api/v2${kind.path}/${row.id}.json` });
      },
    });
  }
  if (update) {
    routes.push({
      method: updateMethod,
      path: `${kind.path}/:id`,
      ...writing(kind),
      handle: (call) => {
        const row = rowOf(kind, call, param(call, 'id'));
        return ok({ [kind.one]: present(kind, update(call, row, wrapped(call, kind.one)), call) });
      },
    });
  }
  if (remove) {
    routes.push({
      method: 'DELETE',
      path: `${kind.path}/:id`,
      ...writing(kind),
      handle: (call) => {
        remove(call, rowOf(kind, call, param(call, 'id')));
        return noContent();
      },
    });
  }
  return routes;
}

/** [general knowledge] A body without its wrapper is a bad request, whatever else it holds. */
export function wrapped(call: Call, one: string): Attributes {
  const input = call.body[one];
  if (!isObject(input)) throw badAttribute(one, `${one} is required`);
  return input;
}

export function reading(kind: Kind): Pick<Route, 'scope' | 'access' | 'feature'> {
  return { scope: kind.scope, access: kind.readAccess ?? 'agent', ...(kind.feature ? { feature: kind.feature } : {}) };
}

export function writing(kind: Kind): Pick<Route, 'scope' | 'access' | 'feature'> {
  return { scope: kind.scope, access: 'admin', ...(kind.feature ? { feature: kind.feature } : {}) };
}
