/** `drift --accept`: the tenant's value into the YAML, comments kept; what concerns only state, into state. */
import type { Address } from '../core/address.ts';
import { keyOf } from '../core/address.ts';
import { type Diagnostic, fail, SupportctlError } from '../core/diagnostic.ts';
import type { Resource } from '../core/resource.ts';
import type { SpecValue } from '../core/spec-node.ts';
import { isPlainStruct, isRef, referencesIn, type Struct, sameValue, type Value } from '../core/value.ts';
import { type Field, fieldsOf, membersOf } from '../engine/fields.ts';
import { liveList, type PlannedOrder } from '../engine/orders.ts';
import type { Item, Planned } from '../engine/planned.ts';
import { matches } from '../engine/select.ts';
import { allKinds } from '../providers/registry.ts';
import { editSpec, type SpecEdit } from '../spec/edit.ts';
import { nearest } from '../spec/nearest.ts';
import { recordAgreement } from './applying.ts';
import type { Accepted, ProjectOptions } from './contract.ts';
import { planFrom, planOptions } from './planning.ts';
import { openProject, readTenants, stateOf } from './project.ts';
import { stateAdopt, stateRemove } from './state-commands.ts';

/** Accepts drift and conflicts of the addresses that the patterns name; returns what was written where. */
export async function acceptDrift(options: ProjectOptions, patterns: readonly string[]): Promise<readonly Accepted[]> {
  const project = await openProject(options);
  const state = await stateOf(project.backend);
  const reading = await readTenants(project, state, planOptions());
  const planned = planFrom(project, state, reading, planOptions());
  const moved = planned.items.filter((item) => item.change.because !== 'spec');
  const chosen = patterns.flatMap((pattern) => {
    const hits = moved.filter((item) =>
      matches(pattern, item.change.address, item.change.provider, item.resource?.tags ?? []),
    );
    if (hits.length === 0) nothingMoved(pattern, moved);
    return hits;
  });
  const unique = [...new Set(chosen)];
  const held = stillReferenced(unique, project.desired.resources, planned);
  if (held.length > 0) throw new SupportctlError(held);
  const accepted = new Set(unique.map((item) => item.change.address));
  const edits = unique.flatMap((item) => editsOf(item, planned, accepted));
  const { folder, environment, variables } = { folder: options.spec, ...options };
  const { changes, diagnostics } = await editSpec({ folder, environment, variables, kinds: allKinds }, edits);
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) throw new SupportctlError(diagnostics);
  for (const diagnostic of diagnostics) options.notify({ type: 'warning', diagnostic });
  for (const item of unique) await acceptInState(item, options);
  const addresses = unique.map((item) => item.change.address);
  await recordAgreement(options, addresses);
  const edited = changes.map(({ address, summary, file, line }) => ({
    address: address ?? addresses[0] ?? '',
    path: summary.replace(` of \`${address}\``, ''),
    file,
    line,
  }));
  const named = new Set(edited.map((change) => change.address));
  // What needed no edit of a file was settled in state alone.
  const silent = addresses.filter((address) => !named.has(address) && !address.startsWith('order.'));
  return [...edited, ...silent.map((address) => ({ address, path: '', file: '.supportctl/state', line: 0 }))];
}

function nothingMoved(pattern: string, moved: readonly Item[]): never {
  const addresses = moved.map((item) => item.change.address);
  const near = nearest(pattern, addresses);
  const hint =
    near !== undefined
      ? `did you mean ${near}?`
      : addresses.length > 0
        ? `moved: ${addresses.join(', ')}`
        : 'nothing moved';
  return fail('NO_DRIFT', `nothing moved in the tenant at ${pattern}`, { hint });
}

/** Blocks that would go while others, which are not accepted with them, still refer to them. */
function stillReferenced(
  chosen: readonly Item[],
  resources: readonly Resource[],
  planned: Planned,
): readonly Diagnostic[] {
  const leaving = new Set(chosen.flatMap(({ change }) => (change.op === 'create' ? [change.address] : [])));
  const replaced = new Set(
    chosen.flatMap(({ change }) => change.fields.map(({ path }) => `${change.address} ${path}`)),
  );
  return resources.flatMap((resource) => {
    const kind = planned.input.kinds.get(resource.kind);
    if (kind === undefined || leaving.has(resource.address)) return [];
    return [...fieldsOf(kind, resource.attributes).values()].flatMap((field): Diagnostic[] => {
      if (replaced.has(`${resource.address} ${field.path}`)) return [];
      const target = referencesIn(field.value).find((reference) => isRef(reference) && leaving.has(reference.$ref));
      if (!isRef(target)) return [];
      return [
        {
          code: 'STILL_REFERENCED',
          severity: 'error',
          summary: `${resource.address} refers to ${target.$ref}, whose block would go`,
          hint: `change it first, or make ${target.$ref} again with \`supportctl apply --overwrite-drift\``,
          address: resource.address,
          at: resource.positions[field.path] ?? resource.positions[field.name] ?? resource.at,
        },
      ];
    });
  });
}

function editsOf(item: Item, planned: Planned, accepted: ReadonlySet<Address>): readonly SpecEdit[] {
  const { change, resource, live } = item;
  const order = planned.orders.find((own) => own.address === change.address);
  if (order !== undefined) return [orderEdit(order, planned, accepted)];
  if (resource === undefined) return [];
  if (change.op === 'create') return [{ edit: 'remove', address: change.address, path: [] }];
  if (live === undefined) return [];
  const edits = [...new Set(item.change.fields.map((field) => field.path))].flatMap((path) =>
    fieldEdit(path, item, planned),
  );
  // All members of a list are taken over in one edit.
  return edits.filter((edit, index) => edits.findIndex((other) => sameValue(other, edit)) === index);
}

/** All managed keys of the kind, list by list: in the tenant's sequence where that is accepted, else as the spec has them. */
function orderEdit(order: PlannedOrder, planned: Planned, accepted: ReadonlySet<Address>): SpecEdit {
  const { names } = planned.identities;
  const sequence = planned.orders
    .filter((own) => own.kind === order.kind)
    .flatMap((own) => {
      if (!accepted.has(own.address)) return own.wanted;
      const wanted = new Set(own.wanted);
      const live = liveList(own.kind, own.within, planned.input.world).flatMap(
        (object) => names.addressOf(own.kind.name, object.id) ?? [],
      );
      const held = live.filter((address) => wanted.has(address));
      return [...held, ...own.wanted.filter((address) => !held.includes(address))];
    });
  return { edit: 'order', kind: order.kind.name, keys: sequence.map(keyOf) };
}

/** A whole attribute, one member, or one property of a subset, as the tenant has it. */
function fieldEdit(path: string, item: Item, planned: Planned): readonly SpecEdit[] {
  const { kind, resource, live } = item;
  if (resource === undefined || live === undefined) return [];
  const desired = fieldsOf(kind, resource.attributes);
  const current = fieldsOf(kind, live.attributes);
  const field =
    desired.get(path) ?? current.get(path) ?? [...current.values()].find((own) => path === `${own.name}.${own.member}`);
  if (field === undefined) return [];
  const { format } = planned.identities.names;
  const base = { address: resource.address };
  const written = field.attribute.format(resource.attributes[field.name] ?? [], format);
  if (field.attribute.collection === 'members' && Array.isArray(written)) {
    const list = acceptedMembers(field.name, item, resource.attributes[field.name], live.attributes[field.name]);
    // What no spec can hold is the tenant's own from now on.
    if (field.attribute.oneWay && membersOf(list).length > 0) return [{ ...base, edit: 'remove', path: [field.name] }];
    return [{ ...base, edit: 'set', path: [field.name], value: field.attribute.format(list, format) }];
  }
  const value = live.attributes[field.name];
  if (field.sequence || (field.member === undefined && field.property === undefined)) {
    if (value === undefined) return [];
    if (field.attribute.oneWay && !sameValue(value, field.attribute.platformDefault ?? null))
      return [{ ...base, edit: 'remove', path: [field.name] }];
    const whole = field.sequence ? inLiveOrder(resource.attributes[field.name], value) : value;
    return [{ ...base, edit: 'set', path: [field.name], value: field.attribute.format(whole, format) }];
  }
  if (field.member === undefined) {
    const property = field.property ?? '';
    const path = [field.name, property];
    const held = isPlainStruct(value) ? value[property] : undefined;
    // What an import would leave out stands in the spec here, so it is written as it is.
    const written = entryOf(field.attribute.format(value ?? {}, format), property);
    return [{ ...base, edit: 'set', path, value: written ?? (typeof held === 'object' ? null : (held ?? null)) }];
  }
  return [memberEdit(field, field.member, resource.attributes[field.name], value, base.address, format)];
}

/** The spec's members as they are, but for those that moved: theirs, or none. */
function acceptedMembers(name: string, { change }: Item, desired: Value | undefined, live: Value | undefined): Value {
  const moved = (key: string) =>
    change.fields.some(({ path }) => path === `${name}.${key}` || path.startsWith(`${name}.${key}.`));
  const theirs = new Map(membersOf(live).map(({ key, member }) => [key, member]));
  const ours = membersOf(desired);
  const kept = ours.flatMap(({ key, member }) => {
    const other = theirs.get(key);
    if (!moved(key)) return [member];
    return other === undefined ? [] : [{ ...restrict(other, member), key }];
  });
  const known = new Set(ours.map(({ key }) => key));
  const came = [...theirs].flatMap(([key, member]) => (known.has(key) || !moved(key) ? [] : [{ ...member, key }]));
  const all = [...kept, ...came];
  return change.fields.some(({ path }) => path === `${name}.$order`) ? inLiveOrder(all, live ?? []) : all;
}

function memberEdit(
  field: Field,
  member: string,
  desired: Value | undefined,
  live: Value | undefined,
  address: Address,
  format: Planned['identities']['names']['format'],
): SpecEdit {
  const theirs = membersOf(live).find((own) => own.key === member)?.member;
  const path = [field.name, member];
  if (theirs === undefined) return { edit: 'remove', address, path };
  const ours = membersOf(desired).find((own) => own.key === member)?.member;
  const kept = ours === undefined ? theirs : restrict(theirs, ours);
  return { edit: 'set', address, path, value: entryOf(field.attribute.format([kept], format), member) };
}

/** Their values for what the spec names, nothing that it leaves to the tenant. */
function restrict(theirs: Struct, ours: Struct): Struct {
  return Object.fromEntries(
    Object.keys(ours).flatMap((name) => (theirs[name] === undefined ? [] : [[name, theirs[name]]])),
  );
}

function inLiveOrder(desired: Value | undefined, live: Value): Value {
  const ours = new Map(membersOf(desired).map(({ key, member }) => [key, member]));
  const held = membersOf(live).flatMap(({ key }) => ours.get(key) ?? []);
  const rest = [...ours.values()].filter((member) => !held.includes(member));
  return [...held, ...rest];
}

function entryOf(value: SpecValue, key: string): SpecValue {
  if (value instanceof Map) return value.get(key) ?? null;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const found = Object.entries(value).find(([name]) => name === key);
    return found?.[1] ?? null;
  }
  return null;
}

/** What has no block: an object made again by hand, one switched on again, one changed after its block went. */
async function acceptInState(item: Item, options: ProjectOptions): Promise<void> {
  const { change, resource, live } = item;
  if (change.op === 'reorder') return;
  if (resource === undefined) await stateRemove(options, [change.address]);
  else if (change.op === 'adopt' && live !== undefined) {
    await stateRemove(options, [change.address]);
    await stateAdopt(options, change.address, live.id);
  }
}
