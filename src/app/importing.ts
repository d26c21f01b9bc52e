/** `import`: everything that a tenant holds of our kinds, as a spec and a state under which the next plan is empty. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, keyOf } from '../core/address.ts';
import type { Attribute } from '../core/attribute.ts';
import { SupportctlError } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Connection, LiveObject } from '../core/provider.ts';
import type { SpecObject, SpecValue } from '../core/spec-node.ts';
import type { State, StateEntry } from '../core/state.ts';
import { isIdRef, isPlainStruct, type Value } from '../core/value.ts';
import { membersOf, withoutSensitive } from '../engine/fields.ts';
import { stateAfter } from '../engine/finish.ts';
import { createNames, type Names } from '../engine/names.ts';
import type { readWorld } from '../engine/read.ts';
import type { World } from '../engine/world.ts';
import { isWorthWriting } from '../engine/worth-writing.ts';
import { allKinds, allTextForms, providers } from '../providers/registry.ts';
import { type DraftBlock, writeSpec } from '../spec/write.ts';
import { addressed, readAccount } from './account.ts';
import type { ImportOptions, ImportReport } from './contract.ts';
import { type Judged, planFrom, planOptions } from './planning.ts';
import { notPortable } from './portability.ts';
import { kinds, locked, openProject } from './project.ts';
import { secretParts } from './secret-parts.ts';

/** Reads the tenant, writes the spec into an empty folder and the state beside it. Throws before anything is written if reading fails. */
export async function importTenant(options: ImportOptions): Promise<ImportReport> {
  const { provider, connection, world } = await readAccount(options);
  const platform = provider.companion ? providers.find((own) => !own.companion) : provider;
  const draft = draftOf(provider.kinds, world);
  const files = await writeSpec(
    {
      client: { name: options.subdomain, slug: slugOf(options.subdomain) },
      platform: { provider: platform?.name ?? provider.name, subdomain: options.subdomain, environment: 'production' },
      blocks: draft.blocks,
    },
    { folder: options.folder, kinds: allKinds },
  );
  const planned = await saveState(options, draft, world, connection);
  const rows = provider.kinds.flatMap((kind) => {
    const imported = draft.blocks.filter((block) => block.kind === kind.name).length;
    const leftOut = draft.leftOut.filter((object) => object.kind === kind.name).length;
    return kind.lookupOnly || imported + leftOut === 0 ? [] : [{ kind: kind.name, imported, leftOut }];
  });
  return {
    kinds: rows,
    leftOut: draft.leftOut,
    secrets: draft.secrets,
    notPortable: notPortable(planned.input.desired, kinds, {
      source: { identities: planned.identities, world },
      judged: planned.judged,
    }),
    files,
    warnings: connection.warnings,
  };
}

function slugOf(subdomain: string): string {
  return subdomain.toLowerCase().replace(/[^a-z0-9_-]/g, '-');
}

interface Draft {
  readonly blocks: readonly DraftBlock[];
  readonly leftOut: ImportReport['leftOut'];
  readonly secrets: ImportReport['secrets'];
  readonly ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>;
}

function draftOf(own: readonly Kind[], world: World): Draft {
  const { chosen, leftOut, ids } = addressed(own, world);
  const names = createNames(kinds, allTextForms, world, ids);
  const secrets: ImportReport['secrets'][number][] = [];
  const blocks = chosen.map(({ kind, address, object }): DraftBlock => {
    const parts = secretParts(kind, address, object);
    secrets.push(...parts.map(({ variable }) => ({ address, variable })));
    const scope = kind.scope === undefined ? undefined : scopeOf(object.attributes[kind.scope], names);
    return {
      kind: kind.name,
      key: keyOf(address),
      ...(scope === undefined ? {} : { scope }),
      attributes: attributesOf(kind, object, keyOf(address), names, parts),
    };
  });
  return { blocks, leftOut, secrets, ids };
}

/** The key of the block that the section belongs to: a help center has that of its brand. */
function scopeOf(value: Value | undefined, names: Names): string | undefined {
  if (!isIdRef(value)) return undefined;
  const owner = names.addressOf(value.kind, value.$id);
  return owner === undefined ? value.$id : keyOf(owner);
}

function attributesOf(
  kind: Kind,
  object: LiveObject,
  key: string,
  names: Names,
  parts: ReturnType<typeof secretParts>,
): SpecObject {
  const entries: [string, SpecValue][] = [];
  // What may be somebody's secret stays the tenant's own: the plan lists it and leaves it.
  const attributes = withoutSensitive(kind, object.attributes);
  for (const [name, attribute] of Object.entries(kind.attributes)) {
    if (name === kind.scope || !isWorthWriting(attribute, attributes[name])) continue;
    if (attribute.fromKey && attributes[name] === key) continue;
    const value = inOneOrder(attribute, withSecrets(name, attributes[name], parts));
    if (value !== undefined) entries.push([name, attribute.format(value, names.format)]);
  }
  return Object.fromEntries(entries);
}

/** Members that have no order of their own come from the platform in any. */
function inOneOrder({ collection, ordered }: Attribute, value: Value | undefined): Value | undefined {
  if (collection !== 'members' || ordered || !Array.isArray(value)) return value;
  const keyed = membersOf(value).map(({ key, member }) => [key, member] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

function withSecrets(name: string, value: Value | undefined, parts: ReturnType<typeof secretParts>): Value | undefined {
  const own = parts.filter((part) => part.attribute === name);
  if (own.length === 0 || !isPlainStruct(value)) return value;
  return { ...value, ...Object.fromEntries(own.map((part) => [part.property, { $secret: `env:${part.variable}` }])) };
}

/** State for what was written: the spec is loaded back and compared, so that bases are those of a real plan. */
async function saveState(
  options: ImportOptions,
  draft: Draft,
  world: Awaited<ReturnType<typeof readWorld>>,
  connection: Connection,
): Promise<Judged> {
  mkdirSync(join(options.folder, '.supportctl'), { recursive: true });
  const place = {
    spec: options.folder,
    variables: options.variables,
    notify: options.notify,
    ...(options.environment === 'default' ? {} : { environment: options.environment }),
  };
  const project = await openProject(place);
  const resources = new Map<Address, StateEntry>();
  for (const [address, { id }] of draft.ids)
    resources.set(address, { provider: connection.provider, ids: { main: id }, origin: 'imported', bases: {} });
  const accounts = { [connection.provider]: connection.account };
  const state: State = {
    format: 1,
    environment: options.environment,
    serial: 0,
    lineage: randomUUID(),
    accounts,
    resources,
    orders: new Map(),
  };
  const reading = { world, connections: new Map([[connection.provider, connection]]), accounts };
  const planned = planFrom(project, state, reading, planOptions());
  const changes = planned.plan.changes.filter((change) => change.fields.length > 0 || change.op !== 'update');
  if (changes.length > 0) {
    const detail = changes
      .map((change) => `${change.op} ${change.address}: ${change.fields.map((field) => field.path).join(', ')}`)
      .join('\n');
    throw new SupportctlError([
      {
        code: 'IMPORT_NOT_FAITHFUL',
        severity: 'error',
        summary:
          'what was written does not read back as the tenant has it; the spec stands in the folder, but no state was saved',
        detail,
        hint: 'please report this',
      },
    ]);
  }
  const after = stateAfter(planned, world, planned.identities.names, resources, new Map(), new Set());
  await locked(project.backend, 0, () => project.backend.write(after, 0));
  return planned;
}
