/** JSON as a type, and readers that look into unknown values without casts. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Attributes = { [key: string]: Json };
export type Id = number | string;
export type Row = Attributes & { readonly id: Id };

export function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(source: string): Json | undefined {
  try {
    const value: Json = JSON.parse(source);
    return value;
  } catch {
    return undefined;
  }
}

export function object(value: Json | undefined): Attributes {
  return isObject(value) ? value : {};
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function objects(value: Json | undefined): readonly Attributes[] {
  return list(value).filter(isObject);
}

export function text(value: Json | undefined, fallback = ''): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : fallback;
}

export function textOrNull(value: Json | undefined): string | null {
  return value === null || value === undefined ? null : text(value);
}

export function number(value: Json | undefined, fallback = 0): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(parsed) ? parsed : fallback;
}

export function flag(value: Json | undefined, fallback = false): boolean {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : fallback;
}

export function withId(attributes: Attributes, id: Id): Row {
  return { ...attributes, id };
}

/** Equality of JSON values, without regard to the order of an object's keys. */
export function same(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => same(left[key], right[key]));
}
