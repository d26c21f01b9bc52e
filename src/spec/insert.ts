/** Puts new entries into a YAML text where they belong, and leaves every byte that is there as it is. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { SpecValue } from '../core/spec-node.ts';
import { renderEntry, renderInline, renderKey } from './render.ts';
import { eol, insertInFlow, lineEnd, setAt, spanOf, startOf, withEnd } from './splice.ts';
import { sameButFor } from './splice-check.ts';
import { type Collection, locate, type Path, pairAt, rangeOf, rootOf, Unspliceable, valueAt } from './splice-find.ts';

export interface NewEntry {
  readonly key: string;
  /** Absent: the key itself is the item of a list. */
  readonly value?: SpecValue;
  /** The entry that it stands next to; at the end where there is none of that key. */
  readonly beside?: Beside | undefined;
}

export interface Beside {
  readonly key: string;
  readonly side: 'before' | 'after';
}

/** `text` with `entries` in the map or list at `path`, which is made if it is not there. Throws `Unspliceable`. */
export function insertAt(text: string, path: Path, entries: readonly NewEntry[]): string {
  const after = inserted(text, path, entries);
  if (!sameButFor(text, after, path, entries)) throw new Unspliceable('its neighbours would change');
  return after;
}

function inserted(text: string, path: Path, entries: readonly NewEntry[]): string {
  const root = rootOf(text);
  if (root === undefined) return withEnd(text) + asSection(text, path, 0, entries).join('');
  const { owners, indexes } = locate(root, path);
  const last = owners.at(-1) ?? root;
  const at = indexes.at(-1) ?? 0;
  if (indexes.length < path.length) {
    if (owners.some((one) => one.flow === true) || !isMap(last) || last.items.length === 0)
      return setAt(text, path, asWhole(entries));
    return newSection(text, last, path.slice(indexes.length), entries);
  }
  const owner = valueAt(last, at);
  if (!isMap(owner) && !isSeq(owner)) {
    if (isScalar(owner) && owner.value !== null) throw new Unspliceable('a value on the way holds nothing');
    return setAt(text, path, asWhole(entries));
  }
  if (owner.items.length === 0) return setAt(text, path, asWhole(entries));
  if (owner.anchor !== undefined) throw new Unspliceable('it stands in an anchor, which other places may share');
  if ([...owners, owner].some((one) => one.flow === true)) return intoFlow(text, owner, entries);
  return intoBlock(text, owner, lineEnd(text, headEnd(text, last, at)), entries);
}

/** A section that is not there yet, behind all that its owner holds. */
function newSection(text: string, owner: Collection, path: Path, entries: readonly NewEntry[]): string {
  const start = startOf(text, owner, 0);
  const end = lineEnd(text, spanOf(text, owner, owner.items.length - 1)[1]);
  const lines = asSection(text, path, start - (text.lastIndexOf('\n', start - 1) + 1), entries);
  const rest = text.slice(end);
  const below = lines.join('');
  return text.slice(0, end) + eol(text) + (rest === '' ? below : below.slice(0, -eol(text).length) + rest);
}

/** The lines of a section with their line ends: its heads, and its entries below one another. */
function asSection(text: string, path: Path, indent: number, entries: readonly NewEntry[]): readonly string[] {
  const heads = path.map((step, depth) => `${' '.repeat(indent + 2 * depth)}${renderKey(step, true)}:`);
  const blocks = inSequence([], entries).flatMap(({ key, value }) => entryLines(key, value, indent + 2 * path.length));
  return [...heads, ...blocks].map((line) => line + eol(text));
}

function asWhole(entries: readonly NewEntry[]): SpecValue {
  const list = inSequence([], entries);
  if (list.every(({ value }) => value === undefined)) return list.map(({ key }) => key);
  return new Map(list.map(({ key, value }) => [key, value ?? null]));
}

/** Where the key that holds a collection ends, colon included. */
function headEnd(text: string, owner: Collection, index: number): number {
  if (!isMap(owner)) throw new Unspliceable('a list on the way has no names');
  const keyEnd = rangeOf(pairAt(owner, index).key)[1];
  const colon = text.indexOf(':', keyEnd);
  return colon < 0 ? keyEnd : colon + 1;
}

interface Placed extends NewEntry {
  /** The entry that was there before; undefined for a new one. */
  readonly index?: number;
}

/** What is there with the new entries among it. */
function inSequence(keys: readonly string[], entries: readonly NewEntry[]): readonly Placed[] {
  const list: Placed[] = keys.map((key, index) => ({ key, index }));
  for (const entry of entries) {
    const { beside } = entry;
    const at = beside === undefined ? -1 : list.findIndex(({ key }) => key === beside.key);
    list.splice(at < 0 ? list.length : beside?.side === 'before' ? at : at + 1, 0, entry);
  }
  return list;
}

function keysOf(owner: Collection): readonly string[] {
  // An item of a list may be written with its kind.
  return owner.items.map((item, index) =>
    isMap(owner) ? keyText(pairAt(owner, index).key) : keyText(item).replace(/^.*\./, ''),
  );
}

function keyText(node: unknown): string {
  return typeof node === 'object' && node !== null && 'value' in node ? String(node.value) : '';
}

/** New entries follow the last one before them that was there; what has none before it stands right below the head. */
function intoBlock(text: string, owner: Collection, header: number, entries: readonly NewEntry[]): string {
  const start = startOf(text, owner, 0);
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const gap = spaced(text, owner) ? eol(text) : '';
  let out = '';
  let end = header;
  let copied = 0;
  for (const { key, value, index } of inSequence(keysOf(owner), entries)) {
    if (index !== undefined) {
      end = lineEnd(text, spanOf(text, owner, index)[1]);
      continue;
    }
    out += text.slice(copied, end);
    copied = end;
    const first = end === header;
    const lines = entryLines(key, value, indent).join(eol(text));
    // A text that keeps its blank lines would take another one for its own.
    const above = /(^|\n)[ \t]*$/.test(out) ? '' : gap;
    out += first ? eol(text) + lines + gap : eol(text) + above + lines;
  }
  const rest = text.slice(copied);
  return out + (rest === '' ? eol(text) : rest);
}

function entryLines(key: string, value: SpecValue | undefined, indent: number): readonly string[] {
  if (value === undefined) return [`${' '.repeat(indent)}- ${renderInline(key)}`];
  return renderEntry(renderKey(key, true), value, indent);
}

/** Whether a blank line stands between its first two entries, as people do who like it airy. */
function spaced(text: string, owner: Collection): boolean {
  if (owner.items.length < 2) return false;
  return /\n[ \t]*\r?\n/.test(text.slice(spanOf(text, owner, 0)[1], spanOf(text, owner, 1)[0]));
}

function intoFlow(text: string, owner: Collection, entries: readonly NewEntry[]): string {
  const list = inSequence(keysOf(owner), entries);
  let out = text;
  // From the end, so that the places before stay where they are.
  for (const [place, { key, value, index }] of [...list.entries()].reverse()) {
    if (index !== undefined) continue;
    const before = list.slice(0, place).findLast((one) => one.index !== undefined)?.index;
    out = insertInFlow(out, owner, { key, value }, before);
  }
  return out;
}
