/** The end of a run, and the whole of an empty one: state says what spec and tenant agree on now. */

import type { Address } from '../core/address.ts';
import { kindOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { Resource } from '../core/resource.ts';
import type { State, StateEntry } from '../core/state.ts';
import { type Attributes, canonicalJson } from '../core/value.ts';
import { recordBases } from './bases.ts';
import { fieldsOf, fieldsWanted } from './fields.ts';
import type { Names } from './names.ts';
import { sameSequence } from './order.ts';
import { liveList } from './orders.ts';
import type { Planned } from './planned.ts';
import type { Run } from './run.ts';
import type { World } from './world.ts';

/** Saves state after a run; addresses that failed keep the bases they had. */
export async function redeclare(run: Run, failed: ReadonlySet<Address>): Promise<void> {
  const { planned, journal, options } = run;
  const next = stateAfter(planned, run.world, run.names, journal.resources, journal.orders, failed);
  const before = planned.input.state;
  if (before !== undefined && sameState(before, next)) return;
  await options.backend.write(next, before?.serial ?? 0);
}

/** The state that follows from `resources` and what was read: bases anew wherever spec and tenant agree. */
export function stateAfter(
  planned: Planned,
  world: World,
  names: Names,
  resources: ReadonlyMap<Address, StateEntry>,
  orders: ReadonlyMap<string, readonly string[]>,
  failed: ReadonlySet<Address>,
): State {
  const { input, selection } = planned;
  const entries = new Map(resources);
  for (const address of planned.forgotten) entries.delete(address);
  for (const resource of input.options.destroy ? [] : input.desired.resources) {
    const { address } = resource;
    const entry = entries.get(address);
    const kind = input.kinds.get(kindOf(address));
    const live = entry === undefined || kind === undefined ? undefined : world.byId(kind.name, entry.ids.main ?? '');
    if (entry === undefined || kind === undefined || live === undefined || live.gone || entry.tombstone) continue;
    if (!selection.has(address) || failed.has(address)) continue;
    entries.set(address, withBases(entry, kind, resource, planned, live.attributes, names));
  }
  const sequences = isPartial(planned) ? orders : sequencesAfter(planned, world, names, orders);
  return {
    format: 1,
    environment: input.environment,
    serial: input.state?.serial ?? 0,
    lineage: input.state?.lineage ?? planned.lineage,
    accounts: { ...input.state?.accounts, ...input.accounts },
    resources: new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1))),
    orders: new Map([...sequences].sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(input.state?.ticked === undefined ? {} : { ticked: input.state.ticked }),
  };
}

/** A plan about a part of the spec knows only parts of the lists: their bases stay as they were. */
export function isPartial({ input }: Planned): boolean {
  return input.options.only.length > 0 || input.options.except.length > 0;
}

function sequencesAfter(planned: Planned, world: World, names: Names, orders: State['orders']): State['orders'] {
  // A rollback knows the lists that its runs touched, and leaves the others.
  const sequences = new Map(planned.input.rollback === undefined ? [] : orders);
  for (const order of planned.input.options.destroy ? [] : planned.orders) {
    const wanted = order.wanted.flatMap((address) => names.idOf(address) ?? []);
    const within = order.within === undefined ? undefined : names.toIds(order.within);
    const live = liveList(order.kind, within, world).map((object) => object.id);
    const agreed = sameSequence(live, wanted) ? wanted : orders.get(order.address);
    if (agreed !== undefined) sequences.set(order.address, agreed);
  }
  return sequences;
}

function withBases(
  entry: StateEntry,
  kind: Kind,
  resource: Resource,
  planned: Planned,
  live: Attributes,
  names: Names,
): StateEntry {
  const bases = recordBases({
    kind,
    fields: fieldsWanted(kind, resource),
    live: fieldsOf(kind, live),
    known: entry.bases,
    names,
    secrets: planned.input.secrets,
    wrote: new Set(),
    limits: resource,
  });
  const { protect: _protect, ...rest } = entry;
  return { ...rest, bases, ...(resource.lifecycle.protect === true ? { protect: true as const } : {}) };
}

/** Equality of everything but the serial. */
export function sameState(a: State, b: State): boolean {
  const plain = (state: State) =>
    canonicalJson({
      ...state,
      serial: 0,
      resources: Object.fromEntries(state.resources),
      orders: Object.fromEntries(state.orders),
    });
  return plain(a) === plain(b);
}
