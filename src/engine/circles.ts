/** Operations that wait for each other: fields that may come late, and names that are let go of first, open the circle. */
import type { Address } from '../core/address.ts';
import { isIdRef, isRef, referencesIn, type Value } from '../core/value.ts';
import { claimsOf } from './claims.ts';
import type { Planned } from './planned.ts';
import type { Edges, EdgeType, Operation } from './work.ts';

/** The addresses that values refer to, by key or by the id of something managed. */
export function targets(values: readonly Value[], planned: Planned): ReadonlySet<Address> {
  const { names } = planned.identities;
  const found = new Set<Address>();
  for (const reference of values.flatMap(referencesIn)) {
    if (isRef(reference)) found.add(reference.$ref);
    else if (isIdRef(reference)) {
      const address = names.addressOf(reference.kind, reference.$id);
      if (address !== undefined) found.add(address);
    }
  }
  return found;
}

/** A create without the fields that may come late, which follow in an update. */
export function breakByLateFields(
  stuck: readonly Operation[],
  operations: Operation[],
  edges: Edges,
  planned: Planned,
): boolean {
  const waiting = new Set(stuck.map((operation) => operation.id));
  for (const operation of stuck) {
    if (operation.action !== 'create') continue;
    const late = operation.set.filter(
      (field) =>
        field.attribute.late && [...targets([field.value], planned)].some((target) => waiting.has(`create ${target}`)),
    );
    if (late.length === 0) continue;
    const rest = operation.set.filter((field) => !late.includes(field));
    const update: Operation = { ...operation, id: `update ${operation.address}`, action: 'update', set: late };
    operations[operations.indexOf(operation)] = { ...operation, set: rest };
    operations.push(update);
    const still = targets(
      rest.map((field) => field.value),
      planned,
    );
    const needs = edges.get(operation.id) ?? new Map<string, EdgeType>();
    const moved = new Map<string, EdgeType>([[operation.id, 'hard']]);
    for (const target of targets(
      late.map((field) => field.value),
      planned,
    )) {
      moved.set(`create ${target}`, 'hard');
      if (!still.has(target)) needs.delete(`create ${target}`);
    }
    edges.set(update.id, moved);
    return true;
  }
  return false;
}

/** A swap of claims: one of the swappers lets go of its names first, and takes the new ones when they are free. */
export function breakByParking(stuck: readonly Operation[], operations: Operation[], edges: Edges): boolean {
  for (const operation of stuck) {
    const live = operation.item?.live;
    if (operation.action !== 'update' || live === undefined || operation.kind.park === undefined) continue;
    const { frees } = claimsOf(operation);
    if (frees.size === 0 || operations.some((other) => other.id === `park ${operation.address}`)) continue;
    const interim = operation.kind.park(live.attributes, [...frees]);
    const park: Operation = {
      ...operation,
      id: `park ${operation.address}`,
      action: 'park',
      set: [],
      remove: new Map(),
      interim,
    };
    operations.push(park);
    edges.set(park.id, new Map());
    for (const [id, needs] of edges) {
      if (needs.get(operation.id) === 'claim') {
        needs.delete(operation.id);
        needs.set(park.id, 'hard');
      }
      if (id === operation.id) needs.set(park.id, 'hard');
    }
    return true;
  }
  return false;
}
