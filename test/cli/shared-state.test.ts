/** State in PostgreSQL as a team lives with it: another machine goes on, a late one stops, and the password is nowhere. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Client, client, ended } from '../kit/cli.ts';
import { type Database, database, describePostgres } from '../kit/postgres.ts';
import { HEAD } from '../kit/spec.ts';
import { newWrites, rows } from '../kit/tenant.ts';

const LONG = { timeout: 120_000 };
const KEYS = ['one', 'two', 'three', 'four', 'five', 'six'];
const GROUPS = `groups:\n${KEYS.map((key) => `  ${key}: {name: Group ${key}}\n`).join('')}`;

let db: Database;
let acme: Client;
let elsewhere: string;
let started: ChildProcess | undefined;
let count = 0;

/** A project of its own in the database. */
function spec(project = ++count): string {
  return `${HEAD}state: {backend: postgres, url: {secret: env:DATABASE_URL}, project: story-${project}}\n${GROUPS}`;
}

/** A client whose spec also stands in a second folder, as on another machine: same tenant, nothing else shared. */
async function team(text = spec()): Promise<void> {
  acme = await client({ 'support.yaml': text });
  acme.env.DATABASE_URL = db.url;
  elsewhere = await mkdtemp(join(tmpdir(), 'supportctl-elsewhere-'));
  await writeFile(join(elsewhere, 'support.yaml'), text);
}

function there(...args: string[]) {
  return acme.run(...args, '--spec', elsewhere);
}

/** Starts an apply here, and returns once the tenant has seen a write of it, which it answers slowly. */
async function underWay(delay: number) {
  acme.sandbox.control.addFaults([{ match: { write: true }, action: { delay } }]);
  const child = acme.start('apply', '--yes', '--concurrency', '1');
  started = child;
  const ending = ended(child);
  while (child.exitCode === null && acme.writes().length === 0) await new Promise((done) => setTimeout(done, 5));
  return { child, ending };
}

function expectAllOnce(): void {
  const names = rows(acme, 'groups').flatMap(({ name }) => (String(name).startsWith('Group ') ? [name] : []));
  expect([...names].sort()).toEqual(KEYS.map((key) => `Group ${key}`).sort());
}

/** Programs that are connected now. */
async function sessions(): Promise<number> {
  const text = `select from pg_stat_activity where application_name = 'supportctl' and datname = current_database()`;
  return (await db.query(text)).length;
}

async function serial(): Promise<unknown> {
  const [row] = await db.query(
    `select max(serial)::int as serial from supportctl.states s join supportctl.environments e on e.id = s.environment
     where e.project = $1`,
    [`story-${count}`],
  );
  return row?.serial;
}

describePostgres('state in PostgreSQL', () => {
  beforeAll(async () => {
    db = await database();
  });
  afterEach(async () => {
    // Also one that a failed test left paused.
    started?.kill('SIGKILL');
    await acme?.close();
    await rm(elsewhere, { recursive: true, force: true });
  });
  afterAll(() => db?.drop());

  test(
    'killed with -9 under the lock: another machine goes on, finds what was done in the log, and makes nothing twice',
    LONG,
    async () => {
      await team();
      const { child, ending } = await underWay(150);
      child.kill('SIGKILL');
      expect((await ending).signal).toBe('SIGKILL');
      acme.sandbox.control.clearFaults();
      const second = await there('apply', '--yes');
      expect(second.code, second.all).toBe(0);
      expect(second.all).toContain('Recovering run');
      expectAllOnce();
      expect((await acme.run('plan', '--detailed-exitcode')).code).toBe(0);
      // Nothing of it stands beside either spec.
      expect([await readdir(elsewhere), await readdir(acme.folder)].flat()).not.toContain('.supportctl');
    },
  );

  test(
    'a holder that was paused and lost its lock stops before its next write, and its state is refused',
    LONG,
    async () => {
      await team();
      const { child, ending } = await underWay(150);
      child.kill('SIGSTOP');
      try {
        const locked = await there('apply', '--yes');
        expect([locked.code, locked.all]).toEqual([4, expect.stringContaining('LOCKED')]);
        const alive = await there('state', 'unlock', '--yes');
        expect([alive.code, alive.all]).toEqual([4, expect.stringContaining('is alive')]);
        const forced = await there('state', 'unlock', '--force', '--yes');
        expect(forced.code, forced.all).toBe(0);
        acme.sandbox.control.clearFaults();
        // Somebody else saves meanwhile, and leaves alone what the late one still wants to make.
        await writeFile(
          join(elsewhere, 'support.yaml'),
          spec(count).replace(GROUPS, 'groups: {other: {name: Other}}\n'),
        );
        const second = await there('apply', '--yes');
        expect(second.code, second.all).toBe(0);
        newWrites(acme);
      } finally {
        child.kill('SIGCONT');
      }
      const before = await serial();
      const late = await ending;
      expect([late.code, late.all]).toEqual([3, expect.stringContaining('LOCK_LOST')]);
      expect(newWrites(acme)).toEqual([]);
      expect(await serial()).toBe(before);
      expect((await acme.run('apply', '--yes')).code).toBe(0);
      expectAllOnce();
    },
  );

  test(
    'a holder whose session the server ended stops as well, whether or not somebody took the lock since',
    LONG,
    async () => {
      await team();
      const { ending } = await underWay(1500);
      await db.query('select pg_terminate_backend(session) from supportctl.environments where project = $1', [
        `story-${count}`,
      ]);
      const seen = acme.writes().length;
      const late = await ending;
      expect([late.code, late.all]).toEqual([3, expect.stringContaining('LOCK_LOST')]);
      // The one that was under way, and no other.
      expect(acme.writes().length - seen).toBeLessThanOrEqual(1);
      expect(await serial()).toBeNull();
      acme.sandbox.control.clearFaults();
      expect((await there('apply', '--yes')).code).toBe(0);
      expectAllOnce();
    },
  );

  test('of two at once one waits, or is refused with holder, host and age', LONG, async () => {
    await team();
    const { child, ending } = await underWay(50);
    // It holds the lock for as long as the others need to find that out.
    child.kill('SIGSTOP');
    const refused = await there('apply', '--yes', '--format', 'json');
    expect(refused.code, refused.all).toBe(4);
    const { diagnostics } = JSON.parse(refused.stdout);
    expect(diagnostics).toMatchObject([{ code: 'LOCKED' }]);
    expect(diagnostics[0].summary).toMatch(
      new RegExp(`locked by \\S+ on ${hostname()} \\(process ${child.pid}\\), for \\d+ s`),
    );
    const moved = await there('state', 'mv', 'group.one', 'group.uno');
    expect([moved.code, moved.all]).toEqual([4, expect.stringContaining('LOCKED')]);
    const real = { SUPPORTCTL_TEST_WAIT_SCALE: '1' };
    const waiting = acme.startWith(real, 'apply', '--yes', '--lock-timeout', '60s', '--spec', elsewhere);
    const waited = ended(waiting);
    await expect.poll(sessions, { timeout: 30_000 }).toBe(2);
    child.kill('SIGCONT');
    expect((await ending).code).toBe(0);
    const second = await waited;
    expect([second.code, second.all]).toEqual([0, expect.stringContaining('No changes')]);
    expectAllOnce();
  });

  test('two specs in one database do not see each other', LONG, async () => {
    await team();
    expect((await acme.run('apply', '--yes')).code).toBe(0);
    await writeFile(join(elsewhere, 'support.yaml'), spec());
    const other = await there('state', 'list');
    expect([other.code, other.all]).toEqual([4, expect.stringContaining('NO_STATE')]);
    expect((await acme.run('state', 'list')).stdout).toContain('group.one');
    const unlocked = await acme.run('state', 'unlock');
    expect([unlocked.code, unlocked.stdout]).toEqual([0, 'Nothing is locked.\n']);
  });
});
