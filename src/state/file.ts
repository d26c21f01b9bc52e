/** State in a folder beside the spec: one file an environment, a lock that names its holder, an append-only log a run. */
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, refuse } from '../core/diagnostic.ts';
import type { Lease, LockHolder, LoggedRun, LogRecord, State, StateBackend } from '../core/state.ts';
import { decodeState, encodeState } from './codec.ts';

const Holder = z.strictObject({
  holder: z.string(),
  host: z.string(),
  pid: z.int(),
  since: z.string(),
  run: z.string(),
});

export interface FileBackendOptions {
  /** The folder `.supportctl`. */
  readonly folder: string;
  readonly environment: string;
  readonly sleep: (ms: number) => Promise<void>;
}

const POLL_MS = 200;
/** Length of the time in a run's name. */
const SECOND = 15;

/** The backend on files. State is meant to be committed; locks and logs are not, and a .gitignore says so. */
export function createFileBackend(
  options: FileBackendOptions,
): StateBackend & { holder(): Promise<LockHolder | undefined> } {
  const { folder, environment, sleep } = options;
  const statePath = join(folder, 'state', `${environment}.json`);
  const lockPath = join(folder, 'state', `${environment}.lock`);
  const runsFolder = join(folder, 'runs', environment);

  const appending = new Set<string>();

  async function prepare(): Promise<void> {
    await mkdir(join(folder, 'state'), { recursive: true });
    await writeFile(join(folder, '.gitignore'), 'runs/\nstate/*.lock*\nstate/*.tmp\nspec.schema.json\n', {
      flag: 'wx',
    }).catch(ignoreExisting);
  }

  async function read(): Promise<State | undefined> {
    const text = await readFile(statePath, 'utf8').catch(undefinedIfMissing);
    return text === undefined ? undefined : decodeState(text, `.supportctl/state/${environment}.json`);
  }

  async function write(state: State, expectedSerial: number): Promise<void> {
    await prepare();
    const current = await read();
    if ((current?.serial ?? 0) !== expectedSerial) {
      fail('STATE_MOVED', `state was saved by somebody else (serial ${current?.serial}, expected ${expectedSerial})`);
    }
    await replaceFile(statePath, encodeState({ ...state, serial: expectedSerial + 1 }));
  }

  async function holder(): Promise<LockHolder | undefined> {
    const text = await readFile(lockPath, 'utf8').catch(undefinedIfMissing);
    return text === undefined ? undefined : parseHolder(text);
  }

  async function lock(wanted: LockHolder, timeoutMs: number): Promise<Lease> {
    await prepare();
    const text = JSON.stringify(wanted);
    for (let waited = 0; ; waited += POLL_MS) {
      if (await takeLock(lockPath, text)) return leaseOf(lockPath, text);
      const other = await holder();
      if (other !== undefined && isDead(other) && (await breakLock(lockPath, other))) continue;
      if (other === undefined && waited === 0) continue;
      if (waited >= timeoutMs) refuseLocked(other);
      await sleep(POLL_MS);
    }
  }

  function logPath(run: string, state: 'open' | 'ended'): string {
    return join(runsFolder, `${run}${state === 'open' ? '.open' : ''}.jsonl`);
  }

  async function append(run: string, records: readonly LogRecord[]): Promise<void> {
    // Once a run: a run appends thousands of times.
    if (!appending.has(run)) {
      await prepare();
      await mkdir(runsFolder, { recursive: true });
      appending.add(run);
    }
    const file = await open(logPath(run, 'open'), 'a');
    try {
      await file.write(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    if (records.some((record) => record.t === 'end')) await rename(logPath(run, 'open'), logPath(run, 'ended'));
  }

  async function logs(ending: string): Promise<readonly string[]> {
    const names = await readdir(runsFolder).catch(() => []);
    return names.flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : [])).sort();
  }

  async function readLog(run: string, state: 'open' | 'ended'): Promise<LoggedRun> {
    return { run, records: parseLog(await readFile(logPath(run, state), 'utf8')) };
  }

  async function openRuns(): Promise<readonly LoggedRun[]> {
    return Promise.all((await logs('.open.jsonl')).map((run) => readLog(run, 'open')));
  }

  async function runs(limit: number): Promise<readonly LoggedRun[]> {
    const ended = (await logs('.jsonl')).filter((run) => !run.endsWith('.open'));
    // Names are as fine as a second: whatever began in the second of the last one is read too.
    const oldest = ended.at(-limit)?.slice(0, SECOND) ?? '';
    const read = await Promise.all(
      ended.filter((run) => run.slice(0, SECOND) >= oldest).map((run) => readLog(run, 'ended')),
    );
    return read.sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1));
  }

  return { read, write, lock, append, openRuns, runs, holder };
}

function startOf({ records }: LoggedRun): string {
  const [first] = records;
  return first?.t === 'start' ? first.at : '';
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

/** Writes beside and renames over: a reader sees the old text or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const parsed = Holder.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Creates the lock with its content in one step, so that nobody ever reads an empty one. */
async function takeLock(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** On this host a holder whose process is gone holds nothing. */
function isDead(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** Takes a dead holder's lock away; a rename decides between two who try, and a living one's lock is put back. */
async function breakLock(path: string, dead: LockHolder): Promise<boolean> {
  const aside = `${path}.${process.pid}.broken`;
  try {
    await rename(path, aside);
  } catch {
    return false;
  }
  const taken = parseHolder(await readFile(aside, 'utf8'));
  const same = taken?.run === dead.run && taken.pid === dead.pid;
  if (!same) await link(aside, path).catch(ignoreExisting);
  await rm(aside, { force: true });
  return same;
}

function leaseOf(path: string, text: string): Lease {
  return {
    check: async () => {
      const now = await readFile(path, 'utf8').catch(undefinedIfMissing);
      if (now !== text) fail('LOCK_LOST', 'our lock was taken away; nothing more is written', {}, 3);
    },
    release: async () => {
      const now = await readFile(path, 'utf8').catch(undefinedIfMissing);
      if (now === text) await rm(path, { force: true });
    },
  };
}

function refuseLocked(other: LockHolder | undefined): never {
  if (other === undefined) return refuse('LOCKED', 'state is locked by a lock that cannot be read');
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(other.since)) / 60_000));
  return refuse(
    'LOCKED',
    `state is locked by ${other.holder} on ${other.host} (process ${other.pid}), for ${minutes} min`,
    {
      hint: 'wait for it to end, or use --lock-timeout SECONDS',
    },
  );
}

/** A process may die within a line: the last one counts only if it is whole. */
function parseLog(text: string): LogRecord[] {
  return text.split('\n').flatMap((line): LogRecord[] => {
    if (line === '') return [];
    try {
      return [JSON.parse(line)];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
