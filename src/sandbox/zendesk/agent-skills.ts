/** Which skills an agent has: developer.zendesk.com/api-reference/ticketing/ticket-management/skill_based_routing/ */

import { badAttribute, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextUuid } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, list, object, objects, text } from '../json.ts';
import { listReply } from '../paging.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import { shuffled } from '../shuffle.ts';
import type { Store } from '../store.ts';
import { byId, drop, filter, find, insert, ordered, patch } from '../store.ts';
import { runJob } from './job-statuses.ts';
import { showValue } from './routing-values.ts';

const TABLE = 'routing_instance_values';
/** "Accepts a comma-separated list of up to 100 agent ids." */
const MOST = 100;
const ONE = '/routing/agents/:id/instance_values';

export const agentSkillRoutes: readonly Route[] = [
  route('GET', ONE, 'agent', (call) => {
    const held = shuffled(skillsOf(call.store, agentOf(call.store, param(call, 'id'))));
    return ok({ attribute_values: held.flatMap((row) => shown(call, row, true)) });
  }),
  route('POST', ONE, 'admin', replace),
  route('GET', '/routing/agents/instance_values', 'admin', listMany),
  route('POST', '/routing/agents/instance_values/jobs', 'admin', changeMany),
];

function route(method: Route['method'], path: string, access: Route['access'], handle: Route['handle']): Route {
  return { method, path, access, scope: 'tickets', feature: 'skills', handle };
}

function agentOf(store: Store, id: string): Row {
  const user = find(store, 'users', id);
  if (!user || user.role === 'end-user' || !flag(user.active, true)) throw notFound();
  return user;
}

function skillsOf(store: Store, agent: Row): readonly Row[] {
  return ordered(store, TABLE, 'id', byId).filter((row) => row.agent_id === agent.id);
}

function shown(call: Call, row: Row, priority: boolean): Attributes[] {
  const value = find(call.store, 'routing_attribute_values', text(row.attribute_value_id));
  if (!value) return [];
  const { conditions, ...skill } = showValue(call, value);
  return [{ ...skill, ...(priority ? { agent_skill_priority: row.agent_skill_priority ?? 'NORMAL' } : {}) }];
}

/** "Adds the specified attributes if no attributes exists, or replaces all existing attributes with the specified ones." */
function replace(call: Call): Reply {
  const ids = call.body.attribute_value_ids;
  if (!Array.isArray(ids)) throw badAttribute('attribute_value_ids', 'attribute_value_ids must be a list');
  const agent = agentOf(call.store, param(call, 'id'));
  const wanted = ids.map((id) => ({ id }));
  forget(call.store, agent, new Set(ids.map((id) => text(id))), false);
  for (const item of wanted) give(call.store, agent, item);
  return ok({ attribute_values: skillsOf(call.store, agent).flatMap((row) => shown(call, row, false)) });
}

/** Takes the skills named, or all others. */
function forget(store: Store, agent: Row, named: ReadonlySet<string>, those: boolean): void {
  for (const row of skillsOf(store, agent)) {
    if (named.has(text(row.attribute_value_id)) === those) drop(store, TABLE, row.id);
  }
}

function give(store: Store, agent: Row, item: Attributes): void {
  const value = find(store, 'routing_attribute_values', text(item.id));
  if (!value) throw recordInvalid([invalid('attribute_value_ids', `Attribute value: ${text(item.id)} is not valid`)]);
  const priority = item.agent_skill_priority;
  if (priority !== undefined && priority !== 'NORMAL' && priority !== 'HIGH') {
    throw recordInvalid([invalid('agent_skill_priority', `Agent skill priority: ${text(priority)} is not valid`)]);
  }
  const [known] = filter(store, TABLE, (row) => row.agent_id === agent.id && row.attribute_value_id === value.id);
  // "If not provided, it keeps the current priority or defaults to NORMAL."
  if (known) patch(store, TABLE, known, priority === undefined ? {} : { agent_skill_priority: priority });
  else {
    insert(store, TABLE, nextUuid(store), {
      agent_id: agent.id,
      attribute_id: value.attribute_id ?? null,
      attribute_value_id: value.id,
      agent_skill_priority: priority ?? 'NORMAL',
    });
  }
}

function listMany(call: Call): Reply {
  const ids = (call.query.get('filter[agent_ids]') ?? '').split(',').filter((id) => id.trim() !== '');
  if (ids.length === 0) throw badAttribute('filter', 'filter must be present');
  if (ids.length > MOST) throw badAttribute('filter', `at most ${MOST} agents at once`);
  return listReply(call, {
    wrapper: 'instance_values',
    paging: 'both',
    rows: () => ordered(call.store, TABLE, 'id', byId).filter((row) => ids.includes(text(row.agent_id))),
    present: (row) => {
      const name = find(call.store, 'routing_attribute_values', text(row.attribute_value_id))?.name;
      return { ...row, name: name ?? null };
    },
  });
}

/** "upsert: adds, update: replaces all, delete: removes those", for up to a hundred agents in the background. */
function changeMany(call: Call): Reply {
  const { action, attributes, items } = object(call.body.job);
  const agents = list(items).map((id: Json) => text(id));
  const values = objects(object(attributes).attribute_values);
  if (!['upsert', 'update', 'delete'].includes(text(action))) throw badAttribute('job.action', 'job.action is invalid');
  if (agents.length === 0 || agents.length > MOST) throw badAttribute('job.items', `one to ${MOST} agents`);
  const named = new Set(values.map((value) => text(value.id)));
  return runJob(call, 'Bulk upsert/update/delete agent instance values', agents, (id) => {
    const agent = agentOf(call.store, id);
    if (action !== 'upsert') forget(call.store, agent, named, action === 'delete');
    if (action !== 'delete') for (const value of values) give(call.store, agent, value);
    return { id: agent.id, action: text(action), status: 'Updated' };
  });
}
