/** What the operations of one run share, and what they remember of each object. */
import type { Address } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import type { StateEntry } from '../core/state.ts';
import { digest } from '../core/value.ts';
import { liveBase, objectDigest, recordBases, sentBase } from './bases.ts';
import { keptOnAdoption } from './draft.ts';
import type { ExecuteOptions } from './execute.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { Journal } from './journal.ts';
import type { Names } from './names.ts';
import type { Planned } from './planned.ts';
import { declaredFields, type Operation } from './work.ts';
import type { MutableWorld } from './world.ts';

/** Everything that the operations of one run share. */
export interface Run {
  readonly planned: Planned;
  readonly world: MutableWorld;
  readonly options: ExecuteOptions;
  readonly journal: Journal;
  /** Grows as objects are created. */
  readonly ids: Map<Address, { kind: string; id: string }>;
  readonly names: Names;
  /** `kind/id` → digest of the object as we last saw or left it. */
  readonly lastSeen: Map<string, string>;
  /** Kind → fields written per address, for the verification. */
  readonly touched: Map<Kind, Map<Address, ReadonlySet<string>>>;
}

export function touch(operation: Operation, paths: ReadonlySet<string>, run: Run): void {
  const own = run.touched.get(operation.kind) ?? new Map<Address, ReadonlySet<string>>();
  own.set(operation.address, new Set([...(own.get(operation.address) ?? []), ...paths]));
  run.touched.set(operation.kind, own);
}

/** Remembers an object as we left it, so that our own writes do not look like somebody else's; the object as the world shows it. */
export function noteSeen(live: LiveObject, run: Run): LiveObject {
  run.world.set(live);
  const seen = run.world.byId(live.kind, live.id) ?? live;
  run.lastSeen.set(`${live.kind}/${live.id}`, objectDigest(run.planned.input.kinds.get(live.kind), seen.attributes));
  return seen;
}

/** Writes down who the object is and what spec and tenant now agree on. `wrote`: the paths just written. */
export async function keepEntry(
  operation: Operation,
  left: LiveObject,
  wrote: ReadonlySet<string>,
  run: Run,
  fresh?: StateEntry,
): Promise<void> {
  const { kind, item, address } = operation;
  const live = noteSeen(left, run);
  const known = run.journal.resources.get(address) ?? item?.entry ?? fresh;
  const base: StateEntry = known ?? { provider: kind.provider, ids: { main: live.id }, origin: 'adopted', bases: {} };
  run.ids.set(address, { kind: kind.name, id: live.id });
  const fields = item === undefined ? new Map<string, Field>() : declaredFields(item);
  const secrets = run.planned.input.secrets;
  const { resource, change } = item ?? {};
  const kept = new Set(change?.op === 'adopt' && resource !== undefined ? keptOnAdoption(resource, kind) : []);
  const bases = recordBases({
    kind,
    fields,
    live: fieldsOf(kind, live.attributes),
    known: base.bases,
    names: run.names,
    secrets,
    wrote,
    kept,
    limits: resource ?? {},
  });
  const { tombstone: _tombstone, ...rest } = base;
  const adoptedAnew = change?.op === 'adopt' ? { origin: 'adopted' as const } : {};
  await run.journal.entry(address, { ...rest, ...adoptedAnew, ids: { ...base.ids, main: live.id }, bases });
}

/** What the interim attributes change of the live ones. */
export function parkedFields({ kind, interim = {} }: Operation, live: LiveObject): readonly Field[] {
  const before = fieldsOf(kind, live.attributes);
  return [...fieldsOf(kind, interim).values()].filter(
    (field) => digest(field.value) !== digest(before.get(field.path)?.value ?? null),
  );
}

/** What we parked is ours until it is taken up again: a run that ends in between must not take it for somebody's change. */
export async function keepParked(operation: Operation, before: LiveObject, seen: LiveObject, run: Run): Promise<void> {
  const { address, kind, item } = operation;
  noteSeen(seen, run);
  const known = run.journal.resources.get(address) ?? item?.entry;
  if (known === undefined) return;
  const bases = { ...known.bases };
  for (const field of parkedFields(operation, before))
    bases[field.path] = { sent: sentBase(field), live: liveBase(field, field.value), codec: kind.codec };
  await run.journal.entry(address, { ...known, bases });
}
