/** What these pages show is what happens: every command is run, and its output compared. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { actsIn, differences } from '../kit/walkthrough.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test.each([
  ['docs/getting-started.md', 16],
  ['docs/rollback.md', 8],
] as const)('%s', { timeout: 180_000 }, async (page, least) => {
  const acts = actsIn(readFileSync(join(ROOT, page), 'utf8'));
  expect(acts.filter(({ type }) => type === 'step').length).toBeGreaterThanOrEqual(least);
  expect(await differences(acts, 'trial')).toEqual([]);
});

test('docs/sign-in.md', { timeout: 60_000 }, async () => {
  const acts = actsIn(readFileSync(join(ROOT, 'docs/sign-in.md'), 'utf8'));
  expect(acts.length).toBeGreaterThan(6);
  expect(await differences(acts, 'trial')).toEqual([]);
});
