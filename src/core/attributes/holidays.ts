/** Days off: `{name, date}` or `{name, from, to}`; canonical as members whose key is name and first day. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import type { SpecNode, SpecObject } from '../spec-node.ts';
import { isPlainStruct, type Struct } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { unknownWord, wrongType, wrongValue } from './problems.ts';
import { listOf } from './references.ts';
import { canonicalScalar, isRecord, isTextNode } from './scalars.ts';

export interface Holiday {
  readonly name: string;
  /** First and last day, as 2026-11-26. */
  readonly from: string;
  readonly to: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_SCHEMA = z.string().regex(DATE);

/** Native ones are `{name, start_date, end_date}`, both days off. */
export function holidays(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    collection: 'members',
    schema: z
      .array(
        z.union([
          z.strictObject({ name: z.string(), date: DATE_SCHEMA }),
          z.strictObject({ name: z.string(), from: DATE_SCHEMA, to: DATE_SCHEMA }),
        ]),
      )
      .describe(options.description),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, 'a list of holidays: [{name: New Year, date: 2027-01-01}]');
      const found = new Map<string, Struct>();
      let broken = false;
      for (const item of node.items) {
        const member = parseHoliday(item, cx);
        if (member === undefined) broken = true;
        else if (found.has(String(member.key)))
          broken = wrongValue(cx, item, 'This holiday stands twice') === undefined;
        else found.set(String(member.key), member);
      }
      return broken ? undefined : [...found.values()];
    },
    format: (value) => listOf(value).flatMap((member) => (isPlainStruct(member) ? [written(holidayOf(member))] : [])),
    decode(native) {
      const list = Array.isArray(native) ? native.filter(isRecord) : [];
      const members = list.map(({ name, start_date, end_date }) =>
        memberOf({ name: canonicalScalar(name).trim(), from: String(start_date), to: String(end_date) }),
      );
      return members.sort((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0));
    },
    encode: (value) =>
      listOf(value)
        .filter(isPlainStruct)
        .map(holidayOf)
        .map(({ name, from, to }) => ({ name, start_date: from, end_date: to })),
  };
}

/** The key under which a holiday is a member. */
export function holidayKey({ name, from }: Pick<Holiday, 'name' | 'from'>): string {
  return `${name} ${from}`;
}

/** What a member says. */
export function holidayOf({ key, to }: Struct): Holiday {
  const text = String(key);
  return { name: text.slice(0, -11), from: text.slice(-10), to: String(to) };
}

function memberOf(holiday: Holiday): Struct {
  return { key: holidayKey(holiday), to: holiday.to };
}

function startOf(member: Struct): string {
  return String(member.key).slice(-10);
}

function written({ name, from, to }: Holiday): SpecObject {
  return from === to ? { name, date: from } : { name, from, to };
}

type Context = Parameters<Attribute['parse']>[1];

function parseHoliday(node: SpecNode, cx: Context): Struct | undefined {
  if (node.type !== 'map') return wrongType(cx, node, 'a holiday: {name: New Year, date: 2027-01-01}');
  const part = (name: string) => node.entries.get(name)?.value;
  for (const [name, entry] of node.entries) {
    const known = ['name', 'date', 'from', 'to'];
    if (!known.includes(name)) return unknownWord(cx, { ...node, at: entry.keyAt }, 'The key', name, known);
  }
  const nameNode = part('name');
  if (nameNode === undefined || !isTextNode(nameNode) || nameNode.value.trim() === '')
    return wrongType(cx, nameNode ?? node, 'a holiday with a name');
  const from = dayOf(part('date') ?? part('from') ?? node, cx);
  const to = dayOf(part('date') ?? part('to') ?? node, cx);
  if (from === undefined || to === undefined) return undefined;
  if (to < from) return wrongValue(cx, part('to') ?? node, 'The holiday ends before it begins');
  return memberOf({ name: nameNode.value.trim(), from, to });
}

function dayOf(node: SpecNode, cx: Context): string | undefined {
  if (!isTextNode(node) || !DATE.test(node.value)) return wrongType(cx, node, 'a date such as 2027-01-01');
  const [year = 0, month = 0, day = 0] = node.value.split('-').map(Number);
  const real = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(node.value);
  return real ? node.value : wrongValue(cx, node, `${node.value} is no day of the calendar`);
}
