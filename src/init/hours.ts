/** Working hours: as people write them, and the hours of several offices as those of one. */

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_NAMES: readonly string[] = DAYS;
export type Day = (typeof DAYS)[number];

/** `{mon-fri: 09:00-17:00, sat: [09:00-12:00, 13:00-15:00]}`, in the order in which it was written. */
export type WeekHours = Readonly<Record<string, string | readonly string[]>>;

/** Minutes since Sunday 00:00, the end not included. */
export type Interval = readonly [start: number, end: number];

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const SPAN = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/;
const SHORTEST = 60;

/** What is wrong with a key of the hours, or undefined. */
export function problemOfDays(key: string): string | undefined {
  return daysOf(key) === undefined ? `a day or a range such as mon-fri; days are ${DAYS.join(', ')}` : undefined;
}

/** What is wrong with a span such as `09:00-17:00`, or undefined. */
export function problemOfSpan(text: string): string | undefined {
  const span = minutesOf(text);
  if (span === undefined) return `"${text}" is no span; write it like 09:00-17:00`;
  const [start, end] = span;
  if (end <= start) return `"${text}" ends before it begins; split what passes midnight: 22:00-24:00 and 00:00-06:00`;
  if (end - start < SHORTEST) return `"${text}" is shorter than the hour that the platform takes`;
  if (start % 15 !== 0 || end % 15 !== 0) return `"${text}" does not stand on quarters of an hour`;
  return undefined;
}

/** What is wrong with the hours as a whole, or undefined: a day twice. */
export function problemOfWeek(hours: WeekHours): string | undefined {
  const seen = new Set<Day>();
  for (const key of Object.keys(hours))
    for (const day of daysOf(key) ?? []) {
      if (seen.has(day)) return `${day} stands twice`;
      seen.add(day);
    }
  return seen.size === 0 ? 'no day has hours' : undefined;
}

/** `mon-fri 09:00-17:00, sat 09:00-12:00 13:00-15:00` as hours, or what is wrong with it. */
export function parseHours(text: string): WeekHours | { readonly problem: string } {
  const hours: Record<string, string | readonly string[]> = {};
  for (const part of text.split(',')) {
    const [key = '', ...spans] = part.trim().toLowerCase().split(/\s+/);
    const wrong = spans.map(problemOfSpan).find((problem) => problem !== undefined);
    if (daysOf(key) === undefined) return { problem: `"${key}" is not ${problemOfDays(key)}` };
    if (spans.length === 0) return { problem: `"${key}" has no hours; write it like mon-fri 09:00-17:00` };
    if (wrong !== undefined) return { problem: wrong };
    if (Object.hasOwn(hours, key)) return { problem: `${key} stands twice` };
    const [only = '', ...more] = spans;
    hours[key] = more.length === 0 ? only : spans;
  }
  const problem = problemOfWeek(hours);
  return problem === undefined ? hours : { problem };
}

/** The hours on one line, as `parseHours` reads them. */
export function hoursText(hours: WeekHours): string {
  return Object.entries(hours)
    .map(([days, spans]) => [days, ...listOf(spans)].join(' '))
    .join(', ');
}

/** The week as intervals, sorted, those that touch made one. */
export function intervalsOf(hours: WeekHours): readonly Interval[] {
  const found = Object.entries(hours).flatMap(([key, spans]) =>
    (daysOf(key) ?? []).flatMap((day) =>
      listOf(spans).flatMap((text): readonly Interval[] => {
        const span = minutesOf(text);
        const start = DAYS.indexOf(day) * DAY;
        return span === undefined ? [] : [[start + span[0], start + span[1]]];
      }),
    ),
  );
  return merged(found);
}

export interface Office {
  readonly timezone: string;
  readonly hours: WeekHours;
}

/** The hours in which at least one office works, in the time of `timezone` on `day`. */
export function combinedHours(offices: readonly Office[], timezone: string, day: Date): WeekHours {
  const all = offices.flatMap((office) => {
    const shift = offsetOf(timezone, day) - offsetOf(office.timezone, day);
    return intervalsOf(office.hours).flatMap((interval) => moved(interval, shift));
  });
  return weekOf(merged(all));
}

/** Intervals as hours that people read, days with the same ones drawn together. */
export function weekOf(intervals: readonly Interval[]): WeekHours {
  const spans = DAYS.map((_, index) =>
    intervals.flatMap(([start, end]): readonly string[] => {
      const from = Math.max(start, index * DAY) - index * DAY;
      const to = Math.min(end, (index + 1) * DAY) - index * DAY;
      return from < to ? [`${clock(from)}-${clock(to)}`] : [];
    }),
  );
  const order = [1, 2, 3, 4, 5, 6, 0];
  const week: Record<string, string | readonly string[]> = {};
  for (let first = 0; first < order.length; ) {
    const own = spans[order[first] ?? 0] ?? [];
    let last = first;
    while (last + 1 < order.length && String(spans[order[last + 1] ?? 0]) === String(own)) last += 1;
    const [from, to] = [DAYS[order[first] ?? 0], DAYS[order[last] ?? 0]];
    const [only = '', ...more] = own;
    if (own.length > 0) week[from === to ? `${from}` : `${from}-${to}`] = more.length === 0 ? only : own;
    first = last + 1;
  }
  return week;
}

/** The days of `mon` or `mon-fri`; undefined for anything else. */
function daysOf(key: string): readonly Day[] | undefined {
  const [first, last, ...more] = key.split('-').map((word) => DAY_NAMES.indexOf(word));
  if (first === undefined || first < 0 || more.length > 0) return undefined;
  if (last === undefined) return DAYS.slice(first, first + 1);
  if (last < 0) return undefined;
  const count = ((last - first + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length: count }, (_, index) => DAYS[(first + index) % DAYS.length] ?? 'sun');
}

function minutesOf(text: string): Interval | undefined {
  const [, hour, minute, endHour, endMinute] = (SPAN.exec(text) ?? []).map(Number);
  if (hour === undefined || minute === undefined || endHour === undefined || endMinute === undefined) return undefined;
  const [start, end] = [hour * 60 + minute, endHour * 60 + endMinute];
  return minute > 59 || endMinute > 59 || start >= DAY || end > DAY ? undefined : [start, end];
}

function moved([start, end]: Interval, shift: number): readonly Interval[] {
  const from = (((start + shift) % WEEK) + WEEK) % WEEK;
  const to = from + (end - start);
  return to <= WEEK
    ? [[from, to]]
    : [
        [from, WEEK],
        [0, to - WEEK],
      ];
}

function merged(intervals: readonly Interval[]): readonly Interval[] {
  const found: Interval[] = [];
  for (const [start, end] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last !== undefined && start <= last[1]) found[found.length - 1] = [last[0], Math.max(last[1], end)];
    else found.push([start, end]);
  }
  return found;
}

function listOf(spans: string | readonly string[]): readonly string[] {
  return typeof spans === 'string' ? [spans] : spans;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes by which the zone is ahead of UTC on that day. */
function offsetOf(timezone: string, day: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(day);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d{2}):?(\d{2})?$/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
