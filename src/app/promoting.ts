/** `plan --portability`: the plan for one account, and what of the spec cannot be there as it is elsewhere. */
import type { Plan, PlanOptions } from '../core/plan.ts';
import type { ProjectOptions } from './contract.ts';
import { planNow } from './planning.ts';
import { type NotPortable, notPortable } from './portability.ts';
import { kinds, openProject } from './project.ts';

export interface Promotion {
  readonly plan: Plan;
  readonly notPortable: readonly NotPortable[];
}

/** What is there already, by its own name or as a secret that is set, is no obstacle and not in the list. Writes nothing. */
export async function planPortability(options: ProjectOptions, chosen: PlanOptions): Promise<Promotion> {
  const project = await openProject(options);
  const { planned, reading } = await planNow(project, chosen);
  const { plan, identities, input } = planned;
  const target = { identities, world: reading.world };
  const places = notPortable(input.desired, kinds, { target });
  const isSet = ({ code, what }: NotPortable) => code === 'secret' && input.secrets.value(what) !== undefined;
  return { plan, notPortable: places.filter((place) => !isSet(place)) };
}
