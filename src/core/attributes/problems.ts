/** How attribute parsers say what is wrong: one wording for every kind. */
import { distance } from 'fastest-levenshtein';
import type { ParseContext } from '../attribute.ts';
import type { ScalarNode, SpecNode } from '../spec-node.ts';

/** `expected` completes "must be …". */
export function wrongType(cx: ParseContext, node: SpecNode, expected: string): undefined {
  return problem(cx, node, 'SPEC_WRONG_TYPE', `${quoted(node)} must be ${expected}`);
}

/** A value of the right type that cannot be. */
export function wrongValue(cx: ParseContext, node: SpecNode, summary: string, hint?: string): undefined {
  return problem(cx, node, 'SPEC_BAD_VALUE', summary, hint);
}

/** A word that is not among `allowed`; names the nearest one. */
export function unknownWord(
  cx: ParseContext,
  node: SpecNode,
  what: string,
  word: string,
  allowed: Iterable<string>,
): undefined {
  const words = [...allowed];
  const near = nearest(word, words);
  const list = words.length > 24 ? `${words.slice(0, 24).join(', ')}, …` : words.join(', ');
  cx.report({
    code: 'SPEC_UNKNOWN_WORD',
    severity: 'error',
    summary: `${what} "${word}" is not known`,
    detail: `Allowed: ${list}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
    at: node.at,
    address: cx.address,
  });
  return undefined;
}

/** Reports an error at `node` and gives the parser its undefined. */
export function problem(cx: ParseContext, node: SpecNode, code: string, summary: string, hint?: string): undefined {
  cx.report({
    code,
    severity: 'error',
    summary,
    ...(hint === undefined ? {} : { hint }),
    at: node.at,
    address: cx.address,
  });
  return undefined;
}

/** The word of `allowed` that `word` was probably meant to be. */
export function nearest(word: string, allowed: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of allowed) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) {
      best = candidate;
      least = steps;
    }
  }
  return best;
}

/** A scalar node at the place of another, for parts of a written value. */
export function scalarAt(node: SpecNode, value: string): ScalarNode {
  return { type: 'scalar', value, at: node.at };
}

function quoted(node: SpecNode): string {
  if (node.type === 'map') return 'The map';
  if (node.type === 'list') return 'The list';
  if (node.bytes) return `The file ${node.file}`;
  return node.value === null ? 'An empty value' : JSON.stringify(node.value);
}
