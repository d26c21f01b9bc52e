/** Which attributes of a live object say something that somebody decided: what an import writes, and what makes it anew. */
import type { Attribute } from '../core/attribute.ts';
import { isPlainStruct, sameValue, type Value } from '../core/value.ts';

const WRITABLE: ReadonlySet<Attribute['mutability']> = new Set(['mutable', 'immutable', 'write_only']);

function isWritable({ mutability, oneWay }: Attribute): boolean {
  return WRITABLE.has(mutability) && oneWay !== true;
}

/** False for what cannot be written, and for what nobody set. */
export function isWorthWriting(attribute: Attribute, value: Value | undefined): boolean {
  const filledIn = attribute.required !== true && sameValue(value, attribute.implied ?? null);
  const said = value === undefined ? undefined : (attribute.worthSaying?.(value) ?? value);
  return isWritable(attribute) && !filledIn && isSaid(attribute, said);
}

/** The same for an object that is made once more: a spec would fill in what is implied, here it must be there. */
export function isWorthMaking(attribute: Attribute, value: Value | undefined): boolean {
  return isWritable(attribute) && (sameValue(value, attribute.implied ?? null) || isSaid(attribute, value));
}

function isSaid({ required, platformDefault }: Attribute, value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (required) return true;
  if (sameValue(value, platformDefault) || value === null || value === '') return false;
  return !(Array.isArray(value) && value.length === 0) && !(isPlainStruct(value) && Object.keys(value).length === 0);
}
