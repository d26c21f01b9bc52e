/** State on files: a lock that is one holder's, a log that is whole or says so. */
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogRecord } from '../../src/core/state.ts';
import { createFileBackend } from '../../src/state/file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supportctl-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const backend = () => createFileBackend({ folder, environment: 'default', sleep: async () => undefined });
const holder = (run: string) => ({
  holder: 'me',
  host: hostname(),
  pid: process.pid,
  since: new Date().toISOString(),
  run,
});
const ORDER: LogRecord = { t: 'order', list: 'order.trigger', ids: ['1'] };
const runs = () => join(folder, 'runs', 'default');

test('of two who want the lock at once in one process, one has it and keeps it', async () => {
  for (let round = 0; round < 20; round += 1) {
    const both = await Promise.allSettled([backend().lock(holder('a'), 0), backend().lock(holder('b'), 0)]);
    const leases = both.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(leases.length).toBe(1);
    await leases[0]?.check();
    await leases[0]?.release();
  }
  expect(await readdir(join(folder, 'state'))).toEqual([]);
});

test('a line that was torn by a crash takes nothing with it', async () => {
  await backend().append('r', [ORDER]);
  await appendFile(join(runs(), 'r.open.jsonl'), '{"t":"inte');
  await backend().append('r', [ORDER]);
  expect((await backend().openRuns())[0]?.records).toEqual([ORDER, ORDER]);
  await appendFile(join(runs(), 'r.open.jsonl'), '{"t":"inte');
  await backend().append('r', [{ t: 'end', at: 'now', outcome: 'recovered' }]);
  expect(await readFile(join(runs(), 'r.jsonl'), 'utf8')).toMatch(/\{"t":"inte\n\{"t":"end".*\}\n$/);
});
