/** What the command line, and scripts, may ask of the program; the commands only parse flags and print. */
import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type {
  ApplyResult,
  Candidate,
  FieldChange,
  ManualStep,
  Notify,
  OrderItem,
  Plan,
  PlanOptions,
  Shown,
} from '../core/plan.ts';
import type { Finding, SignedIn, SignedOut } from '../core/provider.ts';
import type { Held, LockHolder, LogRecord, StateEntry } from '../core/state.ts';
import type { Linted } from '../lint/lint.ts';
import type { NotPortable } from './portability.ts';
import type { Promotion } from './promoting.ts';
import type { Impact } from './testing/impact.ts';
import type { LiveChoice, LiveReport } from './testing/live.ts';
import type { Matrix, MatrixChoice } from './testing/matrix.ts';
import type { TestChoice, TestReport } from './testing/run.ts';
import type { SimulateChoice } from './testing/simulate.ts';
import type { Tale } from './testing/tale.ts';

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
  /** Asked under the same terms: the id of the one that the address stands for; undefined if the person does not say. */
  choose(address: Address, candidates: readonly Candidate[]): Promise<string | undefined>;
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
/** What became of the objects of a kind. */
export interface ImportedKind {
  readonly kind: string;
  readonly imported: number;
  /** Of them, those that are switched off. */
  readonly inactive: number;
  readonly leftOut: number;
  /** Why none of them could be read or written. */
  readonly unavailable?: string;
}
export interface ImportReport {
  readonly kinds: readonly ImportedKind[];
  readonly leftOut: readonly {
    readonly kind: string;
    readonly id: string;
    readonly title: string;
    readonly why: string;
    /** Of several that are only counted. */
    readonly count?: number;
  }[];
  /** Names of environment variables that hold secrets to provide. */
  readonly secrets: readonly { readonly address: Address; readonly variable: string }[];
  /** What of the spec another account cannot have the same. */
  readonly notPortable: readonly NotPortable[];
  readonly files: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** Something that nobody manages yet, and the address that an import gives it. */
export interface Mergeable {
  readonly address: Address;
  readonly kind: string;
  readonly id: string;
  readonly title: string;
}
/** What `import --merge` wrote. */
export interface Merged {
  readonly added: readonly {
    readonly address: Address;
    readonly title: string;
    readonly file: string;
    readonly line: number;
  }[];
  readonly secrets: ImportReport['secrets'];
  readonly warnings: readonly Diagnostic[];
}

export interface LintOptions {
  /** Ids of rules; all if absent. */
  readonly only?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether the tenant is read for what only it can tell. */
  readonly tenant?: boolean;
}

export interface LintReport {
  readonly linted: Linted;
  /** How many objects were looked at. */
  readonly objects: number;
}

export interface HealthOptions {
  readonly provider: string;
  readonly subdomain: string;
  readonly variables: ProjectOptions['variables'];
  readonly notify: Notify;
  readonly trace?: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: number;
}
export interface HealthReport extends LintReport {
  /** The account that answered. */
  readonly account: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly leftOut: ImportReport['leftOut'];
  readonly at: number;
  /** How many requests it took, all of them reads. */
  readonly requests: number;
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

export interface LogoutOptions {
  readonly provider: string;
  readonly subdomain: string;
  readonly variables: ProjectOptions['variables'];
  readonly trace?: (line: string) => void;
}
export interface LoginOptions extends LogoutOptions {
  /** The OAuth client's identifier; that of the last sign-in if not given. */
  readonly clientId?: string;
  readonly readOnly: boolean;
  /** Of this machine, for the way back from the browser. */
  readonly port: number;
}
/** How a sign-in talks to a person. */
export interface LoginUi {
  /** Shows where to go. */
  open(url: string): void;
  /** Asks for the address that the browser was sent to; without it the browser is waited for. */
  paste?(): Promise<string>;
}

export interface DoctorOptions {
  /** Instead of the spec's. */
  readonly provider?: string;
  readonly subdomain?: string;
}
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** Provider → tenant, of those that answered. */
  readonly accounts: Readonly<Record<string, string>>;
}

/** The functions behind the commands. All throw `SupportctlError` for what is wrong, with the exit code. */
export interface App {
  validate(project: ProjectOptions): Promise<Validated>;
  plan(project: ProjectOptions, options: PlanOptions): Promise<Plan>;
  /** The plan, and which tickets fare otherwise after it. */
  planImpact(project: ProjectOptions, options: PlanOptions): Promise<{ readonly plan: Plan; readonly impact: Impact }>;
  /** The plan, and what of the spec cannot be the same in this account. */
  planPortability(project: ProjectOptions, options: PlanOptions): Promise<Promotion>;
  apply(project: ProjectOptions, options: ApplyOptions, ui: ApplyUi): Promise<ApplyOutcome>;
  /** The plan of what moved: only drift and conflicts. */
  drift(
    project: ProjectOptions,
    options: { readonly only: readonly string[]; readonly except: readonly string[]; readonly unmanaged: boolean },
  ): Promise<Plan>;
  /** Takes the tenant's values into the YAML; addresses and globs. */
  accept(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Accepted[]>;
  importTenant(options: ImportOptions): Promise<ImportReport>;
  /** What could be merged into the spec. */
  mergeable(project: ProjectOptions): Promise<readonly Mergeable[]>;
  /** Objects that nobody manages into the spec's files and its state; addresses, globs, kinds, `KIND/ID`. */
  merge(project: ProjectOptions, patterns: readonly string[]): Promise<Merged>;
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
  stateSelect(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Address[]>;
  stateRemove(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Address[]>;
  /** The state as the text that `statePush` takes. */
  statePull(project: ProjectOptions): Promise<string>;
  /** Saves that text, called `name` in messages; returns its serial. Refuses another tenant's state; without `force`, also what is no later version. */
  statePush(project: ProjectOptions, text: string, name: string, force: boolean): Promise<number>;
  stateHolder(project: ProjectOptions): Promise<Held | undefined>;
  /** False if the lock is not that holder's any more. */
  stateUnlock(project: ProjectOptions, held: LockHolder): Promise<boolean>;
  stateMigrate(project: ProjectOptions, to: 'file' | 'postgres'): Promise<Migrated>;
  login(options: LoginOptions, ui: LoginUi): Promise<SignedIn>;
  logout(options: LogoutOptions): Promise<SignedOut>;
  /** What keeps commands from working, and how it is mended. */
  doctor(project: ProjectOptions, options: DoctorOptions): Promise<Diagnosis>;
  /** Runs the sample tickets of `tests/` through the spec's rules, offline. */
  test(project: ProjectOptions, choice: TestChoice): Promise<TestReport>;
  /** Makes the tickets in the tenant and holds them against the simulator's; `ask` gets the subdomain typed, for production. */
  testLive(
    project: ProjectOptions,
    choice: LiveChoice,
    ask?: (subdomain: string) => Promise<string>,
  ): Promise<LiveReport>;
  /** New tickets over channel, category, priority, tier and hour: who gets each, offline. */
  matrix(project: ProjectOptions, choice: MatrixChoice): Promise<Matrix>;
  /** One ticket as a story, offline. */
  simulate(project: ProjectOptions, choice: SimulateChoice): Promise<Tale>;
  lint(project: ProjectOptions, options: LintOptions): Promise<LintReport>;
  health(options: HealthOptions): Promise<HealthReport>;
  /** The JSON Schema of the spec, or of test files. */
  schema(of: 'spec' | 'tests'): Promise<string>;
}
