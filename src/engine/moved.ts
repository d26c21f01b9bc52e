/** `moved:` renames addresses in state before anything is compared. */
import type { Desired } from '../core/resource.ts';
import type { LogRecord, State } from '../core/state.ts';

/** State with each `from` under its `to`; a `to` that state knows already, or an unknown `from`, changes nothing. */
export function moveEntries(state: State | undefined, moved: Desired['moved']): State | undefined {
  if (state === undefined || moved.length === 0) return state;
  const resources = new Map(state.resources);
  for (const { from, to } of moved) {
    const entry = resources.get(from);
    if (entry === undefined || resources.has(to)) continue;
    resources.delete(from);
    resources.set(to, entry);
  }
  return { ...state, resources };
}

/** What `moved` changed, for the log of a run: one that is cut off before state is saved must not know an object by two addresses. */
export function movesBetween(before: State | undefined, after: State | undefined): readonly LogRecord[] {
  const [old, now] = [before?.resources ?? new Map(), after?.resources ?? new Map()];
  const left = [...old.keys()].filter((address) => !now.has(address));
  const came = [...now].filter(([address]) => !old.has(address));
  return [
    ...left.map((address) => ({ t: 'entry' as const, address, entry: null })),
    ...came.map(([address, entry]) => ({ t: 'entry' as const, address, entry })),
  ];
}
