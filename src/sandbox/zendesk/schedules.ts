/** Business hours: developer.zendesk.com/api-reference/ticketing/ticket-management/schedules/ */

import type { Problem } from '../errors.ts';
import { badAttribute, blank, forbidden, invalid, recordInvalid } from '../errors.ts';
import { has } from '../features.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { isObject, object, objects, text } from '../json.ts';
import type { Context, Kind } from '../kinds.ts';
import { readRoutes, rowOf, wrapped, writeRoutes, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok, param } from '../router.ts';
import { count, drop, filter, find, insert, patch } from '../store.ts';
import { isZone } from './time-zones.ts';

const DAY = 24 * 60;
const WEEK = 7 * DAY;

export const schedules: Kind = {
  name: 'schedules',
  one: 'schedule',
  path: '/business_hours/schedules',
  scope: 'business_hours',
  paging: 'none',
  feature: 'schedules',
  withoutUrl: true,
  create: createSchedule,
  update: ({ store }, row, input) => patch(store, 'schedules', row, checkSchedule(input, false)),
  remove: removeSchedule,
  // In the admin pages the hours are on the same form as the name.
  byHand: ({ store }, row, input) =>
    input.intervals === undefined
      ? row
      : patch(store, 'schedules', row, { intervals: checkIntervals(input.intervals) }),
};

export const scheduleRoutes: readonly Route[] = [
  ...readRoutes(schedules),
  ...writeRoutes(schedules),
  {
    method: 'PUT',
    path: '/business_hours/schedules/:id/workweek',
    ...writing(schedules),
    handle: updateWorkweek,
  },
];

/** "Intervals are writable only when updating intervals for a schedule": sent here they are ignored. */
function createSchedule({ store, profile }: Context, input: Attributes): Row {
  const checked = checkSchedule(input, true);
  // Several schedules are for Enterprise (plan comparison); the answer's form is [general knowledge].
  if (count(store, 'schedules') > 0 && !has(profile, 'many_schedules')) throw forbidden();
  const row = insert(store, 'schedules', nextNumber(store), { ...checked, intervals: presetWeek() });
  switchOn({ store });
  return row;
}

function checkSchedule(input: Attributes, whole: boolean): Attributes {
  const problems: Problem[] = [];
  const changes: Attributes = {};
  if (whole || input.name !== undefined) {
    changes.name = text(input.name).trim();
    if (changes.name === '') problems.push(blank('name'));
  }
  if (whole || input.time_zone !== undefined) {
    changes.time_zone = text(input.time_zone);
    if (changes.time_zone === '') problems.push(blank('time_zone'));
    // An IANA name is as unknown to the platform as any other text.
    else if (!isZone(changes.time_zone)) problems.push(invalid('time_zone', 'Time zone: is not included in the list'));
  }
  if (problems.length > 0) throw recordInvalid(problems);
  return changes;
}

/** A new schedule is open Monday to Friday; the hours nine to five are [general knowledge]. */
function presetWeek(): Json[] {
  return [1, 2, 3, 4, 5].map((day) => ({ start_time: day * DAY + 9 * 60, end_time: day * DAY + 17 * 60 }));
}

/** The first schedule switches business hours on. */
function switchOn({ store }: Pick<Context, 'store'>): void {
  const settings = find(store, 'settings', 'account');
  if (!settings) return;
  patch(store, 'settings', settings, {
    active_features: { ...object(settings.active_features), business_hours: true },
  });
}

/** Rules and policies keep the id of a schedule that is gone. */
function removeSchedule({ store }: Context, row: Row): void {
  for (const holiday of filter(store, 'holidays', (other) => other.schedule_id === row.id)) {
    drop(store, 'holidays', holiday.id);
  }
  drop(store, 'schedules', row.id);
}

function updateWorkweek(call: Call): Reply {
  const row = rowOf(schedules, call, param(call, 'id'));
  const { intervals: sent } = wrapped(call, 'workweek');
  const { intervals = [] } = patch(call.store, 'schedules', row, { intervals: checkIntervals(sent) });
  return ok({ workweek: { intervals } });
}

/**
 * "Intervals can't span calendar days, so must end at midnight at the latest." The admin pages' steps of fifteen
 * minutes and their hour at least do not bind the API. That intervals may not overlap is [general knowledge].
 */
function checkIntervals(sent: Json | undefined): Json[] {
  if (!Array.isArray(sent) || !sent.every(isObject)) throw badAttribute('intervals', 'intervals must be an array');
  const refuse = (why: string) => recordInvalid([invalid('intervals', `Intervals: ${why}`)]);
  const intervals = objects(sent).map(({ start_time: start, end_time: end }) => {
    if (typeof start !== 'number' || typeof end !== 'number' || !Number.isInteger(start) || !Number.isInteger(end)) {
      throw refuse('start_time and end_time must be whole minutes');
    }
    if (start < 0 || end > WEEK) throw refuse('must lie within the week');
    if (start >= end) throw refuse('must end after they start');
    if (Math.floor(start / DAY) !== Math.floor((end - 1) / DAY)) throw refuse('cannot span calendar days');
    return { start_time: start, end_time: end };
  });
  intervals.sort((left, right) => left.start_time - right.start_time);
  for (const [index, { start_time }] of intervals.entries()) {
    if (start_time < (intervals[index - 1]?.end_time ?? 0)) throw refuse('cannot overlap');
  }
  return intervals;
}
