/** Close to each write: is the tenant still as the plan saw it? (DESIGN 8) */
import { fail } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Connection, LiveObject } from '../core/provider.ts';
import { sameValue } from '../core/value.ts';
import { objectDigest } from './bases.ts';
import type { Run } from './run.ts';
import { referrersOf } from './seen.ts';
import type { Operation } from './work.ts';

/** A list younger than this is trusted before a write; one that took long to read, for twice that time. */
const FRESH_MS = 30_000;

/** What `lastSeen` holds of an object that this run deleted: a list that still shows it lags behind. */
export const DELETED = '';

/** Lists the kind again if what we hold is too old. */
export async function freshen(kind: Kind, connection: Connection, run: Run): Promise<void> {
  const read = run.world.readAt(kind.name);
  if (read !== undefined && run.options.now() - read.at < Math.max(FRESH_MS, 2 * read.took)) return;
  await listAgain(kind, connection, run);
}

/** Lists the kind whatever we hold. A list that lags behind our own writes is corrected by GETs. */
export async function listAgain(kind: Kind, connection: Connection, run: Run): Promise<void> {
  const { world, options } = run;
  const at = options.now();
  const pick = world.pickOf(kind.name);
  const listing = await connection.list(kind.name, pick);
  const ours = [...run.lastSeen].flatMap(([key, seen]) =>
    key.startsWith(`${kind.name}/`) ? [{ id: key.slice(kind.name.length + 1), seen }] : [],
  );
  world.put(kind.name, listing, at, options.now() - at, pick);
  for (const { id, seen } of ours) {
    const listed = world.byId(kind.name, id);
    if (seen === DELETED) {
      world.drop(kind.name, id);
      continue;
    }
    if (listed !== undefined && objectDigest(kind, listed.attributes) === seen) continue;
    const object = await connection.get(kind.name, id);
    if (object !== undefined)
      world.set({ ...object, ...(listed?.position === undefined ? {} : { position: listed.position }) });
  }
}

/** The object as it is now, shown as all others are; undefined where it is gone. */
export async function lookAgain(
  kind: Kind,
  id: string,
  connection: Connection,
  run: Run,
): Promise<LiveObject | undefined> {
  const found = await connection.get(kind.name, id);
  if (found === undefined) return undefined;
  run.world.set(found);
  return run.world.byId(kind.name, id) ?? found;
}

/** Throws `CHANGED_MEANWHILE` where the object moved since the plan read it, or appeared, or is referred to anew. */
export function expectUnmoved(operation: Operation, present: readonly string[], run: Run): void {
  const { item, kind, address } = operation;
  const planned = item?.live;
  if (operation.action === 'create') {
    const known = new Set(
      run.planned.input.world.kinds.includes(kind.name) ? run.planned.presentAtPlan(kind.name) : [],
    );
    // What is built in came along with what it belongs to.
    const appeared = present.filter(
      (id) =>
        !known.has(id) && !run.lastSeen.has(`${kind.name}/${id}`) && run.world.byId(kind.name, id)?.system !== true,
    );
    if (appeared.length > 0) {
      fail(
        'CHANGED_MEANWHILE',
        `${address} was not created: one of that name appeared in the tenant since the plan (${appeared.join(', ')})`,
      );
    }
    return;
  }
  if (planned === undefined) return;
  const id = planned.id;
  const now = run.world.byId(kind.name, id);
  const expected = run.lastSeen.get(`${kind.name}/${id}`) ?? objectDigest(kind, planned.attributes);
  // What we changed of a neighbour, an option that its conditions name for one, may make the same object read otherwise.
  const same =
    now !== undefined && (objectDigest(kind, now.attributes) === expected || sameValue(now.native, planned.native));
  if (!same) {
    fail('CHANGED_MEANWHILE', `${address} was not written: somebody changed it in the tenant since the plan`, {
      hint: 'plan again',
    });
  }
  if (operation.action !== 'remove') return;
  const before = new Set(run.planned.referrersAtPlan(kind.name, id));
  const added = referrersOf(kind.name, id, { world: run.world, kinds: run.planned.input.kinds }).filter(
    (key) => !before.has(key),
  );
  const ours = new Set([...run.lastSeen.keys()]);
  const strangers = added.filter((key) => !ours.has(key));
  if (strangers.length > 0)
    fail('CHANGED_MEANWHILE', `${address} was not deleted: ${strangers.join(', ')} refers to it since the plan`);
}
