/** Dynamic content in names: what is written stays as the raw form, and the other shows the default wording. */

import { text } from '../json.ts';
import type { Store } from '../store.ts';
import { filter } from '../store.ts';
import { variantsOf } from './dynamic-content-variants.ts';

export function rendered(store: Store, raw: string): string {
  return raw.replace(/\{\{\s*dc\.[\w-]+\s*\}\}/g, (placeholder) => {
    const sought = placeholder.replace(/\s/g, '');
    const [item] = filter(store, 'dynamic_content_items', (row) => row.placeholder === sought);
    const wording = item && variantsOf(store, item).find((variant) => variant.default === true);
    return wording ? text(wording.content) : placeholder;
  });
}
