/** Names that only one object may hold at a time: who takes them and who frees them. */
import type { Attributes } from '../core/value.ts';
import { overlay } from './fields.ts';
import type { Operation } from './work.ts';

/** Names that an operation takes and frees, tags of options for one. */
export function claimsOf(operation: Operation): {
  readonly takes: ReadonlySet<string>;
  readonly frees: ReadonlySet<string>;
} {
  const { kind, item } = operation;
  const none = { takes: new Set<string>(), frees: new Set<string>() };
  if (item === undefined || kind.claims === undefined) return none;
  const before = item.live === undefined ? [] : kind.claims(item.live.attributes);
  const after = operation.action === 'remove' ? [] : kind.claims(wantedAttributes(operation));
  const writes = operation.action === 'create' || operation.action === 'update' || operation.action === 'remove';
  if (!writes) return none;
  const held = new Set(operation.action === 'create' ? [] : before);
  const kept = new Set(after);
  return {
    takes: new Set(after.filter((name) => !held.has(name))),
    frees: new Set([...held].filter((name) => !kept.has(name))),
  };
}

/** The object's attributes once the operation is through, references as the spec has them. */
function wantedAttributes(operation: Operation): Attributes {
  const live = operation.action === 'create' ? {} : (operation.item?.live?.attributes ?? {});
  return overlay(operation.kind, live, operation.set, operation.remove);
}
