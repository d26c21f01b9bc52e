/** The account as the simulator of its rules takes it. */

import type { Account } from '../../simulate/index.ts';
import type { Row } from '../json.ts';
import { flag, object } from '../json.ts';
import type { Store } from '../store.ts';
import { byId, find, ordered } from '../store.ts';
import { variantsOf } from './dynamic-content-variants.ts';

export function accountOf(store: Store, subdomain: string): Account {
  const all = (kind: string): readonly Row[] => ordered(store, kind, 'id', byId);
  const holidays = all('holidays');
  return {
    subdomain,
    settings: object(find(store, 'settings', 'account')),
    triggers: all('triggers'),
    trigger_categories: all('trigger_categories'),
    automations: all('automations'),
    macros: all('macros'),
    views: all('views'),
    sla_policies: all('sla_policies'),
    schedules: all('schedules').map((row) => ({
      ...row,
      holidays: holidays.filter((holiday) => holiday.schedule_id === row.id),
    })),
    groups: all('groups').filter((row) => !flag(row.deleted)),
    group_memberships: all('group_memberships'),
    users: all('users'),
    organizations: all('organizations'),
    ticket_fields: all('ticket_fields'),
    ticket_forms: all('ticket_forms'),
    user_fields: all('user_fields'),
    organization_fields: all('organization_fields'),
    brands: all('brands'),
    webhooks: all('webhooks'),
    targets: all('targets'),
    dynamic_content: all('dynamic_content_items').map((item) => ({ ...item, variants: [...variantsOf(store, item)] })),
    locales: all('locales'),
    custom_statuses: all('custom_statuses'),
    recipient_addresses: all('recipient_addresses'),
  };
}
