/** One write: its requests one by one, each with its intent and its result in the log. */
import { fail } from '../core/diagnostic.ts';
import { type Connection, isSendFailure, type Reply, type Steps, type WriteContext } from '../core/provider.ts';
import type { StateEntry } from '../core/state.ts';
import { isIdRef, isSecret } from '../core/value.ts';
import type { SecretDigests } from './bases.ts';
import type { Names } from './names.ts';
import type { Run } from './run.ts';
import type { Operation } from './work.ts';
import type { World } from './world.ts';

export function contextOf(run: Run): WriteContext {
  return writeContext(run.names, run.planned.input.secrets, run.world);
}

/** What sending may ask for, over what was read. */
export function writeContext(names: Names, secrets: SecretDigests, world: World): WriteContext {
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
    live: (kind) => world.objects(kind),
  };
}

export interface Attempted {
  readonly expect: Readonly<Record<string, string>>;
  readonly sent: Readonly<Record<string, string>>;
  readonly key: string;
  readonly present: readonly string[];
  readonly id?: string;
}

/** For writes that set no fields: a removal, an order. */
export const NOTHING: Attempted = { key: '', present: [], expect: {}, sent: {} };

/** Drives the generator: intent, send, result for each request. */
export async function drive<Result>(
  steps: Steps<Result>,
  operation: Operation,
  attempted: Attempted,
  connection: Connection,
  run: Run,
  onCreated?: (id: string) => StateEntry,
): Promise<Result> {
  const { journal, options } = run;
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

export function* stepsOf<T>(steps: Steps<T> | undefined, what: string): Steps<T> {
  if (steps === undefined) return fail('CANNOT_WRITE', what);
  return yield* steps;
}

/**
 * Everything but a create may be repeated: a write whose outcome is unknown is sent once more, unless `done` sees that it
 * took place. Some platforms refuse to do again what is done. `write` is told when it is the second time.
 */
export async function insist<T>(
  write: (again: boolean) => Promise<T>,
  done?: () => Promise<boolean>,
): Promise<T | undefined> {
  try {
    return await write(false);
  } catch (error) {
    if (!isSendFailure(error) || error.outcome !== 'unknown') throw error;
    if (await done?.()) return undefined;
    try {
      return await write(true);
    } catch (again) {
      if (await done?.()) return undefined;
      throw again;
    }
  }
}
