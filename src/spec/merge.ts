/** How parts of a spec become one: files of a folder side by side, an overlay over what it extends. */
import type { MapEntry, MapNode, ScalarNode, SpecNode } from '../core/spec-node.ts';
import { type Gathering, place, problem } from './layer.ts';
import type { SectionTree } from './sections.ts';

/** Files side by side: sections merge, and what stands twice is an error that names both places. */
export function mergeFiles(maps: readonly MapNode[], tree: SectionTree, gathering: Gathering): MapNode | undefined {
  const [first] = maps;
  if (first === undefined || maps.length === 1) return first;
  const groups = new Map<string, MapEntry[]>();
  for (const map of maps) {
    for (const [key, entry] of map.entries) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [entry]);
      else group.push(entry);
    }
  }
  const entries = new Map<string, MapEntry>();
  for (const [key, group] of groups) {
    const entry = mergeEntries(key, group, tree.children.get(key) ?? tree.wildcard, gathering);
    if (entry !== undefined) entries.set(key, entry);
  }
  return { type: 'map', entries, at: first.at };
}

function mergeEntries(
  key: string,
  group: readonly MapEntry[],
  tree: SectionTree | undefined,
  gathering: Gathering,
): MapEntry | undefined {
  const [first] = group;
  if (first === undefined || group.length === 1) return first;
  const values = group.map((entry) => entry.value);
  if (tree !== undefined && values.every(isMap)) {
    const value = mergeFiles(values, tree, gathering);
    return value === undefined ? first : { keyAt: first.keyAt, value };
  }
  if (tree?.concatenates === true && values.every(isList)) {
    return {
      keyAt: first.keyAt,
      value: { type: 'list', items: values.flatMap((list) => list.items), at: first.value.at },
    };
  }
  for (const entry of group.slice(1)) {
    const summary = `\`${key}\` stands twice`;
    gathering.diagnostics.push(
      problem('SPEC_DUPLICATE_KEY', entry.keyAt, summary, { detail: `first at ${place(first.keyAt)}` }),
    );
  }
  return first;
}

function isMap(node: SpecNode): node is MapNode {
  return node.type === 'map';
}

function isList(node: SpecNode): node is Extract<SpecNode, { type: 'list' }> {
  return node.type === 'list';
}

/** `over` laid over `base`: maps merge deep, lists and scalars replace, `null` deletes. Every node keeps its own place. */
export function overlay(base: MapNode, over: MapNode, gathering: Gathering): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    if (entry.value.type === 'scalar' && entry.value.value === null && !gathering.broken.has(entry.value)) {
      if (below === undefined) {
        gathering.diagnostics.push({
          code: 'SPEC_NULL',
          severity: 'warning',
          summary: `\`${key}: null\` deletes nothing, because what this extends has no \`${key}\``,
          at: entry.keyAt,
        });
      }
      entries.delete(key);
    } else if (below?.value.type === 'map' && entry.value.type === 'map') {
      const merged = overlay(below.value, entry.value, gathering);
      entries.set(key, { keyAt: entry.keyAt, value: merged });
    } else entries.set(key, entry);
  }
  return { type: 'map', entries, at: over.at };
}

/** What is left to say about the merged tree: problems that waited for it, and a `null` that deleted nothing. True if `node` is sound. */
export function finish(node: SpecNode, gathering: Gathering): boolean {
  let sound = !gathering.broken.has(node);
  if (node.type === 'map') {
    for (const entry of node.entries.values()) sound = finish(entry.value, gathering) && sound;
  } else if (node.type === 'list') {
    for (const item of node.items) sound = finish(item, gathering) && sound;
  } else if (sound) sound = finishScalar(node, gathering);
  if (!sound) gathering.broken.add(node);
  return sound;
}

function finishScalar(node: ScalarNode, gathering: Gathering): boolean {
  const pending = gathering.pending.get(node);
  if (pending !== undefined) {
    gathering.diagnostics.push(...pending);
    return false;
  }
  if (node.value !== null) return true;
  gathering.diagnostics.push(
    problem('SPEC_NULL', node.at, '`null` only deletes what a spec extends, and there is nothing of the kind here', {
      hint: "for the platform's default write `default()`; otherwise remove the line",
    }),
  );
  return false;
}
