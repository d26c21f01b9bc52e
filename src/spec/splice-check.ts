/** Proves that a spliced text differs from the one before in exactly the place that was meant. */
import type { SpecValue } from '../core/spec-node.ts';
import { renderInline } from './render.ts';
import { dataOf, isNameOf } from './splice-find.ts';

interface Entries {
  readonly entries: readonly (readonly [unknown, unknown])[];
}

/** True if the data of `after` is that of `before` with `value` at `path`, or without it if `value` is undefined. */
export function sameButAt(
  before: string,
  after: string,
  path: readonly string[],
  value: SpecValue | undefined,
): boolean {
  const old = without(dataOf(before), path);
  const changed = without(dataOf(after), path);
  if (JSON.stringify(old.rest ?? null) !== JSON.stringify(changed.rest ?? null)) return false;
  if (value === undefined) return changed.found.length === 0;
  return JSON.stringify(changed.found) === JSON.stringify([dataFor(value)]);
}

/** The same for several new entries of the map or list at `path`. */
export function sameButFor(
  before: string,
  after: string,
  path: readonly string[],
  entries: readonly { readonly key: string; readonly value?: SpecValue }[],
): boolean {
  let rest: unknown = dataOf(after);
  const found: unknown[] = [];
  for (const { key } of entries) {
    const pruned = without(rest, [...path, key]);
    found.push(...pruned.found);
    rest = pruned.rest;
  }
  // A collection that was empty, or not there, goes with its entries.
  const [first] = entries;
  const old = first === undefined ? dataOf(before) : without(dataOf(before), [...path, first.key]).rest;
  if (JSON.stringify(old ?? null) !== JSON.stringify(rest ?? null)) return false;
  const wanted = entries.map(({ key, value }) => (value === undefined ? key : dataFor(value)));
  return JSON.stringify(found) === JSON.stringify(wanted);
}

function dataFor(value: SpecValue): unknown {
  const data = dataOf(`x: ${renderInline(value)}`);
  return isEntries(data) ? data.entries[0]?.[1] : undefined;
}

interface Pruned {
  /** Undefined where nothing but the entry stood. */
  readonly rest: unknown;
  readonly found: readonly unknown[];
}

/** The data without the entry at `path` and without collections that are empty but for it. */
function without(data: unknown, path: readonly string[]): Pruned {
  const [step, ...deeper] = path;
  if (step === undefined) return { rest: undefined, found: [data] };
  const found: unknown[] = [];
  function inside(item: unknown): unknown {
    const pruned = without(item, deeper);
    found.push(...pruned.found);
    return pruned.rest;
  }
  if (isEntries(data)) {
    const entries = data.entries
      .map(([key, item]) => [key, key === step ? inside(item) : item])
      .filter(([, item]) => item !== undefined);
    return { rest: entries.length === 0 ? undefined : { entries }, found };
  }
  if (Array.isArray(data)) {
    const items: unknown[] = data
      .map((item: unknown) => (isMember(item, step) ? inside(item) : item))
      .filter((item) => item !== undefined);
    return { rest: items.length === 0 ? undefined : items, found };
  }
  return { rest: data ?? undefined, found };
}

function isMember(item: unknown, step: string): boolean {
  if (isEntries(item)) return item.entries.some(([key, value]) => key === 'key' && value === step);
  return typeof item !== 'object' && isNameOf(String(item), step);
}

function isEntries(data: unknown): data is Entries {
  return typeof data === 'object' && data !== null && 'entries' in data && Array.isArray(data.entries);
}
