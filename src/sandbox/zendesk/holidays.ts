/** The holidays of a schedule: developer.zendesk.com/api-reference/ticketing/ticket-management/schedules/#holidays */

import type { Problem } from '../errors.ts';
import { blank, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { text } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { reading, rowOf, wrapped, writing } from '../kinds.ts';
import type { Call, Route } from '../router.ts';
import { created, noContent, ok, param } from '../router.ts';
import type { Store } from '../store.ts';
import { byId, drop, insert, nowMs, ordered, patch } from '../store.ts';
import { schedules } from './schedules.ts';

const PATH = '/business_hours/schedules/:schedule/holidays';
const YEARS = 2;

/** Made by hand it needs the `schedule_id` that the path of a request names. */
export const holidays: Kind = {
  name: 'holidays',
  one: 'holiday',
  path: PATH,
  scope: 'business_hours',
  paging: 'none',
  feature: 'schedules',
  create: (context, input) => createHoliday(context.store, rowOf(schedules, context, text(input.schedule_id)), input),
  update: ({ store }, row, input) => patch(store, 'holidays', row, checkHoliday(store, { ...row, ...input })),
  remove: ({ store }, row) => drop(store, 'holidays', row.id),
};

export const holidayRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...reading(holidays),
    handle: (call) => {
      const { id } = scheduleOf(call);
      const rows = ordered(call.store, 'holidays', 'id', byId).filter((row) => row.schedule_id === id);
      return ok({ holidays: rows.map(presentHoliday) });
    },
  },
  {
    method: 'GET',
    path: `${PATH}/:id`,
    ...reading(holidays),
    handle: (call) => ok({ holiday: presentHoliday(holidayOf(call)) }),
  },
  {
    method: 'POST',
    path: PATH,
    ...writing(holidays),
    handle: (call) =>
      created({ holiday: presentHoliday(createHoliday(call.store, scheduleOf(call), wrapped(call, 'holiday'))) }),
  },
  {
    method: 'PUT',
    path: `${PATH}/:id`,
    ...writing(holidays),
    handle: (call) => {
      const row = holidayOf(call);
      const changes = checkHoliday(call.store, { ...row, ...wrapped(call, 'holiday') });
      return ok({ holiday: presentHoliday(patch(call.store, 'holidays', row, changes)) });
    },
  },
  {
    method: 'DELETE',
    path: `${PATH}/:id`,
    ...writing(holidays),
    handle: (call) => {
      drop(call.store, 'holidays', holidayOf(call).id);
      return noContent();
    },
  },
];

function presentHoliday({ id, name = '', start_date = '', end_date = '' }: Row): Attributes {
  return { id, name, start_date, end_date };
}

function scheduleOf(call: Call): Row {
  return rowOf(schedules, call, param(call, 'schedule'));
}

function holidayOf(call: Call): Row {
  const row = rowOf(holidays, call, param(call, 'id'));
  if (row.schedule_id !== scheduleOf(call).id) throw notFound();
  return row;
}

function createHoliday(store: Store, schedule: Row, input: Attributes): Row {
  const checked = checkHoliday(store, input);
  return insert(store, 'holidays', nextNumber(store), { schedule_id: schedule.id, ...checked });
}

/** Whole days, the last one included, within two years of today. */
function checkHoliday(store: Store, input: Attributes): Attributes {
  const [name, start_date, end_date] = [input.name, input.start_date, input.end_date].map((part) => text(part).trim());
  const problems: Problem[] = [];
  if (!name) problems.push(blank('name'));
  const today = new Date(nowMs(store));
  for (const [field, date] of Object.entries({ start_date, end_date })) {
    if (!date) problems.push(blank(field));
    else if (!isDate(date)) problems.push(invalid(field, `${label(field)}: is not a date`));
    else if (Math.abs(yearsBetween(today, date)) > YEARS) {
      problems.push(invalid(field, `${label(field)}: must be within ${YEARS} years of today`));
    }
  }
  if (problems.length === 0 && text(end_date) < text(start_date)) {
    problems.push(invalid('end_date', 'End date: cannot be before the start date'));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  return { name: text(name), start_date: text(start_date), end_date: text(end_date) };
}

function label(field: string): string {
  return field === 'start_date' ? 'Start date' : 'End date';
}

function isDate(date: string): boolean {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined;
  return parsed !== undefined && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/** In years and parts of one, by the calendar, so that leap days do not matter. */
function yearsBetween(today: Date, date: string): number {
  const other = new Date(`${date}T00:00:00Z`);
  const months = (other.getUTCFullYear() - today.getUTCFullYear()) * 12 + other.getUTCMonth() - today.getUTCMonth();
  return (months + (other.getUTCDate() - today.getUTCDate()) / 31) / 12;
}
