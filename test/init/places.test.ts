/** Countries, their holidays and their zones. */
import { describe, expect, test } from 'vitest';
import { daysOf, loadPlaces } from '../../src/init/places.ts';
import { platformZone } from '../../src/init/zones.ts';
import { ZONES } from '../../src/providers/zendesk/zone-names.ts';

const places = await loadPlaces(Object.values(ZONES));
const TODAY = new Date('2026-11-24T12:00:00Z');

function names(country: string, region?: string, language = 'en-US'): readonly string[] {
  return places.holidaysOf(country, region, language, TODAY).days.map(({ name, from }) => `${from} ${name}`);
}

describe('public holidays', () => {
  test('are those from today to the end of next year', () => {
    const found = names('US');
    expect(found[0]).toBe('2026-11-26 Thanksgiving Day');
    expect(found).toContain('2027-09-06 Labor Day');
    expect(found.every((day) => day < '2028')).toBe(true);
  });

  test('are those of the region', () => {
    expect(names('DE', 'BY', 'de')).toContain('2027-01-06 Heilige Drei Könige');
    expect(names('DE', 'BE', 'de')).not.toContain('2027-01-06 Heilige Drei Könige');
  });

  test('are only days off, not days that people remember', () => {
    expect(names('GB', 'ENG', 'en-GB').join()).not.toMatch(/Mother|Father/);
  });

  test('have names in the language asked for, else in English', () => {
    expect(names('JP', undefined, 'ja')).toContain('2027-01-01 元日');
    expect(names('JP', undefined, 'en-US')).toContain("2027-01-01 New Year's Day");
    expect(names('JP', undefined, 'fi')).toContain("2027-01-01 New Year's Day");
  });

  test('of several days are one', () => {
    const feast = places.holidaysOf('AE', undefined, 'en', TODAY).days.find(({ from, to }) => from < to);
    expect(feast).toMatchObject({ from: '2027-03-09', to: '2027-03-11' });
    expect(feast === undefined ? [] : daysOf(feast)).toEqual(['2027-03-09', '2027-03-10', '2027-03-11']);
  });

  test('of some hours are left out and named', () => {
    const { days, halfDays } = places.holidaysOf('GT', undefined, 'en', TODAY);
    expect(halfDays.join()).toContain('2027-12-24');
    expect(days.map(({ from }) => from)).not.toContain('2027-12-24');
  });

  test('a day of 23 hours is a whole one', () => {
    expect(names('IT')).toContain('2027-03-28 Easter Sunday');
  });

  test('stand once, and within two years whatever the country', () => {
    for (const country of places.countries.keys()) {
      const { days } = places.holidaysOf(country, undefined, 'en', TODAY);
      const keys = days.map(({ name, from }) => `${name} ${from}`);
      expect(new Set(keys).size, country).toBe(keys.length);
      for (const { name, from, to } of days) {
        expect(name.trim(), country).not.toBe('');
        expect([from >= '2026-11-01', from <= to, to < '2028-02-01'], `${country} ${name}`).toEqual([true, true, true]);
      }
    }
  });
});

describe('time zones', () => {
  test('of countries are kept by the platform under some name, but for two islands', () => {
    const zones = [...places.countries.keys()].flatMap((country) => places.timezoneOf(country, undefined) ?? []);
    const without = zones.filter((zone) => platformZone(zone, places.zones, TODAY) === undefined);
    expect([...new Set(without)].sort()).toEqual(['America/Miquelon', 'Pacific/Norfolk']);
  });

  test('that the platform lacks are replaced by one whose clocks go the same way', () => {
    expect(platformZone('America/Detroit', places.zones, TODAY)).toBe('America/New_York');
    expect(platformZone('Europe/Berlin', places.zones, TODAY)).toBe('Europe/Berlin');
    expect(platformZone('Australia/Lord_Howe', places.zones, TODAY)).toBeUndefined();
  });

  test('follow the region', () => {
    expect(places.timezoneOf('US', 'CA')).toBe('America/Los_Angeles');
    expect(places.timezoneOf('AU', 'WA')).toBe('Australia/Perth');
  });
});
