/** Conditions on a ticket's own attributes that compare one value. developer.zendesk.com conditions-reference. */
import { type Context, person } from '../context.ts';
import { STATUSES } from '../model.ts';
import type { SimulationOptions } from '../options.ts';
import { changeTest, type Reader, shownChange } from './change.ts';
import { type Test, truth } from './condition.ts';

/** By native field. The names that rules use for people stand for the ticket's requester, its assignee or who updates it. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['status', ({ ticket }) => ticket.status],
  ['custom_status_id', ({ ticket }) => ticket.custom_status_id],
  ['type', ({ ticket }) => ticket.type],
  ['ticket_type_id', ({ ticket }) => TYPE_NUMBERS.get(ticket.type) ?? '0'],
  ['priority', ({ ticket }) => ticket.priority],
  ['group_id', ({ ticket }) => ticket.group_id],
  ['assignee_id', ({ ticket }) => ticket.assignee_id],
  ['requester_id', ({ ticket }) => ticket.requester_id],
  ['organization_id', ({ ticket }) => ticket.organization_id],
  ['brand_id', ({ ticket }) => ticket.brand_id],
  ['ticket_form_id', ({ ticket }) => ticket.ticket_form_id],
  ['schedule_id', ({ ticket }) => ticket.schedule_id],
  ['via_id', ({ ticket }) => ticket.via_id],
  ['current_via_id', (_, cx) => cx.update.via],
  ['recipient', ({ ticket }) => ticket.recipient.toLowerCase()],
  ['update_type', (_, cx) => cx.update.type],
  ['ticket_is_public', ({ ticket }) => (ticket.is_public ? 'public' : 'private')],
  ['satisfaction_score', ({ ticket }) => ticket.satisfaction],
  ['satisfaction_reason_code', ({ ticket }) => ticket.satisfaction_reason_code],
  ['requester_role', (scene, cx) => ROLE_NUMBERS.get(person(cx, scene, scene.ticket.requester_id)?.role ?? '') ?? '0'],
  ['locale_id', (scene, cx) => person(cx, scene, scene.ticket.requester_id)?.locale_id || cx.directory.defaultLocale],
  [
    'requester_time_zone',
    (scene, cx) => person(cx, scene, scene.ticket.requester_id)?.time_zone || cx.directory.timeZone,
  ],
  ['reopens', ({ ticket }) => String(ticket.reopens)],
  ['replies', ({ ticket }) => String(ticket.replies)],
  ['agent_stations', ({ ticket }) => String(ticket.agent_stations)],
  ['group_stations', ({ ticket }) => String(ticket.group_stations)],
  ['number_of_incidents', ({ ticket }) => String(ticket.incidents)],
]);

const TYPE_NUMBERS = new Map([
  ['question', '1'],
  ['incident', '2'],
  ['problem', '3'],
  ['task', '4'],
]);

const ROLE_NUMBERS = new Map([
  ['end-user', '0'],
  ['admin', '2'],
  ['agent', '4'],
]);

const COUNTERS = new Set(['reopens', 'replies', 'agent_stations', 'group_stations', 'number_of_incidents']);

/** status: new < open < pending < hold < solved < closed; priority: low < normal < high < urgent (conditions-reference). */
const RANKS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['status', STATUSES],
  ['priority', ['', 'low', 'normal', 'high', 'urgent']],
  ['satisfaction_score', ['unoffered', 'offered', 'bad', 'bad_with_comment', 'good', 'good_with_comment']],
]);

/** The reference writes offered and unoffered as booleans. */
const SATISFACTION = new Map([
  ['false', 'offered'],
  ['true', 'unoffered'],
]);

export function ticketTest(
  field: string,
  operator: string,
  value: string,
  options: SimulationOptions,
): Test | undefined {
  const read = READERS.get(field);
  if (read === undefined) return undefined;
  if (field === 'custom_status_id' || (field.endsWith('_id') && value.includes(' '))) {
    const several = severalTest(read, operator, value);
    if (several !== undefined) return { test: several, actual: (cx) => read(cx.scene, cx) };
  }
  const wanted = wantedValue(field, value);
  const test =
    changeTest(operator, read, wanted) ??
    equalityTest(field, operator, read, wanted, options) ??
    rangeTest(field, operator, read, value, options);
  return test === undefined ? undefined : { test, actual: shownChange(operator, read) };
}

/** `current_user`, `requester_id` and `assignee_id` stand for whoever that is at the moment. */
function wantedValue(field: string, value: string): (cx: Context) => string {
  if (value === 'current_user') return (cx) => cx.viewer || cx.update.by;
  if (value === 'requester_id') return (cx) => cx.scene.ticket.requester_id;
  if (value === 'assignee_id') return (cx) => cx.scene.ticket.assignee_id;
  const known = field === 'satisfaction_score' ? (SATISFACTION.get(value) ?? value) : value;
  const fixed = field === 'recipient' || field === 'status' || field === 'priority' ? known.toLowerCase() : known;
  return () => fixed;
}

function equalityTest(
  field: string,
  operator: string,
  read: Reader,
  wanted: (cx: Context) => string,
  options: SimulationOptions,
): Test['test'] | undefined {
  if (operator !== 'is' && operator !== 'is_not') return undefined;
  const equal = equality(field, read, wanted, options);
  return operator === 'is' ? (cx) => truth(equal(cx)) : (cx) => truth(!equal(cx));
}

function equality(
  field: string,
  read: Reader,
  wanted: (cx: Context) => string,
  options: SimulationOptions,
): (cx: Context) => boolean {
  if (COUNTERS.has(field)) return (cx) => Number(read(cx.scene, cx)) === Number(wanted(cx));
  if (field === 'group_id')
    return (cx) => {
      const group = wanted(cx);
      // The viewer's groups, in views.
      if (group === 'current_groups')
        return cx.directory.groupsOf.get(cx.viewer)?.includes(cx.scene.ticket.group_id) === true;
      return read(cx.scene, cx) === group;
    };
  if (field === 'satisfaction_score' && options.ratingIncludesComment)
    return (cx) => {
      const [found, asked] = [read(cx.scene, cx), wanted(cx)];
      return found === asked || found === `${asked}_with_comment`;
    };
  return (cx) => read(cx.scene, cx) === wanted(cx);
}

function rangeTest(
  field: string,
  operator: string,
  read: Reader,
  value: string,
  options: SimulationOptions,
): Test['test'] | undefined {
  const compare = comparison(operator);
  if (compare === undefined) return undefined;
  const ranks = RANKS.get(field);
  if (ranks === undefined) {
    if (!COUNTERS.has(field)) return undefined;
    return (cx) => truth(compare(Number(read(cx.scene, cx)), Number(value)));
  }
  const limit = ranks.indexOf(SATISFACTION.get(value) ?? value);
  return (cx) => {
    const found = read(cx.scene, cx);
    if (found === '' && options.emptyPriority === 'incomparable') return 0;
    return truth(limit >= 0 && compare(ranks.indexOf(found), limit));
  };
}

/** The comparison that an operator names, of numbers or of texts that sort like what they mean. */
export function comparison(operator: string): (<T extends number | string>(a: T, b: T) => boolean) | undefined {
  switch (operator) {
    case 'less_than':
      return (a, b) => a < b;
    case 'less_than_equal':
      return (a, b) => a <= b;
    case 'greater_than':
      return (a, b) => a > b;
    case 'greater_than_equal':
      return (a, b) => a >= b;
    default:
      return undefined;
  }
}

/** One of several ids. */
function severalTest(read: Reader, operator: string, value: string): Test['test'] | undefined {
  const ids = new Set(value.split(' '));
  if (operator === 'includes' || operator === 'is') return (cx) => truth(ids.has(read(cx.scene, cx)));
  if (operator === 'not_includes' || operator === 'is_not') return (cx) => truth(!ids.has(read(cx.scene, cx)));
  return undefined;
}
