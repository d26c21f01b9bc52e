/** What Zendesk refuses about views. */
import { listOf } from '../core/attributes/references.ts';
import { isPlainStruct } from '../core/value.ts';
import { UNSORTABLE } from '../providers/zendesk/view-columns.ts';
import { check, resourcesOf } from './check.ts';
import { conditionsOf, isInactive, nameOf } from './rule.ts';

/** https://developer.zendesk.com/api-reference/ticketing/business-rules/views/#create-view */
const NEEDED: ReadonlySet<unknown> = new Set(['status', 'type', 'group', 'assignee', 'requester']);
const MOST_COLUMNS = 10;

const noTicket = check(
  {
    id: 'VIEW_WITHOUT_TICKET_CONDITION',
    stage: 'load',
    severity: 'error',
    title: 'A view asks for status, type, group, assignee or requester',
    why: 'Zendesk refuses a view that asks for none of them under `all`.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'view')) {
      const { all } = conditionsOf(resource.attributes);
      if (all.some(({ field, raw }) => NEEDED.has(field) || raw !== undefined)) continue;
      yield {
        resource,
        path: 'when',
        summary: 'No condition under "all" is about status, type, group, assignee or requester',
        hint: 'Add one such as {field: status, less_than: solved}',
      };
    }
  },
);

const tooManyColumns = check(
  {
    id: 'VIEW_TOO_MANY_COLUMNS',
    stage: 'load',
    severity: 'error',
    title: `A view has at most ${MOST_COLUMNS} columns`,
    why: 'Zendesk refuses more.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'view')) {
      const { length } = listOf(resource.attributes.columns);
      if (length > MOST_COLUMNS)
        yield { resource, path: 'columns', summary: `${length} columns; Zendesk takes ${MOST_COLUMNS}` };
    }
  },
);

const unsortable = check(
  {
    id: 'VIEW_UNSORTABLE',
    stage: 'load',
    severity: 'error',
    title: 'Views are not sorted by subject, submitter or custom status',
    why: 'Zendesk can neither group nor sort by these columns.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'view')) {
      for (const path of ['group_by', 'sort_by']) {
        const sorting = resource.attributes[path];
        const field = isPlainStruct(sorting) ? sorting.field : undefined;
        if (typeof field === 'string' && UNSORTABLE.has(field))
          yield { resource, path, summary: `Tickets cannot be grouped or sorted by ${field}` };
      }
    }
  },
);

const inactiveForm = check(
  {
    id: 'VIEW_INACTIVE_FORM',
    stage: 'load',
    severity: 'error',
    title: 'Views ask for forms that are in use',
    why: 'Zendesk refuses a view about a deactivated form.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'view')) {
      const { all, any } = conditionsOf(resource.attributes);
      for (const { field, value } of [...all, ...any]) {
        if (field === 'form' && isInactive(cx, value))
          yield { resource, path: 'when', summary: `It asks for ${nameOf(value)}, which is deactivated` };
      }
    }
  },
);

export const viewChecks = [noTicket, tooManyColumns, unsortable, inactiveForm] as const;
