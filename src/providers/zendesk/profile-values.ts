/** What people and organizations hold in the fields that an account made for them, by the keys of the fields. */
import { z } from 'zod';
import type { Attribute } from '../../core/attribute.ts';
import { type AttributeOptions, shared } from '../../core/attributes/options.ts';
import { wrongType } from '../../core/attributes/problems.ts';
import { listOf, sortedWords } from '../../core/attributes/references.ts';
import { canonicalScalar, isRecord } from '../../core/attributes/scalars.ts';
import type { WriteContext } from '../../core/provider.ts';
import type { SpecNode, SpecValue } from '../../core/spec-node.ts';
import { isList, isPlainStruct, type Value } from '../../core/value.ts';
import type { Native } from './binding.ts';
import { numericId } from './crud.ts';

const SAYS = 'a text, a number, true or false, the tag of an option, or a list of tags';
/** Dates come back with a time of day that nobody gave. */
const DAY = /^(\d{4}-\d{2}-\d{2})T00:00:00/;

/** Canonical as field key → text, or sorted tags; only the fields that are named are ours. Empty is no value. */
export function profileValues(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    collection: 'subset',
    sparse: true,
    schema: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .describe(options.description),
    parse(node, cx) {
      if (node.type !== 'map') return wrongType(cx, node, 'a map from the key of a field to its value');
      const values: Record<string, Value> = {};
      let broken = false;
      for (const [key, { value }] of node.entries) {
        const parsed = valueAt(value) ?? wrongType(cx, value, SAYS);
        if (parsed === undefined) broken = true;
        else values[key] = parsed;
      }
      return broken ? undefined : values;
    },
    format: (value) =>
      new Map(
        Object.entries(isPlainStruct(value) ? value : {}).map(([key, held]): [string, SpecValue] => [
          key,
          isList(held) ? held.map(canonicalScalar) : scalarOf(held),
        ]),
      ),
    decode: (native) =>
      Object.fromEntries(Object.entries(isRecord(native) ? native : {}).map(([key, held]) => [key, decoded(held)])),
    encode: (value) => value,
  };
}

function valueAt(node: SpecNode): Value | undefined {
  if (node.type === 'scalar') return node.value === null || node.bytes ? undefined : scalarOf(node.value);
  if (node.type !== 'list') return undefined;
  const tags = node.items.map((item) => (item.type === 'scalar' && item.value !== null ? String(item.value) : ''));
  return tags.includes('') ? undefined : sortedWords(tags);
}

function decoded(native: unknown): Value {
  if (Array.isArray(native)) return sortedWords(native.map(canonicalScalar));
  return scalarOf(native);
}

/** True and false stay what they are: a box that nobody ticked is as good as none. */
function scalarOf(native: unknown): string | boolean {
  if (typeof native === 'boolean') return native;
  const text = canonicalScalar(native);
  return DAY.exec(text)?.[1] ?? text;
}

/** An encoded object whose `property` holds values of fields of `kind`, with each in its field's own type, and those only of `keys`. */
export function typedValues(
  native: Native,
  property: string,
  kind: 'organization_field' | 'user_field',
  cx: WriteContext,
  keys?: ReadonlySet<string>,
): Native {
  const values = native[property];
  if (!isRecord(values)) return native;
  const types = new Map(cx.live(kind).map(({ native: field }) => [String(field.key), String(field.type)]));
  const wanted = Object.entries(values).filter(([key]) => keys === undefined || keys.has(key));
  return {
    ...native,
    [property]: Object.fromEntries(wanted.map(([key, value]) => [key, typed(value, types.get(key))])),
  };
}

function typed(value: unknown, type: string | undefined): unknown {
  if (Array.isArray(value)) return value;
  const text = canonicalScalar(value);
  if (text === '') return null;
  switch (type) {
    case 'checkbox':
      return text === 'true';
    case 'integer':
    case 'decimal':
      return Number.isNaN(Number(text)) ? text : Number(text);
    case 'multiselect':
      return [text];
    case 'lookup':
      return numericId(text);
    default:
      return text;
  }
}

/** The keys of fields among changed paths: `tier` of `fields.tier`. */
export function fieldKeysIn(changed: readonly string[]): ReadonlySet<string> {
  return new Set(changed.flatMap((path) => (path.startsWith('fields.') ? [path.slice('fields.'.length)] : [])));
}

/** The keys and values of a canonical value, each as a list of texts. */
export function valuesIn(value: Value | undefined): readonly (readonly [key: string, texts: readonly string[]])[] {
  const held = isPlainStruct(value) ? value : {};
  return Object.entries(held).map(([key, own]) => [
    key,
    isList(own) ? listOf(own).map(canonicalScalar) : [canonicalScalar(own)],
  ]);
}
