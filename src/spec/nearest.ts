/** The nearest valid name to a mistyped one, and short lists of what is allowed. */
import { distance } from 'fastest-levenshtein';

/** The name in `names` that `word` was most likely meant to be, or undefined if none is near. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.min(4, Math.floor(word.length / 2))) + 1;
  const lower = word.toLowerCase();
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= bestDistance) continue;
    const apart = distance(lower, name.toLowerCase());
    if (apart < bestDistance) {
      best = name;
      bestDistance = apart;
    }
  }
  return best;
}

/** `hint: 'did you mean `x`?'`, or nothing, to be spread into a diagnostic. */
export function nearestHint(word: string, names: Iterable<string>): { readonly hint?: string } {
  const name = nearest(word, names);
  return name === undefined ? {} : { hint: `did you mean \`${name}\`?` };
}

/** `one of a, b, c` with at most `limit` names, then how many more there are. */
export function listNames(names: readonly string[], limit = 12): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown}, … (${names.length - limit} more)` : shown;
}
