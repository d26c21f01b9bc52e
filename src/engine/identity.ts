/** Who is who: each address and the live object it stands for (DESIGN 5: state id, then natural key, then create). */
import type { Address } from '../core/address.ts';
import type { Kind, TextForm } from '../core/kind.ts';
import { closedTo, type LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import type { State, StateEntry } from '../core/state.ts';
import { createNames, inIds, type Names } from './names.ts';
import type { World } from './world.ts';

export type Match =
  | { readonly type: 'managed'; readonly live: LiveObject; readonly entry: StateEntry }
  /** In state, gone in the tenant; `rivals` are objects of the same name made by hand. */
  | { readonly type: 'gone'; readonly entry: StateEntry; readonly rivals: readonly LiveObject[] }
  /** Deactivated or archived by us. */
  | { readonly type: 'tombstone'; readonly live: LiveObject; readonly entry: StateEntry }
  | { readonly type: 'adopt'; readonly live: LiveObject }
  | { readonly type: 'ambiguous'; readonly objects: readonly LiveObject[] }
  | { readonly type: 'create' }
  | { readonly type: 'unavailable'; readonly reason: string };

export interface Identities {
  readonly matches: ReadonlyMap<Address, Match>;
  readonly names: Names;
  readonly ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>;
}

/** A deactivated object is still listed; it counts as gone where deleting means deactivating. */
export function isDown(kind: Kind, live: LiveObject): boolean {
  if (live.gone) return true;
  return kind.capability.delete === 'deactivate' && live.attributes[kind.staged ?? 'active'] === false;
}

/** Matches every resource; in passes, since a natural key may hold references to what is matched in an earlier pass. */
export function identify(
  resources: readonly Resource[],
  state: State | undefined,
  kinds: ReadonlyMap<string, Kind>,
  textForms: readonly TextForm[],
  world: World,
): Identities {
  const matches = new Map<Address, Match>();
  const ids = new Map<Address, { kind: string; id: string }>();
  const held = new Set<string>();
  for (const [address, entry] of state?.resources ?? []) {
    const kind = address.slice(0, address.indexOf('.'));
    const id = entry.ids.main;
    if (id === undefined) continue;
    held.add(`${kind}/${id}`);
    ids.set(address, { kind, id });
  }
  const names = createNames(kinds, textForms, world, ids);
  const byKey = naturalKeyIndex(kinds, world, held);

  let waiting = resources.filter((resource) => {
    const match = matchByState(resource, state?.resources.get(resource.address), kinds, world, names, byKey);
    if (match !== undefined) matches.set(resource.address, match);
    return match === undefined;
  });
  for (let progress = true; progress && waiting.length > 0; ) {
    const later: Resource[] = [];
    const keyed: { readonly resource: Resource; readonly key: string }[] = [];
    for (const resource of waiting) {
      const key = keyOfResource(resource, kinds, names);
      if (key === undefined || key.includes('"$ref"')) later.push(resource);
      else keyed.push({ resource, key });
    }
    progress = keyed.length > 0;
    const claimants = countBy(keyed.map(({ resource, key }) => `${resource.kind}/${key}`));
    for (const { resource, key } of keyed) {
      const candidates = byKey(resource.kind, key);
      // One object that several blocks describe equally well is nobody's to take.
      const contested = (claimants.get(`${resource.kind}/${key}`) ?? 0) > 1;
      const found = byNaturalKey(resource.kind, candidates, kinds);
      const match: Match = contested && found.type === 'adopt' ? { type: 'ambiguous', objects: [found.live] } : found;
      matches.set(resource.address, match);
      if (match.type === 'adopt') ids.set(resource.address, { kind: resource.kind, id: match.live.id });
    }
    waiting = later;
  }
  for (const resource of waiting) matches.set(resource.address, { type: 'create' });
  return { matches, names: createNames(kinds, textForms, world, ids), ids };
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function keyOfResource(resource: Resource, kinds: ReadonlyMap<string, Kind>, names: Names): string | undefined {
  return kinds.get(resource.kind)?.naturalKey(inIds(resource.attributes, names));
}

function matchByState(
  resource: Resource,
  entry: StateEntry | undefined,
  kinds: ReadonlyMap<string, Kind>,
  world: World,
  names: Names,
  byKey: (kind: string, key: string) => readonly LiveObject[],
): Match | undefined {
  const reason = closedTo(world.listing(resource.kind));
  if (reason !== undefined) return { type: 'unavailable', reason };
  const id = entry?.ids.main;
  if (entry === undefined || id === undefined) return undefined;
  const live = world.byId(resource.kind, id);
  if (entry.tombstone && live !== undefined) return { type: 'tombstone', live, entry };
  if (live !== undefined && !live.gone) return { type: 'managed', live, entry };
  const key = keyOfResource(resource, kinds, names);
  const rivals = key === undefined ? [] : byKey(resource.kind, key).filter((object) => !object.gone);
  return { type: 'gone', entry, rivals };
}

function byNaturalKey(name: string, candidates: readonly LiveObject[], kinds: ReadonlyMap<string, Kind>): Match {
  const standing = candidates.filter((object) => !object.gone);
  // An archived object that keeps its name taken is revived rather than doubled.
  const kind = kinds.get(name);
  const revivable = kind?.keyUnique && kind.capability.delete === 'archive';
  const objects = standing.length > 0 ? standing : revivable ? candidates : [];
  const [only] = objects;
  if (only === undefined) return { type: 'create' };
  return objects.length === 1 ? { type: 'adopt', live: only } : { type: 'ambiguous', objects };
}

/** Natural key → live objects that state does not hold, per kind; built when first asked for. */
function naturalKeyIndex(
  kinds: ReadonlyMap<string, Kind>,
  world: World,
  held: ReadonlySet<string>,
): (kind: string, key: string) => readonly LiveObject[] {
  const indices = new Map<string, Map<string, LiveObject[]>>();
  return (name, key) => {
    let index = indices.get(name);
    if (index === undefined) {
      index = new Map();
      const kind = kinds.get(name);
      const listing = world.listing(name);
      const objects = listing?.available ? listing.objects : [];
      for (const object of objects) {
        if (kind === undefined || held.has(`${name}/${object.id}`)) continue;
        const own = kind.naturalKey(object.attributes);
        index.set(own, [...(index.get(own) ?? []), object]);
      }
      indices.set(name, index);
    }
    return index.get(key) ?? [];
  };
}
