/** supportctl for scripts: the same functions that the command line calls. */
import { app } from './app/index.ts';

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
export { type LoadedSpec, type LoadOptions, loadSpec } from './spec/load.ts';

/** The plan for a spec and its tenants, as plain data. Throws `SupportctlError` for what cannot be read or is refused. */
export const plan = app.plan;
/** Plans, asks through `ui`, writes, verifies. Throws `SupportctlError` with the exit code of the command line. */
export const apply = app.apply;
/** Everything that is wrong with a spec, offline. */
export const validate = app.validate;
/** What moved in the tenant since the last apply. */
export const drift = app.drift;
/** A live tenant as a spec folder and a state. */
export const importTenant = app.importTenant;
