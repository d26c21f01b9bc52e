/** Asks the platforms how many tickets the changes of a plan would act on; only reads. */
import { isSendFailure, type TicketCount } from '../core/provider.ts';
import { questionsOf, type TicketCounts } from '../engine/counting.ts';
import type { Planned } from '../engine/planned.ts';
import { writeContext } from '../engine/send.ts';
import { answered } from './asking.ts';
import type { Reading } from './project.ts';

/** The answers; none if there is nothing to count. What a platform refuses to say has no count. */
export async function countTickets(planned: Planned, { connections, world }: Reading): Promise<TicketCounts> {
  const counts = new Map<string, TicketCount | undefined>();
  const cx = writeContext(planned.identities.names, planned.input.secrets, world);
  // One at a time: counting has a limit of its own that is soon spent.
  for (const { key, kind, question } of questionsOf(planned)) {
    const connection = connections.get(kind.provider);
    const steps = connection?.writer(kind.name).affected?.(question, cx);
    if (connection === undefined || steps === undefined) continue;
    try {
      counts.set(key, await answered(steps, connection));
    } catch (error) {
      if (!isSendFailure(error)) throw error;
    }
  }
  return counts;
}
