/** A list of references, each a member by itself: the fields of a form, which come and go one by one and stand in an order. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import { isPlainStruct, type Struct, sameValue, type Value } from '../value.ts';
import { type AttributeOptions, shared } from './options.ts';
import { problem, wrongType } from './problems.ts';
import { listOf, nativeId } from './references.ts';
import { canonicalScalar } from './scalars.ts';

export interface MemberReferencesOptions extends AttributeOptions {
  /** The property of a member that holds the reference: "field". */
  readonly property: string;
  /** How the platform writes ids. */
  readonly ids: 'number' | 'string';
  readonly memberLoss?: string;
}

/** Canonical as a list of `{key, [property]: reference}`, in the order wanted; the platform's is a list of ids. */
export function memberReferences(kind: string, options: MemberReferencesOptions): Attribute {
  const { property, memberLoss } = options;
  return {
    ...shared(options),
    collection: 'members',
    ordered: true,
    keyedBy: property,
    refersTo: [kind],
    ...(memberLoss === undefined ? {} : { memberLoss }),
    schema: z.array(z.union([z.string(), z.int()])).describe(options.description),
    parse(node, cx) {
      if (node.type !== 'list') return wrongType(cx, node, 'a list of references');
      const found: Struct[] = [];
      let broken = false;
      for (const item of node.items) {
        if (item.type !== 'scalar' || item.value === null) {
          broken = true;
          wrongType(cx, item, `a reference to a ${kind}`);
          continue;
        }
        const target = cx.reference([kind], item);
        if (target === undefined) broken = true;
        else if (found.some((member) => sameValue(member[property], target))) {
          broken = true;
          problem(cx, item, 'SPEC_BAD_VALUE', `${item.value} stands twice`, 'Take one of them out');
        } else found.push({ key: String(item.value), [property]: target });
      }
      return broken ? undefined : found;
    },
    format: (value, cx) => targetsOf(value, property).map((target) => cx.reference(target, [kind])),
    decode: (native) =>
      (Array.isArray(native) ? native : []).map((id) => memberOf(canonicalScalar(id), kind, property)),
    encode: (value, cx) => [...new Set(targetsOf(value, property).map((target) => nativeId(target, options.ids, cx)))],
  };
}

function memberOf(id: string, kind: string, property: string): Struct {
  return { key: id, [property]: { $id: id, kind } };
}

/** The references of a canonical value. */
export function targetsOf(value: Value | undefined, property: string): readonly Value[] {
  return listOf(value).flatMap((member) => (isPlainStruct(member) ? (member[property] ?? []) : []));
}
