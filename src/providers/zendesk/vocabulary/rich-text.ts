/**
 * HTML in the actions of macros. The platform writes it anew when it stores it: quotes, entities, spaces between blocks and
 * the order of attributes are its own. Both sides are compared in one form, in which none of that shows; placeholders stay
 * as they are.
 */
import { html } from '../../../core/attributes/html.ts';
import { isTextNode, plainText } from '../../../core/attributes/scalars.ts';
import { isScalar, type ValueCodec } from './codec.ts';

const source = html({ description: 'HTML as text, or {file: PATH} of an .html or .md file.' });

/** HTML as text or from a file; Markdown is rendered. */
export const richText: ValueCodec = {
  says: 'HTML as text, or {file: PATH} of an .html or .md file',
  parse(node, cx) {
    // Rendered and put into its one form before ids are looked for: these stand in placeholders.
    const own = {
      ...cx,
      text: (text: Parameters<typeof cx.text>[0]) => cx.text({ ...text, value: formOf(text.value) }),
    };
    return source.parse(isTextNode(node) ? { ...node, value: plainText(node.value) } : node, own);
  },
  format: (value, cx) => cx.text(value),
  decode: (native) => (isScalar(native) ? formOf(native) : undefined),
  encode: (value, cx) => cx.text(value),
};

const TOKEN = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<!--[\s\S]*?-->|<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>|[^<{]+|[<{]/g;
const TAG = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)([\s\S]*?)\/?>$/;
const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const BLOCK = /^(?:p|div|br|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|pre|hr)$/;

type Token = { readonly text: string } | { readonly tag: string; readonly block: boolean; readonly pre: number };

function formOf(native: unknown): string {
  const tokens = joined([...plainText(native).matchAll(TOKEN)].flatMap(([token]) => tokenOf(token)));
  let depth = 0;
  const inPre = tokens.map((token) => {
    if ('tag' in token) depth += token.pre;
    return depth > 0;
  });
  const isEdge = (token: Token | undefined): boolean => token === undefined || ('tag' in token && token.block);
  const text = tokens
    .map((token, index) => {
      if ('tag' in token) return token.tag;
      if (inPre[index]) return token.text;
      const from = isEdge(tokens[index - 1]) ? token.text.trimStart() : token.text;
      return (isEdge(tokens[index + 1]) ? from.trimEnd() : from).replace(/[ \t\n]+/g, ' ');
    })
    .join('');
  // A comment may have hidden that a line ends the text.
  return plainText(text);
}

/** Texts that a comment stood between are one: so are the spaces in them. */
function joined(tokens: readonly Token[]): readonly Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    if ('text' in token && last !== undefined && 'text' in last) result.splice(-1, 1, { text: last.text + token.text });
    else result.push(token);
  }
  return result;
}

function tokenOf(token: string): readonly Token[] {
  if (token.startsWith('<!--')) return [];
  if (token.startsWith('{{') || token.startsWith('{%')) return [{ text: token }];
  const [, closing, name = '', attributes = ''] = TAG.exec(token) ?? [];
  if (closing === undefined) return [{ text: escaped(token) }];
  const tag = name.toLowerCase();
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', double, single, bare]) => {
    const value = escaped(double ?? single ?? bare ?? '').replaceAll('"', '&quot;');
    return ` ${key.toLowerCase()}="${value}"`;
  });
  const pre = tag === 'pre' ? (closing === '' ? 1 : -1) : 0;
  return [{ tag: `<${closing}${tag}${pairs.sort().join('')}>`, block: BLOCK.test(tag), pre }];
}

/** Names of the characters from U+00A0 on, in their order, and of a few others. https://html.spec.whatwg.org/multipage/named-characters.html */
const LATIN = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml'
).split(' ');
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN.map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    ndash: '–',
    mdash: '—',
    hellip: '…',
    bull: '•',
  }),
  ...Object.entries({ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', trade: '™', euro: '€' }),
]);
const KEPT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00a0': '&nbsp;' };

/** Characters as themselves, but for the four that HTML cannot do without. */
function escaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z][a-z0-9]*));|[&<>\u00a0]/gi, (whole, decimal, hex, name) => {
    if (whole.length === 1) return KEPT[whole] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const character = Number.isNaN(code) || code > 0x10ffff ? NAMED.get(name) : String.fromCodePoint(code);
    return character === undefined ? whole : (KEPT[character] ?? character);
  });
}
