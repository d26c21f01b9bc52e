/** zod's issues as diagnostics: at the place in the file, in plain words, with what is allowed and the nearest valid name. */
import type { z } from 'zod';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import { type MapEntry, nodeAt, type SpecNode } from '../core/spec-node.ts';
import { problem } from './layer.ts';
import { listNames, nearestHint } from './nearest.ts';
import { keysAt, nameOfType, typesAt, wordsAt } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

/** What was judged: `name` is how people call it, such as the attribute's name. */
export interface Judged {
  readonly name: string;
  readonly node: SpecNode;
  readonly schema: z.core.$ZodType;
}

/** One diagnostic for each thing that is wrong. */
export function explainIssues(judged: Judged, issues: readonly Issue[]): readonly Diagnostic[] {
  return issues.flatMap((issue) => explain(judged, issue, issue.path));
}

function explain(judged: Judged, issue: Issue, path: readonly PropertyKey[]): readonly Diagnostic[] {
  const node = nodeOf(judged, path);
  const where = node?.at ?? placeOf(judged, path);
  const title = titleOf(judged, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        unknownKey(entryOf(judged, path, key)?.keyAt ?? where, title, key, keysAt(judged.schema, path)),
      );
    case 'invalid_type':
      return [node === undefined ? missing(judged, path) : wrongType(title, node, nameOfType(issue.expected))];
    case 'invalid_value':
      return [node === undefined ? missing(judged, path) : badWord(title, node, issue.values.map(String))];
    case 'invalid_union':
      return node === undefined ? [missing(judged, path)] : explainUnion(judged, issue, path, node);
    case 'invalid_key':
      return [badKey(judged, path, issue)];
    default:
      return [problem('SPEC_BAD_VALUE', where, `\`${title}\`: ${sentence(issue)}`)];
  }
}

/** The keyed diagnostic for a key that a map does not have. */
export function unknownKey(at: Position, title: string, key: string, allowed: readonly string[]): Diagnostic {
  return problem('SPEC_UNKNOWN_KEY', at, `\`${title}\` has no \`${key}\``, {
    ...(allowed.length === 0 ? {} : { detail: `it may have: ${listNames(allowed, 40)}` }),
    ...nearestHint(key, allowed),
  });
}

function missing(judged: Judged, path: readonly PropertyKey[]): Diagnostic {
  const key = String(path.at(-1));
  const owner = path.slice(0, -1);
  const words = wordsAt(judged.schema, path);
  const takes = words.length > 0 ? `one of ${listNames(words)}` : typesAt(judged.schema, path);
  return problem(
    'SPEC_MISSING',
    placeOf(judged, owner),
    `\`${titleOf(judged, owner)}\` needs \`${key}\``,
    takes === '' ? {} : { detail: `\`${key}\` takes ${takes}` },
  );
}

/** The diagnostic for a value of another type than `expected`. */
export function wrongType(title: string, node: SpecNode, expected: string): Diagnostic {
  const hint = typeHint(node, expected);
  return problem(
    'SPEC_WRONG_TYPE',
    node.at,
    `\`${title}\` takes ${expected}, and this is ${describe(node)}`,
    hint === undefined ? {} : { hint },
  );
}

function typeHint(node: SpecNode, expected: string): string | undefined {
  if (node.type === 'map' && node.entries.size === 1 && expected === 'a text') {
    const [first] = node.entries;
    if (first?.[1].value.type === 'scalar') return 'a text with a colon needs quotes';
  }
  if (node.type !== 'scalar') return undefined;
  if (expected === 'a text' && node.value !== null) return `write "${node.value}"`;
  if (node.interpolated) return 'a `${…}` always gives a text; write the value itself';
  if (expected === 'a list') return 'write it in brackets: `[…]`';
  return undefined;
}

/** A value as people see it: `the text "abc"`. */
export function describe(node: SpecNode): string {
  if (node.type === 'list') return 'a list';
  if (node.type === 'map') return 'a map';
  if (node.value === null) return 'null';
  if (typeof node.value === 'string') return `the text ${quoted(node.value)}`;
  return typeof node.value === 'number' ? `the number ${node.value}` : String(node.value);
}

function quoted(text: string): string {
  const line = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return `"${line.replace(/\s+/g, ' ')}"`;
}

function badWord(title: string, node: SpecNode, allowed: readonly string[]): Diagnostic {
  const found = node.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  return problem(
    'SPEC_BAD_VALUE',
    node.at,
    `\`${title}\` cannot be ${found === undefined ? describe(node) : quoted(found)}`,
    {
      detail: allowed.length === 1 ? `it can only be ${allowed[0]}` : `allowed: ${listNames(allowed, 40)}`,
      ...(found === undefined ? {} : nearestHint(found, allowed)),
    },
  );
}

function badKey(judged: Judged, path: readonly PropertyKey[], issue: Issue & { code: 'invalid_key' }): Diagnostic {
  const key = String(path.at(-1));
  const inner = issue.issues[0];
  const at = entryOf(judged, path.slice(0, -1), key)?.keyAt ?? placeOf(judged, path);
  const words = inner?.code === 'invalid_value' ? inner.values.map(String) : [];
  return problem('SPEC_BAD_KEY', at, `\`${key}\` cannot be a key of \`${titleOf(judged, path.slice(0, -1))}\``, {
    ...(words.length > 0
      ? { detail: `allowed: ${listNames(words, 40)}`, ...nearestHint(key, words) }
      : inner === undefined
        ? {}
        : { detail: sentence(inner) }),
  });
}

/** The alternative that was most likely meant speaks for all of them. */
function explainUnion(
  judged: Judged,
  issue: Issue & { code: 'invalid_union' },
  path: readonly PropertyKey[],
  node: SpecNode,
): readonly Diagnostic[] {
  const title = titleOf(judged, path);
  const branches = issue.errors.filter((errors) => errors.length > 0);
  const fitting = branches.filter((errors) => !errors.some((error) => error.path.length === 0 && ofWrongType(error)));
  if (fitting.length === 0) {
    const words = wordsAt(judged.schema, path);
    if (words.length > 0 && node.type === 'scalar' && typeof node.value === 'string')
      return [badWord(title, node, words)];
    const types = typesAt(judged.schema, path);
    return [wrongType(title, node, types === '' ? 'another value' : types)];
  }
  const ranked = fitting.map((errors) => ({ errors, score: scoreOf(errors) })).sort((a, b) => a.score - b.score);
  const best = ranked[0];
  if (best === undefined) return [];
  const tied = ranked.filter((branch) => branch.score === best.score).length > 1;
  const unknown = best.errors.filter((error) => error.code === 'unrecognized_keys');
  const telling = tied && unknown.length > 0 ? unknown : best.errors;
  return telling.flatMap((error) => explain(judged, error, [...path, ...error.path]));
}

function ofWrongType(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

/** How far a map is from an alternative: keys that it does not know weigh most. */
function scoreOf(issues: readonly Issue[]): number {
  let score = 0;
  for (const issue of issues) score += issue.code === 'unrecognized_keys' ? issue.keys.length * 2 : 1;
  return score;
}

function sentence(issue: Issue): string {
  const text = issue.message;
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return 'cannot be empty';
  if (issue.code === 'too_small') return `${amount(issue.origin)} at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `${amount(issue.origin)} at most ${issue.maximum}`;
  return text.replace(/^Invalid (string|input): /, '');
}

function amount(origin: string): string {
  if (origin === 'string') return 'the number of characters must be';
  if (origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object')
    return 'the number of entries must be';
  return 'must be';
}

function steps(path: readonly PropertyKey[]): readonly (string | number)[] {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}

function nodeOf(judged: Judged, path: readonly PropertyKey[]): SpecNode | undefined {
  return nodeAt(judged.node, steps(path));
}

function entryOf(judged: Judged, path: readonly PropertyKey[], key: string): MapEntry | undefined {
  const owner = nodeOf(judged, path);
  return owner?.type === 'map' ? owner.entries.get(key) : undefined;
}

/** The place of the nearest thing on the path that exists. */
function placeOf(judged: Judged, path: readonly PropertyKey[]): Position {
  for (let length = path.length; length > 0; length -= 1) {
    const node = nodeOf(judged, path.slice(0, length));
    if (node !== undefined) return node.at;
  }
  return judged.node.at;
}

function titleOf(judged: Judged, path: readonly PropertyKey[]): string {
  return [judged.name, ...path.map(String)].join('.');
}
