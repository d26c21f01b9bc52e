/** Attributes that are text: one line, several lines, or text with ids in it. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import { isText, type Value } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { wrongType, wrongValue } from './problems.ts';
import { canonicalScalar, isTextNode, plainText } from './scalars.ts';

export interface TextOptions extends AttributeOptions {
  /** Most characters that the platform takes. */
  readonly max?: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u001f\u007f]+/;
const CONTROLS = new RegExp(CONTROL, 'g');

export interface LineOptions extends TextOptions {
  readonly pattern?: RegExp;
  readonly patternSays?: string;
  /** Ids may stand in it, as in an address: they are written as keys. */
  readonly holdsIds?: true;
}

/** A single line; trimmed, as platforms do with names. */
export function line(options: LineOptions): Attribute {
  const { max, pattern, patternSays, holdsIds } = options;
  const limited = max === undefined ? z.string() : z.string().max(max);
  return {
    ...shared(options),
    schema: (pattern === undefined ? limited : limited.regex(pattern)).describe(options.description),
    parse(node, cx) {
      if (!isTextNode(node)) return wrongType(cx, node, 'a text on one line; put it in quotes');
      const text = node.value.trim();
      if (CONTROL.test(text))
        return wrongValue(cx, node, 'A text on one line cannot hold line breaks or control characters');
      if (max !== undefined && text.length > max) {
        return wrongValue(cx, node, `The text has ${text.length} characters; the platform takes ${max}`);
      }
      if (text === '' && options.required) return wrongValue(cx, node, 'The text cannot be empty');
      if (pattern !== undefined && !pattern.test(text))
        return wrongValue(cx, node, `"${text}" must be ${patternSays ?? `like ${pattern}`}`);
      return holdsIds ? cx.text({ ...node, value: text }) : text;
    },
    format: (value, cx) => (holdsIds ? cx.text(value) : canonicalScalar(value)),
    // Old objects have control characters in their names, which no line of a spec can hold: they count as the spaces that people see.
    decode: (native) => canonicalScalar(native).replace(CONTROLS, ' ').trim(),
    encode: (value, cx) => (holdsIds ? cx.text(value) : canonicalScalar(value)),
  };
}

/**
 * A text of any number of lines, in which ids may stand; white space at the end means nothing. Texts that refer to each other
 * are written once all of them are there.
 */
export function text(options: TextOptions): Attribute {
  const { max } = options;
  return {
    ...shared(options),
    schema: (max === undefined ? z.string() : z.string().max(max)).describe(options.description),
    long: true,
    late: true,
    parse(node, cx) {
      if (!isTextNode(node)) return wrongType(cx, node, 'a text; put it in quotes');
      const value = plainText(node.value);
      if (max !== undefined && value.length > max) {
        return wrongValue(cx, node, `The text has ${value.length} characters; the platform takes ${max}`);
      }
      return trimmed(cx.text({ ...node, value }));
    },
    format: (value, cx) => cx.text(value),
    decode: plainText,
    encode: (value, cx) => cx.text(value),
  };
}

/** White space at the end of a text taken off, whether or not it holds references. */
export function trimmed(value: Value): Value {
  if (typeof value === 'string') return plainText(value);
  if (!isText(value)) return value;
  const parts = value.$text.map((part) => (typeof part === 'string' ? part.replace(/\r\n?/g, '\n') : part));
  const last = parts.at(-1);
  return { $text: typeof last === 'string' ? [...parts.slice(0, -1), last.trimEnd()] : parts };
}
