/** Names of fields in rules: vocabulary words, and fields that are objects themselves. */

import { kindOf } from '../../../core/address.ts';
import type { EncodeContext, FormatContext, ParseContext } from '../../../core/attribute.ts';
import { scalarAt, unknownWord } from '../../../core/attributes/problems.ts';
import type { SpecNode } from '../../../core/spec-node.ts';
import { isIdRef, isLiveRef, isRef, type Value } from '../../../core/value.ts';
import type { Scope } from './condition-table.ts';

interface Entry {
  readonly native: string;
  readonly scopes: readonly Scope[];
}
type Word<E> = E & { readonly word: string };
type Family<E> = E & { readonly prefix: string; readonly kind: string; readonly rest: RegExp };

export interface Named<E> {
  /** A vocabulary word, or a reference to a field of tickets, organizations or users. */
  readonly field: Value;
  readonly entry: E;
}

export interface FieldNames<E> {
  /** The words that may be written, and the pattern of all other names. */
  readonly words: readonly string[];
  readonly pattern: string;
  readonly entries: readonly E[];
  parse(name: string, node: SpecNode, cx: ParseContext): Named<E> | undefined;
  format(field: Value, cx: FormatContext): string;
  /** Undefined: a field that the vocabulary does not know. */
  decode(native: unknown): Named<E> | undefined;
  encode(field: Value, cx: EncodeContext): string;
  entryOf(field: Value): E | undefined;
}

/** The names that may be used in `scope`. */
export function fieldNames<E extends Entry>(
  words: readonly Word<E>[],
  families: readonly Family<E>[],
  scope: Scope,
): FieldNames<E> {
  const own = words.filter((entry) => entry.scopes.includes(scope));
  const kin = families.filter((family) => family.scopes.includes(scope));
  const byWord = new Map(own.map((entry) => [entry.word, entry]));
  const byNative = new Map(own.map((entry) => [entry.native, entry]));
  const names = [...byWord.keys(), ...kin.map((family) => `${family.prefix}KEY`)];

  function familyOf(field: Value): Family<E> | undefined {
    const kind = isRef(field) ? kindOf(field.$ref) : isIdRef(field) || isLiveRef(field) ? field.kind : undefined;
    return kin.find((family) => family.kind === kind);
  }

  return {
    words: [...byWord.keys()],
    pattern: `^(${kin.map((family) => family.prefix.replace('.', '\\.')).join('|')}|live\\(|missing\\(|id\\()`,
    entries: [...own, ...kin],
    parse(name, node, cx) {
      const entry = byWord.get(name);
      if (entry !== undefined) return { field: name, entry };
      const family = kin.find((candidate) => name.startsWith(candidate.prefix));
      if (family !== undefined) {
        const field = cx.reference([family.kind], scalarAt(node, name.slice(family.prefix.length)));
        return field === undefined ? undefined : { field, entry: family };
      }
      const [objects] = kin;
      if (objects !== undefined && /^(live|missing|id)\(/.test(name)) {
        const field = cx.reference([objects.kind], scalarAt(node, name));
        return field === undefined ? undefined : { field, entry: objects };
      }
      return unknownWord(cx, node, 'The field', name, names);
    },
    format(field, cx) {
      if (typeof field === 'string') return field;
      const family = familyOf(field);
      return family === undefined ? String(field) : family.prefix + cx.reference(field, [family.kind]);
    },
    decode(native) {
      if (typeof native !== 'string') return undefined;
      const entry = byNative.get(native);
      if (entry !== undefined) return { field: entry.word, entry };
      for (const family of kin) {
        if (!native.startsWith(family.native)) continue;
        const rest = native.slice(family.native.length);
        if (family.rest.test(rest)) return { field: { $id: rest, kind: family.kind }, entry: family };
      }
      return undefined;
    },
    encode(field, cx) {
      if (typeof field === 'string') {
        const entry = byWord.get(field);
        if (entry !== undefined) return entry.native;
      }
      const family = familyOf(field);
      return family === undefined ? String(field) : family.native + cx.id(field);
    },
    entryOf: (field) => (typeof field === 'string' ? byWord.get(field) : undefined) ?? familyOf(field),
  };
}
