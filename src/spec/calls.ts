/** The call forms of the spec: `live("Title")`, `live(ID)`, `missing(ID)`, `id(KIND, ID)`, `default()`. The one place that reads and writes them. */

export type Call =
  | { readonly call: 'live'; readonly kind?: string; readonly title: string }
  | { readonly call: 'live'; readonly kind?: string; readonly id: string }
  | { readonly call: 'missing'; readonly id: string }
  | { readonly call: 'id'; readonly kind: string; readonly id: string }
  | { readonly call: 'option'; readonly key: string }
  | { readonly call: 'default' };

const CALL = /^\s*([a-z_]+)\s*\(([\s\S]*)\)\s*$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_:.@-]*$/;
const KIND = /^[a-z][a-z0-9_]*$/;
/** One argument: a quoted text or a bare word. */
const ARGUMENT = /^\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,"']+)\s*(?:,|$)/;
const CALLS = ['live', 'missing', 'id', 'option', 'default'];

/** The call in `text`, `'malformed'` if it is one of the words with a bracket but no valid call, undefined if it is no call. */
export function parseCall(text: string): Call | 'malformed' | undefined {
  const match = CALL.exec(text);
  const word = match?.[1] ?? /^\s*([a-z_]+)\s*\(/.exec(text)?.[1];
  if (word === undefined || !CALLS.includes(word)) return undefined;
  const args = match === null ? undefined : splitArguments(match[2] ?? '');
  if (args === undefined) return 'malformed';
  return callOf(word, args) ?? 'malformed';
}

interface Argument {
  readonly text: string;
  readonly quoted: boolean;
}

function splitArguments(text: string): readonly Argument[] | undefined {
  const found: Argument[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const match = ARGUMENT.exec(rest);
    if (match === null) return undefined;
    const raw = match[1] ?? '';
    const quoted = raw.startsWith('"') || raw.startsWith("'");
    found.push({ text: quoted ? unquote(raw) : raw, quoted });
    rest = rest.slice(match[0].length);
  }
  return found;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** The escapes of JSON, and a backslash before any other character for that character. */
function unquote(raw: string): string {
  return raw.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPED[code] ?? code;
  });
}

function callOf(word: string, args: readonly Argument[]): Call | undefined {
  const [first, second] = args;
  if (word === 'default') return args.length === 0 ? { call: 'default' } : undefined;
  if (first === undefined || args.length > 2) return undefined;
  if (word === 'id') {
    if (second === undefined || !isKind(first) || !ID.test(second.text)) return undefined;
    return { call: 'id', kind: first.text, id: second.text };
  }
  if (word === 'live')
    return second === undefined ? liveOf(first) : isKind(first) ? liveOf(second, first.text) : undefined;
  if (second !== undefined) return undefined;
  if (word === 'missing') return ID.test(first.text) ? { call: 'missing', id: first.text } : undefined;
  return { call: 'option', key: first.text };
}

function isKind(argument: Argument): boolean {
  return !argument.quoted && KIND.test(argument.text);
}

function liveOf(argument: Argument, kind?: string): Call | undefined {
  const of = kind === undefined ? {} : { kind };
  if (argument.quoted) return { call: 'live', title: argument.text, ...of };
  return ID.test(argument.text) ? { call: 'live', id: argument.text, ...of } : undefined;
}

/** True for `default()` in any spacing. */
export function isDefaultCall(text: string): boolean {
  if (!text.includes('default')) return false;
  const call = parseCall(text);
  return typeof call === 'object' && call.call === 'default';
}

/** The text of a call, such that `parseCall` reads it back. */
export function formatCall(call: Call): string {
  switch (call.call) {
    case 'live': {
      const what = 'title' in call ? JSON.stringify(call.title) : call.id;
      return call.kind === undefined ? `live(${what})` : `live(${call.kind}, ${what})`;
    }
    case 'missing':
      return `missing(${call.id})`;
    case 'id':
      return `id(${call.kind}, ${call.id})`;
    case 'option':
      return `option(${JSON.stringify(call.key)})`;
    case 'default':
      return 'default()';
    default:
      return call satisfies never;
  }
}
