/** Brands that can be: addresses that nobody else has. */
import { line } from '../dice.ts';
import type { Hint } from '../making.ts';

export const brandHints: Readonly<Record<string, Hint>> = {
  'brand.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'brand.subdomain': ({ d, next }) => `${d.pick(['acme', '0', 'b-c'])}-${next()}`,
  // Random specs have no files beside them.
  'brand.logo': () => undefined,
  'brand.host_mapping': ({ next }) => `help${next()}.acme.example`,
};
