/**
 * The words of trigger conditions and actions that every account has.
 * developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/ and …/actions-reference/
 */

import type { Attributes } from '../json.ts';
import type { Store } from '../store.ts';
import * as pick from './choices.ts';
import { ROLES, TIME_ZONES, VIA } from './choices.ts';

export interface Choice {
  readonly value: string;
  readonly title: string;
}

export interface Subject {
  readonly subject: string;
  readonly title: string;
  readonly type: string;
  readonly group: string;
  readonly nullable?: boolean;
  /** Conditions only. */
  readonly operators?: readonly string[];
  readonly choices?: (store: Store) => readonly Choice[];
  /** Decides where listing every choice would be slow, or where the value is no choice but has a form. */
  readonly accepts?: (store: Store, value: string) => boolean;
  /** What definitions tell beside the choices. */
  readonly metadata?: (store: Store) => Attributes;
}

export const OPERATORS: Readonly<Record<string, string>> = {
  is: 'Is',
  is_not: 'Is not',
  less_than: 'Less than',
  greater_than: 'Greater than',
  less_than_equal: 'Less than or equal to',
  greater_than_equal: 'Greater than or equal to',
  includes: 'Contains at least one of the following',
  not_includes: 'Contains none of the following',
  includes_words: 'Contains at least one of the following words',
  not_includes_words: 'Contains none of the following words',
  includes_string: 'Contains the following string',
  not_includes_string: 'Does not contain the following string',
  within_previous_n_days: 'Is within the previous',
  within_next_n_days: 'Is within the next',
  present: 'Present',
  not_present: 'Not present',
  changed: 'Changed',
  value: 'Changed to',
  value_previous: 'Changed from',
  not_changed: 'Not changed',
  not_value: 'Not changed to',
  not_value_previous: 'Not changed from',
  is_business_hours: '(business) Is',
  less_than_business_hours: '(business) Less than',
  greater_than_business_hours: '(business) Greater than',
};

/** Operators that take no value. */
export const TERMINAL = new Set(['changed', 'not_changed', 'present', 'not_present']);

const EQUAL = ['is', 'is_not'];
export const CHANGE = ['changed', 'value', 'value_previous', 'not_changed', 'not_value', 'not_value_previous'];
const COUNT = ['less_than', 'greater_than', 'is'];
const WORDS = ['includes', 'not_includes', 'is', 'is_not'];
export const PRESENCE = ['present', 'not_present'];

function isWhole(_store: Store, value: string): boolean {
  return /^\d+$/.test(value);
}

function count(subject: string, title: string, operators: readonly string[] = COUNT, group = 'ticket'): Subject {
  return { subject, title, type: 'text', group, operators, accepts: isWhole };
}

function yesNo(subject: string, title: string): Subject {
  return { subject, title, type: 'list', group: 'ticket', operators: ['is'], choices: () => pick.YES_NO };
}

export function words(subject: string, title: string): Subject {
  return { subject, title, type: 'text', group: 'ticket', operators: WORDS };
}

const ticket = { type: 'list', group: 'ticket' } as const;
const requester = { type: 'list', group: 'requester' } as const;

export const CONDITIONS: readonly Subject[] = [
  {
    ...ticket,
    subject: 'status',
    title: 'Status',
    operators: [...EQUAL, 'less_than', 'greater_than', ...CHANGE],
    choices: pick.statuses,
  },
  count('number_of_incidents', 'Number of incidents', [...COUNT, 'less_than_equal', 'greater_than_equal']),
  { ...ticket, subject: 'brand_id', title: 'Brand', operators: [...EQUAL, ...CHANGE], choices: pick.brands },
  { ...ticket, subject: 'ticket_form_id', title: 'Form', operators: [...EQUAL, ...CHANGE], choices: pick.forms },
  {
    ...ticket,
    subject: 'type',
    title: 'Type',
    nullable: true,
    operators: [...EQUAL, ...CHANGE],
    choices: () => pick.TYPES,
  },
  {
    ...ticket,
    subject: 'priority',
    title: 'Priority',
    nullable: true,
    operators: [...EQUAL, 'less_than', 'greater_than', ...CHANGE],
    choices: () => pick.PRIORITIES,
  },
  {
    ...ticket,
    subject: 'group_id',
    title: 'Group',
    nullable: true,
    operators: [...EQUAL, ...CHANGE],
    choices: pick.groups,
    accepts: pick.isGroup,
  },
  {
    ...ticket,
    subject: 'assignee_id',
    title: 'Assignee',
    nullable: true,
    operators: [...EQUAL, ...CHANGE],
    choices: (store) => [...pick.named(['requester_id', 'current_user']), ...pick.agents(store)],
    accepts: pick.isUserOr(['requester_id', 'current_user']),
  },
  {
    ...ticket,
    subject: 'requester_id',
    title: 'Requester',
    operators: [...EQUAL, ...CHANGE],
    choices: (store) => [...pick.named(['assignee_id', 'current_user']), ...pick.agents(store)],
    accepts: pick.isUserOr(['assignee_id', 'current_user']),
  },
  {
    ...ticket,
    subject: 'organization_id',
    title: 'Organization',
    nullable: true,
    operators: [...EQUAL, ...CHANGE],
    choices: pick.organizations,
    accepts: pick.isOrganization,
  },
  { ...ticket, subject: 'current_tags', title: 'Tags', type: 'tags', operators: ['includes', 'not_includes'] },
  { ...ticket, subject: 'via_id', title: 'Channel', operators: EQUAL, choices: () => VIA },
  { ...ticket, subject: 'current_via_id', title: 'Update via', operators: EQUAL, choices: () => VIA },
  {
    ...ticket,
    subject: 'recipient',
    title: 'Received at',
    operators: ['is'],
    accepts: (_store, value) => value.includes('@'),
  },
  {
    ...ticket,
    subject: 'update_type',
    title: 'Ticket',
    operators: ['is'],
    choices: () => [
      { value: 'Create', title: 'Is created' },
      { value: 'Change', title: 'Is updated' },
    ],
  },
  words('subject_includes_word', 'Subject text'),
  {
    ...ticket,
    subject: 'ticket_is_public',
    title: 'Privacy',
    operators: ['is'],
    choices: () => [
      { value: 'public', title: 'Ticket has public comments' },
      { value: 'private', title: 'Ticket has no public comments' },
    ],
  },
  { ...ticket, subject: 'comment_is_public', title: 'Comment', operators: ['is'], choices: () => pick.COMMENTS },
  words('comment_includes_word', 'Comment text'),
  count('reopens', 'Reopens'),
  count('replies', 'Agent replies'),
  count('agent_stations', 'Assignee stations'),
  count('group_stations', 'Group stations'),
  yesNo('ticket_due_date', 'Due date'),
  { ...requester, subject: 'requester_role', title: 'Role', operators: EQUAL, choices: () => ROLES },
  { ...requester, subject: 'locale_id', title: 'Language', operators: EQUAL, choices: pick.locales },
  count('requester_twitter_followers_count', 'Number of Twitter followers', COUNT, 'requester'),
  count('requester_twitter_statuses_count', 'Number of tweets', COUNT, 'requester'),
  {
    ...requester,
    subject: 'requester_twitter_verified',
    title: 'Is verified by Twitter',
    operators: ['is'],
    choices: () => [{ value: 'true', title: 'Yes' }],
  },
  { ...requester, subject: 'requester_time_zone', title: 'Time zone', operators: EQUAL, choices: () => TIME_ZONES },
  {
    subject: 'role',
    title: 'Current user',
    type: 'list',
    group: 'other',
    operators: EQUAL,
    choices: (store) => [...pick.named(['agent', 'end_user']), ...pick.agents(store)],
    accepts: pick.isUserOr(['agent', 'end_user']),
  },
];

/** Only where the account has schedules. */
export const SCHEDULE_CONDITIONS: readonly Subject[] = [
  yesNo('in_business_hours', 'Within business hours?'),
  yesNo('on_holiday', 'On a holiday?'),
  { ...ticket, subject: 'schedule_id', title: 'Schedule', operators: EQUAL, choices: pick.schedules },
  { ...ticket, subject: 'within_schedule', title: 'Within (schedule)', operators: ['is'], choices: pick.schedules },
];

/** Only where custom ticket statuses are in use. */
export const STATUS_CONDITION: Subject = {
  ...ticket,
  subject: 'custom_status_id',
  title: 'Ticket status',
  operators: ['includes', 'not_includes', ...CHANGE],
  choices: pick.customStatuses,
};

/** Only where customer satisfaction is on. */
export const SATISFACTION_CONDITION: Subject = {
  ...ticket,
  subject: 'satisfaction_score',
  title: 'Satisfaction',
  operators: [...EQUAL, 'less_than', 'greater_than', ...CHANGE],
  choices: () =>
    pick.named(['good_with_comment', 'good', 'bad_with_comment', 'bad', 'offered', 'unoffered', 'false', 'true']),
};

const notify = { group: 'notifications' } as const;

export const ACTIONS: readonly Subject[] = [
  { ...ticket, subject: 'status', title: 'Status', choices: pick.settableStatuses },
  { ...ticket, subject: 'brand_id', title: 'Brand', choices: pick.brands },
  {
    ...ticket,
    subject: 'ticket_form_id',
    title: 'Form',
    choices: (store) => [...pick.named(['default_ticket_form']), ...pick.forms(store)],
  },
  { ...ticket, subject: 'priority', title: 'Priority', choices: () => pick.PRIORITIES },
  { ...ticket, subject: 'type', title: 'Type', choices: () => pick.TYPES },
  { ...ticket, subject: 'group_id', title: 'Group', nullable: true, choices: pick.groups, accepts: pick.isGroup },
  {
    ...ticket,
    subject: 'assignee_id',
    title: 'Assignee',
    nullable: true,
    choices: (store) => [...pick.named(['current_user', 'requester_id']), ...pick.agents(store)],
    accepts: pick.isUserOr(['current_user', 'requester_id']),
  },
  { ...ticket, subject: 'set_tags', title: 'Set tags', type: 'tags' },
  { ...ticket, subject: 'current_tags', title: 'Add tags', type: 'tags' },
  { ...ticket, subject: 'remove_tags', title: 'Remove tags', type: 'tags' },
  {
    ...ticket,
    subject: 'follower',
    title: 'Add follower',
    choices: (store) => [...pick.named(['current_user']), ...pick.agents(store)],
    accepts: pick.isUserOr(['current_user']),
  },
  {
    ...notify,
    subject: 'notification_user',
    title: 'Email user',
    type: 'email',
    choices: (store) => [...pick.named(pick.RECIPIENTS), ...pick.agents(store)],
    accepts: pick.isUserOr(pick.RECIPIENTS),
  },
  {
    ...notify,
    subject: 'notification_group',
    title: 'Email group',
    type: 'email',
    choices: (store) => [...pick.named(['group_id']), ...pick.groups(store)],
    accepts: (store, value) => value === 'group_id' || pick.isGroup(store, value),
  },
  { ...notify, subject: 'notification_target', title: 'Notify target', type: 'target', choices: pick.targets },
  {
    ...notify,
    subject: 'notification_webhook',
    title: 'Notify active webhook',
    type: 'webhook',
    accepts: pick.isWebhook,
  },
  { ...requester, subject: 'locale_id', title: 'Language', choices: pick.locales },
];

export const SCHEDULE_ACTION: Subject = {
  ...ticket,
  subject: 'set_schedule',
  title: 'Set schedule',
  choices: pick.schedules,
};

export const STATUS_ACTION: Subject = {
  ...ticket,
  subject: 'custom_status_id',
  title: 'Ticket status',
  choices: pick.customStatuses,
};

export const SATISFACTION_ACTION: Subject = {
  ...ticket,
  subject: 'satisfaction_score',
  title: 'Satisfaction',
  choices: () => pick.named(['offered']),
};
