/** Keys and scalars of a YAML file: what may be a key, what may be a value, variables filled in. */
import { isAlias, isCollection, isScalar, type Node, type Pair, Scalar } from 'yaml';
import type { Diagnostic, Position } from '../core/diagnostic.ts';
import type { ScalarNode } from '../core/spec-node.ts';
import { interpolate } from './interpolate.ts';
import { CONTROL, type Gathering, problem } from './layer.ts';
import { at, broken, type Converted, positionOf, type Reader, report } from './yaml-reader.ts';
import { placeholderWords } from './yaml-words.ts';

/** Keys that mean something to JavaScript objects. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** True for a key that could reach into the program's own objects. */
export function isPrototypeKey(key: string): boolean {
  return PROTOTYPE_KEYS.has(key);
}

export interface Key {
  readonly text: string;
  readonly at: Position;
  readonly plain: boolean;
}

/** The text of a pair's key, or undefined after reporting that it is none. */
export function keyOf(reader: Reader, pair: Pair, map: Node): Key | undefined {
  const { key } = pair;
  const where = isScalar(key) || isCollection(key) || isAlias(key) ? at(reader, key) : at(reader, map);
  if (!isScalar(key)) {
    const start = map.range?.[0] ?? 0;
    if (reader.source.text.startsWith('{{', start)) {
      const words = placeholderWords(reader.source.text.slice(start, start + 200).split('\n', 1)[0] ?? '');
      report(reader, words.code, positionOf(reader, start), words.summary, words);
    } else
      report(reader, 'SPEC_BAD_KEY', where, 'a key must be a text, not a map, a list or an alias', {
        hint: 'a text with braces or brackets needs quotes',
      });
    return undefined;
  }
  if (typeof key.value !== 'string') {
    const source = key.source ?? String(key.value);
    const what = key.value === null ? 'empty' : `a ${typeof key.value}`;
    report(reader, 'SPEC_BAD_KEY', where, `the key \`${source}\` is ${what}, and a key must be a text`, {
      hint: `write "${source}"`,
    });
    return undefined;
  }
  if (isPrototypeKey(key.value)) {
    report(reader, 'SPEC_BAD_KEY', where, `\`${key.value}\` cannot be a key`, { hint: 'choose another name' });
    return undefined;
  }
  if (CONTROL.test(key.value)) {
    report(reader, 'SPEC_CONTROL_CHARACTER', where, 'a key holds a control character');
    return undefined;
  }
  return { text: key.value, at: where, plain: key.type === Scalar.PLAIN };
}

/** A scalar as a node of the spec. */
export function convertScalar(reader: Reader, scalar: Scalar): Converted {
  const { value } = scalar;
  const where = at(reader, scalar);
  if (typeof value === 'string')
    return { node: textNode(reader.gathering, value, where, scalar.type !== Scalar.PLAIN), weight: 1 };
  if (value === null && scalar.source === '') {
    report(reader, 'SPEC_NULL', where, 'nothing stands here', {
      hint: 'write a value, `{}` for an empty map, or remove the line',
    });
    return broken(reader, where);
  }
  if (typeof value === 'number' && !isExact(value, scalar.source)) {
    const source = scalar.source ?? String(value);
    report(reader, 'SPEC_BAD_VALUE', where, `the number ${source} cannot be held exactly`, {
      hint: `write "${source}"`,
    });
    return broken(reader, where);
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return { node: { type: 'scalar', value, at: where }, weight: 1 };
  }
  report(reader, 'SPEC_WRONG_TYPE', where, 'only texts, numbers, true, false, maps and lists are values');
  return broken(reader, where);
}

function isExact(value: number, source: string | undefined): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(source ?? '');
}

/** A text as a node: variables filled in; a control character is reported, an unset variable only if the node proves to count. */
export function textNode(gathering: Gathering, raw: string, where: Position, quoted: boolean): ScalarNode {
  const plain: ScalarNode = quoted
    ? { type: 'scalar', value: raw, at: where, quoted }
    : { type: 'scalar', value: raw, at: where };
  if (!raw.includes('$') && !CONTROL.test(raw)) return plain;
  const filled = interpolate(raw, gathering.variables);
  const node: ScalarNode = {
    ...plain,
    value: filled.text,
    ...(filled.used ? { interpolated: true } : {}),
    ...(filled.only === undefined ? {} : { variable: filled.only }),
  };
  const control = CONTROL.exec(filled.text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const summary = `the text holds the control character U+${code} after ${control.index} characters`;
    gathering.diagnostics.push(problem('SPEC_CONTROL_CHARACTER', where, summary));
  }
  const pending: Diagnostic[] = [];
  if (filled.malformed !== undefined) {
    pending.push(
      problem('SPEC_BAD_VARIABLE', where, '`${` begins no variable: names are letters, digits and `_`', {
        hint: 'for the characters themselves write `$${`',
      }),
    );
  }
  for (const name of new Set(filled.unset)) {
    pending.push(
      problem('SPEC_UNSET_VARIABLE', where, `the variable \`${name}\` is not set`, {
        hint: `set it in the environment, give a default with \`\${${name}:-…}\`, or write \`$\${${name}}\` if the characters are meant`,
      }),
    );
  }
  if (pending.length > 0) gathering.pending.set(node, pending);
  return node;
}
