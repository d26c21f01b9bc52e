/** Weekly hours: `{mon-fri: 08:00-18:00, sat: [09:00-12:00, 13:00-15:00]}`, canonical as minutes since Sunday. */
import type { Attribute } from '../attribute.ts';
import type { MapEntry, MapNode, SpecNode, SpecValue } from '../spec-node.ts';
import { isList, type Value } from '../value.ts';
import { documented } from './documented.ts';
import { type AttributeOptions, shared } from './options.ts';
import { problem, unknownWord, wrongType, wrongValue } from './problems.ts';
import { listOf } from './references.ts';
import { isTextNode } from './scalars.ts';

/** In the order of the platforms' week. */
export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const NAMES: readonly string[] = DAYS;
/** In the order in which people write a week. */
const WRITTEN = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const DAY = 24 * 60;

/** Minutes since Sunday, 00:00. */
export type Interval = readonly [start: number, end: number];

/** Hours of a week, all of it ours. `native` lists of `{start_time, end_time}` are those of the platform, one day each. */
export function hours(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    collection: 'whole',
    schema: documented(options.description, {
      type: 'object',
      propertyNames: { pattern: '^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$' },
      additionalProperties: { anyOf: [SPAN_SCHEMA, { type: 'array', items: SPAN_SCHEMA }] },
    }),
    parse: (node, cx) => (node.type === 'map' ? parseWeek(node, cx) : wrongType(cx, node, 'a map from days to hours')),
    format: (value) => formatWeek(intervalsOf(value)),
    decode: (native) => merged(Array.isArray(native) ? native.flatMap(nativeInterval) : []),
    encode: (value) =>
      intervalsByDay(value).map(([start_time, end_time]) => ({
        start_time,
        end_time,
      })),
  };
}

const SPAN = /^([01]?\d|2[0-4]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-4]):([0-5]\d)$/;
const SPAN_SCHEMA = { type: 'string', pattern: '^\\d{1,2}:\\d{2}\\s*[-–]\\s*\\d{1,2}:\\d{2}$' };

/** The intervals of a canonical value. */
export function intervalsOf(value: Value | undefined): readonly Interval[] {
  return listOf(value).flatMap((item): Interval[] => {
    const [start, end] = isList(item) ? item : [];
    return typeof start === 'number' && typeof end === 'number' ? [[start, end]] : [];
  });
}

/** The same hours with none past midnight. */
export function intervalsByDay(value: Value | undefined): readonly Interval[] {
  return intervalsOf(value).flatMap(([start, end]) => {
    const parts: Interval[] = [];
    for (let from = start; from < end; ) {
      const until = Math.min(end, (Math.floor(from / DAY) + 1) * DAY);
      parts.push([from, until]);
      from = until;
    }
    return parts;
  });
}

function nativeInterval(native: unknown): Interval[] {
  if (typeof native !== 'object' || native === null || !('start_time' in native) || !('end_time' in native)) return [];
  return [[Number(native.start_time), Number(native.end_time)]];
}

/** Sorted, and those that touch made one: platforms merge them at midnight. */
function merged(intervals: readonly Interval[]): readonly (readonly number[])[] {
  const result: [number, number][] = [];
  for (const [start, end] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

type Context = Parameters<Attribute['parse']>[1];

function parseWeek(node: MapNode, cx: Context): Value | undefined {
  const taken = new Set<number>();
  const intervals: Interval[] = [];
  let broken = false;
  for (const [key, entry] of node.entries) {
    const days = daysOf(key, entry, cx);
    const spans = spansOf(entry.value, cx);
    if (days === undefined || spans === undefined) {
      broken = true;
      continue;
    }
    for (const day of days) {
      if (taken.has(day)) {
        problem(cx, keyNode(key, entry), 'SPEC_BAD_VALUE', `The day ${DAYS[day]} stands twice`);
        broken = true;
      }
      taken.add(day);
      for (const [start, end] of spans) intervals.push([day * DAY + start, day * DAY + end]);
    }
  }
  return broken ? undefined : merged(intervals);
}

function keyNode(key: string, entry: MapEntry): SpecNode {
  return { type: 'scalar', value: key, at: entry.keyAt };
}

function daysOf(key: string, entry: MapEntry, cx: Context): readonly number[] | undefined {
  const [first = '', last = first, ...rest] = key.split('-').map((word) => word.trim());
  const [from, to] = [first, last].map((word) => NAMES.indexOf(word));
  if (from === undefined || to === undefined || from < 0 || to < 0 || rest.length > 0) {
    return unknownWord(cx, keyNode(key, entry), 'The day', key, [...WRITTEN, 'mon-fri', 'sat-sun']);
  }
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (from + index) % 7);
}

function spansOf(node: SpecNode, cx: Context): readonly Interval[] | undefined {
  const spans: Interval[] = [];
  for (const item of node.type === 'list' ? node.items : [node]) {
    const span = spanOf(item, cx);
    if (span === undefined) return undefined;
    if (spans.some(([start, end]) => span[0] < end && start < span[1]))
      return wrongValue(cx, item, 'The hours overlap others of the same day');
    spans.push(span);
  }
  return spans;
}

function spanOf(node: SpecNode, cx: Context): Interval | undefined {
  const found = isTextNode(node) ? SPAN.exec(node.value.trim()) : null;
  if (found === null) return wrongType(cx, node, 'hours such as "08:00-18:00"');
  const [, h1, m1, h2, m2] = found.map(Number);
  const [start, end] = [(h1 ?? 0) * 60 + (m1 ?? 0), (h2 ?? 0) * 60 + (m2 ?? 0)];
  if (end > DAY) return wrongValue(cx, node, 'A day ends at 24:00');
  if (end > start) return [start, end];
  return wrongValue(
    cx,
    node,
    'Hours cannot go past midnight',
    'End them at 24:00, and let the next day begin at 00:00',
  );
}

/** Days that follow one another with the same hours are written as a range. */
function formatWeek(intervals: readonly Interval[]): SpecValue {
  const byDay = new Map<string, string[]>();
  for (const [start, end] of intervalsByDay(intervals)) {
    const day = DAYS[Math.floor(start / DAY)] ?? '';
    const base = Math.floor(start / DAY) * DAY;
    byDay.set(day, [...(byDay.get(day) ?? []), `${clock(start - base)}-${clock(end - base)}`]);
  }
  const week = new Map<string, SpecValue>();
  for (let index = 0; index < WRITTEN.length; ) {
    const spans = byDay.get(WRITTEN[index] ?? '') ?? [];
    let end = index;
    while (end + 1 < WRITTEN.length && String(byDay.get(WRITTEN[end + 1] ?? '') ?? []) === String(spans)) end += 1;
    const range = end === index ? `${WRITTEN[index]}` : `${WRITTEN[index]}-${WRITTEN[end]}`;
    if (spans.length > 0) week.set(range, spans.length === 1 ? (spans[0] ?? '') : spans);
    index = end + 1;
  }
  return week;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
