/** State in a folder beside the spec: one file an environment, a lock that names its holder, an append-only log a run. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fail } from '../core/diagnostic.ts';
import type { Held, Lease, LockHolder, LoggedRun, LogRecord, State, StateBackend } from '../core/state.ts';
import { decodeState, piecesOfState } from './codec.ts';
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
    const note = await textOf(notePath);
    if (note !== undefined) return failRetired(name, note);
    const text = await textOf(statePath);
    return text === undefined ? undefined : decodeState(text, name);
  }

  async function write(state: State, expectedSerial: number): Promise<void> {
    await own();
    const current = await read();
    if ((current?.serial ?? 0) !== expectedSerial) failMoved(current?.serial ?? 0, expectedSerial);
    const pieces = piecesOfState({ ...state, serial: serialAfter(state, expectedSerial) });
    await durably(statePath, () => replaceFile(statePath, pieces));
  }

  async function retire(note: string | undefined): Promise<void> {
    await own();
    if (note === undefined) await rm(notePath, { force: true });
    else await durably(notePath, () => replaceFile(notePath, note));
  }

  /** Throws unless the lock is still ours. */
  async function own(): Promise<void> {
    if (lease === undefined) throw new Error('state is changed without its lock');
    await lease.check();
  }

  async function holder(): Promise<Held | undefined> {
    const text = await textOf(lockPath);
    const found = text === undefined ? undefined : parseHolder(text);
    if (found === undefined) return undefined;
    return found.host === hostname() ? { ...found, alive: !isDead(found) } : found;
  }

  async function lock(wanted: LockHolder, timeoutMs: number): Promise<Lease> {
    await durably(lockPath, prepare);
    const text = JSON.stringify(wanted);
    for (let waited = 0; ; waited += POLL_MS) {
      if (await durably(lockPath, () => takeLock(lockPath, text))) {
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
    const path = logPath(run, 'open');
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    await durably(path, async () => {
      // Once a run: a run appends thousands of times.
      const first = !appending.has(run);
      if (first) {
        await mkdir(runsFolder, { recursive: true });
        appending.add(run);
      }
      const torn = first && (await textOf(path))?.endsWith('\n') === false;
      const file = await open(path, 'a');
      try {
        // A plain write may write less than it was given and call that a success: `appendFile` does not stop before the end.
        await file.appendFile(torn ? `\n${lines}` : lines);
        await file.sync();
      } finally {
        await file.close();
      }
    });
    if (records.some((record) => record.t === 'end')) await rename(path, logPath(run, 'ended'));
  }

  async function logFiles(): Promise<readonly string[]> {
    return (await readdir(runsFolder).catch(() => [])).filter((file) => file.endsWith('.jsonl')).sort();
  }

  async function log(run: string): Promise<readonly LogRecord[]> {
    const [open, ended] = [logPath(run, 'open'), logPath(run, 'ended')];
    const text = (await textOf(ended)) ?? (await textOf(open));
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

/** The text of a file, undefined if there is none. Throws `STATE_UNREADABLE` where the machine does not let us read it. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return undefined;
    if (code === 'EISDIR') return fail('STATE_UNREADABLE', `${path} is a folder, and should be a file`);
    if (!IN_THE_WAY.has(code)) throw error;
    return fail('STATE_UNREADABLE', `${path} cannot be read (${code})`, { hint: `make ${path} readable` });
  }
}

/** What stands in the way, and is the machine's affair: no room, no right, a broken disk. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['ENOSPC', 'EFBIG', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO']);

/** Does what writes to disk. Throws `STATE_NOT_WRITTEN` where the machine does not let it. */
async function durably<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!IN_THE_WAY.has(code)) throw error;
    return fail(
      'STATE_NOT_WRITTEN',
      `${path} cannot be written: ${error instanceof Error ? error.message : code}`,
      {
        hint: 'nothing is sent to a tenant that cannot be logged; mend this, then apply again: it goes on from the log',
      },
      3,
    );
  }
}

/** Writes beside and renames over: a reader sees the old text or the new one. */
async function replaceFile(path: string, text: string | Iterable<string>): Promise<void> {
  const temporary = beside(path);
  const file = await open(temporary, 'w');
  try {
    await writeFile(file, text);
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** A name of its own: process numbers repeat where containers share a folder, and two may work in one process. */
function beside(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}

/** Creates the lock with its content in one step, so that nobody ever reads an empty one. */
async function takeLock(path: string, text: string): Promise<boolean> {
  const temporary = beside(path);
  try {
    await writeFile(temporary, text);
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
  const aside = `${path}.${randomUUID()}.broken`;
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
  const isOurs = async () => (await textOf(path)) === text;
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
