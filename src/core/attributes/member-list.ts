/** A list of names, each a member by itself: people in a group, who come and go one by one. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import type { SpecNode } from '../spec-node.ts';
import { isPlainStruct, type Struct, type Value } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { problem, wrongType } from './problems.ts';
import { listOf } from './references.ts';
import { canonicalScalar, isTextNode } from './scalars.ts';

export interface MemberListOptions extends AttributeOptions {
  /** What one is called: "e-mail address of an agent". */
  readonly member: string;
  /** What is wrong with a name, if anything. */
  readonly problem?: (name: string) => string | undefined;
  readonly memberLoss?: string;
  readonly exact?: string;
}

/** Canonical as a list of `{key}`, in lower case; the platform's is a list of names. */
export function memberList(options: MemberListOptions): Attribute {
  const { memberLoss, exact } = options;
  return {
    ...shared(options),
    collection: 'members',
    ...(memberLoss === undefined ? {} : { memberLoss }),
    ...(exact === undefined ? {} : { exact }),
    schema: z
      .union([z.array(z.string()), z.record(z.string(), z.union([z.null(), z.strictObject({})]))])
      .describe(options.description),
    parse(node, cx) {
      const items = itemsOf(node);
      if (items === undefined) return wrongType(cx, node, `a list; each is the ${options.member}`);
      const found: Struct[] = [];
      let broken = false;
      for (const item of items) {
        const name = isTextNode(item) ? item.value.trim().toLowerCase() : '';
        const wrong = name === '' ? `must be the ${options.member}` : options.problem?.(name);
        const twice = found.some(({ key }) => key === name) ? 'stands twice' : undefined;
        const says = wrong ?? twice;
        if (says !== undefined) {
          problem(cx, item, 'SPEC_BAD_VALUE', `"${name}" ${says}`);
          broken = true;
        }
        found.push({ key: name });
      }
      return broken ? undefined : found;
    },
    format: (value) => memberNames(value).sort(),
    decode: (native) =>
      (Array.isArray(native) ? native : []).map((name) => ({ key: canonicalScalar(name).toLowerCase() })),
    encode: memberNames,
  };
}

/** The names of a canonical value. */
export function memberNames(value: Value | undefined): string[] {
  return listOf(value).flatMap((member) => (isPlainStruct(member) ? [canonicalScalar(member.key)] : []));
}

/** A map counts as the list of its keys: that is how layers of a spec add to each other. */
function itemsOf(node: SpecNode): readonly SpecNode[] | undefined {
  if (node.type === 'list') return node.items;
  if (node.type !== 'map') return undefined;
  return [...node.entries].map(([key, { keyAt }]) => ({ type: 'scalar', value: key, at: keyAt }));
}
