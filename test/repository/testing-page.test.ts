/** The examples of docs/testing.md are a spec and tests that pass. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTests } from '../../src/app/testing/run.ts';
import { ATTRIBUTES } from '../../src/spec/tests/model.ts';
import { TestFile } from '../../src/spec/tests/schema.ts';
import { METRICS } from '../../src/spec/tests/words.ts';
import { folderOf } from '../testing/kit.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/testing.md'), 'utf8');

test('every example is run, and passes', async () => {
  const blocks = [...page.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(([, path = '', text = '']) => [path, text]);
  expect(blocks.map(([path]) => path)).toEqual([
    'support.yaml',
    'tests/people.yaml',
    'tests/first.yaml',
    'tests/table.yaml',
  ]);
  const report = await runTests(folderOf(Object.fromEntries(blocks)), { files: [], only: [], coverage: false });
  expect(report.cases.flatMap(({ failures, findings }) => [...failures, ...findings])).toEqual([]);
  expect(report.passed).toBe(6);
});

test('every word of the language is explained', () => {
  const words = [...Object.keys(TestFile.shape), ...ATTRIBUTES, ...METRICS];
  expect(words.filter((word) => !page.includes(`\`${word}`))).toEqual([]);
});
