/** Files of the spec that a platform keeps beside an object. It tells their names and sizes, so that is what can be compared with them. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Attribute } from '../attribute.ts';
import type { ScalarNode } from '../spec-node.ts';
import { isPlainStruct, type Struct, type Value } from '../value.ts';
import { documented } from './documented.ts';
import { type AttributeOptions, shared } from './options.ts';
import { problem, wrongType } from './problems.ts';
import { listOf } from './references.ts';
import { canonicalScalar, isRecord } from './scalars.ts';

export interface FileToSend {
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
}

export interface FilesOptions extends AttributeOptions {
  /** Most files that the platform takes. */
  readonly max?: number;
  /** The platform's property of one that is its name. */
  readonly nameNative: string;
}

/** Others are sent as bytes without a type. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};
const SAYS = 'a list of files: [{file: attachments/prices.pdf}]';
const CONTENT = 'content';
const DIGEST = ', sha256 ';

/**
 * Canonical as a list of `{key: NAME, content}`. The content is `SIZE bytes, sha256 DIGEST\nBASE64` in the spec and
 * `SIZE bytes\nID` in the tenant: once sent, a file of the same size counts as the same one.
 */
export function files(options: FilesOptions): Attribute {
  return {
    ...shared(options),
    platformDefault: [],
    collection: 'members',
    oneWay: true,
    rewritten: { significant: (content) => content.split(' ', 1)[0] ?? '' },
    shownPart: (value) => linesOf(isPlainStruct(value) ? value[CONTENT] : value)[0] ?? '',
    schema: documented(options.description, {
      type: 'array',
      items: { type: 'object', properties: { file: { type: 'string' } }, required: ['file'] },
      ...(options.max === undefined ? {} : { maxItems: options.max }),
    }),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, SAYS);
      const found = new Map<string, Struct>();
      let broken = false;
      for (const [index, item] of node.items.entries()) {
        const file = item.type === 'scalar' ? item.file : undefined;
        if (item.type !== 'scalar' || file === undefined) {
          wrongType(cx, item, 'a file: {file: attachments/prices.pdf}');
          broken = true;
          continue;
        }
        const name = basename(file);
        const twice = found.has(name);
        if (twice)
          problem(cx, item, 'SPEC_BAD_VALUE', `A file named "${name}" stands there twice`, 'Rename one of them');
        if (options.max !== undefined && index === options.max)
          problem(cx, item, 'SPEC_BAD_VALUE', `The platform takes ${options.max} files`, 'Take out the others');
        broken ||= twice || index === options.max;
        found.set(name, { key: name, [CONTENT]: contentOf(bytesOf(item)) });
      }
      return broken ? undefined : [...found.values()];
    },
    format: (value) => listOf(value).map((member) => ({ file: isPlainStruct(member) ? String(member.key) : '' })),
    decode(native) {
      const found = new Map<string, Struct>();
      for (const item of Array.isArray(native) ? native.filter(isRecord) : []) {
        const name = canonicalScalar(item[options.nameNative]);
        // Nothing keeps a platform from holding two of one name: the later one is nobody's.
        const key = found.has(name) ? `${name} (${canonicalScalar(item.id)})` : name;
        found.set(key, { key, [CONTENT]: `${canonicalScalar(item.size)} bytes\n${canonicalScalar(item.id)}` });
      }
      return [...found.values()];
    },
    encode: () => undefined,
  };
}

export interface FileChanges {
  readonly send: readonly FileToSend[];
  /** The platform's ids of those that stay, and of those that go; a file that changed goes and is sent. */
  readonly keep: readonly string[];
  readonly drop: readonly string[];
}

/** What becomes of the files of an object, from the values that a writer is given. */
export function fileChanges(target: Value | undefined, live: Value | undefined): FileChanges {
  const wanted = membersIn(target);
  const keep = wanted.flatMap(({ held }) => (held === undefined ? [] : [held]));
  return {
    send: wanted.flatMap(({ file }) => (file === undefined ? [] : [file])),
    keep,
    drop: membersIn(live).flatMap(({ held }) => (held === undefined || keep.includes(held) ? [] : [held])),
  };
}

interface Member {
  readonly file?: FileToSend;
  /** The platform's id. */
  readonly held?: string;
}

function membersIn(value: Value | undefined): readonly Member[] {
  return listOf(value)
    .filter(isPlainStruct)
    .map((member) => {
      const name = String(member.key);
      const [said = '', rest = ''] = linesOf(member[CONTENT]);
      if (!said.includes(DIGEST)) return { held: rest };
      const type = TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
      return { file: { name, type, data: Buffer.from(rest, 'base64') } };
    });
}

function contentOf(data: Buffer): string {
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 16);
  return `${data.length} bytes${DIGEST}${digest}\n${data.toString('base64')}`;
}

/** What stands in the file: of a text, its last line end is no part of the value. */
function bytesOf({ value, bytes, whole }: ScalarNode): Buffer {
  return bytes ? Buffer.from(String(value), 'base64') : Buffer.from(whole ?? String(value), 'utf8');
}

function linesOf(content: Value | undefined): readonly string[] {
  return canonicalScalar(content).split('\n');
}
