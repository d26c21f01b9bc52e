/** Values as a person reads them: in the spec's words, as plain JSON. */
import type { Attribute } from '../core/attribute.ts';
import type { Shown } from '../core/plan.ts';
import type { SpecValue } from '../core/spec-node.ts';
import { isIdRef, isList, isLiveRef, isRef, isSecret, isText, isUnknown, type Value } from '../core/value.ts';
import type { Field } from './fields.ts';
import type { Names } from './names.ts';

/** A spec value as JSON. */
export function shown(value: SpecValue): Shown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), shown(item)]));
  if (Array.isArray(value)) return value.map((item) => shown(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
  }
  return value;
}

/** One field's value; undefined stays undefined (not there). */
export function showField(field: Field, value: Value | undefined, names: Names): Shown | undefined {
  if (value === undefined) return undefined;
  if (field.member !== undefined && field.attribute.sensitive?.(field.member)) return '(hidden)';
  const part = field.member === undefined ? undefined : field.attribute.shownPart?.(value);
  if (part !== undefined) return shown(part);
  if (field.member !== undefined || field.property !== undefined || field.sequence)
    return showPlain(value, names, field.attribute);
  return isSecret(value) || isUnknown(value)
    ? showPlain(value, names, field.attribute)
    : shown(field.attribute.format(value, names.format));
}

function showPlain(value: Value, names: Names, attribute: Attribute): Shown {
  if (isSecret(value)) return `(secret ${value.$secret})`;
  if (isUnknown(value)) return '(unknown)';
  if (isText(value)) return names.format.text(value);
  if (isRef(value) || isIdRef(value) || isLiveRef(value))
    return names.format.reference(value, attribute.refersTo ?? []);
  if (isList(value)) return value.map((item) => showPlain(item, names, attribute));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, showPlain(item, names, attribute)]));
  }
  return value;
}
