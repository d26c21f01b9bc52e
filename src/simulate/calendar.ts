/** The account's schedules and its own zone, by id, over the time functions. */
import { SupportctlError } from '../core/diagnostic.ts';
import type { Account, Native } from './model.ts';
import { native, natives, text, textOr } from './native.ts';
import { compiled, ianaZone, scheduleOf, type Timeline } from './time/index.ts';
import { isZone, momentOf, type Offset, offsetOf } from './time/zone.ts';

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
  if (isZone(zone)) return zone;
  problems.push(`there is no time zone ${name}: UTC stands in for it`);
  return 'Etc/UTC';
}

/** The open times of a schedule, or nothing, and why. */
function readTimeline(schedule: Native, problems: string[]): Timeline | undefined {
  try {
    return compiled(scheduleOf(schedule));
  } catch (error) {
    if (!(error instanceof SupportctlError)) throw error;
    problems.push(`schedule ${textOr(schedule.name, text(schedule.id))}: ${error.message}`);
    return undefined;
  }
}
