/** Open time for scripts: plain schedules and ISO times in, seconds and dates out, everything checked. */
import { fail } from '../../core/diagnostic.ts';
import { dayOf, readSchedule, type Schedule } from './schedule.ts';
import { EARLIEST, LATEST, type Timeline, timelineOf } from './timeline.ts';

/** A moment: a `Date`, or ISO 8601 with its offset from UTC, such as 2026-11-26T09:00:00Z or 2026-11-26T10:00+01:00. */
export type Moment = string | Date;

/**
 * How many seconds of a schedule's open time lie between two moments; 0 if `to` is not after `from`. Throws a
 * `SupportctlError` that names what is wrong with a schedule or a time.
 */
export function openSeconds(schedule: Schedule, from: Moment, to: Moment): number {
  return compiled(schedule).openMs(readMoment('from', from), readMoment('to', to)) / 1000;
}

/**
 * The moment at which `seconds` of open time have passed since `from`. Where that is the end of a period it is the start of
 * the next one. Throws a `SupportctlError` that names what is wrong, also if the schedule never opens for long enough.
 */
export function addOpenTime(schedule: Schedule, from: Moment, seconds: number): Date {
  if (!Number.isFinite(seconds) || seconds < 0)
    fail('TIME_INVALID', `seconds: ${String(seconds)} is no amount of time`, { hint: 'Write a number from 0' });
  const moment = compiled(schedule).add(readMoment('from', from), Math.round(seconds * 1000));
  if (moment === undefined)
    fail('SCHEDULE_NEVER_OPEN', `The schedule does not open for ${seconds} seconds after ${shown(from)}`, {
      hint: 'Give it hours on at least one weekday',
    });
  return new Date(moment);
}

const timelines = new WeakMap<Schedule, { readonly text: string; readonly timeline: Timeline }>();

/** The timeline of a schedule, made once for as long as the schedule stays as it is. */
export function compiled(schedule: Schedule): Timeline {
  const text = JSON.stringify(schedule);
  const known = typeof schedule === 'object' && schedule !== null ? timelines.get(schedule) : undefined;
  if (known !== undefined && known.text === text) return known.timeline;
  const timeline = timelineOf(readSchedule(schedule));
  timelines.set(schedule, { text, timeline });
  return timeline;
}

const ISO = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

function readMoment(name: string, moment: Moment): number {
  const at = moment instanceof Date ? moment.getTime() : isoMoment(moment);
  if (Number.isNaN(at))
    fail('TIME_INVALID', `${name}: ${shown(moment)} is no moment`, {
      hint: 'Write a Date, or ISO 8601 with its offset from UTC: 2026-11-26T09:00:00Z, 2026-11-26T10:00:00+01:00',
    });
  if (at < EARLIEST || at > LATEST)
    fail('TIME_INVALID', `${name}: ${shown(moment)} is not between 1900 and 2200`, { hint: 'Check the year' });
  return at;
}

/** Without an offset a time would mean another moment on each machine, so that it is none here. */
function isoMoment(text: unknown): number {
  const match = typeof text === 'string' ? ISO.exec(text) : null;
  return match === null || dayOf(match[1] ?? '') === undefined ? Number.NaN : Date.parse(match[0].replace(',', '.'));
}

function shown(moment: unknown): string {
  if (!(moment instanceof Date)) return `"${String(moment)}"`;
  return Number.isNaN(moment.getTime()) ? 'an invalid Date' : moment.toISOString();
}
