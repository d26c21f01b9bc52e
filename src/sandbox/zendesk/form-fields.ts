/** Which fields a form gets for the ids that were sent. */

import type { Json } from '../json.ts';
import { flag, number } from '../json.ts';
import type { Store } from '../store.ts';
import { byPosition, find, ordered } from '../store.ts';

/**
 * The answer to ids that cannot be kept is a 200 without them. Fields that stand on every ticket are added, in front and
 * in their own order [general knowledge: that they are added is known, their place is ours].
 */
export function placeFields(store: Store, sent: readonly Json[]): number[] {
  const kept = [...new Set(sent.map((id) => number(id)))].filter((id) => find(store, 'ticket_fields', id));
  const always = ordered(store, 'ticket_fields', 'position', byPosition)
    .filter((field) => flag(field.system) && !flag(field.removable))
    .map((field) => number(field.id));
  return [...always.filter((id) => !kept.includes(id)), ...kept];
}
