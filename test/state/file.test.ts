/** State in files. */
import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { LogRecord } from '../../src/core/state.ts';
import { createFileBackend } from '../../src/state/file.ts';
import { backendSuite, codeOf, holder, type Open } from './backend.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function make(): Promise<Open> {
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-state-'));
  folders.push(folder);
  const sleep = () => new Promise<void>((done) => setTimeout(done, 2));
  return (environment = 'default') => createFileBackend({ folder, environment, sleep });
}

describe('a file', () => {
  backendSuite(make);

  test('a holder whose process is gone holds nothing', async () => {
    const open = await make();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await open().lock({ ...holder(), pid }, 0);
    expect(await open().holder()).toMatchObject({ pid, alive: false });
    await (await open().lock(holder(), 0)).release();
  });

  test('of another host nobody here can tell whether it lives', async () => {
    const open = await make();
    await open().lock({ ...holder(), host: 'elsewhere' }, 0);
    expect(await open().holder()).not.toHaveProperty('alive');
    expect(await codeOf(open().lock(holder(), 0))).toBe('LOCKED');
  });

  test('of two who want the lock at once in one process, one has it and keeps it', async () => {
    const open = await make();
    for (let round = 0; round < 20; round += 1) {
      const both = await Promise.allSettled([
        open().lock({ ...holder(), run: 'a' }, 0),
        open().lock({ ...holder(), run: 'b' }, 0),
      ]);
      const leases = both.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(leases.length).toBe(1);
      await leases[0]?.check();
      await leases[0]?.release();
    }
    expect(await readdir(join(folders[0] ?? '', 'state'))).toEqual([]);
  });

  test('a line that was torn by a crash takes nothing with it', async () => {
    const open = await make();
    const order: LogRecord = { t: 'order', list: 'order.trigger', ids: ['1'] };
    const runs = join(folders[0] ?? '', 'runs/default');
    const append = async (record: LogRecord) => {
      const backend = open();
      const lease = await backend.lock(holder(), 0);
      await backend.append('r', [record]);
      await lease.release();
    };
    await append(order);
    await appendFile(join(runs, 'r.open.jsonl'), '{"t":"inte');
    await append(order);
    expect((await open().openRuns())[0]?.records).toEqual([order, order]);
    await appendFile(join(runs, 'r.open.jsonl'), '{"t":"inte');
    await append({ t: 'end', at: 'now', outcome: 'recovered' });
    expect(await readFile(join(runs, 'r.jsonl'), 'utf8')).toMatch(/\{"t":"inte\n\{"t":"end".*\}\n$/);
  });
});
