/** What people and organizations have in their custom fields: every key comes back, and each type takes its own values. */

import type { Problem } from '../errors.ts';
import { invalid } from '../errors.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { list, number, object, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { byPosition, ordered } from '../store.ts';

type Table = 'user_fields' | 'organization_fields';

/** Keys that nobody has filled in are null, and boxes that nobody has ticked are false. */
export function shownValues(store: Store, table: Table, row: Row): Attributes {
  const own = object(row[table]);
  const fields = ordered(store, table, 'position', byPosition);
  return Object.fromEntries(
    fields.map((field) => [text(field.key), own[text(field.key)] ?? (field.type === 'checkbox' ? false : null)]),
  );
}

/** The values after a write that may name some keys only; keys that no field has are ignored [general knowledge]. */
export function changeValues(store: Store, table: Table, before: Json | undefined, sent: Json, problems: Problem[]) {
  const after: Attributes = { ...object(before) };
  for (const field of ordered(store, table, 'position', byPosition)) {
    const key = text(field.key);
    const value = object(sent)[key];
    if (value === undefined) continue;
    const stored = value === null || value === '' ? null : storedValue(field, value);
    if (stored === undefined) problems.push(invalid(key, `${text(field.title)}: is invalid`));
    else after[key] = stored;
  }
  return after;
}

/** The form in which the platform keeps a value; undefined for what the field's type does not take. */
function storedValue(field: Row, value: Json): Json | undefined {
  const source = text(value).trim();
  switch (field.type) {
    case 'checkbox':
      return /^(true|false|0|1)$/.test(source) ? source === 'true' || source === '1' : undefined;
    case 'integer':
      return /^-?\d+$/.test(source) ? number(source) : undefined;
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(source) ? number(source) : undefined;
    case 'date':
      // A day comes back as its first moment, as in the examples of the page on users.
      return /^\d{4}-\d{2}-\d{2}/.test(source) ? `${source.slice(0, 10)}T00:00:00Z` : undefined;
    case 'regexp':
      return new RegExp(text(field.regexp_for_validation)).test(source) ? source : undefined;
    case 'dropdown':
      return optionsOf(field).includes(source) ? source : undefined;
    case 'multiselect': {
      const parts = list(value).map((part) => text(part));
      return Array.isArray(value) && parts.every((part) => optionsOf(field).includes(part)) ? parts : undefined;
    }
    default:
      return typeof value === 'object' ? undefined : text(value);
  }
}

function optionsOf(field: Row): readonly string[] {
  return objects(field.custom_field_options).map((option) => text(option.value));
}
