/** What a lookup field points at, and which of those it offers: the same for fields of tickets, people, organizations and objects. */
import { z } from 'zod';
import type { Attribute } from '../../core/attribute.ts';
import { unknownWord, wrongType } from '../../core/attributes/problems.ts';
import { canonicalScalar, isTextNode } from '../../core/attributes/scalars.ts';
import { conditions } from './vocabulary/conditions.ts';

const OBJECT = 'custom_object';
const PREFIX = `${OBJECT}.`;
const NATIVE = 'zen:custom_object:';
const WORDS = ['zen:user', 'zen:organization', 'zen:ticket'] as const;
const DESCRIPTION = `What a lookup field points at: ${WORDS.join(', ')}, or ${PREFIX}KEY.`;

/** A word of the platform's, or a reference to a custom object, whose id is its key. */
export const lookupTarget: Attribute = {
  description: DESCRIPTION,
  mutability: 'immutable',
  native: 'relationship_target_type',
  refersTo: [OBJECT],
  schema: z.string().describe(DESCRIPTION),
  parse(node, cx) {
    if (!isTextNode(node)) return wrongType(cx, node, `one of ${WORDS.join(', ')}, or ${PREFIX}KEY`);
    const { value } = node;
    if (value.startsWith(NATIVE)) return { $id: value.slice(NATIVE.length), kind: OBJECT };
    if (value.startsWith(PREFIX) || /^(live|id|missing)\(/.test(value)) return cx.reference([OBJECT], node);
    return WORDS.some((word) => word === value)
      ? value
      : unknownWord(cx, node, 'The target', value, [...WORDS, `${PREFIX}KEY`]);
  },
  format(value, cx) {
    if (typeof value === 'string') return value;
    const name = cx.reference(value, [OBJECT]);
    return /^[\w-]+$/.test(name) ? `${PREFIX}${name}` : name;
  },
  decode(native) {
    const target = canonicalScalar(native);
    return target.startsWith(NATIVE) ? { $id: target.slice(NATIVE.length), kind: OBJECT } : target;
  },
  encode: (value, cx) => (typeof value === 'string' ? value : `${NATIVE}${cx.id(value)}`),
};

/** https://developer.zendesk.com/api-reference/ticketing/lookup_relationships/lookup_relationships/ */
export const lookupFilter: Attribute = conditions('lookup', {
  description: 'Conditions on what a lookup field offers; those that have no word here are written `raw`.',
  native: 'relationship_filter',
  platformDefault: { all: [], any: [] },
});
