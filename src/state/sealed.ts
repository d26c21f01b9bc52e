/** Secrets in state: a salted scrypt digest, slow enough that a stolen state file does not give them away. */
import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 24;

/** `scrypt$SALT$KEY`, both base64url, with Node's default cost. */
export function seal(secret: string): string {
  const salt = randomBytes(12);
  return `scrypt$${salt.toString('base64url')}$${scryptSync(secret, salt, KEY_BYTES).toString('base64url')}`;
}

/** What was compared already: a run asks for the same pair at every plan, and each comparison is slow on purpose. */
const compared = new Map<string, boolean>();

/** Whether `sealed` was made from `secret`; false for anything that is no seal. */
export function matchesSeal(secret: string, sealed: string): boolean {
  const pair = createHash('sha256').update(`${sealed}\n${secret}`).digest('base64url');
  const known = compared.get(pair) ?? isFrom(secret, sealed);
  compared.set(pair, known);
  return known;
}

function isFrom(secret: string, sealed: string): boolean {
  const [scheme, salt, key] = sealed.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  const actual = scryptSync(secret, Buffer.from(salt, 'base64url'), KEY_BYTES);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
