/** What a tenant has and nobody manages, by the addresses that an import would give it. */
import type { Address } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import { closedTo, type LiveObject } from '../core/provider.ts';
import { assignKeys } from './keys.ts';
import type { Names } from './names.ts';
import type { World } from './world.ts';

/** Objects of `kind` that no address in `names` stands for, those that are no program's to write included. */
export function unmanagedOf(kind: Kind, world: World, names: Names): readonly LiveObject[] {
  return world.objects(kind.name).filter(({ id }) => names.addressOf(kind.name, id) === undefined);
}

/** Those of them that a spec can hold, each with a key that is not among `taken`. */
export function mergeable(
  kind: Kind,
  world: World,
  names: Names,
  taken: ReadonlySet<Address>,
): ReadonlyMap<LiveObject, Address> {
  if (kind.lookupOnly || kind.byHand !== undefined || closedTo(world.listing(kind.name)) !== undefined)
    return new Map();
  const ours = unmanagedOf(kind, world, names).filter(({ locked }) => locked === undefined);
  return assignKeys(kind, ours, taken, world);
}
