/** The order algorithm against brute force: fewest moves, unmanaged objects undisturbed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange, sameSequence } from '../../src/engine/order.ts';

const lists = fc.integer({ min: 0, max: 8 }).chain((size) =>
  fc.record({
    live: fc.shuffledSubarray(
      Array.from({ length: size }, (_, i) => i),
      { minLength: size, maxLength: size },
    ),
    managed: fc.subarray(Array.from({ length: size }, (_, i) => i)),
    seed: fc.shuffledSubarray(
      Array.from({ length: size }, (_, i) => i),
      { minLength: size, maxLength: size },
    ),
  }),
);

/** The size of the largest set of managed items that need not move: those whose order is already as wanted. */
function mostStaying(live: readonly number[], wanted: readonly number[]): number {
  const managed = live.filter((item) => wanted.includes(item));
  let best = 0;
  for (let mask = 0; mask < 2 ** managed.length; mask += 1) {
    const kept = managed.filter((_, index) => mask & (1 << index));
    if (kept.length > best && sameSequence(kept, wanted)) best = kept.length;
  }
  return best;
}

describe('arrange', () => {
  test('moves the fewest, keeps everything, leaves unmanaged objects in their relative order', () => {
    fc.assert(
      fc.property(lists, ({ live, managed, seed }) => {
        const wanted = seed.filter((item) => managed.includes(item));
        const { list, moved } = arrange(live, wanted);
        expect([...list].sort()).toEqual([...live].sort());
        expect(list.filter((item) => wanted.includes(item))).toEqual(wanted);
        const foreign = (items: readonly number[]) => items.filter((item) => !wanted.includes(item));
        expect(foreign(list)).toEqual(foreign(live));
        expect(moved.size).toBe(wanted.length - mostStaying(live, wanted));
      }),
      { numRuns: 4000 },
    );
  });

  test('puts a moved object right behind its managed predecessor', () => {
    expect(arrange(['a', 'x', 'b', 'y', 'c'], ['a', 'c', 'b']).list).toEqual(['a', 'x', 'y', 'c', 'b']);
  });

  test('puts an object without a predecessor right before the first that stays', () => {
    expect(arrange(['x', 'a', 'b', 'c'], ['c', 'a', 'b']).list).toEqual(['x', 'c', 'a', 'b']);
  });

  test('changes nothing where the order stands', () => {
    const { list, moved } = arrange(['x', 'a', 'y', 'b'], ['a', 'b']);
    expect(list).toEqual(['x', 'a', 'y', 'b']);
    expect(moved.size).toBe(0);
  });
});
