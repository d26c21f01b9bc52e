/** One SLA clock: what it has counted, when it falls due, and how it starts, pauses and ends. */
import type { Timeline } from '../time/timeline.ts';
import type { Clock, ClockMoment, Metric, Target } from './model.ts';

type Counting = Pick<Timeline, 'openMs' | 'add'>;

const CALENDAR: Counting = { openMs: (from, to) => Math.max(0, to - from), add: (from, ms) => from + ms };

function countingOf(target: Target, schedule: Timeline | undefined): Counting {
  return target.business && schedule !== undefined ? schedule : CALENDAR;
}

/** A clock that starts to count. */
export function started(metric: Metric, instance: number, at: number): Clock {
  return {
    metric,
    instance,
    state: 'active',
    startedAt: at,
    closedAt: undefined,
    spans: [[at, undefined]],
    target: undefined,
    dueAt: undefined,
    warned: false,
    breachedAt: undefined,
    moments: [{ at, what: 'activate' }],
  };
}

/** The clock with one more moment in its story, and whatever else is different. */
export function withMoment(clock: Clock, at: number, what: ClockMoment, change: Partial<Clock>): Clock {
  return { ...clock, ...change, moments: [...clock.moments, { at, what }] };
}

/** The clock that counts, or does not, from a moment on. */
export function counting(clock: Clock, at: number, counts: boolean): Clock {
  if (clock.state === (counts ? 'active' : 'paused')) return clock;
  const spans = counts ? [...clock.spans, [at, undefined] as const] : stopped(clock, at);
  const change = { state: counts ? 'active' : 'paused', closedAt: undefined, spans } as const;
  return withMoment(clock, at, counts ? 'resume' : 'pause', change);
}

/** The clock, ended. */
export function ended(clock: Clock, at: number): Clock {
  return withMoment(clock, at, 'fulfill', { state: 'closed', closedAt: at, spans: stopped(clock, at) });
}

/** Its stretches with the last one closed; an empty one is left out. */
function stopped({ spans }: Clock, at: number): Clock['spans'] {
  const last = spans.at(-1);
  if (last === undefined || last[1] !== undefined) return spans;
  const before = spans.slice(0, -1);
  return at > last[0] ? [...before, [last[0], at]] : before;
}

/**
 * The milliseconds that a clock has counted at a moment. The schedule that the ticket has last counts for all of it, also for what was
 * before: fivetran/dbt_zendesk, DECISIONLOG.md.
 */
export function elapsed(clock: Clock, target: Target, schedule: Timeline | undefined, at: number): number {
  const { openMs } = countingOf(target, schedule);
  let sum = 0;
  for (const [from, to] of clock.spans) sum += openMs(from, Math.min(to ?? at, at));
  return sum;
}

/** When a clock reaches its target: in the past, in a stretch that has ended, or from now on while it counts; else undefined. */
export function dueMoment(clock: Clock, target: Target, schedule: Timeline | undefined): number | undefined {
  const { openMs, add } = countingOf(target, schedule);
  let left = target.ms;
  for (const [from, to] of clock.spans) {
    if (to === undefined) return add(from, left);
    const counted = openMs(from, to);
    if (counted > left) return add(from, left);
    left -= counted;
  }
  return undefined;
}
