/** The spec as a tree that knows where every value was written; maps keep file order even for integer-like keys. */
import type { Position } from './diagnostic.ts';

export type Scalar = string | number | boolean | null;

export interface ScalarNode {
  readonly type: 'scalar';
  readonly value: Scalar;
  readonly at: Position;
  /** Set when the text came from `{file: path}`: the path, relative to the spec folder. */
  readonly file?: string;
  /** Set when that file is no text: `value` is its bytes in base64. */
  readonly bytes?: true;
  /** Set when that file holds more than `value`: all of its text, with the byte order mark and the last line end. */
  readonly whole?: string;
  /** Set when it was written in quotes or as a block: a text whatever it says, `"default()"` too. */
  readonly quoted?: true;
  /** Set when a `${VAR}` took part in the value. */
  readonly interpolated?: true;
  /** Set when the whole value was written as one `${NAME}`: the name. */
  readonly variable?: string;
}
export interface ListNode {
  readonly type: 'list';
  readonly items: readonly SpecNode[];
  readonly at: Position;
}
export interface MapNode {
  readonly type: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly at: Position;
}
export interface MapEntry {
  readonly keyAt: Position;
  readonly value: SpecNode;
}
export type SpecNode = ScalarNode | ListNode | MapNode;

/** Plain data as it is written to YAML: maps are `Map`s, so that order survives. */
export type SpecValue = Scalar | readonly SpecValue[] | ReadonlyMap<string, SpecValue> | SpecObject;
export interface SpecObject {
  readonly [name: string]: SpecValue;
}

/** The node below `node` at `path`, or undefined. */
export function nodeAt(node: SpecNode, path: readonly (string | number)[]): SpecNode | undefined {
  let current: SpecNode | undefined = node;
  for (const step of path) {
    if (current?.type === 'map') current = current.entries.get(String(step))?.value;
    else if (current?.type === 'list') current = typeof step === 'number' ? current.items[step] : undefined;
    else return undefined;
  }
  return current;
}

/** The value of entry `key` of a map node. */
export function child(node: SpecNode | undefined, key: string): SpecNode | undefined {
  return node?.type === 'map' ? node.entries.get(key)?.value : undefined;
}

/**
 * The tree as plain values for a schema to judge: maps become objects without a prototype, whose key order is not to be
 * relied on. Conversions that need order walk the tree itself.
 */
export function toPlain(node: SpecNode): unknown {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'list') return node.items.map(toPlain);
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of node.entries) object[key] = toPlain(entry.value);
  return object;
}
