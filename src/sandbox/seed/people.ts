/** Users, groups and memberships. */

import type { Attributes, Id, Row } from '../json.ts';
import type { Garden } from './plant.ts';
import { plant } from './plant.ts';

export function seedUser(garden: Garden, name: string, email: string, role: string, more: Attributes = {}): Row {
  const staff = role !== 'end-user';
  return plant(garden, 'users', {
    name,
    email,
    time_zone: 'Eastern Time (US & Canada)',
    iana_time_zone: 'America/New_York',
    phone: null,
    shared_phone_number: null,
    photo: null,
    locale_id: 1,
    locale: 'en-US',
    organization_id: null,
    role,
    verified: true,
    external_id: null,
    tags: [],
    alias: '',
    active: true,
    shared: false,
    shared_agent: false,
    last_login_at: staff ? '2026-10-01T09:12:00Z' : null,
    two_factor_auth_enabled: null,
    signature: null,
    details: '',
    notes: '',
    role_type: null,
    custom_role_id: null,
    moderator: role === 'admin',
    chat_only: false,
    ticket_restriction: staff ? null : 'requested',
    only_private_comments: false,
    restricted_agent: !staff,
    suspended: false,
    default_group_id: null,
    report_csv: role === 'admin',
    user_fields: {},
    ...more,
  });
}

export function seedGroup(garden: Garden, name: string, more: Attributes = {}): Row {
  return plant(garden, 'groups', {
    name,
    description: '',
    default: false,
    deleted: false,
    is_public: true,
    ...more,
  });
}

export function seedMember(garden: Garden, userId: Id, groupId: Id, isDefault = false): void {
  plant(garden, 'group_memberships', { user_id: userId, group_id: groupId, default: isDefault });
}

export function seedOrganization(garden: Garden, name: string, more: Attributes = {}): Row {
  return plant(garden, 'organizations', {
    name,
    shared_tickets: false,
    shared_comments: false,
    external_id: null,
    domain_names: [],
    details: null,
    notes: null,
    group_id: null,
    tags: [],
    organization_fields: {},
    ...more,
  });
}

export function seedBrand(garden: Garden, name: string, subdomain: string, more: Attributes): Row {
  return plant(garden, 'brands', {
    name,
    brand_url: `https://${subdomain}.zendesk.com`,
    subdomain,
    host_mapping: null,
    has_help_center: true,
    help_center_state: 'enabled',
    active: true,
    default: false,
    is_deleted: false,
    logo: null,
    ticket_form_ids: [],
    signature_template: '{{agent.signature}}',
    user_separation: 'account',
    ...more,
  });
}
