/** Skill types, which the API calls attributes: developer.zendesk.com/api-reference/ticketing/ticket-management/skill_based_routing/ */

import { blank, duplicate, recordInvalid } from '../errors.ts';
import { nextUuid } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, reading, rowsOf, showRoute, writeRoutes } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import type { Store } from '../store.ts';
import { byText, drop, filter, insert, patch, rows } from '../store.ts';
import { removeValue, showValue, valuesOf } from './routing-values.ts';
import { routingDefinitions } from './routing-words.ts';

const TABLE = 'routing_attributes';

export const routingAttributes: Kind = {
  name: TABLE,
  wrapper: 'attributes',
  one: 'attribute',
  path: '/routing/attributes',
  scope: 'tickets',
  paging: 'none',
  order: { name: 'name', compare: byText('name') },
  feature: 'skills',
  create: ({ store }, input) => insert(store, TABLE, nextUuid(store), { name: nameOf(store, input.name, undefined) }),
  update: updateAttribute,
  remove: removeAttribute,
};

export const routingAttributeRoutes: readonly Route[] = [
  { method: 'GET', path: '/routing/attributes', ...reading(routingAttributes), handle: list },
  showRoute(routingAttributes),
  {
    method: 'GET',
    path: '/routing/attributes/definitions',
    ...reading(routingAttributes),
    access: 'admin',
    handle: ({ store }) => ok({ definitions: routingDefinitions(store, 'skills') }),
  },
  ...writeRoutes(routingAttributes),
];

function updateAttribute({ store }: Context, row: Row, input: Attributes): Row {
  return input.name === undefined ? row : patch(store, TABLE, row, { name: nameOf(store, input.name, row.id) });
}

/** [general knowledge] Its skills go with it, and nobody has them any more. */
function removeAttribute({ store }: Context, row: Row): void {
  for (const value of filter(store, 'routing_attribute_values', (one) => one.attribute_id === row.id)) {
    removeValue(store, value);
  }
  drop(store, TABLE, row.id);
}

/** [general knowledge] Names are unique whatever their case; the wordings are ours. */
function nameOf(store: Store, value: Json | undefined, self: Id | undefined): string {
  const name = text(value).trim();
  if (name === '') throw recordInvalid([blank('name')]);
  for (const other of rows(store, TABLE)) {
    if (other.id !== self && text(other.name).toLowerCase() === name.toLowerCase()) {
      throw recordInvalid([duplicate('name', `Name: ${name} has already been taken`)]);
    }
  }
  return name;
}

/** "attribute_values: the attribute values available on the account", beside the list. */
function list(call: Call): Reply {
  const wanted = (call.query.get('include') ?? '').split(',').includes('attribute_values');
  return listReply(call, {
    wrapper: 'attributes',
    paging: 'none',
    rows: () => rowsOf(routingAttributes, call),
    present: (row) => present(routingAttributes, row, call),
    sideload: (page) => ({
      ...(wanted
        ? { attribute_values: page.flatMap((row) => valuesOf(call, row).map((value) => showValue(call, value))) }
        : {}),
    }),
  });
}
