/** Keys for what is imported: readable, made from titles, unique in their kind, the same on every run. */
import { type Address, addressOf, keyFrom } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';

/** What its key is made from: the platform's own key where it has one. */
function nameOf(kind: Kind, object: LiveObject): string {
  const [own] = Object.entries(kind.attributes).flatMap(([name, attribute]) =>
    attribute.fromKey ? [object.attributes[name]] : [],
  );
  return typeof own === 'string' && own !== '' ? own : object.title;
}

/** Live object → address. Same titles are told apart by a number, the one with the lowest id first. */
export function assignKeys(
  kind: Kind,
  objects: readonly LiveObject[],
  taken: ReadonlySet<Address>,
): ReadonlyMap<LiveObject, Address> {
  const byAge = [...objects].sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  const used = new Set(taken);
  const addresses = new Map<LiveObject, Address>();
  for (const object of byAge) {
    const stem = keyFrom(nameOf(kind, object));
    let address = addressOf(kind.name, stem);
    for (let n = 2; used.has(address); n += 1) address = addressOf(kind.name, `${stem}_${n}`);
    used.add(address);
    addresses.set(object, address);
  }
  return addresses;
}
