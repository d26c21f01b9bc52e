/** What one change means for others: resources left out with what they need, deletions that take the way back with them. */
import type { Address } from '../core/address.ts';
import type { Op } from '../core/plan.ts';
import { isIdRef, referencesIn } from '../core/value.ts';
import type { Draft } from './draft.ts';
import { type Selection, targetsOf } from './select.ts';

/** Resources that refer to something which has no id and will get none in this run. */
export function leaveOut(draft: Draft, selection: Selection): void {
  for (let again = true; again; ) {
    again = false;
    const coming = new Set(
      draft.items.filter((i) => i.change.planned && isBirth(i.change.op)).map((i) => i.change.address),
    );
    const exists = (address: Address) => draft.identities.names.idOf(address) !== undefined;
    for (const [index, own] of draft.items.entries()) {
      if (own.resource === undefined || !own.change.planned) continue;
      const missing = targetsOf(own.resource).find((target) => !exists(target) && !coming.has(target));
      if (missing === undefined) continue;
      const why = selection.has(missing) ? 'it is not made by this plan' : 'it is not selected and has no id yet';
      draft.items.splice(index, 1);
      draft.notes.push({
        code: 'left_out',
        address: own.change.address,
        summary: `${own.change.address} is left out: it needs ${missing}, and ${why}`,
      });
      again = true;
      break;
    }
  }
}

function isBirth(op: Op): boolean {
  return op === 'create' || op === 'adopt' || op === 'revive' || op === 'replace';
}

/** A deactivated object that needs what is deleted with it could never be revived: it is deleted too. */
export function eraseWhatCannotComeBack(draft: Draft): void {
  const leaving = new Set(
    draft.items.flatMap((own) =>
      own.change.planned && own.change.op === 'delete' ? [`${own.kind.name}/${own.live?.id}`] : [],
    ),
  );
  for (const [index, own] of draft.items.entries()) {
    if (own.change.op !== 'deactivate' || !own.kind.capability.erase || own.live === undefined) continue;
    const needs = Object.values(own.live.attributes).flatMap(referencesIn);
    if (!needs.some((reference) => isIdRef(reference) && leaving.has(`${reference.kind}/${reference.$id}`))) continue;
    const notes = [...own.change.notes, 'deleted for good: something that it needs is deleted too'];
    draft.items[index] = { ...own, change: { ...own.change, op: 'delete', notes } };
  }
}

/** What a write does beyond its object, as a note of the change. */
export function tellConsequences(draft: Draft): void {
  for (const [index, own] of draft.items.entries()) {
    const { change, kind, resource, live } = own;
    if (resource === undefined || change.op === 'reorder' || change.fields.length === 0) continue;
    const told = kind.consequence?.(resource.attributes, live?.attributes);
    if (told !== undefined) draft.items[index] = { ...own, change: { ...change, notes: [...change.notes, told] } };
  }
}
