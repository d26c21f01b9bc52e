/** Request bodies that the document leaves out, from the pages on routing, queues, group SLAs, targets and account settings. */

import type { Json, JsonObject } from './json.ts';
import type { SupplementBody } from './supplement-parts.ts';

const API = 'https://developer.zendesk.com/api-reference';
const checked = '2026-11-26';

const string = { type: 'string' };
const integer = { type: 'integer' };
const ids = { type: 'array', items: integer };

function closed(properties: Record<string, Json>, required: readonly string[] = Object.keys(properties)): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

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
    ...QUEUES,
    operation: 'PATCH /api/v2/queues/order',
    request: closed({ queue_ids: { ...listOf(string), minItems: 1, uniqueItems: true } }),
  },
];
