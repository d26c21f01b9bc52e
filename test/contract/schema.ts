/**
 * Schemas of the documents as JSON Schema, read strictly: objects that name their properties have no others, what a
 * reply shows read-only cannot be sent, and the dated deviations are laid over.
 */

import { type ErrorObject, Ajv2019 as Validator } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { type Deviation, deviationsOf } from './deviations.ts';
import { isList, isObject, type Json, type JsonObject, list, object, text, texts } from './json.ts';
import { REQUIRED } from './required.ts';

export type Direction = 'request' | 'response';

export interface Source {
  readonly document: Deviation['document'];
  /** Where `$ref` leads, by the last segment of it. */
  readonly components: JsonObject;
}

interface Translation extends Source {
  readonly direction: Direction;
  /** An update may leave out what a create must send. */
  readonly partial: boolean;
  /** Components being resolved, against those that contain themselves. */
  readonly inside: readonly string[];
}

export type Check = (value: Json | undefined) => readonly string[];

const KEPT = new Set(
  'type enum format pattern minimum maximum minLength maxLength minItems maxItems uniqueItems required'.split(' '),
);

export function compile(source: Source, schema: Json, direction: Direction, partial = false): Check {
  return compileSchema(translate(schema, { ...source, direction, partial, inside: [] }));
}

/** Compiles what is JSON Schema already. */
export function compileSchema(schema: JsonObject): Check {
  const ajv = new Validator({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : [...new Set(nearest(validate.errors ?? []).map(explain))]);
}

/** Of a choice, only what the nearest branch lacks: a reply that fits none of twelve is not wrong in twelve ways. */
function nearest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choice = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  if (!choice) return errors;
  const branches = new Map<string, ErrorObject[]>();
  const rest: ErrorObject[] = [];
  for (const error of errors) {
    const inside =
      error.instancePath.startsWith(choice.instancePath) && error.schemaPath.startsWith(`${choice.schemaPath}/`);
    const branch = inside ? (error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '') : '';
    if (inside) branches.set(branch, [...(branches.get(branch) ?? []), error]);
    else if (error !== choice) rest.push(error);
  }
  const [best = [choice]] = [...branches.values()].sort((left, right) => left.length - right.length);
  return nearest([...rest, ...best]);
}

function explain({ instancePath, keyword, params, message }: ErrorObject): string {
  const where = instancePath === '' ? 'body' : instancePath;
  const unknown: unknown = params.unevaluatedProperty ?? params.additionalProperty;
  if (typeof unknown === 'string') return `${where}: "${unknown}" is not documented here`;
  const allowed = keyword === 'enum' ? `: ${JSON.stringify(params.allowedValues)}` : '';
  return `${where}: ${message ?? keyword}${allowed}`;
}

function translate(schema: Json, cx: Translation, open = false): JsonObject {
  if (!isObject(schema)) return {};
  const reference = text(schema.$ref).split('/').at(-1) ?? '';
  if (reference !== '') return nullable(schema, translateComponent(reference, cx, open));
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => KEPT.has(key)));
  const translated = { ...kept, ...translateParts(schema, cx, open), ...translateObject(schema, cx) };
  return nullable(schema, closed(schema, translated, open));
}

function translateComponent(name: string, cx: Translation, open: boolean): JsonObject {
  if (cx.inside.includes(name)) return {};
  const component = object(cx.components[name]);
  const inside = [...cx.inside, name];
  return translate(corrected(component, name, cx), { ...cx, inside }, open);
}

/** The component as it is in truth: deviations over its properties, and the keys that every reply has. */
export function corrected(
  component: JsonObject,
  name: string,
  cx: Pick<Translation, 'document' | 'direction'>,
): JsonObject {
  const deviations = deviationsOf(cx.document, name, cx.direction);
  const properties = deviations.reduce(
    (known, { property, schema }) => withProperty(known, property.split('.'), schema),
    object(component.properties),
  );
  const optional = deviations.filter(({ schema }) => schema === 'optional').map(({ property }) => property);
  const needed = cx.direction === 'response' ? (REQUIRED[name] ?? []) : [];
  const all = [...new Set([...texts(component.required), ...needed])];
  const required = all.filter((property) => !optional.includes(property));
  const known = Object.keys(properties).length > 0 ? { properties } : {};
  const { required: _asDocumented, ...bare } = component;
  return { ...bare, ...known, ...(required.length > 0 ? { required } : {}) };
}

/** `section.position` is a property of the object at `section`. */
function withProperty(properties: JsonObject, path: readonly string[], schema: Deviation['schema']): JsonObject {
  const [name = '', ...rest] = path;
  const before = object(properties[name]);
  if (rest.length > 0) {
    return { ...properties, [name]: { ...before, properties: withProperty(object(before.properties), rest, schema) } };
  }
  if (schema === 'optional') return properties;
  return { ...properties, [name]: schema === 'nullable' ? { ...before, nullable: true } : schema };
}

function translateParts(schema: JsonObject, cx: Translation, open: boolean): JsonObject {
  const parts: { [key: string]: Json } = {};
  const composed = open || isObject(schema.properties) || isList(schema.allOf);
  if (isList(schema.allOf)) parts.allOf = schema.allOf.map((part) => translate(part, cx, true));
  // Which of several branches is meant cannot always be decided ("integer" and "number"), so one that fits will do.
  const choice = list(schema.anyOf ?? schema.oneOf);
  if (choice.length > 0) parts.anyOf = choice.map((part) => translate(part, cx, composed));
  // Slack writes a choice as a list of item schemas.
  if (isList(schema.items) && schema.type !== 'array') parts.anyOf = schema.items.map((part) => translate(part, cx));
  else if (isObject(schema.items)) parts.items = translate(schema.items, cx);
  return parts;
}

function translateObject(schema: JsonObject, cx: Translation): JsonObject {
  if (!isObject(schema.properties)) return {};
  const shown = Object.entries(schema.properties).filter(([, property]) => !hidden(property, cx));
  const properties = Object.fromEntries(shown.map(([name, property]) => [name, translate(property, cx)]));
  const required = texts(schema.required).filter((name) => properties[name] !== undefined);
  return { properties, required: cx.direction === 'request' && cx.partial && cx.inside.length > 0 ? [] : required };
}

function hidden(property: Json, cx: Translation): boolean {
  return object(property)[cx.direction === 'request' ? 'readOnly' : 'writeOnly'] === true;
}

function closed(schema: JsonObject, translated: JsonObject, open: boolean): JsonObject {
  const named = isObject(schema.properties) || isList(schema.allOf);
  const extra = schema.additionalProperties;
  if (isObject(extra)) return { ...translated, additionalProperties: object(extra) };
  return open || !named ? translated : { ...translated, unevaluatedProperties: false };
}

function nullable(schema: JsonObject, translated: JsonObject): JsonObject {
  return schema.nullable === true ? { anyOf: [translated, { type: 'null' }] } : translated;
}
