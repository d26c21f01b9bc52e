/** Contexts and small builders for tests of kinds: names resolve to themselves, no tenant, no spec folder. */
import type { EncodeContext, FormatContext, ParseContext } from '../../src/core/attribute.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { LiveObject, Reply, Request, Steps, WriteContext } from '../../src/core/provider.ts';
import type { SpecNode, SpecValue } from '../../src/core/spec-node.ts';
import { isIdRef, isLiveRef, isRef, isSecret, type Value } from '../../src/core/value.ts';

export const AT = { file: 'support.yaml', line: 1, column: 1 } as const;

/** What YAML would give for a plain value. */
export function node(value: SpecValue): SpecNode {
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key), { keyAt: AT, value: node(item) }] as const);
    return { type: 'map', entries: new Map(entries), at: AT };
  }
  if (Array.isArray(value)) return { type: 'list', items: value.map(node), at: AT };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, { keyAt: AT, value: node(item) }] as const);
    return { type: 'map', entries: new Map(entries), at: AT };
  }
  return { type: 'scalar', value, at: AT };
}

export interface Parsing extends ParseContext {
  readonly reports: readonly Diagnostic[];
}

/** Keys become `$ref`, `id(KIND, ID)` becomes `$id`, `live("T")` becomes `$live`. */
export function parsing(): Parsing {
  const reports: Diagnostic[] = [];
  return {
    address: 'test.it',
    reports,
    report: (diagnostic) => reports.push(diagnostic),
    reference(kinds, { value }) {
      const text = String(value);
      const id = /^id\((\w+), (\S+)\)$/.exec(text);
      if (id !== null) return { $id: id[2] ?? '', kind: id[1] ?? '' };
      const live = /^live\("(.*)"\)$/.exec(text);
      if (live !== null) return { $live: live[1] ?? '', kind: kinds[0] ?? '' };
      return { $ref: text.includes('.') ? text : `${kinds[0]}.${text}` };
    },
    text: ({ value }) => String(value),
    priority: (word) => (word === 'p1' ? 'urgent' : undefined),
  };
}

export const formatting: FormatContext = {
  reference(value) {
    if (isIdRef(value)) return `id(${value.kind}, ${value.$id})`;
    if (isLiveRef(value)) return `live(${JSON.stringify(value.$live)})`;
    return isRef(value) ? value.$ref.slice(value.$ref.indexOf('.') + 1) : String(value);
  },
  text: (value) => String(value),
};

export const encoding: EncodeContext = {
  id: (value) => (isIdRef(value) ? value.$id : isRef(value) ? `id-of-${value.$ref}` : 'unresolved'),
  text: (value) => String(value),
  secret: (value) => (isSecret(value) ? `secret of ${value.$secret}` : ''),
};

export function writing(live: Readonly<Record<string, readonly LiveObject[]>> = {}): WriteContext {
  return { ...encoding, live: (kind) => live[kind] ?? [] };
}

/** Drives a writer with canned replies, and tells what it asked for. */
export function run<Result>(
  steps: Steps<Result>,
  replies: readonly unknown[] = [],
): { sent: readonly Request[]; result: Result } {
  const sent: Request[] = [];
  let step = steps.next();
  while (!step.done) {
    const { created: _, ...request } = step.value;
    sent.push(request);
    const reply: Reply = { status: 200, body: replies[sent.length - 1] ?? {}, headers: {} };
    step = steps.next(reply);
  }
  return { sent, result: step.value };
}

/** The value after a trip through the spec. */
export function throughSpec(
  attribute: {
    parse(node: SpecNode, cx: ParseContext): Value | undefined;
    format(value: Value, cx: FormatContext): SpecValue;
  },
  value: Value,
): { value: Value | undefined; reports: readonly Diagnostic[] } {
  const cx = parsing();
  return { value: attribute.parse(node(attribute.format(value, formatting)), cx), reports: cx.reports };
}
