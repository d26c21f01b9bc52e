/** Answers on one line, as flags and questions take them: `Berlin, Europe/Berlin, DE-BE: mon-fri 09:00-17:00` and `1h/4h calendar`. */

import type { Office, Target } from './answers.ts';
import { hoursText, parseHours, type WeekHours } from './hours.ts';

export interface ShortOffice {
  readonly name?: string;
  readonly timezone?: string;
  readonly country?: string;
  readonly region?: string;
  readonly hours: WeekHours;
}
interface Problem {
  readonly problem: string;
}

/** `[NAME, ZONE, COUNTRY[-REGION]: ]DAYS SPAN, …`; each part before the colon may be missing. */
export function parseOffice(text: string): ShortOffice | Problem {
  const colon = text.lastIndexOf(': ');
  const parsed = parseHours(text.slice(colon < 0 ? 0 : colon + 2));
  if (isProblem(parsed)) return parsed;
  const about: { name?: string; timezone?: string; country?: string; region?: string } = {};
  for (const part of colon < 0 ? [] : text.slice(0, colon).split(',')) {
    const word = part.trim();
    const [, country, region] = /^([A-Z]{2})(?:-([A-Za-z0-9]{1,4}))?$/.exec(word) ?? [];
    if (word === '')
      return {
        problem:
          'something is missing before the colon; write it like "Berlin, Europe/Berlin, DE: mon-fri 09:00-17:00"',
      };
    if (country !== undefined) Object.assign(about, { country }, region === undefined ? {} : { region });
    else if (word.includes('/') || word === 'UTC') about.timezone = word;
    else if (about.name === undefined) about.name = word;
    else return { problem: `"${word}" is neither a time zone nor a country` };
  }
  return { ...about, hours: parsed };
}

/** An office as `parseOffice` reads it. */
export function officeText({ name, timezone, country, region, hours }: Office): string {
  return `${name}, ${timezone}, ${region === undefined ? country : `${country}-${region}`}: ${hoursText(hours)}`;
}

/** `1h/4h`, `1h/4h calendar`: first reply, resolution, and whose hours count. The durations are judged elsewhere. */
export function parseTarget(
  text: string,
): { readonly first_reply: string; readonly resolution: string; readonly hours?: string } | Problem {
  const [, first, resolution, hours] = /^\s*([^\s/]+)\s*\/\s*([^\s/]+)(?:\s+(\S+))?\s*$/.exec(text) ?? [];
  if (first === undefined || resolution === undefined)
    return { problem: `"${text}" is no target; write it like 1h/4h calendar` };
  return { first_reply: first, resolution, ...(hours === undefined ? {} : { hours }) };
}

/** A target as `parseTarget` reads it. */
export function targetText({ first_reply, resolution, hours }: Target): string {
  return `${first_reply}/${resolution} ${hours}`;
}

/** True for what is wrong instead of a result. */
export function isProblem(value: object): value is Problem {
  return 'problem' in value && typeof value.problem === 'string';
}
