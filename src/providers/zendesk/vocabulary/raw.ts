/** Conditions and actions as the platform stores them, for what no entry of the vocabulary knows; ids in their texts are keys in the spec. */
import type { EncodeContext, FormatContext, ParseContext } from '../../../core/attribute.ts';
import { canonicalScalar } from '../../../core/attributes/scalars.ts';
import type { SpecNode, SpecValue } from '../../../core/spec-node.ts';
import { isList, isText, type Struct, type Value } from '../../../core/value.ts';

/** The canonical form of what the platform holds: all scalars are texts. */
export function rawValue(native: unknown): Value {
  if (Array.isArray(native)) return native.map(rawValue);
  if (typeof native !== 'object' || native === null) return canonicalScalar(native);
  return Object.fromEntries(Object.entries(native).map(([name, part]) => [name, rawValue(part)]));
}

/** The canonical form of what the spec says, with references in its texts. */
export function rawStruct(entries: readonly (readonly [name: string, node: SpecNode])[], cx: ParseContext): Struct {
  return Object.fromEntries(entries.map(([name, node]) => [name, readRaw(node, cx)]));
}

function readRaw(node: SpecNode, cx: ParseContext): Value {
  if (node.type === 'list') return node.items.map((item) => readRaw(item, cx));
  if (node.type === 'map')
    return rawStruct(
      [...node.entries].map(([name, { value }]) => [name, value]),
      cx,
    );
  return cx.text({ ...node, value: canonicalScalar(node.value) });
}

export function formatRaw(value: Value, cx: FormatContext): SpecValue {
  if (isList(value)) return value.map((item) => formatRaw(item, cx));
  if (isText(value)) return cx.text(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? cx.text(value) : value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, formatRaw(part, cx)]));
}

export function encodeRaw(value: Value, cx: EncodeContext): unknown {
  if (isList(value)) return value.map((item) => encodeRaw(item, cx));
  if (isText(value)) return cx.text(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, encodeRaw(part, cx)]));
}
