/** What the wizard wants to know. One schema judges answers wherever they come from: a file, flags or questions. */
import { z } from 'zod';
import { nearest } from '../spec/nearest.ts';
import { EDITION_NAMES } from './editions.ts';
import { problemOfDays, problemOfSpan, problemOfWeek } from './hours.ts';
import type { Places } from './places.ts';

export const ENVIRONMENTS = ['sandbox', 'production', 'both'] as const;
export const CHANNELS = [
  'email',
  'web_form',
  'help_center',
  'messaging',
  'whatsapp',
  'voice',
  'sms',
  'facebook',
  'instagram',
  'x',
  'api',
] as const;
export const PRIORITIES = ['p1', 'p2', 'p3', 'p4'] as const;
const SUBDOMAIN = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SLACK_NAME = /^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u;
const DURATION = /^(?=\d)(\d{1,4}d)?(\d{1,4}h)?(\d{1,4}m)?$/;
const EMAIL = /^[^\s@"<>()]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const MAX_NAME = 80;
const MAX_LIST = 20;

export type Channel = (typeof CHANNELS)[number];
export type Priority = (typeof PRIORITIES)[number];

const name = z
  .string()
  .trim()
  .min(1, 'cannot be empty')
  .max(MAX_NAME, `has at most ${MAX_NAME} characters`)
  .refine(isOneLine, 'must be one line without control characters');
const subdomain = z
  .string()
  .regex(SUBDOMAIN, 'is made of small letters, digits and hyphens, such as acme of acme.zendesk.com');
const duration = z.string().regex(DURATION, 'must be a duration such as 30m, 4h or 1d2h');
const span = z.string().superRefine((text, cx) => complain(cx, problemOfSpan(text)));
const Hours = z
  .record(
    z.string().superRefine((key, cx) => complain(cx, problemOfDays(key))),
    z.union([span, z.array(span).min(1).max(4)]),
  )
  .superRefine((hours, cx) => complain(cx, problemOfWeek(hours)));
const Target = z.strictObject({
  first_reply: duration,
  resolution: duration,
  hours: z.enum(['business', 'calendar']).default('business'),
});
const Slack = z.union([z.literal(false), z.strictObject({ critical: slackName(), alerts: slackName() })]);

const Somewhere = z.object({ country: z.string(), region: z.string() });

function slackName() {
  return z.string().regex(SLACK_NAME, 'a channel has a name of small letters, digits, - and _, without #');
}

/** The answers as a file gives them: any of them may be missing. */
export function answersSchema(places: Places) {
  const place = placeSchema(places);
  // Judged whatever else is wrong, so that everything is said at once.
  const region = {
    path: ['region'],
    when: () => true,
    error: ({ input }: { readonly input?: unknown }) => problemOfRegion(places, input),
  };
  const timezone = z.string().superRefine((zone, cx) => complain(cx, problemOfZone(zone)));
  const office = z
    .strictObject({ name: name.optional(), timezone: timezone.optional(), ...place, hours: Hours })
    .refine((given) => problemOfRegion(places, given) === undefined, region);
  return z
    .strictObject({
      name,
      website: z.string().regex(/^https?:\/\/[^\s/]+\S*$/, 'must begin with http:// or https://'),
      platform: z.enum(['zendesk']),
      edition: z.enum(EDITION_NAMES),
      environment: z.enum(ENVIRONMENTS),
      subdomain,
      sandbox_subdomain: subdomain,
      brand: name,
      ...place,
      timezone,
      languages: z
        .array(z.string().superRefine((tag, cx) => complain(cx, problemOfLanguage(tag))))
        .min(1)
        .max(MAX_LIST),
      offices: z.array(office).min(1).max(MAX_LIST),
      holidays: z.boolean(),
      teams: z.array(name).min(1).max(MAX_LIST).superRefine(noneTwice),
      sla: z.strictObject({ p1: Target, p2: Target, p3: Target, p4: Target }).partial(),
      channels: z.array(z.enum(CHANNELS)).superRefine(noneTwice),
      support_address: z.string().regex(EMAIL, 'must be an e-mail address'),
      slack: Slack,
    })
    .partial()
    .refine((given) => problemOfRegion(places, given) === undefined, region);
}

export type GivenAnswers = z.output<ReturnType<typeof answersSchema>>;
export type Target = z.output<typeof Target>;
export type GivenOffice = NonNullable<GivenAnswers['offices']>[number];

/** An office with everything settled. */
export interface Office {
  readonly name: string;
  readonly timezone: string;
  readonly country: string;
  readonly region?: string | undefined;
  readonly hours: GivenOffice['hours'];
}

/** All answers, none missing. */
export interface Answers {
  readonly name: string;
  readonly website: string;
  readonly platform: 'zendesk';
  readonly edition: NonNullable<GivenAnswers['edition']>;
  readonly environment: (typeof ENVIRONMENTS)[number];
  readonly subdomain: string;
  /** Only where both are wanted. */
  readonly sandbox_subdomain?: string | undefined;
  readonly brand: string;
  readonly country: string;
  readonly region?: string | undefined;
  readonly timezone: string;
  readonly languages: readonly string[];
  readonly offices: readonly Office[];
  readonly holidays: boolean;
  readonly teams: readonly string[];
  readonly sla: Readonly<Record<Priority, Target>>;
  readonly channels: readonly Channel[];
  readonly support_address?: string | undefined;
  readonly slack: false | { readonly critical: string; readonly alerts: string };
}

function placeSchema({ countries }: Places) {
  const code = z.string().superRefine((text, cx) => {
    if (!countries.has(text))
      complain(
        cx,
        `there is no country "${text}"${didYouMean(nearestCode(text, countries))}; write its two letters, such as DE`,
      );
  });
  return { country: code.optional(), region: z.string().optional() };
}

function problemOfRegion({ countries, regionsOf }: Places, given: unknown): string | undefined {
  const judged = Somewhere.safeParse(given);
  if (!judged.success || !countries.has(judged.data.country)) return undefined;
  const { country, region } = judged.data;
  const regions = regionsOf(country);
  if (regions.has(region)) return undefined;
  if (regions.size === 0) return `${country} has no regions with holidays of their own; leave it out`;
  const near = nearestCode(region, regions);
  return `${country} has no region "${region}"${didYouMean(near)}; it has ${[...regions.keys()].join(', ')}`;
}

/** A code of the map for a mistyped code, or for a name of it. */
function nearestCode(text: string, names: ReadonlyMap<string, string>): string | undefined {
  const upper = text.toUpperCase();
  if (names.has(upper)) return upper;
  const found = nearest(text, names.values());
  return [...names].find(([, title]) => title === found)?.[0];
}

function problemOfZone(zone: string): string | undefined {
  if (isTimeZone(zone)) return undefined;
  const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
  return `there is no time zone "${zone}"${didYouMean(near)}; write an IANA name such as Europe/Berlin`;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

function problemOfLanguage(tag: string): string | undefined {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical === tag ? undefined : `write "${canonical}"`;
  } catch {
    return `"${tag}" is no language tag; write it like en-US, de or pt-BR`;
  }
}

function noneTwice(list: readonly string[], cx: z.RefinementCtx): void {
  for (const [index, item] of list.entries())
    if (list.findIndex((other) => other.toLowerCase() === item.toLowerCase()) < index)
      complain(cx, `"${item}" stands twice`, [index]);
}

function isOneLine(text: string): boolean {
  return !CONTROL.test(text) && !/\p{Surrogate}/u.test(text);
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : ` (did you mean ${name}?)`;
}

function complain(cx: z.RefinementCtx, problem: string | undefined, path: PropertyKey[] = []): void {
  if (problem !== undefined) cx.addIssue({ code: 'custom', message: problem, path });
}
