/** The attribute that holds conditions: `{all: [{field: status, is: open}], any: []}`. */
import type { Attribute, EncodeContext, FormatContext, ParseContext } from '../../../core/attribute.ts';
import { documented } from '../../../core/attributes/documented.ts';
import { type AttributeOptions, shared } from '../../../core/attributes/options.ts';
import { nearest, problem, unknownWord, wrongType, wrongValue } from '../../../core/attributes/problems.ts';
import { listOf } from '../../../core/attributes/references.ts';
import { booleanOf, canonicalScalar, isRecord, isTextNode } from '../../../core/attributes/scalars.ts';
import { type MapNode, type SpecNode, type SpecValue, toPlain } from '../../../core/spec-node.ts';
import { isPlainStruct, type Struct, type Value } from '../../../core/value.ts';
import { CONDITIONS, type ConditionEntry, FIELD_FAMILIES, type FieldFamily, type Scope } from './condition-table.ts';
import { type FieldNames, fieldNames } from './field-names.ts';
import { CHANGES, VALUELESS } from './operators.ts';
import { encodeRaw, formatRaw, rawStruct, rawValue } from './raw.ts';

type Entry = ConditionEntry | FieldFamily;
type Names = FieldNames<Entry>;

/** Conditions of `scope`; canonical as `{all, any}` of `{field, operator, value}` or `{raw}`. */
export function conditions(scope: Scope, options: AttributeOptions): Attribute {
  const names = namesIn(scope);
  return {
    ...shared(options),
    collection: 'whole',
    refersTo: kindsOf(scope),
    schema: documented(options.description, {
      type: 'object',
      properties: {
        all: { type: 'array', items: conditionSchema(names) },
        any: { type: 'array', items: conditionSchema(names) },
      },
      additionalProperties: false,
    }),
    parse(node, cx) {
      if (node.type !== 'map') return wrongType(cx, node, 'a map {all: […], any: […]}');
      const lists: { all: Value[]; any: Value[] } = { all: [], any: [] };
      let broken = false;
      for (const [name, entry] of node.entries) {
        if (name !== 'all' && name !== 'any') {
          unknownWord(cx, { type: 'scalar', value: name, at: entry.keyAt }, 'The key', name, ['all', 'any']);
          broken = true;
        } else if (entry.value.type !== 'list') {
          wrongType(cx, entry.value, 'a list of conditions');
          broken = true;
        } else {
          for (const item of entry.value.items) {
            const condition = parseCondition(item, name, names, cx);
            if (condition === undefined) broken = true;
            else lists[name].push(condition);
          }
        }
      }
      return broken ? undefined : lists;
    },
    format(value, cx) {
      const { all, any } = listsOf(value);
      const map = new Map<string, SpecValue>();
      if (all.length > 0)
        map.set(
          'all',
          all.map((condition) => formatCondition(condition, names, cx)),
        );
      if (any.length > 0)
        map.set(
          'any',
          any.map((condition) => formatCondition(condition, names, cx)),
        );
      return map;
    },
    decode(native) {
      const record = isRecord(native) ? native : {};
      return { all: decodeList(record.all, names), any: decodeList(record.any, names) };
    },
    encode(value, cx) {
      const { all, any } = listsOf(value);
      return {
        all: all.map((condition) => encodeCondition(condition, names, cx)),
        any: any.map((condition) => encodeCondition(condition, names, cx)),
      };
    },
  };
}

/** The fields that conditions of `scope` may be about, each with the operators that it has there. */
function namesIn(scope: Scope): Names {
  // All others see a ticket as it is, not what an update did to it.
  if (scope === 'trigger' || scope === 'object_trigger') return fieldNames<Entry>(CONDITIONS, FIELD_FAMILIES, scope);
  return fieldNames<Entry>(CONDITIONS.map(withoutChanges), FIELD_FAMILIES.map(withoutChanges), scope);
}

function withoutChanges<E extends Entry>(entry: E): E {
  const standing = Object.entries(entry.operators).filter(([word]) => !Object.hasOwn(CHANGES, word));
  return { ...entry, operators: Object.fromEntries(standing) };
}

/** Tells whether a place that has conditions has words for one of another place. */
export function speakerOf(scope: Scope): (condition: Struct) => boolean {
  const names = namesIn(scope);
  return ({ field = '', operator }) => names.entryOf(field)?.operators[canonicalScalar(operator)] !== undefined;
}

function parseCondition(node: SpecNode, list: 'all' | 'any', names: Names, cx: ParseContext): Struct | undefined {
  if (node.type !== 'map') return wrongType(cx, node, 'a condition such as {field: status, is: open}');
  const raw = node.entries.get('raw')?.value;
  if (raw !== undefined)
    return node.entries.size === 1 ? parseRaw(raw, names, cx) : wrongValue(cx, node, '"raw" stands alone');
  const field = node.entries.get('field')?.value;
  if (field === undefined) {
    return problem(cx, node, 'SPEC_MISSING', 'A condition needs "field"', 'Write {field: status, is: open}');
  }
  if (!isTextNode(field)) return wrongType(cx, field, 'the name of a field');
  const named = names.parse(field.value, field, cx);
  if (named === undefined) return undefined;
  if (list === 'any' && 'allOnly' in named.entry && named.entry.allOnly) {
    return wrongValue(cx, field, `"${field.value}" can stand under "all" only`);
  }
  const found = operatorOf(node, field.value, named.entry, cx);
  if (found === undefined) return undefined;
  if (VALUELESS.has(found.operator)) {
    if (booleanOf(found.node) === true) return { field: named.field, operator: found.operator, value: '' };
    return wrongType(cx, found.node, `true: "${found.operator}" takes no value`);
  }
  const value = named.entry.value.parse(found.node, cx);
  return value === undefined ? undefined : { field: named.field, operator: found.operator, value };
}

function operatorOf(
  node: MapNode,
  field: string,
  entry: Entry,
  cx: ParseContext,
): { operator: string; node: SpecNode } | undefined {
  const others = [...node.entries].filter(([name]) => name !== 'field');
  const [first, second] = others;
  const allowed = Object.keys(entry.operators);
  if (first === undefined)
    return wrongValue(cx, node, `The condition on "${field}" has no operator`, `Write one of ${allowed.join(', ')}`);
  if (second !== undefined) {
    return wrongValue(cx, node, `The condition on "${field}" has several operators`, 'Write one condition for each');
  }
  const [operator, { keyAt, value }] = first;
  if (allowed.includes(operator)) return { operator, node: value };
  const platform = Object.entries(entry.operators).find(([, native]) => native === operator);
  const near = platform?.[0] ?? nearest(operator, allowed);
  cx.report({
    code: 'SPEC_UNKNOWN_WORD',
    severity: 'error',
    summary: `"${field}" has no operator "${operator}"`,
    detail: `Allowed: ${allowed.join(', ')}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
    at: keyAt,
    address: cx.address,
  });
  return undefined;
}

/** What the vocabulary does know is the same condition, however it was written. */
function parseRaw(node: SpecNode, names: Names, cx: ParseContext): Struct | undefined {
  const plain = toPlain(node);
  if (node.type !== 'map' || !isRecord(plain) || typeof plain.field !== 'string') {
    return wrongType(cx, node, "the platform's own condition: {raw: {field: …, operator: …, value: …}}");
  }
  const condition = decodeCondition(plain, names);
  if (condition.raw === undefined) return condition;
  const { field, operator, value } = rawStruct(
    [...node.entries].map(([name, entry]) => [name, entry.value]),
    cx,
  );
  return { raw: { field: field ?? '', ...(operator === undefined ? {} : { operator }), value: value ?? '' } };
}

function decodeList(native: unknown, names: Names): readonly Value[] {
  return Array.isArray(native) ? native.filter(isRecord).map((condition) => decodeCondition(condition, names)) : [];
}

function decodeCondition(native: Readonly<Record<string, unknown>>, names: Names): Struct {
  const named = names.decode(native.field);
  const given = native.operator;
  const wanted = given === undefined || given === null || given === '' ? 'is' : given;
  const operator = Object.entries(named?.entry.operators ?? {}).find(([, platform]) => platform === wanted)?.[0];
  if (named !== undefined && operator !== undefined) {
    const value = VALUELESS.has(operator) ? noValue(native.value) : named.entry.value.decode(native.value);
    if (value !== undefined) return { field: named.field, operator, value };
  }
  return {
    raw: {
      field: canonicalScalar(native.field),
      ...(given === undefined || given === null ? {} : { operator: canonicalScalar(given) }),
      value: rawValue(native.value),
    },
  };
}

/** Replies fill the value of a valueless operator with null, '' or true. */
function noValue(native: unknown): Value | undefined {
  return ['', 'true'].includes(canonicalScalar(native)) ? '' : undefined;
}

function formatCondition(condition: Struct, names: Names, cx: FormatContext): SpecValue {
  if (condition.raw !== undefined) return { raw: formatRaw(condition.raw, cx) };
  const { field = '', operator, value = '' } = condition;
  const word = canonicalScalar(operator);
  const entry = names.entryOf(field);
  const written = VALUELESS.has(word) || entry === undefined ? true : entry.value.format(value, cx);
  return { field: names.format(field, cx), [word]: written };
}

function encodeCondition(condition: Struct, names: Names, cx: EncodeContext): unknown {
  if (condition.raw !== undefined) return encodeRaw(condition.raw, cx);
  const { field = '', operator, value = '' } = condition;
  const word = canonicalScalar(operator);
  const entry = names.entryOf(field);
  return {
    field: names.encode(field, cx),
    operator: entry?.operators[word] ?? word,
    value: VALUELESS.has(word) || entry === undefined ? '' : entry.value.encode(value, cx),
  };
}

function listsOf(value: Value): { all: readonly Struct[]; any: readonly Struct[] } {
  if (!isPlainStruct(value)) return { all: [], any: [] };
  return { all: listOf(value.all).filter(isPlainStruct), any: listOf(value.any).filter(isPlainStruct) };
}

function kindsOf(scope: Scope): readonly string[] {
  const used = [...CONDITIONS, ...FIELD_FAMILIES].filter((entry) => entry.scopes.includes(scope));
  const own = FIELD_FAMILIES.filter((family) => family.scopes.includes(scope)).map(({ kind }) => kind);
  const families = own.includes('custom_object_field') ? own : FAMILY_KINDS;
  return [...new Set([...used.flatMap((entry) => entry.value.kinds ?? []), ...families])];
}

/** Their values are options, whose ids only these objects tell. */
const FAMILY_KINDS = ['ticket_field', 'organization_field', 'user_field'] as const;

function conditionSchema(names: Names): Readonly<Record<string, unknown>> {
  const operators = new Set(names.entries.flatMap((entry) => Object.keys(entry.operators)));
  const valued = Object.fromEntries([...operators].map((word) => [word, VALUELESS.has(word) ? { const: true } : {}]));
  const field = { anyOf: [{ enum: names.words }, { type: 'string', pattern: names.pattern }] };
  const raw = { type: 'object', description: 'The condition as the platform stores it.', required: ['field'] };
  return { type: 'object', properties: { field, ...valued, raw }, additionalProperties: false };
}
