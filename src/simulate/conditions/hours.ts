/** Hours since and until something: conditions of automations and views. hc/4408885654298, hc/4408832701850. */
import { type Context, shown } from '../context.ts';
import type { Status, Ticket } from '../model.ts';
import { STATUSES } from '../model.ts';
import { lastBreach, nextBreach } from '../sla/index.ts';
import { type Test, truth } from './condition.ts';

const HOUR = 3_600_000;
const SLA_BREACH = 'sla_next_breach_at';

/** Since when hours are counted. "Hours since <status>" count only while the ticket has that status. */
type Since = (cx: Context) => number | undefined;

function sinceStatus(status: Status): Since {
  return ({ scene: { ticket } }) => (ticket.status === status ? ticket.status_at : undefined);
}

function sinceTime(
  name: 'assigned_at' | 'updated_at' | 'requester_updated_at' | 'assignee_updated_at' | 'due_at',
): Since {
  return (cx) => {
    const ticket: Ticket = cx.scene.ticket;
    return ticket[name];
  };
}

const SINCE: ReadonlyMap<string, Since> = new Map([
  ...STATUSES.map((status) => [status.toUpperCase(), sinceStatus(status)] as const),
  // The pages list "hours since created" where the API has NEW, and no "hours since new".
  ['NEW', (cx) => (cx.options.hoursSinceNew === 'created' ? cx.scene.ticket.created_at : sinceStatus('new')(cx))],
  ['assigned_at', sinceTime('assigned_at')],
  ['updated_at', sinceTime('updated_at')],
  ['requester_updated_at', sinceTime('requester_updated_at')],
  ['assignee_updated_at', sinceTime('assignee_updated_at')],
  ['due_at', sinceTime('due_at')],
  // The reference says due_date, accounts say due_at.
  ['due_date', sinceTime('due_at')],
]);

/** Since the latest breach, or the one to come as long as there was none. */
const SINCE_BREACH: Since = (cx) =>
  cx.sla === undefined ? undefined : (lastBreach(cx.sla, cx.now, cx.options.sla) ?? comingBreach(cx));

function comingBreach(cx: Context): number | undefined {
  return cx.sla === undefined ? undefined : nextBreach(cx.sla, cx.now, cx.options.sla);
}

const UNTIL: ReadonlyMap<string, Since> = new Map([
  ['until_due_date', (cx: Context) => cx.scene.ticket.due_at],
  ['until_sla_next_breach_at', comingBreach],
]);

export function isHoursField(field: string): boolean {
  return field === SLA_BREACH || SINCE.has(field) || UNTIL.has(field);
}

/**
 * Whole hours: 1.5 is read as 1. `is` rounds the elapsed time down; `less_than` and `greater_than` compare it exactly
 * and exclude the limit, except "hours until … less than", which includes it.
 */
export function hoursTest(field: string, operator: string, value: string): Test | undefined {
  const business = operator.endsWith('_business_hours');
  const kind = operator.replace(/_business_hours$/, '');
  const hours = Math.trunc(Number(value));
  if (Number.isNaN(hours) || !['is', 'less_than', 'greater_than'].includes(kind)) return undefined;
  const since = SINCE.get(field);
  const until = UNTIL.get(field);
  if (since !== undefined) return sinceTest(since, kind, hours, business);
  if (field === SLA_BREACH) return sinceBreachTest(kind, hours, business);
  return until === undefined ? undefined : untilTest(until, kind, hours, business);
}

function sinceTest(since: Since, kind: string, hours: number, business: boolean): Test {
  const elapsed = (cx: Context) => {
    const from = since(cx);
    return from === undefined || from > cx.now ? undefined : spent(cx, business, from, cx.now);
  };
  const limit = hours * HOUR;
  return {
    test: (cx) => {
      const time = elapsed(cx);
      if (time === undefined) return 0;
      if (kind === 'is') return truth(Math.floor(time / HOUR) === hours);
      return truth(kind === 'less_than' ? time < limit : time > limit);
    },
    actual: (cx) => inHours(elapsed(cx)),
    due: (cx) => {
      const from = since(cx);
      if (from === undefined) return Number.POSITIVE_INFINITY;
      if (kind === 'greater_than') return Math.max(cx.now, later(cx, business, from, limit));
      const time = elapsed(cx);
      // Still to begin: a due date in the future.
      if (time === undefined) return reached(cx, business, from, kind === 'is' ? limit : 0);
      const over = kind === 'is' ? limit + HOUR : limit;
      if (time >= over) return Number.POSITIVE_INFINITY;
      return kind === 'is' && time < limit ? reached(cx, business, from, limit) : cx.now;
    },
  };
}

/** The next breach begins the hours anew, so that it is a moment to look again. */
function sinceBreachTest(kind: string, hours: number, business: boolean): Test {
  const test = sinceTest(SINCE_BREACH, kind, hours, business);
  return {
    ...test,
    due: (cx) => Math.min(test.due?.(cx) ?? cx.now, Math.max(cx.now, comingBreach(cx) ?? Number.POSITIVE_INFINITY)),
  };
}

/** Nothing is "hours until" once the moment has passed. */
function untilTest(until: Since, kind: string, hours: number, business: boolean): Test {
  const left = (cx: Context) => {
    const to = until(cx);
    return to === undefined || to < cx.now ? undefined : spent(cx, business, cx.now, to);
  };
  const limit = hours * HOUR;
  return {
    test: (cx) => {
      const time = left(cx);
      if (time === undefined) return 0;
      if (kind === 'is') return truth(Math.floor(time / HOUR) === hours);
      return truth(kind === 'less_than' ? time <= limit : time > limit);
    },
    actual: (cx) => inHours(left(cx)),
    due: (cx) => {
      const to = until(cx);
      const time = left(cx);
      if (to === undefined || time === undefined) return Number.POSITIVE_INFINITY;
      // Of several targets the next one is farther away once this one has passed.
      if (kind === 'greater_than') return time > limit ? cx.now : to;
      // Open time goes by no faster than the clock, so this is not too late.
      const surplus = time - (kind === 'is' ? limit + HOUR : limit);
      return Math.max(cx.now, cx.now + surplus);
    },
  };
}

/** Business hours are those of the ticket's schedule; without a schedule no hour is one. */
function spent(cx: Context, business: boolean, from: number, to: number): number {
  return business ? (cx.calendar.timeline(cx.scene.ticket.schedule_id)?.openMs(from, to) ?? 0) : to - from;
}

function later(cx: Context, business: boolean, from: number, time: number): number {
  if (!business) return from + time;
  return cx.calendar.timeline(cx.scene.ticket.schedule_id)?.add(from, time) ?? Number.POSITIVE_INFINITY;
}

/** The first moment at which so much time has passed: the end of a day's hours, where `later` goes on to the next opening. */
function reached(cx: Context, business: boolean, from: number, time: number): number {
  return time <= 0 ? from : later(cx, business, from, time - 1) + 1;
}

function inHours(time: number | undefined): string {
  return time === undefined ? '' : `${shown(Math.floor((time / HOUR) * 100) / 100)} h`;
}
