/** Writing our changes over the live object. */
import type { Kind } from '../core/kind.ts';
import type { Connection, LiveObject } from '../core/provider.ts';
import type { Attributes } from '../core/value.ts';
import { type Field, overlay } from './fields.ts';
import { lookAgain } from './fresh.ts';
import { inIds, type Names } from './names.ts';
import { parkedFields, type Run } from './run.ts';
import { contextOf, drive, insist, stepsOf } from './send.ts';
import { expectations, sentDigests } from './settle.ts';
import type { Operation } from './work.ts';

/** The live object with our fields laid over, references and texts in ids. */
function targetOf(
  kind: Kind,
  live: LiveObject,
  set: readonly Field[],
  remove: Operation['remove'],
  names: Names,
): Attributes {
  return inIds(overlay(kind, live.attributes, set, remove), names);
}

export async function writeUpdate(
  operation: Operation,
  live: LiveObject,
  set: readonly Field[],
  remove: Operation['remove'],
  connection: Connection,
  run: Run,
): Promise<LiveObject | undefined> {
  const { kind } = operation;
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
  return insist(async (again) => {
    // An update may make parts of an object one by one: those that a first try made must not be made twice.
    const now = again ? ((await lookAgain(kind, live.id, connection, run)) ?? live) : live;
    const target = operation.interim ?? targetOf(kind, now, set, remove, run.names);
    const steps = stepsOf(
      connection.writer(kind.name).update?.(now, target, changed, contextOf(run)),
      `a ${kind.title} cannot be updated`,
    );
    return await drive(steps, operation, attempted, connection, run);
  });
}
