/** Writes a spec that did not exist before, for `import` and `init`: readable YAML, one file for each concern, long texts in files of their own. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { KEY_PATTERN } from '../core/address.ts';
import { fail } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { SpecObject, SpecValue } from '../core/spec-node.ts';
import { writeNew } from './disk.ts';
import { withFinalNewline } from './include.ts';
import { CONTROL, VERSION } from './layer.ts';
import { renderBlock, renderEntry, renderKey } from './render.ts';
import { specJsonSchema } from './schema.ts';

export interface DraftBlock {
  readonly kind: string;
  readonly key: string;
  /** The key for `*` in the kind's section, such as a brand. */
  readonly scope?: string;
  /** As the kind's attributes format them; maps with keys of people's own are `Map`s. */
  readonly attributes: SpecObject;
  readonly lifecycle?: SpecObject;
  readonly tags?: readonly string[];
  /** Lines above the block, without `#`. */
  readonly comment?: string;
}

export interface SpecDraft {
  readonly client: SpecObject;
  readonly platform: SpecObject;
  /** Further root keys for the first file: `priorities`, `order`, `drift`, `state`. */
  readonly more?: SpecObject;
  /** In the order in which they are to stand. */
  readonly blocks: readonly DraftBlock[];
  /** Further files, which blocks name: path → bytes as they are. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

export interface WriteOptions {
  readonly folder: string;
  readonly kinds: readonly Kind[];
}

export const SCHEMA_PATH = '.supportctl/spec.schema.json';
const MAIN_FILE = 'support.yaml';
/** More blocks of one concern go on in a second file. */
const BLOCKS_PER_FILE = 1000;
/** A text longer than this, or with more lines, gets a file of its own if its attribute is a long one. */
const MAX_INLINE = { characters: 400, lines: 8 };

/** Writes the files and returns their paths, relative to the folder. Throws a `SupportctlError` if the folder is not empty. */
export async function writeSpec(draft: SpecDraft, { folder, kinds }: WriteOptions): Promise<readonly string[]> {
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== '.git')) {
    fail('FOLDER_NOT_EMPTY', `the folder \`${folder}\` is not empty`, { hint: 'name another folder' });
  }
  const files = new Map<string, string | Uint8Array>([...specFiles(draft, kinds), ...(draft.files ?? [])]);
  writeNew(folder, files);
  return [...files.keys()];
}

/** Path → text of every file of the spec that is made of blocks. */
export function specFiles(draft: SpecDraft, kinds: readonly Kind[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set(MAIN_FILE, mainFile(draft));
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const sheets = new Map<string, Sheet>();
  const texts = new Map<string, string>();
  const pathOf = sheetPaths(draft, byName);
  for (const block of draft.blocks) {
    const kind = byName.get(block.kind);
    if (kind === undefined || kind.section.length === 0)
      fail('SPEC_BAD_VALUE', `there is no section for the kind \`${block.kind}\``);
    const section = sectionOf(kind, block);
    const path = pathOf(block);
    const sheet = sheets.get(path) ?? { sections: new Map() };
    sheets.set(path, sheet);
    const name = section.join('.');
    const lines = sheet.sections.get(name) ?? { path: section, blocks: [] };
    sheet.sections.set(name, lines);
    lines.blocks.push(blockLines(kind, block, section.length * 2, texts));
  }
  for (const [path, sheet] of sheets) files.set(path, sheetText(path, sheet));
  for (const [path, text] of texts) files.set(path, text);
  files.set(SCHEMA_PATH, `${JSON.stringify(specJsonSchema(kinds), undefined, 1)}\n`);
  return files;
}

/**
 * The file of each block: one for each concern; a concern of thousands goes on in numbered files, since a parser holds all
 * of a file at once. Keys have no dots, so no two concerns meet in one file.
 */
function sheetPaths({ blocks }: SpecDraft, kinds: ReadonlyMap<string, Kind>): (block: DraftBlock) => string {
  const stemOf = ({ kind, scope }: DraftBlock): string => sheetStem(kinds.get(kind)?.section ?? [], scope);
  const totals = new Map<string, number>();
  for (const block of blocks) totals.set(stemOf(block), (totals.get(stemOf(block)) ?? 0) + 1);
  const placed = new Map<string, number>();
  return (block) => {
    const stem = stemOf(block);
    const place = placed.get(stem) ?? 0;
    placed.set(stem, place + 1);
    if ((totals.get(stem) ?? 0) <= BLOCKS_PER_FILE) return `${stem}.yaml`;
    return `${stem}.${String(Math.floor(place / BLOCKS_PER_FILE) + 1).padStart(3, '0')}.yaml`;
  };
}

/** The path of a concern's file, without its ending. */
export function sheetStem(section: readonly string[], scope: string | undefined): string {
  return section.includes('*') ? `${section[0]}/${scope}` : `${section[0]}`;
}

interface Sheet {
  readonly sections: Map<string, { readonly path: readonly string[]; readonly blocks: (readonly string[])[] }>;
}

function checkedKey(key: string, what: string): string {
  if (!KEY_PATTERN.test(key)) fail('SPEC_BAD_KEY', `\`${key}\` cannot be ${what}`);
  return key;
}

/** The path of the block's section, with the scope's key in place of `*`. */
export function sectionOf(kind: Kind, block: DraftBlock): readonly string[] {
  return kind.section.map((step) =>
    step === '*' ? checkedKey(block.scope ?? '', `the scope of \`${block.kind}.${block.key}\``) : step,
  );
}

/** The first line of a spec file: where editors find its schema. */
export function schemaComment(path: string): string {
  const up = relative(dirname(path), SCHEMA_PATH).split('\\').join('/');
  return `# yaml-language-server: $schema=${up}\n`;
}

function mainFile({ client, platform, more }: SpecDraft): string {
  const parts = [`version: ${VERSION}`, ...renderEntry('client', client, 0), ...renderEntry('platform', platform, 0)];
  const further = Object.entries(more ?? {}).flatMap(([key, value]) => ['', `${key}:`, ...renderBlock(value, 2)]);
  return `${schemaComment(MAIN_FILE)}${[...parts, ...further].join('\n')}\n`;
}

function sheetText(path: string, sheet: Sheet): string {
  const lines: string[] = [];
  let open: readonly string[] = [];
  for (const section of sheet.sections.values()) {
    const shared = section.path.findIndex((step, depth) => step !== open[depth]);
    for (const [depth, step] of section.path.entries())
      if (depth >= shared) lines.push(`${'  '.repeat(depth)}${renderKey(step)}:`);
    for (const block of section.blocks) lines.push(...block);
    open = section.path;
  }
  return `${schemaComment(path)}${lines.join('\n')}\n`;
}

/** Where the texts go that get files of their own. */
export interface Texts {
  /** Whether the name is taken. */
  has(path: string): boolean;
  set(path: string, text: string): void;
}

/** What stands below the block's key; long texts go to `texts`, and `{file: …}` stays in their place. */
export function blockBody(kind: Kind, block: DraftBlock, texts: Texts): SpecObject {
  checkedKey(block.key, `a key of ${kind.plural}`);
  const body: Record<string, SpecValue> = {};
  for (const [name, value] of Object.entries(block.attributes))
    body[name] = outsourced(value, { kind, block, path: [name], texts });
  if (block.tags !== undefined && block.tags.length > 0) body.tags = block.tags;
  if (block.lifecycle !== undefined) body.lifecycle = block.lifecycle;
  return body;
}

function blockLines(kind: Kind, block: DraftBlock, indent: number, texts: Texts): readonly string[] {
  const body = blockBody(kind, block, texts);
  const comment =
    block.comment === undefined
      ? []
      : block.comment.split(/\r?\n/).map((line) => `${' '.repeat(indent)}# ${line}`.trimEnd());
  return [...comment, ...renderEntry(renderKey(block.key), body, indent)];
}

interface Spot {
  readonly kind: Kind;
  readonly block: DraftBlock;
  readonly path: readonly string[];
  readonly texts: Texts;
}

/** `value` with its long texts replaced by `{file: …}`. */
function outsourced(value: SpecValue, spot: Spot): SpecValue {
  if (typeof value === 'string') return belongsInFile(value, spot) ? { file: addText(value, spot) } : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, outsourced(item, deeper(spot, key))]));
  if (isArray(value)) return value.map((item, index) => outsourced(item, deeper(spot, String(index + 1))));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, outsourced(item, deeper(spot, key))]));
}

function isArray(value: SpecValue): value is readonly SpecValue[] {
  return Array.isArray(value);
}

function deeper(spot: Spot, step: string): Spot {
  return { ...spot, path: [...spot.path, step] };
}

function belongsInFile(text: string, { kind, path }: Spot): boolean {
  const attribute = kind.attributes[path[0] ?? ''];
  // Half a surrogate pair has no UTF-8 form; inside YAML it can be escaped.
  if (/\p{Surrogate}/u.test(text)) return false;
  if (CONTROL.test(text)) return true;
  if (path.length === 1 && attribute?.rewritten !== undefined) return text.includes('\n') || text.length > 80;
  if (attribute?.long !== true && attribute?.rewritten === undefined && text.length < 4 * MAX_INLINE.characters)
    return false;
  return text.length > MAX_INLINE.characters || text.split('\n').length > MAX_INLINE.lines;
}

/** Notes the text for a file of its own and returns its path, made of safe names only. */
function addText(text: string, { kind, block, path, texts }: Spot): string {
  const html = kind.attributes[path[0] ?? '']?.rewritten !== undefined || /^\s*<[a-z!]/i.test(text);
  const names = path.filter((step, depth) => depth > 0 || kind.attributes[step]?.rewritten === undefined);
  const suffix = names
    .map((name) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9_]+/g, '-')
        .slice(0, 40),
    )
    .map((name) => `.${name}`)
    .join('');
  const stem =
    kind.section.includes('*') && kind.attributes[path[0] ?? '']?.rewritten !== undefined
      ? `kb/${block.key}`
      : `texts/${kind.name}/${block.key}`;
  const end = html ? 'html' : 'txt';
  let file = `${stem}${suffix}.${end}`;
  if (texts.has(file)) file = `texts/${kind.name}/${block.key}${suffix}.${end}`;
  for (let number = 2; texts.has(file); number += 1) file = `texts/${kind.name}/${block.key}${suffix}-${number}.${end}`;
  texts.set(file, withFinalNewline(text.startsWith('\ufeff') ? `\ufeff${text}` : text));
  return file;
}
