/** The schedule's open time against the results of the platform's own library, case by case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addOpenTime, compiled, openSeconds } from '../../../src/simulate/time/open-time.ts';
import { dayOf, type Schedule } from '../../../src/simulate/time/schedule.ts';
import { DAY_MS } from '../../../src/simulate/time/zone.ts';
import { CONTRACTS, describeContract } from '../../contract/contracts.ts';

interface Case {
  readonly id: string;
  readonly tz: string;
  readonly hours: Schedule['hours'];
  readonly holidays: readonly string[];
  readonly breaks: Schedule['breaks'];
  readonly shifts: Schedule['shifts'];
  readonly op: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly expected: unknown;
}

/** Cases that cannot apply, with the reason. None so far. */
const INAPPLICABLE: Readonly<Record<string, string>> = {};

describeContract("every case of the platform's business hours library", () => {
  const cases = casesOf();

  test('all operations are known, and only cases that exist are excused', () => {
    expect(cases.length).toBeGreaterThan(90);
    expect(cases.filter(({ op }) => !(op in OPERATIONS)).map(({ id, op }) => `${id} ${op}`)).toEqual([]);
    expect(Object.keys(INAPPLICABLE).filter((id) => !cases.some((one) => one.id === id))).toEqual([]);
  });

  test.each(cases.filter(({ id }) => !(id in INAPPLICABLE)))('$id $op', (one) => {
    expect(OPERATIONS[one.op]?.(scheduleOf(one), one.args)).toEqual(one.expected);
  });
});

type Operation = (schedule: Schedule, args: Case['args']) => unknown;

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600 };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  in_hours: (schedule, { time }) => compiled(schedule).isOpen(at(time)),
  on_break: (schedule, { time }) => compiled(schedule).isBreak(at(time)),
  on_holiday: (schedule, { time }) => compiled(schedule).isHoliday(at(time)),
  within_seconds: (schedule, { from, to }) => openSeconds(schedule, String(from), String(to)),
  add(schedule, { time, amount, unit }) {
    if (unit === 'days') return iso(inDays(schedule, at(time), Number(amount), 'add'));
    return iso(addOpenTime(schedule, String(time), Number(amount) * (SECONDS[String(unit)] ?? Number.NaN)).getTime());
  },
  subtract(schedule, { time, amount, unit }) {
    if (unit === 'days') return iso(inDays(schedule, at(time), Number(amount), 'subtract'));
    return iso(compiled(schedule).subtract(at(time), Number(amount) * (SECONDS[String(unit)] ?? Number.NaN) * 1000));
  },
  periods_after: (schedule, { time, take }) => periods(compiled(schedule).periodsAfter(at(time), Number(take))),
  periods_before: (schedule, { time, take }) => periods(compiled(schedule).periodsBefore(at(time), Number(take))),
  periods_between: (schedule, { from, to }) => periods(compiled(schedule).periodsBetween(at(from), at(to))),
  periods_on: (schedule, { date }) => periods(compiled(schedule).periodsOn(day(date))),
  local_to_utc: (schedule, { date, clock }) =>
    iso(compiled(schedule).momentOn(day(date), Date.parse(`1970-01-01T${clock}Z`))),
  business_dates_after: (schedule, { date, take }) =>
    Array.from({ length: Number(take) }, (_, index) =>
      iso((compiled(schedule).businessDay(day(date), index + 1) ?? Number.NaN) * DAY_MS).slice(0, 10),
    ),
};

/** Business days keep the time of the clock: the library counts dates, then takes the first open moment from there. */
function inDays(schedule: Schedule, time: number, count: number, way: 'add' | 'subtract'): number | undefined {
  const timeline = compiled(schedule);
  const date = timeline.businessDay(timeline.localDay(time), way === 'add' ? count : -count);
  const moved = date === undefined || count === 0 ? time : timeline.momentOn(date, timeline.clockOf(time));
  return timeline[way](moved, 0);
}

function casesOf(): readonly Case[] {
  if (CONTRACTS === undefined) return [];
  return JSON.parse(readFileSync(join(CONTRACTS, 'oracles', 'business-hours.json'), 'utf8')).cases;
}

function scheduleOf({ tz, hours, holidays, breaks, shifts }: Case): Schedule {
  return { timezone: tz, hours, holidays, ...(breaks && { breaks }), ...(shifts && { shifts }) };
}

function at(time: string | number | undefined): number {
  return Date.parse(String(time));
}

function day(date: string | number | undefined): number {
  return dayOf(String(date)) ?? Number.NaN;
}

function iso(moment: number | undefined): string {
  return moment === undefined ? 'never' : new Date(moment).toISOString().replace('.000Z', 'Z');
}

function periods(list: readonly (readonly [number, number])[]): unknown {
  return list.map(([start, end]) => [iso(start), iso(end)]);
}
