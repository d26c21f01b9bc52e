/** Schedules and open time. */
export { scheduleOf } from './native.ts';
export { addOpenTime, compiled, type Moment, openSeconds } from './open-time.ts';
export { ianaZone } from './rails-zones.ts';
export type { Schedule, Spans, Weekday } from './schedule.ts';
export type { Timeline } from './timeline.ts';
