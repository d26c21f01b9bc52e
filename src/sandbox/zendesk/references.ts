/** What happens to rules when an option or a field that they name goes away. */

import type { Attributes, Json, Row } from '../json.ts';
import { list, object, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { filter, patch, rows } from '../store.ts';

const RULES = ['triggers', 'automations', 'macros', 'views'];

/** "Omitting an option removes it from the drop-down field, which removes its values from any tickets or macros." */
export function forgetValues(store: Store, before: Row, after: Row): void {
  const left = new Set(objects(after.custom_field_options).map((option) => text(option.value)));
  const gone = objects(before.custom_field_options)
    .map((option) => text(option.value))
    .filter((value) => !left.has(value));
  if (gone.length === 0) return;
  const name = `custom_fields_${before.id}`;
  const without = (items: readonly Attributes[]): Json[] => items.flatMap((item) => withoutValues(item, name, gone));
  for (const kind of RULES) {
    for (const rule of filter(store, kind, (row) => mentions(row, name))) {
      const { all, any } = object(rule.conditions);
      patch(store, kind, rule, {
        ...(rule.conditions ? { conditions: { all: without(objects(all)), any: without(objects(any)) } } : {}),
        ...(rule.actions ? { actions: without(objects(rule.actions)) } : {}),
      });
    }
  }
}

function withoutValues(item: Attributes, name: string, gone: readonly string[]): Attributes[] {
  if (item.field !== name) return [item];
  if (!Array.isArray(item.value)) return gone.includes(text(item.value)) ? [] : [item];
  const value = item.value.filter((part) => !gone.includes(text(part)));
  return value.length === 0 ? [] : [{ ...item, value }];
}

export function mentions(rule: Row, field: string): boolean {
  const { all, any } = object(rule.conditions);
  return [...objects(all), ...objects(any), ...objects(rule.actions)].some((item) => item.field === field);
}

/** Whether any trigger or automation sends to this webhook. */
export function webhookUser(store: Store, id: string): Row | undefined {
  for (const kind of ['triggers', 'automations']) {
    for (const rule of rows(store, kind)) {
      const hit = objects(rule.actions).some(
        (action) => action.field === 'notification_webhook' && list(action.value)[0] === id,
      );
      if (hit) return rule;
    }
  }
  return undefined;
}
