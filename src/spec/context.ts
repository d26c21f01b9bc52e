/** What an attribute may ask while its value is parsed: references, texts with references in them, priorities. */
import { type Address, addressOf, isAddress } from '../core/address.ts';
import type { ParseContext } from '../core/attribute.ts';
import type { Position } from '../core/diagnostic.ts';
import type { ScalarNode } from '../core/spec-node.ts';
import type { TextReference, TextSyntax } from '../core/text-syntax.ts';
import type { LiveRef, Ref, Value } from '../core/value.ts';
import { parseCall } from './calls.ts';
import { problem } from './layer.ts';
import type { Names } from './names.ts';
import { checkAddress, type Report, readReference } from './references.ts';

export interface Surroundings {
  readonly names: Names;
  readonly texts: TextSyntax;
  /** The words of `priorities` → level; levels stand for themselves. */
  readonly priorities: ReadonlyMap<string, string>;
}

/** The context for one attribute of one block; a diagnostic without a place or address gets the attribute's. */
export function parseContext(around: Surroundings, address: Address, at: Position, push: Report): ParseContext {
  function report(diagnostic: Parameters<Report>[0]): void {
    push({ at, address, ...diagnostic });
  }
  return {
    address,
    report,
    reference: (kinds, node) => readReference(around.names, kinds, node, report),
    text: (node) => readText(around, node, report),
    priority: (word) => around.priorities.get(word),
  };
}

function readText(around: Surroundings, node: ScalarNode, report: Report): Value {
  const text = node.value === null ? '' : String(node.value);
  if (!text.includes('{{')) return text;
  const { parts, malformed } = around.texts.parse(text);
  for (const { offset, opener } of malformed) {
    report(
      problem('SPEC_BAD_REFERENCE', inText(node, text, offset), `after \`${opener}\` no name and \`}}\` follow`, {
        hint: `if the characters themselves are meant, write \`{{${opener}\``,
      }),
    );
  }
  const read = parts.map((part) => (typeof part === 'string' ? part : refOf(around, node, text, part, report)));
  if (read.every((part) => typeof part === 'string')) return read.join('');
  return { $text: read };
}

function refOf(
  around: Surroundings,
  node: ScalarNode,
  text: string,
  part: TextReference,
  report: Report,
): Ref | LiveRef {
  const at = inText(node, text, part.offset);
  const call = parseCall(part.name);
  if (call !== undefined) return liveOf(call, part, at, report);
  const address = part.form === undefined ? part.name : addressOf(part.form.kind, part.name);
  if (!isAddress(address)) {
    report(problem('SPEC_BAD_REFERENCE', at, `\`${address}\` is not an address`, { hint: 'write `{{id:kind.key}}`' }));
  } else checkAddress(around.names, part.form === undefined ? undefined : [part.form.kind], address, at, report);
  return { $ref: address };
}

function liveOf(call: ReturnType<typeof parseCall>, part: TextReference, at: Position, report: Report): LiveRef {
  const live = typeof call === 'object' && call.call === 'live' ? call : undefined;
  const kind = live?.kind ?? part.form?.kind;
  if (live === undefined || kind === undefined || (part.form !== undefined && kind !== part.form.kind)) {
    const hint =
      part.form === undefined
        ? 'write `{{id:live(KIND, "Exact title")}}`'
        : `write \`live("Exact title")\` for a ${part.form.kind}`;
    report(problem('SPEC_BAD_REFERENCE', at, `\`${part.name}\` is not a reference`, { hint }));
    return { $live: '', kind: kind ?? '' };
  }
  return { $live: 'title' in live ? live.title : live.id, kind };
}

/** The place of a character of a text that stands in a file of its own; else the text's place, since YAML folds lines. */
function inText(node: ScalarNode, text: string, offset: number): Position {
  if (node.file === undefined) return node.at;
  const before = text.slice(0, offset).split('\n');
  return { file: node.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
