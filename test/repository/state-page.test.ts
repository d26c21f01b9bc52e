/** docs/state.md shows what happens: every command is run against a database, and its output compared. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { database, describePostgres } from '../kit/postgres.ts';
import { actsIn, differences } from '../kit/walkthrough.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describePostgres('docs/state.md', () => {
  test('every command does what is shown', { timeout: 120_000 }, async () => {
    const acts = actsIn(readFileSync(join(ROOT, 'docs/state.md'), 'utf8'));
    expect(acts.length).toBeGreaterThan(10);
    const db = await database();
    try {
      expect(await differences(acts, 'trial', { DATABASE_URL: db.url })).toEqual([]);
    } finally {
      await db.drop();
    }
  });
});
