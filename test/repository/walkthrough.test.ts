/** What the guide for newcomers shows is what happens: every command is run, and its output compared. The README shows the demo. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { actsIn, differences } from '../kit/walkthrough.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('docs/getting-started.md', { timeout: 180_000 }, async () => {
  const acts = actsIn(readFileSync(join(ROOT, 'docs/getting-started.md'), 'utf8'));
  expect(acts.filter(({ type }) => type === 'step').length).toBeGreaterThan(15);
  expect(await differences(acts, 'trial')).toEqual([]);
});

test('docs/sign-in.md', { timeout: 60_000 }, async () => {
  const acts = actsIn(readFileSync(join(ROOT, 'docs/sign-in.md'), 'utf8'));
  expect(acts.length).toBeGreaterThan(6);
  expect(await differences(acts, 'trial')).toEqual([]);
});
