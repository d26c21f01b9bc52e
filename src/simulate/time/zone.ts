/** Time zones: offsets, and which moment a wall clock means. The only file that asks for a zone's rules. */
import { IANAZone } from 'luxon';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

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

/** The offsets of a zone; independent of the machine's own zone. */
export function offsetOf(zone: string): Offset {
  const rules = IANAZone.create(zone);
  return (at) => Math.round(rules.offset(at) * 60_000);
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
