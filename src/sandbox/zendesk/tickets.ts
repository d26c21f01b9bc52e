/**
 * Tickets as they are kept. By hand and in bulk they are made as they stand; only the API's writes set off rules.
 * developer.zendesk.com/api-reference/ticketing/tickets/tickets/
 */

import { invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Row } from '../json.ts';
import { list, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import type { Store } from '../store.ts';
import { count, drop, find, insert, patch, timestamp } from '../store.ts';

const STATUSES: readonly string[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
/** What tickets do not show: when things happened (`ticket_metrics` does), and their comments. */
const HIDDEN = [
  'status_updated_at',
  'solved_at',
  'assigned_at',
  'requester_updated_at',
  'assignee_updated_at',
  'comments',
];

export const tickets: Kind = {
  name: 'tickets',
  one: 'ticket',
  path: '/tickets',
  scope: 'tickets',
  paging: 'both',
  keep: (row, { query }) => (query.get('external_id') ?? row.external_id) === row.external_id,
  present: (row) => visible(row),
  create: createTicket,
  update: updateTicket,
  remove: ({ store }, row) => drop(store, 'tickets', row.id),
};

export function shownTicket(row: Row, base: string): Attributes {
  return { url: `${base}/api/v2/tickets/${row.id}.json`, ...visible(row) };
}

function visible(row: Row): Attributes {
  const shown: Attributes = { ...row };
  for (const name of HIDDEN) delete shown[name];
  return shown;
}

/** Tickets have small numbers of their own. */
function nextId(store: Store): number {
  let id = count(store, 'tickets') + 1;
  while (find(store, 'tickets', id)) id += 1;
  return id;
}

export function createTicket({ store, brand }: Pick<Context, 'store' | 'brand'>, sent: Attributes): Row {
  const { title, ...input } = sent;
  const subject = text(input.subject ?? title);
  const at = text(input.created_at, timestamp(store));
  const status = statusOf(input, 'new');
  return insert(store, 'tickets', nextId(store), {
    external_id: null,
    via: { channel: 'email', source: { from: {}, to: {}, rel: null } },
    created_at: at,
    type: null,
    subject,
    raw_subject: subject,
    description: subject,
    priority: null,
    recipient: null,
    requester_id: null,
    submitter_id: input.requester_id ?? null,
    assignee_id: null,
    organization_id: null,
    group_id: null,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    custom_fields: [],
    satisfaction_rating: null,
    sharing_agreement_ids: [],
    followup_ids: [],
    ticket_form_id: null,
    brand_id: brand?.id ?? null,
    allow_channelback: false,
    allow_attachments: true,
    ...times(status, text(input.updated_at, at)),
    ...input,
    updated_at: text(input.updated_at, at),
    status,
    tags: tagsOf(input),
  });
}

function updateTicket({ store }: Context, row: Row, input: Attributes): Row {
  const status = statusOf(input, text(row.status));
  const at = text(input.updated_at, timestamp(store));
  const moved = status === row.status ? {} : times(status, at);
  return patch(store, 'tickets', row, {
    ...moved,
    ...input,
    updated_at: at,
    status,
    ...(input.tags === undefined ? {} : { tags: tagsOf(input) }),
  });
}

export function isStatus(status: string): boolean {
  return STATUSES.includes(status);
}

function statusOf(input: Attributes, fallback: string): string {
  const status = text(input.status, fallback);
  if (!isStatus(status)) throw recordInvalid([invalid('status', `Status: ${status} is not valid`)]);
  return status;
}

function times(status: string, at: string): Attributes {
  return {
    status_updated_at: at,
    assigned_at: at,
    requester_updated_at: at,
    assignee_updated_at: at,
    solved_at: status === 'solved' || status === 'closed' ? at : null,
  };
}

function tagsOf(input: Attributes): string[] {
  return [...new Set(list(input.tags).map((tag) => text(tag).toLowerCase()))];
}
