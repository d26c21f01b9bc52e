/**
 * The quick reader: a tree straight from a text that holds only plain YAML, such as `import` and `fmt` write it. A parser
 * that knows all of YAML takes about ten times as long and as much memory. Whatever is unusual, doubtful or wrong is
 * refused here, and then the full parser reads the file and says what there is to say.
 */
import type { Position } from '../core/diagnostic.ts';
import type { MapEntry, MapNode, SpecNode } from '../core/spec-node.ts';
import { INCLUDES } from './includes.ts';
import { CONTROL, type Gathering, type YamlSource } from './layer.ts';
import {
  type Cursor,
  endLine,
  giveUp,
  isTextPlain,
  NotQuick,
  plainValue,
  readDoubleQuoted,
  readLiteral,
  readPlain,
  readSingleQuoted,
  skipSpaces,
} from './quick-scalars.ts';
import { isPrototypeKey, textNode } from './yaml-scalar.ts';

/** Far below what the full reader admits, so that it alone judges depth. */
const MAX_QUICK_DEPTH = 40;
const MAX_KEY = 1000;
const SPACE = 32;
const NEWLINE = 10;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const PIPE = 124;
const CLOSE_MAP = 125;

interface Quick extends Cursor {
  readonly source: YamlSource;
  readonly gathering: Gathering;
  line: number;
  lineStart: number;
  /** Spaces before the current line's first character; -1 at the end of the file. */
  indent: number;
}

interface QuickKey {
  readonly text: string;
  readonly at: Position;
  readonly plain: boolean;
}

/** The file's root map, or undefined if the full parser has to read it; then nothing was noted in `gathering`. */
export function readQuickly(source: YamlSource, gathering: Gathering): MapNode | undefined {
  const { text } = source;
  if (!text.endsWith('\n') || text.includes('\r') || text.includes('\ufeff') || CONTROL.test(text)) return undefined;
  const trial: Gathering = { ...gathering, diagnostics: [], pending: new Map(), files: new Map() };
  const quick: Quick = { source, gathering: trial, text, at: 0, line: 1, lineStart: 0, indent: 0 };
  try {
    nextLine(quick);
    const root = quick.indent === 0 ? readMap(quick, 0, 0) : giveUp();
    if (root.type !== 'map' || quick.indent >= 0 || trial.diagnostics.length > 0) return undefined;
    for (const [node, problems] of trial.pending) gathering.pending.set(node, problems);
    for (const [name, digest] of trial.files) gathering.files.set(name, digest);
    return root;
  } catch (error) {
    if (error instanceof NotQuick) return undefined;
    throw error;
  }
}

/** From the start of a line to the first character of the next one that holds anything. */
function nextLine(quick: Quick): void {
  const { text } = quick;
  for (;;) {
    quick.lineStart = quick.at;
    skipSpaces(quick);
    const code = text.charCodeAt(quick.at);
    if (code === HASH) quick.at = text.indexOf('\n', quick.at);
    else if (code !== NEWLINE) break;
    quick.at += 1;
    quick.line += 1;
  }
  const atEnd = quick.at >= text.length;
  quick.indent = atEnd ? -1 : quick.at - quick.lineStart;
  if (!atEnd && quick.indent === 0 && (text.startsWith('---', quick.at) || text.startsWith('...', quick.at))) giveUp();
}

/** Behind a value: nothing more may stand on its line. */
function closeLine(quick: Quick): void {
  endLine(quick);
  quick.line += 1;
  nextLine(quick);
}

function here(quick: Quick): Position {
  return { file: quick.source.name, line: quick.line, column: quick.at - quick.lineStart + 1 };
}

/** The map whose first key stands here; its keys stand at `indent`. */
function readMap(quick: Quick, indent: number, depth: number): SpecNode {
  if (depth > MAX_QUICK_DEPTH) giveUp();
  const at = here(quick);
  const entries = new Map<string, MapEntry>();
  let key: QuickKey;
  do {
    key = readKey(quick, false);
    addEntry(entries, key, readValue(quick, indent, depth));
  } while (quick.indent === indent);
  if (quick.indent > indent) giveUp();
  return mapOrText(quick, entries, key, at);
}

/** The list whose first dash stands here; its dashes stand at `indent`. */
function readList(quick: Quick, indent: number, depth: number): SpecNode {
  if (depth > MAX_QUICK_DEPTH) giveUp();
  const at = here(quick);
  const items: SpecNode[] = [];
  while (quick.indent === indent && startsItem(quick)) {
    quick.at += 1;
    skipSpaces(quick);
    items.push(readItem(quick, indent, depth));
    if (quick.indent > indent) giveUp();
  }
  return { type: 'list', items, at };
}

function startsItem({ text, at }: Quick): boolean {
  return text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) === SPACE;
}

/** An item: a value on this line, or a map whose first key stands behind the dash. */
function readItem(quick: Quick, indent: number, depth: number): SpecNode {
  if (!isScalarOrFlow(quick)) return readMap(quick, quick.at - quick.lineStart, depth + 1);
  return readOnLine(quick, indent, depth);
}

function isScalarOrFlow(quick: Quick): boolean {
  switch (quick.text.charCodeAt(quick.at)) {
    case QUOTE:
    case APOSTROPHE:
    case OPEN_LIST:
    case OPEN_MAP:
    case PIPE:
      return true;
    default: {
      const start = quick.at;
      readPlain(quick, false);
      const isKey = quick.text.charCodeAt(quick.at) === COLON;
      quick.at = start;
      return !isKey;
    }
  }
}

/** The value of a key of a block map, from the colon on. */
function readValue(quick: Quick, indent: number, depth: number): SpecNode {
  quick.at += 1;
  const behind = quick.at;
  skipSpaces(quick);
  const code = quick.text.charCodeAt(quick.at);
  if (code !== NEWLINE && code !== HASH) return quick.at > behind ? readOnLine(quick, indent, depth) : giveUp();
  quick.at = behind;
  closeLine(quick);
  if (quick.indent === indent && startsItem(quick)) return readList(quick, indent, depth + 1);
  if (quick.indent <= indent) return giveUp();
  return startsItem(quick) ? readList(quick, quick.indent, depth + 1) : readMap(quick, quick.indent, depth + 1);
}

/** A value that begins on this line, with everything up to the next line that holds something; it belongs to what stands at `indent`. */
function readOnLine(quick: Quick, indent: number, depth: number): SpecNode {
  if (quick.text.charCodeAt(quick.at) === PIPE) {
    const at = here(quick);
    const { value, lines } = readLiteral(quick, indent);
    quick.line += lines;
    nextLine(quick);
    return textNode(quick.gathering, value, at, true);
  }
  const node = readInline(quick, false, depth + 1);
  closeLine(quick);
  return node;
}

/** A scalar, or a map or list in brackets, on this line. */
function readInline(quick: Quick, inFlow: boolean, depth: number): SpecNode {
  const at = here(quick);
  switch (quick.text.charCodeAt(quick.at)) {
    case OPEN_MAP:
      return readFlowMap(quick, at, depth);
    case OPEN_LIST:
      return readFlowList(quick, at, depth);
    case QUOTE:
      return textNode(quick.gathering, readDoubleQuoted(quick), at, true);
    case APOSTROPHE:
      return textNode(quick.gathering, readSingleQuoted(quick), at, true);
    default: {
      const value = plainValue(readPlain(quick, inFlow));
      return typeof value === 'string' ? textNode(quick.gathering, value, at, false) : { type: 'scalar', value, at };
    }
  }
}

function readFlowMap(quick: Quick, at: Position, depth: number): SpecNode {
  if (depth > MAX_QUICK_DEPTH) giveUp();
  const entries = new Map<string, MapEntry>();
  let key: QuickKey | undefined;
  for (let more = opens(quick, CLOSE_MAP); more; more = goesOn(quick, CLOSE_MAP)) {
    key = readKey(quick, true);
    quick.at += 1;
    if (quick.text.charCodeAt(quick.at) !== SPACE) giveUp();
    skipSpaces(quick);
    addEntry(entries, key, readInline(quick, true, depth + 1));
  }
  return mapOrText(quick, entries, key, at);
}

function readFlowList(quick: Quick, at: Position, depth: number): SpecNode {
  if (depth > MAX_QUICK_DEPTH) giveUp();
  const items: SpecNode[] = [];
  for (let more = opens(quick, CLOSE_LIST); more; more = goesOn(quick, CLOSE_LIST))
    items.push(readInline(quick, true, depth + 1));
  return { type: 'list', items, at };
}

/** Over the opening bracket; false if the closing one follows. */
function opens(quick: Quick, close: number): boolean {
  quick.at += 1;
  skipSpaces(quick);
  if (quick.text.charCodeAt(quick.at) !== close) return true;
  quick.at += 1;
  return false;
}

/** Over the comma to the next item, or over the closing bracket. */
function goesOn(quick: Quick, close: number): boolean {
  skipSpaces(quick);
  const code = quick.text.charCodeAt(quick.at);
  if (code !== close && code !== COMMA) giveUp();
  quick.at += 1;
  if (code === COMMA) skipSpaces(quick);
  return code === COMMA;
}

/** The key here, up to its colon. */
function readKey(quick: Quick, inFlow: boolean): QuickKey {
  const at = here(quick);
  const first = quick.text.charCodeAt(quick.at);
  const plain = first !== QUOTE && first !== APOSTROPHE;
  const text = plain ? readPlain(quick, inFlow) : first === QUOTE ? readDoubleQuoted(quick) : readSingleQuoted(quick);
  if (quick.text.charCodeAt(quick.at) !== COLON || text.length > MAX_KEY) giveUp();
  if (isPrototypeKey(text) || (plain && (text === '<<' || !isTextPlain(text)))) giveUp();
  return { text, at, plain };
}

function addEntry(entries: Map<string, MapEntry>, key: QuickKey, value: SpecNode): void {
  if (entries.has(key.text)) giveUp();
  entries.set(key.text, { keyAt: key.at, value });
}

/** The map of `entries`, or what `{file: path}` or `{folder: path}` stands for; `key` is the last one. */
function mapOrText(
  quick: Quick,
  entries: ReadonlyMap<string, MapEntry>,
  key: QuickKey | undefined,
  at: Position,
): SpecNode {
  const include = key === undefined || !key.plain || entries.size !== 1 ? undefined : INCLUDES.get(key.text);
  const path = key === undefined ? undefined : entries.get(key.text)?.value;
  if (include !== undefined && path?.type === 'scalar' && typeof path.value === 'string')
    return include(quick.source.layer, path.value, path.at, at, quick.gathering);
  return { type: 'map', entries, at };
}
