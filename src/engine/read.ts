/** Reading the tenants: which kinds a plan needs, all of them before anything is planned. */
import { kindOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { Notify, PlanOptions } from '../core/plan.ts';
import type { Connection } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import type { State } from '../core/state.ts';
import { isIdRef, isLiveRef, isRef, referencesIn } from '../core/value.ts';
import { removalOf } from './retire.ts';
import { matches, select } from './select.ts';
import { createWorld, type MutableWorld } from './world.ts';

/** The kinds that a plan has to read, grouped by nothing: each has its provider. */
export function kindsToRead(
  desired: Desired,
  state: State | undefined,
  kinds: ReadonlyMap<string, Kind>,
  options: PlanOptions,
): ReadonlySet<string> {
  const needed = new Set<string>();
  const resources = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const addresses = [...(state?.resources.keys() ?? [])];
  const selection = select(options, resources, addresses, kinds);
  for (const resource of desired.resources) {
    if (!selection.has(resource.address)) continue;
    needed.add(resource.kind);
    for (const neighbour of kinds.get(resource.kind)?.neighbours?.(resource.attributes) ?? []) needed.add(neighbour);
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
      needed.add(neighbour);
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
  }
  return needed;
}

export interface ReadOptions {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly notify: Notify;
  readonly now: () => number;
}

/** Reads `wanted` completely, all at once; ids of state that a list does not hold are confirmed one by one. */
export async function readWorld(
  wanted: ReadonlySet<string>,
  state: State | undefined,
  options: ReadOptions,
): Promise<MutableWorld> {
  const world = createWorld();
  await Promise.all(
    [...wanted].map(async (name) => {
      const kind = options.kinds.get(name);
      const connection = kind === undefined ? undefined : options.connections.get(kind.provider);
      if (kind === undefined || connection === undefined) return;
      options.notify({ type: 'reading', provider: kind.provider, kind: kind.plural });
      const at = options.now();
      const listing = await connection.list(name);
      world.put(name, listing, at, options.now() - at);
      options.notify({
        type: 'read',
        provider: kind.provider,
        kind: kind.plural,
        count: listing.available ? listing.objects.length : 0,
      });
    }),
  );
  await confirmAbsences(world, state, options);
  return world;
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
