/**
 * Links of an article to its own attachments. The platform's hold an id that no spec can know, `/hc/article_attachments/ID`; in
 * the spec they are `attachment:NAME`, so that the same text is right in every account.
 */
import type { Attribute } from '../../core/attribute.ts';
import { isRecord } from '../../core/attributes/scalars.ts';
import { isList, isPlainStruct, isText, type Value } from '../../core/value.ts';
import type { Native } from './binding.ts';

/** `attachment:NAME`, with other characters than an address has percent-encoded. */
const OURS = /\battachment:([^\s"'<>)]+)/g;
const THEIRS = /(?:https?:\/\/[^\s"'<>/]+)?\/hc\/(?:[a-z-]+\/)?article_attachments\/(\d+)(?:\/[^\s"'<>?#)]*)?/g;

/** Records of attachments as the platform lists them. */
export function recordsOf(list: unknown): readonly Native[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** An attribute of texts in which names are written one way. */
export function withLinks(attribute: Attribute): Attribute {
  return {
    ...attribute,
    parse(node, cx) {
      const value = attribute.parse(node, cx);
      return value === undefined
        ? undefined
        : mapTexts(value, (text) => text.replace(OURS, (_, name) => link(read(name))));
    },
  };
}

/** Names of the attachments that a value's texts link to. */
export function namesIn(value: Value | undefined): readonly string[] {
  const found: string[] = [];
  mapTexts(value ?? null, (text) => {
    for (const [, name = ''] of text.matchAll(OURS)) found.push(read(name));
    return text;
  });
  return found;
}

/** Ids of attachments that a value's texts link to as the platform does. */
export function idsIn(value: Value | undefined): readonly string[] {
  const found: string[] = [];
  mapTexts(value ?? null, (text) => {
    for (const [, id = ''] of text.matchAll(THEIRS)) found.push(id);
    return text;
  });
  return found;
}

/** The platform's links to one of `records` as ours. */
export function named(value: Value, records: readonly Native[]): Value {
  // Most articles have none that anybody asked for.
  if (records.length === 0) return value;
  const names = new Map(records.map(({ id, file_name }) => [String(id), String(file_name)]));
  return mapTexts(value, (text) =>
    text.replace(THEIRS, (whole, id: string) => {
      const name = names.get(id);
      return name === undefined ? whole : link(name);
    }),
  );
}

/** Our links as the platform's; each translation has a record of its own where several show one file. */
export function resolved(value: Value, records: readonly Native[], locale: unknown): Value {
  return mapTexts(value, (text) =>
    text.replace(OURS, (whole, written: string) => {
      const own = records.filter(({ file_name }) => file_name === read(written));
      const record = own.find((one) => one.locale === locale) ?? own[0];
      return record === undefined ? whole : `/hc/article_attachments/${String(record.id)}`;
    }),
  );
}

function link(name: string): string {
  return `attachment:${encodeURIComponent(name).replace(/[()']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

function read(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A value with every text in it changed, also those around references. */
function mapTexts(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value);
  if (isText(value)) return { $text: value.$text.map((part) => (typeof part === 'string' ? change(part) : part)) };
  if (isList(value)) return value.map((item) => mapTexts(item, change));
  if (!isPlainStruct(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, change)]));
}
