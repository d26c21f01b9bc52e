/** Time zones: offsets, and which moment a wall clock means. The only file that asks for a zone's rules. */
import { IANAZone } from 'luxon';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * DAY_MS;
const STRETCH_MS = 52 * WEEK_MS;

/** Whether there is an IANA zone of that name. */
export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** The names that may be written, for suggestions. */
export function zoneNames(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
export type Offset = (at: number) => number;

const known = new Map<string, Offset>();

/** The offsets of a zone, which do not depend on the machine's own; asked for once a stretch of a year, then looked up. */
export function offsetOf(zone: string): Offset {
  const offset = known.get(zone) ?? offsetsOf(IANAZone.create(zone));
  known.set(zone, offset);
  return offset;
}

function offsetsOf(rules: IANAZone): Offset {
  const stretches = new Map<number, readonly Change[]>();
  return (at) => {
    const number = Math.floor(at / STRETCH_MS);
    const changes = stretches.get(number) ?? changesIn(rules, number * STRETCH_MS);
    stretches.set(number, changes);
    let index = changes.length - 1;
    while (index > 0 && at < (changes[index]?.from ?? 0)) index -= 1;
    return changes[index]?.offset ?? 0;
  };
}

interface Change {
  readonly from: number;
  readonly offset: number;
}

/** The offset at the beginning of a stretch, and each change within; no zone has changed twice within a week. */
function changesIn(rules: IANAZone, start: number): readonly Change[] {
  const ask = (at: number): number => Math.round(rules.offset(at) * 60_000);
  const changes: Change[] = [{ from: start, offset: ask(start) }];
  for (let week = start; week < start + STRETCH_MS; week += WEEK_MS) {
    const [before, after] = [changes.at(-1)?.offset, ask(week + WEEK_MS)];
    if (before === after) continue;
    let [low, high] = [week, week + WEEK_MS];
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (ask(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ from: high, offset: after });
  }
  return changes;
}

/**
 * The moment of a wall clock, which is given as if it were UTC. A time that clocks show twice is its first occurrence; one that
 * they skip is an hour later (zendesk/biz, lib/biz/time.rb and its spec).
 */
export function momentOf(local: number, offset: Offset): number {
  // No zone has been more than a day away from UTC, nor changed twice within two days.
  const candidates = [local - offset(local - DAY_MS), local - offset(local + DAY_MS)];
  const real = candidates.filter((moment) => moment + offset(moment) === local);
  return real.length > 0 ? Math.min(...real) : momentOf(local + HOUR_MS, offset);
}
