/** What people do to state by hand: look, adopt, rename, forget. Each change is one locked save. */
import { type Address, addressOf, isAddress, kindOf } from '../core/address.ts';
import { fail } from '../core/diagnostic.ts';
import type { Shown } from '../core/plan.ts';
import type { State, StateEntry } from '../core/state.ts';
import { fieldsOf } from '../engine/fields.ts';
import { createNames } from '../engine/names.ts';
import { matches } from '../engine/select.ts';
import { showField } from '../engine/show.ts';
import { createWorld } from '../engine/world.ts';
import { allTextForms } from '../providers/registry.ts';
import { nearest } from '../spec/nearest.ts';
import type { ProjectOptions, StateOverview, StateRow } from './contract.ts';
import { checkPins, kinds, locked, newRun, openProject, openState, stateOf } from './project.ts';

async function existing(options: ProjectOptions): Promise<State> {
  const state = await stateOf(await openState(options));
  if (state === undefined)
    return fail('NO_STATE', `there is no state for the environment ${options.environment ?? 'default'}`, {}, 4);
  return state;
}

/** All entries of the environment's state. */
export async function stateList(options: ProjectOptions): Promise<StateOverview> {
  const state = await existing(options);
  const lock = await (await openState(options)).holder();
  return {
    environment: state.environment,
    serial: state.serial,
    accounts: state.accounts,
    rows: [...state.resources].map(([address, entry]) => ({ address, entry })),
    ...(lock === undefined ? {} : { lock }),
  };
}

function entryOf(state: State, address: Address): StateEntry {
  const entry = state.resources.get(address);
  if (entry !== undefined) return entry;
  const near = nearest(address, [...state.resources.keys()]);
  return fail('STATE_UNKNOWN', `state has no ${address}`, near === undefined ? {} : { hint: `did you mean ${near}?` });
}

/** One entry, and the object as it is in the tenant now. */
export async function stateShow(options: ProjectOptions, address: Address): Promise<{ row: StateRow; live?: Shown }> {
  const state = await existing(options);
  const entry = entryOf(state, address);
  const kind = kinds.get(kindOf(address));
  const id = entry.ids.main;
  const row = { address, entry };
  if (kind === undefined || id === undefined) return { row };
  const project = await openProject(options);
  const connection = await project.connect(kind.provider);
  checkPins(state, { [connection.provider]: connection.account });
  const live = await connection.get(kind.name, id);
  if (live === undefined) return { row };
  const ids = new Map(
    [...state.resources].map(([known, own]) => [known, { kind: kindOf(known), id: own.ids.main ?? '' }]),
  );
  const names = createNames(kinds, allTextForms, createWorld(), ids);
  const fields = [...fieldsOf(kind, live.attributes).values()].filter((field) => !field.sequence);
  return {
    row,
    live: Object.fromEntries(fields.map((field) => [field.path, showField(field, field.value, names) ?? null])),
  };
}

/** Changes state under the lock. */
export async function change(
  options: ProjectOptions,
  edit: (state: State | undefined) => State | Promise<State>,
): Promise<void> {
  const backend = await openState(options);
  await locked(backend, options.lockTimeoutMs, async () => {
    const stored = await backend.read();
    const next = await edit(await stateOf(backend));
    await backend.write(next, stored?.serial ?? 0);
  });
}

/** Says that `address` is the object `id`; bases come with the next apply, which shows what differs. */
export async function stateAdopt(options: ProjectOptions, address: Address, id: string): Promise<void> {
  const project = await openProject(options);
  const resource = project.desired.resources.find((own) => own.address === address);
  if (resource === undefined) {
    const near = nearest(
      address,
      project.desired.resources.map((own) => own.address),
    );
    return fail(
      'STATE_UNKNOWN',
      `the spec has no ${address}`,
      near === undefined ? {} : { hint: `did you mean ${near}?` },
    );
  }
  const kind = kinds.get(resource.kind);
  if (kind === undefined) return fail('STATE_UNKNOWN', `there is no kind ${resource.kind}`);
  const connection = await project.connect(kind.provider);
  const live = await connection.get(kind.name, id);
  if (live === undefined || live.gone)
    return fail('STATE_NO_OBJECT', `the tenant has no ${kind.title} with the id ${id}`);
  if (live.locked !== undefined) return fail('LOCKED_OBJECT', `${kind.title} ${id} cannot be managed: ${live.locked}`);
  await change(options, (state) => {
    checkPins(state, { [connection.provider]: connection.account });
    const other = [...(state?.resources ?? [])].find(
      ([known, entry]) => known !== address && kindOf(known) === kind.name && entry.ids.main === id,
    );
    if (other !== undefined)
      return fail('STATE_TAKEN', `${kind.title} ${id} is ${other[0]} already`, {
        hint: `supportctl state mv ${other[0]} ${address}`,
      });
    const base: State = state ?? emptyState(project.environment);
    const entry = adopted(kind.provider, id);
    const accounts = { ...base.accounts, [connection.provider]: connection.account };
    return { ...base, accounts, resources: new Map(base.resources).set(address, entry) };
  });
}

/** An entry for what was there before us; nothing is known yet of what spec and tenant agree on. */
export function adopted(provider: string, id: string): StateEntry {
  return { provider, ids: { main: id }, origin: 'adopted', bases: {} };
}

/** A state that knows nothing yet. */
export function emptyState(environment: string): State {
  return {
    format: 1,
    environment,
    serial: 0,
    lineage: newRun(Date.now()),
    accounts: {},
    resources: new Map(),
    orders: new Map(),
  };
}

/** Renames an address in state. */
export async function stateMove(options: ProjectOptions, from: Address, to: Address): Promise<void> {
  if (!isAddress(from)) fail('BAD_ADDRESS', `${from} is no address`, { hint: 'such as trigger.old_key' });
  if (!isAddress(to))
    fail('BAD_ADDRESS', `${to} is no address`, { hint: `such as ${addressOf(kindOf(from), 'new_key')}` });
  if (kindOf(from) !== kindOf(to)) fail('BAD_ADDRESS', `${from} and ${to} are of different kinds`);
  await existing(options);
  await change(options, (state) => {
    if (state === undefined) return fail('NO_STATE', 'there is no state', {}, 4);
    const entry = entryOf(state, from);
    if (state.resources.has(to)) fail('STATE_TAKEN', `state has ${to} already`);
    const resources = new Map(
      [...state.resources].map(([address, own]) => (address === from ? [to, entry] : [address, own])),
    );
    return { ...state, resources };
  });
}

/** The addresses in state that patterns select. Throws where one selects nothing. */
export async function stateSelect(options: ProjectOptions, patterns: readonly string[]): Promise<readonly Address[]> {
  return selected(await existing(options), patterns);
}

function selected(state: State, patterns: readonly string[]): readonly Address[] {
  return patterns.flatMap((pattern) => {
    const hits = [...state.resources].filter(([address, entry]) => matches(pattern, address, entry.provider, []));
    if (hits.length === 0) entryOf(state, pattern);
    return hits.map(([address]) => address);
  });
}

/** Forgets addresses; the tenant keeps the objects. */
export async function stateRemove(options: ProjectOptions, patterns: readonly string[]): Promise<readonly Address[]> {
  const state = await existing(options);
  const found = selected(state, patterns);
  await change(options, (current) => {
    const resources = new Map(current?.resources ?? []);
    for (const address of found) resources.delete(address);
    return { ...(current ?? state), resources };
  });
  return found;
}
