/** Attributes that are one small value: a flag, a number, a word of a fixed set. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import { type AttributeOptions, shared } from './options.ts';
import { unknownWord, wrongType, wrongValue } from './problems.ts';
import { booleanOf, call, callOf, canonicalScalar, isTextNode, numberOf } from './scalars.ts';

/** True or false. `inverted`: the platform's property says the opposite. */
export function flag(options: AttributeOptions & { readonly inverted?: true }): Attribute {
  const inverted = options.inverted ?? false;
  return {
    ...shared(options),
    schema: z.boolean().describe(options.description),
    parse: (node, cx) => booleanOf(node) ?? wrongType(cx, node, 'true or false'),
    format: (value) => value === true,
    decode: (native) => (native === true || native === 'true') !== inverted,
    encode: (value) => (value === true) !== inverted,
  };
}

/** A whole number. */
export function integer(options: AttributeOptions & { readonly min?: number; readonly max?: number }): Attribute {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  return {
    ...shared(options),
    schema: z.int().min(min).max(max).describe(options.description),
    parse(node, cx) {
      const value = numberOf(node);
      if (value === undefined || !Number.isInteger(value)) return wrongType(cx, node, 'a whole number');
      if (value < min || value > max) return wrongValue(cx, node, `${value} is not between ${min} and ${max}`);
      return value;
    },
    format: (value) => Number(value),
    decode: (native) => (native === null || native === undefined || native === '' ? 0 : Number(native)),
    encode: (value) => Number(value),
  };
}

export type ChoiceWords = Readonly<Record<string, string | number>>;

/**
 * One of our words for the platform's values. What a newer platform says and we do not know is kept as `other("value")`,
 * so that an import loses nothing.
 */
export function choice(words: ChoiceWords, options: AttributeOptions): Attribute {
  const toNative = new Map(Object.entries(words));
  const toWord = new Map(Object.entries(words).map(([word, native]) => [String(native), word]));
  return {
    ...shared(options),
    schema: z.union([z.enum(Object.keys(words)), z.string().regex(/^other\(".*"\)$/)]).describe(options.description),
    parse(node, cx) {
      if (!isTextNode(node)) return wrongType(cx, node, `one of ${[...toNative.keys()].join(', ')}`);
      const other = callOf('other', node.value);
      if (other !== undefined) return toWord.get(other) ?? node.value;
      return toNative.has(node.value) ? node.value : unknownWord(cx, node, 'The word', node.value, toNative.keys());
    },
    format: canonicalScalar,
    decode(native) {
      const value = canonicalScalar(native);
      return toWord.get(value) ?? call('other', value);
    },
    encode(value) {
      const word = canonicalScalar(value);
      return toNative.get(word) ?? callOf('other', word) ?? word;
    },
  };
}
