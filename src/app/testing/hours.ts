/** Moments that stand for hours: in working hours, at night, on a day off, on a holiday of the account's first schedule. */
import { isRecord } from '../../core/attributes/scalars.ts';
import type { Native } from '../../simulate/model.ts';
import { openSeconds, type Schedule, scheduleOf } from '../../simulate/time/index.ts';
import { DAY_MS, momentOf, offsetOf } from '../../simulate/time/zone.ts';

export interface Hour {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Two weeks of any year would do, so long as they are the same ones every time. */
const MONDAY = Date.UTC(2027, 2, 1);
const HOUR_MS = DAY_MS / 24;
const [NIGHT, NOON] = [2, 12];
const DAYS = 14;

/** What there is of them, the same on every machine and on every day. Without a schedule all hours are alike. */
export function hoursOf(schedules: readonly Native[], zone: string): readonly Hour[] {
  const [first] = schedules;
  if (first === undefined) return [{ name: 'any hour', at: local(MONDAY, NOON, zone) }];
  const schedule = scheduleOf(first);
  const days = Array.from({ length: DAYS }, (_, day) => MONDAY + day * DAY_MS);
  const at = (day: number, hour: number) => local(day, hour, schedule.timezone);
  const open = (moment: number) => isOpen(schedule, moment);
  const workday = days.find((day) => open(at(day, NOON)));
  const dayOff = days.find((day) => !open(at(day, NOON)) && !open(at(day, NIGHT)));
  const holiday = holidaysOf(first).find((day) => !open(at(day, NOON)) && day !== dayOff);
  const hours: readonly (Hour | undefined)[] = [
    workday === undefined ? undefined : { name: 'working hours', at: at(workday, NOON) },
    workday === undefined || open(at(workday, NIGHT)) ? undefined : { name: 'night', at: at(workday, NIGHT) },
    dayOff === undefined ? undefined : { name: 'day off', at: at(dayOff, NOON) },
    holiday === undefined ? undefined : { name: 'holiday', at: at(holiday, NOON) },
  ];
  return hours.filter((hour) => hour !== undefined);
}

/** The moment at which clocks of the zone show the hour; `day` is midnight in UTC. */
function local(day: number, hour: number, zone: string): number {
  return momentOf(day + hour * HOUR_MS, offsetOf(zone));
}

function isOpen(schedule: Schedule, moment: number): boolean {
  const from = new Date(moment);
  return openSeconds(schedule, from, new Date(moment + 60_000)) > 0;
}

function holidaysOf({ holidays }: Native): readonly number[] {
  return (Array.isArray(holidays) ? holidays.filter(isRecord) : []).map(({ start_date }) =>
    Date.parse(String(start_date)),
  );
}
