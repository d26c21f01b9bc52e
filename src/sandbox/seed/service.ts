/** What a lived-in account has beside its rules: a mailbox that is not forwarded yet, a text in two languages, a light agent. */

import type { Row } from '../json.ts';
import type { Account } from './account.ts';
import { seedMember, seedUser } from './people.ts';
import type { Garden } from './plant.ts';
import { plant } from './plant.ts';

export function seedService(garden: Garden, account: Account, lightRole: Row | undefined): void {
  const { subdomain } = garden;
  const { brand, group } = account;
  const reader = seedUser(garden, 'Lior Stein', `lior@${subdomain}.example`, 'agent', {
    custom_role_id: lightRole?.id ?? null,
    role_type: 1,
    only_private_comments: true,
    default_group_id: group.id,
  });
  seedMember(garden, reader.id, group.id, true);
  plant(garden, 'recipient_addresses', {
    name: 'Help',
    email: `help@${subdomain}.example`,
    default: false,
    brand_id: brand.id,
    forwarding_status: 'waiting',
    spf_status: 'failed',
    domain_verification_status: 'unknown',
    cname_status: 'unknown',
    dns_results: 'failed',
    domain_verification_code: '5f2c1d7e9ab04c36',
  });
  const item = plant(garden, 'dynamic_content_items', {
    name: 'Greeting',
    placeholder: '{{dc.greeting}}',
    default_locale_id: 1,
  });
  for (const [locale_id, content] of [
    [1, 'Thank you for writing to us.'],
    [8, 'Danke für Ihre Nachricht.'],
  ] as const) {
    plant(garden, 'dynamic_content_variants', {
      item_id: item.id,
      content,
      locale_id,
      outdated: false,
      active: true,
      default: locale_id === 1,
    });
  }
}
