/** What the README and the guide for newcomers show is what happens: every command is run, and its output compared. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { actsIn, differences } from '../kit/walkthrough.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function document(path: string) {
  const acts = actsIn(readFileSync(join(ROOT, path), 'utf8'));
  expect(acts.filter(({ type }) => type === 'step').length).toBeGreaterThan(2);
  return acts;
}

test('the README', async () => {
  const start = { folder: join(ROOT, 'examples/acme'), profile: 'enterprise' } as const;
  expect(await differences(document('README.md'), start)).toEqual([]);
}, 180_000);

test('docs/getting-started.md', async () => {
  expect(await differences(document('docs/getting-started.md'), { profile: 'trial' })).toEqual([]);
}, 180_000);
