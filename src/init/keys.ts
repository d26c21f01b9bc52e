/** Keys for what people named freely: short, unique, and never a word that rules keep for themselves. */
import { keyFrom } from '../core/address.ts';

/** One key for each name, in order; `spare` stands for a name without Latin letters. */
export function keysFor(names: readonly string[], spare: string, taken: Iterable<string> = []): readonly string[] {
  const used = new Set(taken);
  return names.map((name) => {
    const plain = keyFrom(name);
    const stem = plain === 'unnamed' ? spare : plain;
    let key = stem;
    for (let number = 2; used.has(key); number += 1) key = `${stem}_${number}`;
    used.add(key);
    return key;
  });
}
