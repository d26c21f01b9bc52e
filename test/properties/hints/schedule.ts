/** Hours and holidays that can be: quarters of an hour, near enough, none twice. */
import { type Dice, line } from '../dice.ts';
import type { Hint } from '../making.ts';

const WEEKS = [
  { 'mon-fri': '08:00-18:00' },
  { 'mon-thu': ['09:00-12:00', '13:15-17:45'], fri: '09:00-15:00' },
  { 'mon-sun': '00:00-24:00' },
  { 'sat-sun': '10:00-24:00', mon: '00:00-06:00' },
  { wed: '00:00-01:00' },
];

export const scheduleHints: Readonly<Record<string, Hint>> = {
  'schedule.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'schedule.timezone': ({ d }) => d.pick(['Europe/Berlin', 'America/New_York', 'Asia/Calcutta', 'UTC', 'Asia/Tokyo']),
  'schedule.hours': ({ d }) => d.pick(WEEKS),
  'schedule.holidays': ({ d, next }) =>
    Array.from({ length: d.int(4) }, () => holiday(d, next())).filter(({ name }) => name !== ''),
};

function holiday(d: Dice, serial: number): { readonly name: string } & Readonly<Record<string, string>> {
  const name = `${line(d, 30)} ${serial}`.trim();
  const year = new Date().getUTCFullYear() + 1;
  const day = (of: number) => `${year}-03-${String(of).padStart(2, '0')}`;
  const first = 1 + d.int(20);
  return d.bool() ? { name, date: day(first) } : { name, from: day(first), to: day(first + d.int(5)) };
}
