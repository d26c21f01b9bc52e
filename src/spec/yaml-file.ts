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
import type { MapEntry, MapNode, ScalarNode, SpecNode } from '../core/spec-node.ts';
import { INCLUDES } from './includes.ts';
import { type Gathering, MAX_ALIASED_NODES, MAX_DEPTH, place, type YamlSource } from './layer.ts';
import { readQuickly } from './quick-yaml.ts';
import { at, broken, type Converted, positionOf, type Reader, report } from './yaml-reader.ts';
import { convertScalar, type Key, keyOf } from './yaml-scalar.ts';
import { explainYamlError } from './yaml-words.ts';

const MAX_SYNTAX_ERRORS = 10;

/** Down to this depth stand sections and blocks; a key lost there may be one that others refer to. */
const BLOCK_DEPTH = 3;

/** The file's root map; undefined if the file is empty or is no YAML map, the latter with diagnostics. */
export function readYaml(source: YamlSource, gathering: Gathering): MapNode | undefined {
  return readQuickly(source, gathering) ?? readFully(source, gathering);
}

/** The same by the parser that knows all of YAML. */
export function readFully(source: YamlSource, gathering: Gathering): MapNode | undefined {
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

/** `{file: path}` and `{folder: path}`; a quoted key is an ordinary one, so that a map of people's own keys can have it. */
function includeOf(
  reader: Reader,
  map: Node,
  pairs: readonly Pair[],
  entries: ReadonlyMap<string, MapEntry>,
): ScalarNode | undefined {
  const key = pairs.length === 1 ? pairs[0]?.key : undefined;
  if (!isScalar(key) || typeof key.value !== 'string' || key.type !== Scalar.PLAIN) return undefined;
  const include = INCLUDES.get(key.value);
  const value = entries.get(key.value)?.value;
  if (include === undefined || value?.type !== 'scalar' || typeof value.value !== 'string') return undefined;
  return include(reader.source.layer, value.value, value.at, at(reader, map), reader.gathering);
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
