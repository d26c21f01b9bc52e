import { describe, expect, it } from 'vitest';
import type { Attributes, Value } from '../../src/core/value.ts';
import { codes, found } from './context.ts';

const schedule = (more: Attributes = {}): Attributes => ({
  name: 'US',
  timezone: 'Etc/UTC',
  hours: [[480, 1080]],
  ...more,
});
const year = new Date().getUTCFullYear();
const day = (of: number): Value => [{ key: `Day ${of}-01-02`, to: `${of}-01-02` }];

describe('hours', () => {
  it.each([
    ['quarters of an hour', [[480, 1085]], ['SCHEDULE_HOURS']],
    ['at least an hour', [[480, 525]], ['SCHEDULE_HOURS']],
    ['at least an hour on each side of midnight', [[1410, 1500]], ['SCHEDULE_HOURS']],
    ['as they should be', [[480, 540]], []],
  ])('%s', (_name, hours, expected) => {
    expect(codes({ resources: { 'schedule.us': schedule({ hours }) } })).toEqual(expected);
  });
});

describe('holidays', () => {
  it('more than two years ahead are refused, offline too', () => {
    const resources = { 'schedule.us': schedule({ holidays: day(year + 3) }) };
    expect(codes({ resources })).toEqual(['HOLIDAY_OUT_OF_RANGE']);
  });
  it('long past are refused where they would have to be made, and kept where they are', () => {
    const resources = { 'schedule.us': schedule({ holidays: day(year - 3) }) };
    const date = `${year - 3}-01-02`;
    const holiday = { id: 1, name: 'Day', start_date: date, end_date: date };
    const held = { id: 5, name: 'US', time_zone: 'UTC', intervals: [], holidays: [holiday] };
    expect(codes({ resources })).toEqual([]);
    expect(codes({ resources, tenant: { schedule: [] } })).toEqual(['HOLIDAY_OUT_OF_RANGE']);
    expect(codes({ resources, tenant: { schedule: [held] } })).toEqual([]);
  });
});

describe('the number of schedules', () => {
  const resources = { 'schedule.us': schedule(), 'schedule.eu': schedule({ name: 'EU' }) };
  it('is one on plans below Enterprise', () => {
    expect(found({ resources, edition: 'suite_professional' }).map(({ address }) => address)).toEqual(['schedule.eu']);
    expect(codes({ resources, edition: 'suite_enterprise' })).toEqual([]);
    expect(codes({ resources })).toEqual([]);
  });
  it('counts what the tenant has', () => {
    const tenant = { schedule: [{ id: 5, name: 'EU', time_zone: 'UTC', intervals: [], holidays: [] }] };
    expect(found({ resources, edition: 'suite_growth', tenant }).map(({ address }) => address)).toEqual([
      'schedule.us',
    ]);
  });
});
