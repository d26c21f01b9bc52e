/** What every backend promises; one suite over all of them, so that a new one is a file and a call. */
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { SupportctlError } from '../../src/core/diagnostic.ts';
import type { Lease, LockHolder, LogRecord, State, StateBackend } from '../../src/core/state.ts';

/** Another view of the same store, as another process has it. */
export type Open = (environment?: string) => StateBackend;

let count = 0;

export function holder(run = 'run-a'): LockHolder {
  count += 1;
  return { holder: 'ada', host: hostname(), pid: process.pid, since: new Date().toISOString(), run: `${run}-${count}` };
}

export function stateOf(more: Partial<State> = {}): State {
  return {
    format: 1,
    environment: 'default',
    serial: 0,
    lineage: 'line',
    accounts: { zendesk: 'acme' },
    resources: new Map([
      ['group.tier1', { provider: 'zendesk', ids: { main: '1' }, origin: 'created', bases: {}, protect: true }],
      [
        'trigger.später',
        {
          provider: 'zendesk',
          ids: { main: '2' },
          origin: 'adopted',
          bases: { title: { sent: 'a"\\', live: '\u0000 "', codec: 1 } },
          tombstone: true,
        },
      ],
    ]),
    orders: new Map([['triggers/routing', ['2', '1']]]),
    ...more,
  };
}

function start(run: string): LogRecord {
  const [at, plan, who, host] = ['2026-11-02T10:00:00.000Z', 'plan', 'ada', 'here'];
  return { t: 'start', run, environment: 'default', plan, who, host, pid: 1, at, accounts: {} };
}
function result(n: number): LogRecord {
  return { t: 'result', n, ok: true, error: 'a\nb\u0000', at: '2026-11-02T10:00:00.000Z' };
}
const END: LogRecord = { t: 'end', at: '2026-11-02T10:00:00.000Z', outcome: 'done' };

/** The code of what a promise is refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return 'nothing was refused';
  if (!(error instanceof SupportctlError)) throw error;
  return error.diagnostics.map(({ code }) => code).join(' ');
}

async function under<T>(backend: StateBackend, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = await backend.lock(holder(), 0);
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

export function backendSuite(make: () => Promise<Open>): void {
  test('where nothing was kept there is nothing, and looking makes nothing', async () => {
    const backend = (await make())();
    expect(await backend.read()).toBeUndefined();
    expect([await backend.openRuns(), await backend.runs(), await backend.log('none')]).toEqual([[], [], []]);
    expect(await backend.holder()).toBeUndefined();
  });

  test('what is written is read back by others, and each save has the next serial', async () => {
    const open = await make();
    await under(open(), async () => undefined);
    const backend = open();
    await under(backend, () => backend.write(stateOf(), 0));
    expect(await open().read()).toEqual({ ...stateOf(), serial: 1 });
    await under(backend, () => backend.write(stateOf({ lineage: 'other', resources: new Map() }), 1));
    expect(await open().read()).toEqual({ ...stateOf({ lineage: 'other', resources: new Map() }), serial: 2 });
  });

  test('serials go on where a state comes from elsewhere', async () => {
    const backend = (await make())();
    await under(backend, () => backend.write(stateOf({ serial: 41 }), 0));
    expect((await backend.read())?.serial).toBe(42);
  });

  test('a save on top of what somebody else saved is refused, and theirs stays', async () => {
    const open = await make();
    const [ours, theirs] = [open(), open()];
    await under(theirs, () => theirs.write(stateOf({ lineage: 'theirs' }), 0));
    await under(ours, async () => {
      expect(await codeOf(ours.write(stateOf(), 0))).toBe('STATE_MOVED');
      expect(await codeOf(ours.write(stateOf(), 2))).toBe('STATE_MOVED');
    });
    expect(await open().read()).toMatchObject({ serial: 1, lineage: 'theirs' });
  });

  test('nothing is changed without the lock', async () => {
    const backend = (await make())();
    const attempts = [() => backend.write(stateOf(), 0), () => backend.append('r', [END]), () => backend.retire('x')];
    for (const attempt of attempts) await expect(async () => attempt()).rejects.toThrow('without its lock');
    expect([await backend.read(), await backend.runs()]).toEqual([undefined, []]);
  });

  test('a second one is refused by name, host and age, and takes the lock once it is free', async () => {
    const open = await make();
    const first = open();
    const wanted = { ...holder(), since: new Date(Date.now() - 12 * 60_000).toISOString() };
    const lease = await first.lock(wanted, 0);
    await lease.check();
    const second = open();
    await expect(second.lock(holder(), 0)).rejects.toThrow(
      `state is locked by ada on ${hostname()} (process ${process.pid}), for 12 min`,
    );
    expect(await codeOf(second.lock(holder(), 400))).toBe('LOCKED');
    expect(await second.holder()).toEqual({ ...wanted, alive: true });
    await lease.release();
    expect(await second.holder()).toBeUndefined();
    await under(second, (own) => own.check());
    expect(await codeOf(lease.check())).toBe('LOCK_LOST');
  });

  test('the same one does not get it twice', async () => {
    const backend = (await make())();
    const lease = await backend.lock(holder(), 0);
    expect(await codeOf(backend.lock(holder(), 0))).toBe('LOCKED');
    await lease.check();
    await lease.release();
    const both = await Promise.allSettled([backend.lock(holder(), 0), backend.lock(holder(), 0)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const own of both) if (own.status === 'fulfilled') await own.value.release();
  });

  test('who waits gets the lock when it is given back', async () => {
    const open = await make();
    const lease = await open().lock(holder(), 0);
    const second = open();
    const waiting = second.lock(holder(), 60_000);
    await new Promise((done) => setTimeout(done, 30));
    await lease.release();
    const own = await waiting;
    await second.write(stateOf(), 0);
    await own.release();
  });

  test('a holder whose lock was taken away writes nothing more: no state, no log, no note', async () => {
    const open = await make();
    const [late, other, third] = [open(), open(), open()];
    const mine = holder();
    const lease = await late.lock(mine, 0);
    await late.append('a', [start('a')]);
    expect(await third.unlock(mine)).toBe(true);
    const theirs = await other.lock(holder(), 0);
    await other.write(stateOf({ lineage: 'theirs' }), 0);
    const attempts = [
      lease.check(),
      late.write(stateOf({ lineage: 'late' }), 1),
      late.append('a', [END]),
      late.retire('late'),
    ];
    expect(await Promise.all(attempts.map(codeOf))).toEqual(Array(4).fill('LOCK_LOST'));
    await lease.release();
    await theirs.check();
    await other.write(stateOf({ lineage: 'theirs' }), 1);
    await theirs.release();
    expect(await third.read()).toMatchObject({ serial: 2, lineage: 'theirs' });
    expect(await third.log('a')).toEqual([start('a')]);
  });

  test('only the lock that was seen is taken away', async () => {
    const open = await make();
    const lease = await open().lock(holder(), 0);
    expect(await open().unlock(holder('somebody else'))).toBe(false);
    await lease.check();
    await lease.release();
  });

  test('what was logged is there for others, in its order, until the run ends', async () => {
    const open = await make();
    const backend = open();
    await under(backend, async () => {
      await backend.append('20260102-b', [start('20260102-b'), result(1)]);
      await backend.append('20260101-a', [start('20260101-a')]);
      await backend.append('20260102-b', [result(2)]);
    });
    const other = open();
    expect(await other.openRuns()).toEqual([
      { run: '20260101-a', records: [start('20260101-a')] },
      { run: '20260102-b', records: [start('20260102-b'), result(1), result(2)] },
    ]);
    await under(other, () => other.append('20260101-a', [END]));
    expect((await backend.openRuns()).map(({ run }) => run)).toEqual(['20260102-b']);
    expect(await backend.runs()).toEqual(['20260101-a', '20260102-b']);
    expect(await backend.log('20260101-a')).toEqual([start('20260101-a'), END]);
  });

  test('a state that has moved elsewhere is not read until that is taken back', async () => {
    const open = await make();
    const backend = open();
    await under(backend, async () => {
      await backend.write(stateOf(), 0);
      await backend.retire('it moved');
    });
    expect(await codeOf(open().read())).toBe('STATE_RETIRED');
    await expect(open().read()).rejects.toThrow('it moved');
    await under(backend, () => backend.retire(undefined));
    expect(await open().read()).toEqual({ ...stateOf(), serial: 1 });
  });

  test('environments do not meet', async () => {
    const open = await make();
    const [one, two] = [open('staging'), open('production')];
    const lease = await one.lock(holder(), 0);
    await one.write(stateOf(), 0);
    await one.append('a', [start('a')]);
    expect([await two.read(), await two.openRuns(), await two.holder()]).toEqual([undefined, [], undefined]);
    await under(two, () => two.write(stateOf({ lineage: 'two' }), 0));
    await lease.release();
    expect((await one.read())?.lineage).toBe('line');
  });
}
