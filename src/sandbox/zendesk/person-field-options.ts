/** Options of drop-down and multi-select fields of people and organizations, which rules name by their ids. */

import type { Problem } from '../errors.ts';
import { blank, duplicate, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Json } from '../json.ts';
import { number, objects, text } from '../json.ts';
import type { Store } from '../store.ts';
import { rows } from '../store.ts';
import { normalTag } from './tags.ts';

export function hasOptions(type: string): boolean {
  return type === 'dropdown' || type === 'multiselect';
}

/**
 * The stored form of a whole list as it was sent. "To update an existing option, pass its id along with the name and
 * value", and without a known id an option is a new one; "to remove an option, omit it".
 */
export function keepOptions(store: Store, before: readonly Attributes[], sent: Json): Attributes[] {
  const items = objects(sent);
  if (items.length === 0) throw recordInvalid([blank('custom_field_options')]);
  const problems: Problem[] = [];
  const values = new Set<string>();
  const kept = items.map((item) => {
    const known = before.find((option) => option.id === number(item.id, -1));
    const name = text(item.name ?? item.raw_name ?? known?.name).trim();
    const value = normalTag(text(item.value ?? known?.value));
    if (name === '') problems.push(invalid('custom_field_options', 'Options: name cannot be blank'));
    if (value === '') problems.push(invalid('custom_field_options', `Options: ${name} has no value`));
    if (values.has(value)) problems.push(taken(value));
    values.add(value);
    return { id: known?.id ?? nextNumber(store), name, raw_name: name, value };
  });
  if (problems.length > 0) throw recordInvalid(problems);
  return kept;
}

/** [general knowledge] Values become tags of their owner, so no two fields of a kind may share one. */
export function checkTags(store: Store, table: string, id: Id, field: Attributes): void {
  const used = new Set<string>();
  for (const other of rows(store, table)) if (other.id !== id) for (const tag of tagsOf(other)) used.add(tag);
  const clash = tagsOf(field).filter((tag) => used.has(tag));
  if (clash.length > 0) throw recordInvalid(clash.map(taken));
}

function tagsOf(field: Attributes): string[] {
  const values = objects(field.custom_field_options).map((option) => text(option.value));
  return text(field.tag) === '' ? values : [...values, text(field.tag)];
}

function taken(value: string): Problem {
  return duplicate('custom_field_options', `The tag '${value}' is already used by another field or option`);
}
