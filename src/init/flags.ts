/** The answers that flags give: judged by the same schema as a file, everything wrong at once. */
import type { Diagnostic } from '../core/diagnostic.ts';
import { SupportctlError } from '../core/diagnostic.ts';
import { nearest } from '../spec/nearest.ts';
import { answersSchema, type GivenAnswers, PRIORITIES } from './answers.ts';
import { USUAL_COUNTRY, USUAL_SLACK } from './defaults.ts';
import type { Places } from './places.ts';
import { isProblem, parseOffice, parseTarget } from './short-forms.ts';

export interface AnswerFlags {
  readonly name?: string;
  readonly website?: string;
  readonly edition?: string;
  readonly environment?: string;
  readonly subdomain?: string;
  readonly sandboxSubdomain?: string;
  readonly brand?: string;
  readonly country?: string;
  readonly region?: string;
  readonly timezone?: string;
  readonly language?: readonly string[];
  readonly hours?: readonly string[];
  readonly holidays?: boolean;
  readonly team?: readonly string[];
  readonly sla?: readonly string[];
  readonly channel?: readonly string[];
  readonly supportAddress?: string;
  readonly slack?: readonly string[] | false;
}

/** Which flag an answer comes from. */
const FLAG_OF: Readonly<Record<string, string>> = {
  sandbox_subdomain: 'sandbox-subdomain',
  languages: 'language',
  offices: 'hours',
  teams: 'team',
  channels: 'channel',
  support_address: 'support-address',
};

/** The flags as answers. Throws all that is wrong with them. */
export function answersFromFlags(flags: AnswerFlags, places: Places): GivenAnswers {
  const wrong: Diagnostic[] = [];
  const { name, website, edition, environment, subdomain, brand, country, region, timezone, holidays } = flags;
  const given = {
    ...{ name, website, edition, environment, subdomain, brand, country, region, timezone, holidays },
    sandbox_subdomain: flags.sandboxSubdomain,
    languages: flags.language,
    offices: officesOf(flags.hours, wrong),
    teams: flags.team,
    sla: targetsOf(flags.sla, wrong),
    channels: flags.channel,
    support_address: flags.supportAddress,
    slack: slackOf(flags.slack),
  };
  const judged = answersSchema(places).safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  for (const issue of judged.error?.issues ?? []) {
    const [key = ''] = issue.path.map(String);
    const value = issue.path.reduce<unknown>(
      (inner, step) => (isRecord(inner) ? inner[String(step)] : undefined),
      given,
    );
    const words = issue.code === 'invalid_value' ? issue.values.map(String) : [];
    const near = typeof value === 'string' ? nearest(value, words) : undefined;
    wrong.push(
      usage(
        words.length > 0
          ? `--${FLAG_OF[key] ?? key} cannot be ${String(value)}`
          : `--${FLAG_OF[key] ?? key}: ${issue.message}`,
        words.length > 0 ? { detail: `Allowed: ${words.join(', ')}` } : {},
        near === undefined ? {} : { hint: `did you mean \`${near}\`?` },
      ),
    );
  }
  if (wrong.length > 0 || !judged.success) throw new SupportctlError(wrong);
  return judged.data;
}

/** The flags' answers over those of a file. A country of the flags is not the country of the file's region. */
export function over(file: GivenAnswers, flags: GivenAnswers, places: Places): GivenAnswers {
  const { region, ...rest } = file;
  const kept = flags.country === undefined && region !== undefined ? { region } : {};
  const both = { ...rest, ...kept, ...flags };
  const merged = both.sla === undefined ? both : { ...both, sla: { ...file.sla, ...flags.sla } };
  const country = merged.country ?? merged.offices?.[0]?.country ?? USUAL_COUNTRY;
  const judged = answersSchema(places).safeParse({ ...merged, country });
  if (!judged.success)
    throw new SupportctlError(judged.error.issues.map(({ path, message }) => usage(`--${path.join('.')}: ${message}`)));
  return merged;
}

function officesOf(texts: readonly string[] | undefined, wrong: Diagnostic[]): readonly object[] | undefined {
  const offices = texts?.flatMap((text) => {
    const office = parseOffice(text);
    if (!isProblem(office)) return [office];
    wrong.push(usage(`--hours "${text}": ${office.problem}`));
    return [];
  });
  return offices?.length === 0 ? undefined : offices;
}

function targetsOf(texts: readonly string[] | undefined, wrong: Diagnostic[]): object | undefined {
  if (texts === undefined) return undefined;
  const targets: Record<string, object> = {};
  for (const text of texts) {
    const [word = '', target = ''] = text.split(/=(.*)/s);
    const priority = PRIORITIES.find((known) => known === word.trim().toLowerCase());
    const parsed = parseTarget(target);
    if (priority === undefined)
      wrong.push(usage(`--sla "${text}" does not begin with a priority`, { hint: 'Write it like p1=1h/4h' }));
    else if (isProblem(parsed)) wrong.push(usage(`--sla "${text}": ${parsed.problem}`));
    else targets[priority] = parsed;
  }
  return targets;
}

function slackOf(names: AnswerFlags['slack']): object | false | undefined {
  if (names === undefined || names === false) return names;
  const [critical = USUAL_SLACK.critical, alerts = USUAL_SLACK.alerts] = names.map((name) => name.replace(/^#/, ''));
  return { critical, alerts };
}

function usage(summary: string, ...more: readonly Partial<Diagnostic>[]): Diagnostic {
  return Object.assign({ code: 'USAGE', severity: 'error', summary } as const, ...more);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
