/** A schedule laid out on the time line, where open time is found by halving: sums over years cost what sums over hours do. */
import { isHolidayOn, layOut, type Period, weekdayOf } from './layout.ts';
import type { ScheduleNumbers } from './schedule.ts';
import { DAY_MS, momentOf, offsetOf } from './zone.ts';

export type { Period } from './layout.ts';

/** The open times of a schedule. Moments are epoch milliseconds; days count from 1970-01-01 and are the schedule's own. */
export interface Timeline {
  /** Open milliseconds from one moment to another; 0 if the second is not later. */
  openMs(from: number, to: number): number;
  /**
   * The moment after `ms` open milliseconds; undefined if there are never so many. Where it is the end of a period it is the start
   * of the next: zendesk/biz 1.8.2.
   */
  add(from: number, ms: number): number | undefined;
  /** The moment `ms` open milliseconds earlier, which may be the start of a period: zendesk/biz 1.8.2. */
  subtract(from: number, ms: number): number | undefined;
  isOpen(at: number): boolean;
  isBreak(at: number): boolean;
  /** True on all hours of a holiday: hc/4408842938522. */
  isHoliday(at: number): boolean;
  /** The first `count` periods after a moment, cut there; fewer if there are no more. */
  periodsAfter(at: number, count: number): readonly Period[];
  /** The last `count` periods before a moment, cut there, latest first; fewer if there are no more. */
  periodsBefore(at: number, count: number): readonly Period[];
  periodsBetween(from: number, to: number): readonly Period[];
  periodsOn(day: number): readonly Period[];
  /** The `count`th day after (or before, if negative) that has hours in the week and is no holiday. */
  businessDay(day: number, count: number): number | undefined;
  localDay(at: number): number;
  /** Milliseconds since midnight, as clocks show them. */
  clockOf(at: number): number;
  /** The moment of a wall clock on a day, `ms` after midnight as clocks show it. */
  momentOn(day: number, ms: number): number;
}

/** Outside of these zones are guesses, and moments are refused. */
export const EARLIEST = Date.UTC(1900, 0, 1);
export const LATEST = Date.UTC(2200, 0, 1);
/** Days laid out at most: room for what begins inside and ends outside. */
const EARLIEST_DAY = EARLIEST / DAY_MS - 400;
const LATEST_DAY = LATEST / DAY_MS + 400;

/** Lays a schedule out. Stretches of days are worked out when a question first reaches them, and kept. */
export function timelineOf(schedule: ScheduleNumbers): Timeline {
  const offset = offsetOf(schedule.zone);
  let firstDay = 0;
  let endDay = 0;
  let starts: readonly number[] = [];
  let ends: readonly number[] = [];
  /** The open time from the first period laid out to the start of each. */
  let before: readonly number[] = [];

  /** Lays out the days around a moment, always at least as many more as there were, so that growing stays cheap. */
  function cover(at: number): void {
    const day = Math.floor(at / DAY_MS);
    // A local day may begin a day before or after the UTC day of that number.
    const [from, to] = [day - 2, day + 3];
    if (endDay > firstDay && from >= firstDay && to <= endDay) return;
    const more = endDay - firstDay;
    if (more === 0) [firstDay, endDay] = [from - 28, to + 56];
    if (from < firstDay) firstDay = Math.max(EARLIEST_DAY, Math.min(from, firstDay - more));
    if (to > endDay) endDay = Math.min(LATEST_DAY, Math.max(to, endDay + more));
    const periods = layOut(schedule, offset, firstDay, endDay);
    starts = periods.map(([start]) => start);
    ends = periods.map(([, end]) => end);
    let sum = 0;
    before = periods.map(([start, end]) => {
      sum += end - start;
      return sum - (end - start);
    });
  }

  /** Whether days were left to lay out on that side. */
  function reach(later: boolean): boolean {
    if (later ? endDay >= LATEST_DAY : firstDay <= EARLIEST_DAY) return false;
    cover((later ? endDay : firstDay) * DAY_MS);
    return true;
  }

  /** The open time before a moment, counted from the first period laid out. */
  function openBefore(at: number): number {
    const index = lastAtMost(starts, at);
    if (index < 0) return 0;
    return (before[index] ?? 0) + Math.min(at, ends[index] ?? 0) - (starts[index] ?? 0);
  }

  function openMs(from: number, to: number): number {
    if (to <= from) return 0;
    cover(from);
    cover(to);
    return openBefore(to) - openBefore(from);
  }

  function add(from: number, ms: number): number | undefined {
    cover(from);
    do {
      const wanted = openBefore(from) + ms;
      const index = lastAtMost(before, wanted);
      const moment = (starts[index] ?? 0) + wanted - (before[index] ?? 0);
      if (index >= 0 && moment < (ends[index] ?? 0)) return moment;
    } while (reach(true));
    return undefined;
  }

  function subtract(from: number, ms: number): number | undefined {
    cover(from);
    do {
      const wanted = openBefore(from) - ms;
      // Nothing subtracted leads to the last open moment, which at an opening is the closing before it.
      const index = lastAtMost(before, ms > 0 ? wanted : wanted - 1);
      if (index >= 0) return (starts[index] ?? 0) + wanted - (before[index] ?? 0);
    } while (reach(false));
    return undefined;
  }

  function isOpen(at: number): boolean {
    cover(at);
    const index = lastAtMost(starts, at);
    return index >= 0 && at < (ends[index] ?? 0);
  }

  function localDay(at: number): number {
    return Math.floor((at + offset(at)) / DAY_MS);
  }

  function clockOf(at: number): number {
    return at + offset(at) - localDay(at) * DAY_MS;
  }

  function momentOn(day: number, ms: number): number {
    return momentOf(day * DAY_MS + ms, offset);
  }

  function isBreak(at: number): boolean {
    const day = localDay(at);
    return (schedule.breaks.get(day) ?? []).some(
      ([start, end]) => momentOn(day, start * 1000) <= at && at < momentOn(day, end * 1000),
    );
  }

  function periodsAfter(at: number, count: number): readonly Period[] {
    cover(at);
    let index = lastAtMost(ends, at) + 1;
    while (starts.length - index < count && reach(true)) index = lastAtMost(ends, at) + 1;
    return range(index, Math.min(index + count, starts.length)).map(([start, end]) => [Math.max(start, at), end]);
  }

  function periodsBefore(at: number, count: number): readonly Period[] {
    cover(at);
    let index = lastAtMost(starts, at - 1);
    while (index + 1 < count && reach(false)) index = lastAtMost(starts, at - 1);
    return range(Math.max(0, index + 1 - count), index + 1)
      .map(([start, end]): Period => [start, Math.min(end, at)])
      .reverse();
  }

  function periodsBetween(from: number, to: number): readonly Period[] {
    if (to <= from) return [];
    cover(from);
    cover(to);
    return range(lastAtMost(ends, from) + 1, lastAtMost(starts, to - 1) + 1).map(([start, end]) => [
      Math.max(start, from),
      Math.min(end, to),
    ]);
  }

  function range(from: number, to: number): readonly Period[] {
    return starts.slice(from, to).map((start, index) => [start, ends[from + index] ?? start]);
  }

  function businessDay(day: number, count: number): number | undefined {
    let left = Math.abs(count);
    let found = day;
    while (left > 0) {
      found += Math.sign(count);
      if (found < EARLIEST_DAY || found > LATEST_DAY) return undefined;
      if ((schedule.week[weekdayOf(found)] ?? []).length > 0 && !isHolidayOn(schedule, found)) left -= 1;
    }
    return found;
  }

  return {
    openMs,
    add,
    subtract,
    isOpen,
    isBreak,
    isHoliday: (at) => isHolidayOn(schedule, localDay(at)),
    periodsAfter,
    periodsBefore,
    periodsBetween,
    periodsOn: (day) => periodsBetween(momentOn(day, 0), momentOn(day + 1, 0)),
    businessDay,
    localDay,
    clockOf,
    momentOn,
  };
}

/** The last index whose value is at most `limit` in a rising list; -1 if there is none. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
