/** Ticket forms: developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/ */

import { isStaff } from '../auth.ts';
import { badAttribute, blank, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Json, Row } from '../json.ts';
import { flag, list, number, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { present, reading, readRoutes, rowsOf, wrapped, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created, ok } from '../router.ts';
import type { Store } from '../store.ts';
import { byPosition, filter, find, insert, patch, rows } from '../store.ts';
import { formConditions, refuseConditionedRemovals, showConditions } from './form-conditions.ts';
import { placeFields } from './form-fields.ts';

/** "Accounts are limited to 300 ticket forms." */
const MOST = 300;
const MOST_SHOWN = 100;

/** What the create reply shows for a new form's place; later reads show the real one. */
const APPENDED = 9999;

export const ticketForms: Kind = {
  name: 'ticket_forms',
  one: 'ticket_form',
  path: '/ticket_forms',
  scope: 'ticket_forms',
  paging: 'both',
  order: { name: 'position', compare: byPosition },
  readAccess: 'anyone',
  keep: isListed,
  present: (row, { store }) => ({
    ...row,
    agent_conditions: showConditions(store, row.agent_conditions),
    end_user_conditions: showConditions(store, row.end_user_conditions),
  }),
  create: createForm,
  update: updateForm,
  remove: ({ store }, row) => {
    if (row.deleted_at) throw notFound();
    if (flag(row.default)) throw recordInvalid([invalid('base', 'The default ticket form cannot be deleted')]);
    // The form stays behind with the time of its deletion, and rules keep pointing to it.
    const gone = patch(store, 'ticket_forms', row, { active: false });
    patch(store, 'ticket_forms', gone, { deleted_at: gone.updated_at ?? null });
  },
};

/** "Ticket forms are supported on Suite Growth plans and above": below, there is the default form to read. */
export const ticketFormRoutes: readonly Route[] = [
  ...readRoutes(ticketForms),
  { method: 'GET', path: '/ticket_forms/show_many', ...reading(ticketForms), handle: showMany },
  ...[
    { method: 'PUT', path: '/ticket_forms/reorder', ...writing(ticketForms), handle: reorder } as const,
    ...writeRoutes(ticketForms).map((route) => (route.method === 'POST' ? { ...route, handle: createReply } : route)),
  ].map((route) => ({ ...route, feature: 'ticket_forms' as const })),
];

/** "End users only see ticket forms that have end_user_visible set to true." */
function isListed(row: Row, call: Call): boolean {
  if (row.deleted_at) return false;
  if (!isStaff(call.actor) && !(flag(row.active) && flag(row.end_user_visible))) return false;
  const wanted = (name: 'active' | 'end_user_visible') => {
    const asked = call.query.get(name);
    return asked === null || flag(row[name]) === flag(asked);
  };
  const brand = flag(call.query.get('associated_to_brand') ?? undefined) ? call.brand?.id : undefined;
  const ofBrand = brand === undefined || flag(row.in_all_brands) || list(row.restricted_brand_ids).includes(brand);
  return wanted('active') && wanted('end_user_visible') && ofBrand;
}

/** "Takes an ids query parameter that accepts a comma-separated list of up to 100 ticket form ids." */
function showMany(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > MOST_SHOWN) throw badAttribute('ids', `at most ${MOST_SHOWN} ids`);
  const shown = rowsOf(ticketForms, call).filter((row) => ids.includes(String(row.id)));
  return ok({
    ticket_forms: shown.map((row) => present(ticketForms, row, call)),
    next_page: null,
    previous_page: null,
    count: shown.length,
  });
}

function createReply(call: Call): Reply {
  const row = createForm(call, wrapped(call, 'ticket_form'));
  const shown = { ...present(ticketForms, row, call), position: APPENDED };
  return created({ ticket_form: shown }, { Location: `${call.base}/api/v2/ticket_forms/${row.id}.json` });
}

function createForm({ store }: Context, input: Attributes): Row {
  const others = filter(store, 'ticket_forms', (row) => !row.deleted_at);
  if (others.length >= MOST) {
    throw recordInvalid([{ field: 'base', description: `At most ${MOST} ticket forms are allowed`, error: 'TooMany' }]);
  }
  const name = checkName(input.name ?? input.raw_name);
  const fields = placeFields(store, list(input.ticket_field_ids));
  const active = flag(input.active, true);
  const id = nextNumber(store);
  const isDefault = becomesDefault(store, input, active);
  return insert(store, 'ticket_forms', id, {
    ...named(name),
    ...displayed(text(input.display_name ?? input.raw_display_name, name)),
    end_user_visible: flag(input.end_user_visible),
    position: Math.max(0, ...[...rows(store, 'ticket_forms')].map((row) => number(row.position))) + 1,
    ticket_field_ids: fields,
    active,
    default: isDefault,
    ...brandsOf(store, input, {}),
    ...formConditions(store, input, {}, fields),
  });
}

/** A place that is sent is ignored: only the reordering moves forms. */
function updateForm({ store }: Context, row: Row, input: Attributes): Row {
  if (row.deleted_at) throw notFound();
  const changes: Attributes = {};
  const name = input.name ?? input.raw_name;
  if (name !== undefined) Object.assign(changes, named(checkName(name)));
  const display = input.display_name ?? input.raw_display_name;
  if (display !== undefined) Object.assign(changes, displayed(text(display, text(row.name))));
  if (input.end_user_visible !== undefined) changes.end_user_visible = flag(input.end_user_visible);
  const active = flag(input.active, flag(row.active));
  if (!active && flag(row.default)) throw recordInvalid([invalid('active', 'Active: the default form must be active')]);
  changes.active = active;
  const sent = input.ticket_field_ids;
  const before = list(row.ticket_field_ids).map((id) => number(id));
  const fields = sent === undefined ? before : placeFields(store, list(sent));
  refuseConditionedRemovals(row, fields);
  changes.ticket_field_ids = fields;
  Object.assign(changes, brandsOf(store, input, row), formConditions(store, input, row, fields));
  if (!flag(row.default) && becomesDefault(store, input, active)) changes.default = true;
  return patch(store, 'ticket_forms', row, changes);
}

function checkName(value: Json | undefined): string {
  const name = text(value).trim();
  if (name === '') throw recordInvalid([blank('name')]);
  return name;
}

function named(name: string): Attributes {
  return { name, raw_name: name };
}

function displayed(name: string): Attributes {
  return { display_name: name, raw_display_name: name };
}

/** There is one default: taking the place puts the old one out of it, and `false` does nothing. */
function becomesDefault(store: Store, input: Attributes, active: boolean): boolean {
  if (!flag(input.default)) return false;
  if (!active) throw recordInvalid([invalid('default', 'Default: an inactive form cannot be the default')]);
  for (const form of filter(store, 'ticket_forms', (row) => flag(row.default))) {
    patch(store, 'ticket_forms', form, { default: false });
  }
  return true;
}

/** `restricted_brand_ids` counts only beside `in_all_brands: false`, though the document calls it read-only. */
function brandsOf(store: Store, input: Attributes, row: Attributes): Attributes {
  const everywhere = flag(input.in_all_brands, flag(row.in_all_brands, true));
  if (everywhere) return { in_all_brands: true, restricted_brand_ids: [] };
  const ids = list(input.restricted_brand_ids ?? row.restricted_brand_ids);
  const unknown = ids.filter((id) => !isBrand(store, text(id)));
  if (unknown.length > 0) {
    throw recordInvalid([invalid('restricted_brand_ids', `Brands: ${unknown.join(', ')} do not exist`)]);
  }
  return { in_all_brands: false, restricted_brand_ids: [...new Set(ids.map((id) => number(id)))] };
}

function isBrand(store: Store, id: Id): boolean {
  const brand = find(store, 'brands', id);
  return brand !== undefined && !flag(brand.is_deleted);
}

/** [general knowledge] Every form must be listed, the inactive ones too. */
function reorder(call: Call): Reply {
  const ids = list(call.body.ticket_form_ids).map((id) => text(id));
  const all = filter(call.store, 'ticket_forms', (row) => !row.deleted_at);
  if (ids.length !== all.length || all.some((row) => !ids.includes(String(row.id)))) {
    throw recordInvalid([invalid('ticket_form_ids', 'Ticket form ids: every ticket form must be listed')]);
  }
  for (const row of all) patch(call.store, 'ticket_forms', row, { position: ids.indexOf(String(row.id)) + 1 });
  return ok({ ticket_forms: rowsOf(ticketForms, call).map((row) => present(ticketForms, row, call)) });
}
