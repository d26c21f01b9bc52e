/** The values that users and organizations have in fields that go away, whole or an option of them. */

import type { Attributes, Json, Row } from '../json.ts';
import { object, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { filter, patch } from '../store.ts';

function change(store: Store, table: string, field: Row, alter: (values: Attributes, key: string) => Attributes): void {
  const owners = table === 'user_fields' ? 'users' : 'organizations';
  const key = text(field.key);
  for (const owner of filter(store, owners, (row) => object(row[table])[key] !== undefined)) {
    patch(store, owners, owner, { [table]: alter(object(owner[table]), key) });
  }
}

export function forgetField(store: Store, table: string, field: Row): void {
  change(store, table, field, ({ ...values }, key) => {
    delete values[key];
    return values;
  });
}

/** "Options that are not passed will be removed. As a result, these values will be removed." Rules keep the ids. */
export function forgetOptions(store: Store, table: string, before: Row, after: Row): void {
  const left = new Set(objects(after.custom_field_options).map((option) => text(option.value)));
  const gone = new Set(objects(before.custom_field_options).map((option) => text(option.value)));
  for (const value of left) gone.delete(value);
  if (gone.size === 0) return;
  change(store, table, before, (values, key) => ({ ...values, [key]: without(values[key] ?? null, gone) }));
}

function without(value: Json, gone: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.filter((part) => !gone.has(text(part)));
  return gone.has(text(value)) ? null : value;
}
