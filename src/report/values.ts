/** Values as a person writes them in the spec: on one line, or as a block for a diff. */
import type { Shown } from '../core/plan.ts';

// Strings that YAML or a reader would take for something else stand in quotes.
const LOOKS_LIKE_OTHER = /^(?:|null|true|false|yes|no|on|off|~|[-+]?[\d.][\d.,:eE_-]*)$/i;
const NEEDS_QUOTES = /^[\s"'[\]{}#&*!|>%@`]|^[-?:] |\s$|\n|\t| → |: | #|:$/;
const NEEDS_QUOTES_IN_LIST = /[,[\]{}]/;

/** `value` on one line; `(none)` where there is none. */
export function inline(value: Shown | undefined): string {
  return value === undefined ? '(none)' : flow(value, false);
}

/** `value` as lines: a text by its lines, a list or map one member a line. */
export function block(value: Shown | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return textLines(value);
  if (isList(value)) return value.flatMap((item) => inside(item, '- '));
  if (isMap(value)) {
    return Object.entries(value).flatMap(([name, item]) =>
      isNested(item) ? [`${name}:`, ...block(item).map((line) => `  ${line}`)] : [`${name}: ${flow(item, false)}`],
    );
  }
  return [flow(value, false)];
}

export function isList(value: Shown | undefined): value is readonly Shown[] {
  return Array.isArray(value);
}

export function isMap(value: Shown | undefined): value is { readonly [name: string]: Shown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNested(value: Shown): boolean {
  if (isList(value)) return value.some((item) => typeof item === 'object' && item !== null);
  return isMap(value) && Object.keys(value).length > 1;
}

// A condition or an action reads best on its own line; only what holds lists of structs is opened further.
function inside(item: Shown, bullet: string): string[] {
  const deep = isMap(item) && Object.values(item).some((value) => isNested(value));
  if (!deep) return [`${bullet}${flow(item, false)}`];
  return block(item).map((line, index) => (index === 0 ? bullet : ' '.repeat(bullet.length)) + line);
}

function flow(value: Shown, within: boolean): string {
  if (typeof value === 'string') return quoted(value, within);
  if (isList(value)) return `[${value.map((item) => flow(item, true)).join(', ')}]`;
  if (isMap(value)) {
    const members = Object.entries(value).map(([name, item]) => `${quoted(name, true)}: ${flow(item, true)}`);
    return `{${members.join(', ')}}`;
  }
  return String(value);
}

function quoted(text: string, within: boolean): string {
  const unclear = LOOKS_LIKE_OTHER.test(text) || NEEDS_QUOTES.test(text) || (within && NEEDS_QUOTES_IN_LIST.test(text));
  // Not JSON.stringify: a backslash in what `clean` wrote out would be doubled.
  return unclear ? `"${text.replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"` : text;
}

/**
 * Markup without line breaks is broken between its tags: a diff of one line of 5,000 characters tells nobody anything. The last newline
 * is no line.
 */
function textLines(text: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => (line.length > 200 ? line.replace(/>(?=<)/g, '>\n').split('\n') : [line]));
}
