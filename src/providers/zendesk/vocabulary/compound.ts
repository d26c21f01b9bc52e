/** Values of actions that the platform stores as lists: a recipient with subject and body, a webhook with its body. */
import type { ParseContext } from '../../../core/attribute.ts';
import { problem, unknownWord, wrongType } from '../../../core/attributes/problems.ts';
import { canonicalScalar } from '../../../core/attributes/scalars.ts';
import type { SpecNode, SpecValue } from '../../../core/spec-node.ts';
import { isList, isPlainStruct, type Value } from '../../../core/value.ts';
import { isScalar, template, type ValueCodec } from './codec.ts';

/** A list with a fixed number of places, written as a map with their names. */
export function tuple(places: Readonly<Record<string, ValueCodec>>): ValueCodec {
  const list = Object.entries(places);
  const kinds = list.flatMap(([, codec]) => codec.kinds ?? []);
  const names = list.map(([name]) => name);
  return {
    says: `{${names.join(', ')}}`,
    ...(kinds.length === 0 ? {} : { kinds }),
    parse(node, cx) {
      if (node.type !== 'map') return wrongType(cx, node, `a map {${names.join(', ')}}`);
      const found: Record<string, Value> = {};
      let broken = false;
      for (const [name, entry] of node.entries) {
        if (places[name] !== undefined) continue;
        unknownWord(cx, { type: 'scalar', value: name, at: entry.keyAt }, 'The key', name, names);
        broken = true;
      }
      for (const [name, codec] of list) {
        const part = node.entries.get(name)?.value;
        const value =
          part === undefined ? problem(cx, node, 'SPEC_MISSING', `"${name}" is missing`) : codec.parse(part, cx);
        if (value === undefined) broken = true;
        else found[name] = value;
      }
      return broken ? undefined : found;
    },
    format: (value, cx) =>
      new Map(list.map(([name, codec]) => [name, codec.format(isPlainStruct(value) ? (value[name] ?? '') : '', cx)])),
    decode(native) {
      if (!Array.isArray(native) || native.length !== list.length) return undefined;
      const found: Record<string, Value> = {};
      for (const [index, [name, codec]] of list.entries()) {
        const value = codec.decode(native[index]);
        if (value === undefined) return undefined;
        found[name] = value;
      }
      return found;
    },
    encode: (value, cx) =>
      list.map(([name, codec]) => codec.encode(isPlainStruct(value) ? (value[name] ?? '') : '', cx)),
  };
}

/**
 * A list of the usual number of places, written as a map with their names; a list of another length, or with something
 * unusual in a place, is kept as the platform stores it.
 */
export function usually(places: Readonly<Record<string, ValueCodec>>): ValueCodec {
  const known = tuple(places);
  const names = Object.keys(places);
  /** The same in names, where nothing of it is unusual: one value has one form. */
  function named(node: SpecNode, cx: ParseContext): Value | undefined {
    if (node.type !== 'list' || node.items.length !== names.length) return undefined;
    const found: Record<string, Value> = {};
    for (const [index, [name, codec]] of Object.entries(places).entries()) {
      const item = node.items[index];
      const value = item === undefined ? undefined : asStored(codec, item, { ...cx, report: () => undefined });
      if (value === undefined) return undefined;
      found[name] = value;
    }
    return found;
  }
  return {
    ...known,
    says: `${known.says}, or a list as the platform stores it`,
    parse: (node, cx) => (node.type === 'map' ? known.parse(node, cx) : (named(node, cx) ?? literal.parse(node, cx))),
    format: (value, cx) => (isPlainStruct(value) ? known.format(value, cx) : literal.format(value, cx)),
    decode: (native) => known.decode(native) ?? literal.decode(native),
    encode: (value, cx) => (isPlainStruct(value) ? known.encode(value, cx) : literal.encode(value, cx)),
  };
}

/** What the platform would store there, read as that; a text with references in it is none yet. */
function asStored(codec: ValueCodec, node: SpecNode, cx: ParseContext): Value | undefined {
  const stored = node.type === 'scalar' && !String(node.value).includes('{{');
  return stored ? codec.decode(node.value) : codec.parse(node, cx);
}

/** A value that the platform stores behind `prefix`; anything else is no value of it. */
export function prefixed(prefix: string, codec: ValueCodec): ValueCodec {
  return {
    ...codec,
    parse(node, cx) {
      const text = node.type === 'scalar' ? String(node.value) : '';
      const rest = text.startsWith(prefix) ? text.slice(prefix.length) : '';
      const [, reference] = /^\{\{id:(.+)\}\}$/.exec(rest) ?? [];
      return codec.parse(reference === undefined ? node : { type: 'scalar', at: node.at, value: reference }, cx);
    },
    decode: (native) =>
      typeof native === 'string' && native.startsWith(prefix) ? codec.decode(native.slice(prefix.length)) : undefined,
    encode: (value, cx) => `${prefix}${String(codec.encode(value, cx))}`,
  };
}

/** A body as one text, or parameters as `[[name, value], …]`: written as a map, or as a list of `{name, value}` where a name repeats. */
export const body: ValueCodec = {
  says: 'a text, or a map of parameters',
  parse(node, cx) {
    if (node.type === 'scalar') return template.parse(node, cx);
    const pairs =
      node.type === 'map' ? [...node.entries].map(([name, { value }]) => ({ name, value })) : pairsOf(node.items, cx);
    const found: Value[] = [];
    for (const pair of pairs ?? []) {
      const value = template.parse(pair.value, cx);
      if (value === undefined) return undefined;
      found.push([pair.name, value]);
    }
    return pairs === undefined ? undefined : found;
  },
  format(value, cx) {
    if (!isList(value)) return template.format(value, cx);
    const pairs = value.map((pair): readonly [string, SpecValue] =>
      isList(pair) ? [canonicalScalar(pair[0]), template.format(pair[1] ?? '', cx)] : ['', ''],
    );
    const map = new Map(pairs);
    return map.size === pairs.length ? map : pairs.map(([name, text]) => ({ name, value: text }));
  },
  decode(native) {
    if (!Array.isArray(native)) return template.decode(native);
    const found: Value[] = [];
    for (const pair of native) {
      if (!Array.isArray(pair) || pair.length !== 2 || !isScalar(pair[0]) || !isScalar(pair[1])) return undefined;
      found.push([canonicalScalar(pair[0]), template.decode(pair[1]) ?? '']);
    }
    return found;
  },
  encode: (value, cx) =>
    isList(value)
      ? value.map((pair) => (isList(pair) ? [canonicalScalar(pair[0]), template.encode(pair[1] ?? '', cx)] : pair))
      : template.encode(value, cx),
};

function pairsOf(items: readonly SpecNode[], cx: ParseContext): { name: string; value: SpecNode }[] | undefined {
  const pairs: { name: string; value: SpecNode }[] = [];
  for (const item of items) {
    const entries = item.type === 'map' ? item.entries : undefined;
    const name = entries?.get('name')?.value;
    const value = entries?.get('value')?.value;
    if (entries?.size !== 2 || name?.type !== 'scalar' || value === undefined)
      return wrongType(cx, item, 'a map {name, value}');
    pairs.push({ name: canonicalScalar(name.value), value });
  }
  return pairs;
}

/** What the platform stores, as it is: texts with placeholders, or lists of them. */
export const literal: ValueCodec = {
  says: 'a text or a list of texts, as the platform stores it',
  parse(node, cx) {
    if (node.type === 'map') return wrongType(cx, node, 'a text or a list');
    if (node.type === 'scalar') return trimLess(node, cx);
    const found: Value[] = [];
    for (const item of node.items) {
      const value = literal.parse(item, cx);
      if (value === undefined) return undefined;
      found.push(value);
    }
    return found;
  },
  format: (value, cx) => (isList(value) ? value.map((item) => literal.format(item, cx)) : cx.text(value)),
  decode(native) {
    if (isScalar(native)) return canonicalScalar(native);
    if (!Array.isArray(native)) return undefined;
    const found: Value[] = [];
    for (const item of native) {
      const value = literal.decode(item);
      if (value === undefined) return undefined;
      found.push(value);
    }
    return found;
  },
  encode: (value, cx) => (isList(value) ? value.map((item) => literal.encode(item, cx)) : cx.text(value)),
};

function trimLess(node: SpecNode, cx: ParseContext): Value | undefined {
  if (node.type !== 'scalar' || node.value === null) return wrongType(cx, node, 'a text');
  return cx.text({ ...node, value: canonicalScalar(node.value) });
}
