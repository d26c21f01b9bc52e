/** `moved:` renames addresses in state before anything is compared. */
import type { Address } from '../core/address.ts';
import type { Desired } from '../core/resource.ts';
import type { State, StateEntry } from '../core/state.ts';

/** State with each `from` under its `to`; a `to` that state knows already, or an unknown `from`, changes nothing. */
export function moveEntries(state: State | undefined, moved: Desired['moved']): State | undefined {
  if (state === undefined || moved.length === 0) return state;
  const resources = new Map(state.resources);
  for (const { from, to } of moved) moveEntry(resources, from, to);
  return { ...state, resources };
}

/** The same for one address, in place. */
export function moveEntry(resources: Map<Address, StateEntry>, from: Address, to: Address): void {
  const entry = resources.get(from);
  if (entry === undefined || resources.has(to)) return;
  resources.delete(from);
  resources.set(to, entry);
}
