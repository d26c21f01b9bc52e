/** A time zone: an IANA name in the spec, the platform's own name on its side. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import { type AttributeOptions, shared } from './options.ts';
import { nearest, wrongType, wrongValue } from './problems.ts';
import { call, callOf, canonicalScalar, isTextNode } from './scalars.ts';

/** `names`: the platform's name → the IANA name. What the platform says and the table lacks is kept as `other("name")`. */
export function timeZone(names: Readonly<Record<string, string>>, options: AttributeOptions): Attribute {
  const zones = [...new Set(Object.values(names))];
  return {
    ...shared(options),
    schema: z.string().describe(options.description),
    parse(node, cx) {
      if (!isTextNode(node)) return wrongType(cx, node, 'an IANA time zone such as Europe/Berlin');
      const other = callOf('other', node.value);
      if (other !== undefined) return names[other] ?? node.value;
      const found = zones.includes(node.value) ? node.value : knownAs(node.value, zones);
      if (found !== undefined) return found;
      const told = names[node.value] ?? twinOf(node.value, zones) ?? nearest(node.value, zones);
      const hint = told === undefined ? {} : { hint: hintFor(node.value, told) };
      return wrongValue(cx, node, `The platform has no time zone "${node.value}"`, hint.hint);
    },
    format: canonicalScalar,
    decode(native) {
      const name = canonicalScalar(native);
      return names[name] ?? call('other', name);
    },
    encode(value) {
      const zone = canonicalScalar(value);
      const own = Object.keys(names).filter((name) => names[name] === zone);
      // Of several cities in one zone, the one that the zone is named after.
      const city = zone.split('/').at(-1)?.replaceAll('_', ' ');
      return callOf('other', zone) ?? own.find((name) => name === city) ?? own[0] ?? zone;
    },
  };
}

function hintFor(written: string, told: string): string {
  return isZone(written) ? `${told} keeps the same time` : `Did you mean ${told}?`;
}

/** The zone of which `name` is another name: Asia/Calcutta is Asia/Kolkata. */
function knownAs(name: string, zones: readonly string[]): string | undefined {
  const own = isZone(name) ? standardName(name) : undefined;
  return own === undefined ? undefined : zones.find((zone) => standardName(zone) === own);
}

/** A zone whose clocks go the same way, half a month by half a month, through the coming two years. */
function twinOf(name: string, zones: readonly string[]): string | undefined {
  if (!isZone(name)) return undefined;
  const start = Date.UTC(new Date().getUTCFullYear(), 0, 1);
  const moments = Array.from({ length: 48 }, (_, index) => start + index * 15 * 86_400_000);
  const own = clockOf(name, moments);
  return zones.find((zone) => clockOf(zone, moments) === own);
}

function clockOf(zone: string, moments: readonly number[]): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return moments.map((moment) => format.format(moment)).join();
}

function standardName(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}

function isZone(name: string): boolean {
  try {
    return standardName(name) !== '';
  } catch {
    return false;
  }
}
