/** What Zendesk refuses about schedules. */
import { holidayOf } from '../core/attributes/holidays.ts';
import { DAY, DAYS, intervalsByDay } from '../core/attributes/hours.ts';
import { check, liveOf, membersIn, objectOf, resourcesOf } from './check.ts';

/** https://support.zendesk.com/hc/en-us/articles/4408842938522: steps of a quarter, an hour at least. */
const STEP = 15;
const LEAST = 60;

const shape = check(
  {
    id: 'SCHEDULE_HOURS',
    stage: 'load',
    severity: 'error',
    title: 'Hours are quarters of an hour, and at least one hour long',
    why: 'Zendesk refuses other hours, or rounds them.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'schedule')) {
      for (const [start, end] of intervalsByDay(resource.attributes.hours)) {
        const day = DAYS[Math.floor(start / DAY)] ?? '';
        if (start % STEP !== 0 || end % STEP !== 0) {
          const summary = `The hours of ${day} do not begin and end on a quarter of an hour`;
          yield { resource, path: 'hours', summary };
        } else if (end - start < LEAST) {
          yield { resource, path: 'hours', summary: `The hours of ${day} are shorter than one hour` };
        }
      }
    }
  },
);

const holidayRange = check(
  {
    id: 'HOLIDAY_OUT_OF_RANGE',
    stage: 'load',
    severity: 'error',
    title: 'Holidays are within two years of today',
    why: 'Zendesk refuses a holiday that is further away. What is there already stays, and is not sent again.',
  },
  function* (cx) {
    const today = new Date();
    for (const resource of resourcesOf(cx, 'schedule')) {
      const held = new Set(membersIn(objectOf(cx, resource, 'name')?.attributes.holidays).map(({ key }) => key));
      for (const member of membersIn(resource.attributes.holidays)) {
        const { name, from, to } = holidayOf(member);
        // Offline nobody can tell which of the old ones are there.
        const past = cx.live !== undefined && from < yearsFrom(today, -2);
        if (held.has(member.key) || !(past || to > yearsFrom(today, 2))) continue;
        yield {
          resource,
          path: `holidays.${String(member.key)}`,
          summary: `The holiday "${name}" of ${from} is more than two years ${past ? 'ago' : 'ahead'}`,
          hint: 'Take it out',
        };
      }
    }
  },
);

const oneOnly = check(
  {
    id: 'SCHEDULE_PLAN',
    stage: 'load',
    severity: 'error',
    title: 'Plans below Enterprise have one schedule',
    why: 'Zendesk refuses a second one: https://support.zendesk.com/hc/en-us/articles/4408842938522.',
  },
  function* (cx) {
    const { edition } = cx.desired.settings.platform;
    if (edition === undefined || !/team|growth|professional/i.test(edition)) return;
    const resources = resourcesOf(cx, 'schedule');
    const made = resources.filter((resource) => cx.live === undefined || objectOf(cx, resource, 'name') === undefined);
    const room = 1 - (cx.live === undefined ? 0 : liveOf(cx, 'schedule').length);
    for (const resource of made.slice(Math.max(room, 0))) {
      yield {
        resource,
        summary: `The plan "${edition}" has one schedule, and this would be another`,
        hint: 'Put the hours into one schedule, or say in `platform.edition` which plan the account has',
      };
    }
  },
);

export const scheduleChecks = [shape, holidayRange, oneOnly] as const;

function yearsFrom(day: Date, years: number): string {
  return new Date(Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate()))
    .toISOString()
    .slice(0, 10);
}
