/** Creating an object, and finding out what became of a create whose reply was lost. */
import { fail } from '../core/diagnostic.ts';
import { type Connection, isSendFailure, type LiveObject } from '../core/provider.ts';
import type { StateEntry } from '../core/state.ts';
import { type Attributes, digest, isSecret } from '../core/value.ts';
import { fieldsOf, overlay } from './fields.ts';
import { expectUnmoved, lookAgain } from './fresh.ts';
import { inIds, type Names } from './names.ts';
import { keepEntry, type Run, touch } from './run.ts';
import { type Attempted, contextOf, drive } from './send.ts';
import { expectations, sealedSecrets, sentDigests, settle } from './settle.ts';
import type { Operation } from './work.ts';
import { writeUpdate } from './write-update.ts';

function declaredForCreate(operation: Operation, names: Names): Attributes {
  const { kind } = operation;
  const attributes = overlay(kind, {}, operation.set, new Map());
  const staged = kind.staged === undefined ? {} : { [kind.staged]: attributes[kind.staged] ?? false };
  const all = { ...attributes, ...staged };
  return inIds(all, names);
}

export async function create(operation: Operation, connection: Connection, run: Run): Promise<string> {
  const { kind, address } = operation;
  const { journal, names, world } = run;
  const writer = connection.writer(kind.name);
  const attributes = declaredForCreate(operation, names);
  const key = kind.naturalKey(attributes);
  // What is built in comes by itself with what it belongs to: it is no stranger of the same name.
  const present = world
    .objects(kind.name)
    .filter((object) => !object.system && kind.naturalKey(object.attributes) === key)
    .map((object) => object.id);
  expectUnmoved(operation, present, run);
  const stagedOff = kind.staged === undefined ? [] : [kind.staged];
  const sent = operation.set.filter((field) => !stagedOff.includes(field.name));
  const attempted = {
    key,
    present,
    expect: expectations(sent, names),
    sent: { ...sentDigests(sent), ...sealedSecrets(kind, sent, run.planned.input.secrets) },
  };
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
  const settled = await settle(kind, attempted, held, connection, run.options.sleep);
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
  const live = await lookAgain(kind, id, connection, run);
  if (live === undefined) return fail('VANISHED', `${operation.address} was created as ${id} and is gone again`);
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
