/** HTML that a platform cleans and re-serialises: what counts is whether text, links, images and tables survived. */
import { createRequire } from 'node:module';
import type MarkdownIt from 'markdown-it';
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import { isText } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { wrongType } from './problems.ts';
import { canonicalScalar, isTextNode, plainText } from './scalars.ts';
import { trimmed } from './text.ts';

/** A body: inline text and `.html` files are HTML as it is, `.md` files are rendered. */
export function html(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    schema: z.string().describe(options.description),
    long: true,
    late: true,
    rewritten: { significant },
    parse(node, cx) {
      if (!isTextNode(node)) return wrongType(cx, node, 'HTML as text, or {file: PATH} of an .html or .md file');
      if (!node.file?.endsWith('.md')) return trimmed(cx.text(node));
      return trimmed(cx.text({ ...node, value: renderMarkdown(node.value) }));
    },
    format: (value, cx) => cx.text(value),
    decode: plainText,
    encode: (value, cx) => (isText(value) ? cx.text(value) : canonicalScalar(value)),
  };
}

const BREAKS =
  /^(p|div|br|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|pre|hr|section|article|figure|dl|dt|dd)$/;
const KEPT: Readonly<Record<string, string>> = { a: 'href', img: 'src', iframe: 'src', video: 'src', source: 'src' };
const STRUCTURE = /^(table|tr|td|th|h[1-6]|li|pre)$/;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
};
const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</g;

/** Text, links, images and structure of HTML as one comparable string; styles, classes, ids and spacing are not in it. */
export function significant(value: string): string {
  let text = '';
  const marks: string[] = [];
  for (const [token, closing, name, attributes] of value.matchAll(TOKEN)) {
    if (name === undefined) {
      if (!token.startsWith('<!--')) text += decodeEntities(token);
      continue;
    }
    const tag = name.toLowerCase();
    if (BREAKS.test(tag)) text += ' ';
    if (closing === '/') continue;
    if (STRUCTURE.test(tag)) marks.push(tag);
    const kept = KEPT[tag];
    const target = kept === undefined ? undefined : attributeOf(attributes ?? '', kept);
    if (target !== undefined) marks.push(`${tag} ${target}`);
  }
  return [text.replace(/\s+/g, ' ').trim(), ...marks].join('\n');
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  const raw = found?.[1] ?? found?.[2] ?? found?.[3];
  return raw === undefined ? undefined : decodeEntities(raw).trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
    if (code !== undefined)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).replace('\u00a0', ' ') : whole;
    return NAMED[String(name).toLowerCase()] ?? whole;
  });
}

let render: ((source: string) => string) | undefined;

/** Loaded at first use: most specs hold no Markdown, and its import costs as much as the rest of `validate`. */
function renderMarkdown(source: string): string {
  if (render === undefined) {
    const load: (name: string) => typeof MarkdownIt = createRequire(import.meta.url);
    const markdown = new (load('markdown-it'))({ html: true });
    // A reference inside a link is no part of the address that could be escaped.
    const { normalizeLink } = markdown;
    markdown.normalizeLink = (url) =>
      url
        .split(/(\{\{.*?\}\})/)
        .map((part, index) => (index % 2 === 0 ? normalizeLink(part) : part))
        .join('');
    render = (text) => markdown.render(text);
  }
  return render(source);
}
