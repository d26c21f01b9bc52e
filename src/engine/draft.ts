/** A plan while it is being made, and the parts that every kind of change is put together from. */

import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Because, Change, FieldChange, ManualStep, Note, Refusal, Shown } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import type { StateEntry } from '../core/state.ts';
import { isIdRef, isSecret } from '../core/value.ts';
import { diffObject, type FieldDiff, type ObjectDiff } from './diff.ts';
import type { Field } from './fields.ts';
import { fieldsOf } from './fields.ts';
import type { Identities } from './identity.ts';
import type { Item, PlanInput } from './planned.ts';
import { matches } from './select.ts';
import { showField } from './show.ts';

export interface Draft {
  readonly input: PlanInput;
  readonly identities: Identities;
  readonly items: Item[];
  readonly notes: Note[];
  readonly refusals: Refusal[];
  readonly manual: ManualStep[];
  readonly diagnostics: Diagnostic[];
  readonly forgotten: Address[];
  unchanged: number;
}

export function item(
  resource: Resource,
  kind: Kind,
  shape: Pick<Change, 'op' | 'because' | 'planned' | 'fields' | 'notes'>,
  work: { live?: LiveObject; entry?: StateEntry; set: readonly Field[]; remove?: Item['remove'] },
): Item {
  const label = resource.attributes[kind.label];
  const change: Change = {
    address: resource.address,
    kind: kind.name,
    provider: kind.provider,
    title: typeof label === 'string' ? label : (work.live?.title ?? resource.address),
    ...shape,
    ...(work.live === undefined ? {} : { id: work.live.id }),
    at: resource.at,
  };
  return {
    change,
    kind,
    resource,
    ...(work.live === undefined ? {} : { live: work.live }),
    ...(work.entry === undefined ? {} : { entry: work.entry }),
    set: work.set,
    remove: work.remove ?? new Map(),
  };
}

export function fieldChange(
  draft: Draft,
  field: Field,
  before: FieldDiff['before'],
  after: FieldDiff['after'],
  because: Because,
): FieldChange {
  const { names } = draft.identities;
  const old = showField(field, before, names);
  const now = showField(field, after === undefined ? undefined : field.value, names);
  const loses = after === undefined ? field.attribute.memberLoss : undefined;
  return {
    path: field.path,
    ...(field.member === undefined ? {} : { member: field.member }),
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
    // What a rollback puts back is nothing that is managed for the first time.
    because: because === 'first' && draft.input.rollback !== undefined ? 'spec' : because,
    ...(field.attribute.long ? { long: true } : {}),
    ...(loses === undefined ? {} : { loses }),
  };
}

export function changesOf(draft: Draft, diffs: readonly FieldDiff[]): readonly FieldChange[] {
  return diffs.map((diff) => fieldChange(draft, diff.field, diff.before, diff.after, diff.because));
}

/** The fields to write and the members to take out, with the fields that must go along with them. */
export function writable(resource: Resource, kind: Kind, diffs: readonly FieldDiff[]): Pick<Item, 'set' | 'remove'> {
  const set = diffs.flatMap((diff) => (diff.after === undefined ? [] : [diff.field]));
  const remove = new Map<string, Set<string>>();
  for (const { field, after } of diffs) {
    if (after !== undefined || field.member === undefined) continue;
    remove.set(field.name, (remove.get(field.name) ?? new Set()).add(field.member));
  }
  const written = new Set(set.map((field) => field.path));
  const changed = new Set(set.map((field) => field.name));
  const grown = new Set(
    diffs.filter((diff) => diff.before === undefined && diff.field.member).map((diff) => diff.field.name),
  );
  const declared = [...fieldsOf(kind, resource.attributes).values()];
  const secretive = new Set(declared.filter((field) => isSecret(field.value)).map((field) => field.name));
  const along = declared.filter((field) => {
    if (written.has(field.path)) return false;
    // New members take the place that the spec gives them; a part that never reads back goes with the rest of its attribute.
    return (field.sequence && grown.has(field.name)) || (secretive.has(field.name) && changed.has(field.name));
  });
  return { set: [...set, ...along], remove };
}

export function report(draft: Draft, resource: Resource, kind: Kind, diff: ObjectDiff): void {
  const { address } = resource;
  const say = (code: Note['code'], summary: string) => draft.notes.push({ code, address, summary });
  for (const path of diff.released) say('released', `${address}: ${path} is no longer managed; its value stays`);
  for (const path of diff.foreign) say('foreign', `${address}: ${path} is the tenant's own; it stays`);
  for (const path of diff.unverified)
    say('unverified', `${address}: ${path} is kept, unknown (--send-secrets ${address} writes it)`);
  if (diff.recoded.length > 0) say('codec', `${address}: compared anew, an older version recorded it`);
  leaveToPeople(draft, resource, kind, diff.unwritable);
}

/** Manual steps for fields that no API writes; `before` is what the tenant shows. */
export function leaveToPeople(
  draft: Draft,
  { address, attributes }: Resource,
  kind: Kind,
  open: readonly Pick<FieldDiff, 'field' | 'before'>[],
): void {
  const label = attributes[kind.label];
  const { names } = draft.identities;
  for (const { field, before } of open) {
    const { where, enter, description } = field.attribute;
    const wanted = inWords(showField(field, field.value, names));
    const now = showField(field, before, names);
    draft.manual.push({
      address,
      title: `${field.path} of ${typeof label === 'string' ? label : address}`,
      where: where ?? description,
      enter: enter ?? `${field.path}: ${wanted}`,
      check: `the tenant shows ${field.path}: ${wanted}${now === undefined ? '' : `, now ${inWords(now)}`}`,
      ...(now === undefined ? {} : { shows: now }),
    });
  }
}

function inWords(value: Shown | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function diffOf(
  draft: Draft,
  resource: Resource,
  kind: Kind,
  live: LiveObject,
  entry: StateEntry | undefined,
): ObjectDiff {
  return diffObject({
    kind,
    desired: resource.attributes,
    live: live.attributes,
    entry,
    ...(resource.about === undefined ? {} : { about: resource.about }),
    ignore: entry === undefined ? keptOnAdoption(resource, kind) : (resource.lifecycle.ignore ?? []),
    names: draft.identities.names,
    secrets: draft.input.secrets,
    sendSecrets: named(draft.input.options.sendSecrets, resource, kind),
    builtIn: (value) => isIdRef(value) && draft.input.world.byId(value.kind, value.$id)?.system === true,
  });
}

export function named(patterns: readonly string[], resource: Resource, kind: Kind): boolean {
  return patterns.some((pattern) => matches(pattern, resource.address, kind.provider, resource.tags));
}

/** Attributes that an adoption leaves as they are, unless the block says that it may overwrite. */
export function keptOnAdoption(resource: Resource, kind: Kind): readonly string[] {
  if (resource.lifecycle.adopt) return [];
  return Object.entries(kind.attributes).flatMap(([name, attribute]) => (attribute.keptOnAdoption ? [name] : []));
}
