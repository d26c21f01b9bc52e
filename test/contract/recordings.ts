/** Replies of real accounts: a judge of what no document describes, and the measure of the sandbox's objects. */

import { OMISSIONS } from './deviations.ts';
import { isList, isObject, type Json, type JsonObject, list, object } from './json.ts';

/** Which of two replies has a key at which path, and of what type its values are; `[]` stands for any item. */
type Shape = Map<string, Set<string>>;

/** Objects whose keys are somebody's data, not part of a format. */
const MAPS = new Set(['user_fields', 'organization_fields', 'custom_headers']);

/** A closed schema of exactly what a recorded reply shows. */
export function schemaOf(sample: Json): JsonObject {
  if (sample === null) return {};
  if (isList(sample)) return { type: 'array', ...(sample[0] === undefined ? {} : { items: schemaOf(sample[0]) }) };
  if (!isObject(sample)) return { type: typeof sample };
  const properties = Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, schemaOf(value)]));
  return { type: 'object', properties, required: Object.keys(sample), additionalProperties: false };
}

/** Differences between a list of the sandbox and the same list of a real account. */
export function compareLists(name: string, sandbox: Json | undefined, real: Json | undefined): readonly string[] {
  const ours = shapeOf(sandbox);
  const problems: string[] = [];
  for (const [path, types] of shapeOf(real)) {
    if (isOmitted(name, path)) continue;
    const known = ours.get(path);
    if (!known) {
      // Where the sandbox shows nothing to look into, such as a brand without a logo, there is nothing to compare.
      const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
      const isBlind = path.endsWith('[]') || (parent !== '' && !ours.get(parent)?.has('object'));
      if (!isBlind) problems.push(`${name}: real replies have ${path}`);
      continue;
    }
    const both = [...known].some((type) => types.has(type)) || known.has('null') || types.has('null');
    if (!both)
      problems.push(`${name}: ${path} is ${[...types].join('|')} in real replies, ${[...known].join('|')} here`);
  }
  return problems;
}

function isOmitted(name: string, path: string): boolean {
  return OMISSIONS.some(
    (omission) =>
      omission.list === name &&
      (omission.path === '*' || path === omission.path || path.startsWith(`${omission.path}.`)),
  );
}

/** The keys of all items of a list together. */
function shapeOf(items: Json | undefined): Shape {
  const shape: Shape = new Map();
  for (const item of list(items)) for (const [key, value] of Object.entries(object(item))) collect(shape, key, value);
  return shape;
}

function collect(shape: Shape, path: string, value: Json): void {
  const types = shape.get(path) ?? new Set();
  types.add(value === null ? 'null' : isList(value) ? 'array' : typeof value);
  shape.set(path, types);
  if (isObject(value) && !MAPS.has(path)) {
    for (const [key, inner] of Object.entries(value)) collect(shape, `${path}.${key}`, inner);
  }
  if (isList(value)) for (const item of value) collect(shape, `${path}[]`, item);
}
