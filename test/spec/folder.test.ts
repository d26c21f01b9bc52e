import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFromZip } from '../../src/core/zip.ts';
import { INCLUDES } from '../../src/spec/includes.ts';
import { newGathering } from '../../src/spec/layer.ts';

const AT = { file: 'support.yaml', line: 2, column: 3 } as const;
let folder = '';
let outside = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'supportctl-folder-')));
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'supportctl-outside-')));
  writeFileSync(join(outside, 'secret.txt'), 'secret');
});
afterEach(() => {
  for (const path of [folder, outside]) rmSync(path, { recursive: true, force: true });
});

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function include(path: string) {
  const gathering = newGathering({});
  const node = INCLUDES.get('folder')?.({ folder, prefix: '' }, path, AT, AT, gathering);
  const said = [...gathering.pending.values()].flat().map(({ summary }) => summary);
  return { node, said, files: [...gathering.files.keys()].sort() };
}

test('a folder is one archive of its files, each of which takes part in the spec', () => {
  put('look/manifest.json', '{}');
  put('look/templates/home.hbs', '<main>');
  put('look/.git/config', 'not ours');
  put('look/node_modules/x/index.js', 'not ours');
  put('look/.DS_Store', 'not ours');
  const { node, said, files } = include('look');
  expect([said, files]).toEqual([[], ['look/manifest.json', 'look/templates/home.hbs']]);
  expect(node).toMatchObject({ file: 'look', bytes: true });
  const archive = Buffer.from(String(node?.value), 'base64');
  expect(Buffer.from(readFromZip(archive, 'templates/home.hbs', 100) ?? []).toString()).toBe('<main>');
  expect(archive.includes('not ours')).toBe(false);
  expect(include('look').node).toEqual(node);
});

test('nothing outside of the spec gets into one', () => {
  put('look/manifest.json', '{}');
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'look/leak.txt'));
  expect(include('look').said).toEqual(['`look/leak.txt` leads out of the spec folder']);
  rmSync(join(folder, 'look/leak.txt'));
  symlinkSync(folder, join(folder, 'look/again'));
  expect(include('look').said[0]).toMatch(/`look\/again`/);
  symlinkSync(outside, join(folder, 'away'));
  for (const path of ['away', '..', '../..', outside, '', 'C:\\look']) expect(include(path).said).toHaveLength(1);
});

test('what is no folder of files is said', () => {
  put('file.txt', 'x');
  mkdirSync(join(folder, 'empty'));
  expect(include('file.txt').said).toEqual(['`file.txt` is not a folder']);
  expect(include('empty').said).toEqual(['the folder `empty` is empty']);
  expect(include('nowhere').said).toEqual(['the folder `nowhere` does not exist, or cannot be read']);
  put('big/a.bin', 'x'.repeat(11 * 1024 * 1024));
  put('big/b.bin', 'x'.repeat(11 * 1024 * 1024));
  expect(include('big').said).toEqual(['`big` holds more than 20 MB']);
});
