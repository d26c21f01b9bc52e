/** Where answers come from, which of them wins, and what each plan makes of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SupportctlError } from '../../src/core/diagnostic.ts';
import { answersSchema } from '../../src/init/answers.ts';
import { answersText, readAnswers } from '../../src/init/answers-file.ts';
import { complete, usualLanguage } from '../../src/init/defaults.ts';
import { EDITION_NAMES } from '../../src/init/editions.ts';
import { answersFromFlags, over } from '../../src/init/flags.ts';
import { type Asker, askFor } from '../../src/init/questions.ts';
import { built, complaints, places } from './kit.ts';

async function inFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-answers-'));
  try {
    const path = join(folder, 'answers.yaml');
    await writeFile(path, text);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function wrongWith(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof SupportctlError) return error.diagnostics.map(({ summary }) => summary);
    throw error;
  }
  return [];
}

describe('what nobody answers', () => {
  test('follows from the country', () => {
    const answers = complete({ name: 'Acme GmbH', country: 'DE', region: 'BE' }, 'x', places);
    expect(answers).toMatchObject({
      timezone: 'Europe/Berlin',
      languages: ['de'],
      subdomain: 'acme-gmbh',
      brand: 'Acme GmbH',
    });
    expect(answers.teams).toEqual(['Support', 'Technik', 'Buchhaltung']);
    expect(answers.offices).toEqual([
      {
        name: 'Hauptsitz',
        timezone: 'Europe/Berlin',
        country: 'DE',
        region: 'BE',
        hours: { 'mon-fri': '09:00-17:00' },
      },
    ]);
  });

  test('of an office elsewhere follows from its own country', () => {
    const hours = { 'mon-fri': '09:00-17:00' };
    const { offices } = complete(
      { country: 'US', region: 'NY', offices: [{ hours }, { country: 'JP', hours }] },
      'Acme',
      places,
    );
    expect(offices).toEqual([
      { name: 'New York', timezone: 'America/New_York', country: 'US', region: 'NY', hours },
      { name: 'Tokyo', timezone: 'Asia/Tokyo', country: 'JP', hours },
    ]);
  });

  test.each([
    ['US', 'en-US'],
    ['GB', 'en-GB'],
    ['BR', 'pt-BR'],
    ['IN', 'en-US'],
    ['JP', 'ja'],
    ['AT', 'de'],
  ])('the language of %s is %s', (country, language) => {
    expect(usualLanguage(country)).toBe(language);
  });

  test('of both tenants is a sandbox beside the production one', () => {
    expect(complete({ name: 'Acme', environment: 'both' }, 'x', places)).toMatchObject({
      subdomain: 'acme',
      sandbox_subdomain: 'acme-sandbox',
    });
  });

  test('has a name of Latin letters where the client has none', () => {
    expect(complete({ name: '株式会社' }, 'Acme', places).subdomain).toBe('acme');
  });
});

describe('a file of answers', () => {
  test('is read back as it was written, whatever the names', async () => {
    const answers = complete(
      {
        name: 'yes: $HOME #1',
        country: 'DE',
        region: 'BE',
        teams: ['0123', '{a}', 'Support'],
        offices: [{ hours: { 'mon-thu': '09:00-17:00', fri: ['09:00-12:00', '13:00-15:00'] } }],
        slack: false,
      },
      'x',
      places,
    );
    const read = await inFile(answersText(answers), (path) => readAnswers(path, places));
    expect(complete(read, 'y', places)).toEqual(answers);
  });

  test('may be empty', async () => {
    expect(await inFile('# nothing yet\n', (path) => readAnswers(path, places))).toEqual({});
  });
});

describe('flags', () => {
  test('win over the file, targets one by one', () => {
    const file = {
      name: 'File',
      country: 'US',
      region: 'CA',
      sla: { p1: { first_reply: '2h', resolution: '9h', hours: 'business' } },
    } as const;
    const flags = answersFromFlags({ name: 'Flag', country: 'DE', sla: ['p2=1h/2h calendar'] }, places);
    expect(over({ ...file }, flags, places)).toEqual({
      name: 'Flag',
      country: 'DE',
      sla: { p1: file.sla.p1, p2: { first_reply: '1h', resolution: '2h', hours: 'calendar' } },
    });
  });

  test('and file together must make sense', () => {
    expect(wrongWith(() => over({ country: 'DE' }, { region: 'CA' }, places))).toEqual([
      expect.stringContaining('DE has no region "CA"'),
    ]);
  });

  test('say everything that is wrong with them at once', () => {
    const flags = {
      name: ' ',
      website: 'acme',
      edition: 'enterprise',
      country: 'Germany',
      team: ['A', 'a'],
      sla: ['p9=1h/2h', 'p1=soon'],
      hours: ['never'],
    };
    const wrong = wrongWith(() => answersFromFlags(flags, places));
    for (const flag of ['name', 'website', 'edition', 'country', 'team', 'sla "p9', 'sla "p1', 'hours'])
      expect(
        wrong.filter((summary) => summary.startsWith(`--${flag}`)),
        flag,
      ).toHaveLength(1);
  });

  test('name two channels of Slack, the first for P1', () => {
    expect(answersFromFlags({ slack: ['#fire'] }, places).slack).toEqual({
      critical: 'fire',
      alerts: 'support-alerts',
    });
    expect(answersFromFlags({ slack: ['fire', 'smoke'] }, places).slack).toEqual({ critical: 'fire', alerts: 'smoke' });
    expect(answersFromFlags({ slack: false }, places).slack).toBe(false);
  });
});

describe('questions', () => {
  const asked: string[] = [];
  const usual: Asker = {
    text: async (message, answer, problem) => {
      asked.push(message);
      expect(problem(answer), message).toBeUndefined();
      return answer;
    },
    choose: async (message, _choices, answer) => {
      asked.push(message);
      return answer;
    },
    pick: async (message, _choices, answer) => {
      asked.push(message);
      return answer;
    },
    yes: async (message, answer) => {
      asked.push(message);
      return answer;
    },
  };

  test('that are answered with Enter give what --yes gives', async () => {
    for (const given of [{}, { country: 'DE', region: 'BY' }, { edition: 'suite_team', environment: 'both' }] as const)
      expect(await askFor(given, 'Acme', places, usual)).toEqual({ ...complete(given, 'Acme', places), ...given });
  });

  test('are not asked where the answer is known', async () => {
    asked.length = 0;
    const answers = complete(
      { country: 'DE', region: 'BY', support_address: 'help@acme.example', environment: 'both' },
      'Acme',
      places,
    );
    expect(await askFor(answersSchema(places).parse(answers), 'x', places, usual)).toEqual(answers);
    expect(asked).toEqual([]);
  });

  test('refuse what the schema refuses, at once', async () => {
    const refused: Record<string, string | undefined> = {};
    const wrong: Asker = {
      ...usual,
      text: async (message, answer, problem) => {
        refused[message] = problem('');
        return answer;
      },
    };
    await askFor({ channels: ['web_form'] }, 'Acme', places, wrong);
    for (const [message, problem] of Object.entries(refused)) expect(problem, message).toBeDefined();
    expect(Object.keys(refused).length).toBeGreaterThan(10);
  });
});

describe('a plan that lacks something', () => {
  const offices = [
    { name: 'New York', country: 'US', region: 'NY', hours: { 'mon-fri': '09:00-17:00' } },
    { name: 'Berlin', country: 'DE', region: 'BE', hours: { 'mon-fri': '09:00-17:00' } },
  ];

  test.each(EDITION_NAMES)('%s: the spec is valid', async (edition) => {
    expect(
      await complaints(built({ edition, offices, environment: 'both', support_address: 'help@acme.example' })),
    ).toEqual([]);
  });

  test('gets what stands in for it, and says so in the file and on the terminal', () => {
    const team = built({ edition: 'suite_team', offices });
    expect(team.files.get('slas.yaml')).toMatch(/^# Not written: Suite Team has no SLA policies/m);
    expect(team.files.get('hours.yaml')).toMatch(/^# Not written: Suite Team has no schedules/m);
    expect(team.files.get('hours.yaml')).not.toMatch(/^schedules:/m);
    expect(team.files.get('people.yaml')).not.toMatch(/^roles:/m);
    expect(team.files.get('routing.yaml')).not.toContain('in_business_hours');
    for (const lost of ['SLA policies', 'schedules', 'roles', 'one form', 'organizations'])
      expect(team.notes.join('\n'), lost).toContain(lost);
  });

  test('and has one schedule gets the hours of all offices in it, and the holidays that all have', () => {
    const { files, notes } = built({
      edition: 'suite_growth',
      country: 'US',
      region: 'NY',
      timezone: 'America/New_York',
      languages: ['en-US'],
      offices,
    });
    const hours = files.get('hours.yaml') ?? '';
    expect(hours.match(/^ {4}timezone:/gm)).toHaveLength(1);
    expect(hours).toContain('{mon-fri: "03:00-17:00"}');
    expect(hours).toContain("New Year's Day");
    expect(hours).not.toContain('Thanksgiving');
    expect(notes.join()).toContain('one schedule');
  });

  test('has a schedule for each office on Enterprise, and customers that belong to one', () => {
    const { files, notes } = built({ edition: 'suite_enterprise', offices });
    const hours = files.get('hours.yaml') ?? '';
    expect(hours.match(/^ {4}timezone:/gm)).toHaveLength(2);
    expect(hours).toContain('Thanksgiving');
    expect(files.get('routing.yaml')).toContain('{set: {schedule: berlin}}');
    expect(notes).toEqual([expect.stringContaining('have a person approve')]);
  });

  test('of English and German, texts are in the first language; of others in English, which is said', () => {
    expect(built({ languages: ['de'] }).files.get('kb/hours.md')).toContain('jederzeit');
    const french = built({ languages: ['fr', 'en-US'] });
    expect(french.files.get('kb/hours.md')).toContain('at any time');
    expect(french.notes.join()).toMatch(/fr are in English/);
  });
});
