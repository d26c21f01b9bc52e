/** Changes a spec in place, for `drift --accept`: each value where it stands, every other byte as it was, all files or none. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, keyOf, kindOf } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import { nodeAt, type SpecValue } from '../core/spec-node.ts';
import { type Parts, readParts } from './compose.ts';
import { writeInside } from './disk.ts';
import { depthIn, fileAt, findBlock, partFor, usesOf } from './edit-places.ts';
import { placeOf } from './files.ts';
import { withFinalNewline } from './include.ts';
import { CONTROL, newGathering, problem } from './layer.ts';
import { orderName, sectionTree } from './sections.ts';
import { lineOf, removeAt, setAt } from './splice.ts';
import { sameButAt } from './splice-check.ts';
import { Unspliceable } from './splice-find.ts';
import { schemaComment } from './write.ts';

export type SpecEdit =
  /** `path` is an attribute and, if one is meant, a member of it: `['name']`, `['options', 'bug']`. */
  | { readonly edit: 'set'; readonly address: Address; readonly path: readonly string[]; readonly value: SpecValue }
  /** With an empty path the whole block goes. */
  | { readonly edit: 'remove'; readonly address: Address; readonly path: readonly string[] }
  | { readonly edit: 'order'; readonly kind: string; readonly keys: readonly string[] };

export interface EditOptions {
  readonly folder: string;
  readonly environment?: string | undefined;
  readonly kinds: readonly Kind[];
  /** For paths that hold a variable. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

export interface EditResult {
  /** What was written and where; empty if anything was refused. */
  readonly changes: readonly {
    readonly file: string;
    readonly line: number;
    readonly summary: string;
    /** What it was about; none for an order. */
    readonly address?: Address;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

type Path = readonly string[];
type Edit<Name extends SpecEdit['edit']> = SpecEdit & { readonly edit: Name };

interface Work {
  readonly folder: string;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly parts: Parts;
  /** The one file to add to, if the spec is a single file. */
  readonly single: string | undefined;
  /** New content of files, relative to the folder. */
  readonly texts: Map<string, string>;
  /** `path` is undefined for a file that holds one text. */
  readonly changes: {
    readonly file: string;
    readonly path?: Path;
    readonly summary: string;
    readonly address?: Address;
  }[];
  readonly diagnostics: Diagnostic[];
}

/** An edit that is not made, and why. */
class Refused extends Error {
  readonly diagnostic: Diagnostic;

  constructor(summary: string, more: Partial<Diagnostic> = {}) {
    super(summary);
    this.diagnostic = problem('SPEC_EDIT', undefined, summary, more);
  }
}

/** Makes all edits, or none if one is refused; refusals are diagnostics. */
export async function editSpec(
  { folder, environment, kinds, variables = {} }: EditOptions,
  edits: readonly SpecEdit[],
): Promise<EditResult> {
  const place = placeOf(folder);
  if (place === undefined)
    return { changes: [], diagnostics: [problem('SPEC_FILE', undefined, `there is no file or folder \`${folder}\``)] };
  const gathering = newGathering(variables);
  const parts = readParts({ place, environment, tree: sectionTree(kinds), gathering });
  const work: Work = {
    folder: place.folder,
    kinds: new Map(kinds.map((kind) => [kind.name, kind])),
    parts,
    single: place.only?.[0],
    texts: new Map(),
    changes: [],
    diagnostics: gathering.diagnostics.filter((diagnostic) => diagnostic.severity === 'error'),
  };
  if (work.diagnostics.length === 0) for (const edit of edits) attempt(work, edit);
  if (work.diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
    return { changes: [], diagnostics: work.diagnostics };
  for (const [file, text] of work.texts) writeInside(work.folder, file, text);
  const changes = work.changes.map(({ file, path, summary, address }) => {
    const line = path === undefined ? 1 : lineOf(work.texts.get(file) ?? '', path);
    return { file, line, summary, ...(address === undefined ? {} : { address }) };
  });
  return { changes, diagnostics: work.diagnostics };
}

function attempt(work: Work, edit: SpecEdit): void {
  const before = work.changes.length;
  try {
    make(work, edit);
    if ('address' in edit) {
      const made = work.changes.splice(before);
      work.changes.push(...made.map((change) => ({ ...change, address: edit.address })));
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    work.diagnostics.push('address' in edit ? { address: edit.address, ...error.diagnostic } : error.diagnostic);
  }
}

function make(work: Work, edit: SpecEdit): void {
  switch (edit.edit) {
    case 'set':
      setValue(work, edit, [...blockOf(work, edit.address), ...edit.path]);
      break;
    case 'remove':
      removeValue(work, edit, [...blockOf(work, edit.address), ...edit.path]);
      break;
    case 'order':
      setOrder(work, edit);
      break;
    default:
      edit satisfies never;
  }
}

function kindFor(work: Work, address: Address): Kind {
  const kind = work.kinds.get(kindOf(address));
  if (kind === undefined || kind.section.length === 0) throw new Refused(`the spec has no section for \`${address}\``);
  return kind;
}

function blockOf(work: Work, address: Address): Path {
  const path = findBlock(work.parts, kindFor(work, address), keyOf(address));
  if (path === undefined) throw new Refused(`the spec declares no \`${address}\``);
  return path;
}

function titleOf(address: Address, path: Path): string {
  return path.length === 0 ? `\`${address}\`` : `\`${path.join('.')}\` of \`${address}\``;
}

function setValue(work: Work, edit: Edit<'set'>, path: Path): void {
  const part = partFor(work.parts, path);
  const title = titleOf(edit.address, edit.path);
  if (part === 'base') throw inBase(work, title, path);
  if (part === undefined) throw new Refused(`the spec does not hold ${title}`);
  const node = nodeAt(part.root, path);
  const file = fileAt(part.root, path.slice(0, part.depth));
  const included = node?.type === 'scalar' && node.file !== undefined;
  if (!included && typeof edit.value === 'string' && CONTROL.test(edit.value)) {
    throw new Refused(`the new ${title} holds a control character, which YAML cannot show`, {
      hint: 'put the text into a file and refer to it by `{file: path}`',
    });
  }
  if (node?.type === 'scalar' && node.file !== undefined && typeof edit.value === 'string') {
    setIncluded(work, {
      included: node.file,
      text: edit.value,
      key: keyOf(edit.address),
      file,
      path,
      summary: `set ${title}`,
    });
    return;
  }
  if (node?.type === 'scalar' && node.interpolated === true) {
    const summary = `${title} came from a variable, and is now written out`;
    work.diagnostics.push({
      ...problem('SPEC_EDIT_VARIABLE', node.at, summary),
      severity: 'warning',
      address: edit.address,
    });
  }
  splice(work, { file, path, summary: `set ${title}`, value: edit.value });
}

interface Included {
  readonly included: string;
  readonly text: string;
  readonly key: string;
  readonly file: string;
  readonly path: Path;
  readonly summary: string;
}

/** A text in a file of its own: HTML and plain text are written there; Markdown, which we do not write, becomes HTML beside it. */
function setIncluded(work: Work, { included, text, key, file, path, summary }: Included): void {
  const markdown = /\.(md|markdown)$/i.test(included);
  const uses = [work.parts.base, work.parts.own, work.parts.over].reduce(
    (sum, root) => sum + usesOf(root, included),
    0,
  );
  const content = withFinalNewline(text.startsWith('\ufeff') ? `\ufeff${text}` : text);
  if (!markdown && uses === 1) {
    work.texts.set(included, content);
    work.changes.push({ file: included, summary });
    return;
  }
  const stem = included.replace(/\.[^./]*$/, '') + (uses > 1 ? `-${key}` : '');
  const target = freeName(work, stem, markdown ? 'html' : (/\.([^./]*)$/.exec(included)?.[1] ?? 'txt'));
  work.texts.set(target, content);
  work.changes.push({ file: target, summary });
  splice(work, { file, path: [...path, 'file'], summary: `${summary}: ${included} → ${target}`, value: target });
}

function freeName(work: Work, stem: string, end: string): string {
  let name = `${stem}.${end}`;
  for (let number = 2; work.texts.has(name) || existsSync(join(work.folder, name)); number += 1)
    name = `${stem}-${number}.${end}`;
  return name;
}

function inBase(work: Work, title: string, path: Path): Refused {
  const at = work.parts.base === undefined ? undefined : nodeAt(work.parts.base, path)?.at;
  return new Refused(`${title} stands in a base that the spec extends`, {
    ...(at === undefined ? {} : { at }),
    hint: 'change it there, or write a value of its own into this spec',
  });
}

function removeValue(work: Work, edit: Edit<'remove'>, path: Path): void {
  const title = titleOf(edit.address, edit.path);
  if (depthIn(work.parts.base, path) === path.length) throw inBase(work, title, path);
  const roots = [work.parts.over, work.parts.own].filter(
    (root) => root !== undefined && depthIn(root, path) === path.length,
  );
  if (roots.length === 0) throw new Refused(`the spec does not hold ${title}`);
  for (const root of roots) {
    if (root !== undefined)
      splice(work, { file: fileAt(root, path), path, summary: `removed ${title}`, value: undefined });
  }
}

function setOrder(work: Work, edit: Edit<'order'>): void {
  const kind = work.kinds.get(edit.kind);
  if (kind === undefined) throw new Refused(`there is no kind \`${edit.kind}\``);
  const path = ['order', orderName(kind)];
  const title = `the order of ${kind.plural}`;
  const part = partFor(work.parts, path);
  if (part === 'base') throw inBase(work, title, path);
  const main = work.single ?? (work.parts.own === undefined ? 'support.yaml' : fileAt(work.parts.own, ['version']));
  const file = part === undefined || part.depth === 0 ? main : fileAt(part.root, path.slice(0, part.depth));
  splice(work, { file, path, summary: `set ${title}`, value: edit.keys });
}

interface Splice {
  readonly file: string;
  readonly path: Path;
  readonly summary: string;
  /** Undefined removes. */
  readonly value: SpecValue | undefined;
}

/** Changes one file's text, and makes sure that nothing else in it changed. */
function splice(work: Work, { file, path, summary, value }: Splice): void {
  const before = work.texts.get(file) ?? textOf(work.folder, file);
  try {
    const after = value === undefined ? removeAt(before, path) : setAt(before, path, value);
    if (!sameButAt(before, after, path, value)) throw new Unspliceable('its neighbours would change');
    work.texts.set(file, after);
    work.changes.push({ file, path: value === undefined ? path.slice(0, -1) : path, summary });
  } catch (error) {
    if (!(error instanceof Unspliceable)) throw error;
    const node = [work.parts.over, work.parts.own]
      .map((root) => (root === undefined ? undefined : nodeAt(root, path)))
      .find((found) => found !== undefined);
    const at = node?.at ?? { file, line: 1, column: 1 };
    throw new Refused(`\`${path.join('.')}\` cannot be changed here: ${error.message}`, {
      at,
      hint: 'change it by hand',
    });
  }
}

/** A file's text; one that does not exist yet begins with the comment that names its schema. */
export function textOf(folder: string, file: string): string {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : schemaComment(file);
}
