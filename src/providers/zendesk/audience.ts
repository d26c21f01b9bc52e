/** Who may read an article: everyone, one user segment, or on Enterprise several of them. */
import { z } from 'zod';
import type { Attribute } from '../../core/attribute.ts';
import type { AttributeOptions } from '../../core/attributes/options.ts';
import { wrongValue } from '../../core/attributes/problems.ts';
import { listOf, reference, references } from '../../core/attributes/references.ts';
import { isList, type Value } from '../../core/value.ts';
import type { Native } from './binding.ts';

const KIND = 'user_segment';
/** The property for one segment, and the one for any number: a request has one of them, never both. */
const ONE = 'user_segment_id';
const SEVERAL = 'user_segment_ids';

/** Canonical as null for everyone, a reference, or a set of two and more. */
export function audience(options: AttributeOptions): Attribute {
  const one = reference(KIND, { ...options, nullable: true, native: ONE, ids: 'number', platformDefault: null });
  const several = references(KIND, { ...options, ids: 'number' });
  return {
    ...one,
    unordered: true,
    schema: z.union([one.schema, several.schema]).describe(options.description),
    parse(node, cx) {
      if (node.type !== 'list') return one.parse(node, cx);
      if (node.items.length === 0) return wrongValue(cx, node, 'The list is empty', 'Write `none` for everyone');
      const found = several.parse(node, cx);
      return found === undefined ? undefined : single(found);
    },
    decode: (native) => (Array.isArray(native) ? single(several.decode(native)) : one.decode(native)),
    format: (value, cx) => (isList(value) ? several.format(value, cx) : one.format(value, cx)),
    encode: (value, cx) => (isList(value) ? several.encode(value, cx) : one.encode(value, cx)),
  };
}

/** The audience that an article shows; the list counts where there is one, since the single id is only its first. */
export function readAudience(attribute: Attribute, native: Native): Value {
  const ids = native[SEVERAL];
  return attribute.decode(Array.isArray(ids) && ids.length > 0 ? ids : native[ONE]);
}

/** An encoded article whose segments stand under the property that is meant for their number. */
export function withSegments({ [ONE]: segments, ...native }: Native): Native {
  if (segments === undefined) return native;
  return { ...native, [Array.isArray(segments) ? SEVERAL : ONE]: segments };
}

function single(set: Value): Value {
  const [first = null, second] = listOf(set);
  return second === undefined ? first : set;
}
