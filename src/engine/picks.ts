/** What to ask for of kinds that are not read whole: whom the spec names, whom state owns, whom others refer to. */
import { kindOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { Pick } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import type { State } from '../core/state.ts';
import { type Attributes, isIdRef, isLiveRef, referencesIn, type Value } from '../core/value.ts';
import type { World } from './world.ts';

export interface Sought {
  /** Absent where a whole account is read. */
  readonly desired?: Desired;
  readonly state: State | undefined;
  /** Kinds of which somebody needs to see all that the platform lists. */
  readonly whole: ReadonlySet<string>;
}

/** What is asked for of `kind`, once everything that refers to it has been read into `world`. */
export function pickOf(kind: Kind, sought: Sought, world: World, kinds: ReadonlyMap<string, Kind>): Pick {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const [address, { ids: own }] of sought.state?.resources ?? [])
    if (kindOf(address) === kind.name && own.main !== undefined) ids.add(own.main);
  for (const { address, kind: own, attributes } of sought.desired?.resources ?? []) {
    if (own === kind.name && sought.state?.resources.get(address)?.ids.main === undefined)
      names.add(kind.naturalKey(attributes));
    for (const value of Object.values(attributes)) note(value, kind, ids, names);
  }
  for (const own of world.kinds) {
    const referring = Object.entries(kinds.get(own)?.attributes ?? {}).filter(([, { refersTo }]) =>
      refersTo?.includes(kind.name),
    );
    if (referring.length === 0) continue;
    for (const object of world.objects(own))
      for (const [name] of referring) note(object.attributes[name] ?? null, kind, ids, names);
  }
  return {
    ids: [...ids],
    names: [...names].filter((name) => name !== ''),
    ...(sought.whole.has(kind.name) ? { all: true } : {}),
  };
}

/** Names of what state owned and nobody found by its id: somebody may have made it anew. */
export function namesOfLost(kind: Kind, { desired, state }: Sought, world: World): readonly string[] {
  return (desired?.resources ?? []).flatMap(({ address, kind: own, attributes }) => {
    const id = own === kind.name ? state?.resources.get(address)?.ids.main : undefined;
    return id === undefined || world.byId(kind.name, id) !== undefined ? [] : [kind.naturalKey(attributes)];
  });
}

/** Of which objects attributes that stand apart are read; undefined where the kind has none. */
export function pickApart({ name, label, apart }: Kind, { desired, state }: Sought): Pick | undefined {
  if (apart === undefined) return undefined;
  const blocks = new Map((desired?.resources ?? []).map((resource) => [resource.address, resource.attributes]));
  const says = (attributes: Attributes) => apart.some((own) => attributes[own] !== undefined);
  // What goes is compared with all that was managed of it.
  const managed = [...(state?.resources ?? [])].filter(([address, { bases }]) => {
    const block = blocks.get(address);
    if (block !== undefined) return says(block);
    return Object.keys(bases).some((path) => apart.includes(path.split('.')[0] ?? path));
  });
  const named = [...blocks].filter(([address, attributes]) => kindOf(address) === name && says(attributes));
  return {
    ids: managed.flatMap(([address, { ids }]) => (kindOf(address) === name ? (ids.main ?? []) : [])),
    names: named.map(([, attributes]) => String(attributes[label])),
  };
}

function note(value: Value, kind: Kind, ids: Set<string>, names: Set<string>): void {
  for (const reference of referencesIn(value)) {
    if (isIdRef(reference) && reference.kind === kind.name) ids.add(reference.$id);
    if (isLiveRef(reference) && reference.kind === kind.name)
      (/^\d+$/.test(reference.$live) ? ids : names).add(reference.$live);
  }
}
