/** Options of drop-down and multi-select fields, and the tags that no two of them may share. */

import type { Problem } from '../errors.ts';
import { ApiError, blank, duplicate, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { flag, number, objects, text, withId } from '../json.ts';
import { wrapped } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { find, patch, rows } from '../store.ts';
import { forgetValues } from './references.ts';
import { normalTag } from './tags.ts';

const MAX_OPTIONS = 2000;

export function hasOptions(type: string): boolean {
  return type === 'tagger' || type === 'multiselect';
}

/**
 * The stored form of a whole list as it was sent. An option is known again by its id, or else by its value; "omitting an
 * option removes it" (Update Ticket Field).
 */
export function keepOptions(store: Store, type: string, before: readonly Attributes[], sent: Json): Attributes[] {
  const items = objects(sent);
  if (items.length === 0) throw recordInvalid([blank('custom_field_options')]);
  if (items.length > MAX_OPTIONS) {
    throw recordInvalid([
      { field: 'custom_field_options', description: `Options: at most ${MAX_OPTIONS}`, error: 'TooMany' },
    ]);
  }
  const problems: Problem[] = [];
  const values = new Set<string>();
  const kept = items.map((item, index) => {
    const known =
      before.find((option) => option.id === number(item.id, -1)) ?? before.find((o) => o.value === item.value);
    const name = text(item.name ?? item.raw_name ?? known?.name).trim();
    const value = normalTag(text(item.value ?? known?.value));
    if (name === '') problems.push(invalid('custom_field_options', 'Options: name cannot be blank'));
    if (value === '') problems.push(invalid('custom_field_options', `Options: ${name} has no tag`));
    if (values.has(value)) problems.push(taken(value));
    values.add(value);
    return {
      id: known?.id ?? nextNumber(store),
      name,
      raw_name: name,
      value,
      default: flag(item.default ?? known?.default),
      ...(item.allow_solving === undefined ? {} : { allow_solving: flag(item.allow_solving) }),
      position: index,
    };
  });
  // [general knowledge] A drop-down starts with one option at most.
  if (type === 'tagger' && kept.filter((option) => option.default).length > 1) {
    problems.push(invalid('custom_field_options', 'Options: only one can be the default'));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  return kept.map(({ position, ...option }) => option);
}

function taken(value: string): Problem {
  return duplicate('custom_field_options', `The tag '${value}' is already used by another field or option`);
}

/** Tags are unique across the options and checkbox tags of all ticket fields. */
export function checkTags(store: Store, id: Id, field: Attributes): void {
  const own = tagsOf(field);
  if (own.length === 0) return;
  const used = new Set<string>();
  for (const other of rows(store, 'ticket_fields')) if (other.id !== id) for (const tag of tagsOf(other)) used.add(tag);
  const clash = own.filter((tag) => used.has(tag));
  if (clash.length > 0) throw recordInvalid(clash.map(taken));
}

function tagsOf(field: Attributes): string[] {
  const values = objects(field.custom_field_options).map((option) => text(option.value));
  return field.type === 'checkbox' && field.tag !== null ? [...values, text(field.tag)] : values;
}

export const fieldOptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/ticket_fields/:id/options',
    scope: 'ticket_fields',
    access: 'agent',
    handle: (call) => {
      const field = fieldOf(call);
      return listReply(call, {
        wrapper: 'custom_field_options',
        paging: 'both',
        rows: () => optionsOf(field),
        present: (row) => shown(call, field, row),
      });
    },
  },
  {
    method: 'GET',
    path: '/ticket_fields/:id/options/:option',
    scope: 'ticket_fields',
    access: 'agent',
    handle: (call) => {
      const field = fieldOf(call);
      return ok({ custom_field_option: shown(call, field, optionOf(field, param(call, 'option'))) });
    },
  },
  {
    method: 'POST',
    path: '/ticket_fields/:id/options',
    scope: 'ticket_fields',
    access: 'admin',
    limit: { name: 'ticket-field-options', perMinute: 100 },
    handle: upsert,
  },
  {
    method: 'DELETE',
    path: '/ticket_fields/:id/options/:option',
    scope: 'ticket_fields',
    access: 'admin',
    handle: (call) => {
      const field = fieldOf(call);
      const option = optionOf(field, param(call, 'option'));
      const rest = objects(field.custom_field_options).filter((other) => other.id !== option.id);
      if (rest.length === 0) throw recordInvalid([blank('custom_field_options')]);
      forgetValues(call.store, field, patch(call.store, 'ticket_fields', field, { custom_field_options: [...rest] }));
      return noContent();
    },
  },
];

function fieldOf(call: Call): Row {
  const field = find(call.store, 'ticket_fields', param(call, 'id'));
  if (!field || !hasOptions(text(field.type))) throw notFound();
  return field;
}

function optionsOf(field: Row): Row[] {
  return objects(field.custom_field_options).map((option, index) =>
    withId({ ...option, position: index }, number(option.id)),
  );
}

function optionOf(field: Row, id: string): Row {
  const option = optionsOf(field).find((row) => String(row.id) === id);
  if (!option) throw notFound();
  return option;
}

function shown(call: Call, field: Row, option: Row): Attributes {
  return { url: `${call.base}/api/v2/ticket_fields/${field.id}/options/${option.id}.json`, ...option };
}

/** "If an option exists for the given ID, the option will be updated. Otherwise, a new option will be created." */
function upsert(call: Call): Reply {
  const field = fieldOf(call);
  const input = wrapped(call, 'custom_field_option');
  const before = objects(field.custom_field_options);
  const known = before.find((option) => option.id === number(input.id, -1));
  if (!known && before.length >= MAX_OPTIONS) {
    throw new ApiError(422, { error: 'RecordInvalid', description: `At most ${MAX_OPTIONS} options`, details: {} });
  }
  const all = known
    ? before.map((option) => (option === known ? { ...option, ...input } : option))
    : [...before, input];
  const options = keepOptions(call.store, text(field.type), before, all);
  checkTags(call.store, field.id, { ...field, custom_field_options: options });
  const updated = patch(call.store, 'ticket_fields', field, { custom_field_options: options });
  forgetValues(call.store, field, updated);
  const index = known ? before.indexOf(known) : options.length - 1;
  const option = optionsOf(updated)[index];
  return {
    status: known ? 200 : 201,
    body: { custom_field_option: option ? shown(call, updated, option) : null },
    headers: { Location: `${call.base}/api/v2/ticket_fields/${field.id}/options.json` },
  };
}
