/** HTML in which every text is a text: whatever is put into a template is escaped, unless it is markup made here. */

/** Markup that may stand in a page as it is. */
export interface Markup {
  readonly text: string;
}

type Part = string | number | Markup;

/** Markup with `parts` in it; texts are escaped for content and for attributes in double quotes. */
export function html(strings: readonly string[], ...parts: readonly Part[]): Markup {
  return { text: strings.map((string, index) => string + shown(parts[index] ?? '')).join('') };
}

/** One after another. */
export function joined(list: readonly Markup[]): Markup {
  return { text: list.map(({ text }) => text).join('\n') };
}

function shown(part: Part): string {
  return typeof part === 'object' ? part.text : escaped(String(part));
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
