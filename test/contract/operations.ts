/** Finds the documented operation of a request: path templates, with or without `.json` and the Help Center's locale. */

import { isObject, type Json, type JsonObject, list, object, text } from './json.ts';
import type { Source } from './schema.ts';

export interface Operation {
  readonly name: string;
  readonly source: Source;
  readonly method: string;
  readonly segments: readonly string[];
  readonly parameters: readonly JsonObject[];
  readonly request: Json | undefined;
  /** Status → schema of the body, null where there is none. */
  readonly responses: ReadonlyMap<string, Json>;
}

export interface Found {
  readonly operation: Operation;
  readonly parameters: ReadonlyMap<string, string>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{2,4})?$/;

export function operationsOf(document: JsonObject, source: Source): readonly Operation[] {
  const components = object(document.components);
  return Object.entries(object(document.paths)).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = object(item)[method];
      return isObject(operation) ? [read(path, method, object(item), operation, source, components)] : [];
    }),
  );
}

function read(
  path: string,
  method: string,
  item: JsonObject,
  operation: JsonObject,
  source: Source,
  components: JsonObject,
): Operation {
  const parameters = [...list(item.parameters), ...list(operation.parameters)].map((parameter) => {
    const reference = text(object(parameter).$ref).split('/').at(-1) ?? '';
    return object(reference === '' ? parameter : object(components.parameters)[reference]);
  });
  return {
    name: `${method.toUpperCase()} ${path}`,
    source,
    method: method.toUpperCase(),
    segments: path.split('/').slice(1),
    parameters,
    request: contentOf(operation.requestBody),
    responses: new Map(
      Object.entries(object(operation.responses)).map(([status, reply]) => [status, contentOf(reply) ?? null]),
    ),
  };
}

function contentOf(part: Json | undefined): Json | undefined {
  const [content] = Object.values(object(object(part).content));
  return object(content).schema;
}

/** Fixed segments win over parameters: `/triggers/definitions` is not a trigger. */
export function findOperation(operations: readonly Operation[], method: string, path: string): Found | undefined {
  const segments = segmentsOf(path);
  const found = candidates(operations, method, segments);
  if (found || segments[2] !== 'help_center' || !LOCALE.test(segments[3] ?? '')) return found;
  // Documented without a locale only: the prefix changes the language of the reply and nothing else.
  return candidates(operations, method, [...segments.slice(0, 3), ...segments.slice(4)]);
}

export function segmentsOf(path: string): readonly string[] {
  return path
    .replace(/\.json$/, '')
    .replace(/\/$/, '')
    .split('/')
    .slice(1)
    .map(decodeURIComponent);
}

function candidates(operations: readonly Operation[], method: string, segments: readonly string[]): Found | undefined {
  const fitting = operations.filter(
    (operation) =>
      operation.method === method &&
      operation.segments.length === segments.length &&
      operation.segments.every((part, index) => part === segments[index] || isFitting(part, segments[index] ?? '')),
  );
  const [operation] = fitting.sort((left, right) => variables(left) - variables(right));
  if (!operation) return undefined;
  const pairs = operation.segments.flatMap((part, index) =>
    part.startsWith('{') ? [[part.slice(1, -1), segments[index] ?? ''] as const] : [],
  );
  return { operation, parameters: new Map(pairs) };
}

function isFitting(part: string, segment: string): boolean {
  return part.startsWith('{') && segment !== '' && (part !== '{locale}' || LOCALE.test(segment));
}

function variables(operation: Operation): number {
  return operation.segments.filter((part) => part.startsWith('{')).length;
}
