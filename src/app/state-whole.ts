/** State as a whole: taken out, put in, unlocked, moved between backends. The tenant is never touched. */
import { userInfo } from 'node:os';
import { fail, refuse } from '../core/diagnostic.ts';
import type { Held, LockHolder, State, StateBackend } from '../core/state.ts';
import { sameValue } from '../core/value.ts';
import { decodeState, encodeState } from '../state/codec.ts';
import { isRetired } from '../state/saving.ts';
import { backendAt, backendOf } from './backend.ts';
import type { Migrated, ProjectOptions } from './contract.ts';
import { loadProject, locked, openState, stateOf } from './project.ts';

/** The state as text, with what unfinished runs know for certain. */
export async function statePull(options: ProjectOptions): Promise<string> {
  const backend = await openState(options);
  const state = await stateOf(backend);
  return state === undefined ? failNone(backend) : encodeState(state);
}

/**
 * Saves a state that was pulled, and perhaps edited. Refused: another tenant's, always; one of another lineage or
 * environment, or older than what is there, without `force`. Returns the new serial.
 */
export async function statePush(options: ProjectOptions, text: string, name: string, force: boolean): Promise<number> {
  const pushed = decodeState(text, name);
  const spec = await loadProject(options);
  const { platform } = spec.desired?.settings ?? {};
  if (platform !== undefined) expectTenant(pushed, { [platform.provider]: platform.subdomain });
  const environment = options.environment ?? 'default';
  const backend = backendOf(options, spec);
  return locked(backend, options.lockTimeoutMs, async () => {
    const current = await backend.read();
    expectTenant(pushed, current?.accounts ?? {});
    const wrong = whyNotAfter(pushed, current, environment);
    if (wrong !== undefined && !force) refuse('STATE_OTHER', wrong, { hint: '--force saves it all the same' });
    await backend.write({ ...pushed, environment }, current?.serial ?? 0);
    return (await backend.read())?.serial ?? 0;
  });
}

function expectTenant(pushed: State, accounts: State['accounts']): void {
  for (const [provider, account] of Object.entries(pushed.accounts)) {
    const own = accounts[provider];
    if (own !== undefined && own !== account)
      refuse('OTHER_TENANT', `this state belongs to ${provider} ${account}, and the spec to ${own}`, {
        hint: 'use the --env of that tenant',
      });
  }
}

function whyNotAfter(pushed: State, current: State | undefined, environment: string): string | undefined {
  if (pushed.environment !== environment)
    return `this is the state of the environment ${pushed.environment}, not of ${environment}`;
  if (current === undefined) return undefined;
  if (pushed.lineage !== current.lineage)
    return 'this state began elsewhere: it is no version of the one that is there';
  if (pushed.serial >= current.serial) return undefined;
  return `this state is older (serial ${pushed.serial}) than the one that is there (serial ${current.serial})`;
}

/** Who holds the lock. */
export async function stateHolder(options: ProjectOptions): Promise<Held | undefined> {
  return (await openState(options)).holder();
}

/** Takes the lock from that holder, which stops before its next write; false if it does not hold it any more. */
export async function stateUnlock(options: ProjectOptions, held: LockHolder): Promise<boolean> {
  return (await openState(options)).unlock(held);
}

/** Copies state and run logs between the file and the database that the spec names, verifies, and retires the old one. */
export async function stateMigrate(options: ProjectOptions, to: 'file' | 'postgres'): Promise<Migrated> {
  const { state: place } = await loadProject(options);
  if (place?.backend !== 'postgres')
    return fail('STATE_NO_DATABASE', 'the spec names no database to move state to or from', {
      hint: 'write `state: {backend: postgres, url: {secret: env:DATABASE_URL}}`; on the way back to the file take it out afterwards',
    });
  const [file, database] = [backendAt(options, { backend: 'file' }), backendAt(options, place)];
  const [source, target] = to === 'postgres' ? [file, database] : [database, file];
  return locked(source, options.lockTimeoutMs, () =>
    locked(target, options.lockTimeoutMs, () => copyAll(source, target)),
  );
}

async function copyAll(source: StateBackend, target: StateBackend): Promise<Migrated> {
  const state = await source.read();
  const runs = await source.runs();
  if (state === undefined && runs.length === 0) return failNone(source);
  if (state !== undefined) await copyState(state, target);
  for (const run of runs) await copyRun(run, source, target);
  const copied = await target.read();
  if (!sameButSerial(copied, state))
    return fail('STATE_NOT_MIGRATED', `what ${target.name} gives back is not what was saved; ${source.name} stays`);
  const day = new Date().toISOString().slice(0, 10);
  await source.retire(`it moved to ${target.name} on ${day}, by ${userInfo().username}`);
  const resources = copied?.resources.size ?? 0;
  return { from: source.name, to: target.name, serial: copied?.serial ?? 0, resources, runs: runs.length };
}

function sameButSerial(a: State | undefined, b: State | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return encodeState({ ...a, serial: b.serial }) === encodeState(b);
}

/** Over nothing, over an older version (a copy that was cut off), or over what moved away from there. */
async function copyState(state: State, target: StateBackend): Promise<void> {
  const retired = await takenBack(target);
  const there = await target.read();
  if (there !== undefined && !retired && (there.lineage !== state.lineage || there.serial > state.serial + 1))
    refuse('STATE_OTHER', `${target.name} has a state already, with serial ${there.serial}`, {
      hint: 'compare the two with `supportctl state pull`, and take away the one that is wrong',
    });
  await target.write(state, there?.serial ?? 0);
}

/** True if it was; afterwards it can be read. */
async function takenBack(backend: StateBackend): Promise<boolean> {
  try {
    await backend.read();
    return false;
  } catch (error) {
    if (!isRetired(error)) throw error;
    await backend.retire(undefined);
    return true;
  }
}

/** What is missing of a run's log; a copy that was cut off goes on. */
async function copyRun(run: string, source: StateBackend, target: StateBackend): Promise<void> {
  const records = await source.log(run);
  const missing = records.slice((await target.log(run)).length);
  if (missing.length > 0) await target.append(run, missing);
  if (!sameValue(await target.log(run), records))
    fail('STATE_NOT_MIGRATED', `${target.name} has another log of the run ${run}; ${source.name} stays`);
}

function failNone(backend: StateBackend): never {
  return fail('NO_STATE', `there is no state in ${backend.name}`, {}, 4);
}
