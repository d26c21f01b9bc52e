/** What views show and sort by: columns of their own, and ticket fields. */
import type { Attribute, EncodeContext, FormatContext, ParseContext } from '../../core/attribute.ts';
import { documented } from '../../core/attributes/documented.ts';
import { type AttributeOptions, shared } from '../../core/attributes/options.ts';
import { problem, scalarAt, unknownWord, wrongType } from '../../core/attributes/problems.ts';
import { listOf } from '../../core/attributes/references.ts';
import { call, callOf, canonicalScalar, isRecord, isTextNode } from '../../core/attributes/scalars.ts';
import type { SpecNode, SpecValue } from '../../core/spec-node.ts';
import { isPlainStruct, type Struct, type Value } from '../../core/value.ts';

/** https://developer.zendesk.com/api-reference/ticketing/business-rules/views/#view-columns */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ['id', 'nice_id'],
  ['subject', 'description'],
  ['status', 'status'],
  ['custom_status', 'custom_status_id'],
  ['priority', 'priority'],
  ['type', 'type'],
  ['group', 'group'],
  ['assignee', 'assignee'],
  ['requester', 'requester'],
  ['requester_language', 'locale_id'],
  ['submitter', 'submitter'],
  ['organization', 'organization'],
  ['brand', 'brand'],
  ['form', 'ticket_form'],
  ['created', 'created'],
  ['assigned', 'assigned'],
  ['solved', 'solved'],
  ['due', 'due_date'],
  ['updated', 'updated'],
  ['updated_by', 'updated_by_type'],
  ['updated_by_assignee', 'updated_assignee'],
  ['updated_by_requester', 'updated_requester'],
  ['satisfaction', 'satisfaction_score'],
]);
const WORDS: ReadonlyMap<string, string> = new Map([
  ...[...COLUMNS].map(([word, native]) => [native, word] as const),
  // Replies have names of their own for two of them.
  ['subject', 'subject'],
  ['ticket_id', 'id'],
]);
/** Views can be neither grouped nor sorted by these. */
export const UNSORTABLE: ReadonlySet<string> = new Set(['subject', 'submitter', 'custom_status']);

const FIELD = 'ticket_field.';
const SAYS = `a column such as subject, or ${FIELD}KEY`;

/** What agents see of each ticket, in this order. */
export function columns(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    collection: 'whole',
    refersTo: ['ticket_field'],
    schema: documented(options.description, { type: 'array', items: columnSchema }),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, 'a list of columns');
      const found = node.items.map((item) => parseColumn(item, cx));
      return found.every((column) => column !== undefined) ? found : undefined;
    },
    format: (value, cx) => listOf(value).map((column) => formatColumn(column, cx)),
    decode: (native) => (Array.isArray(native) ? native.map(decodeColumn) : []),
    encode: (value, cx) => listOf(value).map((column) => encodeColumn(column, cx)),
  };
}

/** A column with a direction: `{field: status, order: desc}`, or `none`. Canonical as such a struct, or null; native as `{by, order}`. */
export function sorting(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    collection: 'whole',
    refersTo: ['ticket_field'],
    schema: documented(options.description, {
      anyOf: [
        { const: 'none' },
        columnSchema,
        {
          type: 'object',
          properties: { field: columnSchema, order: { enum: ORDERS } },
          required: ['field'],
          additionalProperties: false,
        },
      ],
    }),
    parse(node, cx) {
      if (node.type !== 'map')
        return node.type === 'scalar' && node.value === 'none' ? null : sorted(parseColumn(node, cx));
      for (const [name, { keyAt }] of node.entries) {
        if (name === 'field' || name === 'order') continue;
        return unknownWord(cx, { type: 'scalar', value: name, at: keyAt }, 'The key', name, ['field', 'order']);
      }
      const field = node.entries.get('field')?.value;
      if (field === undefined) return problem(cx, node, 'SPEC_MISSING', '"field" is missing');
      const order = parseOrder(node.entries.get('order')?.value, cx);
      return order === undefined ? undefined : sorted(parseColumn(field, cx), order);
    },
    format(value, cx): SpecValue {
      if (!isPlainStruct(value)) return 'none';
      const field = formatColumn(value.field ?? '', cx);
      return value.order === 'asc' ? field : { field, order: canonicalScalar(value.order) };
    },
    decode(native) {
      if (!isRecord(native) || canonicalScalar(native.by) === '') return null;
      return { field: decodeColumn(native.by), order: native.order === 'desc' ? 'desc' : 'asc' };
    },
    encode: (value, cx) =>
      isPlainStruct(value) ? { by: encodeColumn(value.field ?? '', cx), order: value.order } : null,
  };
}

const ORDERS: readonly string[] = ['asc', 'desc'];

function sorted(field: Value | undefined, order = 'asc'): Struct | undefined {
  return field === undefined ? undefined : { field, order };
}

function parseOrder(node: SpecNode | undefined, cx: ParseContext): string | undefined {
  if (node === undefined) return 'asc';
  if (!isTextNode(node)) return wrongType(cx, node, 'asc or desc');
  return ORDERS.find((word) => word === node.value) ?? unknownWord(cx, node, 'The order', node.value, ORDERS);
}

function parseColumn(node: SpecNode, cx: ParseContext): Value | undefined {
  if (!isTextNode(node)) return wrongType(cx, node, SAYS);
  const word = node.value;
  if (word.startsWith(FIELD)) return cx.reference(['ticket_field'], scalarAt(node, word.slice(FIELD.length)));
  const other = callOf('other', word);
  if (other !== undefined) return WORDS.get(other) ?? word;
  return COLUMNS.has(word) ? word : unknownWord(cx, node, 'The column', word, [...COLUMNS.keys(), `${FIELD}KEY`]);
}

function formatColumn(column: Value, cx: FormatContext): string {
  return typeof column === 'string' ? column : FIELD + cx.reference(column, ['ticket_field']);
}

function decodeColumn(native: unknown): Value {
  const name = canonicalScalar(native);
  if (/^\d+$/.test(name)) return { $id: name, kind: 'ticket_field' };
  return WORDS.get(name) ?? call('other', name);
}

function encodeColumn(column: Value, cx: EncodeContext): string {
  if (typeof column !== 'string') return cx.id(column);
  return COLUMNS.get(column) ?? callOf('other', column) ?? column;
}

const columnSchema = {
  anyOf: [{ enum: [...COLUMNS.keys()] }, { type: 'string', pattern: '^(ticket_field\\.|other\\()' }],
};
