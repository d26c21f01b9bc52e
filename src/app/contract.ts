/** What the command line, and scripts, may ask of the program; the commands only parse flags and print. */
import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { ApplyResult, Notify, Plan, PlanOptions, Shown } from '../core/plan.ts';
import type { LockHolder, StateEntry } from '../core/state.ts';
import type { Impact } from './testing/impact.ts';
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

/** The functions behind the commands. All throw `SupportctlError` for what is wrong, with the exit code. */
export interface App {
  validate(project: ProjectOptions): Promise<Validated>;
  plan(project: ProjectOptions, options: PlanOptions): Promise<Plan>;
  /** The plan, and which tickets fare otherwise after it. */
  planImpact(project: ProjectOptions, options: PlanOptions): Promise<{ readonly plan: Plan; readonly impact: Impact }>;
  apply(project: ProjectOptions, options: ApplyOptions, ui: ApplyUi): Promise<ApplyOutcome>;
  /** The plan of what moved: only drift and conflicts. */
  drift(
    project: ProjectOptions,
    options: { readonly only: readonly string[]; readonly except: readonly string[]; readonly unmanaged: boolean },
  ): Promise<Plan>;
  /** Takes the tenant's values into the YAML; addresses and globs. */
  accept(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Accepted[]>;
  importTenant(options: ImportOptions): Promise<ImportReport>;
  stateList(project: ProjectOptions): Promise<StateOverview>;
  stateShow(project: ProjectOptions, address: Address): Promise<{ readonly row: StateRow; readonly live?: Shown }>;
  stateAdopt(project: ProjectOptions, address: Address, id: string): Promise<void>;
  stateMove(project: ProjectOptions, from: Address, to: Address): Promise<void>;
  stateRemove(project: ProjectOptions, addresses: readonly string[]): Promise<readonly Address[]>;
  /** Runs the sample tickets of `tests/` through the spec's rules, offline. */
  test(project: ProjectOptions, choice: TestChoice): Promise<TestReport>;
  /** New tickets over channel, category, priority, tier and hour: who gets each, offline. */
  matrix(project: ProjectOptions, choice: MatrixChoice): Promise<Matrix>;
  /** One ticket as a story, offline. */
  simulate(project: ProjectOptions, choice: SimulateChoice): Promise<Tale>;
  /** The JSON Schema of the spec, or of test files. */
  schema(of: 'spec' | 'tests'): Promise<string>;
}
