/** The plan: a pure function of the spec, the state and what was read. `apply` carries out exactly what this returns. */
import { type Address, kindOf } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind, TextForm } from '../core/kind.ts';
import type { Because, Change, FieldChange, ManualStep, Note, Op, Plan, PlanOptions, Refusal } from '../core/plan.ts';
import type { LiveObject } from '../core/provider.ts';
import type { Desired, Resource } from '../core/resource.ts';
import type { State, StateEntry } from '../core/state.ts';
import { isIdRef, isSecret, referencesIn } from '../core/value.ts';
import type { SecretDigests } from './bases.ts';
import { diffObject, type FieldDiff, type ObjectDiff } from './diff.ts';
import { type Field, fieldsOf } from './fields.ts';
import { guard } from './guards.ts';
import { type Identities, identify, isDown, type Match } from './identity.ts';
import { moveEntries } from './moved.ts';
import { type PlannedOrder, planOrders } from './orders.ts';
import { unresolvedReferences } from './references.ts';
import { retire } from './retire.ts';
import { referrersOf, seenOf } from './seen.ts';
import { matches, type Selection, select, targetsOf } from './select.ts';
import { showField } from './show.ts';
import { summarize } from './summary.ts';
import type { World } from './world.ts';

export interface PlanInput {
  readonly desired: Desired;
  readonly state: State | undefined;
  readonly world: World;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly textForms: readonly TextForm[];
  readonly options: PlanOptions;
  readonly secrets: SecretDigests;
  readonly environment: string;
  readonly accounts: Readonly<Record<string, string>>;
  readonly tool: string;
  /** For a state that is yet to be started. */
  readonly lineage: string;
}

/** A change with what is needed to carry it out. */
export interface Item {
  readonly change: Change;
  readonly kind: Kind;
  readonly resource?: Resource;
  readonly live?: LiveObject;
  readonly entry?: StateEntry;
  /** Desired fields to write. */
  readonly set: readonly Field[];
  /** Members to take out: attribute → keys. */
  readonly remove: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Planned {
  readonly plan: Plan;
  readonly items: readonly Item[];
  readonly orders: readonly PlannedOrder[];
  readonly identities: Identities;
  readonly input: PlanInput;
  readonly selection: Selection;
  /** State with `moved` carried out. */
  readonly state: State | undefined;
  /** Addresses to drop from state: gone from both sides. */
  readonly forgotten: readonly Address[];
  /** For a state that is yet to be started. */
  readonly lineage: string;
  /** What the plan saw: ids of a kind, and who referred to an object. */
  presentAtPlan(kind: string): readonly string[];
  referrersAtPlan(kind: string, id: string): readonly string[];
}

interface Draft {
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

/** Makes the plan. Never throws for what a user did: what is wrong stands in `diagnostics` and `refusals`. */
export function makePlan(input: PlanInput): Planned {
  const { desired, kinds, options } = input;
  const state = moveEntries(input.state, desired.moved);
  const resources = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const selection = select(options, resources, [...(state?.resources.keys() ?? [])], kinds);
  const wanted = options.destroy ? [] : desired.resources.filter((resource) => selection.has(resource.address));
  const identities = identify(desired.resources, state, kinds, input.textForms, input.world);
  const draft: Draft = {
    input,
    identities,
    items: [],
    notes: [],
    refusals: [],
    manual: [],
    diagnostics: [],
    forgotten: [],
    unchanged: 0,
  };
  for (const resource of wanted) planResource(draft, resource, state);
  for (const [address, entry] of state?.resources ?? []) {
    if (!selection.has(address) || (resources.has(address) && !options.destroy)) continue;
    planRetirement(draft, address, entry, resources.get(address));
  }
  leaveOut(draft, selection);
  eraseWhatCannotComeBack(draft);
  if (state === undefined && input.state === undefined) {
    draft.notes.push({
      code: 'no_state',
      summary: 'no state yet: what matches by name is adopted, the rest is created',
    });
  }
  if (options.unmanaged) draft.notes.push(...unmanaged(draft));
  const orders = options.destroy
    ? []
    : planOrders(kinds, desired, state, identities, input.world, (a) => plannable(draft, selection, a));
  for (const order of orders) planOrderChange(draft, order);
  draft.diagnostics.push(...unresolvedReferences(draft.items, identities, input.world));
  draft.refusals.push(...guard(draft.items, input));
  const changes = draft.items.map((item) => item.change);
  const plan: Plan = {
    format: 1,
    tool: input.tool,
    environment: input.environment,
    accounts: input.accounts,
    options,
    changes,
    manual: draft.manual,
    notes: draft.notes,
    refusals: draft.refusals,
    diagnostics: draft.diagnostics,
    summary: summarize(changes, draft.manual.length, draft.unchanged),
    seen: seenOf(draft.items, orders, input, state),
  };
  // The world is refreshed while we write; what the plan saw is kept.
  const ids = new Map(input.world.kinds.map((kind) => [kind, input.world.objects(kind).map((object) => object.id)]));
  const referrers = new Map<string, readonly string[]>();
  for (const { change, kind, live } of draft.items) {
    if (live === undefined || !removes(change.op)) continue;
    referrers.set(`${kind.name}/${live.id}`, referrersOf(kind.name, live.id, input));
  }
  return {
    plan,
    items: draft.items,
    orders,
    identities,
    input,
    selection,
    state,
    forgotten: draft.forgotten,
    lineage: input.lineage,
    presentAtPlan: (kind) => ids.get(kind) ?? [],
    referrersAtPlan: (kind, id) => referrers.get(`${kind}/${id}`) ?? [],
  };
}

function planResource(draft: Draft, resource: Resource, state: State | undefined): void {
  const { address } = resource;
  const match = draft.identities.matches.get(address);
  const kind = draft.input.kinds.get(resource.kind);
  if (match === undefined || kind === undefined) return;
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
  };
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
  const set = [...fieldsOf(kind, resource.attributes).values()];
  const planned = because !== 'drift' || draft.input.options.overwriteDrift;
  const fields = set
    .filter((field) => !field.sequence)
    .map((field) => fieldChange(draft, field, undefined, field.value, because === 'drift' ? 'drift' : 'new'));
  draft.items.push(item(resource, kind, { op: 'create', because, planned, fields, notes }, { set }));
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
  report(draft, resource, diff);
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

function lockedDiagnostic(resource: Resource, why: string): Diagnostic {
  const summary = `${resource.address} cannot be managed: ${why}`;
  return { code: 'LOCKED_OBJECT', severity: 'error', summary, address: resource.address, at: resource.at };
}

function planRevival(draft: Draft, resource: Resource, kind: Kind, live: LiveObject, entry: StateEntry): void {
  const diff = diffOf(draft, resource, kind, live, { ...entry, bases: {} });
  report(draft, resource, diff);
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
  report(draft, resource, diff);
  if (diff.changes.length === 0) {
    draft.unchanged += 1;
    return;
  }
  if (live.locked !== undefined) {
    draft.diagnostics.push(lockedDiagnostic(resource, live.locked));
    return;
  }
  const { options } = draft.input;
  const immutable = diff.changes.filter((change) => change.field.attribute.mutability === 'immutable');
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
  const set = [...fieldsOf(kind, resource.attributes).values()];
  draft.items.push(item(resource, kind, shape, { live, entry, set }));
}

function planRetirement(draft: Draft, address: Address, entry: StateEntry, block: Resource | undefined): void {
  const kind = draft.input.kinds.get(kindOf(address));
  const id = entry.ids['main'];
  if (kind === undefined || id === undefined) return;
  const listing = draft.input.world.listing(kind.name);
  if (listing !== undefined && !listing.available) {
    draft.notes.push({ code: 'unavailable', address, summary: `${address} is left alone: ${listing.reason}` });
    return;
  }
  const live = draft.input.world.byId(kind.name, id);
  const protect = block?.lifecycle.protect ?? entry.protect;
  const verdict = retire(address, kind, protect ? { ...entry, protect: true } : entry, live, draft.input.options);
  if (verdict.type === 'nothing') return;
  if (verdict.type === 'forget' || verdict.type === 'note') {
    draft.notes.push(verdict.note);
    if (verdict.type === 'forget') draft.forgotten.push(address);
    return;
  }
  if (live === undefined) return;
  const { options } = draft.input;
  if (verdict.refusal !== undefined) draft.refusals.push(verdict.refusal);
  const planned =
    verdict.refusal === undefined &&
    (verdict.because === 'spec' || (verdict.because === 'drift' ? options.overwriteDrift : options.overwriteConflicts));
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

function planOrderChange(draft: Draft, order: PlannedOrder): void {
  if (order.because === undefined) return;
  const { options } = draft.input;
  const because = order.because === 'first' ? 'spec' : order.because;
  const planned = because === 'spec' || (because === 'drift' ? options.overwriteDrift : options.overwriteConflicts);
  const change: Change = {
    address: order.address,
    kind: 'order',
    provider: order.kind.provider,
    title: order.title,
    op: 'reorder',
    because,
    planned,
    fields: [],
    order: order.result,
    notes: [],
  };
  draft.items.push({ change, kind: order.kind, set: [], remove: new Map() });
}

/** Resources that refer to something which has no id and will get none in this run. */
function leaveOut(draft: Draft, selection: Selection): void {
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

/** A deactivated object that needs what is deleted with it could never be revived: it is deleted too. */
function eraseWhatCannotComeBack(draft: Draft): void {
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

function removes(op: Op): boolean {
  return op === 'delete' || op === 'archive' || op === 'deactivate' || op === 'replace';
}

function isBirth(op: Op): boolean {
  return op === 'create' || op === 'adopt' || op === 'revive' || op === 'replace';
}

/** Whether an address takes part in order lists: selected, and there or about to be. */
function plannable(draft: Draft, selection: Selection, address: Address): boolean {
  if (!selection.has(address)) return false;
  const own = draft.items.find((i) => i.change.address === address);
  return draft.identities.names.idOf(address) !== undefined || own?.change.planned === true;
}

function unmanaged(draft: Draft): readonly Note[] {
  const { kinds, world } = draft.input;
  const { names } = draft.identities;
  return [...kinds.values()].flatMap((kind) =>
    kind.lookupOnly
      ? []
      : world.objects(kind.name).flatMap((object): Note[] => {
          if (names.addressOf(kind.name, object.id) !== undefined) return [];
          return [{ code: 'unmanaged', summary: `${kind.title} "${object.title}" (${object.id})` }];
        }),
  );
}

function diffOf(
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
    ignore: entry === undefined ? keptOnAdoption(resource, kind) : (resource.lifecycle.ignore ?? []),
    names: draft.identities.names,
    secrets: draft.input.secrets,
    sendSecrets: named(draft.input.options.sendSecrets, resource, kind),
  });
}

function named(patterns: readonly string[], resource: Resource, kind: Kind): boolean {
  return patterns.some((pattern) => matches(pattern, resource.address, kind.provider, resource.tags));
}

/** Attributes that an adoption leaves as they are, unless the block says that it may overwrite. */
export function keptOnAdoption(resource: Resource, kind: Kind): readonly string[] {
  if (resource.lifecycle.adopt) return [];
  return Object.entries(kind.attributes).flatMap(([name, attribute]) => (attribute.keptOnAdoption ? [name] : []));
}

function report(draft: Draft, resource: Resource, diff: ObjectDiff): void {
  const { address } = resource;
  const say = (code: Note['code'], summary: string) => draft.notes.push({ code, address, summary });
  for (const path of diff.released) say('released', `${address}: ${path} is no longer managed; its value stays`);
  for (const path of diff.foreign) say('foreign', `${address}: ${path} is the tenant's own; it stays`);
  for (const path of diff.unverified)
    say('unverified', `${address}: ${path} is kept, unknown (--send-secrets ${address} writes it)`);
  if (diff.recoded.length > 0) say('codec', `${address}: compared anew, an older version recorded it`);
  for (const change of diff.unwritable) {
    const { field } = change;
    const wanted = showField(field, change.after, draft.identities.names);
    draft.manual.push({
      address,
      title: `${field.path} of ${address}`,
      where: field.attribute.description,
      enter: JSON.stringify(wanted ?? null),
      done: false,
    });
  }
}

function changesOf(draft: Draft, diffs: readonly FieldDiff[]): readonly FieldChange[] {
  return diffs.map((diff) => fieldChange(draft, diff.field, diff.before, diff.after, diff.because));
}

function fieldChange(
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
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
    because,
    ...(field.attribute.long ? { long: true } : {}),
    ...(loses === undefined ? {} : { loses }),
  };
}

/** The fields to write and the members to take out, with the fields that must go along with them. */
function writable(resource: Resource, kind: Kind, diffs: readonly FieldDiff[]): Pick<Item, 'set' | 'remove'> {
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

function item(
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
