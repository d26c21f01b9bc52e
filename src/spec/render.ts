/** Values as YAML text: quoted only where needed, on one line where that fits, and such that they load back as they are. */
import type { Scalar, SpecObject, SpecValue } from '../core/spec-node.ts';
import { isDefaultCall } from './calls.ts';
import { escapeDollars } from './interpolate.ts';

/** Lines longer than this are broken up where YAML allows it. */
const WIDTH = 100;

/** Letters and digits of any script and the punctuation that means nothing to YAML, whatever surrounds the text. */
const PLAIN = /^[\p{L}_/(][\p{L}\p{M}\p{N}\p{Extended_Pictographic} _./()'"&+@%=;!?*<>|~^$:-]*$/u;
const NOT_AFTER_ALL = /: | #|[: ]$|^(null|true|false|yes|no|on|off|y|n)$/i;
const LONE_SURROGATE = /\p{Surrogate}/u;
const DURATION = /^(\d+[dhms])+$/;

/** True if YAML reads `text` back as the same text without quotes, in a block and in brackets. */
function isPlain(text: string): boolean {
  return DURATION.test(text) || (PLAIN.test(text) && !NOT_AFTER_ALL.test(text) && !LONE_SURROGATE.test(text));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stand in a file as they are
const NOT_PRINTABLE = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    NOT_PRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function renderText(text: string): string {
  const escaped = escapeDollars(text);
  return isPlain(escaped) && !isDefaultCall(escaped) ? escaped : quoted(escaped);
}

/** A scalar on one line. */
export function renderScalar(value: Scalar): string {
  if (typeof value === 'string') return renderText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} cannot be written`);
  return Object.is(value, -0) ? '0' : String(value);
}

/** A map's key; `own` where people choose the keys, whose `file` and `folder` must not look like the includes. */
export function renderKey(key: string, own = false): string {
  return isPlain(key) && !(own && (key === 'file' || key === 'folder')) ? key : quoted(key);
}

function isMap(value: SpecValue): value is ReadonlyMap<string, SpecValue> {
  return value instanceof Map;
}

function isList(value: SpecValue): value is readonly SpecValue[] {
  return Array.isArray(value);
}

function isObject(value: SpecValue): value is SpecObject | ReadonlyMap<string, SpecValue> | readonly SpecValue[] {
  return typeof value === 'object' && value !== null;
}

interface Entry {
  readonly key: string;
  readonly value: SpecValue;
}

function entriesOf(value: ReadonlyMap<string, SpecValue> | SpecObject): readonly Entry[] {
  if (isMap(value)) return [...value].map(([key, item]) => ({ key: renderKey(key, true), value: item }));
  return Object.entries(value).map(([key, item]) => ({ key: renderKey(key), value: item }));
}

function itemsOf(value: SpecObject | ReadonlyMap<string, SpecValue> | readonly SpecValue[]): readonly SpecValue[] {
  if (isList(value)) return value;
  return isMap(value) ? [...value.values()] : Object.values(value);
}

/** A value on one line, maps and lists in brackets. */
export function renderInline(value: SpecValue): string {
  if (!isObject(value)) return renderScalar(value);
  if (isList(value)) return `[${value.map(renderInline).join(', ')}]`;
  return `{${entriesOf(value)
    .map((entry) => `${entry.key}: ${renderInline(entry.value)}`)
    .join(', ')}}`;
}

/** A text that reads better over several lines, and survives them. */
function isBlockText(value: SpecValue): value is string {
  if (typeof value !== 'string' || !value.includes('\n')) return false;
  if (/^[ \t\n]|[ \t](\n|$)|\n\t|\n\n$|\r/.test(value) || LONE_SURROGATE.test(value)) return false;
  return value.replaceAll('\n', '').search(NOT_PRINTABLE) < 0;
}

function holdsBlockText(value: SpecValue): boolean {
  if (isBlockText(value)) return true;
  return isObject(value) && itemsOf(value).some(holdsBlockText);
}

/** The value on one line, unless it belongs on several: `used` characters stand before it. */
function fitted(value: SpecValue, used: number): string | undefined {
  if (!isObject(value) || isEmpty(value)) return renderInline(value);
  if (holdsBlockText(value)) return undefined;
  const line = renderInline(value);
  return line.length + used <= WIDTH ? line : undefined;
}

/** `key: value` as lines at `indent` spaces, without line ends; `key` is rendered already. */
export function renderEntry(key: string, value: SpecValue, indent: number): readonly string[] {
  const start = `${' '.repeat(indent)}${key}:`;
  if (isBlockText(value)) return [`${start} ${blockHead(value)}`, ...blockLines(value, indent + 2)];
  const line = fitted(value, start.length + 1);
  return line === undefined ? [start, ...renderBlock(value, indent + 2)] : [`${start} ${line}`];
}

function isEmpty(value: SpecValue): boolean {
  return isObject(value) && itemsOf(value).length === 0;
}

/** A map or list as lines at `indent` spaces; the entries of a map stand below one another whatever their length. */
export function renderBlock(value: SpecValue, indent: number): readonly string[] {
  if (!isObject(value) || isEmpty(value)) return [`${' '.repeat(indent)}${renderInline(value)}`];
  if (isList(value)) return value.flatMap((item) => renderItem(item, indent));
  return entriesOf(value).flatMap((entry) => renderEntry(entry.key, entry.value, indent));
}

function renderItem(item: SpecValue, indent: number): readonly string[] {
  const dash = `${' '.repeat(indent)}- `;
  if (isBlockText(item)) return [`${dash}${blockHead(item)}`, ...blockLines(item, indent + 2)];
  const line = fitted(item, indent + 2);
  if (line !== undefined) return [dash + line];
  const [first = '', ...rest] = renderBlock(item, indent + 2);
  return [dash + first.slice(indent + 2), ...rest];
}

function blockHead(text: string): string {
  return text.endsWith('\n') ? '|' : '|-';
}

function blockLines(text: string, indent: number): readonly string[] {
  return escapeDollars(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
}
