/** How many tickets a view or a try-out of conditions finds, and which: the sandbox counts anew each time. */

import { badAttribute } from '../errors.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { isObject, list, object, text } from '../json.ts';
import { reading, rowOf, rowsOf } from '../kinds.ts';
import { listReply } from '../paging.ts';
import type { Call, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import { byId, ordered } from '../store.ts';
import { eyesOf } from './rule-lists.ts';
import { matchesAll } from './ticket-match.ts';
import { shownTicket } from './tickets.ts';
import { checkOutput, executionOf } from './view-output.ts';
import { checkPreview, views } from './views.ts';

const MAX_VIEWS = 20;

export const viewCountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/views/count_many',
    ...reading(views),
    limit: { name: 'views-count-many', perMinute: 6 },
    handle: (call) => {
      const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
      if (ids.length > MAX_VIEWS) throw badAttribute('ids', `at most ${MAX_VIEWS} views can be counted`);
      // "Only returns values for personal and shared views accessible to the user performing the request."
      const found = rowsOf(views, call).filter((row) => ids.includes(String(row.id)));
      return ok({ view_counts: found.map((row) => countOf(call, row)) });
    },
  },
  {
    method: 'GET',
    path: '/views/:id/count',
    ...reading(views),
    handle: (call) => ok({ view_count: countOf(call, rowOf(views, call, param(call, 'id'))) }),
  },
  {
    method: 'GET',
    path: '/views/:id/tickets',
    ...reading(views),
    handle: (call) => {
      const { conditions } = rowOf(views, call, param(call, 'id'));
      return listReply(call, {
        wrapper: 'tickets',
        paging: 'both',
        rows: () => matching(call, conditions),
        present: (row) => shownTicket(row, call.base),
      });
    },
  },
  {
    method: 'POST',
    path: '/views/preview/count',
    ...reading(views),
    handle: (call) => {
      const found = matching(call, tried(call)).length;
      return ok({
        view_count: { url: `${call.base}/api/v2/views/preview/count.json`, ...counted(found) },
      });
    },
  },
  {
    method: 'POST',
    path: '/views/preview',
    ...reading(views),
    handle: (call) => {
      const output = checkOutput(call.store, sentView(call).output, undefined);
      const { columns } = executionOf(call.store, output, call.base);
      const shown = list(columns ?? []).filter(isObject);
      return listReply(call, {
        wrapper: 'rows',
        paging: 'both',
        rows: () => matching(call, tried(call)),
        present: (row) => rowShown(row, shown, call.base),
        sideload: () => ({ columns: [...shown] }),
      });
    },
  },
];

function sentView(call: Call): Attributes {
  if (!isObject(call.body.view)) throw badAttribute('view', 'view is required');
  return call.body.view;
}

function tried(call: Call): Attributes {
  const { all, any } = sentView(call);
  return checkPreview(call.store, { all: all ?? [], any: any ?? [] }, undefined);
}

function matching(call: Call, conditions: Json | undefined): readonly Row[] {
  const eyes = eyesOf(call);
  return ordered(call.store, 'tickets', 'id', byId).filter((ticket) => matchesAll(ticket, conditions, eyes));
}

function countOf(call: Call, view: Row): Attributes {
  const { active, conditions, id } = view;
  const found = matching(call, conditions).length;
  return {
    view_id: id,
    url: `${call.base}/api/v2/views/${id}/count.json`,
    ...counted(found),
    active: active ?? true,
  };
}

function counted(value: number): Attributes {
  return { value, pretty: value < 100 ? String(value) : `~${Math.round(value / 100) * 100}`, fresh: true };
}

/** The columns asked for, beside a part of the ticket that the page does not describe further. */
function rowShown(ticket: Row, columns: readonly Attributes[], base: string): Attributes {
  const values = columns.map((column) => {
    const name = text(column.id);
    const source: Readonly<Record<string, Json | undefined>> = {
      ...ticket,
      ticket_id: ticket.id,
      created: ticket.created_at,
      updated: ticket.updated_at,
    };
    return [name, source[name] ?? source[`${name}_id`] ?? null] as const;
  });
  const { id, subject, status, priority, type } = ticket;
  const part = { id, subject: subject ?? null, status: status ?? null, priority: priority ?? null, type: type ?? null };
  return { ...object(Object.fromEntries(values)), ticket: { ...part, url: `${base}/api/v2/tickets/${id}.json` } };
}
