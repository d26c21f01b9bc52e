/** Which of several objects an address stands for: a person says so, and state remembers it. */
import type { Address } from '../core/address.ts';
import { kindOf } from '../core/address.ts';
import type { Plan } from '../core/plan.ts';
import type { State } from '../core/state.ts';
import type { ApplyUi } from './contract.ts';
import { kinds } from './project.ts';
import { adopted, emptyState } from './state-commands.ts';

/** What the person chose, by address; an object is offered until somebody has it. */
export async function chooseAmong({ refusals }: Plan, ui: ApplyUi): Promise<ReadonlyMap<Address, string>> {
  const chosen = new Map<Address, string>();
  for (const { address, candidates = [] } of refusals) {
    const taken = new Set(chosen.values());
    const free = candidates.filter(({ id }) => !taken.has(id));
    if (address === undefined || free.length === 0) continue;
    const id = await ui.choose(address, free);
    if (id !== undefined) chosen.set(address, id);
  }
  return chosen;
}

/** State that knows what was chosen, as `state adopt` would have noted it. */
export function withChosen(
  state: State | undefined,
  chosen: ReadonlyMap<Address, string>,
  { environment, accounts }: Plan,
): State {
  const base = state ?? emptyState(environment);
  const resources = new Map(base.resources);
  for (const [address, id] of chosen) {
    const provider = kinds.get(kindOf(address))?.provider ?? '';
    resources.set(address, adopted(provider, id));
  }
  return { ...base, accounts: { ...base.accounts, ...accounts }, resources };
}
