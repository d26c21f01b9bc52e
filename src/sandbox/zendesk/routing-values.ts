/**
 * Skills, which the API calls attribute values: each has conditions by which tickets need it.
 * developer.zendesk.com/api-reference/ticketing/ticket-management/skill_based_routing/#attribute-values
 */

import { badAttribute, blank, duplicate, notFound, recordInvalid } from '../errors.ts';
import { nextUuid } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { isObject, object, objects, text } from '../json.ts';
import { wrapped } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import { shuffled } from '../shuffle.ts';
import type { Store } from '../store.ts';
import { byText, drop, filter, find, insert, patch, viewed } from '../store.ts';
import { routingWords } from './routing-words.ts';
import { checkConditions } from './rule-checks.ts';

const TABLE = 'routing_attribute_values';
const PATH = '/routing/attributes/:id/values';
const words = routingWords('skills');

export const routingValueRoutes: readonly Route[] = [
  route('GET', PATH, 'agent', (call) => {
    // Without an order of their own, and not in the same one twice.
    const values = shuffled(valuesOf(call, attributeOf(call)));
    return ok({ attribute_values: values.map((row) => showValue(call, row)) });
  }),
  route('GET', `${PATH}/:value`, 'agent', (call) => one(call, skillOf(call))),
  route('POST', PATH, 'admin', (call) => {
    const attribute = attributeOf(call);
    const input = wrapped(call, 'attribute_value');
    const row = insert(call.store, TABLE, nextUuid(call.store), {
      attribute_id: attribute.id,
      name: nameOf(call.store, attribute, input.name, undefined),
      conditions: conditionsOf(call.store, input.conditions, undefined),
    });
    return created({ attribute_value: showValue(call, row) });
  }),
  // The page has PATCH; PUT does the same, and newer documents have it too.
  route('PATCH', `${PATH}/:value`, 'admin', update),
  route('PUT', `${PATH}/:value`, 'admin', update),
  route('DELETE', `${PATH}/:value`, 'agent', (call) => {
    removeValue(call.store, skillOf(call));
    return noContent();
  }),
];

function route(method: Route['method'], path: string, access: Route['access'], handle: Route['handle']): Route {
  return { method, path, access, scope: 'tickets', feature: 'skills', handle };
}

function update(call: Call): Reply {
  const row = skillOf(call);
  const input = wrapped(call, 'attribute_value');
  const changes: Attributes = {};
  if (input.name !== undefined) changes.name = nameOf(call.store, attributeOf(call), input.name, row.id);
  if (input.conditions !== undefined) changes.conditions = conditionsOf(call.store, input.conditions, row.conditions);
  return one(call, patch(call.store, TABLE, row, changes));
}

function one(call: Call, row: Row): Reply {
  return ok({ attribute_value: showValue(call, row) });
}

function attributeOf(call: Call): Row {
  const row = find(call.store, 'routing_attributes', param(call, 'id'));
  if (!row) throw notFound();
  return row;
}

function skillOf(call: Call): Row {
  const row = find(call.store, TABLE, param(call, 'value'));
  if (!row || row.attribute_id !== attributeOf(call).id) throw notFound();
  return row;
}

export function valuesOf({ store }: Call, attribute: Row): readonly Row[] {
  return viewed(store, TABLE, 'name', byText('name')).filter((row) => row.attribute_id === attribute.id);
}

/** Conditions are sent with `field` and come back with `subject`, as recorded replies show. */
export function showValue(call: Call, row: Row): Attributes {
  const { all, any } = object(row.conditions);
  const side = (items: Json | undefined) =>
    objects(items).map(({ field, operator, value }) => ({
      subject: field ?? null,
      operator: operator ?? null,
      value: value ?? null,
    }));
  const address = `${call.base}/api/v2/routing/attributes/${text(row.attribute_id)}/values/${row.id}`;
  return { url: `${address}.json`, ...row, conditions: { all: side(all), any: side(any) } };
}

function conditionsOf(store: Store, sent: Json | undefined, kept: Json | undefined): Attributes {
  if (sent !== undefined && sent !== null && !isObject(sent)) throw badAttribute('conditions', 'must be an object');
  const { all, any } = object(sent);
  const side = (items: Json | undefined): Json =>
    Array.isArray(items) ? items.map((item) => (isObject(item) ? named(item) : item)) : (items ?? []);
  return checkConditions(store, { all: side(all), any: side(any) }, kept, words);
}

function named({ subject, ...item }: Attributes): Attributes {
  return { field: subject ?? null, ...item };
}

/** [general knowledge] A name is unique within its type, whatever its case; the wordings are ours. */
function nameOf(store: Store, attribute: Row, value: Json | undefined, self: Id | undefined): string {
  const name = text(value).trim();
  if (name === '') throw recordInvalid([blank('name')]);
  const twin = filter(
    store,
    TABLE,
    (other) =>
      other.attribute_id === attribute.id && other.id !== self && text(other.name).toLowerCase() === name.toLowerCase(),
  );
  if (twin.length > 0) throw recordInvalid([duplicate('name', `Name: ${name} has already been taken`)]);
  return name;
}

export function removeValue(store: Store, row: Row): void {
  for (const held of filter(store, 'routing_instance_values', (one) => one.attribute_value_id === row.id)) {
    drop(store, 'routing_instance_values', held.id);
  }
  drop(store, TABLE, row.id);
}
