/** Attributes that the spec only points at and the platform never shows. */
import type { Attribute } from '../attribute.ts';
import { child, type SpecNode } from '../spec-node.ts';
import { isSecret, UNKNOWN } from '../value.ts';
import { documented } from './documented.ts';
import { type AttributeOptions, shared } from './options.ts';
import { wrongType, wrongValue } from './problems.ts';
import { isTextNode } from './scalars.ts';

const SOURCE = /^(env|file|cmd):./;
const HOW = 'Write {secret: env:NAME}, {secret: file:PATH} or {secret: cmd:COMMAND}';

/** Given as `{secret: …}` only: a value in the spec itself would end up in version control. */
export function secret(options: AttributeOptions): Attribute {
  return {
    ...shared({ ...options, mutability: options.mutability ?? 'write_only' }),
    schema: documented(options.description, {
      type: 'object',
      properties: { secret: { type: 'string', pattern: SOURCE.source, description: HOW } },
      required: ['secret'],
      additionalProperties: false,
    }),
    parse(node, cx) {
      if (node.type !== 'map') return wrongValue(cx, node, 'A secret cannot stand in the spec', HOW);
      const source = secretSource(node);
      if (source === undefined) return wrongType(cx, node, 'a secret: {secret: env:NAME}');
      if (!SOURCE.test(source)) return wrongValue(cx, node, `"${source}" is not a place of a secret`, HOW);
      return { $secret: source };
    },
    format: (value) => ({ secret: isSecret(value) ? value.$secret : 'env:UNKNOWN' }),
    decode: () => UNKNOWN,
    encode: (value, cx) => cx.secret(value),
  };
}

function secretSource(node: SpecNode): string | undefined {
  const source = child(node, 'secret');
  return node.type === 'map' && node.entries.size === 1 && source !== undefined && isTextNode(source)
    ? source.value
    : undefined;
}
