/** Order lists of a plan: which sequence of managed objects is wanted, who moved, and the list that results (row 12). */
import { type Address, keyOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { OrderItem } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Desired, Resource } from '../core/resource.ts';
import type { ListBefore, State } from '../core/state.ts';
import { isIdRef, isRef, type Value } from '../core/value.ts';
import { whoMoved } from './diff.ts';
import type { Identities } from './identity.ts';
import { arrange, sameSequence } from './order.ts';
import type { World } from './world.ts';

export interface PlannedOrder {
  /** `order.trigger/routing`, or `order.ticket_field` where the kind has one list. */
  readonly address: Address;
  readonly kind: Kind;
  /** The owner of the list, in id form or as the `$ref` of what is still to be created. */
  readonly within: Value | undefined;
  readonly title: string;
  /** The managed members, in the order wanted. */
  readonly wanted: readonly Address[];
  /** Undefined: the sequence stands as wanted. */
  readonly because: 'first' | 'spec' | 'drift' | 'conflict' | undefined;
  readonly result: readonly OrderItem[];
}

/** Resources of `kind` in the sequence that the spec wants: `order:` first, then file order. */
export function inSpecOrder(kind: Kind, desired: Desired): readonly Resource[] {
  const resources = desired.resources.filter((resource) => resource.kind === kind.name);
  const listed = desired.order.get(kind.name);
  if (listed === undefined) return resources;
  const rank = new Map(listed.map((key, index) => [key, index]));
  const place = (resource: Resource) => rank.get(keyOf(resource.address)) ?? listed.length;
  return [...resources].sort((a, b) => place(a) - place(b));
}

interface Group {
  readonly within: Value | undefined;
  readonly members: Address[];
}

function groupsOf(kind: Kind, desired: Desired, identities: Identities, has: (a: Address) => boolean): Group[] {
  const groups = new Map<string, Group>();
  for (const resource of inSpecOrder(kind, desired)) {
    if (!has(resource.address)) continue;
    const match = identities.matches.get(resource.address);
    if (match === undefined || match.type === 'unavailable' || match.type === 'ambiguous' || match.type === 'gone')
      continue;
    const within = withinOf(kind, resource, match.type === 'create' ? undefined : match.live, identities);
    const id = ownerKey(within);
    const group = groups.get(id) ?? { within, members: [] };
    group.members.push(resource.address);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function withinOf(
  kind: Kind,
  resource: Resource,
  live: LiveObject | undefined,
  identities: Identities,
): Value | undefined {
  const name = kind.order?.within;
  if (name === undefined) return undefined;
  const declared = resource.attributes[name];
  return declared === undefined ? live?.attributes[name] : identities.names.toIds(declared);
}

/** One string for the owner of a list, whether it has an id yet or not. */
function ownerKey(within: Value | undefined): string {
  if (isIdRef(within)) return within.$id;
  return isRef(within) ? within.$ref : '';
}

/** The live objects of the list, in their order. */
export function liveList(kind: Kind, within: Value | undefined, world: World): readonly LiveObject[] {
  const name = kind.order?.within;
  const objects = world.objects(kind.name);
  const listed = name === undefined ? objects : (byOwner(objects, name).get(ownerKey(within)) ?? []);
  return [...listed].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

/** The world hands out the same array until something in it changes; thousands of articles are split once, not once a section. */
const split = new WeakMap<readonly LiveObject[], ReadonlyMap<string, readonly LiveObject[]>>();

function byOwner(objects: readonly LiveObject[], within: string): ReadonlyMap<string, readonly LiveObject[]> {
  const known = split.get(objects);
  if (known !== undefined) return known;
  const lists = new Map<string, LiveObject[]>();
  for (const object of objects) {
    const owner = ownerKey(object.attributes[within]);
    const list = lists.get(owner);
    if (list === undefined) lists.set(owner, [object]);
    else list.push(object);
  }
  split.set(objects, lists);
  return lists;
}

/** All order lists that hold managed resources. */
export function planOrders(
  kinds: ReadonlyMap<string, Kind>,
  desired: Desired,
  state: State | undefined,
  identities: Identities,
  world: World,
  has: (address: Address) => boolean,
): readonly PlannedOrder[] {
  const orders: PlannedOrder[] = [];
  for (const kind of kinds.values()) {
    if (kind.order === undefined) continue;
    for (const group of groupsOf(kind, desired, identities, has)) {
      orders.push(planOrder(kind, group, state, identities, world));
    }
  }
  return orders;
}

/** The order lists that a rollback restores: what is in them now, or about to be, in the order of that time. */
export function restoreOrders(
  lists: readonly ListBefore[],
  kinds: ReadonlyMap<string, Kind>,
  state: State | undefined,
  identities: Identities,
  world: World,
  coming: (address: Address) => boolean,
): readonly PlannedOrder[] {
  return lists.flatMap((list) => {
    const kind = kinds.get(list.kind);
    if (kind === undefined) return [];
    const within = list.within === undefined ? undefined : identities.names.toIds(list.within);
    const present = new Set(liveList(kind, within, world).map((object) => object.id));
    const members = list.before.filter(
      (address) => coming(address) || present.has(identities.names.idOf(address) ?? ''),
    );
    return [planOrder(kind, { within, members }, state, identities, world)];
  });
}

/** Stands for the id of what is still to be created. */
const NEW = 'new:';

function planOrder(
  kind: Kind,
  group: Group,
  state: State | undefined,
  identities: Identities,
  world: World,
): PlannedOrder {
  const { names } = identities;
  const wanted = group.members;
  const live = liveList(kind, group.within, world);
  // What is not in the list yet is appended by the platform, in the order in which we create it.
  const ids = wanted.map((address) => names.idOf(address) ?? `${NEW}${address}`);
  const known = new Set(live.map((object) => object.id));
  const before = [...live.map((object) => object.id), ...ids.filter((id) => !known.has(id))];
  const { list, moved } = arrange(before, ids);
  const address = listAddress(kind, group.within, identities);
  const base = state?.orders.get(address);
  const managed = new Set(ids);
  // Where something lands that comes from another list is the platform's choice: its place is always sent.
  const enters = ids.some((id) => !known.has(id) && !id.startsWith(NEW));
  const moverIfAny = sameSequence(before, ids)
    ? undefined
    : moverOf(
        before.filter((id) => managed.has(id)),
        ids,
        base,
      );
  const because = moverIfAny ?? (enters && ids.length > 1 ? 'spec' : undefined);
  const titles = new Map(live.map((object) => [object.id, object.title]));
  const addresses = new Map(ids.map((id, index) => [id, wanted[index]]));
  const result = list.map((id): OrderItem => {
    const own = addresses.get(id);
    const title = titles.get(id) ?? (own === undefined ? id : keyOf(own));
    return {
      title,
      ...(own === undefined ? {} : { address: own }),
      ...(moved.has(id) ? { moved: true as const } : {}),
    };
  });
  const owner = kind.order?.within === undefined ? '' : ` in ${ownerTitle(group.within, identities, world)}`;
  return {
    address,
    kind,
    within: group.within,
    title: `${kind.order?.title ?? kind.plural}${owner}`,
    wanted,
    because,
    result,
  };
}

function moverOf(live: readonly string[], wanted: readonly string[], base: readonly string[] | undefined) {
  if (base === undefined) return 'first';
  const agreed = new Set(base);
  const ours = sameSequence(wanted, base) && wanted.every((id) => agreed.has(id)) ? 'same' : 'moved';
  const theirs = sameSequence(live, base) ? 'same' : 'moved';
  return whoMoved(ours, theirs, { sent: 'same', live: 'same' }) ?? 'spec';
}

/** `order.KIND` or `order.KIND/OWNER`, the owner by key where it is managed, else by id. */
export function listAddress(kind: Kind, within: Value | undefined, identities: Identities): Address {
  if (kind.order?.within === undefined) return `order.${kind.name}`;
  if (isRef(within)) return `order.${kind.name}/${keyOf(within.$ref)}`;
  if (!isIdRef(within)) return `order.${kind.name}/none`;
  const address = identities.names.addressOf(within.kind, within.$id);
  return `order.${kind.name}/${address === undefined ? within.$id.toLowerCase() : keyOf(address)}`;
}

function ownerTitle(within: Value | undefined, identities: Identities, world: World): string {
  if (isRef(within)) return keyOf(within.$ref);
  if (!isIdRef(within)) return 'no list of their own';
  const address = identities.names.addressOf(within.kind, within.$id);
  return address === undefined ? (world.byId(within.kind, within.$id)?.title ?? within.$id) : keyOf(address);
}
