/** The program as functions: what the commands call, and what scripts may import. */
import { checks } from '../checks/index.ts';
import { kindOf } from '../core/address.ts';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import type { Plan, PlanOptions } from '../core/plan.ts';
import { cyclesOf } from '../engine/cycles.ts';
import type { LoadedSpec } from '../spec/load.ts';
import { backendOf } from './backend.ts';
import type { App, ProjectOptions, Validated } from './contract.ts';
import { countedPlan, planOptions } from './planning.ts';
import { kinds, loadProject, openProject, readTenants, stateOf } from './project.ts';
import { subjectOf } from './rolling-back.ts';
import { asImported } from './untouched.ts';

/** Everything that is wrong with a spec, offline; what state knows as imported and unedited only warns. */
async function validate(options: ProjectOptions): Promise<Validated> {
  const spec = await loadProject(options);
  const { desired, diagnostics } = spec;
  if (desired === undefined) return { diagnostics, counts: new Map() };
  const found: Diagnostic[] = [...diagnostics, ...cyclesOf(desired, kinds)];
  for (const check of checks) if (check.stage === 'load') found.push(...check.run({ desired }));
  const counts = new Map<string, number>();
  for (const { address } of desired.resources) counts.set(kindOf(address), (counts.get(kindOf(address)) ?? 0) + 1);
  const { state, unread } = await stateForChecks(options, spec);
  return { diagnostics: [...asImported(found, desired, state), ...unread], counts };
}

/** A shared state that cannot be had is no reason to check nothing: what it would have excused is then an error. */
async function stateForChecks(options: ProjectOptions, spec: LoadedSpec) {
  try {
    return { state: await stateOf(backendOf(options, spec)), unread: [] };
  } catch (error) {
    if (spec.state?.backend === 'file' || !(error instanceof SupportctlError)) throw error;
    const unread = error.diagnostics.map((diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' }));
    return { state: undefined, unread };
  }
}

/** The plan as it is now. Throws a `SupportctlError` for a spec that cannot be loaded, a tenant that cannot be read, a refusal without a plan. */
async function plan(options: ProjectOptions, chosen: PlanOptions): Promise<Plan> {
  const opened = await openProject(options);
  const state = await stateOf(opened.backend);
  const { project, options: choice } = await subjectOf(opened, state, chosen);
  const reading = await readTenants(project, state, choice);
  return (await countedPlan(project, state, reading, choice)).plan;
}

async function drift(options: ProjectOptions, chosen: Parameters<App['drift']>[1]): Promise<Plan> {
  const whole = await plan(options, planOptions(chosen));
  const changes = whole.changes.filter((change) => change.because !== 'spec');
  return { ...whole, changes };
}

/** Each function loads what it needs when it is called: a quick command stays quick. */
export const app: App = {
  validate,
  plan,
  drift,
  apply: async (...given) => (await import('./applying.ts')).applyProject(...given),
  planPortability: async (...given) => (await import('./promoting.ts')).planPortability(...given),
  planImpact: async (...given) => (await import('./testing/impact.ts')).planImpact(...given),
  accept: async (...given) => (await import('./accepting.ts')).acceptDrift(...given),
  importTenant: async (...given) => (await import('./importing.ts')).importTenant(...given),
  mergeable: async (...given) => (await import('./merging.ts')).listMergeable(...given),
  merge: async (...given) => (await import('./merging.ts')).mergeIntoSpec(...given),
  history: async (...given) => (await import('./history.ts')).history(...given),
  manualList: async (...given) => (await import('./manual-steps.ts')).manualList(...given),
  manualDone: async (...given) => (await import('./manual-steps.ts')).manualDone(...given),
  stateList: async (...given) => (await import('./state-commands.ts')).stateList(...given),
  stateShow: async (...given) => (await import('./state-commands.ts')).stateShow(...given),
  stateAdopt: async (...given) => (await import('./state-commands.ts')).stateAdopt(...given),
  stateMove: async (...given) => (await import('./state-commands.ts')).stateMove(...given),
  stateSelect: async (...given) => (await import('./state-commands.ts')).stateSelect(...given),
  stateRemove: async (...given) => (await import('./state-commands.ts')).stateRemove(...given),
  statePull: async (...given) => (await import('./state-whole.ts')).statePull(...given),
  statePush: async (...given) => (await import('./state-whole.ts')).statePush(...given),
  stateHolder: async (...given) => (await import('./state-whole.ts')).stateHolder(...given),
  stateUnlock: async (...given) => (await import('./state-whole.ts')).stateUnlock(...given),
  stateMigrate: async (...given) => (await import('./state-whole.ts')).stateMigrate(...given),
  login: async (...given) => (await import('./signing-in.ts')).login(...given),
  logout: async (...given) => (await import('./signing-in.ts')).logout(...given),
  doctor: async (...given) => (await import('./examining.ts')).examine(validate, ...given),
  test: async (...given) => (await import('./testing/run.ts')).runTests(...given),
  testLive: async (...given) => (await import('./testing/live.ts')).testLive(...given),
  matrix: async (...given) => (await import('./testing/matrix.ts')).matrixOf(...given),
  simulate: async (...given) => (await import('./testing/simulate.ts')).simulateTicket(...given),
  lint: async (...given) => (await import('./linting.ts')).lintProject(...given),
  health: async (...given) => (await import('./health.ts')).readHealth(...given),
  schema: async (of) => {
    const [{ specJsonSchema }, { testsJsonSchema }] = await Promise.all([
      import('../spec/schema.ts'),
      import('../spec/tests/schema.ts'),
    ]);
    const schema = of === 'spec' ? specJsonSchema([...kinds.values()]) : testsJsonSchema();
    return `${JSON.stringify(schema, null, 2)}\n`;
  },
};
