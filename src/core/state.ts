/** What is remembered between runs: who is who, whose it is, and digests to tell our edits from theirs. Never values, never secrets. */
import type { Address } from './address.ts';
import type { Change } from './plan.ts';
import type { Attributes, Value } from './value.ts';

export type Origin = 'created' | 'adopted' | 'imported';

/** Two digests of a field at the last moment when spec and tenant were known to agree. */
export interface Base {
  /** Of the desired value, references as addresses; for a secret a salted scrypt digest. */
  readonly sent: string;
  /** Of the live value, references as ids; empty for what never reads back. */
  readonly live: string;
  /** The kind's codec version. */
  readonly codec: number;
}

export interface StateEntry {
  readonly provider: string;
  /** `main` is the object's own id. */
  readonly ids: Readonly<Record<string, string>>;
  readonly origin: Origin;
  readonly bases: Readonly<Record<string, Base>>;
  /** The block said `lifecycle.protect` when it was last applied; a prune must still know. */
  readonly protect?: true;
  /** Deactivated or archived by us; the same address revives it. */
  readonly tombstone?: true;
}

/** Who ticked off a step that nothing but a person can see. */
export interface TickedOff {
  readonly who: string;
  readonly at: string;
  /** The digest of what the block said; another one opens the step again. */
  readonly about: string;
}

export interface State {
  readonly format: 1;
  readonly environment: string;
  /** Goes up by one with every save. */
  readonly serial: number;
  readonly lineage: string;
  /** Provider → tenant. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly resources: ReadonlyMap<Address, StateEntry>;
  /** Order list → ids of managed objects in the sequence last agreed. */
  readonly orders: ReadonlyMap<string, readonly string[]>;
  /** Absent where nothing was ticked off. */
  readonly ticked?: ReadonlyMap<Address, TickedOff>;
}

export interface LockHolder {
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
  readonly run: string;
}

/** An order list that a run may touch: its managed members in the order that they had. */
export interface ListBefore {
  readonly list: Address;
  readonly kind: string;
  /** The owner of the list. */
  readonly within?: Value;
  readonly before: readonly Address[];
}

/** One line of the run log. */
export type LogRecord =
  | {
      readonly t: 'start';
      readonly run: string;
      readonly environment: string;
      readonly plan: string;
      readonly who: string;
      readonly host: string;
      readonly pid: number;
      readonly at: string;
      readonly accounts: Readonly<Record<string, string>>;
      /** The run before which this one wants to go back. */
      readonly rollback?: string;
    }
  | {
      /** A change that the run is about to make, with what it takes to go back; all of them stand before the first write. */
      readonly t: 'change';
      readonly change: Change;
      /** The object as it was, references as addresses where they have one; absent where there was none. */
      readonly before?: { readonly id: string; readonly attributes: Attributes };
      readonly entry?: StateEntry;
      /** What goes with a deletion beyond the object. */
      readonly loses?: readonly string[];
    }
  | ({ readonly t: 'list' } & ListBefore)
  /** An address that the run calls otherwise. */
  | { readonly t: 'moved'; readonly from: Address; readonly to: Address }
  | {
      readonly t: 'intent';
      readonly n: number;
      readonly address: Address;
      readonly op: string;
      readonly step: number;
      readonly method: string;
      readonly path: string;
      readonly id?: string;
      readonly expect: Readonly<Record<string, string>>;
      readonly sent: Readonly<Record<string, string>>;
      readonly key: string;
      readonly present: readonly string[];
      readonly at: string;
    }
  | { readonly t: 'result'; readonly n: number; readonly ok: boolean; readonly error?: string; readonly at: string }
  | { readonly t: 'entry'; readonly address: Address; readonly entry: StateEntry | null }
  | { readonly t: 'order'; readonly list: string; readonly ids: readonly string[] }
  | { readonly t: 'end'; readonly at: string; readonly outcome: 'done' | 'partial' | 'interrupted' | 'recovered' };

/** Where a spec says that its state lives. */
export type StatePlace =
  | { readonly backend: 'file' }
  | {
      readonly backend: 'postgres';
      /** The secret that is the database's address: `env:NAME` or `file:PATH`. */
      readonly url: string;
      /** What tells this spec's state from others in the same database. */
      readonly project: string;
    };

/** Who holds the lock; `alive` is undefined where this host cannot tell. */
export interface Held extends LockHolder {
  readonly alive?: boolean;
}

/** A run and all that it logged. */
export interface LoggedRun {
  readonly run: string;
  readonly records: readonly LogRecord[];
}

/**
 * Where state lives: a file or a table. What changes something (`write`, `append`, `retire`) is for the one who holds the
 * lock, and throws `LOCK_LOST` where it was taken away.
 */
export interface StateBackend {
  /** As people call it: `.supportctl/state/default.json`. */
  readonly name: string;
  /**
   * The state, or undefined if there is none. Throws `STATE_NEWER` or `STATE_DAMAGED` for what cannot be read, and
   * `STATE_RETIRED` where it has moved elsewhere.
   */
  read(): Promise<State | undefined>;
  /** Writes atomically, with the serial after both `expectedSerial` and the state's own; `STATE_MOVED` if somebody saved since `expectedSerial`. */
  write(state: State, expectedSerial: number): Promise<void>;
  /** Takes the lock, or throws `LOCKED` naming the holder; one whose process or session is gone holds nothing. */
  lock(holder: LockHolder, timeoutMs: number): Promise<Lease>;
  /** Who holds the lock now. */
  holder(): Promise<Held | undefined>;
  /** Takes the lock away from `held`; false if it does not hold it any more. */
  unlock(held: LockHolder): Promise<boolean>;
  /** Appends to the run's log and makes it durable before it resolves. */
  append(run: string, records: readonly LogRecord[]): Promise<void>;
  /** Runs without an `end`, oldest first, each with all its records. */
  openRuns(): Promise<readonly LoggedRun[]>;
  /** Names of all runs, oldest first. */
  runs(): Promise<readonly string[]>;
  /** All records of a run; none if there is no such run. */
  log(run: string): Promise<readonly LogRecord[]>;
  /** With a note, `read` refuses from now on and says it; undefined takes that back. Nothing is deleted. */
  retire(note: string | undefined): Promise<void>;
}

export interface Lease {
  /** Throws `LOCK_LOST` if the lock may have been lost. Called before each tenant write. */
  check(): Promise<void>;
  /** Gives the lock back; of one that was lost nothing is said. */
  release(): Promise<void>;
}
