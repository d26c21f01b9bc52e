/** A plan as plain data: what is printed, saved, compared and rendered. It only grows; `format` is its version. */
import type { Address } from './address.ts';
import type { Diagnostic, Position } from './diagnostic.ts';

/** A value in the spec's words, as JSON: references are keys or `live("…")`, secrets `(secret)`, unknown `(unknown)`. */
export type Shown = null | boolean | number | string | readonly Shown[] | { readonly [name: string]: Shown };

/**
 * - `new`: part of a create
 * - `spec`: only the spec moved
 * - `first`: first management, no base to compare with
 * - `drift`: only the tenant moved
 * - `conflict`: both moved
 * - `secret`: the secret's digest differs
 */
export type Because = 'new' | 'spec' | 'first' | 'drift' | 'conflict' | 'secret';

export interface FieldChange {
  /** `name`, `options.bug.name`, `options.$order`. */
  readonly path: string;
  /** The key of the member that it is about, which may hold dots: `ada@acme.example`. */
  readonly member?: string;
  /** Absent: not there. */
  readonly before?: Shown;
  readonly after?: Shown;
  readonly because: Because;
  /** Long text: shown as a unified diff. */
  readonly long?: true;
  /** What is lost with this change (a removed option); needs `--allow-data-loss`. */
  readonly loses?: string;
}

export type Op =
  | 'create'
  | 'adopt'
  | 'update'
  | 'replace'
  | 'reorder'
  | 'revive'
  | 'deactivate'
  | 'archive'
  | 'delete'
  | 'release';

export interface Change {
  readonly address: Address;
  readonly kind: string;
  readonly provider: string;
  /** What people call it. */
  readonly title: string;
  readonly op: Op;
  readonly because: 'spec' | 'drift' | 'conflict';
  /** False: printed, but not written by this plan (drift that nobody confirmed, a protected delete). */
  readonly planned: boolean;
  readonly id?: string;
  readonly fields: readonly FieldChange[];
  /** For `reorder`: the list that results, unmanaged objects included. */
  readonly order?: readonly OrderItem[];
  /** What goes with it, who changed it and when, why it is not planned. */
  readonly notes: readonly string[];
  readonly at?: Position;
}

export interface OrderItem {
  readonly title: string;
  /** Absent: unmanaged. */
  readonly address?: Address;
  readonly moved?: true;
}

export interface ManualStep {
  readonly address: Address;
  readonly title: string;
  readonly where: string;
  readonly enter: string;
  /** How it shows that it was done. */
  readonly check?: string;
  /** What the tenant shows now. */
  readonly shows?: Shown;
  /** No API shows it: `manual done` ticks it off. */
  readonly unread?: true;
  readonly done?: boolean;
  /** Who ticked it off, and when. */
  readonly by?: { readonly who: string; readonly at: string };
}

export type RefusalCode =
  | 'PLAN_STALE'
  | 'LOCKED'
  | 'THRESHOLD'
  | 'DATA_LOSS'
  | 'COSTS'
  | 'REPLACE'
  | 'PROTECTED'
  | 'BACKLOG'
  | 'NEEDS_CONFIRMATION'
  | 'CONFLICT'
  | 'DRIFT'
  | 'AMBIGUOUS'
  | 'NO_STATE'
  | 'OTHER_TENANT';

/** Why this plan may not be applied as it stands. `confirmable`: a person at a terminal may lift it by saying so. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly address?: Address;
  readonly summary: string;
  /** The flag or command that lifts it. */
  readonly hint: string;
  readonly confirmable: boolean;
  /** The rest of the plan proceeds (a protected delete). */
  readonly blocks: boolean;
  /** Of `AMBIGUOUS`: what the address could be. */
  readonly candidates?: readonly Candidate[];
}

/** One of several objects that an address could stand for. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  /** ISO date and time of its last change, where the platform tells. */
  readonly changed?: string;
}

/** Something a reader should know that is no change: orphaned, released, foreign members, unverified secrets, kinds not available, resources left out. */
export interface Note {
  readonly code:
    | 'orphaned'
    | 'released'
    | 'foreign'
    | 'unverified'
    | 'unavailable'
    | 'left_out'
    | 'no_state'
    | 'codec'
    | 'unmanaged'
    | 'forgotten'
    | 'kept'
    | 'lost'
    | 'managed_again';
  readonly address?: Address;
  readonly summary: string;
}

export type Summary = Readonly<Record<Op | 'drift' | 'conflict' | 'manual' | 'unchanged', number>>;

/** The choices a plan was made with; a saved plan holds them. Lists take addresses and globs. */
export interface PlanOptions {
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly prune: boolean;
  readonly destroy: boolean;
  readonly includeAdopted: boolean;
  readonly overwriteDrift: boolean;
  readonly overwriteConflicts: boolean;
  readonly adopt: boolean;
  readonly replace: readonly string[];
  readonly allowDeletes: number;
  readonly allowDataLoss: readonly string[];
  readonly allowCosts: readonly string[];
  readonly sendSecrets: readonly string[];
  /** Time-based rules may go live however many tickets wait for them. */
  readonly allowBacklog: boolean;
  readonly unmanaged: boolean;
  /** Back to what was before this run, instead of on to what the spec says. */
  readonly rollback?: string;
}

/** Runs that a rollback takes back. */
export interface RolledBack {
  readonly run: string;
  readonly at: string;
  readonly who: string;
}

export interface Plan {
  readonly format: 1;
  readonly tool: string;
  readonly environment: string;
  /** Provider → tenant. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly options: PlanOptions;
  /** Of a rollback: the runs that it takes back, newest first. */
  readonly runs?: readonly RolledBack[];
  readonly changes: readonly Change[];
  readonly manual: readonly ManualStep[];
  readonly notes: readonly Note[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
  /** Digests of everything the plan rests on; a saved plan whose `seen` is not today's is stale. */
  readonly seen: Seen;
}

export interface Seen {
  /** Address → digest of all writable fields of the live object; `absent` where nothing held the key. */
  readonly objects: Readonly<Record<string, string>>;
  readonly stateSerial: number;
  readonly files: Readonly<Record<string, string>>;
  readonly tool: string;
}

/** What a run did, for the summary and the exit code. */
export interface ApplyResult {
  readonly run: string;
  readonly written: readonly { readonly address: Address; readonly op: Op; readonly id?: string }[];
  readonly failed: readonly { readonly address: Address; readonly op: Op; readonly diagnostic: Diagnostic }[];
  readonly leftOut: readonly { readonly address: Address; readonly op: Op; readonly because: string }[];
  readonly interrupted: boolean;
  readonly requests: number;
}

/** What the engine tells its host while it works. */
export type Event =
  | { readonly type: 'reading'; readonly provider: string; readonly kind: string }
  | { readonly type: 'read'; readonly provider: string; readonly kind: string; readonly count: number }
  /** A list of an import that was cut off, read `age` ms ago. */
  | { readonly type: 'kept'; readonly provider: string; readonly kind: string; readonly age: number }
  /** Files of objects, which lists do not show. */
  | { readonly type: 'fetching'; readonly kind: string; readonly of: number }
  | { readonly type: 'fetched'; readonly kind: string; readonly count: number }
  | { readonly type: 'recovering'; readonly run: string; readonly operations: number }
  | { readonly type: 'writing'; readonly address: Address; readonly op: Op }
  | { readonly type: 'wrote'; readonly address: Address; readonly op: Op }
  | { readonly type: 'failed'; readonly address: Address; readonly op: Op; readonly diagnostic: Diagnostic }
  | { readonly type: 'verifying'; readonly kind: string }
  | { readonly type: 'trying'; readonly name: string; readonly done: number; readonly of: number }
  | { readonly type: 'warning'; readonly diagnostic: Diagnostic };
export type Notify = (event: Event) => void;
