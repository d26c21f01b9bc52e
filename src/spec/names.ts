/** The addresses that a spec declares, and the nearest ones to a wrong reference. */
import { type Address, addressOf, kindOf } from '../core/address.ts';
import type { Position } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { nearest } from './nearest.ts';

/** Looking for a near name costs time; after so many wrong references one has seen enough of them. */
const MAX_HINTS = 200;

export interface Names {
  readonly kinds: ReadonlyMap<string, Kind>;
  has(address: Address): boolean;
  /** Where the block of an address stands. */
  at(address: Address): Position | undefined;
  /** Keys of a kind, in spec order. */
  keys(kind: string): readonly string[];
  /** The nearest key of a kind, as `hint`. */
  hint(kind: string, key: string): { readonly hint?: string };
  /** False while some file could not be read: what it declares is unknown, so an unknown name proves nothing. */
  readonly complete: boolean;
}

/** The names of the blocks found in a spec. */
export function namesOf(
  kinds: readonly Kind[],
  blocks: Iterable<{ readonly address: Address; readonly at: Position }>,
  complete: boolean,
): Names {
  const places = new Map<Address, Position>();
  const keys = new Map<string, string[]>();
  for (const { address, at } of blocks) {
    places.set(address, at);
    const kind = kindOf(address);
    const list = keys.get(kind);
    const key = address.slice(kind.length + 1);
    if (list === undefined) keys.set(kind, [key]);
    else list.push(key);
  }
  let hints = 0;
  return {
    kinds: new Map(kinds.map((kind) => [kind.name, kind])),
    complete,
    has: (address) => places.has(address),
    at: (address) => places.get(address),
    keys: (kind) => keys.get(kind) ?? [],
    hint(kind, key) {
      hints += 1;
      if (hints > MAX_HINTS) return {};
      const near = nearest(key, keys.get(kind) ?? []);
      if (near !== undefined) return { hint: `did you mean \`${near}\`?` };
      for (const other of keys.keys()) {
        if (other !== kind && places.has(addressOf(other, key)))
          return { hint: `there is \`${addressOf(other, key)}\`, which is another kind` };
      }
      return {};
    },
  };
}
