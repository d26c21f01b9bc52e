/** The open periods of local days as moments: hours or shifts, less breaks and holidays. */
import type { ScheduleNumbers, Span } from './schedule.ts';
import { DAY_MS, momentOf, type Offset } from './zone.ts';

/** An open stretch in epoch milliseconds, the end excluded. */
export type Period = readonly [start: number, end: number];

/** The days of the week begin with Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Whether a local day is a holiday of the schedule. */
export function isHolidayOn(schedule: ScheduleNumbers, day: number): boolean {
  return schedule.holidays.some(([first, last]) => first <= day && day <= last);
}

/**
 * The open periods of the local days `first` to `end` (excluded), in order. A shift stands in for the hours of its date, a break
 * cuts, a holiday goes before both: zendesk/biz 1.8.2. Adjacent periods stay apart, as they do there.
 */
export function layOut(schedule: ScheduleNumbers, offset: Offset, first: number, end: number): readonly Period[] {
  const periods: Period[] = [];
  for (let day = first; day < end; day += 1) {
    const spans = schedule.shifts.get(day) ?? schedule.week[weekdayOf(day)] ?? [];
    if (spans.length === 0 || isHolidayOn(schedule, day)) continue;
    const place = (seconds: number): number => momentOf(day * DAY_MS + seconds * 1000, offset);
    for (const span of spans) {
      // A skipped hour can move one end into the next span: no time counts twice.
      const from = Math.max(place(span[0]), periods.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY);
      periods.push(...without([from, place(span[1])], schedule.breaks.get(day) ?? [], place));
    }
  }
  return periods;
}

/** The parts of a period outside of the breaks; none if it is empty. */
function without(period: Period, breaks: readonly Span[], place: (seconds: number) => number): readonly Period[] {
  let from = period[0];
  const parts: Period[] = [];
  for (const span of breaks) {
    const [start, end] = [place(span[0]), place(span[1])];
    if (Math.min(start, period[1]) > from) parts.push([from, Math.min(start, period[1])]);
    from = Math.max(from, end);
  }
  if (from < period[1]) parts.push([from, period[1]]);
  return parts;
}
