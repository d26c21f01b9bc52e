/** Satisfaction surveys: the automation that comes with them, and the reasons that customers may give. */

import { nextNumber } from '../ids.ts';
import type { Row } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { listRoute, present, reading, rowOf } from '../kinds.ts';
import type { Route } from '../router.ts';
import { ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, filter, insert, patch } from '../store.ts';
import { lastPosition } from './rule-lists.ts';

const TITLE = 'Request customer satisfaction rating (System Automation)';

/** developer.zendesk.com/api-reference/ticketing/ticket-management/satisfaction_reasons/ */
export const satisfactionReasons: Kind = {
  name: 'satisfaction_reasons',
  wrapper: 'reasons',
  one: 'reason',
  path: '/satisfaction_reasons',
  scope: 'satisfaction_ratings',
  paging: 'none',
  feature: 'satisfaction',
  readAccess: 'admin',
  order: { name: 'id', compare: byId },
};

export const satisfactionRoutes: readonly Route[] = [
  listRoute(satisfactionReasons),
  {
    method: 'GET',
    path: '/satisfaction_reasons/:id',
    ...reading(satisfactionReasons),
    // One reason comes in a list, as the document says.
    handle: (call) => {
      const row = rowOf(satisfactionReasons, call, param(call, 'id'));
      return ok({ reason: [present(satisfactionReasons, row, call)] });
    },
  },
];

/** "If you have enabled customer satisfaction rating, this automation has been added to your account": hc/articles/4408835051546 */
export function switchSurvey(store: Store, on: boolean): void {
  const [known] = filter(store, 'automations', (row: Row) => row.title === TITLE);
  if (known) {
    patch(store, 'automations', known, { active: on });
    return;
  }
  if (!on) return;
  insert(store, 'automations', nextNumber(store), {
    title: TITLE,
    raw_title: TITLE,
    active: true,
    position: lastPosition(store, 'automations'),
    conditions: {
      all: [
        { field: 'status', operator: 'less_than', value: 'closed' },
        { field: 'SOLVED', operator: 'is', value: '24' },
        { field: 'satisfaction_score', operator: 'is', value: 'unoffered' },
      ],
      any: [],
    },
    actions: [
      { field: 'satisfaction_score', value: 'offered' },
      {
        field: 'notification_user',
        value: ['requester_id', 'How was our help with request {{ticket.id}}?', '{{satisfaction.rating_section}}'],
      },
    ],
    default: false,
  });
}
