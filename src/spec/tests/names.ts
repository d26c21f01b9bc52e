/** Who is meant by a name in a test file: an object of the spec, a person of the fixtures, or a word of the platform. */
import { addressOf, isAddress, kindOf } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Desired } from '../../core/resource.ts';
import type { SpecNode } from '../../core/spec-node.ts';
import { parseCall } from '../calls.ts';
import { problem } from '../layer.ts';
import { listNames, nearestHint } from '../nearest.ts';
import type { Fixtures, Target } from './model.ts';
import { itemsOf, textOf } from './nodes.ts';
import type { TestOptions } from './read.ts';

type Report = (diagnostic: Diagnostic) => void;

export interface SpecNames {
  /** An object of one of the kinds, by key or address or `live("Title")`; undefined after saying that there is none. */
  target(kinds: readonly string[], node: SpecNode | undefined, none?: boolean): Target | undefined;
  targets(kinds: readonly string[], node: SpecNode | undefined): readonly Target[];
}

export interface Resolver extends SpecNames {
  readonly options: TestOptions;
  readonly fixtures: Fixtures;
  readonly report: Report;
  /** The client's zone; UTC if the spec names none. */
  readonly zone: string;
  /** A person of the fixtures, or one of the words. */
  person(node: SpecNode | undefined, words?: readonly string[]): Target | undefined;
  /** One of the words. */
  word(what: string, node: SpecNode | undefined, words: Iterable<string>): string | undefined;
  /** The platform's level for a word of the spec; `none` for no priority. */
  priority(node: SpecNode | undefined): string | undefined;
}

/** Names of the spec. */
export function specNames(desired: Desired, report: Report): SpecNames {
  const keys = new Map<string, string[]>();
  for (const { kind, address } of desired.resources)
    keys.set(kind, [...(keys.get(kind) ?? []), address.slice(kind.length + 1)]);

  function target(kinds: readonly string[], node: SpecNode | undefined, none = false): Target | undefined {
    const text = node === undefined ? undefined : textOf(node);
    if (node === undefined || text === undefined) return undefined;
    if (none && text === 'none') return 'none';
    const call = parseCall(text);
    if (typeof call === 'object' && call.call === 'live' && 'title' in call) return `live:${call.title}`;
    const candidates = isAddress(text) ? [text] : kinds.map((kind) => addressOf(kind, text));
    const found = candidates.filter((address) => kinds.includes(kindOf(address)) && has(address));
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const titles = kinds.map((kind) => kind.replaceAll('_', ' ')).join(' or ');
    if (found.length > 1) {
      report(
        problem('TEST_NAME', node.at, `\`${text}\` is more than one ${titles}`, {
          hint: `write ${found.join(' or ')}`,
        }),
      );
      return undefined;
    }
    const known = kinds.flatMap((kind) => keys.get(kind) ?? []);
    const near = nearestHint(isAddress(text) ? text.slice(kindOf(text).length + 1) : text, known);
    report(
      problem('TEST_NAME', node.at, `the spec has no ${titles} \`${text}\``, {
        ...(known.length === 0 ? {} : { detail: `it has: ${listNames(known)}` }),
        ...near,
      }),
    );
    return undefined;
  }

  function has(address: string): boolean {
    return (keys.get(kindOf(address)) ?? []).includes(address.slice(kindOf(address).length + 1));
  }

  return {
    target,
    targets: (kinds, node) => itemsOf(node).flatMap((item) => target(kinds, item) ?? []),
  };
}

/** Names of the spec, the fixtures and the platform. */
export function resolver(options: TestOptions, fixtures: Fixtures, report: Report): Resolver {
  return {
    ...specNames(options.desired, report),
    options,
    fixtures,
    report,
    word,
    priority(node) {
      const found = word('priority', node, [...options.priorities.keys(), 'none']);
      return found === undefined ? undefined : (options.priorities.get(found) ?? found);
    },
    zone: options.desired.settings.client.timezone ?? 'UTC',
    person(node, words = []) {
      const text = node === undefined ? undefined : textOf(node);
      if (node === undefined || text === undefined) return undefined;
      if (words.includes(text)) return text;
      if (fixtures.people.has(text)) return `person:${text}`;
      const known = [...fixtures.people.keys(), ...words];
      report(
        problem('TEST_NAME', node.at, `there is no person \`${text}\` among the fixtures`, {
          detail:
            known.length === 0 ? 'none of the files has `fixtures: {people: …}`' : `it may be: ${listNames(known)}`,
          ...nearestHint(text, known),
        }),
      );
      return undefined;
    },
  };

  function word(what: string, node: SpecNode | undefined, words: Iterable<string>): string | undefined {
    const text = node === undefined ? undefined : textOf(node);
    if (node === undefined || text === undefined) return undefined;
    const known = [...words];
    if (known.includes(text)) return text;
    report(
      problem('TEST_NAME', node.at, `\`${text}\` is no ${what}`, {
        detail: `allowed: ${listNames(known, 40)}`,
        ...nearestHint(text, known),
      }),
    );
    return undefined;
  }
}
