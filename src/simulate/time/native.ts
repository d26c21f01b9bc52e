/** The platform's own schedules: minutes from Sunday 00:00 and Rails zones become hours by weekday and an IANA zone. */
import { ianaZone } from './rails-zones.ts';
import { type Schedule, WEEKDAYS } from './schedule.ts';

const DAY_MINUTES = 1440;

/**
 * A schedule of `GET /api/v2/business_hours/schedules`, with its `holidays` where they were read. An interval past midnight is one for each
 * day; the zone may be an IANA name. What is wrong with it is said by whoever compiles the result.
 */
export function scheduleOf(native: Readonly<Record<string, unknown>>): Schedule {
  const hours = new Map<string, Record<string, string>>();
  for (const { start_time: start, end_time: end } of recordsIn(native.intervals)) {
    for (const [day, from, to] of daysOf(Number(start), Number(end))) {
      const spans = hours.get(day) ?? {};
      // Two intervals from one minute on are as good as the longer.
      const known = spans[from];
      hours.set(day, { ...spans, [from]: known !== undefined && known > to ? known : to });
    }
  }
  return {
    timezone: ianaZone(String(native.time_zone)),
    hours: Object.fromEntries(hours),
    holidays: recordsIn(native.holidays).map(({ start_date: from, end_date: to }) => ({
      from: String(from),
      to: String(to ?? from),
    })),
  };
}

/** An interval by weekday, as times of day. */
function daysOf(start: number, end: number): readonly (readonly [day: string, from: string, to: string])[] {
  const parts: (readonly [string, string, string])[] = [];
  for (let from = start; from < end; from = (Math.floor(from / DAY_MINUTES) + 1) * DAY_MINUTES) {
    const midnight = Math.floor(from / DAY_MINUTES) * DAY_MINUTES;
    const day = WEEKDAYS[(midnight / DAY_MINUTES) % 7];
    if (day !== undefined) parts.push([day, clock(from - midnight), clock(Math.min(end - midnight, DAY_MINUTES))]);
  }
  return parts;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function recordsIn(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : [];
}
