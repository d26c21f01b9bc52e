/** The ids of managed objects inside texts of a platform: told by their looks, or by what stands before them. */
import type { Address } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { Ref } from '../core/value.ts';
import type { World } from './world.ts';

/** As much of a text before an id as its place is told from. */
const BEFORE = 200;

/** A managed object whose id is a number, with the places that tell that a number is it. */
interface Placed {
  readonly address: Address;
  readonly places: readonly RegExp[];
}

/** Splits a text at the ids in it that belong to managed objects; one pass, whatever the number of objects. */
export function idFinder(
  kinds: ReadonlyMap<string, Kind>,
  world: World,
  ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>,
): (raw: string) => readonly (string | Ref)[] {
  const looks = [...kinds.values()].flatMap((kind) => (kind.idInText === undefined ? [] : [kind.idInText.source]));
  const candidates = new RegExp([...looks, '\\d+'].join('|'), 'g');
  let known: ReturnType<typeof indexOf> | undefined;
  let hosts: ReadonlySet<string> | undefined;

  function addressAt(raw: string, id: string, at: number): Address | undefined {
    known ??= indexOf(kinds, ids);
    const placed = known.placed.get(id);
    if (placed === undefined) return known.byLooks.get(id);
    if (/\w/.test(raw.charAt(at + id.length))) return undefined;
    const before = raw.slice(Math.max(0, at - BEFORE), at);
    const found = placed.find(({ places }) => places.some((place) => place.test(before)));
    if (found === undefined) return undefined;
    hosts ??= hostsOf(kinds, world);
    return isForeign(before, hosts) ? undefined : found.address;
  }

  return (raw) => {
    const pieces: (string | Ref)[] = [];
    let end = 0;
    for (const match of raw.matchAll(candidates)) {
      const [id] = match;
      const address = addressAt(raw, id, match.index);
      if (address === undefined) continue;
      pieces.push(raw.slice(end, match.index), { $ref: address });
      end = match.index + id.length;
    }
    return end === 0 ? [raw] : [...pieces, raw.slice(end)];
  };
}

function indexOf(
  kinds: ReadonlyMap<string, Kind>,
  ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>,
): { readonly placed: ReadonlyMap<string, readonly Placed[]>; readonly byLooks: ReadonlyMap<string, Address> } {
  const placed = new Map<string, Placed[]>();
  const byLooks = new Map<string, Address>();
  for (const [address, { kind, id }] of ids) {
    const { idInText, idAfter } = kinds.get(kind) ?? {};
    if (idInText !== undefined) byLooks.set(id, address);
    if (idAfter === undefined || !/^\d+$/.test(id)) continue;
    const known = placed.get(id);
    if (known === undefined) placed.set(id, [{ address, places: idAfter }]);
    else known.push({ address, places: idAfter });
  }
  return { placed, byLooks };
}

function hostsOf(kinds: ReadonlyMap<string, Kind>, world: World): ReadonlySet<string> {
  const hosts = [...kinds.values()].flatMap((kind) =>
    kind.hosts === undefined
      ? []
      : world.objects(kind.name).flatMap(({ attributes }) => kind.hosts?.(attributes) ?? []),
  );
  return new Set(hosts.map((host) => host.toLowerCase()));
}

/** True within the path of an address that leads elsewhere; a parameter is ours wherever it goes, and so is what a placeholder stands for. */
function isForeign(before: string, hosts: ReadonlySet<string>): boolean {
  const host = /.*https?:\/\/([^/\s"'<>]+)\/[^\s"'<>?]*$/s.exec(before)?.[1]?.toLowerCase();
  return host !== undefined && hosts.size > 0 && !host.includes('{') && !hosts.has(host);
}
