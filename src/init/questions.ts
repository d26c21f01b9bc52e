/** The wizard's questions, for whatever flags and file leave open. How they are asked is the caller's. */
import { type Answers, answersSchema, CHANNELS, ENVIRONMENTS, type GivenAnswers, PRIORITIES } from './answers.ts';
import { complete } from './defaults.ts';
import { EDITION_NAMES, EDITIONS, featuresOf } from './editions.ts';
import type { Places } from './places.ts';
import { isProblem, officeText, parseOffice, parseTarget, targetText } from './short-forms.ts';

interface Choice {
  readonly name: string;
  readonly value: string;
}

export interface Asker {
  /** A text; `problem` says what is wrong with one, or nothing. */
  text(message: string, usual: string, problem: (text: string) => string | undefined): Promise<string>;
  choose(message: string, choices: readonly Choice[], usual: string): Promise<string>;
  pick(message: string, choices: readonly Choice[], usual: readonly string[]): Promise<readonly string[]>;
  yes(message: string, usual: boolean): Promise<boolean>;
}

/** Asks for everything that `given` lacks. */
export async function askFor(given: GivenAnswers, fallback: string, places: Places, asker: Asker): Promise<Answers> {
  const schema = answersSchema(places);
  let known = given;
  const usual = (): Answers => complete(known, fallback, places);
  /** What is wrong with answers, beside those that are known. */
  const problemOf = (more: object): string | undefined =>
    schema.safeParse({ ...known, ...more }).error?.issues[0]?.message;
  function learn(more: object): void {
    known = schema.parse({ ...known, ...more });
  }
  async function line(
    key: keyof Answers & string,
    message: string,
    read: (text: string) => unknown = (text) => text.trim(),
  ): Promise<void> {
    if (Object.hasOwn(known, key)) return;
    const answer = await asker.text(message, textOf(usual()[key]), (text) => problemOf({ [key]: read(text) }));
    learn({ [key]: read(answer) });
  }
  async function choice(key: 'edition' | 'environment', message: string, choices: readonly Choice[]): Promise<void> {
    if (!Object.hasOwn(known, key)) learn({ [key]: await asker.choose(message, choices, usual()[key]) });
  }

  await line('name', "The client's name");
  await choice(
    'edition',
    "The tenant's plan",
    EDITION_NAMES.map((value) => ({ value, name: EDITIONS[value].title })),
  );
  await choice(
    'environment',
    'What is it for?',
    ENVIRONMENTS.map((value) => ({ value, name: value })),
  );
  await line('subdomain', 'The tenant, as in SUBDOMAIN.zendesk.com');
  if (known.environment === 'both')
    await line('sandbox_subdomain', 'The sandbox that goes before it, as in SUBDOMAIN.zendesk.com');
  await line('website', 'The website');
  await line('brand', 'The brand that customers see');
  await line('country', 'The country, for holidays and time: two letters', (text) => text.trim().toUpperCase());
  await askForRegion();
  await line('timezone', 'The time zone');
  await line('languages', 'Languages of the texts, the first one first', listOf);
  if (known.offices === undefined) learn({ offices: await offices() });
  if (known.holidays === undefined)
    learn({ holidays: await asker.yes('Write the public holidays, for a person to approve?', true) });
  await line('teams', 'Teams; the first gets what no rule sends elsewhere', listOf);
  if (featuresOf(usual().edition).slas) await askForTargets();
  if (known.channels === undefined)
    learn({
      channels: await asker.pick(
        'How do customers reach support?',
        CHANNELS.map((value) => ({ value, name: value.replaceAll('_', ' ') })),
        usual().channels,
      ),
    });
  if (known.channels?.includes('email') === true && known.support_address === undefined) {
    const address = await asker.text(
      'The support address, if mail to it is forwarded (nothing for none)',
      '',
      (text) => (text.trim() === '' ? undefined : problemOf({ support_address: text.trim() })),
    );
    if (address.trim() !== '') learn({ support_address: address.trim() });
  }
  if (known.slack === undefined) await askForSlack();
  return usual();

  async function askForRegion(): Promise<void> {
    const { country } = usual();
    if (known.region !== undefined || places.regionsOf(country).size === 0) return;
    const names = [...places.regionsOf(country)].map(([value, name]) => ({ value, name: `${name} (${value})` }));
    const region = await asker.choose(
      'The region, for its holidays',
      [{ value: '', name: 'the whole country' }, ...names],
      '',
    );
    if (region !== '') learn({ region });
  }

  async function offices(): Promise<readonly object[]> {
    const found: object[] = [];
    const problem = (text: string): string | undefined => {
      const office = parseOffice(text);
      return isProblem(office) ? office.problem : problemOf({ offices: [office] });
    };
    const add = (text: string): void => {
      const office = parseOffice(text);
      if (!isProblem(office)) found.push(office);
    };
    const [first] = usual().offices;
    add(await asker.text('Working hours', first === undefined ? 'mon-fri 09:00-17:00' : officeText(first), problem));
    while (await asker.yes('Another office with other hours?', false))
      add(
        await asker.text(
          'Its name, time zone, country and hours',
          'Berlin, Europe/Berlin, DE: mon-fri 09:00-17:00',
          problem,
        ),
      );
    return found;
  }

  async function askForTargets(): Promise<void> {
    const { sla } = usual();
    const targets: Record<string, object> = {};
    for (const priority of PRIORITIES) {
      if (known.sla?.[priority] !== undefined) continue;
      const text = await asker.text(
        `${priority.toUpperCase()}: first reply / resolution, hours that count (business, calendar)`,
        targetText(sla[priority]),
        (typed) => {
          const target = parseTarget(typed);
          return isProblem(target) ? target.problem : problemOf({ sla: { [priority]: target } });
        },
      );
      targets[priority] = parseTarget(text);
    }
    learn({ sla: { ...known.sla, ...targets } });
  }

  async function askForSlack(): Promise<void> {
    if (!(await asker.yes('Tell Slack about urgent tickets?', true))) return learn({ slack: false });
    const names = { critical: 'critical-issues', alerts: 'support-alerts' };
    const named = (key: 'critical' | 'alerts') => (text: string) =>
      problemOf({ slack: { ...names, [key]: text.replace(/^#/, '') } });
    const critical = await asker.text('Channel for P1', names.critical, named('critical'));
    const alerts = await asker.text('Channel for P2', names.alerts, named('alerts'));
    learn({ slack: { critical: critical.replace(/^#/, ''), alerts: alerts.replace(/^#/, '') } });
  }
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function textOf(value: Answers[keyof Answers]): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}
