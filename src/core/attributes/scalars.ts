/** Reading of single values out of spec nodes and out of replies whose types are mixed. */
import type { ScalarNode, SpecNode } from '../spec-node.ts';

/** True or false, also as the text that an interpolated `${VAR}` leaves. */
export function booleanOf(node: SpecNode): boolean | undefined {
  if (node.type !== 'scalar') return undefined;
  if (typeof node.value === 'boolean') return node.value;
  if (node.interpolated && node.value === 'true') return true;
  if (node.interpolated && node.value === 'false') return false;
  return undefined;
}

/** A finite number, also as the text that an interpolated `${VAR}` leaves. */
export function numberOf(node: SpecNode): number | undefined {
  if (node.type !== 'scalar') return undefined;
  if (typeof node.value === 'number' && Number.isFinite(node.value)) return node.value;
  if (node.interpolated && typeof node.value === 'string' && /^-?\d+(\.\d+)?$/.test(node.value))
    return Number(node.value);
  return undefined;
}

export function isTextNode(node: SpecNode): node is ScalarNode & { readonly value: string } {
  return node.type === 'scalar' && typeof node.value === 'string' && !node.bytes;
}

/** One type for the scalars of rules, which replies mix: `true`, `"true"`, 5, `"5"`, null and `""`. */
export function canonicalScalar(native: unknown): string {
  if (native === null || native === undefined) return '';
  return typeof native === 'string' ? native : String(native);
}

/** Line ends as `\n`, no white space at the end: what platforms and editors change without being asked. */
export function plainText(native: unknown): string {
  return canonicalScalar(native).replace(/\r\n?/g, '\n').trimEnd();
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `word("content")` as its content, such as `option("none")`; undefined for anything else. */
export function callOf(word: string, text: string): string | undefined {
  if (!text.startsWith(`${word}("`) || !text.endsWith('")')) return undefined;
  try {
    const content: unknown = JSON.parse(text.slice(word.length + 1, -1));
    return typeof content === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}

/** The way back of `callOf`. */
export function call(word: string, content: string): string {
  return `${word}(${JSON.stringify(content)})`;
}
