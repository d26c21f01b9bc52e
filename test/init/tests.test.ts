/** What `init` writes for a client has tests, and they pass, whatever was answered. */
import { describe, expect, it } from 'vitest';
import { runTests } from '../../src/app/testing/run.ts';
import type { GivenAnswers } from '../../src/init/answers.ts';
import { folderOf } from '../testing/kit.ts';
import { built } from './kit.ts';

const OFFICES = [
  { name: 'Berlin', timezone: 'Europe/Berlin', hours: { 'mon-fri': '08:00-18:00' } },
  { name: '007', timezone: 'America/New_York', hours: { 'mon-fri': '08:00-18:00' } },
];

const CLIENTS: Readonly<Record<string, GivenAnswers>> = {
  'who answers nothing': {},
  'with one team': { teams: ['Support'] },
  'with teams of awkward names': { teams: ['Größe & Mehr', 'none', 'Support', 'Null', '007', 'true'] },
  'in German': { languages: ['de'] },
  'with two offices': { edition: 'suite_enterprise', offices: OFFICES },
  'on the smallest plan': { edition: 'suite_team' },
};

describe('the tests of a new client', () => {
  it.each(Object.entries(CLIENTS))('%s', async (_name, answers) => {
    const { files } = built(answers);
    const report = await runTests(folderOf(Object.fromEntries(files)), { files: [], only: [], coverage: false });
    expect(report.cases.flatMap(({ name, failures }) => failures.map((failure) => ({ name, ...failure })))).toEqual([]);
    expect(report.passed).toBeGreaterThan(2);
  });
});
