/** What stands in for an answer that nobody gave. */
import { keyFrom } from '../core/address.ts';
import type { Answers, GivenAnswers, Office, Priority, Target } from './answers.ts';
import { USUAL_EDITION } from './editions.ts';
import type { Places } from './places.ts';
import { textLanguage, WORDS } from './words.ts';

/** Where nothing is known of the client. */
export const USUAL_COUNTRY = 'US';
const USUAL_ZONE = 'UTC';
const USUAL_HOURS = { 'mon-fri': '09:00-17:00' } as const;
const USUAL_CHANNELS = ['email', 'web_form', 'help_center'] as const;
export const USUAL_SLACK = { critical: 'critical-issues', alerts: 'support-alerts' } as const;
/** Where English is what is written at work, whatever most people speak. */
const ENGLISH_AT_WORK: ReadonlySet<string> = new Set(['IN', 'PK', 'PH', 'KE', 'NG', 'ZA', 'SG', 'MT', 'IE', 'HK']);

/** Times that most clients can keep; P1 runs at any hour. */
export const USUAL_SLA: Readonly<Record<Priority, Target>> = {
  p1: { first_reply: '1h', resolution: '4h', hours: 'calendar' },
  p2: { first_reply: '4h', resolution: '8h', hours: 'business' },
  p3: { first_reply: '8h', resolution: '24h', hours: 'business' },
  p4: { first_reply: '16h', resolution: '40h', hours: 'business' },
};

/** The answers with every gap filled. `fallback` is the name of a client of whom nothing is known. */
export function complete(given: GivenAnswers, fallback: string, places: Places): Answers {
  const name = given.name ?? fallback;
  const subdomain = given.subdomain ?? hostName(name, fallback);
  const country = given.country ?? given.offices?.[0]?.country ?? USUAL_COUNTRY;
  const region = given.region ?? (given.country === undefined ? given.offices?.[0]?.region : undefined);
  const timezone = given.timezone ?? given.offices?.[0]?.timezone ?? places.timezoneOf(country, region) ?? USUAL_ZONE;
  const languages = given.languages ?? [usualLanguage(country)];
  const words = WORDS[textLanguage(languages)];
  const environment = given.environment ?? 'sandbox';
  const head = { country, region, timezone };
  return {
    name,
    website: given.website ?? `https://www.${subdomain}.example`,
    platform: 'zendesk',
    edition: given.edition ?? USUAL_EDITION,
    environment,
    subdomain,
    ...(environment === 'both' ? { sandbox_subdomain: given.sandbox_subdomain ?? `${subdomain}-sandbox` } : {}),
    brand: given.brand ?? name,
    country,
    ...(region === undefined ? {} : { region }),
    timezone,
    languages,
    offices: officesOf(given, head, words.mainOffice, places),
    holidays: given.holidays ?? true,
    teams: given.teams ?? words.teams,
    sla: targetsOver(given.sla ?? {}),
    channels: given.channels ?? USUAL_CHANNELS,
    ...(given.support_address === undefined ? {} : { support_address: given.support_address }),
    slack: given.slack ?? USUAL_SLACK,
  };
}

function targetsOver({ p1, p2, p3, p4 }: NonNullable<GivenAnswers['sla']>): Answers['sla'] {
  const usual = USUAL_SLA;
  return { p1: p1 ?? usual.p1, p2: p2 ?? usual.p2, p3: p3 ?? usual.p3, p4: p4 ?? usual.p4 };
}

type Head = Pick<Answers, 'country' | 'region' | 'timezone'>;

/** The first office is where the client is, if it does not say otherwise. */
function officesOf(given: GivenAnswers, head: Head, mainName: string, places: Places): readonly Office[] {
  const offices: NonNullable<GivenAnswers['offices']> = given.offices ?? [{ hours: USUAL_HOURS }];
  return offices.map((office, index) => {
    const country = office.country ?? head.country;
    const region = office.region ?? (office.country === undefined ? head.region : undefined);
    const elsewhere = office.country === undefined ? undefined : places.timezoneOf(country, region);
    const timezone = office.timezone ?? elsewhere ?? head.timezone;
    const city = timezone.split('/').at(-1)?.replaceAll('_', ' ') ?? timezone;
    const name = office.name ?? (index === 0 && offices.length === 1 ? mainName : city);
    return { name, timezone, country, ...(region === undefined ? {} : { region }), hours: office.hours };
  });
}

/** The tenant's name that a client of this name would have. */
export function hostName(name: string, fallback: string): string {
  const key = keyFrom(name);
  const host = (key === 'unnamed' ? keyFrom(fallback) : key).replaceAll('_', '-').replace(/-+$/, '');
  return host.slice(0, 63);
}

/** The client's key: from the name, or from the tenant's where the name has no Latin letter. */
export function slugOf({ name, subdomain }: Pick<Answers, 'name' | 'subdomain'>): string {
  const slug = keyFrom(name);
  return slug === 'unnamed' ? keyFrom(subdomain) : slug;
}

/** The language that is written in a country, as a tag. */
export function usualLanguage(country: string): string {
  const language = ENGLISH_AT_WORK.has(country) ? 'en' : new Intl.Locale(`und-${country}`).maximize().language;
  if (language === 'en') return country === 'GB' ? 'en-GB' : 'en-US';
  return language === 'pt' && country === 'BR' ? 'pt-BR' : language;
}
