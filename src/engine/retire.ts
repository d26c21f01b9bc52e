/** What state holds and the spec does not: orphans, prunes, releases, tombstones (rows 9 and 10). */
import type { Address } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { Note, Op, PlanOptions, Refusal } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { StateEntry } from '../core/state.ts';
import { liveDigest, sorted } from './bases.ts';
import { fieldsOf } from './fields.ts';
import { isDown } from './identity.ts';

export type Retirement =
  | { readonly type: 'nothing' }
  | { readonly type: 'forget'; readonly note: Note }
  | { readonly type: 'note'; readonly note: Note }
  | {
      readonly type: 'change';
      readonly op: Op;
      readonly because: 'spec' | 'drift' | 'conflict';
      readonly notes: readonly string[];
      readonly refusal?: Refusal;
    };

const DELETES = { hard: 'delete', archive: 'archive', deactivate: 'deactivate', none: 'release' } as const;

/** The op that removing an object of this kind amounts to. */
export function removalOf(kind: Kind): Op {
  return DELETES[kind.capability.delete];
}

/** Decides about one entry of state without a block. `live` is undefined if the tenant has it no more. */
export function retire(
  address: Address,
  kind: Kind,
  entry: StateEntry,
  live: LiveObject | undefined,
  options: PlanOptions,
): Retirement {
  if (live === undefined) {
    return {
      type: 'forget',
      note: { code: 'forgotten', address, summary: `${address} is gone from the tenant and from the spec` },
    };
  }
  if (isDown(kind, live)) {
    if (entry.tombstone) return { type: 'nothing' };
    if (live.gone)
      return { type: 'forget', note: { code: 'forgotten', address, summary: `${address} was deleted in the tenant` } };
  } else if (entry.tombstone) {
    const op = removalOf(kind);
    return { type: 'change', op, because: 'drift', notes: [`was ${op}d by us, and is active again`] };
  }
  if (!options.prune && !options.destroy) {
    const summary = `${address} ("${live.title}") has no block any more; it stays until \`--prune\` or \`state rm\``;
    return { type: 'note', note: { code: 'orphaned', address, summary } };
  }
  if (live.isDefault || live.system || live.locked !== undefined) {
    const why = live.isDefault ? "it is the account's default" : (live.locked ?? 'it is built in');
    return { type: 'change', op: 'release', because: 'spec', notes: [`never deleted: ${why}`] };
  }
  if (kind.capability.delete === 'none') {
    return { type: 'change', op: 'release', because: 'spec', notes: ['it is never deleted'] };
  }
  if (entry.origin !== 'created' && !options.includeAdopted) {
    const notes = [`${entry.origin}, not created by us: it stays in the tenant (--include-adopted removes it)`];
    return { type: 'change', op: 'release', because: 'spec', notes };
  }
  if (entry.protect) {
    const refusal: Refusal = {
      code: 'PROTECTED',
      address,
      summary: `${address} is protected: it is not deleted`,
      hint: 'take `lifecycle.protect` out of its block and apply once before removing it',
      confirmable: false,
      blocks: false,
    };
    return { type: 'change', op: removalOf(kind), because: 'spec', notes: ['protected'], refusal };
  }
  const moved = changedSince(kind, entry, live);
  if (moved.length > 0) {
    return {
      type: 'change',
      op: removalOf(kind),
      because: 'conflict',
      notes: [`changed in the tenant since the last apply: ${moved.join(', ')}`],
    };
  }
  return { type: 'change', op: removalOf(kind), because: 'spec', notes: [] };
}

function changedSince(kind: Kind, entry: StateEntry, live: LiveObject): readonly string[] {
  const fields = fieldsOf(kind, live.attributes);
  return Object.entries(entry.bases).flatMap(([path, base]) => {
    if (base.live === '' || base.codec !== kind.codec || path.endsWith('.$order')) return [];
    const field = fields.get(path);
    const value = field?.attribute.unordered ? sorted(field.value) : field?.value;
    return base.live === liveDigest(value) ? [] : [path];
  });
}
