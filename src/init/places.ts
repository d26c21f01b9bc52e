/** Countries with their regions, time zones and public holidays. The one place that loads `date-holidays`, and only when init runs. */
import type HolidaysOf from 'date-holidays';

export interface Holiday {
  readonly name: string;
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
}

export interface HolidayList {
  readonly days: readonly Holiday[];
  /** Names of days that are free from some hour on: a schedule's holidays are whole days. */
  readonly halfDays: readonly string[];
}

export interface Places {
  /** Code → name in English. */
  readonly countries: ReadonlyMap<string, string>;
  /** Code → name of the parts of a country that have holidays of their own. */
  regionsOf(country: string): ReadonlyMap<string, string>;
  /** IANA names of the zones that the platform has. */
  readonly zones: readonly string[];
  /** The zone in which most of it lives. */
  timezoneOf(country: string, region: string | undefined): string | undefined;
  /** Public holidays from `today` to the end of next year, in `language` where the names are known in it. */
  holidaysOf(country: string, region: string | undefined, language: string, today: Date): HolidayList;
}

/** What is known about countries; `zones` are those of the platform. */
export async function loadPlaces(zones: readonly string[]): Promise<Places> {
  const { default: Holidays } = await import('date-holidays');
  const all = new Holidays();
  const calendarOf = (country: string, region: string | undefined): HolidaysOf =>
    region === undefined ? new Holidays(country) : new Holidays(country, region);
  return {
    zones,
    countries: named(all.getCountries('en')),
    regionsOf: (country) => named(all.getStates(country, 'en')),
    timezoneOf: (country, region) => calendarOf(country, region).getTimezones()?.[0],
    holidaysOf: (country, region, language, today) => {
      const calendar = calendarOf(country, region);
      const year = today.getFullYear();
      const names = nameLanguage(language, calendar.getLanguages());
      const found = [year, year + 1].flatMap((each) => calendar.getHolidays(each, names));
      return listed(found, isoDate(today));
    },
  };
}

/** The language of `known` for the names: the one asked for, with its country or without, else English. */
function nameLanguage(tag: string, known: readonly string[]): string {
  const [spoken = 'en'] = tag.split('-');
  // The calendars call Japanese by its country.
  const asked = [tag.toLowerCase(), spoken, spoken === 'ja' ? 'jp' : spoken];
  return asked.find((language) => known.includes(language)) ?? 'en';
}

type Found = ReturnType<HolidaysOf['getHolidays']>[number];

/** `date` begins with the day in the country's own time; `end` is the instant after the last one. */
function listed(found: readonly Found[], today: string): HolidayList {
  const days = new Map<string, Holiday>();
  const halfDays = new Set<string>();
  for (const { name, date, start, end, type } of found) {
    if (type !== 'public') continue;
    const from = date.slice(0, 10);
    const hours = (end.getTime() - start.getTime()) / 3_600_000;
    // A day on which clocks go forward has 23.
    const length = Math.floor((hours + 2) / 24);
    const to = plusDays(from, Math.max(length, 1) - 1);
    if (to < today) continue;
    if (length === 0 || date.slice(11, 16) > '00:00') halfDays.add(`${name} ${from}`);
    else days.set(`${from} ${name}`, { name: name.slice(0, 200), from, to });
  }
  return { days: [...days.values()].sort((a, b) => (a.from < b.from ? -1 : 1)), halfDays: [...halfDays] };
}

/** Each day of a holiday. */
export function daysOf({ from, to }: Holiday): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}

function plusDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return isoDate(day);
}

function isoDate(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function named(names: Readonly<Record<string, string>> | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(names ?? {}));
}
