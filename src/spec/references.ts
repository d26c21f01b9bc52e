/** References of the spec: bare keys, addresses, and the call forms, each checked against what the spec declares. */
import { type Address, addressOf, isAddress, KEY_PATTERN, keyOf, kindOf } from '../core/address.ts';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { ScalarNode } from '../core/spec-node.ts';
import type { Value } from '../core/value.ts';
import { type Call, parseCall } from './calls.ts';
import { problem } from './layer.ts';
import type { Names } from './names.ts';

export type Report = (diagnostic: Diagnostic) => void;

/** The value of a reference to one of `kinds`, or undefined after reporting what is wrong with it. */
export function readReference(
  names: Names,
  kinds: readonly string[],
  node: ScalarNode,
  report: Report,
): Value | undefined {
  if (typeof node.value === 'number') {
    report(
      problem('SPEC_BAD_REFERENCE', node.at, `${node.value} is not ${article(names, kinds)}`, {
        hint: `write its key, or \`live(${node.value})\` for an id`,
      }),
    );
    return undefined;
  }
  if (typeof node.value !== 'string') {
    report(problem('SPEC_BAD_REFERENCE', node.at, `${node.value} is not ${article(names, kinds)}`));
    return undefined;
  }
  const text = node.value.trim();
  const call = parseCall(text);
  if (call !== undefined) return readCall(names, kinds, text, call, node.at, report);
  const address = addressIn(kinds, text);
  if (address === undefined) {
    report(badReference(names, kinds, text, node.at));
    return undefined;
  }
  return checkAddress(names, kinds, address, node.at, report) ? { $ref: address } : undefined;
}

function addressIn(kinds: readonly string[], text: string): Address | undefined {
  if (isAddress(text)) return text;
  const [only] = kinds;
  return only !== undefined && kinds.length === 1 && KEY_PATTERN.test(text) ? addressOf(only, text) : undefined;
}

/** True if the spec declares `address` and its kind is admitted; reports otherwise. `kinds` undefined admits all. */
export function checkAddress(
  names: Names,
  kinds: readonly string[] | undefined,
  address: Address,
  at: Position,
  report: Report,
): boolean {
  const name = kindOf(address);
  const kind = names.kinds.get(name);
  if (kinds !== undefined && !kinds.includes(name)) {
    report(
      problem('SPEC_BAD_REFERENCE', at, `\`${address}\` is not ${article(names, kinds)}`, {
        detail: `allowed here: ${kinds.join(', ')}`,
      }),
    );
    return false;
  }
  if (names.has(address)) return true;
  if (kind === undefined || kind.lookupOnly === true || kind.section.length === 0) {
    const call = kinds?.length === 1 ? 'live("Exact title")' : `live(${name}, "Exact title")`;
    report(
      problem(
        'SPEC_LOOKUP_ONLY',
        at,
        `a ${kind?.title.toLowerCase() ?? name} cannot be declared in the spec, so it has no key \`${keyOf(address)}\``,
        {
          hint: `refer to one of the account's own by its title: \`${call}\``,
        },
      ),
    );
    return false;
  }
  if (!names.complete) return false;
  report(
    problem('SPEC_UNKNOWN_REFERENCE', at, `the spec declares no \`${address}\``, {
      detail: `declare it, or write \`live("Exact title")\` for one that the spec does not manage`,
      ...names.hint(name, keyOf(address)),
    }),
  );
  return false;
}

function readCall(
  names: Names,
  kinds: readonly string[],
  text: string,
  call: Call | 'malformed',
  at: Position,
  report: Report,
): Value | undefined {
  if (call === 'malformed' || call.call === 'option') {
    report(
      problem('SPEC_BAD_REFERENCE', at, `\`${text}\` is not a reference`, {
        detail: 'the forms are live("Exact title"), live(ID), missing(ID), id(KIND, ID)',
      }),
    );
    return undefined;
  }
  if (call.call === 'default') {
    report(problem('SPEC_BAD_REFERENCE', at, '`default()` stands only for a whole attribute'));
    return undefined;
  }
  const kind =
    'kind' in call && call.kind !== undefined
      ? call.kind
      : call.call === 'missing' || kinds.length === 1
        ? kinds[0]
        : undefined;
  if (kind === undefined) {
    report(
      problem('SPEC_BAD_REFERENCE', at, `\`${text}\` does not say which kind it is of`, {
        hint: `write ${kinds.map((one) => `\`live(${one}, …)\``).join(' or ')}`,
      }),
    );
    return undefined;
  }
  if (!kinds.includes(kind)) {
    report(
      problem('SPEC_BAD_REFERENCE', at, `a \`${kind}\` is not ${article(names, kinds)}`, {
        detail: `allowed here: ${kinds.join(', ')}`,
      }),
    );
    return undefined;
  }
  if (call.call !== 'live') return { $id: call.id, kind };
  return { $live: 'title' in call ? call.title : call.id, kind };
}

function badReference(names: Names, kinds: readonly string[], text: string, at: Position): Diagnostic {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const forms = kinds.length === 1 ? 'a key' : `an address such as ${kinds.map((kind) => `${kind}.KEY`).join(' or ')}`;
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const near = only === undefined ? {} : names.hint(only, text);
  return problem('SPEC_BAD_REFERENCE', at, `\`${shown}\` is not a reference to ${article(names, kinds)}`, {
    detail: `write ${forms}, or live("Exact title"), live(ID), missing(ID), id(KIND, ID)`,
    ...near,
  });
}

/** `a group`, `a group or a brand`, for people. */
function article(names: Names, kinds: readonly string[]): string {
  return kinds
    .map((kind) => (names.kinds.get(kind)?.title ?? kind.replaceAll('_', ' ')).toLowerCase())
    .map((title) => `${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`)
    .join(' or ');
}
