/** Changes one value in a YAML text and leaves every other byte as it is. */
import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { SpecValue } from '../core/spec-node.ts';
import { renderEntry, renderInline, renderKey } from './render.ts';
import {
  type Collection,
  locate,
  type Path,
  pairAt,
  rangeOf,
  refuseAnchors,
  rootOf,
  Unspliceable,
  valueAt,
} from './splice-find.ts';

/** `text` with `value` at `path`, which names keys of maps and members of lists; what is missing on the way is made. */
export function setAt(text: string, path: Path, value: SpecValue): string {
  const root = rootOf(text);
  if (root === undefined)
    return withEnd(text) + joined(text, renderEntry(renderKey(path[0] ?? ''), nested(path.slice(1), value), 0));
  const { owners, indexes } = locate(root, path);
  const owner = owners.at(-1);
  if (owner === undefined) throw new Unspliceable('nothing holds it');
  const flow = owners.some((one) => one.flow === true);
  if (indexes.length === path.length) return replaceEntry(text, owner, indexes.at(-1) ?? 0, value, flow);
  const [key = '', ...rest] = path.slice(indexes.length);
  const added = nested(rest, value);
  if (owner.items.length === 0 && indexes.length > 0) {
    return setAt(text, path.slice(0, indexes.length), isSeq(owner) ? [added] : new Map([[key, added]]));
  }
  return flow
    ? insertInFlow(text, owner, { key, value: added }, owner.items.length - 1)
    : insertInBlock(text, owner, key, added);
}

/** `text` without the entry at `path`; a collection that it leaves empty becomes `{}` or `[]`. */
export function removeAt(text: string, path: Path): string {
  const root = rootOf(text);
  if (root === undefined) throw new Unspliceable('the file is empty');
  const { owners, indexes } = locate(root, path);
  const owner = owners.at(-1);
  const index = indexes.at(-1);
  if (owner === undefined || index === undefined || indexes.length < path.length)
    throw new Unspliceable('it does not stand there');
  refuseAnchors(owner.items[index]);
  if (owner.items.length === 1 && path.length > 1) return setAt(text, path.slice(0, -1), isSeq(owner) ? [] : {});
  return owners.some((one) => one.flow === true)
    ? removeFromFlow(text, owner, index)
    : removeFromBlock(text, owner, index);
}

/** The line on which the entry at `path` begins, counted from 1. */
export function lineOf(text: string, path: Path): number {
  const root = rootOf(text);
  if (root === undefined) return 1;
  const { owners, indexes } = locate(root, path);
  const owner = owners[indexes.length - 1];
  const index = indexes.at(-1);
  if (owner === undefined || index === undefined) return 1;
  return text.slice(0, startOf(text, owner, index)).split('\n').length;
}

function nested(path: Path, value: SpecValue): SpecValue {
  return path.reduceRight<SpecValue>((inner, key) => new Map([[key, inner]]), value);
}

/** The line end that the text uses. */
export function eol(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** `text` with a line end behind its last line. */
export function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : text + eol(text);
}

/** Lines as text that ends in a line end, as the file has them. */
function joined(text: string, lines: readonly string[]): string {
  return lines.map((line) => line + eol(text)).join('');
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line's characters, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** The beginning of the next line. */
function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The end of a value without the blank lines after it, unless they belong to it. */
function endOf(text: string, node: unknown, fallback: number): number {
  if (node === null || node === undefined) return fallback;
  const [start, end] = rangeOf(node);
  if (end <= start) return Math.max(fallback, start);
  const source = text.slice(start, end);
  if (isScalar(node) && /^[|>]\d?\+/.test(source)) return start + source.replace(/\r?\n$/, '').length;
  return start + source.trimEnd().length;
}

/** Where an entry begins: at its key, or at the dash of a list. */
export function startOf(text: string, owner: Collection, index: number): number {
  if (isMap(owner)) return rangeOf(pairAt(owner, index).key)[0];
  const [start] = rangeOf(owner.items[index]);
  if (owner.flow === true) return start;
  const dash = text.lastIndexOf('-', start - 1);
  if (dash < lineStart(text, start) || text.slice(dash + 1, start).trim() !== '')
    throw new Unspliceable('its dash stands on another line');
  return dash;
}

/** Where an entry begins and ends, without what follows on its last line. */
export function spanOf(text: string, owner: Collection, index: number): readonly [number, number] {
  return [startOf(text, owner, index), entryEnd(text, owner, index)];
}

function entryEnd(text: string, owner: Collection, index: number): number {
  if (isSeq(owner)) return endOf(text, owner.items[index], startOf(text, owner, index) + 1);
  const { key, value } = pairAt(owner, index);
  const keyEnd = rangeOf(key)[1];
  if (value !== null && rangeOf(value)[1] > rangeOf(value)[0]) return endOf(text, value, keyEnd);
  return /^\s*:/.test(text.slice(keyEnd)) ? text.indexOf(':', keyEnd) + 1 : keyEnd;
}

function indentOf(text: string, owner: Collection): number {
  const start = startOf(text, owner, 0);
  return start - lineStart(text, start);
}

function replaceEntry(text: string, owner: Collection, index: number, value: SpecValue, flow: boolean): string {
  const old = valueAt(owner, index);
  refuseAnchors(old);
  const start = startOf(text, owner, index);
  const after = isMap(owner) ? colonAfter(text, rangeOf(pairAt(owner, index).key)[1]) : start + 1;
  const end = entryEnd(text, owner, index);
  if (flow) {
    if (isSeq(owner)) return text.slice(0, start) + renderInline(value) + text.slice(end);
    return after === undefined
      ? `${text.slice(0, end)}: ${renderInline(value)}${text.slice(end)}`
      : `${text.slice(0, after)} ${renderInline(value)}${text.slice(Math.max(end, after))}`;
  }
  if (after === undefined) throw new Unspliceable('it is written with `?`');
  const [first = '', ...rest] = renderEntry('x', value, start - lineStart(text, start));
  const head = first.trimStart().slice(2);
  const valueStart = isScalar(old) || isCollection(old) ? rangeOf(old)[0] : after;
  const keyLine = lineEnd(text, after);
  if (valueStart > keyLine) return replaceBelow(text, { after, keyLine, valueStart, end, head, rest });
  if (isSeq(owner) && rest.length > 0 && head === '')
    return text.slice(0, after) + asItem(rest, text, start) + text.slice(end);
  const tail = text.slice(end, lineEnd(text, end));
  const below = rest.map((line) => eol(text) + line).join('');
  return text.slice(0, after) + head + tail + below + text.slice(lineEnd(text, end));
}

interface Below {
  readonly after: number;
  readonly keyLine: number;
  readonly valueStart: number;
  readonly end: number;
  readonly head: string;
  readonly rest: readonly string[];
}

/** The old value stands on lines of its own; what stands after the colon, such as a comment, stays. */
function replaceBelow(text: string, { after, keyLine, valueStart, end, head, rest }: Below): string {
  const before =
    text.slice(0, after) + head + text.slice(after, keyLine) + text.slice(keyLine, lineStart(text, valueStart));
  const tail = text.slice(end, lineEnd(text, end));
  if (rest.length > 0)
    return before + aligned(text, rest, valueStart).join(eol(text)) + tail + text.slice(lineEnd(text, end));
  return before + text.slice(nextLine(text, end));
}

/** The lines as far to the right as the value that they replace. */
function aligned(text: string, lines: readonly string[], valueStart: number): readonly string[] {
  const wanted = valueStart - lineStart(text, valueStart);
  const indent = (lines[0] ?? '').search(/\S/);
  return lines.map((line) => (line === '' ? '' : ' '.repeat(Math.max(0, wanted - indent)) + line));
}

/** A block value as the item of a list: its first line stands behind the dash. */
function asItem(rest: readonly string[], text: string, dash: number): string {
  const indent = dash - lineStart(text, dash) + 2;
  const [first = '', ...others] = rest;
  return ` ${[first.slice(indent), ...others].join(eol(text))}`;
}

function colonAfter(text: string, keyEnd: number): number | undefined {
  const gap = /^[ \t]*:/.exec(text.slice(keyEnd, keyEnd + 200));
  return gap === null ? undefined : keyEnd + gap[0].length;
}

/** In brackets, behind the entry `before`; at the beginning if that is undefined. Without a value the key is an item. */
export function insertInFlow(
  text: string,
  owner: Collection,
  { key, value }: { readonly key: string; readonly value?: SpecValue | undefined },
  before: number | undefined,
): string {
  const item = value === undefined || isSeq(owner) ? renderInline(value ?? key) : undefined;
  const entry = item ?? `${renderKey(key, true)}: ${renderInline(value ?? null)}`;
  const [start, end] = rangeOf(owner);
  if (owner.items.length === 0) return `${text.slice(0, start + 1)}${entry}${text.slice(end - 1)}`;
  if (before === undefined) {
    const first = startOf(text, owner, 0);
    return `${text.slice(0, first)}${entry}, ${text.slice(first)}`;
  }
  const at = entryEnd(text, owner, before);
  return `${text.slice(0, at)}, ${entry}${text.slice(at)}`;
}

function insertInBlock(text: string, owner: Collection, key: string, value: SpecValue): string {
  const indent = indentOf(text, owner);
  const spaces = ' '.repeat(indent);
  const lines = isSeq(owner) ? [`${spaces}- ${renderInline(value)}`] : renderEntry(renderKey(key, true), value, indent);
  const at = lineEnd(text, entryEnd(text, owner, owner.items.length - 1));
  const rest = text.slice(at);
  return text.slice(0, at) + lines.map((line) => eol(text) + line).join('') + (rest === '' ? eol(text) : rest);
}

function removeFromFlow(text: string, owner: Collection, index: number): string {
  const start = startOf(text, owner, index);
  const end = entryEnd(text, owner, index);
  if (index < owner.items.length - 1) return text.slice(0, start) + text.slice(startOf(text, owner, index + 1));
  if (index > 0) return text.slice(0, entryEnd(text, owner, index - 1)) + text.slice(end);
  const [open, close] = rangeOf(owner);
  return text.slice(0, open + 1) + text.slice(close - 1);
}

function removeFromBlock(text: string, owner: Collection, index: number): string {
  const start = startOf(text, owner, index);
  const line = lineStart(text, start);
  const end = entryEnd(text, owner, index);
  if (text.slice(line, start).trim() === '') return text.slice(0, line) + text.slice(nextLine(text, end));
  // The first entry of a map that is an item of a list: the next one takes its place behind the dash.
  if (index + 1 >= owner.items.length) throw new Unspliceable('it stands behind a dash');
  return text.slice(0, start) + text.slice(startOf(text, owner, index + 1));
}
