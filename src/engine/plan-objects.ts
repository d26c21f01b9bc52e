/** What becomes of one resource. */

import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Change, Refusal } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import type { State, StateEntry, TickedOff } from '../core/state.ts';
import { digest } from '../core/value.ts';
import type { FieldDiff } from './diff.ts';
import { changesOf, type Draft, diffOf, fieldChange, item, leaveToPeople, named, report, writable } from './draft.ts';
import { type Field, fieldsOf } from './fields.ts';
import { isDown, type Match } from './identity.ts';

export function planResource(draft: Draft, resource: Resource, state: State | undefined): void {
  const { address } = resource;
  const match = draft.identities.matches.get(address);
  const kind = draft.input.kinds.get(resource.kind);
  if (match === undefined || kind === undefined) return;
  if (kind.byHand !== undefined && match.type !== 'unavailable') {
    planByHand(draft, resource, kind, match, state?.ticked?.get(address));
    return;
  }
  switch (match.type) {
    case 'unavailable':
      draft.notes.push({ code: 'unavailable', address, summary: `${address} is left out: ${match.reason}` });
      return;
    case 'ambiguous':
      draft.refusals.push(ambiguous(resource, kind, match.objects));
      return;
    case 'create':
      planCreate(draft, resource, kind, 'spec', []);
      return;
    case 'gone':
      planGone(draft, resource, kind, match);
      return;
    case 'adopt':
      planAdoption(draft, resource, kind, match.live, 'spec', []);
      return;
    case 'tombstone':
      planRevival(draft, resource, kind, match.live, match.entry);
      return;
    case 'managed':
      planUpdate(draft, resource, kind, match.live, state?.resources.get(address) ?? match.entry);
      return;
    default:
      match satisfies never;
  }
}

function ambiguous(resource: Resource, kind: Kind, objects: readonly LiveObject[]): Refusal {
  const list = objects.map((object) => `${object.id} ("${object.title}")`).join(', ');
  return {
    code: 'AMBIGUOUS',
    address: resource.address,
    summary: `${resource.address} could be any of ${objects.length} ${kind.plural} in the tenant: ${list}`,
    hint: `supportctl state adopt ${resource.address} ID`,
    confirmable: false,
    blocks: true,
    candidates: objects.map(({ id, title, updatedAt }) => ({
      id,
      title,
      ...(updatedAt === undefined ? {} : { changed: updatedAt }),
    })),
  };
}

/** What nobody but a person makes: looked at, never taken into state. */
function planByHand(draft: Draft, resource: Resource, kind: Kind, match: Match, ticked: TickedOff | undefined): void {
  if (match.type === 'ambiguous') draft.refusals.push(ambiguous(resource, kind, match.objects));
  else if (match.type === 'adopt') report(draft, resource, kind, diffOf(draft, resource, kind, match.live, undefined));
  if (match.type === 'ambiguous' || match.type === 'adopt') return;
  const step = kind.byHand?.(resource.attributes);
  const title = resource.attributes[kind.label];
  if (step === undefined) return;
  const done = step.unread && ticked?.about === digest(resource.attributes) ? ticked : undefined;
  draft.manual.push({
    address: resource.address,
    title: typeof title === 'string' ? title : kind.title,
    ...step,
    ...(done === undefined ? {} : { done: true, by: { who: done.who, at: done.at } }),
  });
}

function planCreate(
  draft: Draft,
  resource: Resource,
  kind: Kind,
  because: Change['because'],
  notes: readonly string[],
): void {
  if (!kind.capability.create) {
    draft.diagnostics.push({
      code: 'CANNOT_CREATE',
      severity: 'error',
      summary: `the tenant has no such ${kind.title}, and the platform does not let us create one`,
      address: resource.address,
      at: resource.at,
    });
    return;
  }
  const { set, byHand } = settable(kind, resource);
  leaveToPeople(
    draft,
    resource,
    kind,
    byHand.map((field) => ({ field, before: undefined })),
  );
  const planned = because !== 'drift' || draft.input.options.overwriteDrift;
  const fields = set
    .filter((field) => !field.sequence)
    .map((field) => fieldChange(draft, field, undefined, field.value, because === 'drift' ? 'drift' : 'new'));
  draft.items.push(item(resource, kind, { op: 'create', because, planned, fields, notes }, { set }));
}

/** What a create may send, and what only a person can bring about afterwards. */
function settable(
  kind: Kind,
  resource: Resource,
): { readonly set: readonly Field[]; readonly byHand: readonly Field[] } {
  const fields = [...fieldsOf(kind, resource.attributes).values()];
  const set = fields.filter(({ attribute: { mutability } }) => mutability !== 'manual' && mutability !== 'read_only');
  return { set, byHand: fields.filter(({ attribute }) => attribute.mutability === 'manual') };
}

/** Rows 7 and 8. */
function planGone(draft: Draft, resource: Resource, kind: Kind, match: Match & { type: 'gone' }): void {
  const [rival] = match.rivals;
  if (match.entry.tombstone) {
    // We had let go of it, so its absence is nobody's drift.
    if (rival === undefined) planCreate(draft, resource, kind, 'spec', []);
    else planAdoption(draft, resource, kind, rival, 'spec', []);
    return;
  }
  if (rival === undefined) {
    planCreate(draft, resource, kind, 'drift', ['deleted in the tenant']);
    return;
  }
  if (match.rivals.length > 1) {
    draft.refusals.push(ambiguous(resource, kind, match.rivals));
    return;
  }
  const note = `deleted in the tenant; another ${kind.title} of that name was made by hand (${rival.id})`;
  planAdoption(draft, resource, kind, rival, 'drift', [note]);
}

function planAdoption(
  draft: Draft,
  resource: Resource,
  kind: Kind,
  live: LiveObject,
  because: Change['because'],
  notes: readonly string[],
): void {
  if (live.locked !== undefined) {
    draft.diagnostics.push(lockedDiagnostic(resource, live.locked));
    return;
  }
  const diff = diffOf(draft, resource, kind, live, undefined);
  report(draft, resource, kind, diff);
  if (isUnfit(draft, resource, kind, live, diff.changes)) return;
  const fields = changesOf(draft, diff.changes);
  const planned = because !== 'drift' || draft.input.options.overwriteDrift;
  const all = live.gone ? [...notes, 'archived: it will be made active again'] : notes;
  draft.items.push(
    item(
      resource,
      kind,
      { op: 'adopt', because, planned, fields, notes: all },
      { live, ...writable(resource, kind, diff.changes) },
    ),
  );
}

function isImmutable({ field }: FieldDiff): boolean {
  return field.attribute.mutability === 'immutable';
}

/** True, after saying so, for an object that could be taken over but never become what the spec wants. */
function isUnfit(
  draft: Draft,
  resource: Resource,
  kind: Kind,
  live: LiveObject,
  changes: readonly FieldDiff[],
): boolean {
  const paths = changes.filter(isImmutable).map((change) => change.field.path);
  if (paths.length === 0) return false;
  const { address, at } = resource;
  const summary = `${address} is the ${kind.title} "${live.title}" (${live.id}), whose ${paths.join(', ')} cannot be changed to what the spec says`;
  const hint = `say in the spec what the tenant has, or give ${address} another ${kind.label}`;
  draft.diagnostics.push({ code: 'CANNOT_CHANGE', severity: 'error', summary, hint, address, at });
  return true;
}

function lockedDiagnostic(resource: Resource, why: string): Diagnostic {
  const summary = `${resource.address} cannot be managed: ${why}`;
  return { code: 'LOCKED_OBJECT', severity: 'error', summary, address: resource.address, at: resource.at };
}

function planRevival(draft: Draft, resource: Resource, kind: Kind, live: LiveObject, entry: StateEntry): void {
  if (live.locked !== undefined) {
    draft.diagnostics.push(lockedDiagnostic(resource, live.locked));
    return;
  }
  const diff = diffOf(draft, resource, kind, live, { ...entry, bases: {} });
  report(draft, resource, kind, diff);
  if (isUnfit(draft, resource, kind, live, diff.changes)) return;
  const fields = changesOf(draft, diff.changes);
  const op = isDown(kind, live) ? 'revive' : 'update';
  draft.items.push(
    item(
      resource,
      kind,
      { op, because: 'spec', planned: true, fields, notes: [] },
      { live, entry, ...writable(resource, kind, diff.changes) },
    ),
  );
}

function planUpdate(draft: Draft, resource: Resource, kind: Kind, live: LiveObject, entry: StateEntry): void {
  if (resource.lifecycle.mode === 'create_only') {
    draft.unchanged += 1;
    return;
  }
  const diff = diffOf(draft, resource, kind, live, entry);
  report(draft, resource, kind, diff);
  if (diff.changes.length === 0) {
    draft.unchanged += 1;
    return;
  }
  if (live.locked !== undefined) {
    draft.diagnostics.push(lockedDiagnostic(resource, live.locked));
    return;
  }
  const { options } = draft.input;
  const overwrites = ({ because }: FieldDiff): boolean =>
    because === 'drift' ? options.overwriteDrift : because !== 'conflict' || options.overwriteConflicts;
  const immutable = diff.changes.filter((change) => isImmutable(change) && overwrites(change));
  if (immutable.length > 0) {
    planReplace(draft, resource, kind, live, entry, diff.changes, immutable);
    return;
  }
  const because = (change: FieldDiff): Change['because'] =>
    change.because === 'drift' || change.because === 'conflict' ? change.because : 'spec';
  for (const cause of ['spec', 'drift', 'conflict'] as const) {
    const own = diff.changes.filter((change) => because(change) === cause);
    if (own.length === 0) continue;
    const planned = cause === 'spec' || (cause === 'drift' ? options.overwriteDrift : options.overwriteConflicts);
    const notes =
      cause === 'spec' || live.updatedAt === undefined ? [] : [`last changed in the tenant ${live.updatedAt}`];
    const shape = { op: 'update', because: cause, planned, fields: changesOf(draft, own), notes } as const;
    draft.items.push(item(resource, kind, shape, { live, entry, ...writable(resource, kind, own) }));
  }
}

function planReplace(
  draft: Draft,
  resource: Resource,
  kind: Kind,
  live: LiveObject,
  entry: StateEntry,
  changes: readonly FieldDiff[],
  immutable: readonly FieldDiff[],
): void {
  const { address } = resource;
  const allowed = named(draft.input.options.replace, resource, kind);
  const names = immutable.map((change) => change.field.path).join(', ');
  if (kind.capability.delete === 'none') {
    const summary = `${address}: ${names} cannot be changed on the ${kind.title} "${live.title}" (${live.id}), which is never deleted`;
    const hint = `give the other ${kind.title} a block of its own, or forget this one: supportctl state rm ${address}`;
    draft.diagnostics.push({ code: 'CANNOT_CHANGE', severity: 'error', summary, hint, address, at: resource.at });
    return;
  }
  if (keepsItsName(resource, kind, live)) {
    const summary = `${address}: ${names} cannot be changed, and a ${kind.title} that goes keeps its ${kind.label} taken`;
    const hint = `give the new one another ${kind.label}`;
    draft.diagnostics.push({ code: 'CANNOT_CHANGE', severity: 'error', summary, hint, address, at: resource.at });
    return;
  }
  if (!allowed) {
    draft.refusals.push({
      code: 'REPLACE',
      address,
      summary: `${address}: ${names} cannot be changed on an existing ${kind.title}; it would have to be deleted and made anew`,
      hint: `--replace ${address}`,
      confirmable: false,
      blocks: true,
    });
  }
  if (resource.lifecycle.protect) {
    draft.refusals.push({
      code: 'PROTECTED',
      address,
      summary: `${address} is protected: it is not replaced`,
      hint: 'take `lifecycle.protect` out of its block',
      confirmable: false,
      blocks: false,
    });
  }
  const planned = allowed && !resource.lifecycle.protect;
  const shape = { op: 'replace', because: 'spec', planned, fields: changesOf(draft, changes), notes: [] } as const;
  const { set } = settable(kind, resource);
  draft.items.push(item(resource, kind, shape, { live, entry, set }));
}

/** Where deleting only archives, nothing new can take the name of what was archived. */
function keepsItsName(resource: Resource, kind: Kind, live: LiveObject): boolean {
  const stays = kind.keyUnique && kind.capability.delete !== 'hard';
  return stays && kind.naturalKey(resource.attributes) === kind.naturalKey(live.attributes);
}
