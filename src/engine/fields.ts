/** Attributes taken apart into the fields that are compared one by one, and put together again. */
import type { Attribute } from '../core/attribute.ts';
import type { Kind } from '../core/kind.ts';
import type { Resource } from '../core/resource.ts';
import { type Attributes, isList, isPlainStruct, type Struct, type Value } from '../core/value.ts';

export interface Field {
  /** `name`, `options.bug.name`, `options.$order`, `authentication.token`. */
  readonly path: string;
  readonly name: string;
  readonly attribute: Attribute;
  /** The member's key, for a field of a collection's member. */
  readonly member?: string;
  /** The property inside the member or the subset. */
  readonly property?: string;
  /** The sequence of the members. */
  readonly sequence?: true;
  readonly value: Value;
}

function keyOfMember(member: Value): string {
  const key = isPlainStruct(member) ? member.key : member;
  return typeof key === 'string' ? key : JSON.stringify(key);
}

/** The members of a `members` collection with their keys, in order. */
export function membersOf(value: Value | undefined): readonly { readonly key: string; readonly member: Struct }[] {
  if (!isList(value)) return [];
  return value.map((item) => ({ key: keyOfMember(item), member: isPlainStruct(item) ? item : { key: item } }));
}

function fieldsOfAttribute(name: string, attribute: Attribute, value: Value): Field[] {
  if (attribute.collection === 'members') {
    const members = membersOf(value);
    const fields = members.flatMap(({ key, member }): Field[] => {
      const properties = Object.entries(member).filter(([property]) => property !== 'key');
      const base = { name, attribute, member: key };
      if (properties.length === 0) return [{ ...base, path: `${name}.${key}`, value: true }];
      return properties.map(([property, v]) => ({ ...base, path: `${name}.${key}.${property}`, property, value: v }));
    });
    if (attribute.ordered) {
      const keys = members.map(({ key }) => key);
      fields.push({ path: `${name}.$order`, name, attribute, sequence: true, value: keys });
    }
    return fields;
  }
  if (attribute.collection === 'subset' && isPlainStruct(value)) {
    return Object.entries(value).map(([property, v]) => ({
      path: `${name}.${property}`,
      name,
      attribute,
      property,
      value: v,
    }));
  }
  return [{ path: name, name, attribute, value }];
}

/** All fields of `attributes` in the kind's order; attributes that the kind does not know are ignored. */
export function fieldsOf(kind: Kind, attributes: Attributes): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const name of Object.keys(kind.attributes)) {
    const value = attributes[name];
    const attribute = value === undefined ? undefined : kind.attributes[name];
    if (value === undefined || attribute === undefined || attribute.mutability === 'spec_only') continue;
    if (attribute.collection === undefined) fields.set(name, { path: name, name, attribute, value });
    else for (const field of fieldsOfAttribute(name, attribute, value)) fields.set(field.path, field);
  }
  return fields;
}

/** The fields of a resource that its plan is about: all of them, unless it says otherwise. */
export function fieldsWanted(kind: Kind, resource: Pick<Resource, 'attributes' | 'about'>): ReadonlyMap<string, Field> {
  const fields = fieldsOf(kind, resource.attributes);
  if (resource.about === undefined) return fields;
  return new Map([...fields].filter(([, field]) => isAbout(resource.about, field)));
}

/** Whether `about` names the field, or the member that it belongs to; undefined names everything. */
export function isAbout(about: ReadonlySet<string> | undefined, { path, name, member }: Field): boolean {
  return about === undefined || about.has(path) || (member !== undefined && about.has(`${name}.${member}`));
}

/**
 * The live attributes with `set` laid over them and the members in `remove` (`attribute` → keys) taken out.
 * Members that nobody mentions stay where they are; new ones come last, unless the attribute's `$order` is set.
 */
export function overlay(
  kind: Kind,
  live: Attributes,
  set: readonly Field[],
  remove: ReadonlyMap<string, ReadonlySet<string>>,
): Attributes {
  const result: Record<string, Value> = { ...live };
  const touched = new Set([...set.map((field) => field.name), ...remove.keys()]);
  for (const name of touched) {
    const attribute = kind.attributes[name];
    if (attribute === undefined) continue;
    const fields = set.filter((field) => field.name === name);
    const current = live[name];
    if (attribute.collection === 'members') {
      result[name] = overlayMembers(current, fields, remove.get(name) ?? new Set());
    } else if (attribute.collection === 'subset') {
      const properties = fields.flatMap((field) =>
        field.property === undefined ? [] : [[field.property, field.value] as const],
      );
      result[name] = { ...(isPlainStruct(current) ? current : {}), ...Object.fromEntries(properties) };
    } else {
      const whole = fields[0];
      if (whole !== undefined) result[name] = whole.value;
    }
  }
  return result;
}

function overlayMembers(current: Value | undefined, fields: readonly Field[], removed: ReadonlySet<string>): Value {
  const members = new Map<string, Struct>();
  for (const { key, member } of membersOf(current)) if (!removed.has(key)) members.set(key, member);
  for (const field of fields) {
    if (field.member === undefined) continue;
    const before = members.get(field.member) ?? { key: field.member };
    const property = field.property === undefined ? {} : { [field.property]: field.value };
    members.set(field.member, { ...before, ...property });
  }
  const sequence = fields.find((field) => field.sequence)?.value;
  const list = [...members.values()];
  if (!isList(sequence)) return list;
  return mergeSequence([...members.keys()], sequence.map(String)).flatMap((key) => members.get(key) ?? []);
}

/** `keys` with those in `wanted` put in that sequence, on the places that they hold together; others stay. */
function mergeSequence(keys: readonly string[], wanted: readonly string[]): string[] {
  const present = new Set(keys);
  const queue = wanted.filter((key) => present.has(key));
  const ours = new Set(queue);
  return keys.map((key) => (ours.has(key) ? (queue.shift() ?? key) : key));
}

/** The attributes without members that may hold a secret of the tenant's: what may be logged and imported. */
export function withoutSensitive(kind: Kind, attributes: Attributes): Attributes {
  if (Object.values(kind.attributes).every(({ sensitive }) => sensitive === undefined)) return attributes;
  const entries = Object.entries(attributes).map(([name, value]) => {
    const sensitive = kind.attributes[name]?.sensitive;
    if (sensitive === undefined) return [name, value] as const;
    return [name, membersOf(value).flatMap(({ key, member }) => (sensitive(key) ? [] : [member]))] as const;
  });
  return Object.fromEntries(entries);
}
