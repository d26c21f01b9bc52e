/** What a live run made in the tenant, so that nothing of it stays: whatever happens, each thing is taken away or named. */
import { isSendFailure } from '../../core/provider.ts';
import type { SampleKind, TicketDesk } from '../../core/ticket-desk.ts';

/** Something that is still there, or may be. */
export interface Left {
  readonly kind: SampleKind;
  /** Absent where the platform never said whether it was made; the mark finds it. */
  readonly id?: string;
  readonly mark: string;
  readonly why: string;
}

export interface Tidy {
  /** Makes something under a mark of its own, and remembers it. */
  making<Made extends { readonly id: string }>(kind: SampleKind, make: (mark: string) => Promise<Made>): Promise<Made>;
  /** Takes away all tickets that are there. What does not go is tried again at the end. */
  removeTickets(): Promise<void>;
  /** Takes everything away, last made first, and tells what did not go. Never throws what the platform refuses. */
  removeAll(): Promise<readonly Left[]>;
}

export function createTidy(desk: TicketDesk, run: string): Tidy {
  const made: { readonly kind: SampleKind; readonly id: string; readonly mark: string }[] = [];
  const doubtful = new Map<string, Left>();
  let count = 0;

  async function remove(kinds: readonly SampleKind[]): Promise<readonly Left[]> {
    const left: Left[] = [];
    for (const one of [...made].reverse()) {
      if (!kinds.includes(one.kind)) continue;
      const why = await failureOf(() => desk.remove(one.kind, one.id));
      if (why === undefined) made.splice(made.indexOf(one), 1);
      else left.push({ ...one, why });
    }
    return left;
  }

  /** A reply that was lost says nothing: the platform is asked what there is. */
  async function settle(): Promise<void> {
    for (const { kind, mark } of [...doubtful.values()]) {
      await failureOf(async () => {
        const ids = await desk.find(kind, mark);
        for (const id of ids) made.push({ kind, id, mark });
        if (ids.length > 0) doubtful.delete(mark);
      });
    }
  }

  return {
    making: async (kind, make) => {
      count += 1;
      const mark = `supportctl-${run}-${count}`;
      try {
        const result = await make(mark);
        made.push({ kind, id: result.id, mark });
        return result;
      } catch (error) {
        // Only a failed send that says so left nothing behind.
        if (!isSendFailure(error) || error.outcome === 'unknown')
          doubtful.set(mark, { kind, mark, why: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
    removeTickets: async () => {
      await remove(['ticket']);
    },
    removeAll: async () => {
      await settle();
      // Who asked for a ticket can only go after it.
      return [...(await remove(['ticket'])), ...(await remove(['user', 'organization'])), ...doubtful.values()];
    },
  };
}

/** Why it is still there; undefined once it is gone, whoever took it away. */
async function failureOf(remove: () => Promise<void>): Promise<string | undefined> {
  try {
    await remove();
    return undefined;
  } catch (error) {
    if (!isSendFailure(error)) throw error;
    return error.status === 404 ? undefined : error.message;
  }
}
