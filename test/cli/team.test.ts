/** A spec that was written for a large plan, applied to an account of a small one: what it can hold, and a list of the rest. */
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';

const SECRETS = { SLACK_RELAY_TOKEN: 'canary-relay', ON_CALL_TOKEN: 'canary-on-call' };

let small: Client;
beforeAll(async () => {
  small = await client({}, { profile: 'team' });
  Object.assign(small.env, SECRETS);
  await cp(resolve(import.meta.dirname, '../../examples/acme'), small.folder, { recursive: true });
});
afterAll(() => small.close());

test('the example for Enterprise goes onto a Team account as far as it can, and a second plan is empty', async () => {
  const done = await small.run('apply', '--yes', '--quiet');
  expect(done.code, done.all).toBe(0);
  const again = await ask(small, 'plan');
  expect(again.changes).toEqual([]);
  const notes = again.notes.map(({ summary }) => summary);
  for (const told of [
    /^ticket_form\.general is left out: the account's plan has no ticket forms/,
    /^trigger\.received is left out: `in_business_hours` is not to be had in this account/,
    /^trigger\.tier_enterprise is left out: it needs organization_field\.customer_tier/,
    /^article\.get_help goes without translations\.de: /,
    /^article\.get_help goes without labels: /,
  ])
    expect(notes).toContainEqual(expect.stringMatching(told));
  const { control } = small.sandbox;
  const titles = control.objects('articles').map(({ title, name }) => title ?? name);
  expect(titles).toContain('How to reach us, and how quickly we answer');
  expect(control.objects('triggers').map(({ title }) => title)).toContain('Billing to Billing');
});

test('each thing that is left out has its place in the spec, and what to do about it', async () => {
  const { diagnostics } = await ask(small, 'plan');
  const about = diagnostics.filter(({ code }) =>
    /^(RULE_FEATURE_OFF|LABELS_NOT_THERE|LANGUAGE_NOT_ENABLED)$/.test(code),
  );
  expect(about.length).toBeGreaterThan(8);
  for (const { severity, at, hint } of about)
    expect([severity, typeof at?.line, typeof hint]).toEqual(['warning', 'number', 'string']);
});
