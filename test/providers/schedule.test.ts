import { describe, expect, it } from 'vitest';
import { hours } from '../../src/core/attributes/hours.ts';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { schedule } from '../../src/providers/zendesk/kinds/schedule.ts';
import { formatting, node, parsing, run, throughSpec, writing } from './support.ts';

const { attributes } = schedule.kind;
const week = hours({ description: 'Hours.' });
const MON = 1440;

function parsed(attribute: keyof typeof attributes, value: Parameters<typeof node>[0]) {
  const cx = parsing();
  return {
    value: attributes[attribute]?.parse(node(value), cx),
    said: cx.reports.map(({ summary, hint }) => [summary, hint]),
  };
}

describe('hours', () => {
  it('are minutes since Sunday, in days, ranges and lists', () => {
    const value = { 'mon-tue': '08:00-18:00', sat: ['09:00-12:00', '13:00-15:00'] };
    expect(week.parse(node(value), parsing())).toEqual([
      [MON + 480, MON + 1080],
      [2 * MON + 480, 2 * MON + 1080],
      [6 * MON + 540, 6 * MON + 720],
      [6 * MON + 780, 6 * MON + 900],
    ]);
  });
  it('that meet at midnight are one interval, and are sent day by day', () => {
    const value = week.parse(node({ fri: '20:00-24:00', sat: '00:00-06:00' }), parsing()) ?? null;
    expect(value).toEqual([[5 * MON + 1200, 6 * MON + 360]]);
    expect(week.encode(value, writing())).toEqual([
      { start_time: 5 * MON + 1200, end_time: 6 * MON },
      { start_time: 6 * MON, end_time: 6 * MON + 360 },
    ]);
    expect(week.decode([{ start_time: 5 * MON + 1200, end_time: 6 * MON + 360 }])).toEqual(value);
  });
  it.each([
    [{ mon: '18:00-08:00' }, 'Hours cannot go past midnight'],
    [{ mon: '08:00-24:30' }, 'A day ends at 24:00'],
    [{ 'mon-fri': '08:00-18:00', wed: '08:00-12:00' }, 'The day wed stands twice'],
    [{ monday: '08:00-18:00' }, 'The day "monday" is not known'],
    [{ mon: ['08:00-12:00', '11:00-13:00'] }, 'The hours overlap others of the same day'],
    [{ mon: '8-18' }, '"8-18" must be hours such as "08:00-18:00"'],
  ])('%j cannot be: %s', (value, summary) => {
    const cx = parsing();
    expect(week.parse(node(value), cx)).toBeUndefined();
    expect(cx.reports[0]?.summary).toBe(summary);
  });
  it('a range may go over the end of the week', () => {
    expect(week.parse(node({ 'sat-sun': '09:00-10:00' }), parsing())).toEqual([
      [540, 600],
      [6 * MON + 540, 6 * MON + 600],
    ]);
  });
  it('are written as ranges of equal days', () => {
    const native = [1, 2, 3, 5].map((day) => ({ start_time: day * MON + 540, end_time: day * MON + 1020 }));
    expect(week.format(week.decode(native), formatting)).toEqual(
      new Map([
        ['mon-wed', '09:00-17:00'],
        ['fri', '09:00-17:00'],
      ]),
    );
  });
  it.each([[[{ start_time: 0, end_time: 7 * MON }]], [[]], [[{ start_time: 541, end_time: 560 }]]])(
    'of a tenant survive the trip through a spec: %j',
    (native) => {
      const value = week.decode(native);
      expect(throughSpec(week, value)).toEqual({ value, reports: [] });
    },
  );
});

describe('time zones', () => {
  it('are IANA names, in the platform its own', () => {
    const zone = attributes.timezone;
    expect(zone?.decode('Eastern Time (US & Canada)')).toBe('America/New_York');
    expect(zone?.encode('America/New_York', writing())).toBe('Eastern Time (US & Canada)');
    expect(zone?.encode('America/Mexico_City', writing())).toBe('Mexico City');
    expect(zone?.decode('Guadalajara')).toBe('America/Mexico_City');
  });
  it('of other names compare as the same zone', () => {
    expect(parsed('timezone', 'Asia/Calcutta').value).toBe('Asia/Kolkata');
    expect(parsed('timezone', 'US/Eastern').value).toBe('America/New_York');
    expect(parsed('timezone', 'UTC').value).toBe('Etc/UTC');
  });
  it.each([
    ['Europe/Oslo', 'Europe/Brussels keeps the same time'],
    ['Europe/Berln', 'Did you mean Europe/Berlin?'],
    ['Eastern Time (US & Canada)', 'Did you mean America/New_York?'],
  ])('%s is unknown: %s', (name, hint) => {
    expect(parsed('timezone', name).said[0]).toEqual([`The platform has no time zone "${name}"`, expect.any(String)]);
    if (name !== 'Europe/Oslo') expect(parsed('timezone', name).said[0]?.[1]).toBe(hint);
    else expect(parsed('timezone', name).said[0]?.[1]).toMatch(/^Europe\/\w+ keeps the same time$/);
  });
  it('that the platform invents survive the trip through a spec', () => {
    const zone = attributes.timezone;
    const value = zone?.decode('Moon') ?? null;
    expect(zone?.encode(value, writing())).toBe('Moon');
    expect(parsed('timezone', 'other("Moon")').value).toBe(value);
  });
});

describe('holidays', () => {
  it('are members by name and first day', () => {
    const list = [
      { name: 'Thanksgiving', date: '2026-11-26' },
      { name: 'Year end', from: '2026-12-24', to: '2027-01-01' },
    ];
    expect(parsed('holidays', list).value).toEqual([
      { key: 'Thanksgiving 2026-11-26', to: '2026-11-26' },
      { key: 'Year end 2026-12-24', to: '2027-01-01' },
    ]);
    expect(attributes.holidays?.format(parsed('holidays', list).value ?? null, formatting)).toEqual(list);
  });
  it.each([
    [[{ name: 'X', date: '2026-02-30' }], '2026-02-30 is no day of the calendar'],
    [[{ name: 'X', from: '2026-02-03', to: '2026-02-01' }], 'The holiday ends before it begins'],
    [
      [
        { name: 'X', date: '2026-02-01' },
        { name: 'X', date: '2026-02-01' },
      ],
      'This holiday stands twice',
    ],
  ])('%j cannot be: %s', (list, summary) => {
    expect(parsed('holidays', list).value).toBeUndefined();
    expect(parsed('holidays', list).said[0]?.[0]).toBe(summary);
  });
});

const NATIVE = {
  id: 5,
  name: 'US',
  time_zone: 'Eastern Time (US & Canada)',
  intervals: [{ start_time: MON + 540, end_time: MON + 1020 }],
  holidays: [
    { id: 7, name: 'Old', start_date: '2020-01-01', end_date: '2020-01-01' },
    { id: 8, name: 'Long', start_date: '2026-12-24', end_date: '2026-12-26' },
  ],
};

describe('schedules', () => {
  it('are created in three steps: the schedule, its hours, its holidays', () => {
    const wanted = {
      name: 'US',
      timezone: 'Europe/Berlin',
      hours: [[MON + 540, MON + 1020]],
      holidays: [{ key: 'New Year 2027-01-01', to: '2027-01-02' }],
    };
    const { sent, result } = run(schedule.writer?.create?.(wanted, writing()) ?? none(), [
      { schedule: { id: 5, name: 'US', time_zone: 'Berlin', intervals: [{ start_time: 1, end_time: 2 }] } },
      {},
      { holiday: { id: 9, name: 'New Year', start_date: '2027-01-01', end_date: '2027-01-02' } },
    ]);
    const path = '/api/v2/business_hours/schedules';
    const intervals = [{ start_time: MON + 540, end_time: MON + 1020 }];
    expect(sent).toEqual([
      { method: 'POST', path, body: { schedule: { name: 'US', time_zone: 'Berlin' } } },
      { method: 'PUT', path: `${path}/5/workweek`, body: { workweek: { intervals } } },
      {
        method: 'POST',
        path: `${path}/5/holidays`,
        body: { holiday: { name: 'New Year', start_date: '2027-01-01', end_date: '2027-01-02' } },
      },
    ]);
    expect(result.live?.attributes).toEqual(wanted);
    expect(result.live?.parts).toEqual({ 'holiday:New Year 2027-01-01': '9' });
  });
  it('send only the holidays that differ: old ones could not be written again', () => {
    const live = liveObject(schedule, NATIVE);
    const target = {
      ...live.attributes,
      holidays: [
        { key: 'Old 2020-01-01', to: '2020-01-01' },
        { key: 'Long 2026-12-24', to: '2026-12-27' },
      ],
    };
    const steps = schedule.writer?.update?.(live, target, ['holidays.Long 2026-12-24.to'], writing()) ?? none();
    expect(run(steps).sent).toEqual([
      {
        method: 'PUT',
        path: '/api/v2/business_hours/schedules/5/holidays/8',
        body: { holiday: { name: 'Long', start_date: '2026-12-24', end_date: '2026-12-27' } },
      },
    ]);
  });
  it('remove a holiday by its id', () => {
    const live = liveObject(schedule, NATIVE);
    const target = { ...live.attributes, holidays: [{ key: 'Old 2020-01-01', to: '2020-01-01' }] };
    const { sent } = run(schedule.writer?.update?.(live, target, ['holidays.Long 2026-12-24'], writing()) ?? none());
    expect(sent).toEqual([{ method: 'DELETE', path: '/api/v2/business_hours/schedules/5/holidays/8' }]);
  });
  it('do not send the name of a zone again that only has another city', () => {
    const live = liveObject(schedule, { ...NATIVE, time_zone: 'Guadalajara' });
    const { sent } = run(
      schedule.writer?.update?.(live, { ...live.attributes, name: 'MX' }, ['name'], writing()) ?? none(),
    );
    expect(sent[0]?.body).toEqual({ schedule: { name: 'MX' } });
  });
});

function none(): never {
  throw new Error('not written');
}
