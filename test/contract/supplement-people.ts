/** Request bodies that the document leaves out, from the pages on routing, queues, group SLAs, targets and account settings. */

import type { SupplementBody } from './supplement-parts.ts';
import { API, closed, integer, listOf, string } from './supplement-parts.ts';

const checked = '2026-11-26';

const ids = listOf(integer);

const condition = closed({ field: string, operator: string, value: { anyOf: [string, listOf(string)] } });
const conditions = closed({ all: listOf(condition), any: listOf(condition) }, ['all']);

const SKILLS = { page: `${API}/ticketing/ticket-management/skill_based_routing/`, checked };
const QUEUES = {
  page: `${API}/agent-availability/omnichannel_routing_queues/omnichannel_routing_queues/`,
  checked,
};
const queue = {
  name: string,
  description: string,
  priority: { type: 'integer', minimum: 1, maximum: 100 },
  definition: conditions,
  primary_groups_id: ids,
  secondary_groups_id: ids,
};
const value = { name: string, conditions };
const GROUP_SLAS = { page: `${API}/ticketing/business-rules/group_sla_policies/`, checked };
const groupFilter = closed({
  all: listOf(closed({ field: { const: 'group_id' }, operator: { enum: ['includes', 'not_includes'] }, value: ids })),
});
const groupTarget = closed(
  {
    priority: { enum: ['low', 'normal', 'high', 'urgent'] },
    metric: { const: 'group_ownership_time' },
    target: integer,
    target_in_seconds: integer,
    business_hours: { type: 'boolean' },
  },
  ['priority', 'metric', 'business_hours'],
);
const groupSla = {
  title: string,
  description: string,
  position: integer,
  filter: groupFilter,
  policy_metrics: listOf(groupTarget),
};
const TARGETS = { page: `${API}/ticketing/targets/targets/`, checked };
const target = {
  title: string,
  type: { const: 'email_target' },
  email: string,
  subject: string,
  active: { type: 'boolean' },
};

export const PEOPLE_BODIES: readonly SupplementBody[] = [
  {
    ...SKILLS,
    operation: 'POST /api/v2/routing/agents/{user_id}/instance_values',
    request: closed({ attribute_value_ids: listOf(string) }),
  },
  {
    ...SKILLS,
    operation: 'POST /api/v2/routing/attributes/{attribute_id}/values',
    request: closed({ attribute_value: closed(value, ['name']) }),
  },
  {
    ...SKILLS,
    operation: 'PATCH /api/v2/routing/attributes/{attribute_id}/values/{attribute_value_id}',
    request: closed({ attribute_value: closed(value, []) }),
  },
  {
    ...QUEUES,
    operation: 'POST /api/v2/queues',
    request: closed({ queue: closed(queue, ['name', 'priority', 'definition', 'primary_groups_id']) }),
  },
  { ...QUEUES, operation: 'PUT /api/v2/queues/{queue_id}', request: closed({ queue: closed(queue, []) }) },
  {
    ...GROUP_SLAS,
    operation: 'POST /api/v2/group_slas/policies',
    request: closed({ group_sla_policy: closed(groupSla, ['title', 'filter']) }),
  },
  {
    ...GROUP_SLAS,
    operation: 'PUT /api/v2/group_slas/policies/{group_sla_policy_id}',
    request: closed({ group_sla_policy: closed(groupSla, []) }),
  },
  {
    ...GROUP_SLAS,
    operation: 'PUT /api/v2/group_slas/policies/reorder',
    request: closed({ group_sla_policy_ids: { ...listOf(string), minItems: 1, uniqueItems: true } }),
  },
  {
    ...TARGETS,
    operation: 'POST /api/v2/targets',
    request: closed({ target: closed(target, ['title', 'type', 'email', 'subject']) }),
  },
  { ...TARGETS, operation: 'PUT /api/v2/targets/{target_id}', request: closed({ target: closed(target, []) }) },
  {
    ...QUEUES,
    operation: 'PATCH /api/v2/queues/order',
    request: closed({ queue_ids: { ...listOf(string), minItems: 1, uniqueItems: true } }),
  },
];
