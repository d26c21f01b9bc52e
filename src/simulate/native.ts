/** Reads the platform's loosely typed payloads. */
import type { Native } from './model.ts';

/** Numbers, booleans and strings as text; everything else, and what rules write for "none", is empty. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value === '__NULL__' ? '' : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function textOr(value: unknown, fallback: string): string {
  return text(value) || fallback;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function texts(value: unknown): readonly string[] {
  return list(value)
    .map(text)
    .filter((item) => item !== '');
}

export function isNative(value: unknown): value is Native {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function native(value: unknown): Native {
  return isNative(value) ? value : {};
}

export function natives(value: unknown): readonly Native[] {
  return list(value).filter(isNative);
}

/** Tags as a list or as text between blanks, in lower case, each once (developer.zendesk.com: tags are not case-sensitive). */
export function tagList(value: unknown): readonly string[] {
  const words = Array.isArray(value) ? texts(value) : text(value).split(/[\s,]+/);
  return [...new Set(words.map((tag) => tag.toLowerCase()).filter((tag) => tag !== ''))];
}

/** Where a rule stands among its like; what has no position comes last. */
export function position(object: Native): number {
  return typeof object.position === 'number' ? object.position : Number.POSITIVE_INFINITY;
}

export function byPosition(a: Native, b: Native): number {
  const [left, right] = [position(a), position(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Epoch milliseconds of an ISO time; nothing if it is none. */
export function instant(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
