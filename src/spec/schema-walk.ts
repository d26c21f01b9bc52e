/** What a zod schema admits at a path: the allowed keys and words that its issues do not name. */
import { z } from 'zod';

type Schema = z.core.$ZodType;

/** The schemas that `schema` stands for: wrappers removed, unions spread. */
function alternatives(schema: Schema, depth = 0): readonly Schema[] {
  if (depth > 20) return [];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodLazy
  ) {
    return alternatives(schema.unwrap(), depth + 1);
  }
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodCatch || schema instanceof z.ZodPrefault) {
    return alternatives(schema.unwrap(), depth + 1);
  }
  if (schema instanceof z.ZodPipe) return alternatives(schema.in, depth + 1);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => alternatives(option, depth + 1));
  if (schema instanceof z.ZodIntersection)
    return [...alternatives(schema.def.left, depth + 1), ...alternatives(schema.def.right, depth + 1)];
  return [schema];
}

function step(schema: Schema, key: PropertyKey): readonly Schema[] {
  if (schema instanceof z.ZodObject) {
    const found = Object.hasOwn(schema.shape, key) ? schema.shape[String(key)] : undefined;
    return found === undefined ? [] : [found];
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodTuple) {
    const item = schema.def.items[Number(key)];
    return item === undefined ? [] : [item];
  }
  return [];
}

function schemasAt(schema: Schema, path: readonly PropertyKey[]): readonly Schema[] {
  let current = alternatives(schema);
  for (const key of path) current = current.flatMap((one) => step(one, key)).flatMap((one) => alternatives(one));
  return current;
}

/** The keys that maps at `path` may have. */
export function keysAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  const found = new Set<string>();
  for (const one of schemasAt(schema, path))
    if (one instanceof z.ZodObject) for (const key of Object.keys(one.shape)) found.add(key);
  return [...found];
}

/** The words that texts at `path` may be, where that is a closed list. */
export function wordsAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  const found = new Set<string>();
  for (const one of schemasAt(schema, path)) {
    if (one instanceof z.ZodEnum) for (const word of one.options) found.add(String(word));
    else if (one instanceof z.ZodLiteral) for (const value of one.values) found.add(String(value));
  }
  return [...found];
}

/** What `schema` at `path` takes, for people: `a text or a list`. */
export function typesAt(schema: Schema, path: readonly PropertyKey[]): string {
  return [...new Set(schemasAt(schema, path).map(typeName))].join(' or ');
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  enum: 'a word',
  literal: 'a word',
};

function typeName(schema: Schema): string {
  if (schema instanceof z.ZodLiteral && [...schema.values].every((value) => typeof value === 'boolean'))
    return [...schema.values].join(' or ');
  return nameOfType(schema._zod.def.type);
}

/** zod's word for a type in ours. */
export function nameOfType(type: string): string {
  return TYPE_NAMES[type] ?? type;
}
