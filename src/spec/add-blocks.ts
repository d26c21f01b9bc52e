/** Adds blocks to a spec that people wrote, for `import --merge`: each where its section stands, all of them or none. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, addressOf } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { nodeAt } from '../core/spec-node.ts';
import { type Parts, readParts } from './compose.ts';
import { writeInside, writeNew } from './disk.ts';
import { type EditOptions, textOf } from './edit.ts';
import { fileAt, fileToAddTo, findBlock } from './edit-places.ts';
import { placeOf } from './files.ts';
import { type Beside, insertAt, type NewEntry } from './insert.ts';
import { newGathering, problem } from './layer.ts';
import { orderName, sectionTree } from './sections.ts';
import { lineOf } from './splice.ts';
import { Unspliceable } from './splice-find.ts';
import { blockBody, type DraftBlock, sectionOf, sheetStem } from './write.ts';

export interface NewBlock extends DraftBlock {
  /** The block of the same kind that it follows, or comes before, on the platform. */
  readonly beside?: Beside | undefined;
}

export interface Addition {
  /** Address → where its block stands now; empty if anything was refused. */
  readonly places: ReadonlyMap<Address, { readonly file: string; readonly line: number }>;
  readonly diagnostics: readonly Diagnostic[];
  /** Puts every file back as it was. */
  undo(): void;
}

interface Work {
  readonly folder: string;
  readonly parts: Parts;
  readonly single: string | undefined;
  /** New content of files, relative to the folder. */
  readonly texts: Map<string, string>;
  /** File → path of a section, as one text → what comes into it. */
  readonly inserts: Map<string, Map<string, { readonly path: readonly string[]; readonly entries: NewEntry[] }>>;
  /** Address of a new block → where it will stand. */
  readonly added: Map<Address, { readonly file: string; readonly path: readonly string[] }>;
  readonly folders: readonly NewFolder[];
}

/** A folder that is not there yet, which a block names: path below the spec → bytes as they are. */
export interface NewFolder {
  readonly folder: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Adds `blocks` in the order given; one may stand beside an earlier one. Problems are diagnostics, and then nothing is written. */
export function addBlocks(
  { folder, environment, kinds, variables = {} }: EditOptions,
  blocks: readonly NewBlock[],
  folders: readonly NewFolder[] = [],
): Addition {
  const none = { places: new Map(), undo: () => undefined };
  const place = placeOf(folder);
  if (place === undefined)
    return { ...none, diagnostics: [problem('SPEC_FILE', undefined, `there is no file or folder \`${folder}\``)] };
  const gathering = newGathering(variables);
  const parts = readParts({ place, environment, tree: sectionTree(kinds), gathering });
  const errors = gathering.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { ...none, diagnostics: errors };
  const work: Work = {
    folder: place.folder,
    parts,
    single: place.only?.[0],
    texts: new Map(),
    inserts: new Map(),
    added: new Map(),
    folders,
  };
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  for (const block of blocks) {
    const kind = byName.get(block.kind);
    if (kind !== undefined) placeBlock(work, kind, block);
  }
  const diagnostics = carryOut(work);
  if (diagnostics.length > 0) return { ...none, diagnostics };
  const undo = writeAll(work);
  const places = new Map(
    [...work.added].map(([address, { file, path }]) => {
      return [address, { file, line: lineOf(work.texts.get(file) ?? '', path) }] as const;
    }),
  );
  return { places, diagnostics: [], undo };
}

function placeBlock(work: Work, kind: Kind, block: NewBlock): void {
  const section = sectionOf(kind, block);
  const path = [...section, block.key];
  const texts = {
    has: (name: string) => work.texts.has(name) || existsSync(join(work.folder, name)),
    set: (name: string, text: string) => work.texts.set(name, text),
  };
  const value = blockBody(kind, block, texts);
  const { beside } = block;
  const neighbour = beside === undefined ? undefined : placeOfBlock(work, kind, section, beside.key);
  const file = neighbour ?? fileFor(work, kind, block, path);
  work.added.set(addressOf(kind.name, block.key), { file, path });
  insert(work, file, section, { key: block.key, value, beside });
  listInOrder(work, kind, block);
}

/** The file of a block of the same section, new or not; undefined where it stands in none of the spec's own. */
function placeOfBlock(work: Work, kind: Kind, section: readonly string[], key: string): string | undefined {
  const added = work.added.get(addressOf(kind.name, key));
  if (added !== undefined) return added.file;
  const { own } = work.parts;
  const path = own === undefined ? undefined : findBlock({ own }, kind, key);
  return own === undefined || path === undefined || path.slice(0, -1).join('.') !== section.join('.')
    ? undefined
    : fileAt(own, path);
}

/** Behind the last block of its section; a section that is not there yet gets a file of its own, unless the spec is one file. */
function fileFor(work: Work, kind: Kind, block: NewBlock, path: readonly string[]): string {
  if (work.single !== undefined) return work.single;
  const stem = `${sheetStem(kind.section, block.scope)}.yaml`;
  const file = fileToAddTo(work.parts, path);
  const [root = ''] = path;
  // A help center of its own stands in a file of its own, as the others do.
  const sibling = block.scope === undefined ? undefined : siblingOf(work.parts, root, block.scope);
  if (file === undefined || (sibling !== undefined && file === `${sheetStem(kind.section, sibling)}.yaml`)) return stem;
  return file;
}

/** The scope of the section's last file, where `scope` itself has none yet. */
function siblingOf({ own }: Parts, root: string, scope: string): string | undefined {
  const node = own === undefined ? undefined : nodeAt(own, [root]);
  if (node?.type !== 'map' || node.entries.has(scope)) return undefined;
  return [...node.entries.keys()].at(-1);
}

function insert(work: Work, file: string, path: readonly string[], entry: NewEntry): void {
  const sections = work.inserts.get(file) ?? new Map();
  work.inserts.set(file, sections);
  const name = path.join('.');
  const section = sections.get(name) ?? { path, entries: [] };
  sections.set(name, section);
  section.entries.push(entry);
}

/** Where the spec gives the order of the kind in a list, that is what counts. */
function listInOrder(work: Work, kind: Kind, { key, beside }: NewBlock): void {
  const { own } = work.parts;
  const path = ['order', orderName(kind)];
  const list = own === undefined || kind.order === undefined ? undefined : nodeAt(own, path);
  if (own === undefined || list?.type !== 'list') return;
  insert(work, fileAt(own, path), path, { key, beside });
}

function carryOut(work: Work): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [file, sections] of work.inserts) {
    for (const { path, entries } of sections.values()) {
      const before = work.texts.get(file) ?? textOf(work.folder, file);
      try {
        work.texts.set(file, insertAt(before, path, entries));
      } catch (error) {
        if (!(error instanceof Unspliceable)) throw error;
        const at = { file, line: lineOf(before, path), column: 1 };
        const keys = entries.map(({ key }) => key).join(', ');
        const summary = `nothing can be added to \`${path.join('.')}\` here: ${error.message}`;
        diagnostics.push(problem('SPEC_EDIT', at, summary, { hint: `add ${keys} by hand` }));
      }
    }
  }
  return diagnostics;
}

function writeAll({ folder, texts, folders }: Work): () => void {
  const before = new Map<string, string | undefined>();
  function undo(): void {
    for (const made of folders) rmSync(join(folder, made.folder), { recursive: true, force: true });
    for (const [file, text] of before) {
      if (text === undefined) rmSync(join(folder, file), { force: true });
      else writeInside(folder, file, text);
    }
  }
  try {
    writeNew(folder, new Map(folders.flatMap(({ files }) => [...files])));
    for (const [file, text] of texts) {
      const path = join(folder, file);
      before.set(file, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
      writeInside(folder, file, text);
    }
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}
