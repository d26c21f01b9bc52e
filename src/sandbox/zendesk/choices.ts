/** The values that rule conditions and actions choose from: fixed lists, and the account's own objects. */

import type { Row } from '../json.ts';
import { flag, list, text } from '../json.ts';
import type { Store } from '../store.ts';
import { byId, find, ordered } from '../store.ts';
import { ZONE_NAMES } from './time-zones.ts';
import type { Choice } from './vocabulary.ts';

export const YES_NO: readonly Choice[] = [
  { value: 'true', title: 'Yes' },
  { value: 'false', title: 'No' },
];
export const TYPES = named(['question', 'incident', 'problem', 'task']);
export const PRIORITIES = named(['low', 'normal', 'high', 'urgent']);
export const COMMENTS: readonly Choice[] = [
  { value: 'true', title: 'Public' },
  { value: 'false', title: 'Private' },
  { value: 'not_relevant', title: 'Present (public or private)' },
  { value: 'requester_can_see_comment', title: 'Present, and requester can see the comment' },
];
export const ROLES: readonly Choice[] = [
  { value: '4', title: 'Agent' },
  { value: '0', title: 'End user' },
  { value: '2', title: 'Administrator' },
];
export const RECIPIENTS = ['current_user', 'requester_and_ccs', 'requester_id', 'assignee_id', 'all_agents'];

/** developer.zendesk.com/documentation/ticketing/reference-guides/via-types/ */
export const VIA: readonly Choice[] = Object.entries({
  0: 'Web form',
  4: 'Email',
  5: 'Web service (API)',
  8: 'Trigger or automation',
  16: 'Get Satisfaction',
  23: 'Twitter like',
  24: 'Forum topic',
  26: 'Twitter direct message',
  27: 'Closed ticket',
  29: 'Chat',
  30: 'Twitter',
  31: 'Ticket sharing',
  33: 'Voicemail',
  34: 'Phone call (incoming)',
  35: 'Phone call (outgoing)',
  38: 'Facebook post',
  41: 'Facebook private message',
  44: 'CTI voicemail',
  45: 'CTI phone call (inbound)',
  46: 'CTI phone call (outbound)',
  48: 'Web widget',
  49: 'Mobile SDK',
  50: 'Help center post',
  54: 'Satisfaction prediction',
  55: 'Channel integrations',
  56: 'Mobile',
  57: 'Text message',
  67: 'Web widget for answers',
  72: 'LINE',
  73: 'WeChat',
  74: 'WhatsApp',
  75: 'Messaging',
  78: 'Facebook Messenger',
  86: 'Instagram Direct',
  88: 'Twitter direct message (messaging)',
}).map(([value, title]) => ({ value, title }));

export const TIME_ZONES: readonly Choice[] = ZONE_NAMES.map((zone) => ({ value: zone, title: zone }));

export function named(values: readonly string[]): readonly Choice[] {
  return values.map((value) => ({ value, title: value.replace(/_/g, ' ') }));
}

function all(store: Store, kind: string, title: string, keep: (row: Row) => boolean = () => true): readonly Choice[] {
  return ordered(store, kind, 'id', byId)
    .filter(keep)
    .map((row) => ({ value: String(row.id), title: text(row[title]) }));
}

function holdInUse(store: Store): boolean {
  for (const field of ordered(store, 'ticket_fields', 'id', byId)) {
    if (field.type === 'status') return field.sub_type_id === 1;
  }
  return false;
}

export function statuses(store: Store): readonly Choice[] {
  return named(['new', 'open', 'pending', ...(holdInUse(store) ? ['hold'] : []), 'solved', 'closed']);
}

export function settableStatuses(store: Store): readonly Choice[] {
  return named(['open', 'pending', ...(holdInUse(store) ? ['hold'] : []), 'solved', 'closed']);
}

export function brands(store: Store): readonly Choice[] {
  return all(store, 'brands', 'name', (row) => !flag(row.is_deleted));
}

export function forms(store: Store): readonly Choice[] {
  return all(store, 'ticket_forms', 'name', (row) => !row.deleted_at);
}

export function groups(store: Store): readonly Choice[] {
  return all(store, 'groups', 'name', (row) => !flag(row.deleted));
}

export function agents(store: Store): readonly Choice[] {
  return all(store, 'users', 'name', (row) => row.role !== 'end-user');
}

export function organizations(store: Store): readonly Choice[] {
  return all(store, 'organizations', 'name');
}

export function schedules(store: Store): readonly Choice[] {
  return all(store, 'schedules', 'name');
}

export function locales(store: Store): readonly Choice[] {
  return all(store, 'locales', 'name');
}

export function targets(store: Store): readonly Choice[] {
  return all(store, 'targets', 'title', (row) => flag(row.active));
}

export function customStatuses(store: Store): readonly Choice[] {
  return all(store, 'custom_statuses', 'agent_label', (row) => flag(row.active));
}

export function isGroup(store: Store, value: string): boolean {
  const group = find(store, 'groups', value);
  return group !== undefined && !flag(group.deleted);
}

export function isOrganization(store: Store, value: string): boolean {
  return find(store, 'organizations', value) !== undefined;
}

export function isUserOr(words: readonly string[]): (store: Store, value: string) => boolean {
  return (store, value) => {
    const user = find(store, 'users', value);
    return words.includes(value) || (user !== undefined && flag(user.active, true));
  };
}

/** Only webhooks made for triggers and automations can be named in one. */
export function isWebhook(store: Store, value: string): boolean {
  const webhook = find(store, 'webhooks', value);
  return webhook !== undefined && list(webhook.subscriptions).includes('conditional_ticket_events');
}
