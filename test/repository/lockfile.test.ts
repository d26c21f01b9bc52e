/** `npm ci` in a fresh clone works on any platform: the lock file holds every package that another one asks for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Names = z.record(z.string(), z.string()).optional();
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: Names,
      devDependencies: Names,
      optionalDependencies: Names,
      resolved: z.string().optional(),
    }),
  ),
});
const { packages } = Lock.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')));

/** Whether `name` is found from the folder `from` upwards, as Node looks for it. */
function isFound(name: string, from: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (Object.hasOwn(packages, `${folder === '' ? '' : `${folder}/`}node_modules/${name}`)) return true;
    if (folder === '') return false;
    if (!folder.includes('/node_modules/')) return isFound(name, '');
  }
}

// npm leaves out packages of other platforms that its registry does not have, and then refuses to install from the result.
test('packages of all platforms are in it', () => {
  const missing = Object.entries(packages).flatMap(([from, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter((name) => !isFound(name, from))
      .map((name) => `${name}, for ${from === '' ? 'us' : from}`),
  );
  expect(missing).toEqual([]);
});

test('nothing comes from elsewhere than the public registry', () => {
  const sources = Object.values(packages).flatMap(({ resolved }) => resolved ?? []);
  expect(sources.filter((source) => !source.startsWith('https://registry.npmjs.org/'))).toEqual([]);
});
