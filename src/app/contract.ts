/** What the command line, and scripts, may ask of the program; the commands only parse flags and print. */
import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type {
  ApplyResult,
  FieldChange,
  ManualStep,
  Notify,
  OrderItem,
  Plan,
  PlanOptions,
  Shown,
} from '../core/plan.ts';
import type { Held, LockHolder, LogRecord, StateEntry } from '../core/state.ts';

export interface ProjectOptions {
  /** The spec's folder, or one spec file. */
  readonly spec: string;
  /** `--env`; `default` if absent. */
  readonly environment?: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly notify: Notify;
  /** How long to wait for the state's lock where one is taken; not at all if absent. `apply` has its own. */
  readonly lockTimeoutMs?: number;
  /** Lines of the request trace, already redacted (`--debug`). */
  readonly trace?: (line: string) => void;
}

/** How `apply`, `destroy` and `rollback` talk to a person. */
export interface ApplyUi {
  show(plan: Plan): void;
  /** Asked only at a terminal without `--yes`. `what` names what is about to be confirmed; `destroy` in production asks for the typed subdomain. */
  confirm(what: Confirmation, plan: Plan): Promise<boolean>;
}
export type Confirmation =
  | { readonly type: 'apply' }
  | { readonly type: 'drift'; readonly addresses: readonly Address[] }
  | { readonly type: 'adopt'; readonly addresses: readonly Address[] }
  | { readonly type: 'destroy'; readonly subdomain: string };

export interface ApplyOptions {
  readonly plan: PlanOptions;
  /** A saved plan: it brings its own options and is the confirmation. */
  readonly saved?: Plan;
  readonly yes: boolean;
  /** False: print the plan and the confirming command, refuse with NEEDS_CONFIRMATION. */
  readonly interactive: boolean;
  readonly concurrency: number;
  readonly lockTimeoutMs: number;
  /** First abort: finish what is in flight and save. */
  readonly signal: AbortSignal;
}

export interface ApplyOutcome {
  readonly plan: Plan;
  /** Absent: nothing had to be written, or the person said no. */
  readonly result?: ApplyResult;
  readonly declined?: true;
}

export interface Validated {
  readonly diagnostics: readonly Diagnostic[];
  /** Kind → number of resources. */
  readonly counts: ReadonlyMap<string, number>;
}

export interface Accepted {
  readonly address: Address;
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

export interface ImportOptions {
  readonly folder: string;
  readonly provider: string;
  readonly subdomain: string;
  readonly environment: string;
  readonly variables: ProjectOptions['variables'];
  readonly notify: Notify;
  readonly trace?: (line: string) => void;
}
export interface ImportReport {
  readonly kinds: readonly { readonly kind: string; readonly imported: number; readonly leftOut: number }[];
  readonly leftOut: readonly {
    readonly kind: string;
    readonly id: string;
    readonly title: string;
    readonly why: string;
  }[];
  /** Names of environment variables that hold secrets to provide. */
  readonly secrets: readonly { readonly address: Address; readonly variable: string }[];
  readonly files: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

export interface StateRow {
  readonly address: Address;
  readonly entry: StateEntry;
}
export interface StateOverview {
  readonly environment: string;
  readonly serial: number;
  readonly accounts: Readonly<Record<string, string>>;
  readonly rows: readonly StateRow[];
  readonly lock?: LockHolder;
}

/** One run of the log. */
export interface HistoryRun {
  readonly run: string;
  readonly at: string;
  readonly ended?: string;
  /** `open`: it was cut off, and nothing has looked after it yet. */
  readonly outcome: Extract<LogRecord, { t: 'end' }>['outcome'] | 'open';
  readonly who: string;
  readonly host: string;
  /** The digest of its plan. */
  readonly plan: string;
  readonly environment: string;
  readonly accounts: Readonly<Record<string, string>>;
  /** The run before which it went back. */
  readonly rollback?: string;
  readonly operations: readonly HistoryOperation[];
}
export interface HistoryOperation {
  readonly address: Address;
  readonly op: string;
  readonly title?: string;
  readonly id?: string;
  readonly ended: 'written' | 'failed' | 'not_written';
  readonly fields: readonly FieldChange[];
  readonly order?: readonly OrderItem[];
}

/** What was copied from one backend to another. */
export interface Migrated {
  readonly from: string;
  readonly to: string;
  readonly serial: number;
  readonly resources: number;
  readonly runs: number;
}

/** The functions behind the commands. All throw `SupportctlError` for what is wrong, with the exit code. */
export interface App {
  validate(project: ProjectOptions): Promise<Validated>;
  plan(project: ProjectOptions, options: PlanOptions): Promise<Plan>;
  apply(project: ProjectOptions, options: ApplyOptions, ui: ApplyUi): Promise<ApplyOutcome>;
  /** The plan of what moved: only drift and conflicts. */
  drift(
    project: ProjectOptions,
    options: { readonly only: readonly string[]; readonly except: readonly string[]; readonly unmanaged: boolean },
  ): Promise<Plan>;
  /** Takes the tenant's values into the YAML; addresses and globs. */
  accept(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Accepted[]>;
  importTenant(options: ImportOptions): Promise<ImportReport>;
  /** The last runs, newest first; with an address or glob, only what they did to it. */
  history(
    project: ProjectOptions,
    asked: { readonly limit: number; readonly address?: string },
  ): Promise<readonly HistoryRun[]>;
  /** What people have to do by hand, done and open. */
  manualList(project: ProjectOptions): Promise<readonly ManualStep[]>;
  /** Ticks off the step of an address. Throws where the tenant can be asked instead. */
  manualDone(project: ProjectOptions, address: Address): Promise<ManualStep>;
  stateList(project: ProjectOptions): Promise<StateOverview>;
  stateShow(project: ProjectOptions, address: Address): Promise<{ readonly row: StateRow; readonly live?: Shown }>;
  stateAdopt(project: ProjectOptions, address: Address, id: string): Promise<void>;
  stateMove(project: ProjectOptions, from: Address, to: Address): Promise<void>;
  stateRemove(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Address[]>;
  /** The state as the text that `statePush` takes. */
  statePull(project: ProjectOptions): Promise<string>;
  /** Saves that text, called `name` in messages; returns its serial. Refuses another tenant's state; without `force`, also what is no later version. */
  statePush(project: ProjectOptions, text: string, name: string, force: boolean): Promise<number>;
  stateHolder(project: ProjectOptions): Promise<Held | undefined>;
  /** False if the lock is not that holder's any more. */
  stateUnlock(project: ProjectOptions, held: LockHolder): Promise<boolean>;
  stateMigrate(project: ProjectOptions, to: 'file' | 'postgres'): Promise<Migrated>;
  schema(): Promise<string>;
}
