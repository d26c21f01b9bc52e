/** Keys for what is imported: readable, made from titles, unique in their kind, the same on every run and in every account. */
import { type Address, addressOf, keyFrom } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import { canonicalJson, isIdRef, mapValue } from '../core/value.ts';
import type { World } from './world.ts';

/** What its key is made from: the platform's own key where it has one, and of a mail address what stands before the account's part. */
function nameOf(kind: Kind, object: LiveObject): string {
  const [own] = Object.entries(kind.attributes).flatMap(([name, attribute]) =>
    attribute.fromKey ? [object.attributes[name]] : [],
  );
  if (typeof own === 'string' && own !== '') return own;
  return kind.attributes[kind.label]?.local === undefined ? object.title : object.title.replace(/(?<=.)@.*$/, '');
}

/**
 * Live object → address. Those of one name are told apart by a number: in the order of their titles, then of what they
 * say, so that the same objects are called the same wherever they were made, and only then by id.
 */
export function assignKeys(
  kind: Kind,
  objects: readonly LiveObject[],
  taken: ReadonlySet<Address>,
  world: World,
): ReadonlyMap<LiveObject, Address> {
  const stems = new Map<string, LiveObject[]>();
  for (const object of objects) {
    const stem = keyFrom(nameOf(kind, object));
    const same = stems.get(stem);
    if (same === undefined) stems.set(stem, [object]);
    else same.push(object);
  }
  const used = new Set(taken);
  // A title may look like a key with a number: whoever has the plain name comes first.
  for (const [stem] of stems) if (!used.has(addressOf(kind.name, stem))) used.add(addressOf(kind.name, stem));
  const addresses = new Map<LiveObject, Address>();
  for (const [stem, same] of stems) {
    let plain = !taken.has(addressOf(kind.name, stem));
    let n = 2;
    for (const object of same.length === 1 ? same : toldApart(same, world)) {
      let address = addressOf(kind.name, stem);
      if (!plain) {
        do {
          address = addressOf(kind.name, `${stem}_${n}`);
          n += 1;
        } while (used.has(address));
      }
      plain = false;
      used.add(address);
      addresses.set(object, address);
    }
  }
  return addresses;
}

function toldApart(objects: readonly LiveObject[], world: World): readonly LiveObject[] {
  const said = new Map(objects.map((object) => [object, `${object.title}\n${contentOf(object, world)}`]));
  return [...objects].sort(
    (a, b) => compare(said.get(a) ?? '', said.get(b) ?? '') || a.id.length - b.id.length || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What an object says, without ids: they differ from account to account. */
function contentOf(object: LiveObject, world: World): string {
  const named = mapValue(object.attributes, (node) =>
    isIdRef(node) ? (world.byId(node.kind, node.$id)?.title ?? '') : undefined,
  );
  return canonicalJson(named).replace(/\d{6,}/g, '');
}

/** By key, with numbers by their value: `team_2` before `team_10`. */
export function byAddress(a: Address, b: Address): number {
  return natural.compare(a, b) || compare(a, b);
}

const natural = new Intl.Collator('en', { numeric: true });
