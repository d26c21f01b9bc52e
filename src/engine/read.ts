/** Reading the tenants: which kinds a plan needs, all of them before anything is planned. */
import { kindOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { Notify, PlanOptions } from '../core/plan.ts';
import type { Connection, Pick } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import type { State } from '../core/state.ts';
import { isIdRef, isLiveRef, isRef, referencesIn } from '../core/value.ts';
import { namesOfLost, pickApart, pickOf, type Sought } from './picks.ts';
import { removalOf } from './retire.ts';
import { matches, select } from './select.ts';
import { createWorld, type MutableWorld } from './world.ts';

export interface Wanted {
  /** Grouped by nothing: each has its provider. */
  readonly kinds: ReadonlySet<string>;
  /** Those that somebody needs whole, even if they are usually picked from. */
  readonly whole: ReadonlySet<string>;
}

/** The kinds that a plan has to read. */
export function kindsToRead(
  desired: Desired,
  state: State | undefined,
  kinds: ReadonlyMap<string, Kind>,
  options: PlanOptions,
): Wanted {
  const needed = new Set<string>();
  const whole = new Set<string>();
  const resources = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const addresses = [...(state?.resources.keys() ?? [])];
  const selection = select(options, resources, addresses, kinds);
  for (const resource of desired.resources) {
    if (!selection.has(resource.address)) continue;
    needed.add(resource.kind);
    for (const neighbour of kinds.get(resource.kind)?.neighbours?.(resource.attributes) ?? []) whole.add(neighbour);
    for (const reference of Object.values(resource.attributes).flatMap(referencesIn)) {
      if (isRef(reference)) needed.add(kindOf(reference.$ref));
      else if (isLiveRef(reference) || isIdRef(reference)) needed.add(reference.kind);
    }
  }
  for (const [address, entry] of state?.resources ?? []) {
    if (!selection.has(address)) continue;
    needed.add(kindOf(address));
    // What is managed of it must be read even where no block says so any more.
    const managed = Object.keys(entry.bases).map((path) => [path.split('.')[0] ?? path, null] as const);
    for (const neighbour of kinds.get(kindOf(address))?.neighbours?.(Object.fromEntries(managed)) ?? [])
      whole.add(neighbour);
    // Who refers to what is about to be deleted, and what goes with it, must be known.
    const leaving =
      options.destroy ||
      (options.prune && !resources.has(address)) ||
      options.replace.some((pattern) => matches(pattern, address, kinds.get(kindOf(address))?.provider, []));
    const kind = kinds.get(kindOf(address));
    if (!leaving || kind === undefined || removalOf(kind) === 'release') continue;
    for (const other of kinds.values()) {
      const refers = Object.values(other.attributes).some((attribute) => attribute.refersTo?.includes(kind.name));
      // Any text of the platform may hold the word by which texts name it.
      const mayMention = kind.mention !== undefined && other.provider === kind.provider;
      if ((refers || mayMention) && !other.lookupOnly) needed.add(other.name);
    }
    for (const path of kind.cascades ?? []) needed.add(path.split('.')[0] ?? path);
    for (const judge of kind.judgedBy?.(undefined) ?? []) needed.add(judge);
  }
  return { kinds: new Set([...needed, ...whole]), whole };
}

export interface ReadOptions {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly notify: Notify;
  readonly now: () => number;
}

/**
 * Reads kinds completely, all at once, and then what is picked of others; ids of state that a list does not hold are
 * confirmed one by one.
 */
export async function readWorld(
  wanted: ReadonlySet<string>,
  sought: Sought,
  options: ReadOptions,
): Promise<MutableWorld> {
  const world = createWorld();
  const all = [...options.kinds.values()];
  const listed = all.filter(({ name, picked }) => wanted.has(name) && !picked);
  await Promise.all(listed.map((kind) => readInto(world, kind, pickApart(kind, sought), options)));
  await Promise.all(
    all.map(async (kind) => {
      if (!kind.picked || !options.connections.has(kind.provider)) return;
      const pick = pickOf(kind, sought, world, options.kinds);
      if (!wanted.has(kind.name) && pick.ids.length + pick.names.length === 0) return;
      await readInto(world, kind, pick, options);
      const lost = namesOfLost(kind, sought, world);
      if (lost.length > 0) await readInto(world, kind, { ...pick, names: [...pick.names, ...lost] }, options);
    }),
  );
  await confirmAbsences(world, sought.state, options);
  return world;
}

async function readInto(world: MutableWorld, kind: Kind, pick: Pick | undefined, options: ReadOptions): Promise<void> {
  const { name, provider, plural } = kind;
  const connection = options.connections.get(provider);
  if (connection === undefined) return;
  options.notify({ type: 'reading', provider, kind: plural });
  const at = options.now();
  const listing = await connection.list(name, pick);
  world.put(name, listing, at, options.now() - at, pick);
  const count = listing.available ? listing.objects.length : 0;
  options.notify({ type: 'read', provider, kind: plural, count });
}

/** A list may lag behind; absence of something that state owns is believed only when a GET says so too. */
async function confirmAbsences(world: MutableWorld, state: State | undefined, options: ReadOptions): Promise<void> {
  const missing = [...(state?.resources ?? [])].flatMap(([address, entry]) => {
    const kind = kindOf(address);
    const id = entry.ids.main;
    const listed = world.listing(kind)?.available;
    return listed && id !== undefined && world.byId(kind, id) === undefined ? [{ kind, id }] : [];
  });
  await Promise.all(
    missing.map(async ({ kind, id }) => {
      const connection = options.connections.get(options.kinds.get(kind)?.provider ?? '');
      const object = await connection?.get(kind, id);
      if (object !== undefined) world.set(object);
    }),
  );
}
