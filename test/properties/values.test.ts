import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sameValue } from '../../src/core/value.ts';

test('equality of values is equality of their canonical texts', () => {
  const key = fc.constantFrom('a', 'b', '$ref', '1');
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, undefined, true, false, 0, -0, 1, '', '0', 'null', '[]', '{}'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameValue(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameValue(a, structuredClone(a))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
