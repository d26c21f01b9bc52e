/** A small spec and its tests in a temporary folder, for what tickets make of it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ProjectOptions } from '../../src/app/contract.ts';
import { runTests, type TestChoice } from '../../src/app/testing/run.ts';
import { SupportctlError } from '../../src/core/diagnostic.ts';

export const SPEC = `version: 1
client: {name: Small, slug: small, timezone: America/New_York}
platform: {provider: zendesk, subdomain: small}
priorities: {p1: {level: urgent, name: Down}}
schedules: {us: {name: US, timezone: America/New_York, hours: {mon-fri: 08:00-18:00}}}
groups: {tier1: {name: Tier 1}, billing: {name: Billing}}
ticket_fields:
  category: {type: dropdown, title: Category, options: {bug: Bug, invoice: Invoice}}
organization_fields:
  tier: {type: dropdown, title: Tier, options: {gold: Gold, plain: Plain}}
trigger_categories: {routing: {name: Routing}}
triggers:
  bills:
    title: Bills to Billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: ticket_field.category, is: invoice}]}
    then: [{set: {group: billing}}, {add_tags: [bill]}]
  bugs:
    title: Bugs to Tier 1
    category: routing
    when: {all: [{field: update_type, is: create}, {field: ticket_field.category, is: bug}, {field: organization_field.tier, is: gold}]}
    then: [{set: {group: tier1}}]
`;

export const PEOPLE = `fixtures:
  organizations: {big: {fields: {tier: gold}}}
  people: {ann: {organization: big}, bob: {}, tom: {groups: [tier1]}}
defaults: {from: ann, at: 2027-03-02 10:00}
`;

/** A spec folder that goes when the test ends. */
export function folderOf(files: Readonly<Record<string, string>>): ProjectOptions {
  const folder = mkdtempSync(join(tmpdir(), 'supportctl-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'support.yaml': SPEC, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { spec: folder, variables: {}, notify: () => undefined };
}

/** Runs the cases of one file, given what stands under its people. */
export async function runCases(cases: string, choice: Partial<TestChoice> = {}) {
  return await runTests(folderOf({ 'tests/a.yaml': PEOPLE + cases }), {
    files: [],
    only: [],
    coverage: false,
    ...choice,
  });
}

/** What is said about tests that cannot be read: `line:column CODE summary`. */
export async function problemsOf(cases: string): Promise<readonly string[]> {
  try {
    await runCases(cases);
    return [];
  } catch (error) {
    if (!(error instanceof SupportctlError)) throw error;
    return error.diagnostics.map(({ at, code, summary, hint }) =>
      [at === undefined ? '' : `${at.line}:${at.column}`, code, summary, hint ?? ''].join(' ').trim(),
    );
  }
}
