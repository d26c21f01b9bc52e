/** One YAML file as a tree with positions: the only reader of YAML, strict about what a spec may hold. */
import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
} from 'yaml';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { MapEntry, MapNode, ScalarNode, SpecNode } from '../core/spec-node.ts';
import { includeFile } from './include.ts';
import { interpolate } from './interpolate.ts';
import { CONTROL, type Gathering, MAX_ALIASED_NODES, MAX_DEPTH, place, problem, type YamlSource } from './layer.ts';
import { explainYamlError, placeholderWords } from './yaml-words.ts';

/** Keys that mean something to JavaScript objects. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_SYNTAX_ERRORS = 10;

interface Reader {
  readonly source: YamlSource;
  readonly lines: LineCounter;
  readonly anchors: Map<string, Converted>;
  readonly gathering: Gathering;
  aliased: number;
}
/** A converted node, and how many nodes it has when its aliases are written out. */
interface Converted {
  readonly node: SpecNode;
  readonly weight: number;
}

/** Down to this depth stand sections and blocks; a key lost there may be one that others refer to. */
const BLOCK_DEPTH = 3;

/** The file's root map; undefined if the file is empty or is no YAML map, the latter with diagnostics. */
export function readYaml(source: YamlSource, gathering: Gathering): MapNode | undefined {
  const lines = new LineCounter();
  const reader: Reader = { source, lines, anchors: new Map(), gathering, aliased: 0 };
  const contents = parse(reader);
  if (contents === undefined || contents === null) return undefined;
  if (!isMap(contents)) {
    if (isScalar(contents) && contents.value === null) return undefined;
    gathering.incomplete = true;
    report(reader, 'SPEC_WRONG_TYPE', at(reader, contents), 'a spec file is a map of sections, and this is none', {
      hint: 'begin with `version: 1` or a section such as `groups:`',
    });
    return undefined;
  }
  const root = convert(reader, contents, 0).node;
  return root.type === 'map' ? root : undefined;
}

/** The parser's own tree, or undefined after reporting why there is none. */
function parse(reader: Reader): Node | null | undefined {
  const { text } = reader.source;
  try {
    const document = parseDocument(text, {
      lineCounter: reader.lines,
      uniqueKeys: false,
      keepSourceTokens: false,
      prettyErrors: false,
      // With `silent` a second document is dropped without a word.
      logLevel: 'error',
      schema: 'core',
      version: '1.2',
    });
    const errors = [...document.errors, ...document.warnings];
    if (document.directives?.yaml.explicit === true) {
      report(reader, 'SPEC_YAML_SYNTAX', positionOf(reader, 0), 'a `%YAML` line is not part of the spec', {
        hint: 'remove it',
      });
    }
    if (errors.length === 0) return document.contents;
    const seen = new Set<number>();
    for (const error of errors) {
      const { offset, ...words } = explainYamlError(error, text);
      const where = positionOf(reader, offset ?? error.pos[0]);
      if (seen.has(where.line) || seen.size >= MAX_SYNTAX_ERRORS) continue;
      seen.add(where.line);
      reader.gathering.diagnostics.push({ ...words, severity: 'error', at: where });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(reader, 'SPEC_TOO_DEEP', positionOf(reader, 0), `the file is nested deeper than ${MAX_DEPTH} levels`);
  }
  reader.gathering.incomplete = true;
  return undefined;
}

function convert(reader: Reader, node: unknown, depth: number): Converted {
  if (isAlias(node)) return convertAlias(reader, node);
  const converted = convertPlain(reader, node, depth);
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (anchor !== undefined) reader.anchors.set(anchor, converted);
  return converted;
}

/** Stands for a value that was reported; later stages leave it and what holds it alone. */
function broken(reader: Reader, where: Position): Converted {
  const node: ScalarNode = { type: 'scalar', value: null, at: where };
  reader.gathering.broken.add(node);
  return { node, weight: 1 };
}

function convertPlain(reader: Reader, node: unknown, depth: number): Converted {
  const where = at(reader, node);
  if ((isScalar(node) || isCollection(node)) && node.tag !== undefined) {
    report(reader, 'SPEC_YAML_TAG', where, `the YAML tag \`${node.tag}\` is not part of the spec`, {
      hint: 'remove the tag, or quote the text',
    });
    return broken(reader, where);
  }
  if (isScalar(node)) return convertScalar(reader, node);
  if (depth >= MAX_DEPTH) {
    report(reader, 'SPEC_TOO_DEEP', where, `maps and lists are nested deeper than ${MAX_DEPTH} levels`);
    return broken(reader, where);
  }
  if (isMap(node)) return convertMap(reader, node, node.items, depth);
  if (!isSeq(node)) return broken(reader, where);
  const items: SpecNode[] = [];
  let weight = 1;
  for (const item of node.items) {
    const converted = convert(reader, item, depth + 1);
    items.push(converted.node);
    weight += converted.weight;
  }
  return { node: known(reader, { type: 'list', items, at: where }, items), weight };
}

/** `node`, noted as broken if one of its children is. */
function known<Node extends SpecNode>(reader: Reader, node: Node, children: Iterable<SpecNode>): Node {
  for (const child of children) if (reader.gathering.broken.has(child)) reader.gathering.broken.add(node);
  return node;
}

function convertAlias(reader: Reader, alias: Alias): Converted {
  const where = at(reader, alias);
  const target = reader.anchors.get(alias.source);
  if (target === undefined) {
    report(
      reader,
      'SPEC_YAML_ANCHOR',
      where,
      `\`*${alias.source}\` stands for an anchor that is not complete above it`,
    );
    return broken(reader, where);
  }
  reader.aliased += target.weight;
  if (reader.aliased <= MAX_ALIASED_NODES) return target;
  if (reader.aliased - target.weight <= MAX_ALIASED_NODES) {
    report(reader, 'SPEC_TOO_LARGE', where, `aliases of this file stand for more than ${MAX_ALIASED_NODES} values`);
  }
  return broken(reader, where);
}

function convertMap(reader: Reader, map: Node, pairs: readonly Pair[], depth: number): Converted {
  const entries = new Map<string, MapEntry>();
  const merged = new Set<string>();
  const children: SpecNode[] = [];
  let weight = 1;
  for (const pair of pairs) {
    const key = keyOf(reader, pair, map);
    const value = pair.value === null ? noValue(reader, key, map) : convert(reader, pair.value, depth + 1);
    weight += value.weight;
    if (key === undefined || pair.value === null) {
      children.push(broken(reader, value.node.at).node);
      if (depth <= BLOCK_DEPTH) reader.gathering.incomplete = true;
    } else if (key.text === '<<' && key.plain) {
      children.push(value.node);
      mergeInto(reader, entries, merged, value.node);
    } else {
      children.push(value.node);
      addEntry(reader, entries, merged, key, value.node);
    }
  }
  const included = includeOf(reader, map, pairs, entries);
  return { node: known(reader, included ?? { type: 'map', entries, at: at(reader, map) }, children), weight };
}

function addEntry(
  reader: Reader,
  entries: Map<string, MapEntry>,
  merged: Set<string>,
  key: Key,
  value: SpecNode,
): void {
  const before = entries.get(key.text);
  if (before !== undefined && !merged.delete(key.text)) {
    report(reader, 'SPEC_DUPLICATE_KEY', key.at, `\`${key.text}\` stands twice`, {
      detail: `first at ${place(before.keyAt)}`,
    });
    return;
  }
  entries.set(key.text, { keyAt: key.at, value });
}

/** `{a, b}` and `{a b}`: keys without a colon. */
function noValue(reader: Reader, key: Key | undefined, map: Node): Converted {
  const where = key?.at ?? at(reader, map);
  if (key !== undefined) {
    report(reader, 'SPEC_NULL', where, `\`${key.text}\` has no value`, {
      hint: 'write `key: value`; a text with a comma needs quotes',
    });
  }
  return broken(reader, where);
}

/** `{file: path}`; a quoted key is an ordinary one, so that a map of people's own keys can have it. */
function includeOf(
  reader: Reader,
  map: Node,
  pairs: readonly Pair[],
  entries: ReadonlyMap<string, MapEntry>,
): ScalarNode | undefined {
  const key = pairs.length === 1 ? pairs[0]?.key : undefined;
  const value = entries.get('file')?.value;
  if (!isScalar(key) || key.value !== 'file' || key.type !== Scalar.PLAIN || value?.type !== 'scalar') return undefined;
  if (typeof value.value !== 'string') return undefined;
  return includeFile(reader.source.layer, value.value, value.at, at(reader, map), reader.gathering);
}

/** The entries of `<<`'s maps, where the map itself and earlier ones do not say otherwise. */
function mergeInto(reader: Reader, entries: Map<string, MapEntry>, merged: Set<string>, value: SpecNode): void {
  for (const map of value.type === 'list' ? value.items : [value]) {
    if (map.type !== 'map') {
      report(reader, 'SPEC_WRONG_TYPE', map.at, '`<<` takes a map, or a list of maps', { hint: 'write `<<: *name`' });
      continue;
    }
    for (const [key, entry] of map.entries) {
      if (entries.has(key)) continue;
      entries.set(key, entry);
      merged.add(key);
    }
  }
}

interface Key {
  readonly text: string;
  readonly at: Position;
  readonly plain: boolean;
}

function keyOf(reader: Reader, pair: Pair, map: Node): Key | undefined {
  const { key } = pair;
  const where = isScalar(key) || isCollection(key) || isAlias(key) ? at(reader, key) : at(reader, map);
  if (!isScalar(key)) {
    const start = map.range?.[0] ?? 0;
    if (reader.source.text.startsWith('{{', start)) {
      const words = placeholderWords(reader.source.text.slice(start, start + 200).split('\n', 1)[0] ?? '');
      report(reader, words.code, positionOf(reader, start), words.summary, words);
    } else
      report(reader, 'SPEC_BAD_KEY', where, 'a key must be a text, not a map, a list or an alias', {
        hint: 'a text with braces or brackets needs quotes',
      });
    return undefined;
  }
  if (typeof key.value !== 'string') {
    const source = key.source ?? String(key.value);
    const what = key.value === null ? 'empty' : `a ${typeof key.value}`;
    report(reader, 'SPEC_BAD_KEY', where, `the key \`${source}\` is ${what}, and a key must be a text`, {
      hint: `write "${source}"`,
    });
    return undefined;
  }
  if (PROTOTYPE_KEYS.has(key.value)) {
    report(reader, 'SPEC_BAD_KEY', where, `\`${key.value}\` cannot be a key`, { hint: 'choose another name' });
    return undefined;
  }
  if (CONTROL.test(key.value)) {
    report(reader, 'SPEC_CONTROL_CHARACTER', where, 'a key holds a control character');
    return undefined;
  }
  return { text: key.value, at: where, plain: key.type === Scalar.PLAIN };
}

function convertScalar(reader: Reader, scalar: Scalar): Converted {
  const { value } = scalar;
  const where = at(reader, scalar);
  if (typeof value === 'string') return { node: textNode(reader, value, where), weight: 1 };
  if (value === null && scalar.source === '') {
    report(reader, 'SPEC_NULL', where, 'nothing stands here', {
      hint: 'write a value, `{}` for an empty map, or remove the line',
    });
    return broken(reader, where);
  }
  if (typeof value === 'number' && !isExact(value, scalar.source)) {
    const source = scalar.source ?? String(value);
    report(reader, 'SPEC_BAD_VALUE', where, `the number ${source} cannot be held exactly`, {
      hint: `write "${source}"`,
    });
    return broken(reader, where);
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return { node: { type: 'scalar', value, at: where }, weight: 1 };
  }
  report(reader, 'SPEC_WRONG_TYPE', where, 'only texts, numbers, true, false, maps and lists are values');
  return broken(reader, where);
}

function isExact(value: number, source: string | undefined): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(source ?? '');
}

function textNode(reader: Reader, raw: string, where: Position): ScalarNode {
  const filled = interpolate(raw, reader.gathering.variables);
  const node: ScalarNode = {
    type: 'scalar',
    value: filled.text,
    at: where,
    ...(filled.used ? { interpolated: true } : {}),
  };
  const control = CONTROL.exec(filled.text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    report(
      reader,
      'SPEC_CONTROL_CHARACTER',
      where,
      `the text holds the control character U+${code} after ${control.index} characters`,
    );
  }
  const pending: Diagnostic[] = [];
  if (filled.malformed !== undefined) {
    pending.push(
      problem('SPEC_BAD_VARIABLE', where, '`${` begins no variable: names are letters, digits and `_`', {
        hint: 'for the characters themselves write `$${`',
      }),
    );
  }
  for (const name of new Set(filled.unset)) {
    pending.push(
      problem('SPEC_UNSET_VARIABLE', where, `the variable \`${name}\` is not set`, {
        hint: `set it in the environment, give a default with \`\${${name}:-…}\`, or write \`$\${${name}}\` if the characters are meant`,
      }),
    );
  }
  if (pending.length > 0) reader.gathering.pending.set(node, pending);
  return node;
}

function at(reader: Reader, node: unknown): Position {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return positionOf(reader, range?.[0] ?? 0);
}

function positionOf(reader: Reader, offset: number): Position {
  const { line, col } = reader.lines.linePos(offset);
  return { file: reader.source.name, line: Math.max(1, line), column: Math.max(1, col) };
}

function report(reader: Reader, code: string, where: Position, summary: string, more: Partial<Diagnostic> = {}): void {
  reader.gathering.diagnostics.push(problem(code, where, summary, more));
}
