/** An account that has been lived in: two brands, people, roles, custom fields, rules and policies of its own. */

import { nextNumber, nextSecret, nextUlid } from '../ids.ts';
import type { Attributes, Json, Row } from '../json.ts';
import { list } from '../json.ts';
import { filter, find, patch } from '../store.ts';
import { NEW_CONFIGURATION } from '../zendesk/role-configuration.ts';
import type { Account } from './account.ts';
import { seedTarget } from './account.ts';
import { seedDesk } from './desk.ts';
import { CUSTOM_STATUS, seedForm, seedSystemField } from './fields.ts';
import { seedBrand, seedGroup, seedMember, seedOrganization, seedUser } from './people.ts';
import type { Garden } from './plant.ts';
import { BORN, plant, titled } from './plant.ts';
import { seedPersonalRules, seedTrigger, when } from './rules.ts';
import { seedService } from './service.ts';

export function seedEnterprise(garden: Garden, account: Account): Row {
  const { subdomain, company } = garden;
  const outlet = seedBrand(garden, `${company} Outlet`, `${subdomain}-outlet`, { ticket_form_ids: [account.form.id] });
  // A third brand never had its help center switched on.
  seedBrand(garden, `${company} Labs`, `${subdomain}-labs`, { has_help_center: false, help_center_state: 'disabled' });
  const roles = seedRoles(garden);
  const [staff, lead] = roles;
  const billing = seedGroup(garden, 'Billing', { description: 'Invoices, refunds and plan changes' });
  const escalations = seedGroup(garden, 'Escalations', { is_public: false });
  seedGroup(garden, 'Night shift', { deleted: true });
  const admin = seedUser(garden, 'Ada Lindqvist', `ada@${subdomain}.example`, 'admin');
  const people: [string, string, Row, Row | undefined][] = [
    ['Bo Tanaka', 'bo', billing, staff],
    ['Carmen Ruiz', 'carmen', billing, lead],
    ['Dewi Hartono', 'dewi', escalations, staff],
  ];
  seedMember(garden, admin.id, account.group.id, true);
  for (const [name, mailbox, group, role] of people) {
    const user = seedUser(garden, name, `${mailbox}@${subdomain}.example`, 'agent', {
      custom_role_id: role?.id ?? null,
      default_group_id: group.id,
    });
    seedMember(garden, user.id, group.id, true);
  }
  seedFieldsOfPeople(garden);
  seedOrganization(garden, 'Northwind Traders', { domain_names: ['northwind.example'], tags: ['enterprise'] });
  const fabrikam = seedOrganization(garden, 'Fabrikam', { external_id: 'FAB-1', tags: ['business'] });
  seedUser(garden, 'Frida Fabrikant', 'frida@fabrikam.example', 'end-user', { organization_id: fabrikam.id });
  seedTicketFields(garden, account, billing);
  seedSchedules(garden);
  seedPolicies(garden);
  seedTarget(garden, 'Warehouse mailbox', `warehouse@${subdomain}.example`);
  seedWebhook(garden, account.owner);
  seedPersonalRules(garden, account.agent);
  seedService(garden, account, roles[3]);
  seedDesk(garden);
  return outlet;
}

function seedRoles(garden: Garden): readonly Row[] {
  const roles: [string, string, number, Attributes][] = [
    ['Staff', 'Answers tickets', 0, {}],
    ['Team lead', 'Answers tickets and keeps views and macros', 0, { macro_access: 'full', view_access: 'full' }],
    ['Advisor', 'Keeps rules and channels', 0, { manage_business_rules: true, manage_ticket_fields: true }],
    ['Light agent', 'Reads and comments privately', 1, { light_agent: true, ticket_comment_access: 'none' }],
    ['Contributor', 'Comments privately', 3, { ticket_comment_access: 'none' }],
    ['Administrator', 'Manages the account', 4, { group_access: true, manage_business_rules: true }],
    ['Billing admin', 'Manages the subscription', 5, {}],
  ];
  return roles.map(([name, description, role_type, more]) =>
    plant(garden, 'custom_roles', {
      name,
      description,
      role_type,
      team_member_count: 0,
      configuration: { ...NEW_CONFIGURATION, ...more },
    }),
  );
}

function seedFieldsOfPeople(garden: Garden): void {
  const common = { raw_description: '', description: '', active: true, system: false, regexp_for_validation: null };
  const option = (name: string, value: string) => ({ id: nextNumber(garden.store), name, raw_name: name, value });
  plant(garden, 'organization_fields', {
    ...common,
    ...titled('Customer tier'),
    key: 'customer_tier',
    type: 'dropdown',
    position: 0,
    custom_field_options: [option('Enterprise', 'tier_enterprise'), option('Business', 'tier_business')],
  });
  plant(garden, 'organization_fields', {
    ...common,
    ...titled('Renewal date'),
    key: 'renewal_date',
    type: 'date',
    position: 1,
  });
  // Keys keep their case here and lose it in rule conditions.
  plant(garden, 'user_fields', { ...common, ...titled('Nickname'), key: 'Nickname', type: 'text', position: 0 });
  plant(garden, 'user_fields', {
    ...common,
    ...titled('Beta tester'),
    key: 'beta_tester',
    type: 'checkbox',
    tag: 'beta_tester',
    position: 1,
  });
}

function custom(title: string, type: string, position: number, more: Attributes = {}): Attributes {
  return {
    type,
    ...titled(title),
    description: '',
    raw_description: '',
    position,
    active: true,
    required: false,
    collapsed_for_agents: false,
    regexp_for_validation: null,
    title_in_portal: title,
    raw_title_in_portal: title,
    visible_in_portal: false,
    editable_in_portal: false,
    required_in_portal: false,
    tag: null,
    removable: true,
    key: null,
    agent_description: null,
    agent_can_edit: true,
    ...more,
  };
}

function seedTicketFields(garden: Garden, account: Account, billing: Row): void {
  const { store } = garden;
  const options = (items: readonly [string, string][]): Json[] =>
    items.map(([name, value]) => ({ id: nextNumber(store), name, raw_name: name, value, default: false }));
  seedSystemField(garden, CUSTOM_STATUS, 8);
  const product = plant(
    garden,
    'ticket_fields',
    custom('Product', 'tagger', 9, {
      visible_in_portal: true,
      editable_in_portal: true,
      custom_field_options: options([
        ['Kettle', 'product_kettle'],
        ['Toaster', 'product_toaster'],
        ['Toaster::Spare parts', 'product_toaster_parts'],
      ]),
    }),
  );
  const refund = plant(garden, 'ticket_fields', custom('Refund wanted', 'checkbox', 10, { tag: 'refund_wanted' }));
  plant(garden, 'ticket_fields', custom('Order number', 'regexp', 11, { regexp_for_validation: '^[0-9]{6}$' }));
  plant(garden, 'ticket_fields', custom('Old channel', 'text', 12, { active: false }));
  const form = find(store, 'ticket_forms', account.form.id);
  if (form) {
    const ids = [...list(form.ticket_field_ids), product.id, refund.id];
    const condition = {
      parent_field_id: product.id,
      value: 'product_kettle',
      child_fields: [{ id: refund.id, is_required: false }],
    };
    patch(store, 'ticket_forms', form, { ticket_field_ids: ids, end_user_conditions: [condition], updated_at: BORN });
  }
  seedForm(garden, 'Returns', [...account.fields.slice(0, 3), product], { position: 2, active: true });
  const category = plant(garden, 'trigger_categories', { name: 'Routing', position: 2 }, '30401112000002');
  seedTrigger(
    garden,
    category,
    'Send refunds to billing',
    1,
    [when('update_type', 'is', 'Create'), when(`custom_fields_${refund.id}`, 'is', 'true')],
    [{ field: 'group_id', value: String(billing.id) }],
    { description: 'Made by Ada' },
  );
  // Two rules share a place, as happens after moves by hand.
  seedTrigger(
    garden,
    category,
    'Tag spare parts',
    1,
    [when(`custom_fields_${product.id}`, 'is', 'product_toaster_parts')],
    [{ field: 'current_tags', value: 'spare_parts' }],
  );
}

function seedSchedules(garden: Garden): void {
  const day = 24 * 60;
  const intervals = (open: number, close: number): Json[] =>
    [1, 2, 3, 4, 5].map((weekday) => ({ start_time: weekday * day + open * 60, end_time: weekday * day + close * 60 }));
  const office = plant(garden, 'schedules', {
    name: 'Office hours',
    time_zone: 'Eastern Time (US & Canada)',
    intervals: intervals(9, 17),
  });
  const first = { start_date: '2027-01-01', end_date: '2027-01-01' };
  plant(garden, 'holidays', { schedule_id: office.id, name: 'New Year', ...first });
  plant(garden, 'schedules', { name: 'Berlin', time_zone: 'Berlin', intervals: intervals(8, 18) });
}

function seedPolicies(garden: Garden): void {
  const target = (priority: string, metric: string, minutes: number) => ({
    priority,
    metric,
    target: minutes,
    target_in_seconds: minutes * 60,
    business_hours: priority !== 'urgent',
  });
  const policies: [string, string][] = [
    ['Enterprise customers', 'enterprise'],
    ['Everybody else', 'everybody'],
  ];
  for (const [index, [title, name]] of policies.entries()) {
    const [organization] = filter(garden.store, 'organizations', (row) => row.name === 'Northwind Traders');
    const all = name === 'enterprise' && organization ? [when('organization_id', 'is', String(organization.id))] : [];
    plant(garden, 'sla_policies', {
      title,
      description: '',
      position: index + 1,
      filter: { all, any: [] },
      policy_metrics: [
        target('urgent', 'first_reply_time', 60),
        target('high', 'first_reply_time', 240),
        target('urgent', 'total_resolution_time', 480),
      ],
      metric_settings: { first_reply_time: { activate_on_ticket_created_for_end_user: false } },
    });
  }
}

function seedWebhook(garden: Garden, owner: Row): void {
  plant(
    garden,
    'webhooks',
    {
      name: 'Warehouse events',
      description: 'Tells the warehouse about returns',
      endpoint: 'https://warehouse.example/hooks/returns',
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['conditional_ticket_events'],
      authentication: { type: 'bearer_token', add_position: 'header', data: { token: nextSecret(garden.store) } },
      signing_secret: nextSecret(garden.store),
      created_by: String(owner.id),
      updated_by: String(owner.id),
    },
    nextUlid(garden.store),
  );
}
