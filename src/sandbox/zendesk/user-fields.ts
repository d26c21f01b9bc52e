/** User fields, which have two endpoints more than organization fields: by key, and for single options. */

import { blank, notFound, recordInvalid } from '../errors.ts';
import type { Row } from '../json.ts';
import { number, objects, text, withId } from '../json.ts';
import { present, reading, rowsOf, wrapped, writing } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok, param } from '../router.ts';
import { find, patch } from '../store.ts';
import { checkTags, hasOptions, keepOptions } from './person-field-options.ts';
import { personFieldRoutes, personFields } from './person-fields.ts';
import { forgetOptions } from './profiles.ts';

export const userFields = personFields('user');

const OPTIONS = '/user_fields/:id/options';
const gated = { ...writing(userFields), feature: 'user_org_fields' } as const;

export const userFieldRoutes: readonly Route[] = [
  ...personFieldRoutes(userFields),
  { method: 'GET', path: '/user_fields/show_many', ...reading(userFields), handle: showMany },
  {
    method: 'GET',
    path: OPTIONS,
    ...reading(userFields),
    handle: (call) => {
      const field = fieldOf(call);
      return listReply(call, {
        wrapper: 'custom_field_options',
        paging: 'both',
        rows: () => optionsOf(call, field),
        present: (option) => option,
      });
    },
  },
  {
    method: 'GET',
    path: `${OPTIONS}/:option`,
    ...reading(userFields),
    handle: (call) => ok({ custom_field_option: optionOf(call, fieldOf(call)) }),
  },
  { method: 'POST', path: OPTIONS, ...gated, handle: upsert },
  {
    method: 'DELETE',
    path: `${OPTIONS}/:option`,
    ...gated,
    handle: (call) => {
      const field = fieldOf(call);
      const option = optionOf(call, field);
      const rest = objects(field.custom_field_options).filter((other) => other.id !== option.id);
      if (rest.length === 0) throw recordInvalid([blank('custom_field_options')]);
      forgetOptions(
        call.store,
        'user_fields',
        field,
        patch(call.store, 'user_fields', field, { custom_field_options: [...rest] }),
      );
      return noContent();
    },
  },
];

function showMany(call: Call): Reply {
  const keys = (call.query.get('keys') ?? '').split(',');
  const shown = rowsOf(userFields, call).filter((row) => keys.includes(text(row.key)));
  return ok({
    user_fields: shown.map((row) => present(userFields, row, call)),
    next_page: null,
    previous_page: null,
    count: shown.length,
  });
}

function fieldOf(call: Call): Row {
  const field = find(call.store, 'user_fields', param(call, 'id'));
  if (!field || !hasOptions(text(field.type))) throw notFound();
  return field;
}

function optionsOf(call: Call, field: Row): Row[] {
  const base = `${call.base}/api/v2/user_fields/${field.id}/options`;
  return objects(field.custom_field_options).map((option, position) =>
    withId({ url: `${base}/${text(option.id)}.json`, ...option, position }, number(option.id)),
  );
}

function optionOf(call: Call, field: Row): Row {
  const option = optionsOf(call, field).find((row) => String(row.id) === param(call, 'option'));
  if (!option) throw notFound();
  return option;
}

/** "If an option exists for the given ID, the option will be updated. Otherwise, a new option will be created." */
function upsert(call: Call): Reply {
  const field = fieldOf(call);
  const input = wrapped(call, 'custom_field_option');
  const before = objects(field.custom_field_options);
  const index = before.findIndex((option) => option.id === number(input.id, -1));
  const all =
    index < 0 ? [...before, input] : before.map((option, at) => (at === index ? { ...option, ...input } : option));
  const options = keepOptions(call.store, before, all);
  checkTags(call.store, 'user_fields', field.id, { ...field, custom_field_options: options });
  const updated = patch(call.store, 'user_fields', field, { custom_field_options: options });
  forgetOptions(call.store, 'user_fields', field, updated);
  return {
    status: index < 0 ? 201 : 200,
    body: { custom_field_option: optionsOf(call, updated).at(index) ?? null },
    headers: { Location: `${call.base}/api/v2/user_fields/${field.id}/options` },
  };
}
