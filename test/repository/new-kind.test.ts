/** The scaffold of a kind compiles, is formatted, and its own test passes as it stands. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'supportctl-kind-'));
const TEST = 'test/providers/zendesk-office-policy.test.ts';

beforeAll(() => {
  const parts = [
    'src',
    'scripts/new-kind.mjs',
    'test/providers/support.ts',
    'tsconfig.json',
    'biome.json',
    'package.json',
  ];
  for (const path of parts) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

function tool(name: string, ...args: string[]) {
  const path = join(root, 'node_modules/.bin', name);
  const { status, stdout, stderr } = spawnSync(path, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

test('a new kind is scaffolded, compiles, passes its test and is well formed', { timeout: 180_000 }, () => {
  const made = node('scripts/new-kind.mjs', 'office_policy', '--provider', 'zendesk');
  expect(made.output).toContain('src/providers/zendesk/kinds/office-policy.ts');
  expect(made.output).toContain('npm run docs');
  expect(made.status).toBe(0);

  const list = readFileSync(join(folder, 'src/providers/zendesk/kinds.ts'), 'utf8');
  expect(list).toContain("import { officePolicy } from './kinds/office-policy.ts';");
  const kind = readFileSync(join(folder, 'src/providers/zendesk/kinds/office-policy.ts'), 'utf8');
  expect(kind).toContain("section: ['office_policies']");

  // Only the kind's own files: the rest of the program is compiled by the checks.
  const only = { extends: './tsconfig.json', include: ['src/providers/zendesk/kinds.ts', TEST] };
  writeFileSync(join(folder, 'tsconfig.only.json'), JSON.stringify(only));
  const touched = ['src/providers/zendesk/kinds.ts', 'src/providers/zendesk/kinds/office-policy.ts', TEST];
  const results = [
    tool('tsc', '-p', 'tsconfig.only.json'),
    tool('biome', 'check', '--error-on-warnings', ...touched),
    tool('vitest', 'run', TEST),
  ];
  expect(results.filter(({ status }) => status !== 0)).toEqual([]);
});

test('what exists is not overwritten, and what cannot be a kind is refused', () => {
  expect(node('scripts/new-kind.mjs', 'group', '--provider', 'zendesk')).toMatchObject({
    status: 1,
    output: expect.stringContaining('exists already'),
  });
  expect(node('scripts/new-kind.mjs', 'Office-Policy', '--provider', 'zendesk')).toMatchObject({ status: 1 });
  expect(node('scripts/new-kind.mjs', 'view', '--provider', 'nobody')).toMatchObject({
    status: 1,
    output: expect.stringContaining('Providers with a list: zendesk'),
  });
  expect(node('scripts/new-kind.mjs')).toMatchObject({ status: 1, output: expect.stringContaining('usage:') });
});
