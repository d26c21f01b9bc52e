/** supportctl for scripts: the same functions that the command line calls. */
import type { App, ProjectOptions } from './app/contract.ts';
import { app } from './app/index.ts';
import { planOptions } from './app/planning.ts';
import { loadProject } from './app/project.ts';
import { fail, SupportctlError } from './core/diagnostic.ts';
import type { PlanOptions } from './core/plan.ts';
import type { Account } from './simulate/index.ts';
import type { LoadedSpec } from './spec/load.ts';

export type {
  App,
  ApplyOptions,
  ApplyOutcome,
  ApplyUi,
  ImportOptions,
  ImportReport,
  ProjectOptions,
  Validated,
} from './app/contract.ts';
export { planOptions } from './app/planning.ts';
export { type Diagnostic, SupportctlError } from './core/diagnostic.ts';
export type { ApplyResult, Change, Plan, PlanOptions } from './core/plan.ts';
export {
  type Account,
  DEFAULT_OPTIONS as SIMULATION_DEFAULTS,
  type Outcome,
  prepare as prepareSimulator,
  type SimulationOptions,
  type Simulator,
  type Story,
  simulate,
} from './simulate/index.ts';
export {
  addOpenTime,
  type Moment,
  openSeconds,
  type Schedule,
  type Spans,
  type Weekday,
} from './simulate/time/index.ts';
export type { LoadedSpec } from './spec/load.ts';

/** A spec, loaded offline. Bad input in it does not throw: it is in `diagnostics`. */
export async function loadSpec(
  project: Pick<ProjectOptions, 'spec' | 'environment' | 'variables'>,
): Promise<LoadedSpec> {
  return loadProject(given('loadSpec', project));
}

/**
 * What a spec makes of a new account, in the platform's own shape, for `simulate`; with the made-up id of each address.
 * Throws `SupportctlError` for a spec with errors.
 */
export async function accountOf({
  desired,
  diagnostics,
}: LoadedSpec): Promise<{ readonly account: Account; readonly ids: ReadonlyMap<string, string> }> {
  if (desired === undefined) throw new SupportctlError(diagnostics);
  const { compileSpec } = await import('./app/testing/compile.ts');
  const { account, ids } = await compileSpec(desired);
  return { account, ids };
}

/** The plan for a spec and its tenants, as plain data. Throws `SupportctlError` for what cannot be read or is refused. */
export async function plan(project: ProjectOptions, chosen: Partial<PlanOptions> = {}): ReturnType<App['plan']> {
  return app.plan(given('plan', project), planOptions(chosen));
}

/** Plans, asks through `ui`, writes, verifies. Throws `SupportctlError` with the exit code of the command line. */
export async function apply(...[project, options, ui]: Parameters<App['apply']>): ReturnType<App['apply']> {
  return app.apply(given('apply', project), options, ui);
}

/** Everything that is wrong with a spec, offline. */
export async function validate(project: ProjectOptions): ReturnType<App['validate']> {
  return app.validate(given('validate', project));
}

/** What moved in the tenant since the last apply. */
export async function drift(...[project, options]: Parameters<App['drift']>): ReturnType<App['drift']> {
  return app.drift(given('drift', project), options);
}

/** A live tenant as a spec folder and a state. */
export const importTenant = app.importTenant;

/** Scripts without types get the same clear word as those with them. */
function given<T extends Pick<ProjectOptions, 'spec' | 'variables'>>(name: string, project: T): T {
  const { spec, variables }: { spec?: unknown; variables?: unknown } = Object(project);
  if (typeof spec === 'string' && typeof variables === 'object' && variables !== null) return project;
  return fail('USAGE', `${name} takes {spec, variables, …}: the folder of the spec, and the variables for it`, {
    hint: `such as ${name}({ spec: 'acme', variables: process.env, notify: console.error })`,
  });
}
