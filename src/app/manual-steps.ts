/** `manual`: what people have to do by hand, and who says that it is done. */
import { userInfo } from 'node:os';
import type { Address } from '../core/address.ts';
import { type Diagnostic, fail, SupportctlError } from '../core/diagnostic.ts';
import type { ManualStep } from '../core/plan.ts';
import { digest } from '../core/value.ts';
import { nearest } from '../spec/nearest.ts';
import type { ProjectOptions } from './contract.ts';
import { planFrom, planOptions } from './planning.ts';
import { openProject, type Project, readTenants, stateOf } from './project.ts';
import { change, emptyState } from './state-commands.ts';

/** The steps of a plan, done and open. */
export async function manualList(options: ProjectOptions): Promise<readonly ManualStep[]> {
  return stepsOf(await openProject(options));
}

async function stepsOf(project: Project): Promise<readonly ManualStep[]> {
  const state = await stateOf(project.backend);
  const reading = await readTenants(project, state, planOptions());
  return planFrom(project, state, reading, planOptions()).plan.manual;
}

/** Records who did the step of an address, and when. Throws where the tenant shows by itself whether it is done. */
export async function manualDone(options: ProjectOptions, address: Address): Promise<ManualStep> {
  const project = await openProject(options);
  const steps = await stepsOf(project);
  const own = steps.filter((step) => step.address === address);
  const resource = project.desired.resources.find((known) => known.address === address);
  const [step] = own;
  if (step === undefined || resource === undefined) return nothingOpen(address, steps, resource !== undefined);
  if (!step.unread) throw new SupportctlError(own.map(stillShown));
  if (step.done) return step;
  const by = { who: userInfo().username, at: new Date().toISOString() };
  await change(options, (state) => {
    const known = state ?? emptyState(project.environment);
    const about = digest(resource.attributes);
    return { ...known, ticked: new Map(known.ticked).set(address, { ...by, about }) };
  });
  return { ...step, done: true, by };
}

/** What can be seen is not ticked off: the tenant's word counts. */
function stillShown({ address, title, where, check = '' }: ManualStep): Diagnostic {
  const summary = `${title} cannot be ticked off: it is done when ${check}`;
  return { code: 'MANUAL_OPEN', severity: 'error', summary, address, hint: where };
}

function nothingOpen(address: Address, steps: readonly ManualStep[], known: boolean): never {
  if (known) return fail('MANUAL_NONE', `nothing is to be done by hand for ${address}: the tenant shows all of it`);
  const near = nearest(
    address,
    steps.map((step) => step.address),
  );
  const hint = near === undefined ? '`supportctl manual list` shows what is open' : `did you mean ${near}?`;
  return fail('MANUAL_NONE', `nothing is to be done by hand for ${address}`, { hint });
}
