/** Files that no list shows: an import asks for those of each object, and does without what does not come. */
import pLimit from 'p-limit';
import { type Address, keyOf } from '../core/address.ts';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import type { Archived, Kind } from '../core/kind.ts';
import type { Notify } from '../core/plan.ts';
import { type Connection, isSendFailure, type LiveObject } from '../core/provider.ts';
import type { Base } from '../core/state.ts';
import type { Value } from '../core/value.ts';
import { baseOf } from '../engine/bases.ts';
import { fieldsOf } from '../engine/fields.ts';
import { filesOfArchive } from '../spec/include-folder.ts';
import { kinds, type Project } from './project.ts';

/** An object with the address that an import gives it. */
interface Chosen {
  readonly kind: Kind;
  readonly address: Address;
  readonly object: LiveObject;
}

/** A folder of files that came. */
export interface ObjectFolder {
  readonly attribute: string;
  /** Below the spec: what the block names. */
  readonly folder: string;
  /** Path below the spec → content. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What the account shows of them. */
  readonly held: Value | undefined;
}

export interface ObjectFiles {
  readonly folders: ReadonlyMap<Address, ObjectFolder>;
  /** What did not come, and why. */
  readonly warnings: readonly Diagnostic[];
}

/** Archives that are asked for at once: each is a job of the platform, and all of it is held until it is written. */
const AT_ONCE = 4;

/**
 * The connection, which asks for files as soon as a list names their objects: a platform takes its time to pack them, and
 * meanwhile the other lists are read.
 */
export function askingEarly(connection: Connection): Connection {
  const limit = pLimit(AT_ONCE);
  const coming = new Map<string, Promise<Uint8Array | undefined>>();
  const nameOf = ({ kind, id }: LiveObject) => `${kind}/${id}`;

  function ask(object: LiveObject): Promise<Uint8Array | undefined> {
    const asked = limit(async () => connection.archive?.(object));
    // Whoever waits for it is told what went wrong; where the import fails before, nobody does.
    asked.catch(() => undefined);
    return asked;
  }

  return {
    ...connection,
    list: async (kind, pick) => {
      const listing = await connection.list(kind, pick);
      const packed = kinds.get(kind)?.archived !== undefined && listing.available ? listing.objects : [];
      for (const object of packed) if (object.locked === undefined) coming.set(nameOf(object), ask(object));
      return listing;
    },
    archive: (object) => {
      const asked = coming.get(nameOf(object)) ?? ask(object);
      // Handed out once: it may be large.
      coming.delete(nameOf(object));
      return asked;
    },
  };
}

interface Left {
  readonly why: string;
  readonly detail?: string;
}

interface FetchOptions {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly notify: Notify;
  /** Whether there is something below the spec already. */
  isTaken?(folder: string): boolean;
}

/** The files of all objects that have some. What the platform does not give out, or what no folder can hold, is a warning. */
export async function fetchFiles(chosen: readonly Chosen[], options: FetchOptions): Promise<ObjectFiles> {
  const { connections, notify } = options;
  const folders = new Map<Address, ObjectFolder>();
  const warnings: Diagnostic[] = [];
  for (const kind of new Set(chosen.map((one) => one.kind))) {
    const { archived, plural } = kind;
    const connection = connections.get(kind.provider);
    if (archived === undefined || connection?.archive === undefined) continue;
    const own = chosen.filter((one) => one.kind === kind);
    notify({ type: 'fetching', kind: plural, of: own.length });
    const limit = pLimit(AT_ONCE);
    const fetched = await Promise.all(
      own.map((one) => limit(async () => [one.address, await fetchOne(one, archived, connection, options)] as const)),
    );
    const came = fetched.flatMap(([address, found]) => (found && 'folder' in found ? [[address, found] as const] : []));
    for (const [address, folder] of came) folders.set(address, folder);
    const left = fetched.flatMap(([address, found]) => (found && 'why' in found ? [{ address, ...found }] : []));
    for (const why of new Set(left.map((one) => one.why)))
      warnings.push(
        warningOf(
          kind,
          archived,
          left.filter((one) => one.why === why),
        ),
      );
    notify({ type: 'fetched', kind: plural, count: came.length });
  }
  return { folders, warnings };
}

async function fetchOne(
  { address, object }: Chosen,
  { attribute, folder: home }: Archived,
  connection: Connection,
  { isTaken = () => false }: FetchOptions,
): Promise<ObjectFolder | Left | undefined> {
  try {
    const archive = await connection.archive?.(object);
    if (archive === undefined) return undefined;
    const files = filesOfArchive(archive);
    if (typeof files === 'string') return { why: `the archive that came is not unpacked: ${files}` };
    const stem = `${home}/${keyOf(address)}`;
    let folder = stem;
    for (let number = 2; isTaken(folder); number += 1) folder = `${stem}-${number}`;
    const placed = [...files].map(([path, content]) => [`${folder}/${path}`, content] as const);
    return { attribute, folder, files: new Map(placed), held: object.attributes[attribute] };
  } catch (error) {
    if (isSendFailure(error)) return { why: error.message };
    if (!(error instanceof SupportctlError)) throw error;
    const [{ summary, detail } = { summary: error.message }] = error.diagnostics;
    return { why: summary, ...(detail === undefined ? {} : { detail }) };
  }
}

/** One warning for all that did not come for the same reason. */
function warningOf(
  { plural }: Kind,
  { todo }: Archived,
  left: readonly (Left & { readonly address: Address })[],
): Diagnostic {
  const [{ address, why, detail } = { address: '', why: '' }, ...others] = left;
  const alone = others.length === 0;
  const more = [alone ? undefined : left.map((one) => one.address).join(', '), detail].filter((line) => line);
  return {
    code: 'FILES_NOT_IMPORTED',
    severity: 'warning',
    summary: `the files of ${alone ? address : `${left.length} ${plural}`} stay in the account: ${why}`,
    ...(more.length === 0 ? {} : { detail: more.join('\n') }),
    hint: todo,
    ...(alone ? { address } : {}),
  };
}

/**
 * Bases of the files that came, for state: what was read counts as what was last sent. From then on a change of the folder is
 * ours and a change in the account is drift, though the account shows less of them than the folder says.
 */
export function basesOfFiles(
  { desired, secrets }: Project,
  folders: ObjectFiles['folders'],
): ReadonlyMap<Address, Readonly<Record<string, Base>>> {
  const found = new Map<Address, Readonly<Record<string, Base>>>();
  for (const { address, kind: name, attributes } of desired.resources) {
    const folder = folders.get(address);
    const kind = kinds.get(name);
    const field = folder && kind && fieldsOf(kind, attributes).get(folder.attribute);
    if (folder === undefined || kind === undefined || field === undefined) continue;
    const base = baseOf(kind, field, folder.held, secrets);
    if (base !== undefined) found.set(address, { [folder.attribute]: base });
  }
  return found;
}
