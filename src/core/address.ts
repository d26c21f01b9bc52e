/** Addresses name resources: `kind.key`, and `kind.intent/part` for what an intent generates. */

/** `trigger.route_billing`: chosen by a person, stable while titles change. */
export type Address = string;

export const KEY_PATTERN = /^[a-z0-9][a-z0-9_-]*$/;
const ADDRESS_PATTERN = /^[a-z][a-z0-9_]*\.[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)?$/;

/** Words with a meaning of their own in rules (DESIGN 3); no key may take them. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'requester',
  'assignee',
  'current_user',
  'current_groups',
  'requester_and_ccs',
  'all_agents',
  'none',
  'default',
  'live',
  'missing',
  'id',
  'option',
]);

/** True for `kind.key` and `kind.intent/part`. */
export function isAddress(text: string): boolean {
  return ADDRESS_PATTERN.test(text);
}

/** The address of `key` in `kind`. */
export function addressOf(kind: string, key: string): Address {
  return `${kind}.${key}`;
}

/** The kind's name in an address: all before the first dot. */
export function kindOf(address: Address): string {
  return address.slice(0, address.indexOf('.'));
}

/** The key in an address: all after the first dot. */
export function keyOf(address: Address): string {
  return address.slice(address.indexOf('.') + 1);
}

/** A key made from a title: ASCII letters and digits, joined by `_`; never empty, never a reserved word. */
export function keyFrom(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
    .replace(/_+$/, '');
  if (plain === '') return 'unnamed';
  return RESERVED_WORDS.has(plain) ? `${plain}_` : plain;
}
