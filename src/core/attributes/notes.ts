/** What a person is to enter by hand: a free map of settings, in the order in which they were written. */
import type { Attribute } from '../attribute.ts';
import { type SpecValue, toPlain } from '../spec-node.ts';
import { isList, type Value } from '../value.ts';
import { documented } from './documented.ts';
import { type AttributeOptions, shared } from './options.ts';
import { wrongType } from './problems.ts';
import { listOf } from './references.ts';
import { canonicalScalar } from './scalars.ts';

/** Canonical as a list of name and text. */
export function notes(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    schema: documented(options.description, { type: 'object' }),
    parse(node, cx) {
      if (node.type !== 'map') return wrongType(cx, node, 'a map of what to enter');
      return [...node.entries].map(([name, { value }]) => [name, textOf(toPlain(value))]);
    },
    format: (value) => new Map(notesOf(value).map(([name, text]): [string, SpecValue] => [name, text])),
    decode: () => [],
    encode: notesOf,
  };
}

/** Names and texts of a canonical value. */
export function notesOf(value: Value | undefined): readonly (readonly [name: string, text: string])[] {
  return listOf(value).flatMap((pair) => {
    const [name, text] = isList(pair) ? pair.map(canonicalScalar) : [];
    return name === undefined || text === undefined ? [] : [[name, text] as const];
  });
}

function textOf(plain: unknown): string {
  return typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : canonicalScalar(plain);
}
