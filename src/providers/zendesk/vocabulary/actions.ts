/** The attribute that holds actions: maps with exactly one key, in the order in which they run. */
import type { Attribute, EncodeContext, FormatContext, ParseContext } from '../../../core/attribute.ts';
import { documented } from '../../../core/attributes/documented.ts';
import { type AttributeOptions, shared } from '../../../core/attributes/options.ts';
import { scalarAt, unknownWord, wrongType, wrongValue } from '../../../core/attributes/problems.ts';
import { listOf } from '../../../core/attributes/references.ts';
import { canonicalScalar, isRecord } from '../../../core/attributes/scalars.ts';
import { type SpecNode, type SpecValue, toPlain } from '../../../core/spec-node.ts';
import { isPlainStruct, type Struct, type Value } from '../../../core/value.ts';
import { ACTIONS, type ActionEntry, SETTABLE, SETTABLE_FAMILIES, type SettableFamily } from './action-table.ts';
import type { Scope } from './condition-table.ts';
import { type FieldNames, fieldNames } from './field-names.ts';
import { encodeRaw, formatRaw, rawStruct, rawValue } from './raw.ts';

interface Vocabulary {
  readonly settable: FieldNames<ActionEntry | SettableFamily>;
  readonly byWord: ReadonlyMap<string, ActionEntry>;
  readonly byNative: ReadonlyMap<string, ActionEntry>;
}

/** Actions of `scope`; canonical as `{action: set, field, value}`, `{action, value}` or `{raw}`. */
export function actions(scope: Scope, options: AttributeOptions): Attribute {
  const own = ACTIONS.filter((entry) => entry.scopes.includes(scope));
  const vocabulary: Vocabulary = {
    settable: fieldNames<ActionEntry | SettableFamily>(SETTABLE, SETTABLE_FAMILIES, scope),
    byWord: new Map(own.map((entry) => [entry.word, entry])),
    byNative: new Map(own.map((entry) => [entry.native, entry])),
  };
  return {
    ...shared(options),
    collection: 'whole',
    refersTo: kindsOf(scope),
    schema: documented(options.description, { type: 'array', items: actionSchema(own, vocabulary.settable) }),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, 'a list of actions');
      const list: Struct[] = [];
      let broken = false;
      for (const item of node.items) {
        const action = parseAction(item, vocabulary, cx);
        if (action === undefined) broken = true;
        else list.push(action);
      }
      return broken ? undefined : list;
    },
    format: (value, cx) =>
      listOf(value)
        .filter(isPlainStruct)
        .map((action) => formatAction(action, vocabulary, cx)),
    decode: (native) =>
      Array.isArray(native) ? native.filter(isRecord).map((action) => decodeAction(action, vocabulary)) : [],
    encode: (value, cx) =>
      listOf(value)
        .filter(isPlainStruct)
        .map((action) => encodeAction(action, vocabulary, cx)),
  };
}

function parseAction(node: SpecNode, { settable, byWord, byNative }: Vocabulary, cx: ParseContext): Struct | undefined {
  if (node.type !== 'map') return wrongType(cx, node, 'an action such as {set: {status: open}}');
  const [first, second] = [...node.entries];
  if (first === undefined || second !== undefined) {
    return wrongValue(cx, node, 'An action is a map with exactly one key', 'Write one list item for each action');
  }
  const [word, { keyAt, value: given }] = first;
  if (word === 'set') return parseSet(given, settable, cx);
  if (word === 'raw') {
    const plain = toPlain(given);
    if (given.type !== 'map' || !isRecord(plain) || typeof plain.field !== 'string')
      return wrongType(cx, given, "the platform's own action: {raw: {field: …, value: …}}");
    const action = decodeAction(plain, { settable, byWord, byNative });
    if (action.raw === undefined) return action;
    const { field, value } = rawStruct(
      [...given.entries].map(([name, entry]) => [name, entry.value]),
      cx,
    );
    return { raw: { field: field ?? '', value: value ?? '' } };
  }
  const entry = byWord.get(word);
  if (entry === undefined) {
    const at = { type: 'scalar', value: word, at: keyAt } as const;
    if (SETTABLE.some((attribute) => attribute.word === word)) {
      return wrongValue(cx, at, `"${word}" is no action`, `Write {set: {${word}: …}}`);
    }
    return unknownWord(cx, at, 'The action', word, ['set', ...byWord.keys(), 'raw']);
  }
  const value = entry.value.parse(given, cx);
  return value === undefined ? undefined : { action: word, value };
}

function parseSet(node: SpecNode, settable: Vocabulary['settable'], cx: ParseContext): Struct | undefined {
  if (node.type !== 'map') return wrongType(cx, node, 'a map with one attribute: {set: {status: open}}');
  const [first, second] = [...node.entries];
  if (first === undefined || second !== undefined) {
    return wrongValue(
      cx,
      node,
      '"set" takes exactly one attribute',
      'Their order matters: write one {set: …} for each',
    );
  }
  const [name, entry] = first;
  const named = settable.parse(name, { ...scalarAt(node, name), at: entry.keyAt }, cx);
  if (named === undefined) return undefined;
  const value = named.entry.value.parse(entry.value, cx);
  return value === undefined ? undefined : { action: 'set', field: named.field, value };
}

function decodeAction(native: Readonly<Record<string, unknown>>, { settable, byNative }: Vocabulary): Struct {
  const field = native.field;
  const entry = typeof field === 'string' ? byNative.get(field) : undefined;
  const value = entry?.value.decode(native.value);
  if (entry !== undefined && value !== undefined) return { action: entry.word, value };
  const named = settable.decode(field);
  const set = named?.entry.value.decode(native.value);
  if (named !== undefined && set !== undefined) return { action: 'set', field: named.field, value: set };
  return { raw: { field: canonicalScalar(field), value: rawValue(native.value) } };
}

function formatAction(action: Struct, { settable, byWord }: Vocabulary, cx: FormatContext): SpecValue {
  if (action.raw !== undefined) return { raw: formatRaw(action.raw, cx) };
  const { action: word, field = '', value = '' } = action;
  if (word === 'set') return { set: { [settable.format(field, cx)]: formatted(settable.entryOf(field), value, cx) } };
  return { [canonicalScalar(word)]: formatted(byWord.get(canonicalScalar(word)), value, cx) };
}

function formatted(entry: ActionEntry | SettableFamily | undefined, value: Value, cx: FormatContext): SpecValue {
  return entry === undefined ? canonicalScalar(value) : entry.value.format(value, cx);
}

function encodeAction(action: Struct, { settable, byWord }: Vocabulary, cx: EncodeContext): unknown {
  if (action.raw !== undefined) return encodeRaw(action.raw, cx);
  const { action: word, field = '', value = '' } = action;
  if (word === 'set')
    return { field: settable.encode(field, cx), value: settable.entryOf(field)?.value.encode(value, cx) };
  const entry = byWord.get(canonicalScalar(word));
  return { field: entry?.native ?? word, value: entry?.value.encode(value, cx) };
}

function kindsOf(scope: Scope): readonly string[] {
  const used = [...ACTIONS, ...SETTABLE].filter((entry) => entry.scopes.includes(scope));
  return [
    ...new Set([
      ...used.flatMap((entry) => entry.value.kinds ?? []),
      'ticket_field',
      'organization_field',
      'user_field',
    ]),
  ];
}

function actionSchema(
  own: readonly ActionEntry[],
  settable: Vocabulary['settable'],
): Readonly<Record<string, unknown>> {
  const named = Object.fromEntries(own.map((entry) => [entry.word, { description: entry.value.says }]));
  const values = Object.fromEntries(settable.words.map((word) => [word, {}]));
  const set = {
    type: 'object',
    description: 'Exactly one attribute and its new value.',
    properties: values,
    patternProperties: { [settable.pattern]: {} },
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  };
  const raw = { type: 'object', description: 'The action as the platform stores it.', required: ['field'] };
  return {
    type: 'object',
    properties: { set, ...named, raw },
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  };
}
