/** Puts seed rows into the store, dated as of the account's birth. */

import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Row } from '../json.ts';
import type { Store } from '../store.ts';
import { insert } from '../store.ts';

export const BORN = '2026-09-14T08:30:00Z';

export interface Garden {
  readonly store: Store;
  readonly subdomain: string;
  readonly company: string;
}

export function plant(garden: Garden, kind: string, attributes: Attributes, id?: Id): Row {
  const at = { created_at: BORN, updated_at: BORN };
  return insert(garden.store, kind, id ?? nextNumber(garden.store), { ...at, ...attributes });
}

/** `title` with its raw twin, as most kinds show it. */
export function titled(title: string, raw = title): Attributes {
  return { title, raw_title: raw };
}
