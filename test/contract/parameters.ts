/** Parameters of paths and queries against what the document declares of them. */

import { isList, type Json, list, object, text } from './json.ts';
import type { Operation } from './operations.ts';
import { PAGING_QUERY, SIDELOADS } from './supplement-parts.ts';

/** The document takes these ids for numbers, and its own objects show texts (2026-11-26: GroupSLAPolicyObject.id). */
const TEXT_IDS: ReadonlySet<string> = new Set(['group_sla_policy_id']);

export function pathProblems(operation: Operation, values: ReadonlyMap<string, string>): readonly string[] {
  return [...values].flatMap(([name, value]) => {
    const declared = operation.parameters.find((parameter) => parameter.name === name && parameter.in === 'path');
    const problem = TEXT_IDS.has(name) ? undefined : problemOf(object(declared).schema, value);
    return problem === undefined ? [] : [`path: ${name} ${problem}, and is "${value}"`];
  });
}

/** `allowed`: names of a supplement, which declares no types. */
export function queryProblems(
  operation: Operation,
  query: URLSearchParams,
  allowed: readonly string[],
): readonly string[] {
  return [...new Set(query.keys())].flatMap((name) => {
    if (allowed.includes(name)) return [];
    if (operation.method === 'GET' && name === 'include' && SIDELOADS.includes(query.get(name) ?? '')) return [];
    if (operation.method === 'GET' && PAGING_QUERY.includes(name)) return pagingProblems(name, query.get(name) ?? '');
    const declared = operation.parameters.find((parameter) => parameter.in === 'query' && names(parameter, name));
    if (!declared) return [`query: "${name}" is not documented here`];
    const problems = query.getAll(name).map((value) => problemOf(object(declared).schema, value));
    return problems.flatMap((problem) => (problem === undefined ? [] : [`query: ${name} ${problem}`]));
  });
}

function names(parameter: { readonly [key: string]: Json }, name: string): boolean {
  return parameter.name === name || (text(parameter.name) === name.replace(/\[\]$/, '') && name.endsWith('[]'));
}

/** At most 100 objects a page, and offset pages end at 10,000: https://developer.zendesk.com/api-reference/introduction/pagination/ */
function pagingProblems(name: string, value: string): readonly string[] {
  if (name === 'page[after]' || name === 'page[before]') return [];
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= 100 ? [] : [`query: ${name} cannot be ${value}`];
}

function problemOf(schema: Json | undefined, value: string): string | undefined {
  const { type, enum: values, oneOf } = object(schema);
  if (isList(oneOf)) return oneOf.some((part) => problemOf(part, value) === undefined) ? undefined : 'fits no type';
  if (isList(values) && !list(values).includes(value)) return `must be one of ${JSON.stringify(values)}`;
  if (type === 'integer' && !/^-?\d+$/.test(value)) return 'must be an integer';
  if (type === 'boolean' && value !== 'true' && value !== 'false') return 'must be true or false';
  return undefined;
}
