/** SLA policies: developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/ */

import { blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { list, number, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { reading, readRoutes, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { byPosition, drop, find, insert, ordered, patch } from '../store.ts';
import { lastPosition } from './rule-lists.ts';
import { checkFilter, filterDefinitions } from './sla-filters.ts';
import { checkMetrics, checkSettings } from './sla-metrics.ts';

export const slaPolicies: Kind = {
  name: 'sla_policies',
  one: 'sla_policy',
  path: '/slas/policies',
  scope: 'slas',
  paging: 'none',
  feature: 'slas',
  readAccess: 'admin',
  order: { name: 'position', compare: byPosition },
  present: (row) => ({ ...row, metric_settings: checkSettings(undefined, row.metric_settings) }),
  create: createPolicy,
  update: updatePolicy,
  remove: ({ store }, row) => drop(store, 'sla_policies', row.id),
};

export const slaPolicyRoutes: readonly Route[] = [
  ...readRoutes(slaPolicies),
  {
    method: 'GET',
    path: '/slas/policies/definitions',
    ...reading(slaPolicies),
    handle: ({ store }) => ok({ definitions: filterDefinitions(store) }),
  },
  { method: 'PUT', path: '/slas/policies/reorder', ...writing(slaPolicies), handle: reorder },
  ...writeRoutes(slaPolicies),
];

function createPolicy({ store }: Context, input: Attributes): Row {
  const title = titleOf(input);
  // "If not specified, the SLA policy is added as the last position."
  const position = input.position ?? null;
  return insert(store, 'sla_policies', nextNumber(store), {
    title,
    description: text(input.description),
    position: position === null ? lastPosition(store, 'sla_policies') : number(position),
    filter: checkFilter(store, input.filter, undefined),
    policy_metrics: checkMetrics(input.policy_metrics),
    metric_settings: checkSettings(input.metric_settings, undefined),
  });
}

function updatePolicy({ store }: Context, row: Row, input: Attributes): Row {
  const changes: Attributes = {};
  if (input.title !== undefined) changes.title = titleOf(input);
  if (input.description !== undefined) changes.description = text(input.description);
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.filter !== undefined) changes.filter = checkFilter(store, input.filter, row.filter);
  if (input.policy_metrics !== undefined) changes.policy_metrics = checkMetrics(input.policy_metrics);
  if (input.metric_settings !== undefined) {
    changes.metric_settings = checkSettings(input.metric_settings, row.metric_settings);
  }
  return patch(store, 'sla_policies', row, changes);
}

function titleOf(input: Attributes): string {
  const title = text(input.title).trim();
  if (title === '') throw recordInvalid([blank('title')]);
  return title;
}

/** [general knowledge] Every policy must be named, once; the answer is empty, as the document says. */
function reorder(call: Call): Reply {
  const sent = call.query.get('sla_policy_ids')?.split(',') ?? list(call.body.sla_policy_ids).map((id) => text(id));
  const all = ordered(call.store, 'sla_policies', 'position', byPosition);
  if (sent.length !== all.length || all.some((row) => !sent.includes(String(row.id)))) {
    throw recordInvalid([invalid('sla_policy_ids', 'Sla policy ids: every policy must be named once')]);
  }
  for (const [index, id] of sent.entries()) {
    const row = find(call.store, 'sla_policies', id);
    if (row) patch(call.store, 'sla_policies', row, { position: index + 1 });
  }
  return { status: 200, text: '' };
}
