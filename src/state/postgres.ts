/** State in PostgreSQL: every save is a row, the run log stands beside it, and the lock lives as long as its session. */
import { z } from 'zod';
import { SupportctlError } from '../core/diagnostic.ts';
import type { Held, Lease, LockHolder, LoggedRun, LogRecord, State, StateBackend } from '../core/state.ts';
import { decodeState, encodeState } from './codec.ts';
import { failLost, POLL_MS, parseHolder, refuseLocked } from './lock.ts';
import { hasTables, makeTables } from './postgres-schema.ts';
import { HEARTBEAT_MS, openSession, type Session } from './postgres-session.ts';
import { failMoved, failRetired, serialAfter } from './saving.ts';

export interface PostgresBackendOptions {
  /** The database's address, a secret. */
  readonly url: string;
  /** How the spec names it, for messages: `env:DATABASE_URL`. */
  readonly from: string;
  readonly project: string;
  readonly environment: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The lock as we have it: writes carry the epoch, which goes up with each lock that is taken. */
interface Ours {
  readonly session: Session;
  /** Row of the environment. */
  readonly id: number;
  readonly epoch: string;
  readonly holder: LockHolder;
}

/** First half of the advisory lock's key ("supp"); the second is the environment's row. */
const LOCK_CLASS = 0x73757070;
/** A session that was ended gives its lock back within moments. */
const FREED_WITHIN_MS = 5000;

/** Whether the session that an environment's row `e` names has its lock. */
const IS_LOCKED = `exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 2
  and database = (select oid from pg_database where datname = current_database())
  and classid = ${LOCK_CLASS} and objid = e.id::oid and pid = e.session)`;

const None = z.unknown();

/** The backend on a PostgreSQL database; connects when it is first asked for something, and stays connected while the lock is held. */
export function createPostgresBackend(options: PostgresBackendOptions): StateBackend {
  const { url, from, project, environment, sleep } = options;
  const name = `the database of ${from} (project ${project}, environment ${environment})`;
  const key = [project, environment];
  let ours: Ours | undefined;
  /** The tables are there; they do not go again. */
  let made = false;
  let shared: { readonly session: Promise<Session>; users: number } | undefined;

  /** Over the lock's session while we have it: what its loss makes unsafe, it also makes impossible. */
  async function use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (ours !== undefined) return settled(ours.session, work);
    const session = await enter();
    try {
      return await settled(session, work);
    } finally {
      await leave();
    }
  }

  async function settled<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await work(session);
    } catch (error) {
      if (error instanceof SupportctlError) throw error;
      const lost = session.lost();
      if (lost !== undefined && ours?.session === session) return failLost(`the database's connection: ${lost}`);
      return session.explain(error);
    }
  }

  /** Whoever asks at the same time shares a connection; the last one closes it. */
  async function enter(): Promise<Session> {
    shared ??= { session: openSession(url, from), users: 0 };
    const joined = shared;
    joined.users += 1;
    try {
      return await joined.session;
    } catch (error) {
      if (shared === joined) shared = undefined;
      throw error;
    }
  }

  async function leave(): Promise<void> {
    if (shared === undefined) return;
    shared.users -= 1;
    if (shared.users > 0) return;
    const { session } = shared;
    shared = undefined;
    await (await session).close();
  }

  /** Rows of a question about this environment (`e`); none where nothing was ever kept. */
  function ask<Row extends z.ZodType>(row: Row, text: string, ...more: readonly string[]) {
    return use(async (session) => {
      made ||= await hasTables(session);
      return made ? session.query(row, text, [...key, ...more]) : [];
    });
  }

  async function read(): Promise<State | undefined> {
    const Row = z.object({ note: z.string().nullable(), state: z.string().nullable() });
    const [row] = await ask(
      Row,
      `select e.note, (select s.state from supportctl.states s where s.environment = e.id order by s.serial desc limit 1) as state
       from supportctl.environments e where e.project = $1 and e.environment = $2`,
    );
    if (typeof row?.note === 'string') return failRetired(name, row.note);
    return typeof row?.state === 'string' ? decodeState(row.state, name) : undefined;
  }

  function locked(): Ours {
    if (ours === undefined) throw new Error('state is changed without its lock');
    return ours;
  }

  /** Runs a statement that changes something only while the lock is ours; its first two values are row and epoch. */
  function change(text: string, ...values: readonly unknown[]): Promise<readonly unknown[]> {
    const held = locked();
    const owned = `with ours as (select id from supportctl.environments where id = $1 and epoch = $2 for update)`;
    return use((session) => session.query(None, `${owned} ${text}`, [held.id, held.epoch, ...values]));
  }

  async function write(state: State, expectedSerial: number): Promise<void> {
    const held = locked();
    const serial = serialAfter(state, expectedSerial);
    const { run, holder, host } = held.holder;
    const saved = await change(
      `insert into supportctl.states (environment, serial, state, run, who, host) select id, $4, $5, $6, $7, $8 from ours
       where $3 = coalesce((select max(serial) from supportctl.states where environment = $1), 0) returning serial`,
      expectedSerial,
      serial,
      encodeState({ ...state, serial }),
      run,
      holder,
      host,
    );
    if (saved.length > 0) return;
    await check(held);
    failMoved((await read())?.serial ?? 0, expectedSerial);
  }

  async function append(run: string, records: readonly LogRecord[]): Promise<void> {
    const ended = records.some((record) => record.t === 'end');
    const appended = await change(
      `, run as (insert into supportctl.runs as r (environment, run, ended) select id, $3, $4 from ours
         on conflict (environment, run) do update set ended = true where excluded.ended)
       insert into supportctl.log (environment, run, record) select ours.id, $3, line.record
       from ours, unnest($5::text[]) with ordinality as line (record, n) order by line.n returning 1`,
      run,
      ended,
      records.map((record) => JSON.stringify(record)),
    );
    if (appended.length === 0) failLost();
  }

  async function retire(note: string | undefined): Promise<void> {
    const text = 'update supportctl.environments e set note = $3 from ours where e.id = ours.id returning 1';
    if ((await change(text, note ?? null)).length === 0) failLost();
  }

  async function check(held: Ours): Promise<void> {
    if (ours !== held) return failLost('it was given back');
    const text = `select 1 from supportctl.environments e where e.id = $1 and e.epoch = $2 and e.session = pg_backend_pid() and ${IS_LOCKED}`;
    const rows = await use((session) => session.query(None, text, [held.id, held.epoch]));
    if (rows.length === 0) failLost('somebody else took it');
  }

  async function holder(): Promise<Held | undefined> {
    const [row] = await ask(
      z.object({ holder: z.string() }),
      `select e.holder from supportctl.environments e
       where e.project = $1 and e.environment = $2 and e.holder is not null and ${IS_LOCKED}`,
    );
    const found = row === undefined ? undefined : parseHolder(row.holder);
    return found === undefined ? undefined : { ...found, alive: true };
  }

  /** On a connection of its own: the lock of a session lets that session in twice. */
  async function lock(wanted: LockHolder, timeoutMs: number): Promise<Lease> {
    const session = await openSession(url, from);
    const held = await settled(session, () => take(session, wanted, timeoutMs)).catch(async (error: unknown) => {
      await session.close();
      throw error;
    });
    ours = held;
    // Also while a person thinks about a plan.
    const heartbeat = setInterval(() => void session.query(None, 'select').catch(() => undefined), HEARTBEAT_MS);
    heartbeat.unref();
    return {
      check: () => check(held),
      release: async () => {
        clearInterval(heartbeat);
        if (ours === held) ours = undefined;
        const text = `with freed as (update supportctl.environments set holder = null, session = null where id = $1 and epoch = $2)
          select pg_advisory_unlock(${LOCK_CLASS}, $1)`;
        // The end of the session frees it as well.
        await session.query(None, text, [held.id, held.epoch]).catch(() => undefined);
        await session.close();
      },
    };
  }

  async function take(session: Session, wanted: LockHolder, timeoutMs: number): Promise<Ours> {
    await makeTables(session);
    await session.query(
      None,
      'insert into supportctl.environments (project, environment) values ($1, $2) on conflict do nothing',
      key,
    );
    const Tried = z.object({ id: z.number(), taken: z.boolean() });
    for (let waited = 0; ; waited += POLL_MS) {
      const [tried] = await session.query(
        Tried,
        `select id, pg_try_advisory_lock(${LOCK_CLASS}, id) as taken from supportctl.environments where project = $1 and environment = $2`,
        key,
      );
      if (tried?.taken === true) {
        const [row] = await session.query(
          z.object({ epoch: z.string() }),
          `update supportctl.environments set epoch = epoch + 1, holder = $2, session = pg_backend_pid() where id = $1 returning epoch::text`,
          [tried.id, JSON.stringify(wanted)],
        );
        return { session, id: tried.id, epoch: row?.epoch ?? '', holder: wanted };
      }
      if (waited >= timeoutMs) refuseLocked(await holder());
      await sleep(POLL_MS);
    }
  }

  async function unlock({ holder: who, host, pid, since, run }: LockHolder): Promise<boolean> {
    const named = JSON.stringify({ holder: who, host, pid, since, run });
    const taken = await use((session) =>
      session.query(
        None,
        `with held as (select id, session from supportctl.environments
           where project = $1 and environment = $2 and holder = $3 for update),
         fenced as (update supportctl.environments e set epoch = epoch + 1 from held where e.id = held.id)
         select pg_terminate_backend(session) from held`,
        [...key, named],
      ),
    );
    if (taken.length === 0) return false;
    for (let waited = 0; waited < FREED_WITHIN_MS && (await holder()) !== undefined; waited += POLL_MS)
      await sleep(POLL_MS);
    return true;
  }

  async function openRuns(): Promise<readonly LoggedRun[]> {
    const rows = await ask(
      z.object({ run: z.string(), record: z.string() }),
      `select l.run, l.record from supportctl.environments e
       join supportctl.runs r on r.environment = e.id and not r.ended
       join supportctl.log l on l.environment = e.id and l.run = r.run
       where e.project = $1 and e.environment = $2 order by l.run collate "C", l.n`,
    );
    const names = [...new Set(rows.map(({ run }) => run))];
    return names.map((run) => ({
      run,
      records: rows.flatMap((row): LogRecord[] => (row.run === run ? [JSON.parse(row.record)] : [])),
    }));
  }

  async function runs(): Promise<readonly string[]> {
    const rows = await ask(
      z.object({ run: z.string() }),
      `select r.run from supportctl.environments e join supportctl.runs r on r.environment = e.id
       where e.project = $1 and e.environment = $2 order by r.run collate "C"`,
    );
    return rows.map(({ run }) => run);
  }

  async function log(run: string): Promise<readonly LogRecord[]> {
    const rows = await ask(
      z.object({ record: z.string() }),
      `select l.record from supportctl.environments e join supportctl.log l on l.environment = e.id
       where e.project = $1 and e.environment = $2 and l.run = $3 order by l.n`,
      run,
    );
    return rows.map(({ record }): LogRecord => JSON.parse(record));
  }

  return { name, read, write, lock, holder, unlock, append, openRuns, runs, log, retire };
}
