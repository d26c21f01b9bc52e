/** Open time: what is refused, what the platform's schedules become, and what must hold for all schedules. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { addOpenTime, openSeconds, type Schedule } from '../../../src/index.ts';
import { ZONES } from '../../../src/providers/zendesk/zone-names.ts';
import { compiled, ianaZone, scheduleOf } from '../../../src/simulate/time/index.ts';
import { dayOf } from '../../../src/simulate/time/schedule.ts';
import { DAY_MS, offsetOf } from '../../../src/simulate/time/zone.ts';

const OFFICE = { '09:00': '17:00' };
const BERLIN: Schedule = {
  timezone: 'Europe/Berlin',
  hours: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
};
const ALWAYS = { '00:00': '24:00' };

describe('what is wrong is named', () => {
  const from = '2026-11-26T09:00:00Z';

  test.each<[string, () => unknown, RegExp]>([
    [
      'a zone that is not one',
      () => openSeconds({ ...BERLIN, timezone: 'Europe/Berln' }, from, from),
      /"Europe\/Berln".*Europe\/Berlin/,
    ],
    [
      'the platform’s own name of a zone',
      () => openSeconds({ ...BERLIN, timezone: 'Kyiv' }, from, from),
      /"Kyiv".*Europe\/K/,
    ],
    [
      'an unknown day',
      () => openSeconds({ ...BERLIN, hours: set('monday', OFFICE) }, from, from),
      /"monday" is no weekday; there are sun, mon.*Did you mean mon/,
    ],
    [
      'hours that end before they begin',
      () => openSeconds({ ...BERLIN, hours: { mon: { '22:00': '06:00' } } }, from, from),
      /hours\.mon: 22:00 to 06:00.*22:00 to 24:00, and 00:00 to 06:00/,
    ],
    [
      'empty hours',
      () => openSeconds({ ...BERLIN, hours: { mon: { '09:00': '09:00' } } }, from, from),
      /09:00 to 09:00 ends before it begins/,
    ],
    [
      'a time that is none',
      () => openSeconds({ ...BERLIN, hours: { mon: { '9:00': '17:00' } } }, from, from),
      /"9:00" is no time of day/,
    ],
    [
      'a time after midnight',
      () => openSeconds({ ...BERLIN, hours: { mon: { '09:00': '24:30' } } }, from, from),
      /"24:30" is no time of day/,
    ],
    [
      'a holiday that is no date',
      () => openSeconds({ ...BERLIN, holidays: ['2026-02-30'] }, from, from),
      /holidays: "2026-02-30" is no date.*YYYY-MM-DD/,
    ],
    [
      'holidays in the wrong order',
      () => openSeconds({ ...BERLIN, holidays: [{ from: '2026-12-26', to: '2026-12-24' }] }, from, from),
      /2026-12-24 is before 2026-12-26/,
    ],
    [
      'a break on no date',
      () => openSeconds({ ...BERLIN, breaks: { friday: OFFICE } }, from, from),
      /breaks: "friday" is no date/,
    ],
    [
      'a key that schedules do not have',
      () => openSeconds({ ...BERLIN, ...set('holiday', []) }, from, from),
      /no "holiday".*holidays/,
    ],
    [
      'a moment without offset',
      () => openSeconds(BERLIN, '2026-11-26T09:00:00', from),
      /from: "2026-11-26T09:00:00" is no moment.*offset/,
    ],
    [
      'a day that does not exist',
      () => openSeconds(BERLIN, from, '2026-02-30T09:00:00Z'),
      /to: "2026-02-30T09:00:00Z" is no moment/,
    ],
    ['an invalid Date', () => openSeconds(BERLIN, new Date(Number.NaN), from), /from: an invalid Date/],
    ['a year out of reach', () => openSeconds(BERLIN, from, '9026-11-26T09:00:00Z'), /not between 1900 and 2200/],
    ['negative seconds', () => addOpenTime(BERLIN, from, -1), /seconds: -1/],
    ['seconds that are no number', () => addOpenTime(BERLIN, from, Number.NaN), /seconds: NaN/],
    [
      'a schedule that never opens',
      () => addOpenTime({ timezone: 'Etc/UTC', hours: {} }, from, 1),
      /does not open for 1 seconds/,
    ],
  ])('%s', (_, act, message) => {
    expect(words(act)).toMatch(message);
  });

  test('all at once', () => {
    const wrong = { timezone: 'Mars/Olympus', hours: { mon: { x: 'y' } }, holidays: ['soon'] };
    expect(words(() => openSeconds(wrong, from, from)).split('\n')).toHaveLength(3);
  });

  test('a schedule that is changed in place counts as it is now', () => {
    const hours: { mon: Record<string, string> } = { mon: { '09:00': '10:00' } };
    const schedule = { timezone: 'Etc/UTC', hours };
    const monday = ['2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z'] as const;
    expect(openSeconds(schedule, ...monday)).toBe(3600);
    hours.mon['09:00'] = '11:00';
    expect(openSeconds(schedule, ...monday)).toBe(7200);
  });
});

describe('times', () => {
  test('are the same moment in any offset, and as a Date', () => {
    const seconds = openSeconds(BERLIN, '2026-11-26T09:30:00+01:00', '2026-11-26T12:00:00Z');
    expect(seconds).toBe(3.5 * 3600);
    expect(openSeconds(BERLIN, new Date('2026-11-26T08:30:00Z'), new Date('2026-11-26T13:00+0100'))).toBe(seconds);
    expect(openSeconds(BERLIN, '2026-11-26T12:00:00Z', '2026-11-26T08:30:00Z')).toBe(0);
  });

  test('holidays may be ranges, with first and last day', () => {
    const closed = { ...BERLIN, holidays: [{ from: '2026-12-24', to: '2027-01-03' }] };
    expect(addOpenTime(closed, '2026-12-23T15:00:00Z', 7200).toISOString()).toBe('2027-01-04T09:00:00.000Z');
  });

  test('spans that overlap count once; a break may lie over an opening', () => {
    const schedule: Schedule = {
      timezone: 'Etc/UTC',
      hours: { mon: { '09:00': '12:00', '11:00': '13:00' } },
      breaks: { '2026-06-08': { '08:00': '09:30' } },
    };
    expect(openSeconds(schedule, '2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z')).toBe(4 * 3600);
    expect(openSeconds(schedule, '2026-06-08T00:00:00Z', '2026-06-09T00:00:00Z')).toBe(3.5 * 3600);
  });

  test('a time that clocks show twice is the first, one that they skip an hour later (zendesk/biz, spec/time_spec.rb)', () => {
    const moment = (timezone: string, date: string, hours: number): string =>
      new Date(compiled({ timezone, hours: {} }).momentOn(dayOf(date) ?? 0, hours * 3_600_000)).toISOString();
    expect(moment('America/Los_Angeles', '2014-11-02', 1.5)).toBe('2014-11-02T08:30:00.000Z');
    expect(moment('America/Los_Angeles', '2014-03-09', 2.5)).toBe('2014-03-09T10:30:00.000Z');
    expect(moment('America/Sao_Paulo', '2015-10-17', 24)).toBe('2015-10-18T03:00:00.000Z');
  });

  test('a deadline at closing time falls on the next opening, on any day of a timeline', () => {
    const hours = Object.fromEntries(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, OFFICE]));
    const opening = Date.UTC(2026, 0, 1, 9);
    for (let days = 1; days < 200; days += 1)
      expect(compiled({ timezone: 'Etc/UTC', hours }).add(opening, days * 8 * 3_600_000)).toBe(opening + days * DAY_MS);
  });

  test('a skipped hour between two spans counts once', () => {
    // New York skips 02:00 to 03:00; a span that ends at 02:30 ends an hour later there, inside of the next one.
    const schedule: Schedule = { timezone: 'America/New_York', hours: { sun: { '01:00': '02:30', '03:00': '04:00' } } };
    expect(openSeconds(schedule, '2026-03-08T05:00:00Z', '2026-03-08T12:00:00Z')).toBe(2 * 3600);
  });
});

describe("the platform's schedules", () => {
  const native = {
    id: 1,
    name: 'Support',
    time_zone: 'Eastern Time (US & Canada)',
    intervals: [
      { start_time: 1980, end_time: 2460 },
      { start_time: 8400, end_time: 10_080 + 120 },
    ],
    holidays: [{ id: 5, name: 'Winter', start_date: '2026-12-24', end_date: '2026-12-27' }],
  };

  test('minutes from Sunday become hours of days; what crosses midnight is split', () => {
    expect(scheduleOf(native)).toEqual({
      timezone: 'America/New_York',
      hours: {
        mon: { '09:00': '17:00' },
        fri: { '20:00': '24:00' },
        sat: { '00:00': '24:00' },
        sun: { '00:00': '02:00' },
      },
      holidays: [{ from: '2026-12-24', to: '2026-12-27' }],
    });
  });

  test('a schedule without holidays, and one with an IANA zone', () => {
    const { holidays: _, ...plain } = native;
    expect(scheduleOf(plain).holidays).toEqual([]);
    expect(scheduleOf({ ...native, time_zone: 'Asia/Kolkata' }).timezone).toBe('Asia/Kolkata');
  });

  test('its names of zones are those that the provider writes', () => {
    const known = Object.keys(ZONES);
    expect(known).toHaveLength(151);
    expect(Object.fromEntries(known.map((name) => [name, ianaZone(name)]))).toEqual(ZONES);
    for (const name of known) expect(() => compiled({ timezone: ianaZone(name), hours: {} }), name).not.toThrow();
  });
});

describe('for all schedules', () => {
  const schedules = fc.record({
    timezone: fc.constantFrom(
      'Etc/UTC',
      'America/New_York',
      'Europe/Berlin',
      'Europe/Dublin',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'America/Havana',
      'Asia/Kathmandu',
      'Africa/Casablanca',
      'Pacific/Apia',
      'Pacific/Chatham',
    ),
    hours: fc.dictionary(fc.constantFrom('sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'), spans(), { minKeys: 1 }),
    holidays: fc.uniqueArray(dates(), { maxLength: 5 }),
    breaks: fc.dictionary(dates(), spans(), { maxKeys: 4 }),
    shifts: fc.dictionary(dates(), spans(), { maxKeys: 4 }),
  });
  const moments = fc
    .integer({ min: Date.UTC(2011, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 })
    .map((s) => s * 1000);
  const stretches = fc.tuple(
    moments,
    fc.integer({ min: 0, max: 90 * 86_400 }),
    fc.integer({ min: 0, max: 90 * 86_400 }),
  );

  test('open time is the sum of its parts, never more than real time, and counts forward only', () => {
    fc.assert(
      fc.property(schedules, stretches, (schedule, [from, first, second]) => {
        const { openMs } = compiled(schedule);
        const [middle, end] = [from + first * 1000, from + (first + second) * 1000];
        expect(openMs(from, middle) + openMs(middle, end)).toBe(openMs(from, end));
        expect(openMs(from, middle)).toBeLessThanOrEqual(openMs(from, end));
        expect(openMs(from, end)).toBeLessThanOrEqual(end - from);
        expect(openMs(end, from)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('adding open time is the inverse of measuring it, and ends in an open moment', () => {
    fc.assert(
      fc.property(schedules, moments, fc.integer({ min: 0, max: 200 * 3600 }), (schedule, from, seconds) => {
        const to = addOpenTime(schedule, new Date(from), seconds);
        expect(openSeconds(schedule, new Date(from), to)).toBe(seconds);
        expect(compiled(schedule).isOpen(to.getTime())).toBe(true);
        expect(addOpenTime(schedule, new Date(from), seconds + 1).getTime()).toBeGreaterThan(to.getTime());
      }),
      { numRuns: 300 },
    );
  });

  test('subtracting leads back to where the same open time remains', () => {
    fc.assert(
      fc.property(schedules, moments, fc.integer({ min: 0, max: 200 * 3600 }), (schedule, to, seconds) => {
        const timeline = compiled(schedule);
        const from = timeline.subtract(to, seconds * 1000);
        expect(from).toBeLessThanOrEqual(to);
        expect(timeline.openMs(from ?? 0, to)).toBe(seconds * 1000);
      }),
      { numRuns: 300 },
    );
  });

  test('the periods of a stretch sum up to its open time, and list the same forwards and backwards', () => {
    fc.assert(
      fc.property(schedules, stretches, (schedule, [from, length]) => {
        const timeline = compiled(schedule);
        const to = from + length * 1000;
        const periods = timeline.periodsBetween(from, to);
        expect(periods.reduce((sum, [start, end]) => sum + end - start, 0)).toBe(timeline.openMs(from, to));
        const after = timeline.periodsAfter(from, 3).at(-1);
        const before = after && timeline.periodsBefore(after[1], 3);
        expect(before?.[0]).toEqual([expect.any(Number), after?.[1]]);
        for (const [start, end] of periods) expect(start).toBeLessThan(end);
      }),
      { numRuns: 200 },
    );
  });

  test('a timeline that has grown over years answers as a fresh one', () => {
    fc.assert(
      fc.property(schedules, fc.array(stretches, { minLength: 2, maxLength: 6 }), (schedule, asked) => {
        const grown = compiled(schedule);
        for (const [from, length] of asked) {
          const fresh = compiled({ ...schedule });
          expect(grown.openMs(from, from + length * 1000)).toBe(fresh.openMs(from, from + length * 1000));
          expect(grown.add(from, length * 100)).toBe(fresh.add(from, length * 100));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a schedule that is always open counts real time, whatever clocks do', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const week = { sun: ALWAYS, mon: ALWAYS, tue: ALWAYS, wed: ALWAYS, thu: ALWAYS, fri: ALWAYS, sat: ALWAYS };
    fc.assert(
      fc.property(fc.constantFrom(...zones), stretches, (timezone, [from, length]) => {
        const { openMs, add } = compiled({ timezone, hours: week });
        expect(openMs(from, from + length * 1000)).toBe(length * 1000);
        expect(add(from, length * 1000)).toBe(from + length * 1000);
      }),
      { numRuns: 300 },
    );
  });
});

test('offsets are those of the zone, at every second of a change too', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const clock = fc.integer({ min: Date.UTC(1900, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), clock, (zone, second) => {
      expect(offsetOf(zone)(second * 1000)).toBe(Math.round(IANAZone.create(zone).offset(second * 1000) * 60_000));
    }),
    { numRuns: 500 },
  );
  const berlin = offsetOf('Europe/Berlin');
  expect([-1000, 0].map((ms) => berlin(Date.UTC(2026, 2, 29, 1) + ms))).toEqual([3_600_000, 7_200_000]);
  expect([-1000, 0].map((ms) => berlin(Date.UTC(2026, 9, 25, 1) + ms))).toEqual([7_200_000, 3_600_000]);
});

test("the example of the documents gives what it says, whatever the machine's time zone", { timeout: 30_000 }, () => {
  const page = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const calls = [...example.matchAll(/^(\w+\(.*\)); \/\/ (.*)$/gm)];
  const built = JSON.stringify(new URL('../../../dist/index.js', import.meta.url).href);
  const script = example
    .replace("'supportctl'", built)
    .concat(...calls.map(([, call]) => `console.log(String(JSON.stringify(${call})).replaceAll('"', ''));\n`));
  const expected = calls.map(([, , result]) => `${result}\n`).join('');
  expect(calls).toHaveLength(2);
  for (const TZ of ['America/Los_Angeles', 'Pacific/Apia', 'Asia/Kathmandu']) {
    const options = { env: { ...process.env, TZ }, encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], options), TZ).toBe(expected);
  }
});

function words(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error) || !('diagnostics' in error) || !Array.isArray(error.diagnostics)) throw error;
    return error.diagnostics.map(({ summary, hint }) => `${summary}. ${hint}`).join('\n');
  }
  return 'nothing was refused';
}

/** A key that the types do not allow. */
function set(key: string, value: unknown): object {
  return { [key]: value };
}

/** Up to three spans of a day, on quarters of hours. */
function spans(): fc.Arbitrary<Record<string, string>> {
  return fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 }).map((marks) => {
    const sorted = [...marks].sort((left, right) => left - right);
    const found: Record<string, string> = {};
    for (let index = 0; index + 1 < sorted.length; index += 2) found[clock(sorted[index])] = clock(sorted[index + 1]);
    return found;
  });
}

function clock(quarter = 0): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}

function dates(): fc.Arbitrary<string> {
  return fc
    .integer({ min: 0, max: 5844 })
    .map((day) => new Date(Date.UTC(2011, 0, 1 + day)).toISOString().slice(0, 10));
}
