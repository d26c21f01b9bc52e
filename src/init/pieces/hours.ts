/** hours.yaml: when somebody answers, and when nobody does. */
import type { SpecObject } from '../../core/spec-node.ts';
import type { Office } from '../answers.ts';
import { combinedHours, hoursText, type WeekHours } from '../hours.ts';
import type { Job, Piece } from '../job.ts';
import { daysOf, type Holiday, type HolidayList } from '../places.ts';
import type { SheetBlock } from '../sheet.ts';
import { platformZone, zoneOfToday } from '../zones.ts';

const APPROVE = 'A proposal: have a person approve each of them.';
const PROPOSED = 'The holidays in hours.yaml are a proposal: have a person approve each of them.';

/** A schedule for each office, or one for all where the plan has no more. */
export function hoursPiece(job: Job): Piece {
  const { answers, features } = job;
  if (features.schedules === 'none') return noHours(job);
  const combined = features.schedules === 'one' && answers.offices.length > 1;
  const note = `${features.title} has one schedule: the hours of ${answers.offices.length} offices are one, in the time of ${answers.timezone}; only days that are free in all of them are holidays.`;
  return {
    sheets: [
      {
        path: 'hours.yaml',
        intro: [
          'Working hours and holidays. SLA targets in business hours stand still outside them.',
          ...(combined
            ? [
                `Not written: ${note}`,
                ...answers.offices.map((office) => `${office.name}: ${hoursText(office.hours)} (${office.timezone})`),
                'Where clocks change on different days, some hours shift for a week or two: look at it twice a year.',
              ]
            : []),
        ],
        sections: [
          {
            path: ['schedules'],
            blocks: combined
              ? [combinedSchedule(job)]
              : answers.offices.map((office, index) => scheduleOf(job, office, index)),
          },
        ],
      },
    ],
    notes: [...(combined ? [note] : []), ...(answers.holidays ? [PROPOSED] : [])],
  };
}

function noHours({ answers, features }: Job): Piece {
  const note = `${features.title} has no schedules: working hours and holidays are not written, and targets run at any hour.`;
  return {
    sheets: [
      {
        path: 'hours.yaml',
        intro: [
          `Not written: ${note}`,
          ...answers.offices.map((office) => `${office.name}: ${hoursText(office.hours)} (${office.timezone})`),
        ],
        sections: [],
      },
    ],
    notes: [note],
  };
}

function scheduleOf(job: Job, office: Office, index: number): SheetBlock {
  const { answers, words, officeKeys } = job;
  const found = answers.holidays ? job.holidaysOf(office.country, office.region) : undefined;
  const name = answers.offices.length === 1 ? words.schedule : `${words.schedule} ${office.name}`;
  return block(
    job,
    { key: officeKeys[index] ?? 'office', name, timezone: office.timezone, hours: office.hours },
    found,
    placeOf(office),
  );
}

function combinedSchedule(job: Job): SheetBlock {
  const { answers, words, officeKeys, today } = job;
  const lists = answers.offices.map(({ country, region }) => job.holidaysOf(country, region));
  const found = answers.holidays ? shared(lists) : undefined;
  const { timezone } = answers;
  const hours = combinedHours(answers.offices, timezone, today);
  return block(
    job,
    { key: officeKeys[0] ?? 'office', name: words.schedule, timezone, hours },
    found,
    'all offices together',
  );
}

/** Days that are free everywhere, under the name of the first office. */
function shared(lists: readonly HolidayList[]): HolidayList {
  const [first = { days: [], halfDays: [] }, ...others] = lists;
  const free = others.map(({ days }) => new Set(days.flatMap(daysOf)));
  return {
    days: first.days.filter((day) => daysOf(day).every((date) => free.every((set) => set.has(date)))),
    halfDays: [],
  };
}

interface Draft {
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly hours: WeekHours;
}

function block(
  job: Job,
  { key, name, timezone, hours }: Draft,
  found: HolidayList | undefined,
  place: string,
): SheetBlock {
  const zone = platformZone(timezone, job.zones, job.today) ?? zoneOfToday(timezone, job.zones, job.today) ?? 'UTC';
  const holidays = (found?.days ?? []).map(holidayOf);
  return {
    key,
    comment: [
      ...(zone === timezone
        ? []
        : [`The platform has no ${timezone}; in ${zone} clocks show the same today: look at it once a year.`]),
      ...(found === undefined ? [] : aboutHolidays(found, place)),
    ],
    value: { name, timezone: zone, hours, ...(holidays.length === 0 ? {} : { holidays }) },
  };
}

function aboutHolidays({ days, halfDays }: HolidayList, place: string): readonly string[] {
  if (days.length === 0) return [`No public holidays are known for ${place}: add them as {name: …, date: 2027-01-01}.`];
  return [
    `Public holidays of ${place} until the end of next year. ${APPROVE}`,
    ...(halfDays.length === 0 ? [] : [`Left out, since a holiday is a whole day: ${halfDays.join(', ')}.`]),
  ];
}

function holidayOf({ name, from, to }: Holiday): SpecObject {
  return from === to ? { name, date: from } : { name, from, to };
}

function placeOf({ country, region }: Office): string {
  return region === undefined ? country : `${country}-${region}`;
}
