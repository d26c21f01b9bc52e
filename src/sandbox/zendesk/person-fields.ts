/**
 * Fields of users and of organizations, which differ in their names only.
 * developer.zendesk.com/api-reference/ticketing/users/user_fields/ and …/organizations/organization_fields/
 */

import type { Problem } from '../errors.ts';
import { blank, duplicate, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, list, number, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, readRoutes, wrapped, writeRoutes, writing } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import { created } from '../router.ts';
import type { Store } from '../store.ts';
import { byPosition, drop, insert, patch, rows } from '../store.ts';
import { keepFilter, targetProblems } from './lookups.ts';
import { checkTags, hasOptions, keepOptions } from './person-field-options.ts';
import { forgetField, forgetOptions } from './profiles.ts';
import { normalTag } from './tags.ts';

/** "Creates any of the following custom field types" (Create User Field). */
const TYPES = [
  'text',
  'textarea',
  'checkbox',
  'date',
  'integer',
  'decimal',
  'regexp',
  'dropdown',
  'lookup',
  'multiselect',
];

/** What the create reply shows for a new field's place; later reads show the real one. */
const APPENDED = 9999;

export function personFields(owner: 'user' | 'organization'): Kind {
  const name = `${owner}_fields`;
  return {
    name,
    one: `${owner}_field`,
    path: `/${name}`,
    scope: `${owner}s`,
    paging: 'both',
    order: { name: 'position', compare: byPosition },
    create: (context, input) => createField(context, name, input),
    update: (context, row, input) => updateField(context, name, row, input),
    remove: ({ store }, row) => {
      // [general knowledge] System fields cannot be deleted; the wording is ours.
      if (flag(row.system))
        throw recordInvalid([invalid('base', `${text(row.title)}: a system field cannot be deleted`)]);
      forgetField(store, name, row);
      drop(store, name, row.id);
    },
  };
}

/** Plans without user and organization fields have an empty list to read and nothing to write. */
export function personFieldRoutes(kind: Kind): readonly Route[] {
  const writes: readonly Route[] = [
    { method: 'PUT', path: `${kind.path}/reorder`, ...writing(kind), handle: (call) => reorder(kind, call) },
    ...writeRoutes(kind).map((route) =>
      route.method === 'POST' ? { ...route, handle: (call: Call) => createReply(kind, call) } : route,
    ),
  ];
  return [...readRoutes(kind), ...writes.map((route) => ({ ...route, feature: 'user_org_fields' as const }))];
}

function createReply(kind: Kind, call: Call) {
  const row = createField(call, kind.name, wrapped(call, kind.one));
  const shown = { ...present(kind, row, call), position: APPENDED };
  return created({ [kind.one]: shown }, { Location: `${call.base}/api/v2${kind.path}/${row.id}.json` });
}

function createField({ store }: Context, table: string, input: Attributes): Row {
  const type = text(input.type, 'text');
  const title = text(input.title ?? input.raw_title).trim();
  const key = text(input.key).trim() || freeKey(store, table, title);
  const target = text(input.relationship_target_type);
  const problems: Problem[] = [...(title === '' ? [blank('title')] : []), ...keyProblems(store, table, key)];
  if (!TYPES.includes(type)) problems.push(invalid('type', `Type: ${type} is not a type that can be created`));
  if (type === 'regexp' && text(input.regexp_for_validation) === '') problems.push(blank('regexp_for_validation'));
  if (type === 'lookup') problems.push(...targetProblems(store, target));
  if (problems.length > 0) throw recordInvalid(problems);
  const id = nextNumber(store);
  const attributes: Attributes = {
    type,
    key,
    title,
    raw_title: title,
    ...describe(text(input.description ?? input.raw_description)),
    position: number(input.position, nextPosition(store, table)),
    active: flag(input.active, true),
    system: false,
    regexp_for_validation: type === 'regexp' ? text(input.regexp_for_validation) : null,
    ...(type === 'checkbox' ? { tag: normalTag(text(input.tag)) } : {}),
    ...(hasOptions(type) ? { custom_field_options: keepOptions(store, [], input.custom_field_options ?? []) } : {}),
    ...(type === 'lookup'
      ? { relationship_target_type: target, relationship_filter: keepFilter(store, target, input.relationship_filter) }
      : {}),
  };
  checkTags(store, table, id, attributes);
  return insert(store, table, id, attributes);
}

/** "The key must consist of only letters, numbers, and underscores. It can't be only numbers." Its case is kept. */
function keyProblems(store: Store, table: string, key: string): Problem[] {
  if (!/^\w+$/.test(key) || /^\d+$/.test(key)) return [invalid('key', 'Key: is invalid')];
  return isTaken(store, table, key) ? [duplicate('key', 'Key: has already been taken')] : [];
}

/** Rules name a key in lower case, so two that differ in case only would be one. */
function isTaken(store: Store, table: string, key: string): boolean {
  for (const row of rows(store, table)) if (text(row.key).toLowerCase() === key.toLowerCase()) return true;
  return false;
}

/** [general knowledge] A key that is not sent is made from the title. */
function freeKey(store: Store, table: string, title: string): string {
  const words = title
    .toLowerCase()
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '');
  const stem = /^\d*$/.test(words) ? `field_${words}` : words;
  let key = stem;
  for (let number = 2; isTaken(store, table, key); number += 1) key = `${stem}_${number}`;
  return key;
}

/** [general knowledge] What cannot be changed, `key`, `type` and most of a system field, is ignored. */
function updateField({ store }: Context, table: string, row: Row, input: Attributes): Row {
  const changes: Attributes = {};
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.active !== undefined) changes.active = flag(input.active);
  // "If true, only active and position values of this field can be changed" (OpenAPI, CustomFieldObject.system).
  if (flag(row.system)) return patch(store, table, row, changes);
  const title = input.title ?? input.raw_title;
  if (title !== undefined) {
    if (text(title).trim() === '') throw recordInvalid([blank('title')]);
    Object.assign(changes, { title: text(title).trim(), raw_title: text(title).trim() });
  }
  const description = input.description ?? input.raw_description;
  if (description !== undefined) Object.assign(changes, describe(text(description)));
  const type = text(row.type);
  if (type === 'regexp' && input.regexp_for_validation !== undefined) {
    if (text(input.regexp_for_validation) === '') throw recordInvalid([blank('regexp_for_validation')]);
    changes.regexp_for_validation = text(input.regexp_for_validation);
  }
  if (type === 'checkbox' && input.tag !== undefined) changes.tag = normalTag(text(input.tag));
  if (type === 'lookup' && input.relationship_filter !== undefined) {
    changes.relationship_filter = keepFilter(store, text(row.relationship_target_type), input.relationship_filter);
  }
  if (hasOptions(type) && input.custom_field_options !== undefined) {
    changes.custom_field_options = keepOptions(store, objects(row.custom_field_options), input.custom_field_options);
  }
  checkTags(store, table, row.id, { ...row, ...changes });
  const updated = patch(store, table, row, changes);
  forgetOptions(store, table, row, updated);
  return updated;
}

function describe(description: string): Attributes {
  return { description, raw_description: description };
}

function nextPosition(store: Store, table: string): number {
  let last = -1;
  for (const row of rows(store, table)) last = Math.max(last, number(row.position));
  return last + 1;
}

/** [general knowledge] Every field must be listed. The reply is an empty text (OpenAPI). */
function reorder(kind: Kind, call: Call) {
  const name = `${kind.one}_ids`;
  const ids: readonly string[] = list(call.body[name]).map((id: Json) => text(id));
  const all = [...rows(call.store, kind.name)];
  if (ids.length !== all.length || all.some((row) => !ids.includes(String(row.id)))) {
    throw recordInvalid([invalid(name, 'Every field must be listed')]);
  }
  for (const row of all) patch(call.store, kind.name, row, { position: ids.indexOf(String(row.id)) });
  return { status: 200, body: '' };
}
