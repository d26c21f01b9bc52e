/**
 * Members that are objects themselves, such as the fields of a form, are known by what the spec calls them: on both sides, so
 * that they are compared, kept and removed like any other member.
 */
import type { Attribute } from '../core/attribute.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import { type Attributes, isList, isPlainStruct, type Value } from '../core/value.ts';
import type { Names } from './names.ts';

/** The attributes with such members named; the same ones where the kind has none. */
export function nameMembers(kind: Kind | undefined, attributes: Attributes, names: Names): Attributes {
  const keyed = Object.entries(kind?.attributes ?? {}).filter(([, attribute]) => attribute.keyedBy !== undefined);
  const renamed = keyed.flatMap(([name, attribute]) => {
    const value = attributes[name];
    return isList(value) ? [[name, value.map((member) => named(member, attribute, names))] as const] : [];
  });
  return renamed.length === 0 ? attributes : { ...attributes, ...Object.fromEntries(renamed) };
}

/** How a world shows objects: with their members named. `names` is asked anew, since a run gives names to what it creates. */
export function memberNamer(kinds: ReadonlyMap<string, Kind>, names: () => Names): (object: LiveObject) => LiveObject {
  return (object) => {
    const kind = kinds.get(object.kind);
    return isKeyed(kind) ? { ...object, attributes: nameMembers(kind, object.attributes, names()) } : object;
  };
}

function isKeyed(kind: Kind | undefined): boolean {
  return Object.values(kind?.attributes ?? {}).some((attribute) => attribute.keyedBy !== undefined);
}

function named(member: Value, { keyedBy = '', refersTo = [] }: Attribute, names: Names): Value {
  const target = isPlainStruct(member) ? member[keyedBy] : undefined;
  if (target === undefined || !isPlainStruct(member)) return member;
  return { ...member, key: names.format.reference(names.toIds(target), refersTo) };
}
