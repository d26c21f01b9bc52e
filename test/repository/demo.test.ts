/** The demo goes as it should, in a bare environment, and the README shows what it prints. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Times, runs and counts of requests differ from run to run. */
function steady(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'TIME')
    .replace(/run \S+, \d+ requests/g, 'RUN')
    .replace(/\bid \d+/g, 'ID');
}

test('the demo runs with an empty home, and prints what the README shows', { timeout: 180_000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'supportctl-home-'));
  const env = { PATH: process.env.PATH ?? '', HOME: home, ZENDESK_SUBDOMAIN: 'never-to-be-touched' };
  const command = [join(root, 'scripts/demo.mjs'), '--built'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env });
  rmSync(home, { recursive: true });
  const lines = new Set(steady(`${stdout}\n${stderr}`).split('\n'));
  const shown = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```console\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => steady(block).split('\n'))
    .filter((line) => line.trim() !== '' && line.trim() !== '…');
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((line) => !lines.has(line))).toEqual([]);
});
