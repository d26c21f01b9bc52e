/** docs/import.md shows what happens: every command is run, and its output compared. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { actsIn, differences } from '../kit/walkthrough.ts';

test('every command of docs/import.md does what is shown', { timeout: 120_000 }, async () => {
  const acts = actsIn(readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/import.md'), 'utf8'));
  expect(acts.length).toBeGreaterThan(5);
  expect(await differences(acts, 'trial')).toEqual([]);
});
