/** Attributes that point at other objects, and sets of words. */
import { z } from 'zod';
import type { Attribute, EncodeContext } from '../attribute.ts';
import { canonicalJson, isList, type Value } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { unknownWord, wrongType } from './problems.ts';
import { canonicalScalar, isTextNode } from './scalars.ts';

export interface ReferenceOptions extends AttributeOptions {
  /** `none` may be written: the platform's null. */
  readonly nullable?: true;
  /** How the platform writes ids. */
  readonly ids: 'number' | 'string';
}

/** A reference to one object. */
export function reference(kinds: string | readonly string[], options: ReferenceOptions): Attribute {
  const admitted = typeof kinds === 'string' ? [kinds] : kinds;
  const kind = admitted[0] ?? '';
  return {
    ...shared(options),
    refersTo: admitted,
    schema: z.union([z.string(), z.int()]).describe(options.description),
    parse(node, cx) {
      if (node.type !== 'scalar' || node.value === null)
        return wrongType(cx, node, referenceSays(admitted, options.nullable));
      if (node.value === 'none') return options.nullable ? null : unknownWord(cx, node, 'The word', 'none', admitted);
      return cx.reference(admitted, node);
    },
    format: (value, cx) => (value === null ? 'none' : cx.reference(value, admitted)),
    decode: (native) =>
      native === null || native === undefined || native === '' ? null : { $id: String(native), kind },
    encode: (value, cx) => (value === null ? null : nativeId(value, options.ids, cx)),
  };
}

/** A set of references: sorted, because its order means nothing. */
export function references(kinds: string | readonly string[], options: ReferenceOptions): Attribute {
  const admitted = typeof kinds === 'string' ? [kinds] : kinds;
  const kind = admitted[0] ?? '';
  return {
    ...shared(options),
    collection: 'whole',
    unordered: true,
    refersTo: admitted,
    schema: z.array(z.union([z.string(), z.int()])).describe(options.description),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, 'a list of references');
      const found: Value[] = [];
      for (const item of node.items) {
        if (item.type !== 'scalar' || item.value === null)
          return wrongType(cx, item, referenceSays(admitted, undefined));
        const value = cx.reference(admitted, item);
        if (value === undefined) return undefined;
        found.push(value);
      }
      return sortedSet(found);
    },
    format: (value, cx) => listOf(value).map((item) => cx.reference(item, admitted)),
    decode: (native) => sortedSet(Array.isArray(native) ? native.map((id) => ({ $id: String(id), kind })) : []),
    encode: (value, cx) => listOf(value).map((item) => nativeId(item, options.ids, cx)),
  };
}

/** A set of words: lower-cased as the platform does, sorted. */
export function words(options: AttributeOptions & { readonly lowerCase?: boolean }): Attribute {
  const shaped = (word: string): string => (options.lowerCase === false ? word.trim() : word.trim().toLowerCase());
  return {
    ...shared(options),
    collection: 'whole',
    schema: z.array(z.string()).describe(options.description),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, 'a list of words');
      const found: string[] = [];
      for (const item of node.items) {
        if (!isTextNode(item)) return wrongType(cx, item, 'a word; put it in quotes');
        found.push(shaped(item.value));
      }
      return sortedWords(found);
    },
    format: (value) => listOf(value).map(canonicalScalar),
    decode: (native) => sortedWords(Array.isArray(native) ? native.map((word) => shaped(canonicalScalar(word))) : []),
    encode: (value) => listOf(value).map(canonicalScalar),
  };
}

/** An id as the platform's JSON holds it. */
export function nativeId(value: Value, as: 'number' | 'string', cx: EncodeContext): number | string {
  const id = cx.id(value);
  return as === 'number' && /^\d+$/.test(id) && Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

export function listOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

/** Words without repetition, in one order. */
export function sortedWords(list: readonly string[]): readonly string[] {
  return [...new Set(list)].filter((word) => word !== '').sort();
}

/** Values without repetition, in one order. */
export function sortedSet(list: readonly Value[]): readonly Value[] {
  const byText = new Map(list.map((value) => [canonicalJson(value), value]));
  return [...byText.keys()].sort().flatMap((key) => byText.get(key) ?? []);
}

function referenceSays(kinds: readonly string[], nullable: true | undefined): string {
  return `a reference to a ${kinds.join(' or ')}${nullable ? ', or none' : ''}`;
}
