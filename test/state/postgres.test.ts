/** State in PostgreSQL: what every backend promises, and what only a server can do. */
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { StateBackend } from '../../src/core/state.ts';
import { createPostgresBackend } from '../../src/state/postgres.ts';
import { openSession } from '../../src/state/postgres-session.ts';
import { type Database, database, describePostgres, SERVER } from '../kit/postgres.ts';
import { backendSuite, codeOf, holder, type Open, stateOf } from './backend.ts';

let db: Database;
let count = 0;

function backend(project: string, environment = 'default', url = db.url): StateBackend {
  const sleep = () => new Promise<void>((done) => setTimeout(done, 5));
  return createPostgresBackend({ url, from: 'env:DATABASE_URL', project, environment, sleep });
}

async function make(): Promise<Open> {
  count += 1;
  const project = `project-${count}`;
  return (environment) => backend(project, environment);
}

test('a CI run never skips what needs PostgreSQL', () => {
  const isCi = (process.env.CI ?? 'false') !== 'false';
  if (isCi) expect(SERVER, 'run the tests with scripts/with-postgres.sh').toBeDefined();
});

/** A way to the server that can be cut off without a word. */
async function wire(): Promise<{ readonly url: string; freeze(): void; close(): void }> {
  const host = decodeURIComponent(/[?&]host=([^&]*)/.exec(db.url)?.[1] ?? '');
  const sockets: Socket[] = [];
  const proxy = createServer((near) => {
    const far = connect(join(host, '.s.PGSQL.5432'));
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const address = proxy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: db.url.replace(/@[^/]*\/([^?]*).*/, `@127.0.0.1:${port}/$1?query_timeout=300`),
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

describePostgres('PostgreSQL', () => {
  beforeAll(async () => {
    db = await database();
  });
  afterAll(() => db?.drop());

  backendSuite(make);

  test('projects in one database do not meet', async () => {
    const [acme, other] = [backend('acme'), backend('other')];
    const lease = await acme.lock(holder(), 0);
    await acme.write(stateOf(), 0);
    expect([await other.read(), await other.holder()]).toEqual([undefined, undefined]);
    await (await other.lock(holder(), 0)).release();
    await lease.release();
  });

  test('every save stays as a version with who made it', async () => {
    const own = backend('versions');
    const lease = await own.lock(holder('run-v'), 0);
    await own.write(stateOf(), 0);
    await own.write(stateOf({ lineage: 'second' }), 1);
    await lease.release();
    const rows = await db.query(
      `select serial::int, who, run, state like '%"second"%' as second from supportctl.states s
       join supportctl.environments e on e.id = s.environment where e.project = 'versions' order by serial`,
    );
    expect(rows).toMatchObject([
      { serial: 1, who: 'ada', second: false },
      { serial: 2, who: 'ada', second: true },
    ]);
    expect(String(rows[0]?.run)).toMatch(/^run-v/);
  });

  test('a lock dies with its session, whatever its row says', async () => {
    const first = backend('dies');
    const lease = await first.lock(holder(), 0);
    await db.query(`select pg_terminate_backend(session) from supportctl.environments where project = 'dies'`);
    const second = backend('dies');
    await expect.poll(() => second.holder()).toBeUndefined();
    const own = await second.lock(holder(), 0);
    expect(await codeOf(lease.check())).toBe('LOCK_LOST');
    expect(await codeOf(first.write(stateOf(), 0))).toBe('LOCK_LOST');
    await own.check();
    await own.release();
    await lease.release();
  });

  test('a connection that falls silent is a lock that is lost', async () => {
    const way = await wire();
    try {
      const late = backend('silent', 'default', way.url);
      const mine = holder();
      const lease = await late.lock(mine, 0);
      await lease.check();
      way.freeze();
      expect(await codeOf(lease.check())).toBe('LOCK_LOST');
      expect(await codeOf(late.write(stateOf(), 0))).toBe('LOCK_LOST');
      // The server does not know yet; a person may.
      expect(await codeOf(backend('silent').lock(holder(), 0))).toBe('LOCKED');
      expect(await backend('silent').unlock(mine)).toBe(true);
      await (await backend('silent').lock(holder(), 0)).release();
      await lease.release();
      expect(await backend('silent').read()).toBeUndefined();
    } finally {
      way.close();
    }
  });

  test('the server ends a session that says nothing for long, and notices one whose host is gone', async () => {
    const session = await openSession(db.url, 'env:DATABASE_URL');
    const names = ['idle_session_timeout', 'statement_timeout', 'synchronous_commit'];
    const Row = z.object({ name: z.string(), setting: z.string() });
    const rows = await session.query(Row, 'select name, setting from pg_settings where name = any($1) order by name', [
      names,
    ]);
    await session.close();
    expect(rows.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
      'idle_session_timeout 120000',
      'statement_timeout 60000',
      'synchronous_commit on',
    ]);
  });

  test('the epoch refuses a late write even on a session that still has the lock', async () => {
    const late = backend('epoch');
    const lease = await late.lock(holder(), 0);
    await db.query(`update supportctl.environments set epoch = epoch + 1 where project = 'epoch'`);
    const attempts = [lease.check(), late.write(stateOf(), 0), late.append('a', [{ t: 'order', list: 'l', ids: [] }])];
    expect(await Promise.all(attempts.map(codeOf))).toEqual(['LOCK_LOST', 'LOCK_LOST', 'LOCK_LOST']);
    await lease.release();
    expect([await late.read(), await late.runs()]).toEqual([undefined, []]);
  });

  test('a session that lost the advisory lock has lost its lease', async () => {
    const own = backend('advisory');
    const lease = await own.lock(holder(), 0);
    await db.query(`update supportctl.environments set session = 1 where project = 'advisory'`);
    expect(await codeOf(lease.check())).toBe('LOCK_LOST');
    await lease.release();
  });

  test('two that meet in an empty database make its tables once', async () => {
    const fresh = await database();
    try {
      const leases = await Promise.all(
        ['a', 'b', 'c', 'd'].map((project) => backend(project, 'default', fresh.url).lock(holder(), 0)),
      );
      for (const lease of leases) await lease.release();
      expect(await fresh.query('select version from supportctl.version')).toEqual([{ version: 1 }]);
    } finally {
      await fresh.drop();
    }
  });

  test('looking makes no tables, and a role that may only read can look', async () => {
    const fresh = await database();
    const reader = `${fresh.name}_reader`;
    try {
      const own = backend('acme', 'default', fresh.url);
      expect(await own.read()).toBeUndefined();
      expect(await fresh.query(`select to_regnamespace('supportctl') as made`)).toEqual([{ made: null }]);
      const lease = await own.lock(holder(), 0);
      await own.write(stateOf(), 0);
      await lease.release();
      await fresh.query(`create role ${reader} login password 'look'`);
      const url = fresh.urlFor({ user: reader, password: 'look' });
      const reading = backend('acme', 'default', url);
      expect(await codeOf(reading.read())).toBe('STATE_DATABASE');
      await fresh.query(`grant usage on schema supportctl to ${reader}`);
      await fresh.query(`grant select on all tables in schema supportctl to ${reader}`);
      expect(await reading.read()).toMatchObject({ serial: 1 });
      expect(await codeOf(reading.lock(holder(), 0))).toBe('STATE_DATABASE');
    } finally {
      await fresh.query(`drop owned by ${reader}`).catch(() => undefined);
      await fresh.query(`drop role if exists ${reader}`);
      await fresh.drop();
    }
  });

  test('tables of a newer program are refused, and left as they are', async () => {
    const fresh = await database();
    try {
      const own = backend('acme', 'default', fresh.url);
      await (await own.lock(holder(), 0)).release();
      await fresh.query('update supportctl.version set version = 2');
      expect(await codeOf(own.read())).toBe('STATE_NEWER');
      expect(await codeOf(own.lock(holder(), 0))).toBe('STATE_NEWER');
    } finally {
      await fresh.drop();
    }
  });
});
