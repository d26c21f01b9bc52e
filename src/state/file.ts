/** State in a folder beside the spec: one file an environment, a lock that names its holder, an append-only log a run. */
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Held, Lease, LockHolder, LoggedRun, LogRecord, State, StateBackend } from '../core/state.ts';
import { decodeState, encodeState } from './codec.ts';
import { failLost, POLL_MS, parseHolder, refuseLocked } from './lock.ts';
import { failMoved, failRetired, serialAfter } from './saving.ts';

export interface FileBackendOptions {
  /** The folder `.supportctl`. */
  readonly folder: string;
  readonly environment: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The backend on files. State is meant to be committed; locks and logs are not, and a .gitignore says so. */
export function createFileBackend(options: FileBackendOptions): StateBackend {
  const { folder, environment, sleep } = options;
  const name = `.supportctl/state/${environment}.json`;
  const statePath = join(folder, 'state', `${environment}.json`);
  const lockPath = join(folder, 'state', `${environment}.lock`);
  const notePath = join(folder, 'state', `${environment}.moved`);
  const runsFolder = join(folder, 'runs', environment);

  const appending = new Set<string>();
  let lease: Lease | undefined;

  async function prepare(): Promise<void> {
    await mkdir(join(folder, 'state'), { recursive: true });
    await writeFile(join(folder, '.gitignore'), 'runs/\nstate/*.lock*\nstate/*.tmp\nspec.schema.json\n', {
      flag: 'wx',
    }).catch(ignoreExisting);
  }

  async function read(): Promise<State | undefined> {
    const note = await readFile(notePath, 'utf8').catch(undefinedIfMissing);
    if (note !== undefined) return failRetired(name, note);
    const text = await readFile(statePath, 'utf8').catch(undefinedIfMissing);
    return text === undefined ? undefined : decodeState(text, name);
  }

  async function write(state: State, expectedSerial: number): Promise<void> {
    await own();
    const current = await read();
    if ((current?.serial ?? 0) !== expectedSerial) failMoved(current?.serial ?? 0, expectedSerial);
    await replaceFile(statePath, encodeState({ ...state, serial: serialAfter(state, expectedSerial) }));
  }

  async function retire(note: string | undefined): Promise<void> {
    await own();
    if (note === undefined) await rm(notePath, { force: true });
    else await replaceFile(notePath, note);
  }

  /** Throws unless the lock is still ours. */
  async function own(): Promise<void> {
    if (lease === undefined) throw new Error('state is changed without its lock');
    await lease.check();
  }

  async function holder(): Promise<Held | undefined> {
    const text = await readFile(lockPath, 'utf8').catch(undefinedIfMissing);
    const found = text === undefined ? undefined : parseHolder(text);
    if (found === undefined) return undefined;
    return found.host === hostname() ? { ...found, alive: !isDead(found) } : found;
  }

  async function lock(wanted: LockHolder, timeoutMs: number): Promise<Lease> {
    await prepare();
    const text = JSON.stringify(wanted);
    for (let waited = 0; ; waited += POLL_MS) {
      if (await takeLock(lockPath, text)) {
        lease = leaseOf(lockPath, text);
        return lease;
      }
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
    await own();
    // Once a run: a run appends thousands of times.
    if (!appending.has(run)) {
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

  async function logFiles(): Promise<readonly string[]> {
    return (await readdir(runsFolder).catch(() => [])).filter((file) => file.endsWith('.jsonl')).sort();
  }

  async function log(run: string): Promise<readonly LogRecord[]> {
    const [open, ended] = [logPath(run, 'open'), logPath(run, 'ended')];
    const text =
      (await readFile(ended, 'utf8').catch(undefinedIfMissing)) ??
      (await readFile(open, 'utf8').catch(undefinedIfMissing));
    return parseLog(text ?? '');
  }

  async function openRuns(): Promise<readonly LoggedRun[]> {
    const open = (await logFiles()).filter((file) => file.endsWith('.open.jsonl')).map(runOf);
    return Promise.all(open.map(async (run) => ({ run, records: await log(run) })));
  }

  return {
    name,
    read,
    write,
    lock,
    holder,
    unlock: (held) => breakLock(lockPath, held),
    append,
    openRuns,
    runs: async () => (await logFiles()).map(runOf),
    log,
    retire,
  };
}

function runOf(file: string): string {
  return file.replace(/(\.open)?\.jsonl$/, '');
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
  const isOurs = async () => (await readFile(path, 'utf8').catch(undefinedIfMissing)) === text;
  return {
    check: async () => {
      if (!(await isOurs())) failLost();
    },
    release: async () => {
      if (await isOurs()) await rm(path, { force: true });
    },
  };
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
