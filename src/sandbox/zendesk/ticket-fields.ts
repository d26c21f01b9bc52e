/** Ticket fields: developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/ */

import type { Problem } from '../errors.ts';
import { blank, invalid, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { flag, list, number, objects, text, textOrNull } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { countRoute, listRoute, present, showRoute, wrapped, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { created } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, byPosition, drop, filter, insert, ordered, patch, rows } from '../store.ts';
import { checkTags, hasOptions, keepOptions } from './field-options.ts';
import { keepFilter, targetProblems } from './lookups.ts';
import { forgetValues } from './references.ts';
import { normalTag } from './tags.ts';

const CUSTOM_TYPES = [
  'text',
  'textarea',
  'checkbox',
  'date',
  'integer',
  'decimal',
  'regexp',
  'partialcreditcard',
  'multiselect',
  'tagger',
  'lookup',
];

/** What the create reply shows for a new field's place; later reads show the real one. */
const APPENDED = 9999;

export const ticketFields: Kind = {
  name: 'ticket_fields',
  one: 'ticket_field',
  path: '/ticket_fields',
  scope: 'ticket_fields',
  // "If the results are not paginated, every field is returned … in the order specified by the position."
  paging: 'bare',
  order: { name: 'position', compare: byPosition },
  cursorOrder: { name: 'id', compare: byId },
  present: (row, { store }) => {
    const { system, creator_user_id, ...shown } = row;
    return row.type === 'custom_status' ? { ...shown, custom_statuses: statuses(store) } : shown;
  },
  create: createField,
  update: updateField,
  remove: removeField,
};

export const ticketFieldRoutes: readonly Route[] = [
  listRoute(ticketFields),
  countRoute(ticketFields),
  showRoute(ticketFields),
  { method: 'PUT', path: '/ticket_fields/reorder', ...writing(ticketFields), handle: reorder },
  ...writeRoutes(ticketFields).map((route) => (route.method === 'POST' ? { ...route, handle: createReply } : route)),
];

/** Inside a field, statuses have no raw texts (OpenAPI, TicketFieldCustomStatusObject). */
function statuses(store: Store): Json[] {
  return ordered(store, 'custom_statuses', 'id', byId).map(
    ({ raw_agent_label, raw_end_user_label, raw_description, raw_end_user_description, position, ...status }) => status,
  );
}

function createReply(call: Call): Reply {
  const row = createField(call, wrapped(call, 'ticket_field'));
  const shown = { ...present(ticketFields, row, call), position: APPENDED };
  return created({ ticket_field: shown }, { Location: `${call.base}/api/v2/ticket_fields/${row.id}.json` });
}

function createField(context: Context, input: Attributes): Row {
  const { store, actor } = context;
  const type = text(input.type, 'text');
  const title = text(input.title ?? input.raw_title).trim();
  const problems: Problem[] = [];
  if (title === '') problems.push(blank('title'));
  if (!CUSTOM_TYPES.includes(type)) problems.push(invalid('type', `Type: ${type} is not a type that can be created`));
  if (type === 'regexp' && text(input.regexp_for_validation) === '') problems.push(blank('regexp_for_validation'));
  if (type === 'lookup') problems.push(...targetProblems(store, input.relationship_target_type));
  if (problems.length > 0) throw recordInvalid(problems);
  const id = nextNumber(store);
  const attributes: Attributes = {
    type,
    title,
    raw_title: title,
    ...portalTitle(text(input.title_in_portal ?? input.raw_title_in_portal, title)),
    ...describe(text(input.description ?? input.raw_description)),
    agent_description: textOrNull(input.agent_description),
    position: input.position === undefined ? nextPosition(store) : number(input.position),
    active: flag(input.active, true),
    required: flag(input.required),
    collapsed_for_agents: flag(input.collapsed_for_agents),
    ...portalFlags(input, {}),
    regexp_for_validation: type === 'regexp' ? text(input.regexp_for_validation) : null,
    tag: type === 'checkbox' ? checkboxTag(input.tag) : null,
    removable: true,
    agent_can_edit: true,
    key: null,
    creator_user_id: actor.user?.id ?? -1,
    ...(hasOptions(type)
      ? { custom_field_options: keepOptions(store, type, [], input.custom_field_options ?? []) }
      : {}),
    ...(type === 'lookup'
      ? {
          relationship_target_type: text(input.relationship_target_type),
          relationship_filter: keepFilter(store, text(input.relationship_target_type), input.relationship_filter),
        }
      : {}),
  };
  checkTags(store, id, attributes);
  return insert(store, 'ticket_fields', id, attributes);
}

function updateField(context: Context, row: Row, input: Attributes): Row {
  const { store } = context;
  const type = text(row.type);
  const changes: Attributes = {};
  // `type` is "editable … only on creation" (OpenAPI, TicketFieldObject.type): a changed one is ignored.
  const title = input.title ?? input.raw_title;
  if (title !== undefined && !flag(row.system)) {
    if (text(title).trim() === '') throw recordInvalid([blank('title')]);
    Object.assign(changes, { title: text(title).trim(), raw_title: text(title).trim() });
  }
  const inPortal = input.title_in_portal ?? input.raw_title_in_portal;
  if (inPortal !== undefined) Object.assign(changes, portalTitle(text(inPortal, text(row.title))));
  const description = input.description ?? input.raw_description;
  if (description !== undefined) Object.assign(changes, describe(text(description)));
  if (input.agent_description !== undefined) changes.agent_description = textOrNull(input.agent_description);
  if (input.position !== undefined) changes.position = number(input.position);
  if (input.required !== undefined) changes.required = flag(input.required);
  if (input.collapsed_for_agents !== undefined) changes.collapsed_for_agents = flag(input.collapsed_for_agents);
  if (input.active !== undefined) {
    if (!flag(input.active) && !flag(row.removable)) {
      throw recordInvalid([invalid('active', 'Active: this field must be present on all tickets')]);
    }
    if (!flag(input.active) && usedInFormConditions(store, row)) throw heldByForm(row);
    changes.active = flag(input.active);
  }
  if (type === 'regexp' && input.regexp_for_validation !== undefined) {
    if (text(input.regexp_for_validation) === '') throw recordInvalid([blank('regexp_for_validation')]);
    changes.regexp_for_validation = text(input.regexp_for_validation);
  }
  if (type === 'checkbox' && input.tag !== undefined) changes.tag = checkboxTag(input.tag);
  // "You can't change the value of this property", the target, "after creating the field": a changed one is ignored.
  if (type === 'lookup' && input.relationship_filter !== undefined) {
    changes.relationship_filter = keepFilter(store, text(row.relationship_target_type), input.relationship_filter);
  }
  if (input.sub_type_id !== undefined && row.sub_type_id !== undefined) changes.sub_type_id = number(input.sub_type_id);
  Object.assign(changes, portalFlags(input, row));
  if (hasOptions(type) && input.custom_field_options !== undefined) {
    changes.custom_field_options = keepOptions(
      store,
      type,
      objects(row.custom_field_options),
      input.custom_field_options,
    );
  }
  checkTags(store, row.id, { ...row, ...changes });
  const updated = patch(store, 'ticket_fields', row, changes);
  forgetValues(store, row, updated);
  return updated;
}

function removeField({ store }: Context, row: Row): void {
  // [general knowledge] System fields cannot be deleted; the wording is ours.
  if (flag(row.system)) throw recordInvalid([invalid('base', `${text(row.title)}: a system field cannot be deleted`)]);
  if (usedInFormConditions(store, row)) throw heldByForm(row);
  for (const form of filter(store, 'ticket_forms', () => true)) {
    const ids = list(form.ticket_field_ids);
    if (ids.includes(row.id))
      patch(store, 'ticket_forms', form, { ticket_field_ids: ids.filter((id) => id !== row.id) });
  }
  // Rules keep naming a deleted field, as they do with deleted groups; only tickets lose its values.
  drop(store, 'ticket_fields', row.id);
}

function usedInFormConditions(store: Store, field: Row): boolean {
  return filter(store, 'ticket_forms', (form) => !form.deleted_at).some((form) =>
    [...objects(form.agent_conditions), ...objects(form.end_user_conditions)].some(
      (condition) =>
        condition.parent_field_id === field.id ||
        objects(condition.child_fields).some((child) => child.id === field.id),
    ),
  );
}

function heldByForm(row: Row) {
  const description = `${text(row.title)}: is used in the conditions of a ticket form`;
  return recordInvalid([
    {
      field: 'base',
      description,
      error: 'InvalidValue',
      extra: { ticket_field_id: row.id, ticket_field_type: row.type ?? null },
    },
  ]);
}

/** Visible, then editable, then required: a combination that cannot be is lowered to one that can. */
function portalFlags(input: Attributes, row: Attributes): Attributes {
  const visible = flag(input.visible_in_portal ?? row.visible_in_portal);
  const editable = visible && flag(input.editable_in_portal ?? row.editable_in_portal);
  return {
    visible_in_portal: visible,
    editable_in_portal: editable,
    required_in_portal: editable && flag(input.required_in_portal ?? row.required_in_portal),
  };
}

function portalTitle(title: string): Attributes {
  return { title_in_portal: title, raw_title_in_portal: title };
}

function describe(description: string): Attributes {
  return { description, raw_description: description };
}

function checkboxTag(value: Json | undefined): string | null {
  const tag = normalTag(text(value));
  return tag === '' ? null : tag;
}

function nextPosition(store: Store): number {
  let last = 0;
  for (const row of rows(store, 'ticket_fields')) last = Math.max(last, number(row.position));
  return last + 1;
}

/** "Not all ticket_field_ids are necessary …; only those provided will be assigned to the first positions." */
function reorder(call: Call): Reply {
  const wanted = list(call.body.ticket_field_ids).map((id) => number(id));
  const known = ordered(call.store, 'ticket_fields', 'position', byPosition);
  const first = wanted.flatMap((id) => known.find((row) => row.id === id) ?? []);
  const sequence = [...first, ...known.filter((row) => !first.includes(row))];
  for (const [index, row] of sequence.entries()) patch(call.store, 'ticket_fields', row, { position: index + 1 });
  return { status: 200, body: '' };
}
