/** Asks the platforms what only they can judge of a plan, before anything is written; only reads. */
import type { Diagnostic } from '../core/diagnostic.ts';
import { type Connection, isSendFailure, type Steps } from '../core/provider.ts';
import type { Planned } from '../engine/planned.ts';
import { isWritten } from './judging.ts';
import type { Reading } from './project.ts';

/** What the platforms would refuse, one request or so for each object; what one does not answer, the write will show. */
export async function askPlatforms(
  { items }: Planned,
  { connections }: Pick<Reading, 'connections'>,
): Promise<readonly Diagnostic[]> {
  const asked = items.map(async ({ change, kind, resource, live }): Promise<readonly Diagnostic[]> => {
    const connection = connections.get(kind.provider);
    if (!isWritten({ change }) || resource === undefined || connection === undefined) return [];
    const steps = connection.writer(kind.name).refused?.(resource.attributes, live);
    if (steps === undefined) return [];
    try {
      const refused = await answered(steps, connection);
      if (refused === undefined) return [];
      const { path, ...said } = refused;
      return [{ ...said, severity: 'error', address: change.address, at: resource.positions[path] ?? resource.at }];
    } catch (error) {
      if (!isSendFailure(error)) throw error;
      return [];
    }
  });
  return (await Promise.all(asked)).flat();
}

/** The result of steps that only read. */
export async function answered<Result>(steps: Steps<Result>, connection: Connection): Promise<Result> {
  let step = steps.next();
  while (!step.done) step = steps.next(await connection.send(step.value));
  return step.value;
}
