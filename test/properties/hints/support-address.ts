/** Addresses that need nobody to forward anything. */
import { line } from '../dice.ts';
import type { Hint } from '../making.ts';

export const supportAddressHints: Readonly<Record<string, Hint>> = {
  'support_address.email': ({ d, next }) => `${d.pick(['help', 'Sales.EU', 'a+b'])}-${next()}@acme.zendesk.com`,
  'support_address.name': ({ d }) =>
    line(d, 40)
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .trim() || 'Help',
  'support_address.brand': ({ d }, draft) => {
    const brands = [...(draft.get('brand') ?? [])].flatMap(([key, { active }]) => (active === false ? [] : [key]));
    return brands.length === 0 ? undefined : d.pick(brands);
  },
};
