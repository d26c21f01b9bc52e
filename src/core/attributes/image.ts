/** A picture from a file of the spec. Platforms store it anew, so what they hold is only compared with what they held. */
import { basename } from 'node:path';
import type { Attribute } from '../attribute.ts';
import type { Value } from '../value.ts';
import { documented } from './documented.ts';
import { type AttributeOptions, shared } from './options.ts';
import { wrongType } from './problems.ts';
import { canonicalScalar, isRecord } from './scalars.ts';

export interface Picture {
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
};
const NONE = 'none';

/** Canonical as `NAME\nBASE64` in the spec and as the id of the platform's attachment; empty where there is none. */
export function image(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    platformDefault: '',
    oneWay: true,
    // Once written, any picture is ours: nobody gives back the bytes that were sent.
    rewritten: { significant: (value) => (value === '' ? '' : 'picture') },
    schema: documented(options.description, {
      anyOf: [{ const: NONE }, { type: 'object', properties: { file: { type: 'string' } }, required: ['file'] }],
    }),
    parse(node, cx) {
      if (node.type !== 'scalar') return wrongType(cx, node, SAYS);
      if (node.value === NONE && node.file === undefined) return '';
      const name = basename(node.file ?? '');
      return node.bytes && typeOf(name) !== undefined ? `${name}\n${String(node.value)}` : wrongType(cx, node, SAYS);
    },
    format(value) {
      const text = canonicalScalar(value);
      const [name = ''] = text.split('\n');
      return text === '' ? NONE : text.includes('\n') ? { file: name } : `the picture ${name}`;
    },
    decode: (native) => (isRecord(native) ? canonicalScalar(native.id) : ''),
    encode: () => undefined,
  };
}

const SAYS = `{file: logo.png} (${Object.keys(TYPES).join(', ')}), or ${NONE}`;

/** The file that a canonical value of the spec stands for; undefined for none. */
export function pictureOf(value: Value | undefined): Picture | undefined {
  const [name = '', base64] = canonicalScalar(value).split('\n');
  const type = typeOf(name);
  return base64 === undefined || type === undefined ? undefined : { name, type, data: Buffer.from(base64, 'base64') };
}

function typeOf(name: string): string | undefined {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}
