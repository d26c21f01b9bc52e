/** A whole account, read without a spec: every object of a platform's kinds, with the addresses that an import gives them. */
import { type Address, kindOf } from '../core/address.ts';
import { fail } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { type Connection, closedTo, type LiveObject, type Provider } from '../core/provider.ts';
import type { Desired } from '../core/resource.ts';
import { isIdRef, type Value } from '../core/value.ts';
import { assignKeys, byAddress } from '../engine/keys.ts';
import { liveList } from '../engine/orders.ts';
import { readWorld } from '../engine/read.ts';
import type { MutableWorld, World } from '../engine/world.ts';
import { systemClock } from '../http/clock.ts';
import { providers } from '../providers/registry.ts';
import { nearest } from '../spec/nearest.ts';
import type { ImportOptions, ImportReport } from './contract.ts';
import { openKeptLists } from './kept-lists.ts';
import { saveMemory } from './memory.ts';
import { askingEarly } from './object-files.ts';
import { connectTo, kinds } from './project.ts';

export interface AccountRead {
  readonly provider: Provider;
  readonly connection: Connection;
  readonly world: MutableWorld;
}

/**
 * Signs in and reads all lists. Throws a `SupportctlError` where a list cannot be read completely; with a folder `lists`,
 * those that were read are kept there for the next time, and files are asked for. Whom `desired` names is looked for, too.
 */
export async function readAccount(
  options: Pick<ImportOptions, 'provider' | 'subdomain' | 'variables' | 'notify' | 'trace'>,
  lists?: string,
  desired?: Desired,
): Promise<AccountRead> {
  const provider = providers.find((own) => own.name === options.provider);
  if (provider === undefined) {
    const names = providers.map((own) => own.name);
    const near = nearest(options.provider, names);
    return fail(
      'NO_PROVIDER',
      `there is no provider ${options.provider}; known: ${names.join(', ')}`,
      near === undefined ? {} : { hint: `did you mean ${near}?` },
    );
  }
  const plain = await connectTo(provider.name, options.subdomain, options);
  const connection = lists === undefined ? plain : askingEarly(plain);
  const clock = systemClock(options.variables);
  const kept =
    lists === undefined
      ? undefined
      : openKeptLists(connection, { folder: lists, kinds, notify: options.notify, now: clock.now });
  const connections = new Map([[provider.name, kept?.keeping(connection) ?? connection]]);
  const wanted = new Set(provider.kinds.map((kind) => kind.name));
  const whole = new Set(provider.kinds.filter(({ picked }) => !picked).flatMap(neighboursOf));
  const sought = { state: undefined, whole, ...(desired === undefined ? {} : { desired }) };
  saveMemory();
  const world = await readWorld(wanted, sought, { connections, kinds, notify: options.notify, now: clock.now });
  await kept?.refresh(world, connection);
  return { provider, connection, world };
}

/** Kinds that reading all of a kind may need, whatever its objects say. */
export function neighboursOf({ attributes, neighbours }: Kind): readonly string[] {
  return neighbours?.(Object.fromEntries(Object.keys(attributes).map((name) => [name, null]))) ?? [];
}

export interface Addressed {
  /** Kind by kind; ordered ones in the order of the account, others by key. */
  readonly chosen: readonly { readonly kind: Kind; readonly address: Address; readonly object: LiveObject }[];
  readonly leftOut: ImportReport['leftOut'];
  readonly ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>;
}

/** Everything that a spec could hold of what was read, and what it could not and why. */
export function addressed(own: readonly Kind[], world: World): Addressed {
  const ids = new Map<Address, { kind: string; id: string }>();
  const leftOut: ImportReport['leftOut'][number][] = [];
  const chosen: { kind: Kind; address: Address; object: LiveObject }[] = [];
  const places = new Map<string, number>();
  for (const kind of own) {
    if (kind.lookupOnly || kind.byHand !== undefined || kind.picked) continue;
    const closed = closedTo(world.listing(kind.name));
    if (closed !== undefined) {
      leftOut.push({ kind: kind.name, id: '', title: `all ${kind.plural}`, why: closed });
      continue;
    }
    const objects = world.objects(kind.name);
    const ours = objects.filter((object) => object.locked === undefined);
    for (const object of objects) {
      if (object.locked !== undefined)
        leftOut.push({ kind: kind.name, id: object.id, title: object.title, why: object.locked });
    }
    const addresses = assignKeys(kind, ours, new Set(), world);
    for (const object of inOrder(kind, ours, world, { addresses, places })) {
      const address = addresses.get(object);
      if (address === undefined) continue;
      places.set(`${kind.name}/${object.id}`, places.size);
      ids.set(address, { kind: kind.name, id: object.id });
      chosen.push({ kind, address, object });
    }
  }
  return { chosen, leftOut, ids };
}

interface Given {
  readonly addresses: ReadonlyMap<LiveObject, Address>;
  /** `kind/id` → its place among all that was chosen before. */
  readonly places: ReadonlyMap<string, number>;
}

/** In the order of the tenant: list by list, each by position; what has no order, by key. */
export function inOrder(
  kind: Kind,
  objects: readonly LiveObject[],
  world: World,
  { addresses, places }: Given,
): readonly LiveObject[] {
  const { order } = kind;
  if (order === undefined)
    return [...objects].sort((a, b) => byAddress(addresses.get(a) ?? '', addresses.get(b) ?? ''));
  const { within } = order;
  const owners = new Map<string, Value | undefined>();
  for (const object of objects) {
    const owner = within === undefined ? undefined : object.attributes[within];
    owners.set(isIdRef(owner) ? owner.$id : '', owner);
  }
  const importable = new Set(objects);
  const place = (owner: Value | undefined) =>
    isIdRef(owner) ? (places.get(`${owner.kind}/${owner.$id}`) ?? Number.MAX_SAFE_INTEGER) : -1;
  return [...owners.values()]
    .sort((a, b) => place(a) - place(b))
    .flatMap((owner) => liveList(kind, owner, world).filter((object) => importable.has(object)));
}

/** What could be read; what is not there was not available. */
export function liveOf(world: World): ReadonlyMap<string, readonly LiveObject[]> {
  const found = new Map<string, readonly LiveObject[]>();
  for (const kind of world.kinds) if (world.listing(kind)?.available) found.set(kind, world.objects(kind));
  return found;
}

const COUNTED = ['trigger', 'automation', 'macro'] as const;

/** Address → how often the rule ran in the last 30 days; undefined where the account does not count. */
export async function usageOf(
  connection: Connection,
  ids: Addressed['ids'],
): Promise<ReadonlyMap<Address, number> | undefined> {
  if (connection.usage === undefined) return undefined;
  const lists = await Promise.all(COUNTED.map(async (kind) => [kind, await connection.usage?.(kind)] as const));
  if (lists.every(([, counts]) => counts === undefined)) return undefined;
  const byKind = new Map<string, ReadonlyMap<string, number> | undefined>(lists);
  const found = [...ids].flatMap(([address, { id }]) => {
    const count = byKind.get(kindOf(address))?.get(id);
    return count === undefined ? [] : [[address, count] as const];
  });
  return new Map(found);
}
