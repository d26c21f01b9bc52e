/** How one value of a rule is written, stored and sent: the value types that the vocabulary's entries name. */
import { RESERVED_WORDS } from '../../../core/address.ts';
import type { EncodeContext, FormatContext, ParseContext } from '../../../core/attribute.ts';
import { unknownWord, wrongType } from '../../../core/attributes/problems.ts';
import { listOf, sortedWords } from '../../../core/attributes/references.ts';
import { call, callOf, canonicalScalar, isTextNode, numberOf } from '../../../core/attributes/scalars.ts';
import { trimmed } from '../../../core/attributes/text.ts';
import type { SpecNode, SpecValue } from '../../../core/spec-node.ts';
import { isList, isText, type Value } from '../../../core/value.ts';

export interface ValueCodec {
  /** Completes "takes …". */
  readonly says: string;
  /** Kinds that it refers to. */
  readonly kinds?: readonly string[];
  parse(node: SpecNode, cx: ParseContext): Value | undefined;
  format(value: Value, cx: FormatContext): SpecValue;
  /** Undefined: this codec has no word for it, and the rule keeps it as `raw`. */
  decode(native: unknown): Value | undefined;
  encode(value: Value, cx: EncodeContext): unknown;
}

type Words = Readonly<Record<string, string>>;

/** True for what a rule's value may be besides a list. */
export function isScalar(native: unknown): boolean {
  return native === null || native === undefined || typeof native !== 'object';
}

export interface WordOptions {
  /** Values that newer accounts have and we do not know are written `other("value")`. */
  readonly open?: true;
  /** What old replies say instead of the stored value. */
  readonly historic?: Words;
  /** A client's own word for one of ours. */
  readonly translate?: (word: string, cx: ParseContext) => string | undefined;
}

/** One of our words for the platform's values. */
export function words(map: Words, options: WordOptions = {}): ValueCodec {
  const toNative = new Map(Object.entries(map));
  const toWord = new Map(Object.entries(map).map(([word, native]) => [native, word]));
  return {
    says: [...toNative.keys()].join(', '),
    parse(node, cx) {
      if (node.type !== 'scalar' || node.value === null)
        return wrongType(cx, node, `one of ${[...toNative.keys()].join(', ')}`);
      const word = canonicalScalar(node.value);
      if (toNative.has(word)) return word;
      const own = options.translate?.(word, cx);
      if (own !== undefined) return own;
      const other = options.open ? callOf('other', word) : undefined;
      if (other !== undefined) return toWord.get(other) ?? word;
      return unknownWord(cx, node, 'The value', word, toNative.keys());
    },
    format: canonicalScalar,
    decode(native) {
      if (!isScalar(native)) return undefined;
      const value = canonicalScalar(native);
      const known = toWord.get(value) ?? options.historic?.[value];
      return known ?? (options.open && value !== '' ? call('other', value) : undefined);
    },
    encode(value) {
      const word = canonicalScalar(value);
      return toNative.get(word) ?? callOf('other', word) ?? word;
    },
  };
}

/** A reference to an object of `kinds`, or one of the words in `special`. */
export function ref(kinds: readonly string[], special: Words = {}, id = /^\d+$/): ValueCodec {
  const toNative = new Map(Object.entries(special));
  const toWord = new Map(Object.entries(special).map(([word, native]) => [native, word]));
  const kind = kinds[0] ?? '';
  const says = [`a ${kinds.join(' or ')}`, ...toNative.keys()].join(', ');
  return {
    says,
    kinds,
    parse(node, cx) {
      if (node.type !== 'scalar' || node.value === null || typeof node.value === 'boolean')
        return wrongType(cx, node, says);
      if (toNative.has(String(node.value))) return String(node.value);
      if (RESERVED_WORDS.has(String(node.value)))
        return unknownWord(cx, node, 'The word', String(node.value), [...toNative.keys()]);
      return cx.reference(kinds, node);
    },
    format: (value, cx) => (typeof value === 'string' ? value : cx.reference(value, kinds)),
    decode(native) {
      if (!isScalar(native)) return undefined;
      const value = canonicalScalar(native);
      return toWord.get(value) ?? (id.test(value) ? { $id: value, kind } : undefined);
    },
    encode: (value, cx) => (typeof value === 'string' ? (toNative.get(value) ?? value) : cx.id(value)),
  };
}

/** A set of tags: separated by spaces on the platform, lower-cased, in no order. */
export const tags: ValueCodec = {
  says: 'a list of tags',
  parse(node, cx) {
    const items = node.type === 'list' ? node.items : [node];
    const found: string[] = [];
    for (const item of items) {
      if (item.type !== 'scalar' || item.value === null) return wrongType(cx, item, 'a tag');
      const tag = canonicalScalar(item.value).trim().toLowerCase();
      if (/\s/.test(tag)) return wrongType(cx, item, 'one tag: tags hold no spaces, write [first, second]');
      found.push(tag);
    }
    return sortedWords(found);
  },
  format: (value) => listOf(value).map(canonicalScalar),
  decode(native) {
    const list = Array.isArray(native) ? native : [native];
    return list.every(isScalar)
      ? sortedWords(list.map(canonicalScalar).join(' ').toLowerCase().split(/\s+/))
      : undefined;
  },
  encode: (value) => listOf(value).map(canonicalScalar).join(' '),
};

/** Words or a date as they are. */
export const plain: ValueCodec = {
  says: 'a text',
  parse: (node, cx) =>
    node.type === 'scalar' && node.value !== null ? canonicalScalar(node.value) : wrongType(cx, node, 'a text'),
  format: canonicalScalar,
  decode: (native) => (isScalar(native) ? canonicalScalar(native) : undefined),
  encode: canonicalScalar,
};

/** A text with placeholders, in which ids may stand. */
export const template: ValueCodec = {
  says: 'a text',
  parse: (node, cx) => (isTextNode(node) ? trimmed(cx.text(node)) : wrongType(cx, node, 'a text; put it in quotes')),
  format: (value, cx) => cx.text(value),
  decode: (native) => (isScalar(native) ? trimmed(canonicalScalar(native)) : undefined),
  encode: (value, cx) => cx.text(value),
};

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A number; the platform stores it as text. */
export const number: ValueCodec = {
  says: 'a number',
  parse(node, cx) {
    const value = numberOf(node) ?? (isTextNode(node) && NUMBER.test(node.value) ? node.value : undefined);
    return value === undefined ? wrongType(cx, node, 'a number') : String(value);
  },
  format: asNumber,
  decode: (native) => (isScalar(native) && NUMBER.test(canonicalScalar(native)) ? canonicalScalar(native) : undefined),
  encode: canonicalScalar,
};

/** True or false; the platform stores it as text. */
export const truth: ValueCodec = {
  ...words({ true: 'true', false: 'false' }),
  format: (value) => value === 'true',
};

/**
 * The value of a custom field, whose type only the tenant knows: an option's tag, a text, a number, a date, true or false;
 * several in a list for multi-select fields. A single one in a list is the same as that one alone.
 */
export const fieldValue: ValueCodec = {
  says: 'a value of that field: an option, a text, a number, a date, true or false; none for no value',
  parse(node, cx) {
    if (node.type !== 'list') return oneFieldValue(node, cx);
    const found: string[] = [];
    for (const item of node.items) {
      const value = oneFieldValue(item, cx);
      if (value === undefined) return undefined;
      if (typeof value !== 'string') return wrongType(cx, item, 'an option');
      found.push(value);
    }
    return single(sortedWords(found));
  },
  format: (value, cx) =>
    isList(value) ? value.map((item) => formatFieldValue(item, cx)) : formatFieldValue(value, cx),
  decode(native) {
    if (!Array.isArray(native)) return isScalar(native) ? canonicalScalar(native) : undefined;
    return native.every(isScalar) ? single(sortedWords(native.map(canonicalScalar))) : undefined;
  },
  encode: (value, cx) => (isList(value) ? value.map((item) => cx.text(item)) : cx.text(value)),
};

function oneFieldValue(node: SpecNode, cx: ParseContext): Value | undefined {
  if (node.type !== 'scalar' || node.value === null) return wrongType(cx, node, fieldValue.says);
  const value = canonicalScalar(node.value);
  if (value === 'none') return '';
  return callOf('option', value) ?? (value.includes('{{') ? cx.text({ ...node, value }) : value);
}

function formatFieldValue(value: Value, cx: FormatContext): string | number | boolean {
  if (isText(value)) return cx.text(value);
  const text = canonicalScalar(value);
  if (text === '') return 'none';
  if (RESERVED_WORDS.has(text) || text.startsWith('option(')) return call('option', text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text.includes('{{') ? cx.text(text) : asNumber(text);
}

function single(list: readonly string[]): Value {
  const [only] = list;
  return list.length === 1 && only !== undefined ? only : list;
}

/** Several of `codec`; one alone is written without a list. */
export function several(codec: ValueCodec): ValueCodec {
  return {
    ...codec,
    says: `${codec.says}, or a list of them`,
    parse(node, cx) {
      if (node.type !== 'list') return codec.parse(node, cx);
      const found: Value[] = [];
      for (const item of node.items) {
        const value = codec.parse(item, cx);
        if (value === undefined) return undefined;
        found.push(value);
      }
      return found.length === 1 ? found[0] : found;
    },
    format: (value, cx) => (isList(value) ? value.map((item) => codec.format(item, cx)) : codec.format(value, cx)),
    decode(native) {
      if (!Array.isArray(native)) return codec.decode(native);
      const found: Value[] = [];
      for (const item of native) {
        const value = codec.decode(item);
        if (value === undefined) return undefined;
        found.push(value);
      }
      return found.length === 1 ? found[0] : found;
    },
    encode: (value, cx) => (isList(value) ? value.map((item) => codec.encode(item, cx)) : codec.encode(value, cx)),
  };
}

/** As a number where nothing of the text is lost by it. */
function asNumber(value: Value): string | number {
  const text = canonicalScalar(value);
  return NUMBER.test(text) && String(Number(text)) === text ? Number(text) : text;
}
