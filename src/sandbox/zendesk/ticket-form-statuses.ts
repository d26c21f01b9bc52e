/** Which custom statuses a form offers: developer.zendesk.com/api-reference/ticketing/tickets/ticket_form_statuses/ */

import { badAttribute, duplicate, forbidden, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextUlid } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { isObject, list, number, text } from '../json.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, drop, filter, find, insert, patch, viewed } from '../store.ts';
import { customStatusesOn } from './custom-statuses.ts';

const TABLE = 'ticket_form_statuses';
const OF_FORM = '/ticket_forms/:id/ticket_form_statuses';

/** A form without any of these offers every status. [general knowledge] */
export const ticketFormStatusRoutes: readonly Route[] = [
  read('/ticket_form_statuses', 'agent', all),
  read('/ticket_form_statuses/show_many', 'anyone', (call) => named(call, 'ids', 'id')),
  read(OF_FORM, 'anyone', (call) => ofForm(call)),
  write('POST', OF_FORM, (call) => {
    const form = formOf(call);
    return shown(entries(call).map((entry) => link(call.store, form, statusOf(call.store, entry.custom_status_id))));
  }),
  write('PUT', OF_FORM, (call) => {
    const form = formOf(call);
    for (const entry of entries(call)) change(call, form, entry, text(entry.id));
    return shown(ofForm(call));
  }),
  write('DELETE', OF_FORM, (call) => {
    for (const id of list(call.body.id)) drop(call.store, TABLE, linkOf(call, text(id)).id);
    return noContent();
  }),
  write('PUT', `${OF_FORM}/:link`, (call) => {
    const [entry] = entries(call);
    if (entry) change(call, formOf(call), entry, param(call, 'link'));
    return shown(ofForm(call));
  }),
  write('DELETE', `${OF_FORM}/:link`, (call) => {
    drop(call.store, TABLE, linkOf(call, param(call, 'link')).id);
    return noContent();
  }),
  write('POST', '/custom_statuses/:id/ticket_form_statuses', (call) => {
    const status = statusOf(call.store, param(call, 'id'));
    return shown(entries(call).map((entry) => link(call.store, activeForm(call.store, entry.ticket_form_id), status)));
  }),
];

function read(path: string, access: Route['access'], rows: (call: Call) => readonly Row[]): Route {
  return { method: 'GET', path, scope: 'ticket_forms', access, handle: (call) => shown(rows(call)) };
}

function write(method: Route['method'], path: string, handle: Route['handle']): Route {
  const gated = (call: Call) => {
    if (!customStatusesOn(call.store)) throw forbidden();
    return handle(call);
  };
  return { method, path, scope: 'ticket_forms', access: 'admin', handle: gated };
}

function shown(rows: readonly Row[]): Reply {
  return ok({
    [TABLE]: rows.map(({ id, ticket_form_id, custom_status_id }) => ({
      id,
      ticket_form_id: ticket_form_id ?? null,
      custom_status_id: custom_status_id ?? null,
    })),
  });
}

function all(call: Call): readonly Row[] {
  const forms = named(call, 'ticket_form_id', 'ticket_form_id');
  const statuses = named(call, 'filter[custom_status_id]', 'custom_status_id');
  return named(call, 'filter[id]', 'id').filter((row) => forms.includes(row) && statuses.includes(row));
}

/** Those whose attribute is in a comma-separated parameter; all where there is none. */
function named({ store, query }: Call, parameter: string, attribute: string): readonly Row[] {
  const wanted = query
    .get(parameter)
    ?.split(',')
    .map((id) => id.trim());
  return viewed(store, TABLE, 'id', byId).filter((row) => wanted?.includes(text(row[attribute])) ?? true);
}

function ofForm(call: Call): readonly Row[] {
  const form = formOf(call);
  return viewed(call.store, TABLE, 'id', byId).filter((row) => row.ticket_form_id === form.id);
}

function formOf(call: Call): Row {
  const form = find(call.store, 'ticket_forms', param(call, 'id'));
  if (!form || form.deleted_at) throw notFound();
  return form;
}

function activeForm(store: Store, id: Json | undefined): Row {
  const form = find(store, 'ticket_forms', number(id));
  if (!form || form.deleted_at) throw recordInvalid([invalid('ticket_form_id', 'Ticket form: is not valid')]);
  return form;
}

function statusOf(store: Store, id: Json | undefined): Row {
  const status = find(store, 'custom_statuses', text(id));
  if (!status) throw recordInvalid([invalid('custom_status_id', 'Custom status: is not valid')]);
  return status;
}

function linkOf(call: Call, id: string): Row {
  const row = find(call.store, TABLE, id);
  if (!row || row.ticket_form_id !== formOf(call).id) throw notFound();
  return row;
}

function entries(call: Call): readonly Attributes[] {
  const sent = call.body.ticket_form_status;
  if (!Array.isArray(sent) || !sent.every(isObject)) throw badAttribute('ticket_form_status', 'must be a list');
  return sent.filter(isObject);
}

function link(store: Store, form: Row, status: Row): Row {
  refuseTwice(store, form, status);
  return insert(store, TABLE, nextUlid(store), { ticket_form_id: form.id, custom_status_id: status.id });
}

/** [general knowledge] A status is named once in a form; the wording is ours. */
function refuseTwice(store: Store, form: Row, status: Row): void {
  const known = filter(store, TABLE, (row) => row.ticket_form_id === form.id && row.custom_status_id === status.id);
  if (known.length > 0) throw recordInvalid([duplicate('custom_status_id', 'Custom status: is in the form already')]);
}

/** 'If set to a value of "1" and an id value is passed, the server will delete the record'; without an id one is added. */
function change(call: Call, form: Row, entry: Attributes, id: string): void {
  const status = () => statusOf(call.store, entry.custom_status_id);
  if (id === '') {
    link(call.store, form, status());
    return;
  }
  const row = linkOf(call, id);
  if (text(entry._destroy) === '1') {
    drop(call.store, TABLE, row.id);
    return;
  }
  const next = status();
  if (next.id === row.custom_status_id) return;
  refuseTwice(call.store, form, next);
  patch(call.store, TABLE, row, { custom_status_id: next.id });
}
