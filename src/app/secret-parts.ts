/** Which secrets an imported object needs, and the environment variables that will hold them. */
import { type Address, keyOf } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import type { LiveObject } from '../core/provider.ts';

export interface SecretPart {
  readonly attribute: string;
  readonly property: string;
  readonly variable: string;
}

/** The parts that the platform holds and never shows. */
export function secretParts(kind: Kind, address: Address, object: LiveObject): readonly SecretPart[] {
  const stem = keyOf(address)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_');
  return (kind.hidden?.(object.attributes) ?? []).map(([attribute, property]) => ({
    attribute,
    property,
    variable: `${kind.name.toUpperCase()}_${stem}_${property.toUpperCase()}`,
  }));
}
