/** The program as functions: what the commands call, and what scripts may import. */
import { checks } from '../checks/index.ts';
import { kindOf } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Plan, PlanOptions } from '../core/plan.ts';
import { cyclesOf } from '../engine/cycles.ts';
import type { App, ProjectOptions, Validated } from './contract.ts';
import { countedPlan, planOptions } from './planning.ts';
import { backendOf, kinds, loadProject, openProject, readTenants, stateOf } from './project.ts';
import { asImported } from './untouched.ts';

/** Everything that is wrong with a spec, offline; what state knows as imported and unedited only warns. */
async function validate(options: ProjectOptions): Promise<Validated> {
  const { desired, diagnostics } = await loadProject(options);
  if (desired === undefined) return { diagnostics, counts: new Map() };
  const found: Diagnostic[] = [...diagnostics, ...cyclesOf(desired, kinds)];
  for (const check of checks) if (check.stage === 'load') found.push(...check.run({ desired }));
  const counts = new Map<string, number>();
  for (const { address } of desired.resources) counts.set(kindOf(address), (counts.get(kindOf(address)) ?? 0) + 1);
  const state = await stateOf(backendOf(options));
  return { diagnostics: asImported(found, desired, state), counts };
}

/** The plan as it is now. Throws a `SupportctlError` for a spec that cannot be loaded, a tenant that cannot be read, a refusal without a plan. */
async function plan(options: ProjectOptions, chosen: PlanOptions): Promise<Plan> {
  const project = await openProject(options);
  const state = await stateOf(project.backend);
  const reading = await readTenants(project, state, chosen);
  return (await countedPlan(project, state, reading, chosen)).plan;
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
  accept: async (...given) => (await import('./accepting.ts')).acceptDrift(...given),
  importTenant: async (...given) => (await import('./importing.ts')).importTenant(...given),
  stateList: async (...given) => (await import('./state-commands.ts')).stateList(...given),
  stateShow: async (...given) => (await import('./state-commands.ts')).stateShow(...given),
  stateAdopt: async (...given) => (await import('./state-commands.ts')).stateAdopt(...given),
  stateMove: async (...given) => (await import('./state-commands.ts')).stateMove(...given),
  stateRemove: async (...given) => (await import('./state-commands.ts')).stateRemove(...given),
  login: async (...given) => (await import('./signing-in.ts')).login(...given),
  logout: async (...given) => (await import('./signing-in.ts')).logout(...given),
  doctor: async (...given) => (await import('./examining.ts')).examine(validate, ...given),
  schema: async () => {
    const { specJsonSchema } = await import('../spec/schema.ts');
    return `${JSON.stringify(specJsonSchema([...kinds.values()]), null, 2)}\n`;
  },
};
