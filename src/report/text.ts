/** Text from outside made safe and measured for a terminal: every renderer passes its input through `cleaned` first. */

/**
 * What a terminal would act on instead of showing it, and what a reader would not see: control characters except newline
 * and tab, bidirectional overrides, zero-width spaces, line and paragraph separators, lone surrogates. Joiners stay: emoji
 * and several scripts are written with them.
 */
const UNSAFE = /(?![\n\t\xad\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** `text` with what a terminal would obey written out (`\x1b`), so that a difference in it is seen too. */
export function clean(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 5)}}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** A copy of plain data with every text in it clean, the names of its fields included. */
export function cleaned<T>(data: T): T {
  return withTexts(data, clean);
}

/** A copy of plain data with `change` applied to every text in it, the names of its fields included. */
export function withTexts<T>(data: T, change: (text: string) => string): T {
  const holder = { data: structuredClone(data) };
  changeInside(holder, change);
  return holder.data;
}

function changeInside(node: object, change: (text: string) => string): void {
  if (node instanceof Map) {
    const entries = [...node].map(([key, value]) => {
      const pair = { key, value };
      changeInside(pair, change);
      return pair;
    });
    node.clear();
    for (const { key, value } of entries) node.set(key, value);
    return;
  }
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string') Reflect.set(node, name, change(value));
    else if (typeof value === 'object' && value !== null) changeInside(value, change);
    const renamed = Array.isArray(node) ? name : change(name);
    if (renamed === name) continue;
    Reflect.set(node, renamed, Reflect.get(node, name));
    Reflect.deleteProperty(node, name);
  }
}

/** `data` as a JSON document that is safe to show on a terminal and reads back as the same data. */
export function jsonText(data: unknown): string {
  const json = JSON.stringify(data, null, 2);
  // JSON leaves some of them as they are; here they can only stand inside a string.
  const units = (unsafe: string) =>
    Array.from({ length: unsafe.length }, (_, i) => `\\u${hex(unsafe.charCodeAt(i), 4)}`);
  return `${json.replace(UNSAFE, (unsafe) => units(unsafe).join(''))}\n`;
}

/** `text` on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ⏎ ').replaceAll('\t', ' ');
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const SPECIAL = /[^\x20-\x7e]/;

/** Columns that `text` takes on a terminal. */
export function widthOf(text: string): number {
  if (!SPECIAL.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (/[\p{M}\u200c\u200d]/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** `text` filled up with spaces to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The start of `text` that fits into `width` columns, with an ellipsis where something is missing. */
export function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let taken = '';
  let used = 0;
  for (const character of text) {
    const more = widthOf(character);
    if (used + more > width - 1) break;
    taken += character;
    used += more;
  }
  return `${taken.trimEnd()}…`;
}

/** `text` broken at spaces into lines of at most `width` columns; words that are longer are broken where they must be. */
export function wrapped(text: string, width: number): string[] {
  const limit = Math.max(width, 20);
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    // What indents a line of YAML or code belongs to it.
    const lead = paragraph.match(/^ +/)?.[0] ?? '';
    let line = lead;
    for (const word of paragraph.slice(lead.length).split(' ')) {
      const longer = line === '' || line === lead ? line + word : `${line} ${word}`;
      if (widthOf(longer) <= limit) {
        line = longer;
        continue;
      }
      if (line.trim() !== '') lines.push(line);
      const pieces = broken(word, limit);
      line = pieces.pop() ?? '';
      lines.push(...pieces);
    }
    lines.push(line);
  }
  return lines;
}

function broken(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (widthOf(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** `text` wrapped to `width`, its first line behind `first`, the others behind as many spaces. */
export function hanging(first: string, text: string, width: number): string[] {
  const indent = widthOf(first);
  return wrapped(text, width - indent).map((line, index) => (index === 0 ? first : ' '.repeat(indent)) + line);
}

/** "1 warning", "2 warnings". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
