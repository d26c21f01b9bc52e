/** The account's schedules and its own zone, by id, over the time functions. */
import { SupportctlError } from '../core/diagnostic.ts';
import type { Account, Native } from './model.ts';
import { native, natives, text, textOr } from './native.ts';
import { readSchedule, type Schedule, WEEKDAYS } from './time/schedule.ts';
import { type Timeline, timelineOf } from './time/timeline.ts';
import { DAY_MS, momentOf, type Offset, offsetOf } from './time/zone.ts';
import { ianaZone } from './zone-names.ts';

export interface Calendar {
  /** The schedule that a ticket has when no rule set one: the first of the list (hc/4408842938522). Empty without schedules. */
  readonly defaultSchedule: string;
  /** The account's zone, as an IANA name. */
  readonly zone: string;
  /** What could not be understood. */
  readonly problems: readonly string[];
  /** The open times of a schedule; undefined if there is none such. */
  timeline(schedule: string): Timeline | undefined;
  /** `YYYY-MM-DD` in the account's zone. */
  localDate(at: number): string;
  /** 12:00 of a date in the account's zone: when due dates fall due (hc/4408885654298). */
  noon(date: string): number;
}

export function createCalendar(account: Account): Calendar {
  const problems: string[] = [];
  const settings = native(account.settings);
  const zone = zoneOf(textOr(native(settings.localization).time_zone, text(settings.time_zone)), problems);
  const offset = offsetOf(zone);
  const timelines = new Map<string, Timeline>();
  for (const schedule of natives(account.schedules)) {
    const timeline = readTimeline(schedule, problems);
    if (timeline !== undefined) timelines.set(text(schedule.id), timeline);
  }
  return {
    defaultSchedule: [...timelines.keys()][0] ?? '',
    zone,
    problems,
    timeline: (schedule) => timelines.get(schedule),
    localDate: (at) => isoDate(at, offset),
    noon: (date) => momentOf(Date.parse(`${date}T12:00:00Z`), offset),
  };
}

function isoDate(at: number, offset: Offset): string {
  return new Date(at + offset(at)).toISOString().slice(0, 10);
}

function zoneOf(name: string, problems: string[]): string {
  const zone = ianaZone(name || 'Etc/UTC');
  if (zone === undefined) problems.push(`there is no time zone ${name}: UTC stands in for it`);
  return zone ?? 'Etc/UTC';
}

function readTimeline(schedule: Native, problems: string[]): Timeline | undefined {
  try {
    return timelineOf(readSchedule(fromNative(schedule, problems)));
  } catch (error) {
    if (!(error instanceof SupportctlError)) throw error;
    problems.push(`schedule ${textOr(schedule.name, text(schedule.id))}: ${error.message}`);
    return undefined;
  }
}

/** Intervals are minutes from Sunday 00:00, local; one over midnight is cut there. */
function fromNative(schedule: Native, problems: string[]): Schedule {
  const hours: Record<string, Record<string, string>> = {};
  for (const interval of natives(schedule.intervals)) {
    const [start, end] = [Number(interval.start_time), Number(interval.end_time)];
    for (let from = start; from < end; ) {
      const day = Math.floor(from / MINUTES_A_DAY);
      const to = Math.min(end, (day + 1) * MINUTES_A_DAY);
      const weekday = WEEKDAYS[day % WEEKDAYS.length] ?? 'sun';
      hours[weekday] = { ...hours[weekday], [clock(from - day * MINUTES_A_DAY)]: clock(to - day * MINUTES_A_DAY) };
      from = to;
    }
  }
  const holidays = natives(schedule.holidays).map((holiday) => ({
    from: text(holiday.start_date),
    to: textOr(holiday.end_date, text(holiday.start_date)),
  }));
  return { timezone: zoneOf(text(schedule.time_zone), problems), hours, holidays };
}

const MINUTES_A_DAY = DAY_MS / 60_000;

function clock(minutes: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}
