/** The sandbox's memory: tables of immutable rows, with an undo journal, cached orders and snapshots for stale reads. */

import type { Attributes, Id, Row } from './json.ts';
import { number, same, text, withId } from './json.ts';

export interface Table {
  readonly rows: Map<string, Row>;
  readonly orders: Map<string, readonly Row[]>;
}

interface Undo {
  readonly kind: string;
  readonly key: string;
  readonly before: Row | undefined;
}

export interface Store {
  tables: Map<string, Table>;
  /** What lists answer with until the time given, when a fault asked for stale reads. */
  frozen: { readonly until: number; readonly tables: Map<string, Table> } | undefined;
  journal: Undo[] | undefined;
  serial: number;
  clockOffset: number;
  changed: () => void;
}

export type Compare = (left: Row, right: Row) => number;

export function createStore(): Store {
  return { tables: new Map(), frozen: undefined, journal: undefined, serial: 0, clockOffset: 0, changed: () => {} };
}

export function nowMs(store: Store): number {
  return Date.now() + store.clockOffset;
}

/** The platform writes times in whole seconds. */
export function timestamp(store: Store): string {
  return new Date(nowMs(store)).toISOString().replace(/\.\d+Z$/, 'Z');
}

function tableOf(tables: Map<string, Table>, kind: string): Table {
  const known = tables.get(kind);
  if (known) return known;
  const table: Table = { rows: new Map(), orders: new Map() };
  tables.set(kind, table);
  return table;
}

export function find(store: Store, kind: string, id: Id | null | undefined): Row | undefined {
  return id === null || id === undefined ? undefined : store.tables.get(kind)?.rows.get(String(id));
}

export function rows(store: Store, kind: string): Iterable<Row> {
  return tableOf(store.tables, kind).rows.values();
}

export function count(store: Store, kind: string): number {
  return tableOf(store.tables, kind).rows.size;
}

export function filter(store: Store, kind: string, keep: (row: Row) => boolean): readonly Row[] {
  const kept: Row[] = [];
  for (const row of rows(store, kind)) if (keep(row)) kept.push(row);
  return kept;
}

/** The rows of a kind in an order; sorted once for each state of the table, so that paging stays cheap. */
export function ordered(store: Store, kind: string, name: string, compare: Compare): readonly Row[] {
  return sortTable(store.tables, kind, name, compare);
}

/** What a list endpoint shows: the same, or an older state while a fault asks for stale reads. */
export function viewed(
  store: Store,
  kind: string,
  name: string,
  compare: Compare,
  keep?: (row: Row) => boolean,
): readonly Row[] {
  return sortTable(frozenTables(store) ?? store.tables, kind, name, compare, keep);
}

/** The row, or while a fault asks for stale reads the one that lists still speak of. */
export function findShown(store: Store, kind: string, id: string | number): Row | undefined {
  return find(store, kind, id) ?? frozenTables(store)?.get(kind)?.rows.get(String(id));
}

function frozenTables(store: Store): Map<string, Table> | undefined {
  return store.frozen && nowMs(store) < store.frozen.until ? store.frozen.tables : undefined;
}

/** `keep` may look at the row only, and belongs to the name: the result is remembered until the table changes. */
function sortTable(
  tables: Map<string, Table>,
  kind: string,
  name: string,
  compare: Compare,
  keep: (row: Row) => boolean = () => true,
): readonly Row[] {
  const table = tableOf(tables, kind);
  const cached = table.orders.get(name);
  if (cached) return cached;
  const sorted = [...table.rows.values()].filter(keep).sort(compare);
  table.orders.set(name, sorted);
  return sorted;
}

export function byId(left: Row, right: Row): number {
  if (typeof left.id === 'number' && typeof right.id === 'number') return left.id - right.id;
  return String(left.id) < String(right.id) ? -1 : 1;
}

export function byPosition(left: Row, right: Row): number {
  return number(left.position) - number(right.position) || byId(left, right);
}

export function byText(key: string): Compare {
  return (left, right) => text(left[key]).localeCompare(text(right[key])) || byId(left, right);
}

function record(store: Store, kind: string, key: string, after: Row | undefined): void {
  const table = tableOf(store.tables, kind);
  store.journal?.push({ kind, key, before: table.rows.get(key) });
  if (after) table.rows.set(key, after);
  else table.rows.delete(key);
  table.orders.clear();
  store.changed();
}

export function put(store: Store, kind: string, row: Row): Row {
  record(store, kind, String(row.id), row);
  return row;
}

export function insert(store: Store, kind: string, id: Id, attributes: Attributes): Row {
  const at = timestamp(store);
  return put(store, kind, withId({ created_at: at, updated_at: at, ...attributes }, id));
}

/** Writes the changed attributes; a write that changes nothing leaves `updated_at` as it is. */
export function patch(store: Store, kind: string, row: Row, changes: Attributes): Row {
  if (Object.keys(changes).every((key) => same(row[key], changes[key]))) return row;
  return put(store, kind, withId({ ...row, updated_at: timestamp(store), ...changes }, row.id));
}

export function drop(store: Store, kind: string, id: Id): void {
  record(store, kind, String(id), undefined);
}

/** All or nothing: what a refused request had written before it was refused is taken back. */
export function atomically<T>(store: Store, work: () => T): T {
  if (store.journal) return work();
  const journal: Undo[] = [];
  store.journal = journal;
  try {
    return work();
  } catch (error) {
    for (const { kind, key, before } of journal.reverse()) {
      const table = tableOf(store.tables, kind);
      if (before) table.rows.set(key, before);
      else table.rows.delete(key);
      table.orders.clear();
    }
    throw error;
  } finally {
    store.journal = undefined;
  }
}

/** Rows are immutable, so a snapshot shares them and costs one map a kind. */
export function snapshot(store: Store): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [kind, table] of store.tables) tables.set(kind, { rows: new Map(table.rows), orders: new Map() });
  return tables;
}
