/** `import --merge`: objects that nobody manages yet, into a spec that people wrote. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, keyOf, kindOf } from '../core/address.ts';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { closedTo, type LiveObject } from '../core/provider.ts';
import type { State, StateEntry } from '../core/state.ts';
import { isIdRef, type Value } from '../core/value.ts';
import { stateAfter } from '../engine/finish.ts';
import { createNames, type Names } from '../engine/names.ts';
import { liveList } from '../engine/orders.ts';
import type { Planned } from '../engine/planned.ts';
import { matches } from '../engine/select.ts';
import { mergeable, unmanagedOf } from '../engine/unmanaged.ts';
import { allKinds, allTextForms, providers } from '../providers/registry.ts';
import { addBlocks, type NewBlock } from '../spec/add-blocks.ts';
import { nearest } from '../spec/nearest.ts';
import { inOrder, neighboursOf } from './account.ts';
import type { Mergeable, Merged, ProjectOptions } from './contract.ts';
import { draftBlock } from './drafting.ts';
import { basesOfFiles, fetchFiles, type ObjectFiles } from './object-files.ts';
import { planFrom, planOptions } from './planning.ts';
import { kinds, locked, openProject, type Project, type Reading, readTenants, stateOf } from './project.ts';
import { emptyState } from './state-commands.ts';

interface Candidate {
  readonly kind: Kind;
  readonly address: Address;
  readonly object: LiveObject;
}

interface Situation {
  readonly project: Project;
  readonly state: State | undefined;
  readonly reading: Reading;
  readonly planned: Planned;
  readonly candidates: readonly Candidate[];
}

/** Everything that could be merged, with the address that it would get. Writes nothing. */
export async function listMergeable(options: ProjectOptions): Promise<readonly Mergeable[]> {
  const project = await openProject(options);
  const { candidates } = await look(project, ['*']);
  return candidates.map(({ kind, address, object }) => ({
    address,
    kind: kind.name,
    id: object.id,
    title: object.title,
  }));
}

/**
 * Writes a block for each object that the patterns name (addresses, globs, kinds, `KIND/ID`) beside those of its kind, and
 * notes in state that it is imported. Throws a `SupportctlError` with all that is wrong, and then nothing is written.
 */
export async function mergeIntoSpec(options: ProjectOptions, patterns: readonly string[]): Promise<Merged> {
  const project = await openProject(options);
  return locked(project.backend, options.lockTimeoutMs, async () => {
    const situation = await look(project, patterns);
    const chosen = choose(situation, patterns);
    const ids = new Map(situation.planned.identities.ids);
    for (const { kind, address, object } of chosen) ids.set(address, { kind: kind.name, id: object.id });
    const names = createNames(kinds, allTextForms, situation.reading.world, ids);
    const { folders, warnings } = await fetchFiles(chosen, {
      connections: situation.reading.connections,
      notify: options.notify,
      isTaken: (folder) => existsSync(join(project.folder, folder)),
    });
    const drafted = blocksFor(chosen, folders, names, situation);
    const { folder, environment, variables } = { folder: options.spec, ...options };
    const blocks = drafted.map(({ block }) => block);
    const editing = { folder, environment, variables, kinds: allKinds };
    const { places, diagnostics, undo } = addBlocks(editing, blocks, [...folders.values()]);
    if (diagnostics.length > 0) throw new SupportctlError(diagnostics);
    try {
      await saveMerged(options, situation, chosen, folders);
    } catch (error) {
      undo();
      throw error;
    }
    return {
      added: chosen.map(({ address, object }) => ({
        address,
        title: object.title,
        ...(places.get(address) ?? { file: '', line: 0 }),
      })),
      secrets: drafted.flatMap(({ secrets }) => secrets),
      warnings,
    };
  });
}

/** Reads what the patterns are about, and all that it takes to plan the spec with it. */
async function look(project: Project, patterns: readonly string[]): Promise<Situation> {
  const state = await stateOf(project.backend);
  const asked = allKinds.filter((kind) => patterns.some((pattern) => isAbout(pattern, kind, project)));
  const also = new Set(asked.flatMap(aroundOf));
  const reading = await readTenants(project, state, planOptions(), also);
  await findPicked(patterns, reading);
  const planned = planFrom(project, state, reading, planOptions());
  const taken = new Set([
    ...project.desired.resources.map(({ address }) => address),
    ...(state?.resources.keys() ?? []),
  ]);
  const candidates = asked.flatMap((kind) => {
    const addresses = mergeable(kind, reading.world, planned.identities.names, taken);
    const objects = inOrder(kind, [...addresses.keys()], reading.world, { addresses, places: new Map() });
    return objects.map((object) => ({ kind, address: addresses.get(object) ?? '', object }));
  });
  return { project, state, reading, planned, candidates };
}

/** Whether the pattern may name something of this kind; one without a kind is about the spec's own platform. */
function isAbout(pattern: string, kind: Kind, { desired }: Project): boolean {
  const [word = ''] = pattern.split(/[./]/);
  if (kinds.has(word)) return word === kind.name;
  const provider = providers.some(({ name }) => name === pattern) ? pattern : desired.settings.platform.provider;
  return kind.provider === provider;
}

/** The kind itself, what it refers to, and what it takes to read all of it. */
function aroundOf(kind: Kind): readonly string[] {
  const referred = Object.values(kind.attributes).flatMap(({ refersTo }) => refersTo ?? []);
  return [kind.name, ...referred, ...neighboursOf(kind)];
}

/** Kinds of which only what is asked for is read: `organization/Northwind`, by id or by name. */
async function findPicked(patterns: readonly string[], { connections, world }: Reading): Promise<void> {
  for (const pattern of patterns) {
    const { kind, name } = slashed(pattern) ?? {};
    if (kind?.picked !== true || name === undefined) continue;
    const pick = /^\d+$/.test(name) ? { ids: [name], names: [] } : { ids: [], names: [name] };
    const listing = await connections.get(kind.provider)?.list(kind.name, pick);
    for (const object of listing?.available ? listing.objects : []) world.set(object);
  }
}

/** `KIND/ID`; undefined for what is written otherwise. */
function slashed(pattern: string): { readonly kind: Kind; readonly name: string } | undefined {
  const at = pattern.indexOf('/');
  const kind = at < 0 ? undefined : kinds.get(pattern.slice(0, at));
  return kind === undefined ? undefined : { kind, name: pattern.slice(at + 1) };
}

/** What the patterns name, in the order of the account. Throws for each that names nothing that could be merged. */
function choose(situation: Situation, patterns: readonly string[]): readonly Candidate[] {
  const chosen = new Set<Candidate>();
  const wrong: Diagnostic[] = [];
  for (const pattern of patterns) {
    const own = slashed(pattern);
    const hits = situation.candidates.filter(({ kind, address, object }) =>
      own === undefined
        ? matches(pattern, address, kind.provider, [])
        : own.kind === kind && [object.id, object.title, ...(object.aliases ?? [])].includes(own.name),
    );
    const several = own !== undefined && hits.length > 1;
    if (hits.length === 0 || several) wrong.push(several ? ambiguous(pattern, hits) : unknown(pattern, situation));
    else for (const hit of hits) chosen.add(hit);
  }
  if (wrong.length > 0) throw new SupportctlError(wrong);
  return situation.candidates.filter((candidate) => chosen.has(candidate));
}

function ambiguous(pattern: string, hits: readonly Candidate[]): Diagnostic {
  return {
    code: 'MERGE_AMBIGUOUS',
    severity: 'error',
    summary: `${pattern} names several objects`,
    detail: hits.map(({ address, object }) => `${address} (id ${object.id})`).join('\n'),
    hint: 'name one of these addresses',
  };
}

function unknown(pattern: string, situation: Situation): Diagnostic {
  const { project, planned, candidates, reading } = situation;
  const wrong = (summary: string, hint: string | undefined): Diagnostic => {
    return { code: 'MERGE_UNKNOWN', severity: 'error', summary, ...(hint === undefined ? {} : { hint }) };
  };
  const own = slashed(pattern);
  const address = own === undefined ? pattern : planned.identities.names.addressOf(own.kind.name, own.name);
  const block = project.desired.resources.find((resource) => resource.address === address);
  if (block !== undefined)
    return wrong(`${pattern} is in the spec already`, `see ${block.at.file}:${block.at.line} (${block.address})`);
  const kind = own?.kind ?? kinds.get(kindOf(pattern)) ?? kinds.get(pattern);
  if (kind !== undefined) {
    if (kind.lookupOnly || kind.byHand !== undefined)
      return wrong(`${kind.plural} are not imported`, kind.lookupOnly ? 'refer to one with live("…")' : undefined);
    const closed = closedTo(reading.world.listing(kind.name));
    if (closed !== undefined) return wrong(`${kind.plural} cannot be had here: ${closed}`, undefined);
    const shut = unmanagedOf(kind, reading.world, planned.identities.names).find(({ id }) => id === own?.name);
    if (shut?.locked !== undefined)
      return wrong(`${kind.title} "${shut.title}" (${shut.id}) cannot be managed: ${shut.locked}`, undefined);
  }
  // A bare key, or the key of another kind.
  const key = pattern.includes('.') ? keyOf(pattern) : pattern;
  const same = candidates.filter((candidate) => keyOf(candidate.address) === key);
  const names = candidates.flatMap((candidate) => [candidate.address, keyOf(candidate.address)]);
  const near = nearest(pattern, names);
  const meant =
    near === undefined ? [] : candidates.filter((one) => one.address === near || keyOf(one.address) === near);
  const offers = [...new Set((same.length > 0 ? same : meant).map((one) => one.address))];
  return wrong(
    `the tenant has nothing unmanaged that ${pattern} names`,
    offers.length > 0
      ? `did you mean ${offers.join(' or ')}?`
      : '`supportctl import --merge` without addresses lists what there is; KIND/ID names one by its id',
  );
}

function blocksFor(chosen: readonly Candidate[], folders: ObjectFiles['folders'], names: Names, situation: Situation) {
  const wrong: Diagnostic[] = [];
  const drafted = chosen.map(({ kind, address, object }) => {
    const { block, secrets } = draftBlock(kind, address, object, names, folders.get(address));
    const scope = kind.scope === undefined ? undefined : scopeFor(kind, object, names, situation);
    if (scope !== undefined && 'missing' in scope) wrong.push({ ...scope.missing, address });
    const own = scope !== undefined && 'key' in scope ? { scope: scope.key } : {};
    const beside = besideOf(kind, object, names, situation);
    return { block: { ...block, ...own, ...(beside === undefined ? {} : { beside }) } satisfies NewBlock, secrets };
  });
  if (wrong.length > 0) throw new SupportctlError(wrong);
  return drafted;
}

/** The section's key: that of its owner, or the client's where the owner is the default one and no block of the spec. */
function scopeFor(
  kind: Kind,
  object: LiveObject,
  names: Names,
  { project, reading }: Situation,
): { readonly key: string } | { readonly missing: Diagnostic } {
  const owner = object.attributes[kind.scope ?? ''];
  if (!isIdRef(owner)) return { key: project.desired.settings.client.slug };
  const address = names.addressOf(owner.kind, owner.$id);
  if (address !== undefined) return { key: keyOf(address) };
  const live = reading.world.byId(owner.kind, owner.$id);
  if (live?.isDefault) return { key: project.desired.settings.client.slug };
  const title = live?.title ?? owner.$id;
  const summary = `it belongs to the ${kinds.get(owner.kind)?.title ?? owner.kind} "${title}", which the spec does not have`;
  return {
    missing: {
      code: 'MERGE_UNKNOWN',
      severity: 'error',
      summary,
      hint: `merge ${owner.kind}/${owner.$id} along with it`,
    },
  };
}

/** Its neighbour in the tenant's order that has a block: the one before, else the one behind. */
function besideOf(kind: Kind, object: LiveObject, names: Names, { reading, planned }: Situation): NewBlock['beside'] {
  if (kind.order === undefined) return undefined;
  const { within } = kind.order;
  const owner: Value | undefined = within === undefined ? undefined : object.attributes[within];
  const list = liveList(kind, owner, reading.world);
  const at = list.findIndex(({ id }) => id === object.id);
  const addressIn = (one: LiveObject) => names.addressOf(kind.name, one.id);
  const before = list.slice(0, Math.max(at, 0)).findLast((one) => addressIn(one) !== undefined);
  // What comes along with it and stands behind it has no block yet.
  const managed = planned.identities.names;
  const behind = list.slice(at + 1).find((one) => managed.addressOf(kind.name, one.id) !== undefined);
  const neighbour = before ?? behind;
  const address = neighbour === undefined ? undefined : addressIn(neighbour);
  return address === undefined ? undefined : { key: keyOf(address), side: before === undefined ? 'before' : 'after' };
}

/** The spec is loaded back and compared: what was merged must be planned empty, and nothing else may move. */
async function saveMerged(
  options: ProjectOptions,
  situation: Situation,
  chosen: readonly Candidate[],
  folders: ObjectFiles['folders'],
): Promise<void> {
  const { state, reading, planned: before } = situation;
  const project = await openProject(options);
  const old = state ?? emptyState(project.environment);
  const resources = new Map(old.resources);
  const known = basesOfFiles(project, folders);
  for (const { kind, address, object } of chosen) {
    const bases = known.get(address) ?? {};
    resources.set(address, { provider: kind.provider, ids: { main: object.id }, origin: 'imported', bases });
  }
  const next: State = { ...old, accounts: { ...old.accounts, ...reading.accounts }, resources };
  const planned = planFrom(project, next, reading, planOptions());
  const added = new Set(chosen.map(({ address }) => address));
  const moving = new Set(before.plan.changes.map(({ address }) => address));
  const unfaithful = planned.plan.changes.filter(
    ({ address, op, fields }) =>
      (added.has(address) || (op === 'reorder' && !moving.has(address))) && (fields.length > 0 || op !== 'update'),
  );
  if (unfaithful.length > 0) throw new SupportctlError(unfaithful.map(asDiagnostic));
  const after = stateAfter(planned, reading.world, planned.identities.names, resources, old.orders, new Set());
  const entries = new Map<Address, StateEntry>(resources);
  for (const address of added) {
    const entry = after.resources.get(address);
    if (entry !== undefined) entries.set(address, entry);
  }
  const ids = new Set(chosen.map(({ object }) => object.id));
  const orders = new Map(old.orders);
  for (const [list, sequence] of after.orders) if (sequence.some((id) => ids.has(id))) orders.set(list, sequence);
  await situation.project.backend.write({ ...next, resources: entries, orders }, state?.serial ?? 0);
}

function asDiagnostic({ address, op, fields }: Planned['plan']['changes'][number]): Diagnostic {
  return {
    code: 'IMPORT_NOT_FAITHFUL',
    severity: 'error',
    summary: `merged, ${address} would be planned to ${op}; nothing was written`,
    ...(fields.length === 0 ? {} : { detail: fields.map(({ path }) => path).join(', ') }),
    hint: op === 'reorder' ? 'write the blocks of this list in the order of the tenant first' : 'please report this',
    address,
  };
}
