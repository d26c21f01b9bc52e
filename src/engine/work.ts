/** The operations of a plan as a graph: what must happen before what (DESIGN 7). */
import type { Address } from '../core/address.ts';
import { fail } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Op } from '../core/plan.ts';
import { type Attributes, canonicalJson } from '../core/value.ts';
import { breakByLateFields, breakByParking, targets } from './circles.ts';
import { claimsOf } from './claims.ts';
import { type Field, fieldsWanted } from './fields.ts';
import type { PlannedOrder } from './orders.ts';
import type { Item, Planned } from './planned.ts';
import { topological } from './topological.ts';

export type Action = 'create' | 'update' | 'park' | 'revive' | 'remove' | 'reorder' | 'activate' | 'record' | 'release';

export interface Operation {
  readonly id: string;
  readonly action: Action;
  readonly address: Address;
  readonly op: Op;
  readonly kind: Kind;
  readonly item?: Item;
  readonly order?: PlannedOrder;
  /** For `activate`: the addresses of the set. */
  readonly members?: readonly Address[];
  readonly set: readonly Field[];
  readonly remove: Item['remove'];
  /** Interim attributes, for `park`. */
  readonly interim?: Attributes;
}

/**
 * - `hard`: cannot be the other way round
 * - `soft`: better this way round; dropped where it closes a circle
 * - `claim`: waits for a name to be free; a circle of these is broken by parking
 */
export type EdgeType = 'hard' | 'soft' | 'claim';
/** Operation id → what it waits for. */
export type Edges = Map<string, Map<string, EdgeType>>;

export interface Work {
  /** In an order that satisfies the graph. */
  readonly operations: readonly Operation[];
  readonly edges: ReadonlyMap<string, ReadonlyMap<string, EdgeType>>;
}

/** All operations of the plan's planned changes, sorted. Throws `SupportctlError` for a cycle that nothing breaks. */
export function workOf(planned: Planned): Work {
  const operations = operationsOf(planned);
  const edges = edgesOf(operations, planned);
  for (let tries = operations.length; tries >= 0; tries -= 1) {
    const sorted = topological(operations, edges);
    if (sorted.stuck.length === 0) return { operations: sorted.order, edges };
    if (
      !breakByLateFields(sorted.stuck, operations, edges, planned) &&
      !breakByParking(sorted.stuck, operations, edges)
    ) {
      fail('CYCLE', `these wait for each other: ${sorted.stuck.map((operation) => operation.address).join(', ')}`);
    }
  }
  return fail('CYCLE', 'the operations of this plan cannot be put in order');
}

function operationsOf(planned: Planned): Operation[] {
  const operations: Operation[] = [];
  const activated = new Map<Kind, Address[]>();
  for (const item of planned.items) {
    if (!item.change.planned || item.change.op === 'reorder') continue;
    const switchedOn = switchesOn(item);
    const set = switchedOn ? item.set.filter((field) => field.name !== item.kind.staged) : item.set;
    operations.push(...operationsOfItem(item, set));
    if (switchedOn) activated.set(item.kind, [...(activated.get(item.kind) ?? []), item.change.address]);
  }
  const none = { set: [], remove: new Map<string, ReadonlySet<string>>() };
  for (const order of planned.orders) {
    const change = planned.items.find((item) => item.change.address === order.address)?.change;
    if (change?.planned !== true) continue;
    const shape = { action: 'reorder', address: order.address, op: 'reorder', kind: order.kind } as const;
    operations.push({ id: `reorder ${order.address}`, ...shape, order, ...none });
  }
  for (const [kind, members] of activated) {
    const shape = { action: 'activate', address: `activate.${kind.name}`, op: 'update', kind } as const;
    operations.push({ id: `activate ${kind.name}`, ...shape, members, ...none });
  }
  return operations;
}

/** Whether the item makes a rule act on customers that does not act yet. */
function switchesOn(item: Item): boolean {
  const { staged } = item.kind;
  if (staged === undefined || item.resource === undefined) return false;
  const wanted = item.set.find((field) => field.name === staged)?.value;
  return (
    wanted === true &&
    (item.live === undefined || item.live.attributes[staged] !== true || item.change.op === 'replace')
  );
}

function switchesOff({ kind, set }: Operation): boolean {
  return set.some((field) => field.name === (kind.staged ?? 'active') && field.value === false);
}

function operationsOfItem(item: Item, set: readonly Field[]): Operation[] {
  const { change, kind } = item;
  const { address, op } = change;
  const base = { address, op, kind, item };
  const nothing = new Map<string, ReadonlySet<string>>();
  switch (op) {
    case 'create':
      return [{ ...base, id: `create ${address}`, action: 'create', set, remove: nothing }];
    case 'replace':
      return [
        { ...base, id: `remove ${address}`, action: 'remove', set: [], remove: nothing },
        { ...base, id: `create ${address}`, action: 'create', set, remove: nothing },
      ];
    case 'adopt':
    case 'revive':
    case 'update': {
      const down = item.live?.gone === true;
      const writes = set.length > 0 || item.remove.size > 0;
      const steps: Operation[] = [];
      if (down) steps.push({ ...base, id: `revive ${address}`, action: 'revive', set: [], remove: nothing });
      if (writes) steps.push({ ...base, id: `update ${address}`, action: 'update', set, remove: item.remove });
      return steps.length > 0
        ? steps
        : [{ ...base, id: `record ${address}`, action: 'record', set: [], remove: nothing }];
    }
    case 'delete':
    case 'archive':
    case 'deactivate':
      return [{ ...base, id: `remove ${address}`, action: 'remove', set: [], remove: nothing }];
    case 'release':
      return [{ ...base, id: `release ${address}`, action: 'release', set: [], remove: nothing }];
    case 'reorder':
      return [];
    default:
      return op satisfies never;
  }
}

function edgesOf(operations: readonly Operation[], planned: Planned): Edges {
  const edges: Edges = new Map(operations.map((operation) => [operation.id, new Map()]));
  const by = new Map<string, Operation>();
  for (const operation of operations) by.set(operation.id, operation);
  const need = (id: string, other: string | undefined, type: EdgeType) => {
    if (other === undefined || other === id || !by.has(id) || !by.has(other)) return;
    const known = edges.get(id)?.get(other);
    if (known !== 'hard') edges.get(id)?.set(other, type);
  };
  const droppers = new Map<Address, string[]>();
  for (const operation of operations) {
    const { item, id, address } = operation;
    if (operation.action === 'create' && operation.op === 'replace') need(id, `remove ${address}`, 'hard');
    if (operation.action === 'update') need(id, `revive ${address}`, 'hard');
    // What is put back before it is let go of must be put back first.
    if (operation.action === 'release') need(id, `update ${address}`, 'hard');
    for (const target of targets(
      operation.set.map((field) => field.value),
      planned,
    )) {
      need(id, `create ${target}`, 'hard');
      need(id, `revive ${target}`, 'hard');
      need(id, `record ${target}`, 'hard');
      need(id, `update ${target}`, 'soft');
    }
    if (item?.live !== undefined && operation.action !== 'record') {
      for (const target of targets(Object.values(item.live.attributes), planned)) {
        if (target !== address) droppers.set(target, [...(droppers.get(target) ?? []), id]);
      }
    }
  }
  for (const operation of operations) {
    const drops = droppers.get(operation.address) ?? [];
    // What is made anew goes first: its referrers wait for the new id.
    const leaves = (id: string) =>
      operation.op !== 'replace' || edges.get(id)?.has(`create ${operation.address}`) !== true;
    if (operation.action === 'remove') for (const id of drops) if (leaves(id)) need(operation.id, id, 'hard');
    // Something may stand in the way of what goes: a form's conditions keep a field from being switched off.
    if (operation.action === 'update' && (operation.remove.size > 0 || switchesOff(operation)))
      for (const id of drops) need(operation.id, id, 'soft');
  }
  mentions(operations, need);
  features(operations, need);
  creationChains(planned.orders, by, need);
  claimEdges(operations, need);
  lastSteps(operations, need);
  return edges;
}

/** What stands in texts by a name of its own comes before them, and goes after they have let go of it. */
function mentions(operations: readonly Operation[], need: (id: string, other: string, type: EdgeType) => void): void {
  for (const { kind, action, item, id } of operations) {
    const attributes = action === 'remove' ? item?.live?.attributes : item?.resource?.attributes;
    const word = attributes === undefined ? undefined : kind.mention?.(attributes);
    if (word === undefined) continue;
    for (const other of operations) {
      if (other.id === id || other.action === 'record') continue;
      if (action === 'create' && other.set.some((field) => canonicalJson(field.value).includes(word)))
        need(other.id, id, 'soft');
      if (action === 'remove' && canonicalJson(other.item?.live?.attributes).includes(word))
        need(id, other.id, other.action === 'remove' ? 'soft' : 'hard');
    }
  }
}

/** What only works once there is something of another kind, such as business hours. */
function features(operations: readonly Operation[], need: (id: string, other: string, type: EdgeType) => void): void {
  const births = operations.filter(({ action }) => action === 'create');
  for (const { kind, item, id } of operations) {
    const first = item?.resource === undefined ? undefined : kind.after?.(item.resource.attributes);
    for (const birth of births) if (first?.includes(birth.kind.name)) need(id, birth.id, 'soft');
  }
}

/** The platforms append what is new to its list: made in the order wanted, it needs no reorder. */
function creationChains(
  orders: readonly PlannedOrder[],
  by: ReadonlyMap<string, Operation>,
  need: (id: string, other: string, type: EdgeType) => void,
): void {
  for (const { wanted } of orders) {
    const births = wanted.map((address) => `create ${address}`).filter((id) => by.has(id));
    for (const [index, id] of births.entries()) {
      const earlier = births[index - 1];
      if (earlier !== undefined) need(id, earlier, 'soft');
    }
  }
}

function claimEdges(operations: readonly Operation[], need: (id: string, other: string, type: EdgeType) => void): void {
  const freedBy = new Map<string, string>();
  for (const operation of operations) for (const name of claimsOf(operation).frees) freedBy.set(name, operation.id);
  for (const operation of operations) {
    for (const name of claimsOf(operation).takes) {
      const other = freedBy.get(name);
      if (other !== undefined) need(operation.id, other, 'claim');
    }
  }
}

/** Orders come after all writes of their kind, and switching on comes last of all. */
function lastSteps(operations: readonly Operation[], need: (id: string, other: string, type: EdgeType) => void): void {
  for (const last of operations) {
    if (last.action !== 'reorder' && last.action !== 'activate') continue;
    for (const operation of operations) {
      const earlier = operation.action !== 'activate' && (last.action === 'activate' || operation.action !== 'reorder');
      if (!earlier || operation.kind !== last.kind) continue;
      // A failed member of the set keeps all of it switched off; any other failure does not.
      const member = last.members?.includes(operation.address) || operation.action === 'reorder';
      need(last.id, operation.id, last.action === 'activate' && member ? 'hard' : 'soft');
    }
  }
}

/** The fields that a full create of the item's resource would send. */
export function declaredFields(item: Item): ReadonlyMap<string, Field> {
  return item.resource === undefined ? new Map() : fieldsWanted(item.kind, item.resource);
}
