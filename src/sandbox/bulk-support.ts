/** Many schedules, support addresses, memberships and texts in several languages at once; see `bulk.ts`. */

import { nextNumber } from './ids.ts';
import { flag } from './json.ts';
import { seedMember } from './seed/people.ts';
import type { Garden } from './seed/plant.ts';
import { byId, filter, insert, ordered, rows } from './store.ts';

const ZONES = ['UTC', 'Berlin', 'Eastern Time (US & Canada)', 'Tokyo'];

export function makersOfSupport(garden: Garden): Readonly<Record<string, (index: number) => void>> {
  const { store, subdomain } = garden;
  return {
    schedules: (index) =>
      void insert(store, 'schedules', nextNumber(store), {
        name: `Shift ${index + 1}`,
        time_zone: ZONES[index % ZONES.length] ?? 'UTC',
        intervals: [{ start_time: 1440 + 60 * (index % 12), end_time: 1440 + 60 * (index % 12) + 480 }],
      }),
    recipient_addresses: (index) =>
      void insert(store, 'recipient_addresses', nextNumber(store), {
        name: `Mailbox ${index + 1}`,
        email: `mailbox${index + 1}@${subdomain}.zendesk.com`,
        default: false,
        brand_id: filter(store, 'brands', (brand) => flag(brand.default))[0]?.id ?? null,
        forwarding_status: 'verified',
        spf_status: 'verified',
        domain_verification_status: 'verified',
        cname_status: 'verified',
        dns_results: 'verified',
      }),
    dynamic_content_items: (index) => dynamicContent(garden, index),
    group_memberships: () => join(garden),
  };
}

function dynamicContent({ store }: Garden, index: number): void {
  const languages = ordered(store, 'locales', 'id', byId);
  const item = insert(store, 'dynamic_content_items', nextNumber(store), {
    name: `Phrase ${index + 1}`,
    placeholder: `{{dc.phrase_${index + 1}}}`,
    default_locale_id: languages[0]?.id ?? 1,
  });
  for (const [at, locale] of languages.entries()) {
    insert(store, 'dynamic_content_variants', nextNumber(store), {
      item_id: item.id,
      content: `Phrase ${index + 1} in language ${locale.id}`,
      locale_id: locale.id,
      active: true,
      default: at === 0,
      outdated: false,
    });
  }
}

/** The first agent and group that are not together yet. */
function join(garden: Garden): void {
  const { store } = garden;
  const pairs = new Set([...rows(store, 'group_memberships')].map((row) => `${row.user_id} ${row.group_id}`));
  for (const user of filter(store, 'users', (row) => row.role !== 'end-user')) {
    for (const group of filter(store, 'groups', (row) => !flag(row.deleted))) {
      if (pairs.has(`${user.id} ${group.id}`)) continue;
      seedMember(garden, user.id, group.id);
      return;
    }
  }
  throw new Error('Every agent is in every group already: make users or groups too');
}
