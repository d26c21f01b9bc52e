/** Working hours: what counts as them, and several offices as one. */
import { describe, expect, test } from 'vitest';
import { combinedHours, hoursText, parseHours, problemOfSpan, problemOfWeek } from '../../src/init/hours.ts';
import { isProblem, parseOffice, parseTarget } from '../../src/init/short-forms.ts';

const WINTER = new Date('2027-01-15T12:00:00Z');

describe('hours on one line', () => {
  test.each([
    ['mon-fri 09:00-17:00', { 'mon-fri': '09:00-17:00' }],
    [
      'Mon-Thu 9:00-17:00, fri 09:00-12:00 13:00-15:00',
      { 'mon-thu': '9:00-17:00', fri: ['09:00-12:00', '13:00-15:00'] },
    ],
    ['sun-thu 08:00-24:00', { 'sun-thu': '08:00-24:00' }],
  ])('%s', (text, hours) => {
    expect(parseHours(text)).toEqual(hours);
  });

  test.each([
    ['', '"" is not a day'],
    ['mon-fri', 'has no hours'],
    ['weekdays 09:00-17:00', '"weekdays" is not a day'],
    ['mon 9-17', '"9-17" is no span'],
    ['mon 17:00-09:00', 'ends before it begins'],
    ['mon 09:00-09:30', 'shorter than the hour'],
    ['mon 09:05-17:00', 'quarters'],
    ['mon 09:00-25:00', 'no span'],
    ['mon-fri 09:00-17:00, wed 10:00-12:00', 'wed stands twice'],
    ['mon-tue-wed 09:00-17:00', 'is not a day'],
  ])('"%s" is refused with the reason', (text, reason) => {
    expect(parseHours(text)).toEqual({ problem: expect.stringContaining(reason) });
  });

  test('are read back as they were written', () => {
    const hours = { 'mon-thu': '09:00-17:00', fri: ['09:00-12:00', '13:00-15:00'] };
    expect(parseHours(hoursText(hours))).toEqual(hours);
  });

  test('a range may pass the end of the week', () => {
    expect(problemOfWeek({ 'sat-mon': '09:00-17:00', sun: '09:00-17:00' })).toBe('sun stands twice');
  });

  test('a span may end at midnight and not after it', () => {
    expect(problemOfSpan('22:00-24:00')).toBeUndefined();
    expect(problemOfSpan('22:00-24:15')).toBeDefined();
  });
});

describe('the hours of several offices as one', () => {
  test('are moved into the time of the first', () => {
    const offices = [
      { timezone: 'America/New_York', hours: { 'mon-fri': '09:00-17:00' } },
      { timezone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-17:00' } },
    ];
    expect(combinedHours(offices, 'America/New_York', WINTER)).toEqual({ 'mon-fri': '03:00-17:00' });
  });

  test('are split at midnight, and pass the end of the week', () => {
    const offices = [{ timezone: 'Asia/Tokyo', hours: { 'mon-fri': '09:00-18:00' } }];
    expect(combinedHours(offices, 'America/Los_Angeles', WINTER)).toEqual({
      'mon-thu': ['00:00-01:00', '16:00-24:00'],
      fri: '00:00-01:00',
      sun: '16:00-24:00',
    });
  });

  test('keep the half hours of India', () => {
    const offices = [{ timezone: 'Asia/Kolkata', hours: { mon: '10:00-18:00' } }];
    expect(combinedHours(offices, 'UTC', WINTER)).toEqual({ mon: '04:30-12:30' });
  });

  test('keep a gap in which nobody works', () => {
    const offices = [
      { timezone: 'UTC', hours: { mon: '09:00-12:00' } },
      { timezone: 'UTC', hours: { mon: '14:00-18:00', tue: '14:00-18:00' } },
    ];
    expect(combinedHours(offices, 'UTC', WINTER)).toEqual({ mon: ['09:00-12:00', '14:00-18:00'], tue: '14:00-18:00' });
  });
});

describe('offices and targets on one line', () => {
  test.each([
    ['mon-fri 09:00-17:00', { hours: { 'mon-fri': '09:00-17:00' } }],
    [
      'Berlin, Europe/Berlin, DE-BE: mon-fri 09:00-17:00',
      { name: 'Berlin', timezone: 'Europe/Berlin', country: 'DE', region: 'BE', hours: { 'mon-fri': '09:00-17:00' } },
    ],
    ['JP: mon 09:00-17:00', { country: 'JP', hours: { mon: '09:00-17:00' } }],
  ])('%s', (text, office) => {
    expect(parseOffice(text)).toEqual(office);
  });

  test('what cannot be told apart is refused', () => {
    expect(isProblem(parseOffice('Berlin, Mitte: mon 09:00-17:00'))).toBe(true);
    expect(isProblem(parseOffice(': mon 09:00-17:00'))).toBe(true);
    expect(isProblem(parseTarget('1h'))).toBe(true);
  });

  test('a target says whose hours count, or leaves it open', () => {
    expect(parseTarget('1h/4h calendar')).toEqual({ first_reply: '1h', resolution: '4h', hours: 'calendar' });
    expect(parseTarget(' 30m / 1d ')).toEqual({ first_reply: '30m', resolution: '1d' });
  });
});
