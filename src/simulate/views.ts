/** Views: which tickets are in one, for whom, and in which order. */
import { type Truth, verdict } from './conditions/condition.ts';
import type { Context } from './context.ts';
import { isStaff } from './directory.ts';
import type { Native, Ticket, ViewMembership } from './model.ts';
import { STATUSES } from './model.ts';
import { native, text, texts } from './native.ts';
import type { Rule } from './rules.ts';
import { tryConditions } from './trial.ts';

const PERSONAL = new Set(['current_user', 'current_groups']);

/** In which views the ticket is now. Of a view that depends on who looks it says for which agents. */
export function viewsOf(cx: Context, views: readonly Rule[]): readonly ViewMembership[] {
  return views.map((view) => {
    const personal = [...view.conditions.all, ...view.conditions.any].some(({ wanted }) => PERSONAL.has(wanted));
    if (!personal) return { view: view.ref, holds: verdict(look(cx, view, '')) };
    const agents = viewersOf(cx, view.native).filter((id) => look(cx, view, id) === 1);
    return { view: view.ref, holds: agents.length > 0, agents };
  });
}

function look(cx: Context, view: Rule, viewer: string): Truth {
  cx.viewer = viewer;
  const { holds } = tryConditions(cx, view);
  cx.viewer = '';
  return holds;
}

/** The agents who see a view: everyone, the groups of its restriction, or its owner. */
function viewersOf(cx: Context, view: Native): readonly string[] {
  const restriction = native(view.restriction);
  const staff = [...cx.directory.users.values()].filter((user) => isStaff(user) && !user.suspended).map(({ id }) => id);
  if (text(restriction.type) === 'User') return staff.filter((id) => id === text(restriction.id));
  if (text(restriction.type) !== 'Group') return staff;
  const groups = [...texts(restriction.ids), text(restriction.id)];
  return staff.filter((id) => cx.directory.groupsOf.get(id)?.some((group) => groups.includes(group)) === true);
}

const PRIORITIES = ['', 'low', 'normal', 'high', 'urgent'];

/** By the name that `output.sort_by` and `group_by` have. developer.zendesk.com/api-reference/ticketing/business-rules/views/ */
const SORT_KEYS: ReadonlyMap<string, (ticket: Ticket) => number | string> = new Map<
  string,
  (ticket: Ticket) => number | string
>([
  ['nice_id', ({ id }) => Number(id)],
  ['ticket_id', ({ id }) => Number(id)],
  ['subject', ({ subject }) => subject.toLowerCase()],
  ['status', ({ status }) => STATUSES.indexOf(status)],
  ['priority', ({ priority }) => PRIORITIES.indexOf(priority)],
  ['type', ({ type }) => type],
  ['group', ({ group_id }) => group_id],
  ['assignee', ({ assignee_id }) => assignee_id],
  ['requester', ({ requester_id }) => requester_id],
  ['organization', ({ organization_id }) => organization_id],
  ['brand', ({ brand_id }) => brand_id],
  ['ticket_form', ({ ticket_form_id }) => ticket_form_id],
  ['created', ({ created_at }) => created_at],
  ['updated', ({ updated_at }) => updated_at],
  ['updated_requester', ({ requester_updated_at }) => requester_updated_at],
  ['updated_assignee', ({ assignee_updated_at }) => assignee_updated_at ?? 0],
  ['assigned', ({ assigned_at }) => assigned_at ?? 0],
  ['due_date', ({ due_at }) => due_at ?? Number.POSITIVE_INFINITY],
  ['solved', ({ solved_at }) => solved_at ?? 0],
]);

/**
 * Tickets in the order in which a view lists them: by group, then by its sort key, else the newest first. Equal ones by number.
 */
export function sortForView(view: Native, tickets: readonly Ticket[]): readonly Ticket[] {
  const output = native(view.output ?? view.execution);
  const keys = [
    sortKey(output.group_by, output.group_order),
    sortKey(output.sort_by, output.sort_order) ?? sortKey('created', 'desc'),
  ].flatMap((key) => key ?? []);
  return [...tickets].sort((a, b) => {
    for (const { of, sign } of keys) {
      const [left, right] = [of(a), of(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return Number(a.id) - Number(b.id);
  });
}

function sortKey(name: unknown, order: unknown) {
  const field = text(name);
  const of = SORT_KEYS.get(field) ?? (/^\d+$/.test(field) ? customKey(field) : undefined);
  return of === undefined ? undefined : { of, sign: text(order) === 'asc' ? 1 : -1 };
}

function customKey(field: string): (ticket: Ticket) => string {
  return (ticket) => String(ticket.custom_fields.get(field) ?? '');
}
