/** Finds the blocks of a spec: one for each key in a section of some kind. */
import { type Address, addressOf, KEY_PATTERN, RESERVED_WORDS } from '../core/address.ts';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { MapNode, SpecNode } from '../core/spec-node.ts';
import { unknownKey, wrongType } from './issues.ts';
import { place, problem } from './layer.ts';
import { nearestHint } from './nearest.ts';
import { futureBelow, ROOT_KEYS, type SectionTree } from './sections.ts';

export interface Block {
  readonly kind: Kind;
  readonly address: Address;
  readonly key: string;
  /** The key that stands for `*` in the section. */
  readonly scope?: string;
  readonly node: MapNode;
  /** Where its key stands. */
  readonly at: Position;
}

export interface Found {
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}

/** All blocks in file order, section by section, and what stands where nothing of the kind may stand. */
export function findBlocks(root: MapNode, tree: SectionTree, broken: WeakSet<SpecNode>): Found {
  const blocks: Block[] = [];
  const diagnostics: Diagnostic[] = [];
  const places = new Map<Address, Position>();

  function walk(node: MapNode, level: SectionTree, path: readonly string[], scope: string | undefined): void {
    for (const [key, { keyAt, value }] of node.entries) {
      if (path.length === 0 && isRootKey(key)) continue;
      const next = level.children.get(key) ?? level.wildcard;
      if (next === undefined) {
        diagnostics.push(unknownSection(path, key, keyAt, level));
        continue;
      }
      const isScope = !level.children.has(key);
      if (isScope && !checkKey(path.join('.'), key, keyAt)) continue;
      if (broken.has(value) && value.type !== 'map') continue;
      if (value.type !== 'map') diagnostics.push(wrongType([...path, key].join('.'), value, 'a map'));
      else if (next.kind !== undefined) collect(value, next.kind, isScope ? key : scope);
      else walk(value, next, [...path, key], isScope ? key : scope);
    }
  }

  function collect(section: MapNode, kind: Kind, scope: string | undefined): void {
    for (const [key, { keyAt, value }] of section.entries) {
      const address = addressOf(kind.name, key);
      if (!checkKey(kind.plural, key, keyAt)) continue;
      if (kind.single !== undefined && key !== kind.single) {
        diagnostics.push(unknownKey(keyAt, kind.section.join('.'), key, [kind.single]));
        continue;
      }
      const before = places.get(address);
      if (before !== undefined) {
        diagnostics.push(
          problem('SPEC_DUPLICATE_KEY', keyAt, `\`${address}\` stands twice`, { detail: `first at ${place(before)}` }),
        );
        continue;
      }
      places.set(address, keyAt);
      if (value.type === 'map')
        blocks.push({ kind, address, key, node: value, at: keyAt, ...(scope === undefined ? {} : { scope }) });
      else if (!broken.has(value)) diagnostics.push(wrongType(address, value, 'a map'));
    }
  }

  function checkKey(owner: string, key: string, at: Position): boolean {
    const problemOf = keyProblem(owner, key, at);
    if (problemOf !== undefined) diagnostics.push(problemOf);
    return problemOf === undefined;
  }

  walk(root, tree, [], undefined);
  return { blocks, diagnostics };
}

function isRootKey(key: string): boolean {
  return ROOT_KEYS.some((known) => known === key);
}

/** What is wrong with `key` as the key of a block, if anything. */
export function keyProblem(owner: string, key: string, at: Position): Diagnostic | undefined {
  if (RESERVED_WORDS.has(key)) {
    return problem('SPEC_BAD_KEY', at, `\`${key}\` is a word of the language and cannot be a key of ${owner}`, {
      hint: `such as \`${key}_\``,
    });
  }
  if (KEY_PATTERN.test(key)) return undefined;
  return problem('SPEC_BAD_KEY', at, `\`${key}\` cannot be a key of ${owner}`, {
    detail: 'a key is made of small letters, digits, `_` and `-`, and begins with a letter or digit',
  });
}

function unknownSection(path: readonly string[], key: string, at: Position, level: SectionTree): Diagnostic {
  const known = [...level.children.keys(), ...(path.length === 0 ? ROOT_KEYS : [])];
  const future = futureBelow(path);
  const title = [...path, key].join('.');
  if (future.includes(key)) {
    return problem('SPEC_NOT_YET', at, `\`${title}\` is known, but this version cannot provision it yet`, {
      hint: 'remove it for now',
    });
  }
  const found = unknownKey(at, path.length === 0 ? 'the spec' : path.join('.'), key, [...new Set(known)].sort());
  return found.hint === undefined ? { ...found, ...nearestHint(key, future) } : found;
}
