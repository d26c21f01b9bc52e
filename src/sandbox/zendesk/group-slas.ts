/** Group SLA policies: developer.zendesk.com/api-reference/ticketing/business-rules/group_sla_policies/ */

import type { Problem } from '../errors.ts';
import { badAttribute, blank, invalid, recordInvalid } from '../errors.ts';
import { nextUlid } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { isObject, list, number, objects, same, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { reading, readRoutes, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import type { Store } from '../store.ts';
import { byPosition, drop, insert, ordered, patch } from '../store.ts';
import { groups, isGroup } from './choices.ts';
import { lastPosition } from './rule-lists.ts';
import { checkMetrics } from './sla-metrics.ts';
import { OPERATORS } from './vocabulary.ts';

const TABLE = 'group_sla_policies';
const METRICS = ['group_ownership_time'];
const INCLUDES = ['includes', 'not_includes'];

export const groupSlas: Kind = {
  name: TABLE,
  one: 'group_sla_policy',
  path: '/group_slas/policies',
  scope: 'slas',
  paging: 'none',
  feature: 'group_slas',
  readAccess: 'admin',
  order: { name: 'position', compare: byPosition },
  create: createPolicy,
  update: updatePolicy,
  remove: ({ store }, row) => drop(store, TABLE, row.id),
};

export const groupSlaRoutes: readonly Route[] = [
  ...readRoutes(groupSlas),
  { method: 'GET', path: '/group_slas/policies/definitions', ...reading(groupSlas), handle: define },
  { method: 'PUT', path: '/group_slas/policies/reorder', ...writing(groupSlas), handle: reorder },
  ...writeRoutes(groupSlas),
];

function createPolicy({ store }: Context, input: Attributes): Row {
  const own = attributes(store, undefined, { title: '', filter: null, policy_metrics: [], ...input });
  return insert(store, TABLE, nextUlid(store), {
    description: '',
    // "If not specified, the Group SLA policy is added at the last position."
    position: lastPosition(store, TABLE),
    ...own,
  });
}

function updatePolicy({ store }: Context, row: Row, input: Attributes): Row {
  return patch(store, TABLE, row, attributes(store, row, input));
}

function attributes(store: Store, row: Row | undefined, input: Attributes): Attributes {
  const changes: Attributes = {};
  if (input.title !== undefined) {
    changes.title = text(input.title).trim();
    if (changes.title === '') throw recordInvalid([blank('title')]);
  }
  if (input.description !== undefined) changes.description = text(input.description);
  if (input.position !== undefined && input.position !== null) changes.position = number(input.position);
  if (input.filter !== undefined) changes.filter = filterOf(store, input.filter, row?.filter);
  if (input.policy_metrics !== undefined) changes.policy_metrics = checkMetrics(input.policy_metrics, METRICS);
  return changes;
}

/** The only thing to ask is the group, by the ids of some: `{"field": "group_id", "operator": "includes", "value": [6]}`. */
function filterOf(store: Store, sent: Json, kept: Json | undefined): Attributes {
  if (!isObject(sent)) throw recordInvalid([blank('filter')]);
  const items = sent.all ?? [];
  if (!Array.isArray(items) || !items.every(isObject)) throw badAttribute('filter', 'filter.all must be a list');
  const problems: Problem[] = [];
  if (items.length === 0) problems.push(blank('filter'));
  if (list(sent.any).length > 0) problems.push(invalid('filter', 'Filter: any is not supported'));
  const before = isObject(kept) ? objects(kept.all) : [];
  const all = objects(items).map((item) => condition(store, item, before, problems));
  if (problems.length > 0) throw recordInvalid(problems);
  return { all };
}

/** What a policy holds already is not checked again, so it outlives the groups that it names. */
function condition(store: Store, item: Attributes, kept: readonly Attributes[], problems: Problem[]): Attributes {
  const refuse = (what: string) => problems.push(invalid('filter', `Filter: ${what}`));
  const result = { field: text(item.field), operator: text(item.operator), value: list(item.value).map(numeric) };
  if (kept.some((old) => same(old, result))) return result;
  if (result.field !== 'group_id') refuse(`'${result.field}' is not a field of group SLA policies`);
  if (!INCLUDES.includes(result.operator)) refuse(`'${result.operator}' is no operator of groups`);
  if (!Array.isArray(item.value) || result.value.length === 0) refuse('value must be a list of group ids');
  for (const id of result.value) if (!isGroup(store, text(id))) refuse(`'${text(id)}' is no group`);
  return result;
}

function numeric(id: Json): Json {
  return /^\d+$/.test(text(id)) ? number(id) : id;
}

function define({ store }: Call): Reply {
  const item = {
    title: 'Group',
    value: 'group_id',
    group: 'ticket',
    operators: INCLUDES.map((value) => ({ value, title: OPERATORS[value] ?? value })),
    values: { type: 'list', list: groups(store).map(({ value, title }) => ({ value: number(value), title })) },
  };
  return ok({ definitions: { all: [item] } });
}

/** [general knowledge] Every policy must be named, once; the answer is empty, as the document says. */
function reorder(call: Call): Reply {
  const named = call.query.get('group_sla_policy_ids')?.split(',');
  const sent = named ?? list(call.body.group_sla_policy_ids).map((id) => text(id));
  const all = ordered(call.store, TABLE, 'position', byPosition);
  if (sent.length !== all.length || all.some((row) => !sent.includes(String(row.id)))) {
    throw recordInvalid([invalid('group_sla_policy_ids', 'Every policy must be named once')]);
  }
  for (const row of all) patch(call.store, TABLE, row, { position: sent.indexOf(String(row.id)) + 1 });
  return { status: 200, body: '' };
}
