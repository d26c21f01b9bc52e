/** One operation: its steps sent one by one, each with its intent and result, and what is known afterwards. */
import type { Address } from '../core/address.ts';
import { fail } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import {
  type Connection,
  isSendFailure,
  type LiveObject,
  type Reply,
  type Steps,
  type WriteContext,
} from '../core/provider.ts';
import type { StateEntry } from '../core/state.ts';
import { type Attributes, digest, isIdRef, isSecret } from '../core/value.ts';
import { liveBase, recordBases, sentBase } from './bases.ts';
import { keptOnAdoption } from './draft.ts';
import type { ExecuteOptions } from './execute.ts';
import { type Field, fieldsOf, overlay } from './fields.ts';
import { isPartial } from './finish.ts';
import { DELETED, expectUnmoved, freshen, listAgain } from './fresh.ts';
import { isDown } from './identity.ts';
import type { Journal } from './journal.ts';
import type { Names } from './names.ts';
import { arrange } from './order.ts';
import { liveList } from './orders.ts';
import type { Planned } from './planned.ts';
import { expectations, sentDigests, settle } from './settle.ts';
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

/** How long a lost write may still be under way on the platform: its documented request time limit, in ms. */
const PATIENCE_MS = 15_000;

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

function contextOf(run: Run): WriteContext {
  const { names } = run;
  const { secrets } = run.planned.input;
  return {
    id: (value) => {
      const resolved = names.toIds(value);
      if (isIdRef(resolved)) return resolved.$id;
      return fail('UNRESOLVED_REFERENCE', `the id of ${JSON.stringify(value)} is not known`);
    },
    text: (value) => {
      const text = names.toIds(value);
      return typeof text === 'string' ? text : '';
    },
    secret: (value) => {
      const secret = isSecret(value) ? secrets.value(value.$secret) : undefined;
      const called = isSecret(value) ? value.$secret : 'it';
      return secret ?? fail('SECRET_UNSET', `a secret is needed for this write, and ${called} is not set`);
    },
    live: (kind) => run.world.objects(kind),
  };
}

interface Attempted {
  readonly expect: Readonly<Record<string, string>>;
  readonly sent: Readonly<Record<string, string>>;
  readonly key: string;
  readonly present: readonly string[];
  readonly id?: string;
}

/** For writes that set no fields: a removal, an order. */
const NOTHING: Attempted = { key: '', present: [], expect: {}, sent: {} };

/** Drives the generator: intent, send, result for each request. */
async function drive<Result>(
  steps: Steps<Result>,
  operation: Operation,
  attempted: Attempted,
  connection: Connection,
  run: Run,
  onCreated?: (id: string) => StateEntry,
): Promise<Result> {
  const { journal, options } = run;
  const before = operation.item?.live?.attributes;
  let step = steps.next();
  for (let index = 0; !step.done; index += 1) {
    const request = step.value;
    if (request.method === 'GET') {
      step = steps.next(await connection.send(request));
      continue;
    }
    await options.lease.check();
    const n = await journal.intent({
      address: operation.address,
      op: operation.action,
      step: index,
      method: request.method,
      path: request.path,
      ...attempted,
      ...(before === undefined || index > 0 ? {} : { before }),
    });
    options.checkpoint('before', n);
    let reply: Reply;
    try {
      reply = await connection.send(request);
    } catch (error) {
      await journal.result(n, false, isSendFailure(error) ? error.outcome : 'not_sent');
      throw error;
    }
    options.checkpoint('reply', n);
    const id = request.created?.(reply);
    const entry =
      id === undefined || onCreated === undefined ? undefined : { address: operation.address, entry: onCreated(id) };
    await journal.result(n, true, undefined, entry);
    options.checkpoint('log', n);
    step = steps.next(reply);
  }
  return step.value;
}

function declaredForCreate(operation: Operation, names: Names): Attributes {
  const { kind } = operation;
  const attributes = overlay(kind, {}, operation.set, new Map());
  const staged = kind.staged === undefined ? {} : { [kind.staged]: attributes[kind.staged] ?? false };
  const all = { ...attributes, ...staged };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, names.toIds(value)]));
}

async function create(operation: Operation, connection: Connection, run: Run): Promise<string> {
  const { kind, address } = operation;
  const { journal, names, world } = run;
  const writer = connection.writer(kind.name);
  const attributes = declaredForCreate(operation, names);
  const key = kind.naturalKey(attributes);
  const present = world
    .objects(kind.name)
    .filter((object) => kind.naturalKey(object.attributes) === key)
    .map((object) => object.id);
  expectUnmoved(operation, present, run);
  const stagedOff = kind.staged === undefined ? [] : [kind.staged];
  const sent = operation.set.filter((field) => !stagedOff.includes(field.name));
  const attempted = { key, present, expect: expectations(sent, names), sent: sentDigests(sent) };
  const entryFor = (id: string): StateEntry => ({
    provider: kind.provider,
    ids: { main: id },
    origin: 'created',
    bases: {},
  });
  const make = () => {
    if (writer.create === undefined) return fail('CANNOT_CREATE', `a ${kind.title} cannot be created`);
    return drive(writer.create(attributes, contextOf(run)), operation, attempted, connection, run, entryFor);
  };
  let made: { id: string; live?: LiveObject };
  try {
    made = await make();
  } catch (error) {
    if (!isSendFailure(error) || error.outcome !== 'unknown') throw error;
    made = await afterLostReply(operation, attempted, connection, run, make, entryFor);
  }
  run.ids.set(address, { kind: kind.name, id: made.id });
  const live = made.live ?? (await connection.get(kind.name, made.id));
  const paths = new Set(operation.set.map((field) => field.path));
  touch(operation, paths, run);
  if (live === undefined) await journal.entry(address, entryFor(made.id));
  else await keepEntry(operation, live, paths, run, entryFor(made.id));
  return made.id;
}

/** A create whose reply was lost: ours if it is there, repeated if it is not, otherwise a person decides. */
async function afterLostReply(
  operation: Operation,
  attempted: Attempted,
  connection: Connection,
  run: Run,
  again: () => Promise<{ id: string; live?: LiveObject }>,
  entryFor: (id: string) => StateEntry,
): Promise<{ id: string; live?: LiveObject }> {
  const { kind, address } = operation;
  const known = run.journal.resources.get(address)?.ids.main;
  if (known !== undefined) return completeCreate(operation, known, connection, run);
  const held = new Set([...run.journal.resources.values()].flatMap((entry) => Object.values(entry.ids)));
  const settled = await settle(kind, attempted, held, connection, run.options.sleep, PATIENCE_MS);
  if (settled.type === 'absent') return again();
  if (settled.type === 'unclear') {
    const ids = settled.objects.map((object) => object.id).join(', ');
    return fail('AMBIGUOUS', `the reply to creating ${address} was lost, and it could be any of ${ids}`, {
      hint: `supportctl state adopt ${address} ID`,
    });
  }
  await run.journal.entry(address, entryFor(settled.object.id));
  return completeCreate(operation, settled.object.id, connection, run);
}

/** The rest of a create of which a part is done: what differs is written as an update. */
async function completeCreate(
  operation: Operation,
  id: string,
  connection: Connection,
  run: Run,
): Promise<{ id: string; live?: LiveObject }> {
  const { kind } = operation;
  const live = await connection.get(kind.name, id);
  if (live === undefined) return fail('VANISHED', `${operation.address} was created as ${id} and is gone again`);
  run.world.set(live);
  const now = fieldsOf(kind, live.attributes);
  const rest = operation.set.filter(
    (field) =>
      field.name !== kind.staged &&
      !isSecret(field.value) &&
      digest(run.names.toIds(field.value)) !== digest(now.get(field.path)?.value ?? null),
  );
  if (rest.length === 0) return { id, live };
  const after = await writeUpdate(operation, live, rest, new Map(), connection, run);
  return { id, ...(after === undefined ? {} : { live: after }) };
}

/** The live object with our fields laid over, references and texts in ids. */
function targetOf(
  kind: Kind,
  live: LiveObject,
  set: readonly Field[],
  remove: Operation['remove'],
  names: Names,
): Attributes {
  const merged = overlay(kind, live.attributes, set, remove);
  return Object.fromEntries(Object.entries(merged).map(([name, value]) => [name, names.toIds(value)]));
}

function* stepsOf<T>(steps: Steps<T> | undefined, what: string): Steps<T> {
  if (steps === undefined) return fail('CANNOT_WRITE', what);
  return yield* steps;
}

async function writeUpdate(
  operation: Operation,
  live: LiveObject,
  set: readonly Field[],
  remove: Operation['remove'],
  connection: Connection,
  run: Run,
): Promise<LiveObject | undefined> {
  const { kind } = operation;
  const target = operation.interim ?? targetOf(kind, live, set, remove, run.names);
  const removed = [...remove].flatMap(([name, keys]) => [...keys].map((key) => `${name}.${key}`));
  const interim = operation.interim === undefined ? [] : Object.keys(operation.interim);
  const changed = [...set.map((field) => field.path), ...removed, ...interim];
  const fields = operation.interim === undefined ? set : parkedFields(operation, live);
  const attempted = {
    key: '',
    present: [],
    id: live.id,
    expect: expectations(fields, run.names),
    sent: sentDigests(fields),
  };
  const steps = () =>
    stepsOf(
      connection.writer(kind.name).update?.(live, target, changed, contextOf(run)),
      `a ${kind.title} cannot be updated`,
    );
  return insist(() => drive(steps(), operation, attempted, connection, run));
}

/**
 * Everything but a create may be repeated: a write whose outcome is unknown is sent once more, unless `done` sees that it
 * took place. Some platforms refuse to do again what is done.
 */
async function insist<T>(write: () => Promise<T>, done?: () => Promise<boolean>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!isSendFailure(error) || error.outcome !== 'unknown') throw error;
    if (await done?.()) return undefined;
    try {
      return await write();
    } catch (again) {
      if (await done?.()) return undefined;
      throw again;
    }
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

/** What the interim attributes change of the live ones. */
function parkedFields({ kind, interim = {} }: Operation, live: LiveObject): readonly Field[] {
  const before = fieldsOf(kind, live.attributes);
  return [...fieldsOf(kind, interim).values()].filter(
    (field) => digest(field.value) !== digest(before.get(field.path)?.value ?? null),
  );
}

/** What we parked is ours until it is taken up again: a run that ends in between must not take it for somebody's change. */
async function keepParked(operation: Operation, before: LiveObject, seen: LiveObject, run: Run): Promise<void> {
  const { address, kind, item } = operation;
  noteSeen(seen, run);
  const known = run.journal.resources.get(address) ?? item?.entry;
  if (known === undefined) return;
  const bases = { ...known.bases };
  for (const field of parkedFields(operation, before))
    bases[field.path] = { sent: sentBase(field), live: liveBase(field, field.value), codec: kind.codec };
  await run.journal.entry(address, { ...known, bases });
}

function touch(operation: Operation, paths: ReadonlySet<string>, run: Run): void {
  const own = run.touched.get(operation.kind) ?? new Map<Address, ReadonlySet<string>>();
  own.set(operation.address, new Set([...(own.get(operation.address) ?? []), ...paths]));
  run.touched.set(operation.kind, own);
}

/** Remembers an object as we left it, so that our own writes do not look like somebody else's. */
export function noteSeen(live: LiveObject, run: Run): void {
  run.world.set(live);
  run.lastSeen.set(`${live.kind}/${live.id}`, digest(live.attributes));
}

/** Writes down who the object is and what spec and tenant now agree on. `wrote`: the paths just written. */
async function keepEntry(
  operation: Operation,
  live: LiveObject,
  wrote: ReadonlySet<string>,
  run: Run,
  fresh?: StateEntry,
): Promise<void> {
  const { kind, item, address } = operation;
  noteSeen(live, run);
  const known = run.journal.resources.get(address) ?? item?.entry ?? fresh;
  const base: StateEntry = known ?? { provider: kind.provider, ids: { main: live.id }, origin: 'adopted', bases: {} };
  run.ids.set(address, { kind: kind.name, id: live.id });
  const fields = item === undefined ? new Map<string, Field>() : declaredFields(item);
  const secrets = run.planned.input.secrets;
  const { resource, change } = item ?? {};
  const kept = new Set(change?.op === 'adopt' && resource !== undefined ? keptOnAdoption(resource, kind) : []);
  const now = fieldsOf(kind, live.attributes);
  const bases = recordBases({ kind, fields, live: now, known: base.bases, names: run.names, secrets, wrote, kept });
  const { tombstone: _tombstone, ...rest } = base;
  const adoptedAnew = change?.op === 'adopt' ? { origin: 'adopted' as const } : {};
  await run.journal.entry(address, { ...rest, ...adoptedAnew, ids: { ...base.ids, main: live.id }, bases });
}
