/** A spec with everything that belongs to it: kinds, state, secrets; tenants are connected when they are needed. */
import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { type Diagnostic, fail, SupportctlError } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { PlanOptions } from '../core/plan.ts';
import type { Connection } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import type { Lease, LockHolder, State, StateBackend } from '../core/state.ts';
import type { SecretDigests } from '../engine/bases.ts';
import { kindsToRead, readWorld } from '../engine/read.ts';
import { replay } from '../engine/recover.ts';
import type { Rollback } from '../engine/rollback.ts';
import type { MutableWorld } from '../engine/world.ts';
import { systemClock } from '../http/clock.ts';
import { registerSecret } from '../http/redact.ts';
import { allKinds, allTextForms, providers } from '../providers/registry.ts';
import { type LoadedSpec, loadSpec } from '../spec/load.ts';
import { createSecretResolver } from '../spec/secrets.ts';
import { matchesSeal, seal } from '../state/sealed.ts';
import { backendOf, folderOf } from './backend.ts';
import type { ProjectOptions } from './contract.ts';
import { inWords } from './in-words.ts';
import { saveMemory } from './memory.ts';
import { unfinishedImport } from './unfinished.ts';

export const kinds: ReadonlyMap<string, Kind> = new Map(allKinds.map((kind) => [kind.name, kind]));

export interface Project {
  readonly options: ProjectOptions;
  readonly folder: string;
  readonly environment: string;
  readonly spec: LoadedSpec;
  readonly desired: Desired;
  readonly diagnostics: readonly Diagnostic[];
  readonly backend: StateBackend;
  readonly secrets: SecretDigests;
  readonly clock: ReturnType<typeof systemClock>;
  /** `desired` is what was there before some runs, not what the spec says. */
  readonly rollback?: Rollback;
  /** The same connection whenever it is asked for: what it read first says how it reads from then on. */
  connect(provider: string): Promise<Connection>;
}

/** Loads the spec. Throws a `SupportctlError` with everything that is wrong with it. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  saveMemory();
  const spec = await loadProject(options);
  const { desired, diagnostics } = spec;
  const folder = folderOf(options.spec);
  if (desired === undefined) throw new SupportctlError(toBlame(folder, diagnostics));
  const clock = systemClock(options.variables);
  const resolver = createSecretResolver({ folder, variables: options.variables, allowCommands: true });
  return {
    options,
    folder,
    environment: options.environment ?? 'default',
    spec,
    desired,
    diagnostics,
    backend: backendOf(options, spec),
    secrets: { value: (reference) => redacted(resolver.value(reference)), seal, matches: matchesSeal },
    clock,
    connect: connector(desired, options),
  };
}

/** Connects to each provider once, when it is first asked for. */
export function connector(
  { settings }: Desired,
  options: Pick<ProjectOptions, 'variables' | 'trace' | 'notify'>,
): Project['connect'] {
  const connections = new Map<string, Promise<Connection>>();
  return (name) => {
    const known = connections.get(name);
    if (known !== undefined) return known;
    const opened = connectTo(name, settings.platform.subdomain, options);
    connections.set(name, opened);
    return opened;
  };
}

/** Of a folder whose import was cut off nothing else is worth saying. */
function toBlame(folder: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unfinished = unfinishedImport(folder);
  return unfinished === undefined ? diagnostics : [unfinished];
}

/** Whatever is about to be used as a secret never appears in an output. */
function redacted(secret: string | undefined): string | undefined {
  if (secret !== undefined) registerSecret(secret);
  return secret;
}

/** Loads the spec without judging it. */
export async function loadProject(
  options: Pick<ProjectOptions, 'spec' | 'environment' | 'variables'>,
): Promise<LoadedSpec> {
  return loadSpec({
    folder: options.spec,
    environment: options.environment,
    variables: options.variables,
    kinds: allKinds,
    textForms: allTextForms,
  });
}

/** Signs in to a provider. */
export async function connectTo(
  name: string,
  subdomain: string,
  options: Pick<ProjectOptions, 'variables' | 'trace' | 'notify'>,
): Promise<Connection> {
  const provider = providers.find((own) => own.name === name);
  if (provider === undefined) return fail('NO_PROVIDER', `there is no provider ${name}`);
  const connection = await provider.connect({
    env: options.variables,
    subdomain,
    ...(options.trace === undefined ? {} : { trace: options.trace }),
  });
  for (const diagnostic of connection.warnings) options.notify({ type: 'warning', diagnostic });
  return inWords(connection, kinds);
}

/** The state that the spec names; nothing else of the spec has to be right. */
export async function openState(options: ProjectOptions): Promise<StateBackend> {
  return backendOf(options, await loadProject(options));
}

/** Runs `work` under the lock; whatever happens, the lock is given back. */
export async function locked<T>(
  backend: StateBackend,
  timeoutMs: number | undefined,
  work: (lease: Lease, run: string) => Promise<T>,
): Promise<T> {
  const run = newRun(Date.now());
  const lease = await backend.lock(holderOf(run), timeoutMs ?? 0);
  try {
    return await work(lease, run);
  } finally {
    await lease.release();
  }
}

/** State with what unfinished runs know for certain. */
export async function stateOf(backend: StateBackend): Promise<State | undefined> {
  const [state, runs] = await Promise.all([backend.read(), backend.openRuns()]);
  return replay(state, runs);
}

export interface Reading {
  readonly world: MutableWorld;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly accounts: Readonly<Record<string, string>>;
}

/** Reads every tenant that the plan is about. Refuses with `OTHER_TENANT` if state belongs to another one. */
export async function readTenants(
  project: Project,
  state: State | undefined,
  options: PlanOptions,
  also: ReadonlySet<string> = new Set(),
): Promise<Reading> {
  const needed = kindsToRead(project.desired, state, kinds, options);
  const wanted = { kinds: new Set([...needed.kinds, ...also]), whole: needed.whole };
  const names = new Set([...wanted.kinds].flatMap((kind) => kinds.get(kind)?.provider ?? []));
  const connections = new Map<string, Connection>();
  for (const connection of await Promise.all([...names].map((name) => project.connect(name)))) {
    connections.set(connection.provider, connection);
  }
  const accounts = Object.fromEntries(
    [...connections.values()].map((connection) => [connection.provider, connection.account]),
  );
  checkPins(state, accounts);
  const sought = { desired: project.desired, state, whole: wanted.whole };
  const world = await readWorld(wanted.kinds, sought, {
    connections,
    kinds,
    notify: project.options.notify,
    now: project.clock.now,
  });
  return { world, connections, accounts };
}

/** Throws `OTHER_TENANT` where state knows a provider by another account. */
export function checkPins(state: State | undefined, accounts: Readonly<Record<string, string>>): void {
  const wrong = Object.entries(accounts).flatMap(([provider, account]): Diagnostic[] => {
    const pinned = state?.accounts[provider];
    if (pinned === undefined || pinned === account) return [];
    const summary = `this state belongs to ${provider} ${pinned}, and the credentials lead to ${account}`;
    return [{ code: 'OTHER_TENANT', severity: 'error', summary, hint: 'use another --env for another tenant' }];
  });
  if (wrong.length > 0) throw new SupportctlError(wrong, 4);
}

/** A name for a run: sortable, and unique where two start at once. */
export function newRun(now: number): string {
  return `${new Date(now).toISOString().replace(/[-:]/g, '').slice(0, 15)}-${randomUUID().slice(0, 8)}`;
}

/** This process as a holder of the lock. */
function holderOf(run: string): LockHolder {
  return { holder: userInfo().username, host: hostname(), pid: process.pid, since: new Date().toISOString(), run };
}
