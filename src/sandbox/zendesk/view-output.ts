/**
 * What a view shows: written as `output`, read as `execution`, with other names for some columns.
 * developer.zendesk.com/api-reference/ticketing/business-rules/views/#view-columns
 */

import { invalid, recordInvalid } from '../errors.ts';
import type { Attributes, Json } from '../json.ts';
import { isObject, list, object, text } from '../json.ts';
import type { Store } from '../store.ts';
import { find } from '../store.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  assigned: 'Assigned',
  assignee: 'Assignee',
  due_date: 'Due Date',
  group: 'Group',
  nice_id: 'ID',
  updated: 'Updated',
  updated_assignee: 'Assignee updated',
  updated_requester: 'Requester updated',
  updated_by_type: 'Updater',
  organization: 'Organization',
  priority: 'Priority',
  created: 'Requested',
  requester: 'Requester',
  locale_id: 'Requester language',
  satisfaction_score: 'Satisfaction',
  solved: 'Solved',
  status: 'Status category',
  description: 'Subject',
  submitter: 'Submitter',
  ticket_form: 'Ticket form',
  type: 'Type',
  brand: 'Brand',
  custom_status_id: 'Ticket status',
};
/** "The `description`, `submitter` and `custom_status_id` columns are not supported" for grouping and sorting. */
const UNSORTED = new Set(['description', 'submitter', 'custom_status_id']);
const READ_AS: Readonly<Record<string, string>> = { description: 'subject', nice_id: 'ticket_id' };
const MAX_COLUMNS = 10;
/** [general knowledge] What a view without output shows. */
const STANDARD: Attributes = {
  columns: ['description', 'requester', 'created'],
  group_by: null,
  group_order: 'asc',
  sort_by: 'nice_id',
  sort_order: 'desc',
};

/** The whole output: what is sent, over what stood before. Every refusal is worded by us. */
export function checkOutput(store: Store, sent: Json | undefined, kept: Json | undefined): Attributes {
  if (sent !== undefined && sent !== null && !isObject(sent)) throw refused('it must be an object');
  const output: Attributes = { ...STANDARD, ...object(kept) };
  for (const key of Object.keys(STANDARD)) {
    const value = object(sent)[key];
    if (value !== undefined) output[key] = value === '' ? null : value;
  }
  const columns = list(output.columns).map((name) => text(name));
  if (columns.length > MAX_COLUMNS) throw refused(`at most ${MAX_COLUMNS} columns are possible`);
  for (const name of columns) if (!columnOf(store, name)) throw refused(`there is no column '${name}'`);
  for (const key of ['group_by', 'sort_by']) {
    const name = output[key] ?? null;
    if (name !== null && (UNSORTED.has(text(name)) || !columnOf(store, text(name)))) {
      throw refused(`${key} cannot be '${text(name)}'`);
    }
  }
  for (const key of ['group_order', 'sort_order']) {
    if (output[key] !== 'asc' && output[key] !== 'desc') throw refused(`${key} is asc or desc`);
  }
  return { ...output, columns };
}

function refused(reason: string) {
  return recordInvalid([invalid('output', `Output: ${reason}`)]);
}

/** A column as reads show it; custom fields are columns by their id. */
function columnOf(store: Store, name: string): Attributes | undefined {
  const title = COLUMNS[name];
  if (title !== undefined) return { id: READ_AS[name] ?? name, title };
  const field = /^\d+$/.test(name) ? find(store, 'ticket_fields', name) : undefined;
  return field && field.system !== true
    ? { id: Number(field.id), title: text(field.title), type: text(field.type) }
    : undefined;
}

export function executionOf(store: Store, output: Json | undefined, base: string): Attributes {
  const { columns, group_by, group_order, sort_by, sort_order } = { ...STANDARD, ...object(output) };
  const shown = list(columns).flatMap((name) => {
    const column = columnOf(store, text(name));
    return column ? [column] : [];
  });
  const linked = shown.map(
    (column): Attributes =>
      column.type === undefined ? column : { ...column, url: `${base}/api/v2/ticket_fields/${column.id}.json` },
  );
  const ordering = (name: Json | undefined, order: Json | undefined): Json => {
    const column = columnOf(store, text(name));
    return column ? { id: column.id ?? null, title: column.title ?? null, order: order ?? null } : null;
  };
  return {
    group_by: group_by ?? null,
    group_order: group_order ?? null,
    sort_by: sort_by ?? null,
    sort_order: sort_order ?? null,
    group: ordering(group_by, group_order),
    sort: ordering(sort_by, sort_order),
    columns: linked,
    fields: linked.filter((column) => column.type === undefined),
    custom_fields: linked.filter((column) => column.type !== undefined),
  };
}

/** The parts of `/views/definitions` that tell what may be shown, grouped and sorted by. */
export function outputDefinitions(): Attributes {
  const items = Object.entries(COLUMNS).map(([value, title]) => ({ value, title, group: 'ticket', type: 'list' }));
  const sortable = items.filter((item) => !UNSORTED.has(item.value));
  return { output: items, groupables: sortable, sortables: sortable };
}
