/**
 * What the help center does to the HTML of an article: unsafe parts go, the rest is written anew.
 * "Unsafe tags and attributes may be removed before display" (Help Center API, Articles); the exact form is ours.
 */

const VOID = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'source', 'track', 'wbr']);
const DROPPED = new Set(['script', 'style', 'noscript', 'object', 'form']);
const TOKEN = /<!--[\s\S]*?-->|<\/?[a-zA-Z][^>]*>|<|[^<]+/g;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

export function sanitise(html: string): string {
  let out = '';
  const open: string[] = [];
  let skipping: string | undefined;
  for (const [token] of html.matchAll(TOKEN)) {
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(token);
    const name = tag?.[2]?.toLowerCase();
    if (name === undefined) {
      if (skipping === undefined && !token.startsWith('<!--')) out += escapeText(decode(token));
      continue;
    }
    const closing = tag?.[1] === '/';
    if (skipping !== undefined) {
      if (closing && name === skipping) skipping = undefined;
    } else if (DROPPED.has(name)) {
      if (!closing && !token.endsWith('/>')) skipping = name;
    } else if (closing) {
      out += close(open, name);
    } else {
      out += `<${name}${attributes(name, token.slice(name.length + 1, -1))}>`;
      if (VOID.has(name)) continue;
      if (token.endsWith('/>')) out += `</${name}>`;
      else open.push(name);
    }
  }
  while (open.length > 0) out += `</${open.pop()}>`;
  return out.trim();
}

function close(open: string[], name: string): string {
  if (!open.includes(name)) return '';
  let out = '';
  while (open.length > 0) {
    const last = open.pop();
    out += `</${last}>`;
    if (last === name) break;
  }
  return out;
}

function attributes(name: string, source: string): string {
  const kept = new Map<string, string>();
  for (const match of source.matchAll(ATTRIBUTE)) {
    const key = match[1]?.toLowerCase() ?? '';
    const value = decode((match[2] ?? '').replace(/^(["'])([\s\S]*)\1$/, '$2'));
    const address = key === 'href' || key === 'src';
    if (key.startsWith('on') || (address && /^\s*javascript:/i.test(value))) continue;
    kept.set(key, value);
  }
  if (name === 'a' && kept.get('target') === '_blank') kept.set('rel', 'noopener noreferrer');
  return [...kept]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => ` ${key}="${escapeText(value).replace(/"/g, '&quot;')}"`)
    .join('');
}

function decode(source: string): string {
  return source.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, body: string) => {
    if (body.startsWith('#')) {
      const code = Number(body.replace(/^#x/, '0x').replace(/^#/, ''));
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return NAMED[body] ?? whole;
  });
}

function escapeText(source: string): string {
  return source
    .replace(/&(?![a-z]+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\u00a0/g, '&nbsp;');
}

/** The text alone, a line for each paragraph or break. */
export function plain(html: string): string {
  const lines = html.replace(/<br\s*\/?>|<\/(p|div|li|h[1-6])>/gi, '\n').replace(/<[^>]*>/g, '');
  return decode(lines).trim();
}
