/** Where in a spec's files a change belongs. */
import type { Kind } from '../core/kind.ts';
import { type MapEntry, type MapNode, nodeAt, type SpecNode } from '../core/spec-node.ts';
import type { Parts } from './compose.ts';

type Path = readonly string[];

/** The path of the block `key` of a kind, with the scope's key in place of `*`; undefined if no part of the spec declares it. */
export function findBlock(parts: Parts, kind: Kind, key: string): Path | undefined {
  for (const root of [parts.over, parts.own, parts.base]) {
    const path = root === undefined ? undefined : pathBelow(root, kind.section, key);
    if (path !== undefined) return path;
  }
  return undefined;
}

function pathBelow(node: SpecNode, section: Path, key: string): Path | undefined {
  if (node.type !== 'map') return undefined;
  const [step, ...rest] = section;
  if (step === undefined) return node.entries.has(key) ? [key] : undefined;
  for (const name of step === '*' ? node.entries.keys() : [step]) {
    const below = node.entries.get(name)?.value;
    const path = below === undefined ? undefined : pathBelow(below, rest, key);
    if (path !== undefined) return [name, ...path];
  }
  return undefined;
}

/** How many steps of `path` exist in `root`; a list counts as holding a member, as members have no keys in the tree. */
export function depthIn(root: MapNode | undefined, path: Path): number {
  let node: SpecNode | undefined = root;
  for (const [depth, step] of path.entries()) {
    if (node?.type === 'list') return depth + 1;
    node = node?.type === 'map' ? node.entries.get(step)?.value : undefined;
    if (node === undefined) return depth;
  }
  return path.length;
}

/** The topmost part of the spec that holds the most of `path`, unless a base holds more of it. */
export function partFor(
  parts: Parts,
  path: Path,
): { readonly root: MapNode; readonly depth: number } | 'base' | undefined {
  const over = depthIn(parts.over, path);
  const own = depthIn(parts.own, path);
  if (depthIn(parts.base, path) > Math.max(over, own)) return 'base';
  const root = over >= own && over > 0 ? parts.over : parts.own;
  return root === undefined ? undefined : { root, depth: Math.max(over, own) };
}

/** The file that the entry at `path` stands in. */
export function fileAt(root: MapNode, path: Path): string {
  let node: SpecNode = root;
  let { file } = root.at;
  for (const step of path) {
    const entry: MapEntry | undefined = node.type === 'map' ? node.entries.get(step) : undefined;
    if (entry === undefined) break;
    file = entry.keyAt.file;
    node = entry.value;
  }
  return file;
}

/** The file of the section's last block, so that a new one follows it; undefined if there is no such section yet. */
export function fileToAddTo({ own }: Parts, path: Path): string | undefined {
  if (own === undefined) return undefined;
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const node = nodeAt(own, path.slice(0, depth));
    if (node?.type !== 'map') continue;
    return [...node.entries.values()].at(-1)?.keyAt.file ?? fileAt(own, path.slice(0, depth));
  }
  return undefined;
}

/** How often a file is included. */
export function usesOf(node: SpecNode | undefined, file: string): number {
  if (node === undefined) return 0;
  if (node.type === 'scalar') return node.file === file ? 1 : 0;
  const children = node.type === 'list' ? node.items : [...node.entries.values()].map((entry) => entry.value);
  return children.reduce((sum, child) => sum + usesOf(child, file), 0);
}
