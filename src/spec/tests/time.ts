/** Moments and lengths of time as test files write them; never the machine's own zone. */
import { isZone, momentOf as momentInZone, offsetOf } from '../../simulate/time/zone.ts';

const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?: ([A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*))?$/;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const LENGTH = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Epoch milliseconds of `2027-03-02 10:00` in `zone`, or in the zone behind it, or of ISO 8601; else what is wrong. */
export function momentOf(text: string, zone: string): number | string {
  const written = text.trim();
  if (ISO.test(written)) {
    const found = Date.parse(written);
    return Number.isNaN(found) ? `"${written}" is no date` : found;
  }
  const [, date, time, own = zone] = LOCAL.exec(written) ?? [];
  if (date === undefined) return 'it takes a time such as 2027-03-02 10:00, or 2027-03-02T10:00:00Z';
  if (!isZone(own)) return `"${own}" is no time zone such as Europe/Berlin`;
  const local = Date.parse(`${date}T${time}Z`);
  // 30 February is read as a day of March by some.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) return `"${written}" is no date`;
  return momentInZone(local, offsetOf(own));
}

/** Milliseconds of `1d2h30m`, a day being 24 hours; undefined if it is none. */
export function lengthOf(text: string): number | undefined {
  const found = LENGTH.exec(text.trim());
  if (found === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
