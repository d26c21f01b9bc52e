/** Finds the places of a YAML text that a change is about, and refuses those that other places share. */
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A change that cannot be made without touching anything else, and why. */
export class Unspliceable extends Error {}

export type Path = readonly string[];
export type Collection = YAMLMap | YAMLSeq;

export interface Located {
  /** The collections from the root down, each the value of the step before. */
  readonly owners: readonly Collection[];
  /** Index of the entry in its owner, one for each step that exists. */
  readonly indexes: readonly number[];
}

/** The text's data, maps as lists of entries, for comparing before and after. */
export function dataOf(text: string): unknown {
  return plain(parse(text).toJS({ mapAsMap: true, maxAliasCount: 10_000 }));
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return { entries: [...value].map(([key, item]) => [key, plain(item)]) };
  return Array.isArray(value) ? value.map(plain) : value;
}

function parse(text: string) {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, schema: 'core', version: '1.2' });
  if (document.errors.length > 0) throw new Unspliceable('the file is not valid YAML');
  return document;
}

export function rootOf(text: string): YAMLMap | undefined {
  const { contents } = parse(text);
  if (contents === null || (isScalar(contents) && contents.value === null)) return undefined;
  if (!isMap(contents)) throw new Unspliceable('the file is no map');
  return contents;
}

/** As far down `path` as entries exist. */
export function locate(root: YAMLMap, path: Path): Located {
  const owners: Collection[] = [root];
  const indexes: number[] = [];
  for (const [depth, step] of path.entries()) {
    const owner = owners[depth];
    if (owner === undefined) throw new Unspliceable('a value on the way holds nothing');
    const index = indexOf(owner, step);
    if (index < 0) {
      if (isMap(owner) && owner.items.some((pair) => isScalar(pair.key) && pair.key.value === '<<'))
        throw new Unspliceable('the map takes entries from an anchor by `<<`');
      break;
    }
    indexes.push(index);
    const value = valueAt(owner, index);
    if (depth === path.length - 1) break;
    if (isAlias(value)) throw new Unspliceable('it stands behind an alias, which other places share');
    if (!isMap(value) && !isSeq(value)) break;
    if (value.anchor !== undefined) throw new Unspliceable('it stands in an anchor, which other places may share');
    owners.push(value);
  }
  if (indexes.length < path.length && owners.length === indexes.length)
    throw new Unspliceable('a value on the way holds nothing');
  return { owners, indexes };
}

function indexOf(owner: Collection, step: string): number {
  if (isMap(owner)) return owner.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === step);
  return owner.items.findIndex((item) => isMember(item, step));
}

/** A member of a list is called by its text, with or without its kind, or by the `key` of its map. */
function isMember(item: unknown, step: string): boolean {
  if (isMap(item)) return item.get('key') === step;
  return isScalar(item) && isNameOf(String(item.value), step);
}

/** True if `text` names the same member as `step`. */
export function isNameOf(text: string, step: string): boolean {
  return text === step || text.endsWith(`.${step}`) || step.endsWith(`.${text}`);
}

export function valueAt(owner: Collection, index: number): unknown {
  return isMap(owner) ? pairAt(owner, index).value : owner.items[index];
}

export function pairAt(owner: Collection, index: number): Pair {
  const item = owner.items[index];
  if (isPair(item)) return item;
  throw new Unspliceable('the entry is unusual');
}

export function rangeOf(node: unknown): readonly [number, number] {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  if (range === undefined || range === null) throw new Unspliceable('the entry has no place');
  return [range[0], range[1]];
}

export function refuseAnchors(item: unknown): void {
  const nodes: unknown[] = [item];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)
      throw new Unspliceable('it holds an anchor, which other places may share');
    if (isCollection(node)) nodes.push(...node.items);
    else if (isPair(node)) nodes.push(node.value);
  }
}
