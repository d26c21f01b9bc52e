/** Rails' names for time zones, which the platform uses everywhere, and the list that /time_zones answers with. */

import { ZONES } from '../../simulate/zone-names.ts';
import type { Attributes } from '../json.ts';
import type { Route } from '../router.ts';
import { ok } from '../router.ts';

export const ZONE_NAMES: readonly string[] = [...ZONES.keys()];

export function isZone(name: string): boolean {
  return ZONES.has(name);
}

/** [general knowledge] No page describes this list; its shape is the one that the admin pages read. */
export const timeZoneRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/time_zones',
    scope: 'business_hours',
    access: 'agent',
    handle: (call) => {
      const zones = [...ZONES].map(([name, iana]) => presentZone(call.base, name, iana));
      return ok({ time_zones: zones, next_page: null, previous_page: null, count: zones.length });
    },
  },
];

function presentZone(base: string, name: string, iana: string): Attributes {
  const minutes = standardOffset(iana);
  const formatted = `GMT${minutes < 0 ? '-' : '+'}${clock(Math.abs(minutes))}`;
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    url: `${base}/api/v2/time_zones/${slug}.json`,
    name,
    translated_name: name,
    iana_name: iana,
    offset: minutes,
    formatted_offset: formatted,
  };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes east of Greenwich outside summer time: the smaller one of January's and July's. */
function standardOffset(iana: string): number {
  return Math.min(...[0, 6].map((month) => offsetAt(iana, new Date(Date.UTC(2026, month, 1)))));
}

function offsetAt(iana: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: iana, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours, minutes] =
    /GMT([+-])(\d+):(\d+)/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '') ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
