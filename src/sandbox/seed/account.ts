/** What every new account contains, whatever its plan. */

import type { Profile } from '../features.ts';
import type { Row } from '../json.ts';
import { patch } from '../store.ts';
import { STATUS_CATEGORIES, systemWording } from '../zendesk/status-wordings.ts';
import { seedFields, seedForm } from './fields.ts';
import { seedBrand, seedGroup, seedMember, seedOrganization, seedUser } from './people.ts';
import type { Garden } from './plant.ts';
import { plant } from './plant.ts';
import { seedAutomations, seedMacros, seedTriggers, seedViews } from './rules.ts';
import { seedSecurity } from './security.ts';
import { seedSettings } from './settings.ts';

export interface Account {
  readonly brand: Row;
  readonly owner: Row;
  readonly agent: Row;
  readonly group: Row;
  readonly form: Row;
  readonly notifications: Row;
  readonly fields: readonly Row[];
}

const LOCALES = [
  { id: 1, locale: 'en-US', name: 'English (United States)', presentation_name: 'English (United States)' },
  { id: 8, locale: 'de', name: 'Deutsch', presentation_name: 'German - Deutsch' },
] as const;

export function seedAccount(garden: Garden, profile: Profile): Account {
  const { store, subdomain, company } = garden;
  const locales = profile === 'enterprise' ? LOCALES : LOCALES.slice(0, 1);
  for (const { id, ...locale } of locales) {
    plant(garden, 'locales', { ...locale, native_name: locale.name, rtl: false, default: id === 1 }, id);
  }
  const owner = seedUser(garden, 'Olive Ownby', `owner@${subdomain}.example`, 'admin');
  const agent = seedUser(garden, 'Arun Agarwal', `agent@${subdomain}.example`, 'agent');
  const organization = seedOrganization(garden, company);
  const sample = `sample@${subdomain}.example`;
  seedUser(garden, 'Sample customer', sample, 'end-user', { organization_id: organization.id, verified: false });
  const group = seedGroup(garden, 'Support', { default: true });
  for (const member of [owner, agent]) {
    seedMember(garden, member.id, group.id, true);
    patch(store, 'users', member, { default_group_id: group.id, updated_at: member.updated_at ?? null });
  }
  const fields = seedFields(garden);
  const byType = (types: readonly string[]) =>
    types.flatMap((type) => fields.find((field) => field.type === type) ?? []);
  const order = ['subject', 'description', 'status', 'tickettype', 'priority', 'group', 'assignee'];
  const form = seedForm(garden, 'Default Ticket Form', byType(order), { default: true });
  const brand = seedBrand(garden, company, subdomain, { default: true, ticket_form_ids: [form.id] });
  seedSettings(garden, profile, brand.id, owner.id);
  plant(garden, 'recipient_addresses', {
    name: company,
    email: `support@${subdomain}.zendesk.com`,
    default: true,
    brand_id: brand.id,
    forwarding_status: 'verified',
    spf_status: 'verified',
    domain_verification_status: 'verified',
    cname_status: 'verified',
    dns_results: 'verified',
  });
  seedSecurity(garden, profile);
  seedStatuses(garden);
  const notifications = seedTriggers(garden);
  seedAutomations(garden);
  seedViews(garden);
  seedMacros(garden);
  return { brand, owner, agent, group, form, notifications, fields };
}

function seedStatuses(garden: Garden): void {
  for (const category of STATUS_CATEGORIES) {
    const wording = (name: string, raw: string) => ({ [name]: systemWording(raw) ?? raw, [`raw_${name}`]: raw });
    plant(garden, 'custom_statuses', {
      status_category: category,
      ...wording('agent_label', `{{zd.status_${category}}}`),
      ...wording('end_user_label', `{{zd.status_end_user_${category}}}`),
      ...wording('description', `{{zd.status_${category}_description}}`),
      ...wording('end_user_description', ''),
      active: category !== 'hold',
      default: true,
    });
  }
}

export function seedTarget(garden: Garden, title: string, email: string): Row {
  return plant(garden, 'targets', {
    title,
    type: 'email_target',
    email,
    subject: 'Ticket {{ticket.id}}',
    active: true,
  });
}
