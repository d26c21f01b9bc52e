/**
 * Tickets through the API: created, updated, deleted, and their comments. Each write sets off the account's rules.
 * developer.zendesk.com/api-reference/ticketing/tickets/tickets/, …/ticket_comments/
 */

import type { StoryComment } from '../../simulate/index.ts';
import { userByEmail } from '../auth.ts';
import type { Problem } from '../errors.ts';
import { blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes } from '../json.ts';
import { isObject, object, objects, text } from '../json.ts';
import { countRoute, listRoute, present, reading, rowOf, wrapped } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import { drop, insert, nowMs } from '../store.ts';
import { auditsOf, slasOf } from './ticket-audits.ts';
import { bear, live, outcomeOf } from './ticket-life.ts';
import { createTicket, isStatus, tickets } from './tickets.ts';

const writing = { scope: 'tickets', access: 'agent' } as const;

export const ticketRoutes: readonly Route[] = [
  listRoute(tickets),
  { method: 'GET', path: '/tickets/:id', ...reading(tickets), handle: show },
  countRoute(tickets),
  { method: 'POST', path: '/tickets', ...writing, handle: create },
  { method: 'PUT', path: '/tickets/:id', ...writing, handle: update },
  { method: 'DELETE', path: '/tickets/:id', ...writing, handle: remove },
  { method: 'GET', path: '/tickets/:id/comments', ...reading(tickets), handle: comments },
  { method: 'GET', path: '/tickets/:id/audits', ...reading(tickets), handle: audits },
];

function create(call: Call): Reply {
  const { comment, requester, description, ...input } = wrapped(call, 'ticket');
  const { body, ...rest } = commentOf(comment) ?? { body: text(description) };
  const problems: Problem[] = body === '' ? [blank('description')] : [];
  const wrong = statusProblem(input);
  if (wrong !== undefined) problems.push(wrong);
  if (problems.length > 0) throw recordInvalid(problems);
  const by = text(call.actor.user?.id);
  const who = requesterOf(call, input, requester) ?? by;
  const subject = text(input.subject);
  const via = { channel: 'api', source: { from: {}, to: {}, rel: null } };
  const row = createTicket(call, {
    subject,
    description: body,
    requester_id: Number(who),
    via,
    external_id: input.external_id ?? null,
  });
  const born = bear(call.store, row, {
    ticket: {
      id: String(row.id),
      at: nowMs(call.store),
      requester: who,
      by: text(input.submitter_id) || by,
      via: 'api',
      subject,
      comment: { body, ...rest },
      set: settable(input),
      ...(text(input.recipient) === '' ? {} : { recipient: text(input.recipient) }),
    },
  });
  const shown = present(tickets, born, call);
  return created({ ticket: shown }, { Location: `${call.base}/api/v2/tickets/${row.id}.json` });
}

function update(call: Call): Reply {
  const row = rowOf(tickets, call, param(call, 'id'));
  const { comment, ...input } = wrapped(call, 'ticket');
  if (row.status === 'closed') throw recordInvalid([invalid('status', 'Status: closed prevents ticket update')]);
  const wrong = statusProblem(input);
  if (wrong !== undefined) throw recordInvalid([wrong]);
  const written = commentOf(comment);
  const changed = live(call.store, row, {
    at: nowMs(call.store),
    by: text(object(comment).author_id) || text(call.actor.user?.id),
    via: 'api',
    ...(written === undefined ? {} : { comment: written }),
    set: settable(input),
  });
  return ok({ ticket: present(tickets, changed, call) });
}

/** `slas` is one of the sideloads of a single ticket: developer.zendesk.com/documentation/developer-tools/using-the-api/side_loading/ */
function show(call: Call): Reply {
  const row = rowOf(tickets, call, param(call, 'id'));
  const sideloads = (call.query.get('include') ?? '').split(',');
  const slas = sideloads.includes('slas') ? { slas: slasOf(outcomeOf(call.store, row)) } : {};
  return ok({ ticket: { ...present(tickets, row, call), ...slas } });
}

function audits(call: Call): Reply {
  const row = rowOf(tickets, call, param(call, 'id'));
  const all = [...auditsOf(row, outcomeOf(call.store, row))];
  return ok({ audits: all, count: all.length, next_page: null, previous_page: null });
}

function remove(call: Call): Reply {
  drop(call.store, 'tickets', rowOf(tickets, call, param(call, 'id')).id);
  return noContent();
}

function comments(call: Call): Reply {
  const row = rowOf(tickets, call, param(call, 'id'));
  const written = objects(row.comments).map((comment, index) => ({
    id: Number(row.id) * 1000 + index + 1,
    type: 'Comment',
    author_id: comment.author_id ?? null,
    body: text(comment.body),
    html_body: `<div class="zd-comment">${escaped(text(comment.body))}</div>`,
    plain_body: text(comment.body),
    public: comment.public ?? true,
    attachments: [],
    audit_id: Number(row.id) * 1000 + index + 1,
    via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
    created_at: text(comment.created_at),
    metadata: { system: {}, custom: {} },
  }));
  return ok({ comments: written, count: written.length, next_page: null, previous_page: null });
}

function escaped(source: string): string {
  return source.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function statusProblem(input: Attributes): Problem | undefined {
  const status = input.status;
  if (status === undefined || isStatus(text(status))) return undefined;
  return invalid('status', `Status: ${text(status)} is not valid`);
}

function commentOf(comment: Attributes[string] | undefined): StoryComment | undefined {
  if (!isObject(comment)) return undefined;
  const body = text(comment.body) || text(comment.html_body).replace(/<[^>]*>/g, '');
  return body === '' ? undefined : { body, public: comment.public !== false };
}

/** Somebody unknown who writes becomes a user. */
function requesterOf(call: Call, input: Attributes, requester: Attributes[string] | undefined): string | undefined {
  if (text(input.requester_id) !== '') return text(input.requester_id);
  if (!isObject(requester)) return undefined;
  const email = text(requester.email).toLowerCase();
  const known = email === '' ? undefined : userByEmail(call.store, email);
  if (known !== undefined) return String(known.id);
  const name = text(requester.name, email);
  const user = { name, email, role: 'end-user', tags: [], user_fields: {}, organization_id: null, locale_id: 1 };
  return String(insert(call.store, 'users', nextNumber(call.store), user).id);
}

/** What the rules need not hear again. */
function settable({ requester_id, submitter_id, external_id, recipient, via, ...input }: Attributes): Attributes {
  return input;
}
