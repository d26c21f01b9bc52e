/** Attribute values in canonical form: JSON plus a few tagged structs for references, texts and secrets. */
import { hash } from 'node:crypto';
import type { Address } from './address.ts';

export type Value = null | boolean | number | string | readonly Value[] | Struct;
export interface Struct {
  readonly [name: string]: Value;
}
export type Attributes = Readonly<Record<string, Value>>;

/** A reference to a resource of the spec; `part` names something inside it, such as an option of a field. */
export interface Ref extends Struct {
  readonly $ref: Address;
}
/** A reference by the platform's id: what a live object holds, or `id(KIND, ID)` and `missing(ID)` in the spec. */
export interface IdRef extends Struct {
  readonly $id: string;
  readonly kind: string;
}
/** `live("Title")` or `live(ID)`: something unmanaged, found when the tenant is read. */
export interface LiveRef extends Struct {
  readonly $live: string;
  readonly kind: string;
}
/** A text with references in it: strings as the platform stores them, with a reference where an id stands. */
export interface Text extends Struct {
  readonly $text: readonly (string | Ref | LiveRef)[];
}
/** `{secret: env:NAME}`: the value itself never enters a canonical form. */
export interface SecretRef extends Struct {
  readonly $secret: string;
}
/** What the platform holds but never shows. */
export const UNKNOWN = { $unknown: true } as const;

function isStruct(value: Value | undefined): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export function isRef(value: Value | undefined): value is Ref {
  return isStruct(value) && '$ref' in value;
}
export function isIdRef(value: Value | undefined): value is IdRef {
  return isStruct(value) && '$id' in value;
}
export function isLiveRef(value: Value | undefined): value is LiveRef {
  return isStruct(value) && '$live' in value;
}
export function isText(value: Value | undefined): value is Text {
  return isStruct(value) && '$text' in value;
}
export function isSecret(value: Value | undefined): value is SecretRef {
  return isStruct(value) && '$secret' in value;
}
export function isUnknown(value: Value | undefined): boolean {
  return isStruct(value) && '$unknown' in value;
}
/** True for a struct that is plain data, not one of the tagged forms. */
export function isPlainStruct(value: Value | undefined): value is Struct {
  return isStruct(value) && !Object.keys(value).some((key) => key.startsWith('$'));
}
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** JSON with sorted keys: equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, name);
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Equality of canonical forms. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameValue(item, b[index]))
    );
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return canonicalJson(a) === canonicalJson(b);
  return sameMembers(a, b);
}

/** Members that are undefined count as absent. Half a plan is this: it makes no copies. */
function sameMembers(a: object, b: object): boolean {
  let held = 0;
  for (const name of Object.keys(a)) {
    const value: unknown = Reflect.get(a, name);
    if (value === undefined) continue;
    held += 1;
    if (!Object.hasOwn(b, name)) return false;
    const other: unknown = Reflect.get(b, name);
    if (other === undefined || !sameValue(value, other)) return false;
  }
  for (const name of Object.keys(b)) if (Reflect.get(b, name) !== undefined) held -= 1;
  return held === 0;
}

/** A short sha256 of the canonical form: 22 characters of base64url (132 bits). */
export function digest(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'base64url').slice(0, 22);
}

/**
 * `value` with `visit` applied to every struct and leaf from the outside in; a result other than undefined replaces the
 * node. Parts in which nothing was replaced are not copied.
 */
export function mapValue(value: Value, visit: (node: Value) => Value | undefined): Value {
  const replaced = visit(value);
  if (replaced !== undefined) return replaced;
  if (isList(value)) {
    const items = value.map((item) => mapValue(item, visit));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isStruct(value)) return value;
  let copy: Record<string, Value> | undefined;
  for (const name of Object.keys(value)) {
    const item = value[name];
    if (item === undefined) continue;
    const mapped = mapValue(item, visit);
    if (mapped === item) continue;
    copy ??= { ...value };
    copy[name] = mapped;
  }
  return copy ?? value;
}

/** Every part of `value` for which `wanted` is true, from the outside in; what is inside a part that was found is not looked at. */
export function partsOf<Part extends Value>(value: Value, wanted: (node: Value) => node is Part): Part[] {
  const found: Part[] = [];
  collect(value, wanted, found);
  return found;
}

function collect<Part extends Value>(value: Value, wanted: (node: Value) => node is Part, found: Part[]): void {
  if (wanted(value)) found.push(value);
  else if (isList(value)) for (const item of value) collect(item, wanted, found);
  else if (isStruct(value)) for (const item of Object.values(value)) collect(item, wanted, found);
}

function isReference(value: Value): value is Ref | IdRef | LiveRef {
  return isRef(value) || isIdRef(value) || isLiveRef(value);
}

/** Every tagged reference inside `value`, texts included. */
export function referencesIn(value: Value): (Ref | IdRef | LiveRef)[] {
  return typeof value === 'object' && value !== null ? partsOf(value, isReference) : [];
}
