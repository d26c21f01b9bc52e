/** What becomes of an entry of state that has no block. */
import { type Address, kindOf } from '../core/address.ts';
import type { Change } from '../core/plan.ts';
import { closedTo } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import type { StateEntry } from '../core/state.ts';
import type { Draft } from './draft.ts';
import { retire } from './retire.ts';

/** Plans what removing, releasing or forgetting it takes, with its refusals. */
export function planRetirement(draft: Draft, address: Address, entry: StateEntry, block: Resource | undefined): void {
  const kind = draft.input.kinds.get(kindOf(address));
  const id = entry.ids.main;
  if (kind === undefined || id === undefined) return;
  const reason = closedTo(draft.input.world.listing(kind.name));
  if (reason !== undefined) {
    draft.notes.push({ code: 'unavailable', address, summary: `${address} is left alone: ${reason}` });
    return;
  }
  const live = draft.input.world.byId(kind.name, id);
  const protect = block?.lifecycle.protect ?? entry.protect;
  const { options, rollback } = draft.input;
  const choice = rollback?.downAgain.has(address) ? { ...options, includeAdopted: true } : options;
  const verdict = retire(address, kind, protect ? { ...entry, protect: true } : entry, live, choice);
  if (verdict.type === 'nothing') return;
  if (verdict.type === 'forget' || verdict.type === 'note') {
    draft.notes.push(verdict.note);
    if (verdict.type === 'forget') draft.forgotten.push(address);
    return;
  }
  if (live === undefined) return;
  if (verdict.refusal !== undefined) draft.refusals.push(verdict.refusal);
  const planned =
    verdict.refusal === undefined &&
    (verdict.because === 'spec' || (verdict.because === 'drift' ? options.overwriteDrift : options.overwriteConflicts));
  if (planned && live.held !== undefined && verdict.op === 'delete') {
    const summary = `${address} ("${live.title}") cannot be deleted: ${live.held}`;
    draft.diagnostics.push({ code: 'IN_USE', severity: 'error', summary, address });
  }
  const change: Change = {
    address,
    kind: kind.name,
    provider: kind.provider,
    title: live.title,
    op: verdict.op,
    because: verdict.because,
    planned,
    id,
    fields: [],
    notes: verdict.notes,
  };
  draft.items.push({ change, kind, live, entry, set: [], remove: new Map() });
}
