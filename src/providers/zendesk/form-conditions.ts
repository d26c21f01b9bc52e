/**
 * Conditions of ticket forms: when one field has a value, others are shown, and must perhaps be filled in.
 * https://support.zendesk.com/hc/en-us/articles/4408834799770, and the arrays of
 * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/.
 *
 * Canonical as a set of `{when, is, show, required}`, one entry for each status that requires the field: the platform returns
 * conditions, fields and statuses in any order, and a flat set compares whatever the order.
 */
import type { Attribute, EncodeContext, FormatContext, ParseContext } from '../../core/attribute.ts';
import { documented } from '../../core/attributes/documented.ts';
import { type AttributeOptions, shared } from '../../core/attributes/options.ts';
import { problem, scalarAt, unknownWord, wrongType } from '../../core/attributes/problems.ts';
import { listOf, nativeId } from '../../core/attributes/references.ts';
import { canonicalScalar, isRecord } from '../../core/attributes/scalars.ts';
import type { MapNode, SpecNode, SpecValue } from '../../core/spec-node.ts';
import { canonicalJson, isPlainStruct, type Struct, type Value } from '../../core/value.ts';
import type { Native } from './binding.ts';

const FIELD = ['ticket_field'] as const;
const STATUS = ['custom_status'] as const;
/** Categories of statuses, where the account has no custom statuses. */
const STATUSES = ['new', 'open', 'pending', 'hold', 'solved'] as const;
const ALWAYS = 'always';
const NEVER = 'never';

export interface ConditionOptions extends AttributeOptions {
  /** Agents may be required to fill a field in for some statuses only. */
  readonly statuses: boolean;
}

/** Conditions for agents or for customers. */
export function formConditions(options: ConditionOptions): Attribute {
  const { statuses } = options;
  return {
    ...shared(options),
    collection: 'whole',
    unordered: true,
    refersTo: statuses ? [...FIELD, ...STATUS] : FIELD,
    schema: documented(options.description, schemaOf(statuses)),
    parse(node, cx) {
      if (node.type !== 'list')
        return wrongType(cx, node, 'a list of conditions: [{when: {FIELD: VALUE}, show: [FIELD]}]');
      const parsed = node.items.map((item) => parseCondition(item, statuses, cx));
      const entries = parsed.flatMap((found) => found ?? []);
      return parsed.includes(undefined) || repeats(entries, node, cx) ? undefined : entries;
    },
    format: (value, cx) => grouped(value).map((condition) => formatCondition(condition, cx)),
    decode: (native) =>
      (Array.isArray(native) ? native.filter(isRecord) : []).flatMap((condition) => decodeCondition(condition)),
    encode: (value, cx) => grouped(value).map((condition) => encodeCondition(condition, statuses, cx)),
  };
}

/** What one condition shows: a field, and when it must be filled in. */
interface Shown {
  readonly field: Value;
  readonly required: readonly Value[];
}
interface Condition {
  readonly when: Value;
  readonly is: string;
  readonly show: readonly Shown[];
}

/** The entries of a canonical value. */
export function entriesOf(value: Value | undefined): readonly Struct[] {
  return listOf(value).filter(isPlainStruct);
}

/** Entries put together again, in the order in which they come first. */
function grouped(value: Value): readonly Condition[] {
  const conditions = new Map<
    string,
    { when: Value; is: string; show: Map<string, { field: Value; required: Value[] }> }
  >();
  for (const { when = null, is = '', show = null, required = NEVER } of entriesOf(value)) {
    const name = canonicalJson([when, is]);
    const condition = conditions.get(name) ?? { when, is: canonicalScalar(is), show: new Map() };
    const shown = condition.show.get(canonicalJson(show)) ?? { field: show, required: [] };
    shown.required.push(required);
    condition.show.set(canonicalJson(show), shown);
    conditions.set(name, condition);
  }
  return [...conditions.values()].map(({ show, ...condition }) => ({ ...condition, show: [...show.values()] }));
}

function parseCondition(node: SpecNode, statuses: boolean, cx: ParseContext): readonly Struct[] | undefined {
  if (node.type !== 'map') return wrongType(cx, node, 'a condition: {when: {FIELD: VALUE}, show: [FIELD]}');
  const wrong = unknownKeys(node, ['when', 'show'], cx);
  const parent = parseParent(node, cx);
  const show = node.entries.get('show')?.value;
  if (show === undefined)
    return problem(cx, node, 'SPEC_MISSING', '"show" is missing: the fields that the condition shows');
  if (show.type !== 'list') return wrongType(cx, show, 'a list of fields');
  const shown = show.items.map((item) => parseShown(item, statuses, cx));
  if (wrong || parent === undefined || shown.includes(undefined)) return undefined;
  return shown.flatMap((one) =>
    (one?.required ?? []).map((required) => ({ ...parent, show: one?.field ?? null, required })),
  );
}

function parseParent(node: MapNode, cx: ParseContext): { readonly when: Value; readonly is: string } | undefined {
  const when = node.entries.get('when')?.value;
  if (when === undefined)
    return problem(cx, node, 'SPEC_MISSING', '"when" is missing: the field and the value it must have');
  const [only, ...more] = when.type === 'map' ? [...when.entries] : [];
  if (only === undefined || more.length > 0) return wrongType(cx, when, 'one field and its value: {FIELD: VALUE}');
  const [name, { keyAt, value }] = only;
  const field = cx.reference(FIELD, { type: 'scalar', value: name, at: keyAt });
  if (value.type !== 'scalar' || value.value === null)
    return wrongType(cx, value, 'the tag of an option, or true or false');
  return field === undefined ? undefined : { when: field, is: canonicalScalar(value.value) };
}

function parseShown(node: SpecNode, statuses: boolean, cx: ParseContext): Shown | undefined {
  if (node.type === 'scalar' && node.value !== null) {
    const field = cx.reference(FIELD, node);
    return field === undefined ? undefined : { field, required: [NEVER] };
  }
  if (node.type !== 'map') return wrongType(cx, node, 'a field, or {field: FIELD, required: true}');
  const wrong = unknownKeys(node, ['field', 'required'], cx);
  const named = node.entries.get('field')?.value;
  if (named?.type !== 'scalar') return problem(cx, node, 'SPEC_MISSING', '"field" is missing: the field that is shown');
  const field = cx.reference(FIELD, named);
  const needed = node.entries.get('required')?.value;
  const required = needed === undefined ? [NEVER] : parseRequired(needed, statuses, cx);
  return wrong || field === undefined || required === undefined ? undefined : { field, required };
}

function parseRequired(node: SpecNode, statuses: boolean, cx: ParseContext): readonly Value[] | undefined {
  if (node.type === 'scalar') {
    if (node.value === true || node.value === ALWAYS) return [ALWAYS];
    if (node.value === false || node.value === NEVER) return [NEVER];
  }
  const says = statuses ? 'always, never, or a list of statuses' : 'true or false';
  if (node.type !== 'list' || node.items.length === 0 || !statuses) return wrongType(cx, node, says);
  const found = node.items.map((item) => parseStatus(item, cx));
  return found.includes(undefined) ? undefined : found.flatMap((status) => status ?? []);
}

function parseStatus(node: SpecNode, cx: ParseContext): Value | undefined {
  if (node.type !== 'scalar' || node.value === null) return wrongType(cx, node, `one of ${STATUSES.join(', ')}`);
  const word = canonicalScalar(node.value);
  if (isStatus(word)) return word;
  return cx.reference(STATUS, scalarAt(node, word));
}

function isStatus(word: string): boolean {
  return STATUSES.some((status) => status === word);
}

function unknownKeys(node: MapNode, allowed: readonly string[], cx: ParseContext): boolean {
  const unknown = [...node.entries].filter(([key]) => !allowed.includes(key));
  for (const [key, { keyAt }] of unknown)
    unknownWord(cx, { type: 'scalar', value: key, at: keyAt }, 'The key', key, allowed);
  return unknown.length > 0;
}

/** The platform keeps one of them, whichever it likes. */
function repeats(entries: readonly Struct[], node: SpecNode, cx: ParseContext): boolean {
  const seen = new Set<string>();
  for (const { when, is, show, required } of entries) {
    const name = canonicalJson([when, is, show, required]);
    if (seen.has(name))
      problem(cx, node, 'SPEC_BAD_VALUE', `A field is shown twice for the same value "${String(is)}"`);
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

function formatCondition({ when, is, show }: Condition, cx: FormatContext): SpecValue {
  const value = is === 'true' || is === 'false' ? is === 'true' : is;
  return new Map<string, SpecValue>([
    ['when', new Map([[cx.reference(when, FIELD), value]])],
    ['show', show.map((shown) => formatShown(shown, cx))],
  ]);
}

function formatShown({ field, required }: Shown, cx: FormatContext): SpecValue {
  const name = cx.reference(field, FIELD);
  const [only] = required;
  if (only === NEVER) return name;
  const words = required.map((status) => (typeof status === 'string' ? status : statusName(status, cx)));
  return { field: name, required: only === ALWAYS ? true : words };
}

/** A key that is the word of a category stands with its kind. */
function statusName(status: Value, cx: FormatContext): string {
  const name = cx.reference(status, STATUS);
  return isStatus(name) ? `${STATUS[0]}.${name}` : name;
}

function decodeCondition({ parent_field_id, value, child_fields }: Native): readonly Struct[] {
  const children = Array.isArray(child_fields) ? child_fields.filter(isRecord) : [];
  return children.flatMap((child) =>
    requiredOn(child).map((required) => ({
      when: { $id: canonicalScalar(parent_field_id), kind: 'ticket_field' },
      is: canonicalScalar(value),
      show: { $id: canonicalScalar(child.id), kind: 'ticket_field' },
      required,
    })),
  );
}

/** Accounts with custom statuses return both lists; theirs is the finer one. */
function requiredOn({ is_required, required_on_statuses }: Native): readonly Value[] {
  const { type, statuses, custom_statuses } = isRecord(required_on_statuses) ? required_on_statuses : {};
  if (type === 'ALL_STATUSES') return [ALWAYS];
  if (type === 'SOME_STATUSES') {
    const own = (Array.isArray(custom_statuses) ? custom_statuses : []).map((id) => ({
      $id: String(id),
      kind: 'custom_status',
    }));
    const words = Array.isArray(statuses) ? statuses.map(canonicalScalar) : [];
    return own.length > 0 ? own : words.length > 0 ? words : [NEVER];
  }
  return type === undefined && is_required === true ? [ALWAYS] : [NEVER];
}

function encodeCondition({ when, is, show }: Condition, statuses: boolean, cx: EncodeContext): Native {
  return {
    parent_field_id: nativeId(when, 'number', cx),
    value: is,
    child_fields: show.map(({ field, required }) => {
      const id = nativeId(field, 'number', cx);
      const is_required = !required.includes(NEVER);
      return statuses ? { id, is_required, required_on_statuses: encodeRequired(required, cx) } : { id, is_required };
    }),
  };
}

function encodeRequired(required: readonly Value[], cx: EncodeContext): Native {
  if (required.includes(NEVER)) return { type: 'NO_STATUSES' };
  if (required.includes(ALWAYS)) return { type: 'ALL_STATUSES' };
  const words = required.filter((status) => typeof status === 'string');
  const own = required.filter((status) => typeof status !== 'string').map((status) => nativeId(status, 'number', cx));
  // Only one of the two lists may be sent.
  return { type: 'SOME_STATUSES', ...(own.length > 0 ? { custom_statuses: own } : { statuses: words }) };
}

function schemaOf(statuses: boolean): Readonly<Record<string, unknown>> {
  const field = { type: ['string', 'integer'], description: 'A ticket field.' };
  const list = { type: 'array', items: { type: 'string' }, minItems: 1 };
  const required = {
    anyOf: [{ type: 'boolean' }, { enum: [ALWAYS, NEVER] }, ...(statuses ? [list] : [])],
    description: statuses
      ? 'Whether agents must fill it in: always, never, or for these statuses.'
      : 'Whether customers must fill it in.',
  };
  const shown = { type: 'object', properties: { field, required }, required: ['field'], additionalProperties: false };
  const when = {
    type: 'object',
    description: 'The field that decides, and its value: the tag of an option, or true or false of a checkbox.',
    additionalProperties: { type: ['string', 'boolean', 'number'] },
    minProperties: 1,
    maxProperties: 1,
  };
  const condition = {
    type: 'object',
    properties: { when, show: { type: 'array', items: { anyOf: [field, shown] } } },
    required: ['when', 'show'],
    additionalProperties: false,
  };
  return { type: 'array', items: condition };
}
