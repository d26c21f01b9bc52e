/** The files of a theme, from a folder or an archive of the spec. Of those in the account only what the manifest says can be seen. */
import { createHash } from 'node:crypto';
import type { Attribute } from '../../core/attribute.ts';
import { documented } from '../../core/attributes/documented.ts';
import { type AttributeOptions, shared } from '../../core/attributes/options.ts';
import { wrongType, wrongValue } from '../../core/attributes/problems.ts';
import { canonicalScalar, isRecord } from '../../core/attributes/scalars.ts';
import type { Value } from '../../core/value.ts';
import { readFromZip } from '../../core/zip.ts';
import type { Native } from './binding.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
}

export interface Theme extends Manifest {
  /** The archive; absent where it is the account's. */
  readonly data?: Uint8Array;
}

const SAYS = '{folder: PATH} of a theme, or {file: PATH} of its .zip';
const MANIFEST = 'manifest.json';
/** A manifest is a few kilobytes. */
const LONGEST_MANIFEST = 1024 * 1024;

/**
 * Canonical as `{"name", "version"}, sha256 DIGEST\nBASE64` in the spec and as `{"name", "version"}` in the account: once
 * sent, a theme of the same version counts as the same one.
 */
export function themeFiles(options: AttributeOptions): Attribute {
  const place = (word: string) => ({ type: 'object', properties: { [word]: { type: 'string' } }, required: [word] });
  return {
    ...shared(options),
    oneWay: true,
    rewritten: { significant: (value) => headOf(value) },
    schema: documented(options.description, { anyOf: [place('folder'), place('file')] }),
    parse(node, cx) {
      if (node.type !== 'scalar' || !node.bytes) return wrongType(cx, node, SAYS);
      const archive = String(node.value);
      const bytes = Buffer.from(archive, 'base64');
      const text = manifestText(bytes);
      if (text === undefined)
        return wrongValue(cx, node, `${node.file} has no ${MANIFEST} at its top`, 'Name the folder that it stands in');
      const manifest = manifestIn(text);
      if (manifest === undefined)
        return wrongValue(
          cx,
          node,
          `The ${MANIFEST} of ${node.file} is not JSON with a name and a version such as 1.0.0`,
        );
      const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      return `${written(manifest)}${DIGEST}${digest}\n${archive}`;
    },
    format(value) {
      const { name, version } = themeOf(value);
      const [, digest] = (canonicalScalar(value).split('\n')[0] ?? '').split(DIGEST);
      return `${name} ${version}${digest === undefined ? '' : `, sha256 ${digest}`}`;
    },
    decode: (native) => canonicalScalar(native),
    encode: () => undefined,
  };
}

/** What the manifest of an archive says; undefined where it has none that a spec could be read with. */
export function manifestOf(archive: Uint8Array): Manifest | undefined {
  const text = manifestText(archive);
  return text === undefined ? undefined : manifestIn(text);
}

function manifestText(archive: Uint8Array): string | undefined {
  const text = readFromZip(archive, MANIFEST, LONGEST_MANIFEST);
  return text === undefined ? undefined : Buffer.from(text).toString('utf8');
}

/** The files as an account shows them. */
export function filesSeen({ name, version }: Native): Value {
  return written({ name: canonicalScalar(name), version: canonicalScalar(version) });
}

/** What a canonical value says. */
export function themeOf(value: Value | undefined): Theme {
  const text = canonicalScalar(value);
  const [name, version] = parsed(headOf(text));
  const archive = text.split('\n')[1];
  return {
    name: canonicalScalar(name),
    version: canonicalScalar(version),
    ...(archive === undefined ? {} : { data: Buffer.from(archive, 'base64') }),
  };
}

const DIGEST = ', sha256 ';

/** Everything but the digest and the archive; no name holds a line end when it is JSON. */
function headOf(text: string): string {
  const [line = ''] = text.split('\n');
  const end = line.lastIndexOf(DIGEST);
  return end < 0 || !/^[0-9a-f]{16}$/.test(line.slice(end + DIGEST.length)) ? line : line.slice(0, end);
}

function written({ name, version }: Manifest): string {
  return JSON.stringify([name, version]);
}

function parsed(text: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** https://support.zendesk.com/hc/en-us/articles/4408846524954: a version is three numbers. */
function manifestIn(text: string): Manifest | undefined {
  try {
    const found: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (!isRecord(found)) return undefined;
    const { name, version } = found;
    if (typeof name !== 'string' || name.trim() === '' || typeof version !== 'string') return undefined;
    return /^\d+\.\d+\.\d+$/.test(version) ? { name: name.trim(), version } : undefined;
  } catch {
    return undefined;
  }
}
