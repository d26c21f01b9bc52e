/** What a schedule is, checked and brought into numbers: days since 1970-01-01, seconds since local midnight. */
import { nearest } from '../../core/attributes/problems.ts';
import { type Diagnostic, SupportctlError } from '../../core/diagnostic.ts';
import { ianaZone } from './rails-zones.ts';
import { DAY_MS, isZone, zoneNames } from './zone.ts';

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Opening and closing times of one day, `{'09:00': '12:00', '13:00': '17:00'}`; `24:00` closes a day at its end. */
export type Spans = Readonly<Record<string, string>>;

/** Business hours. Times are wall clock in `timezone` (an IANA name), dates are `YYYY-MM-DD` there, none crosses midnight. */
export interface Schedule {
  readonly timezone: string;
  readonly hours: Readonly<Partial<Record<Weekday, Spans>>>;
  /** Whole days, or ranges with first and last day. A holiday goes before everything else. */
  readonly holidays?: readonly (string | { readonly from: string; readonly to: string })[];
  /** By date: closed times within the hours. */
  readonly breaks?: Readonly<Record<string, Spans>>;
  /** By date: hours that stand in for those of the weekday. */
  readonly shifts?: Readonly<Record<string, Spans>>;
}

/** Seconds since local midnight, the end excluded. */
export type Span = readonly [start: number, end: number];

/** A schedule that has been checked. */
export interface ScheduleNumbers {
  readonly zone: string;
  /** By day of the week from Sunday, spans in order and without overlap. */
  readonly week: readonly (readonly Span[])[];
  readonly holidays: readonly (readonly [first: number, last: number])[];
  readonly breaks: ReadonlyMap<number, readonly Span[]>;
  readonly shifts: ReadonlyMap<number, readonly Span[]>;
}

/** Days since 1970-01-01 of a `YYYY-MM-DD` that exists, else undefined. */
export function dayOf(date: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return undefined;
  const moment = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(date)) return undefined;
  return moment / DAY_MS;
}

/** Brings a schedule into numbers. Throws a `SupportctlError` that names everything wrong with it. */
export function readSchedule(schedule: Schedule): ScheduleNumbers {
  const problems: Diagnostic[] = [];
  const report = (summary: string, hint?: string): void => {
    problems.push({ code: 'SCHEDULE_INVALID', severity: 'error', summary, ...(hint === undefined ? {} : { hint }) });
  };
  if (!isRecord(schedule)) {
    report('A schedule must be {timezone, hours, holidays, breaks, shifts}');
    throw new SupportctlError(problems);
  }
  const numbers = {
    zone: zoneIn(schedule.timezone, report),
    week: weekIn(schedule.hours, report),
    holidays: holidaysIn(schedule.holidays ?? [], report),
    breaks: datedIn('breaks', schedule.breaks ?? {}, report),
    shifts: datedIn('shifts', schedule.shifts ?? {}, report),
  };
  const known = ['timezone', 'hours', 'holidays', 'breaks', 'shifts'];
  for (const key of Object.keys(schedule))
    if (!known.includes(key)) report(`A schedule has no "${key}"`, meant(key, known));
  if (problems.length > 0) throw new SupportctlError(problems);
  return numbers;
}

type Report = (summary: string, hint?: string) => void;

function zoneIn(zone: unknown, report: Report): string {
  const name = String(zone);
  if (typeof zone === 'string' && isZone(name)) return name;
  const own = ianaZone(name);
  const hint = own === name ? meant(name, zoneNames()) : `Write ${own}`;
  report(`"${name}" is no IANA time zone`, hint ?? 'Write a name such as Europe/Berlin');
  return 'Etc/UTC';
}

function weekIn(hours: unknown, report: Report): readonly (readonly Span[])[] {
  if (!isRecord(hours)) report('`hours` must be spans by weekday, such as {mon: {"09:00": "17:00"}}');
  const names: readonly string[] = WEEKDAYS;
  const week: (readonly Span[])[] = names.map(() => []);
  for (const [name, spans] of isRecord(hours) ? Object.entries(hours) : []) {
    const index = names.indexOf(name);
    if (index < 0)
      report(`hours: "${name}" is no weekday; there are ${WEEKDAYS.join(', ')}`, meant(name.slice(0, 3), WEEKDAYS));
    else week[index] = spansIn(`hours.${name}`, spans, report);
  }
  return week;
}

function holidaysIn(list: unknown, report: Report): readonly (readonly [number, number])[] {
  if (!Array.isArray(list)) report('`holidays` must be a list of dates or of {from, to}');
  const found: (readonly [number, number])[] = [];
  for (const item of Array.isArray(list) ? list : []) {
    const [from, to] = isRecord(item) ? [item.from, item.to] : [item, item];
    const first = dateIn('holidays', from, report);
    const last = from === to ? first : dateIn('holidays', to, report);
    if (first === undefined || last === undefined) continue;
    if (last < first) report(`holidays: ${String(to)} is before ${String(from)}`, 'Write the earlier date as `from`');
    else found.push([first, last]);
  }
  return found;
}

function datedIn(what: string, dated: unknown, report: Report): ReadonlyMap<number, readonly Span[]> {
  if (!isRecord(dated)) report(`\`${what}\` must be spans by date, such as {"2026-12-24": {"09:00": "12:00"}}`);
  const found = new Map<number, readonly Span[]>();
  for (const [date, spans] of isRecord(dated) ? Object.entries(dated) : []) {
    const day = dateIn(what, date, report);
    const own = spansIn(`${what}.${date}`, spans, report);
    if (day !== undefined) found.set(day, own);
  }
  return found;
}

function dateIn(what: string, date: unknown, report: Report): number | undefined {
  const day = typeof date === 'string' ? dayOf(date) : undefined;
  if (day === undefined) report(`${what}: "${String(date)}" is no date`, 'Write YYYY-MM-DD');
  return day;
}

/** In order; spans that overlap become one, those that touch stay two. */
function spansIn(what: string, spans: unknown, report: Report): readonly Span[] {
  if (!isRecord(spans)) report(`${what} must be spans such as {"09:00": "17:00"}`);
  const found: Span[] = [];
  for (const [from, to] of isRecord(spans) ? Object.entries(spans) : []) {
    const [start, end] = [secondsOf(from), secondsOf(to)];
    if (start === undefined || end === undefined)
      report(
        `${what}: "${start === undefined ? from : String(to)}" is no time of day`,
        'Write HH:MM, from 00:00 to 24:00',
      );
    else if (end <= start)
      report(
        `${what}: ${from} to ${String(to)} ends before it begins`,
        end === start
          ? 'Write 00:00 to 24:00 for a whole day'
          : `Split it at midnight: ${from} to 24:00, and 00:00 to ${String(to)} on the next day`,
      );
    else found.push([start, end]);
  }
  found.sort(([left], [right]) => left - right);
  const joined: Span[] = [];
  for (const [start, end] of found) {
    const last = joined.at(-1);
    if (last !== undefined && start < last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], end)];
    else joined.push([start, end]);
  }
  return joined;
}

function secondsOf(time: unknown): number | undefined {
  const match = typeof time === 'string' ? /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(time) : null;
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const total = hours * 3600 + minutes * 60 + seconds;
  return minutes < 60 && seconds < 60 && total <= 86_400 ? total : undefined;
}

function meant(word: string, names: Iterable<string>): string | undefined {
  const name = nearest(word, names);
  return name === undefined ? undefined : `Did you mean ${name}?`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
