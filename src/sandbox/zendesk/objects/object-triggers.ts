/** Triggers of custom objects: developer.zendesk.com/api-reference/custom-data/custom-objects/object_triggers/ */

import { badAttribute, blank, invalid, notFound, recordInvalid } from '../../errors.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, number, objects, text, textOrNull } from '../../json.ts';
import type { Kind } from '../../kinds.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import type { Compare, Store } from '../../store.ts';
import { byPosition, byText, drop, filter, find, insert, patch, viewed } from '../../store.ts';
import { definition } from '../definitions.ts';
import { rendered } from '../placeholders.ts';
import { checkActions, checkConditions, presentConditions } from '../rule-checks.ts';
import { objectNamed, objectOf } from './object-fields.ts';
import { objectWords, triggerSubjects } from './object-words.ts';

/** For hands: the requests are below the object, whose key they name. */
export const objectTriggers: Kind = {
  name: 'object_triggers',
  one: 'trigger',
  path: '/custom_objects',
  scope: 'custom_objects',
  paging: 'both',
  create: ({ store }, input) => createTrigger(store, objectNamed(store, text(input.object_key)), input),
  update: ({ store }, row, input) => updateTrigger(store, objectNamed(store, text(row.object_key)), row, input),
};

const PATH = '/custom_objects/:object/triggers';
const read = { scope: 'custom_objects', access: 'agent' } as const;
const write = { scope: 'custom_objects', access: 'admin' } as const;

export const objectTriggerRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, ...read, handle: (call) => listTriggers(call, () => true) },
  { method: 'GET', path: `${PATH}/active`, ...write, handle: (call) => listTriggers(call, (row) => flag(row.active)) },
  {
    method: 'GET',
    path: `${PATH}/search`,
    ...read,
    handle: (call) => {
      const sought = (call.query.get('query') ?? '').toLowerCase();
      return listTriggers(call, (row) => text(row.title).toLowerCase().includes(sought));
    },
  },
  {
    method: 'GET',
    path: `${PATH}/definitions`,
    ...read,
    handle: (call) => {
      const object = objectOf(call);
      const define = (side: 'conditions' | 'actions') =>
        triggerSubjects(call.store, object, side).map((subject) =>
          definition(call.store, subject, side === 'conditions'),
        );
      const conditions = define('conditions');
      return ok({
        definitions: { conditions_all: conditions, conditions_any: conditions, actions: define('actions') },
      });
    },
  },
  { method: 'PUT', path: `${PATH}/update_many`, ...write, handle: updateMany },
  { method: 'DELETE', path: `${PATH}/destroy_many`, ...write, handle: destroyMany },
  {
    method: 'GET',
    path: `${PATH}/:trigger`,
    ...read,
    handle: (call) => ok({ trigger: presentTrigger(call, triggerOf(call, param(call, 'trigger'))) }),
  },
  {
    method: 'POST',
    path: PATH,
    ...write,
    handle: (call) => {
      const shown = presentTrigger(call, createTrigger(call.store, objectOf(call), wrapped(call, 'trigger')));
      return created({ trigger: shown }, { Location: text(shown.url) });
    },
  },
  {
    method: 'PUT',
    path: `${PATH}/:trigger`,
    ...write,
    handle: (call) => {
      const row = updateTrigger(
        call.store,
        objectOf(call),
        triggerOf(call, param(call, 'trigger')),
        wrapped(call, 'trigger'),
      );
      return ok({ trigger: presentTrigger(call, row) });
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/:trigger`,
    ...write,
    handle: (call) => {
      drop(call.store, 'object_triggers', triggerOf(call, param(call, 'trigger')).id);
      return noContent();
    },
  },
];

function presentTrigger({ base }: Call, { object_key, ...row }: Row): Attributes {
  return {
    url: `${base}/api/v2/custom_objects/${text(object_key)}/triggers/${row.id}.json`,
    ...row,
    conditions: presentConditions(row.conditions),
  };
}

/** A trigger is found below its own object only. */
function triggerOf(call: Call, id: string): Row {
  const row = find(call.store, 'object_triggers', id);
  if (!row || row.object_key !== objectOf(call).key) throw notFound();
  return row;
}

function triggersOf(store: Store, key: string): readonly Row[] {
  return filter(store, 'object_triggers', (row) => row.object_key === key);
}

function listTriggers(call: Call, keep: (row: Row) => boolean): Reply {
  const { key } = objectOf(call);
  const wanted = call.query.get('active');
  const sort = call.query.get('sort') ?? call.query.get('sort_by') ?? 'position';
  const name = sort.replace(/^-/, '');
  const descending =
    sort.startsWith('-') ||
    (call.query.get('sort_order') ?? (name === 'created_at' || name === 'updated_at' ? 'desc' : 'asc')) === 'desc';
  return listReply(call, {
    wrapper: 'triggers',
    paging: 'both',
    rows: () => {
      const chosen = viewed(call.store, 'object_triggers', name, compareBy(name)).filter(
        (row) => row.object_key === key && keep(row) && (wanted === null || flag(row.active) === flag(wanted)),
      );
      return descending ? chosen.reverse() : chosen;
    },
    present: (row) => presentTrigger(call, row),
  });
}

function compareBy(name: string): Compare {
  if (name === 'alphabetical') return byText('title');
  return name === 'created_at' || name === 'updated_at' ? byText(name) : byPosition;
}

function createTrigger(store: Store, object: Row, input: Attributes): Row {
  const key = text(object.key);
  const words = objectWords(object);
  const actions = checkActions(store, input.actions, undefined, words);
  if (actions.length === 0) throw recordInvalid([blank('actions')]);
  // "New object triggers are added in last place by default."
  const last = Math.max(0, ...triggersOf(store, key).map((row) => number(row.position)));
  const row = insert(store, 'object_triggers', nextNumber(store), {
    object_key: key,
    ...titleOf(store, input),
    description: textOrNull(input.description) ?? '',
    active: flag(input.active, true),
    position: number(input.position, last + 1),
    conditions: checkConditions(store, input.conditions, undefined, words),
    actions,
    default: false,
  });
  refuseTies(store, key);
  return row;
}

function updateTrigger(store: Store, object: Row, row: Row, input: Attributes): Row {
  const words = objectWords(object);
  const changes: Attributes = input.title === undefined && input.raw_title === undefined ? {} : titleOf(store, input);
  if (input.description !== undefined) changes.description = textOrNull(input.description) ?? '';
  if (input.active !== undefined) changes.active = flag(input.active);
  if (input.position !== undefined) changes.position = number(input.position);
  // "Updating a condition or action updates both the conditions and actions arrays, clearing all existing values of both."
  if (input.conditions !== undefined || input.actions !== undefined) {
    changes.conditions = checkConditions(store, input.conditions, row.conditions, words);
    changes.actions = checkActions(store, input.actions, row.actions, words);
  }
  const updated = patch(store, 'object_triggers', row, changes);
  refuseTies(store, text(row.object_key));
  return updated;
}

function titleOf(store: Store, input: Attributes): Attributes {
  const raw = text(input.title ?? input.raw_title).trim();
  if (raw === '') throw recordInvalid([blank('title')]);
  return { title: rendered(store, raw), raw_title: raw };
}

/** "Position values must be unique across all triggers (active and inactive) associated with the same object." */
function refuseTies(store: Store, key: string): void {
  const positions = triggersOf(store, key).map((row) => number(row.position));
  if (new Set(positions).size < positions.length) {
    throw recordInvalid([invalid('position', 'Position: has already been taken')]);
  }
}

/** "Updates the position or the active status of multiple object triggers. Any additional properties are ignored." */
function updateMany(call: Call): Reply {
  if (!Array.isArray(call.body.triggers)) throw badAttribute('triggers', 'triggers is required');
  const updated = objects(call.body.triggers).map((item) =>
    patch(call.store, 'object_triggers', triggerOf(call, text(item.id)), {
      ...(item.position === undefined ? {} : { position: number(item.position) }),
      ...(item.active === undefined ? {} : { active: flag(item.active) }),
    }),
  );
  refuseTies(call.store, text(objectOf(call).key));
  const triggers = updated.map((row) => presentTrigger(call, row));
  return ok({ triggers, next_page: null, previous_page: null, count: triggers.length });
}

function destroyMany(call: Call): Reply {
  const sent = call.query.get('ids') ?? text(call.body.ids);
  const ids = sent.split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));
  if (ids.length === 0) throw recordInvalid([invalid('ids', 'Ids: cannot be blank')]);
  for (const id of ids) drop(call.store, 'object_triggers', triggerOf(call, id).id);
  return noContent();
}
