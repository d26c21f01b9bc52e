/** Scalars of the quick reader: the forms that mean the same whoever reads them, and a refusal of every other form. */

/** Thrown where the text is not of the plain kind that the quick reader knows; the full parser then reads the whole file. */
export class NotQuick extends Error {}

/** The file and how far it has been read. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** How a scalar was written: quotes and blocks make a text of whatever stands in them. */
export interface QuickScalar {
  readonly value: string | number | boolean | null;
  readonly quoted: boolean;
}

const SPACE = 32;
const NEWLINE = 10;
const HASH = 35;
const COLON = 58;
const DASH = 45;

/** What YAML reads as something else than a text; some of these forms are left to the full parser. */
const NO_TEXT =
  /^(?:~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))$/;
const MAY_BE_NO_TEXT = /^[-+.0-9~ntfNTF]/;
const SIMPLE_NUMBER = /^(?:0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6})$/;
const JSON_ESCAPES = /^(?:[^\\\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*$/;

/** Refuses the file. */
export function giveUp(): never {
  throw new NotQuick();
}

/** Moves over spaces. */
export function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) === SPACE) cursor.at += 1;
}

/** Moves behind the end of the line, over spaces and a comment; anything else there is refused. */
export function endLine(cursor: Cursor): void {
  const { text } = cursor;
  const from = cursor.at;
  skipSpaces(cursor);
  const code = text.charCodeAt(cursor.at);
  if (code === HASH && cursor.at > from) {
    const end = text.indexOf('\n', cursor.at);
    cursor.at = end;
  } else if (code !== NEWLINE) giveUp();
  cursor.at += 1;
}

/** A text without quotes up to the end of its line, a comment, `: `, or in brackets a comma or bracket. */
export function readPlain(cursor: Cursor, inFlow: boolean): string {
  const { text } = cursor;
  const start = cursor.at;
  const first = text.charCodeAt(start);
  if (!(first === DASH ? isWord(text.charCodeAt(start + 1)) : mayBegin(first))) giveUp();
  let end = start;
  let index = start;
  for (; ; index += 1) {
    const code = text.charCodeAt(index);
    if (code === NEWLINE) break;
    if (code === SPACE) {
      if (text.charCodeAt(index + 1) === HASH) break;
      continue;
    }
    if (code === COLON) {
      const next = text.charCodeAt(index + 1);
      if (next === SPACE || next === NEWLINE || (inFlow && isFlowIndicator(next))) break;
    } else if (code === 9 || (inFlow && isFlowIndicator(code))) break;
    end = index + 1;
  }
  cursor.at = end;
  return text.slice(start, end);
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

/** Letters, digits and `$ ( + . / ; < = ^ _ ~`: no indicator of YAML. */
function mayBegin(code: number): boolean {
  if (isWord(code) || code > 160) return true;
  switch (code) {
    case 36:
    case 40:
    case 43:
    case 46:
    case 47:
    case 59:
    case 60:
    case 61:
    case 94:
    case 126:
      return true;
    default:
      return false;
  }
}

/** `, [ ] { }` */
function isFlowIndicator(code: number): boolean {
  return code === 44 || code === 91 || code === 93 || code === 123 || code === 125;
}

/** True if a plain `text` is read as a text, not as a number, a truth value or nothing. */
export function isTextPlain(text: string): boolean {
  return !(MAY_BE_NO_TEXT.test(text) && NO_TEXT.test(text));
}

/** What a plain `text` means. */
export function plainValue(text: string): QuickScalar['value'] {
  if (isTextPlain(text)) return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  return SIMPLE_NUMBER.test(text) ? Number(text) : giveUp();
}

/** A text in double quotes on one line, with the escapes that JSON has too. */
export function readDoubleQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at;
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) giveUp();
  const raw = text.slice(start + 1, end);
  cursor.at = end + 1;
  if (raw.includes('\n')) giveUp();
  if (!raw.includes('\\')) return raw;
  if (!JSON_ESCAPES.test(raw)) giveUp();
  return String(JSON.parse(`"${raw}"`));
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/** A text in single quotes on one line. */
export function readSingleQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at;
  let end = text.indexOf("'", start + 1);
  while (end >= 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  if (end < 0) giveUp();
  const raw = text.slice(start + 1, end);
  cursor.at = end + 1;
  return raw.includes('\n') ? giveUp() : raw.replaceAll("''", "'");
}

/** A literal text, `|` or `|-`, from its header on; it stands deeper than `indent`. Lines of spaces only are refused. */
export function readLiteral(cursor: Cursor, indent: number): { readonly value: string; readonly lines: number } {
  const { text } = cursor;
  const strip = text[cursor.at + 1] === '-';
  cursor.at += strip ? 2 : 1;
  if (text.charCodeAt(cursor.at) !== NEWLINE) giveUp();
  cursor.at += 1;
  const lines: string[] = [];
  let depth = -1;
  while (cursor.at < text.length) {
    const start = cursor.at;
    const end = text.indexOf('\n', start);
    skipSpaces(cursor);
    const own = cursor.at - start;
    const code = text.charCodeAt(cursor.at);
    if (code === NEWLINE) {
      if (own > 0) giveUp();
      lines.push('');
    } else {
      if (code === 9) giveUp();
      if (depth < 0) depth = own;
      if (own < depth || depth <= indent) {
        cursor.at = start;
        break;
      }
      lines.push(text.slice(start + depth, end));
    }
    cursor.at = end + 1;
  }
  if (depth <= indent) giveUp();
  const count = lines.length;
  while (lines.at(-1) === '') lines.pop();
  return { value: lines.join('\n') + (strip ? '' : '\n'), lines: count + 1 };
}
