/** Short ways to read nodes that a schema has judged already. */
import type { Position } from '../../core/diagnostic.ts';
import { child, type SpecNode } from '../../core/spec-node.ts';

/** The text of a scalar at `key`, numbers and booleans as they are written. */
export function textAt(node: SpecNode | undefined, key: string): string | undefined {
  const found = child(node, key);
  return found === undefined ? undefined : textOf(found);
}

/** The text of a scalar; undefined for anything else and for null. */
export function textOf(node: SpecNode): string | undefined {
  return node.type === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

/** The texts of a list at `key`; none if it is not there. */
export function textsAt(node: SpecNode | undefined, key: string): readonly string[] {
  return itemsOf(child(node, key)).flatMap((item) => textOf(item) ?? []);
}

/** The items of a list; none if it is no list. */
export function itemsOf(node: SpecNode | undefined): readonly SpecNode[] {
  return node?.type === 'list' ? node.items : [];
}

/** Keys, values and places of keys of a map, in file order. */
export function entriesOf(node: SpecNode | undefined): readonly (readonly [string, SpecNode, Position])[] {
  if (node?.type !== 'map') return [];
  return [...node.entries].map(([key, entry]) => [key, entry.value, entry.keyAt] as const);
}
