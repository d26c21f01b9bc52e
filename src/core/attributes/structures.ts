/** Attributes with parts: structs of which only the named keys are ours, and members that have a key. */
import { z } from 'zod';
import type { Attribute, EncodeContext, FormatContext, ParseContext } from '../attribute.ts';
import type { MapNode, SpecValue } from '../spec-node.ts';
import { isPlainStruct, type Struct, sameValue, type Value } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { problem, unknownWord, wrongType } from './problems.ts';
import { listOf } from './references.ts';
import { canonicalScalar, isRecord } from './scalars.ts';

export type Fields = Readonly<Record<string, Attribute>>;

/** A struct; with `collection: 'subset'` in effect, so only the named keys are ours. */
export function struct(fields: Fields, options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    collection: 'subset',
    ...refersTo(fields),
    schema: objectSchema(fields).describe(options.description),
    parse: (node, cx) => (node.type === 'map' ? parseFields(fields, node, cx) : wrongType(cx, node, 'a map')),
    format: (value, cx) => formatFields(fields, value, cx),
    decode: (native) => decodeFields(fields, native),
    encode: (value, cx) => encodeFields(fields, value, cx),
  };
}

export interface MemberOptions extends AttributeOptions {
  /** The field that a plain value stands for: `{bug: Bug report}` is `{bug: {name: Bug report}}`. */
  readonly shorthand: string;
  /** The platform's property that holds the key. */
  readonly keyNative: string;
  readonly keyDescription: string;
  /** What is wrong with a key, if anything. */
  readonly keyProblem?: (key: string) => string | undefined;
  readonly ordered?: true;
  readonly memberLoss?: string;
  readonly sensitive?: (key: string) => boolean;
}

/** A map from key to struct; canonical as a list of structs with `key`. */
export function members(fields: Fields, options: MemberOptions): Attribute {
  const short = fields[options.shorthand];
  if (short === undefined) throw new Error(`no field ${options.shorthand}`);
  return {
    ...shared(options),
    collection: 'members',
    ...(options.ordered ? { ordered: options.ordered } : {}),
    ...(options.memberLoss === undefined ? {} : { memberLoss: options.memberLoss }),
    ...(options.sensitive === undefined ? {} : { sensitive: options.sensitive }),
    ...refersTo(fields),
    schema: z
      .record(z.string().describe(options.keyDescription), z.union([short.schema, objectSchema(fields)]))
      .describe(options.description),
    parse(node, cx) {
      if (node.type !== 'map')
        return wrongType(cx, node, `a map from ${options.keyDescription} to ${options.shorthand}`);
      const list: Struct[] = [];
      let broken = false;
      for (const [key, entry] of node.entries) {
        const wrong = options.keyProblem?.(key);
        if (wrong !== undefined) {
          problem(cx, { type: 'scalar', value: key, at: entry.keyAt }, 'SPEC_BAD_KEY', `"${key}" ${wrong}`);
          broken = true;
        }
        const member =
          entry.value.type === 'map' && !isSecretMap(entry.value)
            ? parseFields(fields, entry.value, cx)
            : onlyField(options.shorthand, short.parse(entry.value, cx));
        if (member === undefined) broken = true;
        else list.push({ key, ...member });
      }
      return broken ? undefined : list;
    },
    format(value, cx) {
      const map = new Map<string, SpecValue>();
      for (const member of listOf(value)) {
        if (!isPlainStruct(member)) continue;
        const { key, ...rest } = member;
        const told = Object.keys(rest).filter((name) => !isDefault(fields[name], rest[name] ?? null));
        const only = told.length === 1 ? rest[options.shorthand] : undefined;
        map.set(canonicalScalar(key), only === undefined ? formatFields(fields, rest, cx) : short.format(only, cx));
      }
      return map;
    },
    decode(native) {
      if (!Array.isArray(native)) return [];
      return native
        .filter(isRecord)
        .map((item) => ({ key: canonicalScalar(item[options.keyNative]), ...decodeFields(fields, item) }));
    },
    encode: (value, cx) =>
      listOf(value)
        .filter(isPlainStruct)
        .map(({ key, ...rest }) => ({ [options.keyNative]: key, ...encodeFields(fields, rest, cx, true) })),
  };
}

function onlyField(name: string, value: Value | undefined): Struct | undefined {
  return value === undefined ? undefined : { [name]: value };
}

function parseFields(fields: Fields, node: MapNode, cx: ParseContext): Struct | undefined {
  const parsed: Record<string, Value> = {};
  let broken = false;
  for (const [name, entry] of node.entries) {
    const field = fields[name];
    const value =
      field === undefined
        ? unknownWord(cx, { type: 'scalar', value: name, at: entry.keyAt }, 'The key', name, Object.keys(fields))
        : field.parse(entry.value, cx);
    if (value === undefined) broken = true;
    else parsed[name] = value;
  }
  for (const [name, field] of Object.entries(fields)) {
    if (!field.required || node.entries.has(name)) continue;
    problem(cx, node, 'SPEC_MISSING', `"${name}" is missing`);
    broken = true;
  }
  return broken ? undefined : parsed;
}

/** Fields at the platform's default are left out. */
function formatFields(fields: Fields, value: Value, cx: FormatContext): SpecValue {
  const map = new Map<string, SpecValue>();
  if (!isPlainStruct(value)) return map;
  for (const [name, field] of Object.entries(fields)) {
    const part = value[name];
    if (part !== undefined && !isDefault(field, part)) map.set(name, field.format(part, cx));
  }
  return map;
}

function decodeFields(fields: Fields, native: unknown): Struct {
  const decoded: Record<string, Value> = {};
  if (!isRecord(native)) return decoded;
  for (const [name, field] of Object.entries(fields)) {
    const part = native[field.native ?? name];
    if (part === undefined) continue;
    decoded[name] = field.decode(part);
  }
  return decoded;
}

/** With `full`, fields at their default are sent as well: full-replace lists need them. */
function encodeFields(fields: Fields, value: Value, cx: EncodeContext, full = false): Record<string, unknown> {
  const native: Record<string, unknown> = {};
  if (!isPlainStruct(value)) return native;
  for (const [name, field] of Object.entries(fields)) {
    const part = value[name] ?? (full ? field.platformDefault : undefined);
    if (part !== undefined) native[field.native ?? name] = field.encode(part, cx);
  }
  return native;
}

function isDefault(field: Attribute | undefined, value: Value): boolean {
  return field?.platformDefault !== undefined && sameValue(field.platformDefault, value);
}

function objectSchema(fields: Fields): z.ZodType {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, field.required ? field.schema : field.schema.optional()]),
    ),
  );
}

function refersTo(fields: Fields): { refersTo?: readonly string[] } {
  const kinds = new Set(Object.values(fields).flatMap((field) => field.refersTo ?? []));
  return kinds.size === 0 ? {} : { refersTo: [...kinds] };
}

function isSecretMap(node: MapNode): boolean {
  return node.entries.size === 1 && node.entries.has('secret');
}
