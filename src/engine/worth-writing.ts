/** Which attributes of a live object say something that somebody decided: what an import writes, and what makes it anew. */
import type { Attribute } from '../core/attribute.ts';
import { isPlainStruct, sameValue, type Value } from '../core/value.ts';

const WRITABLE: ReadonlySet<Attribute['mutability']> = new Set(['mutable', 'immutable', 'write_only']);

/** False for what cannot be written, and for what nobody set. */
export function isWorthWriting(attribute: Attribute, value: Value | undefined): boolean {
  const { mutability, required } = attribute;
  if (!WRITABLE.has(mutability) || attribute.oneWay) return false;
  if (value === undefined) return false;
  if (required) return true;
  if (sameValue(value, attribute.implied) || sameValue(value, attribute.platformDefault)) return false;
  if (value === null || value === '') return false;
  return !(Array.isArray(value) && value.length === 0) && !(isPlainStruct(value) && Object.keys(value).length === 0);
}
