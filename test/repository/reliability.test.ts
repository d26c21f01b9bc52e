/** docs/reliability.md names tests: they are there, under these names, and none is skipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** `path`: name, as the tables have them. */
function namedTests(markdown: string): readonly { readonly path: string; readonly name: string }[] {
  return markdown.split('\n').flatMap((line) =>
    [...line.matchAll(/`(test\/[\w/.-]+\.test\.ts)`: (.+?)(?=<br>| \|$)/g)].map(([, path = '', name = '']) => ({
      path,
      name,
    })),
  );
}

test('every promise names tests that exist', () => {
  const lines = read('docs/reliability.md').split('\n');
  const from = lines.findIndex((line) => line.startsWith('## What the platforms'));
  const promises = lines.slice(0, from).filter((line) => /^\| (?!promise)[^-]/.test(line));
  expect(promises.length).toBeGreaterThan(15);
  expect(promises.filter((line) => namedTests(line).length === 0)).toEqual([]);
  const missing = promises.flatMap(namedTests).filter(({ path, name }) => !read(path).includes(name));
  expect(missing).toEqual([]);
});
