/** Fields of custom objects: developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_fields/ */

import type { Problem } from '../../errors.ts';
import { blank, duplicate, invalid, notFound, recordInvalid } from '../../errors.ts';
import type { Profile } from '../../features.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { flag, list, number, object, objects, text } from '../../json.ts';
import type { Context, Kind } from '../../kinds.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import type { Store } from '../../store.ts';
import { byPosition, drop, filter, find, insert, ordered, patch, viewed } from '../../store.ts';
import { keepFilter, targetProblems } from '../lookups.ts';
import { hasOptions, keepOptions } from '../person-field-options.ts';
import { rendered } from '../placeholders.ts';
import { normalTag } from '../tags.ts';
import { newProperties, updatedProperties } from './field-properties.ts';

/** "Creates any of the following custom field types" (Create Custom Object Field). */
const TYPES = 'text textarea checkbox currency date integer decimal regexp dropdown lookup multiselect parent'.split(
  ' ',
);
/** developer.zendesk.com/api-reference/custom-data/introduction/#custom-object-limitations */
const MAX_FIELDS = 100;
const MAX_LOOKUPS: Readonly<Record<Profile, number>> = { team: 5, trial: 10, enterprise: 10 };
/** Beside those of other lookup fields, the fields of custom objects point to these. */
const OTHER_TARGETS = ['zen:article', 'zen:brand'];

/** For hands: the requests are below the object, whose key they name. */
export const objectFields: Kind = {
  name: 'custom_object_fields',
  one: 'custom_object_field',
  path: '/custom_objects',
  scope: 'custom_objects',
  paging: 'both',
  create: (context, input) => createField(context, text(objectNamed(context.store, text(input.object_key)).key), input),
  update: updateField,
  remove: ({ store }, row) => removeField(store, row),
};

const PATH = '/custom_objects/:object/fields';
const read = { scope: 'custom_objects', access: 'agent' } as const;
const write = { scope: 'custom_objects', access: 'admin' } as const;

export const objectFieldRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...read,
    handle: (call) => {
      const { key } = objectOf(call);
      const standard = flag(call.query.get('include_standard_fields') ?? '');
      return listReply(call, {
        wrapper: 'custom_object_fields',
        paging: 'both',
        rows: () =>
          viewed(call.store, 'custom_object_fields', 'position', byPosition).filter(
            (row) => row.object_key === key && (standard || row.standard !== true),
          ),
        present: (row) => presentField(call, row),
      });
    },
  },
  { method: 'PUT', path: `${PATH}/reorder`, ...write, handle: reorder },
  {
    method: 'GET',
    path: `${PATH}/:field`,
    ...read,
    handle: (call) => ok({ custom_object_field: presentField(call, fieldOf(call)) }),
  },
  {
    method: 'POST',
    path: PATH,
    ...write,
    handle: (call) => {
      const row = createField(call, text(objectOf(call).key), wrapped(call, 'custom_object_field'));
      const shown = presentField(call, row);
      return created({ custom_object_field: shown }, { Location: text(shown.url) });
    },
  },
  {
    method: 'PATCH',
    path: `${PATH}/:field`,
    ...write,
    handle: (call) => {
      const row = updateField(call, fieldOf(call), wrapped(call, 'custom_object_field'));
      return ok({ custom_object_field: presentField(call, row) });
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/:field`,
    ...write,
    handle: (call) => {
      removeField(call.store, fieldOf(call));
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/custom_objects/:object/limits/field_limit',
    ...read,
    handle: (call) => ok({ count: own(call.store, text(objectOf(call).key)).length, limit: MAX_FIELDS }),
  },
];

export function objectOf(call: Call): Row {
  return objectNamed(call.store, param(call, 'object'));
}

export function objectNamed(store: Store, key: string): Row {
  const row = find(store, 'custom_objects', key);
  if (!row) throw notFound();
  return row;
}

/** By key or by id. */
function fieldOf(call: Call): Row {
  const { key } = objectOf(call);
  const sought = param(call, 'field');
  const [row] = filter(
    call.store,
    'custom_object_fields',
    (other) => other.object_key === key && (other.key === sought || String(other.id) === sought),
  );
  if (!row) throw notFound();
  return row;
}

function presentField({ base }: Call, { object_key, standard, ...row }: Row): Attributes {
  return { url: `${base}/api/v2/custom_objects/${text(object_key)}/fields/${row.id}.json`, ...row };
}

/** The custom fields of an object, without the two that every object has. */
function own(store: Store, key: string): readonly Row[] {
  return ordered(store, 'custom_object_fields', 'position', byPosition).filter(
    (row) => row.object_key === key && row.standard !== true,
  );
}

export function plantStandardFields(store: Store, key: string): void {
  for (const [position, title] of ['Name', 'External ID'].entries()) {
    const name = position === 0;
    insert(store, 'custom_object_fields', nextNumber(store), {
      object_key: key,
      standard: true,
      key: name ? 'standard::name' : 'standard::external_id',
      type: 'text',
      title,
      raw_title: title,
      description: title,
      raw_description: title,
      position,
      active: true,
      required: name,
      system: false,
      regexp_for_validation: null,
      ...(name ? { properties: newProperties('name', {}) } : {}),
    });
  }
}

function createField({ store, profile }: Context, object_key: string, input: Attributes): Row {
  const type = text(input.type, 'text');
  const key = text(input.key).trim();
  const target = text(input.relationship_target_type);
  const points = type === 'lookup' || type === 'parent';
  const known = own(store, object_key);
  const problems: Problem[] = keyProblems(known, key);
  if (text(input.title ?? input.raw_title).trim() === '') problems.push(blank('title'));
  if (!TYPES.includes(type)) problems.push(invalid('type', `Type: ${type} is not a type that can be created`));
  if (type === 'regexp' && text(input.regexp_for_validation) === '') problems.push(blank('regexp_for_validation'));
  if (points) problems.push(...targetProblems(store, target, type === 'lookup' ? OTHER_TARGETS : []));
  if (known.length >= MAX_FIELDS) problems.push(invalid('base', `At most ${MAX_FIELDS} fields are possible`));
  const lookups = known.filter((field) => field.type === 'lookup').length;
  if (type === 'lookup' && lookups >= MAX_LOOKUPS[profile]) {
    problems.push(invalid('base', `At most ${MAX_LOOKUPS[profile]} lookup fields are possible`));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  const properties = newProperties(type, object(input.properties));
  return insert(store, 'custom_object_fields', nextNumber(store), {
    object_key,
    standard: false,
    key,
    type,
    ...wordings(store, { description: '', ...input }),
    position: number(input.position, nextPosition(known)),
    active: flag(input.active, true),
    required: flag(input.required),
    system: false,
    regexp_for_validation: type === 'regexp' ? text(input.regexp_for_validation) : null,
    ...(type === 'checkbox' ? { tag: normalTag(text(input.tag)) } : {}),
    ...(hasOptions(type) ? { custom_field_options: keepOptions(store, [], input.custom_field_options ?? []) } : {}),
    ...(points
      ? { relationship_target_type: target, relationship_filter: keepFilter(store, target, input.relationship_filter) }
      : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(properties.rollup_aggregation_type === undefined ? {} : { readonly: true }),
  });
}

/** "The key must consist of only letters, numbers, and underscores. It can't be only numbers." */
function keyProblems(known: readonly Row[], key: string): Problem[] {
  if (key === '') return [blank('key')];
  if (!/^\w+$/.test(key) || /^\d+$/.test(key)) return [invalid('key', 'Key: is invalid')];
  const taken = known.some((field) => text(field.key).toLowerCase() === key.toLowerCase());
  return taken ? [duplicate('key', 'Key: has already been taken')] : [];
}

/** [general knowledge] What cannot be changed, such as `key`, `type` and most of a standard field, is ignored. */
function updateField({ store }: Context, row: Row, input: Attributes): Row {
  if ((input.title ?? input.raw_title) !== undefined && text(input.title ?? input.raw_title).trim() === '') {
    throw recordInvalid([blank('title')]);
  }
  const changes: Attributes = wordings(store, input);
  if (input.properties !== undefined) {
    changes.properties = updatedProperties(store, row, object(input.properties));
  }
  if (row.standard === true) return patch(store, 'custom_object_fields', row, changes);
  const type = text(row.type);
  for (const name of ['active', 'required']) if (input[name] !== undefined) changes[name] = flag(input[name]);
  if (input.position !== undefined) changes.position = number(input.position);
  if (type === 'checkbox' && input.tag !== undefined) changes.tag = normalTag(text(input.tag));
  if (type === 'regexp' && input.regexp_for_validation !== undefined) {
    if (text(input.regexp_for_validation) === '') throw recordInvalid([blank('regexp_for_validation')]);
    changes.regexp_for_validation = text(input.regexp_for_validation);
  }
  if (row.relationship_target_type !== undefined && input.relationship_filter !== undefined) {
    changes.relationship_filter = keepFilter(store, text(row.relationship_target_type), input.relationship_filter);
  }
  if (hasOptions(type) && input.custom_field_options !== undefined) {
    changes.custom_field_options = keepOptions(store, objects(row.custom_field_options), input.custom_field_options);
  }
  const updated = patch(store, 'custom_object_fields', row, changes);
  const left = new Set(objects(updated.custom_field_options).map((option) => text(option.value)));
  const gone = objects(row.custom_field_options).flatMap((option) => (left.has(text(option.value)) ? [] : [option]));
  if (gone.length > 0) {
    const isGone = (value: Json) => gone.some((option) => option.value === value);
    forget(store, row, (value) => {
      if (Array.isArray(value)) return value.filter((part) => !isGone(part));
      return isGone(value) ? null : value;
    });
  }
  return updated;
}

function removeField(store: Store, row: Row): void {
  // "Note: You can't delete standard fields."
  if (row.standard === true) throw recordInvalid([invalid('base', `${text(row.title)}: is a standard field`)]);
  forget(store, row, () => undefined);
  drop(store, 'custom_object_fields', row.id);
}

/** Changes the values that records have of one field; those that become nothing at all go. */
function forget(store: Store, field: Row, change: (value: Json) => Json | undefined): void {
  const key = text(field.key);
  for (const record of filter(store, 'custom_object_records', (row) => row.object_key === field.object_key)) {
    const { [key]: value = null, ...others } = object(record.custom_object_fields);
    const left = change(value);
    const kept = left === undefined ? others : { ...others, [key]: left };
    patch(store, 'custom_object_records', record, { custom_object_fields: kept });
  }
}

function wordings(store: Store, input: Attributes): Attributes {
  const changes: Attributes = {};
  for (const name of ['title', 'description']) {
    const sent = input[name] ?? input[`raw_${name}`];
    if (sent === undefined) continue;
    const raw = text(sent).trim();
    Object.assign(changes, { [name]: rendered(store, raw), [`raw_${name}`]: raw });
  }
  return changes;
}

function nextPosition(known: readonly Row[]): number {
  return Math.max(1, ...known.map((field) => number(field.position))) + 1;
}

/** Fields that are not listed stay where they are, behind those that are. */
function reorder(call: Call): Reply {
  const known = own(call.store, text(objectOf(call).key));
  const ids = list(call.body.custom_object_field_ids).map((id) => text(id));
  const first = ids.flatMap((id) => known.find((row) => String(row.id) === id) ?? []);
  if (first.length !== ids.length || ids.length === 0) {
    throw recordInvalid([invalid('custom_object_field_ids', 'Fields: one of them is not a field of this object')]);
  }
  const sequence = [...first, ...known.filter((row) => !first.includes(row))];
  for (const [index, row] of sequence.entries()) {
    patch(call.store, 'custom_object_fields', row, { position: index + 2 });
  }
  return { status: 200, body: '' };
}
