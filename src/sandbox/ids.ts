/** Ids as the platforms give them: long numbers, ULIDs and Slack's letters, the same ones for the same history. */

import type { Store } from './store.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SLACK = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A small deterministic scramble (Knuth's multiplicative hash), so that neighbouring ids do not look like a counter. */
function scramble(serial: number): number {
  return Math.imul(serial, 2654435761) >>> 0;
}

export function nextNumber(store: Store): number {
  store.serial += 1;
  return 30_401_112_000_000 + store.serial * 4_096 + (scramble(store.serial) % 4_000);
}

function digits(serial: number, alphabet: string, length: number): string {
  let result = '';
  let seed = scramble(serial);
  for (let index = 0; index < length; index += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223 + index) >>> 0;
    result += alphabet.charAt((seed >>> 8) % alphabet.length);
  }
  return result;
}

/** ULIDs sort by creation; the middle holds the serial. */
export function nextUlid(store: Store): string {
  store.serial += 1;
  let left = store.serial;
  let middle = '';
  for (let index = 0; index < 6; index += 1) {
    middle = CROCKFORD.charAt(left % 32) + middle;
    left = Math.floor(left / 32);
  }
  return `01J8${middle}${digits(store.serial, CROCKFORD, 16)}`;
}

/** Slack ids start with the letter of their kind: C for channels, U for people, B for bots. */
export function nextSlack(store: Store, letter: string): string {
  store.serial += 1;
  return `${letter}0${digits(store.serial, SLACK, 9)}`;
}

/** Skills are named by UUIDs. */
export function nextUuid(store: Store): string {
  store.serial += 1;
  const hex = digits(store.serial, '0123456789abcdef', 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

export function nextSecret(store: Store): string {
  store.serial += 1;
  return digits(store.serial, CROCKFORD + CROCKFORD.toLowerCase(), 40);
}
