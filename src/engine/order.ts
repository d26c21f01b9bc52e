/** Order lists: the fewest moves that put managed objects in the wanted sequence without disturbing the others. */

/** Indices of one longest increasing subsequence of `values`, in O(n log n). */
function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = new Array(values.length).fill(-1);
  for (const [i, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((values[tails[mid] ?? 0] ?? 0) < value) low = mid + 1;
      else high = mid;
    }
    previous[i] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = i;
  }
  const result: number[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) result.unshift(i);
  return result;
}

export interface Arranged<T> {
  /** The complete list. */
  readonly list: readonly T[];
  /** Which managed items change their place. */
  readonly moved: ReadonlySet<T>;
}

/**
 * The list that results when `wanted` (a permutation of the managed items in `live`) is to be their order.
 * The longest run that is already in order stays; every other managed item moves right behind its managed predecessor
 * (or, having none, right before the first item that stays). Unmanaged items keep their relative order.
 */
export function arrange<T>(live: readonly T[], wanted: readonly T[]): Arranged<T> {
  const rank = new Map(wanted.map((item, index) => [item, index]));
  const managed = live.filter((item) => rank.has(item));
  const staying = new Set(longestIncreasing(managed.map((item) => rank.get(item) ?? 0)).map((i) => managed[i]));
  const moved = new Set(managed.filter((item) => !staying.has(item)));
  const followers = new Map<T, T[]>();
  const leading: T[] = [];
  let anchor: T | undefined;
  for (const item of wanted) {
    if (!rank.has(item)) continue;
    if (!moved.has(item)) anchor = item;
    else if (anchor === undefined) leading.push(item);
    else followers.set(anchor, [...(followers.get(anchor) ?? []), item]);
  }
  const list: T[] = [];
  let first = true;
  for (const item of live) {
    if (moved.has(item)) continue;
    if (first && rank.has(item)) {
      list.push(...leading);
      first = false;
    }
    list.push(item, ...(followers.get(item) ?? []));
  }
  return { list, moved };
}

/** True if the items that both lists hold stand in the same sequence. */
export function sameSequence<T>(a: readonly T[], b: readonly T[]): boolean {
  const inB = new Set(b);
  const inA = new Set(a);
  const left = a.filter((item) => inB.has(item));
  const right = b.filter((item) => inA.has(item));
  return left.every((item, index) => item === right[index]);
}
