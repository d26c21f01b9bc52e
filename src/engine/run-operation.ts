/** One operation from its first look at the object to what is known afterwards. */
import { fail } from '../core/diagnostic.ts';
import type { Connection, LiveObject } from '../core/provider.ts';
import { isIdRef } from '../core/value.ts';
import { create } from './create.ts';
import { isPartial } from './finish.ts';
import { DELETED, expectUnmoved, freshen, listAgain } from './fresh.ts';
import { isDown } from './identity.ts';
import { arrange } from './order.ts';
import { liveList } from './orders.ts';
import { keepEntry, keepParked, noteSeen, type Run, touch } from './run.ts';
import { contextOf, drive, insist, NOTHING, stepsOf } from './send.ts';
import type { Operation } from './work.ts';
import { writeUpdate } from './write-update.ts';

/** Runs one operation to its end and returns the id of its object. Throws a send failure or a `SupportctlError`. */
export async function runOperation(operation: Operation, run: Run): Promise<string | undefined> {
  const { action, kind, item, address } = operation;
  const connection = run.options.connections.get(kind.provider);
  if (connection === undefined) throw new Error(`no connection for ${kind.provider}`);
  if (action === 'release') {
    await run.journal.entry(address, undefined);
    return item?.live?.id;
  }
  if (action === 'record') {
    const live = item?.live;
    if (live !== undefined) await keepEntry(operation, live, new Set(), run);
    return live?.id;
  }
  await freshen(kind, connection, run);
  switch (action) {
    case 'create':
      return create(operation, connection, run);
    case 'update':
    case 'park':
      return update(operation, connection, run);
    case 'revive':
      return revive(operation, connection, run);
    case 'remove':
      return remove(operation, connection, run);
    case 'reorder':
      return reorder(operation, connection, run);
    case 'activate':
      return activate(operation, connection, run);
    default:
      return action satisfies never;
  }
}

/** The object as it is now, if it is still as the plan saw it. */
function current(operation: Operation, run: Run): LiveObject {
  const { kind, item, address } = operation;
  const id = item?.live?.id ?? run.ids.get(address)?.id;
  const live = id === undefined ? undefined : run.world.byId(kind.name, id);
  if (live === undefined) return fail('CHANGED_MEANWHILE', `${address} was deleted in the tenant while we worked`);
  expectUnmoved(operation, [], run);
  return live;
}

async function update(operation: Operation, connection: Connection, run: Run): Promise<string> {
  const live = current(operation, run);
  const after = await writeUpdate(operation, live, operation.set, operation.remove, connection, run);
  const seen = after ?? (await connection.get(operation.kind.name, live.id)) ?? live;
  const paths = new Set(operation.set.map((field) => field.path));
  touch(operation, paths, run);
  if (operation.action === 'park') await keepParked(operation, live, seen, run);
  else await keepEntry(operation, seen, paths, run);
  return live.id;
}

async function revive(operation: Operation, connection: Connection, run: Run): Promise<string> {
  const live = current(operation, run);
  const { kind } = operation;
  const steps = () =>
    stepsOf(connection.writer(kind.name).revive?.(live, contextOf(run)), `a ${kind.title} cannot be made active again`);
  const revived = async () => !isDown(kind, (await connection.get(kind.name, live.id)) ?? live);
  const write = () => drive(steps(), operation, { ...NOTHING, id: live.id }, connection, run);
  const after = await insist<LiveObject | undefined>(write, revived);
  const seen = after ?? (await connection.get(kind.name, live.id)) ?? live;
  await keepEntry(operation, seen, new Set(), run);
  return live.id;
}

async function remove(operation: Operation, connection: Connection, run: Run): Promise<string> {
  const live = current(operation, run);
  const { kind, address, item } = operation;
  const erases = operation.op === 'delete' && kind.capability.erase === true;
  const steps = () => {
    const writer = connection.writer(kind.name);
    const way = erases ? writer.erase?.(live, contextOf(run)) : writer.remove?.(live, contextOf(run));
    return stepsOf(way, `a ${kind.title} cannot be removed`);
  };
  const removed = async () => {
    const now = await connection.get(kind.name, live.id);
    return now === undefined || isDown(kind, now);
  };
  const write = () => drive(steps(), operation, { ...NOTHING, id: live.id }, connection, run);
  await insist(write, erases ? async () => (await connection.get(kind.name, live.id)) === undefined : removed);
  const leavesTombstone = kind.capability.delete !== 'hard' && operation.op !== 'replace' && !erases;
  const entry = item?.entry;
  run.world.drop(kind.name, live.id);
  run.ids.delete(address);
  if (leavesTombstone && entry !== undefined) {
    await run.journal.entry(address, { ...entry, bases: {}, tombstone: true });
    const down = await connection.get(kind.name, live.id);
    if (down !== undefined) {
      noteSeen(down, run);
      if (!isDown(kind, down)) return fail('VERIFY', `${address} is still active after it was switched off`);
    }
  } else {
    run.lastSeen.set(`${kind.name}/${live.id}`, DELETED);
    await run.journal.entry(address, undefined);
  }
  return live.id;
}

/** The full list, arranged anew from the list as it is at this moment. */
async function reorder(operation: Operation, connection: Connection, run: Run): Promise<undefined> {
  const { kind, order } = operation;
  if (order === undefined) return undefined;
  await listAgain(kind, connection, run);
  const within = order.within === undefined ? undefined : run.names.toIds(order.within);
  const wanted = order.wanted.flatMap((address) => run.ids.get(address)?.id ?? []);
  const live = liveList(kind, within, run.world).map((object) => object.id);
  const { list, moved } = arrange(
    live,
    wanted.filter((id) => live.includes(id)),
  );
  if (moved.size > 0) {
    const owner = isIdRef(within) ? within.$id : undefined;
    const steps = () =>
      stepsOf(
        connection.writer(kind.name).reorder?.(list, owner, contextOf(run)),
        `${kind.plural} cannot be reordered`,
      );
    await insist(() => drive(steps(), operation, NOTHING, connection, run));
    await listAgain(kind, connection, run);
  }
  if (!isPartial(run.planned)) await run.journal.order(order.address, wanted);
  return undefined;
}

async function activate(operation: Operation, connection: Connection, run: Run): Promise<undefined> {
  const { kind, members = [] } = operation;
  const ids = members.flatMap((address) => run.ids.get(address)?.id ?? []);
  const steps = () =>
    stepsOf(connection.writer(kind.name).activate?.(ids, contextOf(run)), `${kind.plural} cannot be switched on`);
  await insist(() => drive(steps(), operation, NOTHING, connection, run));
  for (const id of ids) {
    const before = run.world.byId(kind.name, id);
    if (before !== undefined)
      noteSeen({ ...before, attributes: { ...before.attributes, [kind.staged ?? 'active']: true } }, run);
  }
  await listAgain(kind, connection, run);
  for (const address of members) {
    const item = run.planned.items.find((own) => own.change.address === address && own.change.planned);
    const id = run.ids.get(address)?.id;
    const live = id === undefined ? undefined : run.world.byId(kind.name, id);
    if (item === undefined || live === undefined) continue;
    await keepEntry({ ...operation, address, item }, live, new Set([kind.staged ?? 'active']), run);
    touch({ ...operation, address }, new Set([kind.staged ?? 'active']), run);
  }
  return undefined;
}
