/** Records of custom objects, of which the sandbox keeps what a configuration can lose: developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/ */

import type { Problem } from '../../errors.ts';
import { blank, duplicate, invalid, notFound, recordInvalid } from '../../errors.ts';
import { nextUlid } from '../../ids.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, number, object, text, textOrNull } from '../../json.ts';
import type { Context } from '../../kinds.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import type { Store } from '../../store.ts';
import { byId, drop, filter, find, insert, patch, timestamp, viewed } from '../../store.ts';
import { objectOf } from './object-fields.ts';

const PATH = '/custom_objects/:object/records';
const open = { scope: 'custom_objects', access: 'agent' } as const;

export const recordRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...open,
    handle: (call) =>
      listReply(call, {
        wrapper: 'custom_object_records',
        paging: 'cursor',
        rows: () => recordsOf(call),
        present: (row) => presentRecord(call, row),
      }),
  },
  {
    method: 'GET',
    path: `${PATH}/count`,
    ...open,
    handle: (call) => ok({ count: { value: recordsOf(call).length, refreshed_at: timestamp(call.store) } }),
  },
  {
    method: 'GET',
    path: `${PATH}/:record`,
    ...open,
    handle: (call) => ok({ custom_object_record: presentRecord(call, recordOf(call)) }),
  },
  {
    method: 'POST',
    path: PATH,
    ...open,
    handle: (call) => {
      const row = createRecord(call, text(objectOf(call).key), wrapped(call, 'custom_object_record'));
      const shown = presentRecord(call, row);
      return created({ custom_object_record: shown }, { Location: text(shown.url) });
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/:record`,
    ...open,
    handle: (call) => {
      drop(call.store, 'custom_object_records', recordOf(call).id);
      return noContent();
    },
  },
];

function recordsOf(call: Call): readonly Row[] {
  const { key } = objectOf(call);
  return viewed(call.store, 'custom_object_records', 'id', byId).filter((row) => row.object_key === key);
}

function recordOf(call: Call): Row {
  const row = find(call.store, 'custom_object_records', param(call, 'record'));
  if (!row || row.object_key !== objectOf(call).key) throw notFound();
  return row;
}

function presentRecord({ base }: Call, { object_key, ...row }: Row): Attributes {
  const key = text(object_key);
  return { url: `${base}/api/v2/custom_objects/${key}/records/${row.id}.json`, custom_object_key: key, ...row };
}

function createRecord({ store, actor }: Context, key: string, input: Attributes): Row {
  const values = object(input.custom_object_fields);
  const name = nameOf(store, key, input);
  const fields = filter(store, 'custom_object_fields', (row) => row.object_key === key && row.standard !== true);
  const problems: Problem[] = [];
  for (const field of fields) {
    const value = values[text(field.key)] ?? '';
    if (flag(field.required) && value === '') problems.push(blank(text(field.key)));
  }
  for (const sent of Object.keys(values)) {
    if (!fields.some((field) => field.key === sent)) problems.push(invalid('base', `${sent} is no field`));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  const author = text(actor.user?.id ?? -1);
  return insert(store, 'custom_object_records', nextUlid(store), {
    object_key: key,
    name,
    external_id: textOrNull(input.external_id),
    custom_object_fields: { ...Object.fromEntries(fields.map((field) => [text(field.key), null])), ...values },
    created_by_user_id: author,
    updated_by_user_id: author,
  });
}

/** "If autonumbering is selected …, record names aren't allowed in the request body." */
function nameOf(store: Store, key: string, input: Attributes): string {
  const [field] = filter(
    store,
    'custom_object_fields',
    (row) => row.object_key === key && row.key === 'standard::name',
  );
  const properties = object(field?.properties);
  const sent = text(input.name).trim();
  if (field && flag(properties.autoincrement_enabled)) {
    if (sent !== '') throw recordInvalid([invalid('name', 'Name: is generated')]);
    const next = number(properties.autoincrement_next_sequence, 1);
    patch(store, 'custom_object_fields', field, {
      properties: { ...properties, autoincrement_next_sequence: next + 1 },
    });
    return `${text(properties.autoincrement_prefix)}${String(next).padStart(number(properties.autoincrement_padding), '0')}`;
  }
  if (sent === '') throw recordInvalid([blank('name')]);
  const twins = filter(store, 'custom_object_records', (row) => row.object_key === key && row.name === sent);
  if (flag(properties.is_unique) && twins.length > 0) {
    throw recordInvalid([duplicate('name', 'Name: has already been taken')]);
  }
  return sent;
}
