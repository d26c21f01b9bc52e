/** An object of a tenant as a block of a spec: what an import writes of it. */
import { type Address, keyOf } from '../core/address.ts';
import type { Attribute } from '../core/attribute.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';
import type { SpecObject, SpecValue } from '../core/spec-node.ts';
import { isIdRef, isPlainStruct, type Value } from '../core/value.ts';
import { membersOf, withoutSensitive } from '../engine/fields.ts';
import type { Names } from '../engine/names.ts';
import { isWorthWriting } from '../engine/worth-writing.ts';
import type { DraftBlock } from '../spec/write.ts';
import type { ImportReport } from './contract.ts';
import type { ObjectFolder } from './object-files.ts';
import { secretParts } from './secret-parts.ts';

export interface Drafted {
  readonly block: DraftBlock;
  /** The variables that will hold what the platform never shows. */
  readonly secrets: ImportReport['secrets'];
}

/** The block of `object` under `address`; `names` knows all that has a key by now. `folder` holds its files, where they came. */
export function draftBlock(
  kind: Kind,
  address: Address,
  object: LiveObject,
  names: Names,
  folder?: Pick<ObjectFolder, 'attribute' | 'folder'>,
): Drafted {
  const parts = secretParts(kind, address, object);
  const scope = kind.scope === undefined ? undefined : scopeOf(object.attributes[kind.scope], names);
  const block = {
    kind: kind.name,
    key: keyOf(address),
    ...(scope === undefined ? {} : { scope }),
    attributes: {
      ...attributesOf(kind, object, keyOf(address), names, parts),
      ...(folder === undefined ? {} : { [folder.attribute]: { folder: folder.folder } }),
    },
  };
  return { block, secrets: parts.map(({ variable }) => ({ address, variable })) };
}

/** The key of the block that the section belongs to: a help center has that of its brand. */
function scopeOf(value: Value | undefined, names: Names): string | undefined {
  if (!isIdRef(value)) return undefined;
  const owner = names.addressOf(value.kind, value.$id);
  return owner === undefined ? value.$id : keyOf(owner);
}

function attributesOf(
  kind: Kind,
  object: LiveObject,
  key: string,
  names: Names,
  parts: ReturnType<typeof secretParts>,
): SpecObject {
  const entries: [string, SpecValue][] = [];
  // What may be somebody's secret stays the tenant's own: the plan lists it and leaves it.
  const attributes = withoutSensitive(kind, object.attributes);
  for (const [name, attribute] of Object.entries(kind.attributes)) {
    if (name === kind.scope || !isWorthWriting(attribute, attributes[name])) continue;
    if (attribute.fromKey && attributes[name] === key) continue;
    const value = inOneOrder(attribute, withSecrets(name, attributes[name], parts));
    const said = value === undefined ? undefined : (attribute.worthSaying?.(value) ?? value);
    if (said !== undefined) entries.push([name, attribute.format(said, names.format)]);
  }
  return Object.fromEntries(entries);
}

/** Members that have no order of their own come from the platform in any. */
function inOneOrder({ collection, ordered }: Attribute, value: Value | undefined): Value | undefined {
  if (collection !== 'members' || ordered || !Array.isArray(value)) return value;
  const keyed = membersOf(value).map(({ key, member }) => [key, member] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

function withSecrets(name: string, value: Value | undefined, parts: ReturnType<typeof secretParts>): Value | undefined {
  const own = parts.filter((part) => part.attribute === name);
  if (own.length === 0 || !isPlainStruct(value)) return value;
  return { ...value, ...Object.fromEntries(own.map((part) => [part.property, { $secret: `env:${part.variable}` }])) };
}
