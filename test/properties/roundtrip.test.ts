/** Every attribute of every kind: what is written reads back, and what is sent decodes to what was meant. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Attribute, EncodeContext } from '../../src/core/attribute.ts';
import type { SpecValue } from '../../src/core/spec-node.ts';
import {
  canonicalJson,
  isIdRef,
  isList,
  isLiveRef,
  isPlainStruct,
  isRef,
  isSecret,
  isText,
  mapValue,
  type Struct,
  sameValue,
  type Value,
} from '../../src/core/value.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { node, parsing, throughSpec } from '../providers/support.ts';
import { missingFrom, report } from './coverage.ts';
import { dice, turnsOf } from './dice.ts';
import { makeDraft, writableKinds } from './generate.ts';
import type { Coverage } from './making.ts';
import { vocabularyOf } from './vocabulary.ts';

const { seed, turns } = turnsOf(12);

test('every attribute survives the way through the spec, and the way through the platform', async () => {
  const sandbox = await startSandbox({ rateLimit: 0 });
  const vocabulary = await vocabularyOf(sandbox);
  await sandbox.close();
  const coverage: Coverage = new Map();
  const wrong: string[] = [];
  let values = 0;
  for (const turn of turns) {
    let serial = 0;
    const next = () => {
      serial += 1;
      return serial;
    };
    const d = dice(seed, turn);
    const draft = makeDraft({ d, vocabulary, coverage, next });
    for (const kind of writableKinds) {
      for (const block of draft.get(kind.name)?.values() ?? []) {
        for (const [name, attribute] of Object.entries(kind.attributes)) {
          if (block[name] === undefined) continue;
          values += 1;
          const cx = parsing();
          const value = attribute.parse(node(asSpec(block[name])), cx);
          const place = `${d.name} ${kind.name}.${name} ${JSON.stringify(block[name])}`;
          if (value === undefined) {
            wrong.push(`${place} is refused: ${cx.reports.map(({ summary }) => summary).join('; ')}`);
            continue;
          }
          const again = throughSpec(attribute, value);
          // Flags that are off everywhere are not written out.
          const told = (one: Value) => (kind.name === 'sla' && name === 'advanced' ? switchedOn(one) : seen(one));
          if (again.value === undefined || !sameValue(told(again.value), told(value)))
            wrong.push(`${place} was ${JSON.stringify(value)}, reads back as ${JSON.stringify(again.value)}`);
          const decoded = attribute.decode(attribute.encode(value, encoding));
          if (!sameValue(told(compared(attribute, decoded, inIds(value))), told(compared(attribute, inIds(value)))))
            wrong.push(`${place} was ${JSON.stringify(inIds(value))}, decodes as ${JSON.stringify(decoded)}`);
        }
      }
    }
  }
  console.log(`${values} values, seed ${seed}`);
  console.log(report(coverage, vocabulary));
  expect(wrong).toEqual([]);
  if (turns.length >= 12) expect(missingFrom(coverage, vocabulary, 5)).toEqual([]);
});

/** The generator's values are plain data; this says so to the compiler. */
function asSpec(value: unknown): SpecValue {
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [String(key), asSpec(item)]));
  if (Array.isArray(value)) return value.map(asSpec);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, asSpec(item)]));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** An id for whatever a reference names: all digits, as Zendesk's are; of a field of an object both keys. */
function idOf(name: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 12)}`).toString();
  return name.startsWith('custom_object_field.') ? `object.custom_fields.f${digits}` : digits;
}

function inIds(value: Value): Value {
  return mapValue(value, (part) => {
    if ((isRef(part) || isLiveRef(part)) && typeof part.part === 'string') {
      const { part: inside, ...whole } = part;
      const owner = inIds(whole);
      const kind = isIdRef(owner) ? owner.kind : '';
      return { $id: idOf(`${JSON.stringify(owner)} ${inside}`), kind, part: inside.split(':')[0] ?? '' };
    }
    if (isRef(part)) return { $id: idOf(part.$ref), kind: part.$ref.split('.')[0] ?? '' };
    if (isLiveRef(part)) return { $id: /^\d+$/.test(part.$live) ? part.$live : idOf(part.$live), kind: part.kind };
    return undefined;
  });
}

/** As the engine compares: sets in one order, members that are objects by what they refer to, of a member what was said. */
function compared({ collection, keyedBy, ordered, unordered }: Attribute, value: Value, said: Value = value): Value {
  if (!isList(value)) return seen(value);
  if (unordered) return sorted(value);
  if (collection !== 'members') return seen(value);
  const models = ordered || !isList(said) ? said : sorted(said);
  return (ordered ? value : sorted(value)).map((member, index) => {
    const model = isList(models) ? models[index] : undefined;
    if (!isPlainStruct(member) || !isPlainStruct(model)) return member;
    const told = Object.entries(member).filter(([name]) => model[name] !== undefined);
    return Object.fromEntries(told.filter(([name]) => keyedBy === undefined || name !== 'key'));
  });
}

function sorted(list: readonly Value[]): readonly Value[] {
  return [...list].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

/** What the platform never shows is not compared, and an option that says it is no default says nothing. */
function seen(value: Value): Value {
  if (isList(value))
    return value.map((member) => (isPlainStruct(member) && member.default === false ? withoutDefault(member) : member));
  if (!isPlainStruct(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => !isSecret(part)));
}

function switchedOn(value: Value): Value {
  return isPlainStruct(value) ? Object.fromEntries(Object.entries(value).filter(([, part]) => part !== false)) : value;
}

function withoutDefault({ default: _default, ...rest }: Struct): Struct {
  return rest;
}

const encoding: EncodeContext = {
  id: (value) => {
    const resolved = inIds(value);
    return isIdRef(resolved) ? resolved.$id : 'unresolved';
  },
  text: (value) => (isText(value) ? value.$text.join('') : String(value)),
  secret: () => 'secret',
};
