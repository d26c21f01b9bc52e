/** `import`: everything that a tenant holds of our kinds, as a spec and a state under which the next plan is empty. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, addressOf } from '../core/address.ts';
import { fail, SupportctlError } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { type Connection, closedTo, type Provider } from '../core/provider.ts';
import type { State, StateEntry } from '../core/state.ts';
import { stateAfter } from '../engine/finish.ts';
import { createNames } from '../engine/names.ts';
import type { readWorld } from '../engine/read.ts';
import type { World } from '../engine/world.ts';
import { allKinds, allTextForms, providers } from '../providers/registry.ts';
import { type DraftBlock, writeSpec } from '../spec/write.ts';
import { type Addressed, addressed, readAccount } from './account.ts';
import type { ImportedKind, ImportOptions, ImportReport } from './contract.ts';
import { draftBlock } from './drafting.ts';
import { basesOfFiles, fetchFiles, type ObjectFiles } from './object-files.ts';
import { type Judged, planFrom, planOptions } from './planning.ts';
import { notPortable } from './portability.ts';
import { kinds, locked, openProject } from './project.ts';
import { beginImport, type Unfinished } from './unfinished.ts';

/**
 * Reads the tenant, writes the spec into an empty folder and the state beside it. Whatever stops it, the folder is no spec
 * until it is whole, and the next import into it goes on with the lists that were read.
 */
export async function importTenant(options: ImportOptions): Promise<ImportReport> {
  const { folder } = options;
  let unfinished: Unfinished | undefined;
  try {
    unfinished = beginImport(folder);
    return await importInto(unfinished, options);
  } catch (error) {
    unfinished?.abandon();
    // What the disk refuses is no bug of ours.
    if (error instanceof Error && 'syscall' in error)
      return fail('FILE_NOT_WRITTEN', `The spec could not be written to ${folder}`, { detail: error.message });
    throw error;
  }
}

async function importInto(unfinished: Unfinished, options: ImportOptions): Promise<ImportReport> {
  const { provider, connection, world } = await readAccount(options, unfinished.lists);
  const outside = await outsideOf(provider.kinds, connection);
  const found = addressed(provider.kinds, world);
  const connections = new Map([[connection.provider, connection]]);
  const { folders, warnings } = await fetchFiles(found.chosen, { connections, notify: options.notify });
  const staged = { ...options, folder: unfinished.staging };
  const { draft, files } = await writeDraft(provider, world, { ...staged, found, folders });
  const planned = await saveState(staged, { ...draft, folders }, world, connection);
  unfinished.publish();
  const leftOut = [...draft.leftOut, ...outside];
  return {
    kinds: provider.kinds.flatMap((kind) => rowOf(kind, draft, leftOut, world)),
    leftOut,
    secrets: draft.secrets,
    notPortable: notPortable(planned.input.desired, kinds, {
      source: { identities: planned.identities, world },
      judged: planned.judged,
    }),
    files,
    warnings: [...connection.warnings, ...warnings],
  };
}

/** Writes the spec, and lets go of its texts: those of a large account take as much memory as the account. */
async function writeDraft(
  provider: Provider,
  world: World,
  { folder, subdomain, found, folders }: ImportOptions & Found,
) {
  const platform = provider.companion ? providers.find((own) => !own.companion) : provider;
  const { blocks, ...draft } = draftOf(provider.kinds, world, { found, folders });
  const files = await writeSpec(
    {
      client: { name: subdomain, slug: slugOf(subdomain) },
      platform: { provider: platform?.name ?? provider.name, subdomain, environment: 'production' },
      blocks,
      files: new Map([...folders.values()].flatMap((one) => [...one.files])),
    },
    { folder, kinds: allKinds },
  );
  return { draft, files };
}

/** What the lists leave out on purpose, as far as it can be counted. */
async function outsideOf(own: readonly Kind[], connection: Connection): Promise<ImportReport['leftOut']> {
  const counted = await Promise.all(own.map(async ({ name }) => [name, await connection.outside?.(name)] as const));
  return counted.flatMap(([kind, found]) =>
    found === undefined || found.count === 0 ? [] : [{ kind, id: '', title: '', ...found }],
  );
}

/** The line of a kind in the closing table; none where there is nothing to say. */
function rowOf(kind: Kind, draft: Draft, leftOut: ImportReport['leftOut'], world: World): readonly ImportedKind[] {
  if (kind.lookupOnly || kind.byHand !== undefined) return [];
  const imported = draft.chosen.filter((one) => one.kind === kind);
  const left = leftOut.filter((one) => one.kind === kind.name);
  const unavailable = closedTo(world.listing(kind.name));
  if (imported.length + left.length === 0 && unavailable === undefined) return [];
  return [
    {
      kind: kind.name,
      imported: imported.length,
      inactive: imported.filter(({ object }) => object.attributes[kind.staged ?? 'active'] === false).length,
      leftOut: left.reduce((sum, { count = 1 }) => sum + count, 0),
      ...(unavailable === undefined ? {} : { unavailable }),
    },
  ];
}

function slugOf(subdomain: string): string {
  return subdomain.toLowerCase().replace(/[^a-z0-9_-]/g, '-');
}

interface Draft extends Pick<Addressed, 'chosen'> {
  readonly leftOut: ImportReport['leftOut'];
  readonly secrets: ImportReport['secrets'];
  readonly ids: ReadonlyMap<Address, { readonly kind: string; readonly id: string }>;
}

/** Everything that could be imported, and the files that came of it. */
interface Found {
  readonly found: Addressed;
  readonly folders: ObjectFiles['folders'];
}

function draftOf(
  own: readonly Kind[],
  world: World,
  { found: { chosen, leftOut, ids }, folders }: Found,
): Draft & { readonly blocks: readonly DraftBlock[] } {
  const names = createNames(kinds, allTextForms, world, ids);
  const drafted = chosen.map(({ kind, address, object }) =>
    draftBlock(kind, address, object, names, folders.get(address)),
  );
  const blocks = drafted.map(({ block }) => block);
  // What is always there is left to the tenant where it says nothing.
  const silent = blocks.filter(({ kind, attributes }) => isSingle(own, kind) && Object.keys(attributes).length === 0);
  const unsaid = new Set(silent.map(({ kind, key }) => addressOf(kind, key)));
  return {
    chosen: chosen.filter(({ address }) => !unsaid.has(address)),
    blocks: blocks.filter((block) => !silent.includes(block)),
    leftOut,
    secrets: drafted.flatMap(({ secrets }) => secrets),
    ids: new Map([...ids].filter(([address]) => !unsaid.has(address))),
  };
}

function isSingle(own: readonly Kind[], name: string): boolean {
  return own.some((kind) => kind.name === name && kind.single !== undefined);
}

/** State for what was written: the spec is loaded back and compared, so that bases are those of a real plan. */
async function saveState(
  options: ImportOptions,
  draft: Draft & Pick<ObjectFiles, 'folders'>,
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
  const bases = basesOfFiles(project, draft.folders);
  for (const [address, { id }] of draft.ids)
    resources.set(address, {
      provider: connection.provider,
      ids: { main: id },
      origin: 'imported',
      bases: bases.get(address) ?? {},
    });
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
          'what was written does not read back as the tenant has it; it stands in `.supportctl/import/spec`, to be looked at',
        detail,
        hint: 'please report this',
      },
    ]);
  }
  const after = stateAfter(planned, world, planned.identities.names, resources, new Map(), new Set());
  await locked(project.backend, 0, () => project.backend.write(after, 0));
  return planned;
}
