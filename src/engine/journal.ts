/** The run as it happens: every step into the log before and after, every new fact about state with it. */
import type { Address } from '../core/address.ts';
import type { LogRecord, State, StateBackend, StateEntry } from '../core/state.ts';

export interface Journal {
  readonly run: string;
  /** The number of the write that comes next, from 1. */
  intent(record: Omit<Extract<LogRecord, { t: 'intent' }>, 't' | 'n' | 'at'>): Promise<number>;
  result(n: number, ok: boolean, error?: string, entry?: { address: Address; entry: StateEntry }): Promise<void>;
  entry(address: Address, entry: StateEntry | undefined): Promise<void>;
  order(list: string, ids: readonly string[]): Promise<void>;
  end(outcome: Extract<LogRecord, { t: 'end' }>['outcome']): Promise<void>;
  /** True once a record could not be kept: from then on nothing is, and whoever wants to write something stops. */
  readonly broken: () => boolean;
  readonly resources: ReadonlyMap<Address, StateEntry>;
  readonly orders: ReadonlyMap<string, readonly string[]>;
}

/** Opens a journal that starts from `state`; nothing is written until the first record, which `start` comes before. */
export function openJournal(
  backend: StateBackend,
  run: string,
  start: readonly LogRecord[],
  state: State | undefined,
  now: () => string,
): Journal {
  const resources = new Map(state?.resources ?? []);
  const orders = new Map(state?.orders ?? []);
  let writes = 0;
  let started = false;
  // A log with a gap must never get an end: it would not be looked through again.
  let failure: { readonly error: unknown } | undefined;

  async function append(...records: readonly LogRecord[]): Promise<void> {
    if (failure !== undefined) throw failure.error;
    const all = started ? records : [...start, ...records];
    started = true;
    try {
      await backend.append(run, all);
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  function keep(address: Address, entry: StateEntry | undefined): LogRecord {
    if (entry === undefined) resources.delete(address);
    else resources.set(address, entry);
    return { t: 'entry', address, entry: entry ?? null };
  }

  return {
    run,
    broken: () => failure !== undefined,
    resources,
    orders,
    intent: async (record) => {
      writes += 1;
      const n = writes;
      await append({ t: 'intent', n, ...record, at: now() });
      return n;
    },
    result: async (n, ok, error, entry) => {
      const result: LogRecord = { t: 'result', n, ok, ...(error === undefined ? {} : { error }), at: now() };
      await append(result, ...(entry === undefined ? [] : [keep(entry.address, entry.entry)]));
    },
    entry: (address, entry) => append(keep(address, entry)),
    order: async (list, ids) => {
      orders.set(list, ids);
      await append({ t: 'order', list, ids });
    },
    end: async (outcome) => {
      if (started) await append({ t: 'end', at: now(), outcome });
    },
  };
}
