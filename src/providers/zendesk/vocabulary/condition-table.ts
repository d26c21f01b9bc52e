/** What conditions can be about: one entry a field, for all places that have conditions. */
import { fieldValue, number, plain, ref, several, tags, truth, type ValueCodec, words } from './codec.ts';
import { literal } from './compound.ts';
import {
  CHANGES,
  CONTENT,
  CUSTOM,
  EQUALITY,
  FULL_RANGE,
  HOURS,
  INCLUSION,
  IS,
  type Operators,
  PROFILE,
  RANGE,
} from './operators.ts';
import {
  ASSIGNEE,
  BRAND,
  CHANNEL,
  CUSTOM_STATUS,
  FORM,
  GROUP,
  LOCALE,
  ORGANIZATION,
  PRIORITY,
  REQUESTER,
  SCHEDULE,
  SHARING,
  STATUS,
  TYPE,
  TYPE_NUMBER,
} from './values.ts';

export type Scope =
  | 'trigger'
  | 'automation'
  | 'view'
  | 'sla'
  | 'macro'
  | 'workspace'
  | 'object_trigger'
  | 'lookup'
  | 'skill'
  | 'queue';

export interface ConditionEntry {
  /** The word in the spec. */
  readonly word: string;
  readonly native: string;
  readonly operators: Operators;
  readonly value: ValueCodec;
  readonly scopes: readonly Scope[];
  /** Not under `any`. */
  readonly allOnly?: true;
}

/** Fields that are objects themselves: `ticket_field.K`, `organization_field.K`, `user_field.K` (the requester's). */
export interface FieldFamily {
  readonly prefix: string;
  readonly native: string;
  readonly kind: string;
  /** What follows `native`. A key is turned into an id before a rule is decoded; one that no field has stays as it is. */
  readonly rest: RegExp;
  readonly operators: Operators;
  readonly value: ValueCodec;
  readonly scopes: readonly Scope[];
}

const T = ['trigger'] as const;
/** What the definitions of skills and queues have: how a ticket is, not how it changes. */
const R = ['skill', 'queue'] as const;
const TAV = ['trigger', 'automation', 'view'] as const;
/** A workspace asks what views ask, of the ticket alone. */
const TAVW = ['trigger', 'automation', 'view', 'workspace'] as const;
const TAVSW = ['trigger', 'automation', 'view', 'sla', 'workspace'] as const;
const TS = ['trigger', 'sla'] as const;
const AV = ['automation', 'view'] as const;
const CHANGEABLE = { ...EQUALITY, ...CHANGES } as const;

/** https://developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/ and the definitions endpoints. */
export const CONDITIONS: readonly ConditionEntry[] = [
  {
    word: 'status',
    native: 'status',
    operators: { ...EQUALITY, ...RANGE, ...CHANGES },
    value: STATUS,
    scopes: [...TAVW, 'lookup', 'queue'],
  },
  {
    word: 'custom_status',
    native: 'custom_status_id',
    operators: { ...INCLUSION, ...CHANGEABLE },
    value: several(CUSTOM_STATUS),
    scopes: TAVW,
  },
  { word: 'type', native: 'type', operators: CHANGEABLE, value: TYPE, scopes: [...TAVW, 'lookup', ...R] },
  { word: 'type', native: 'ticket_type_id', operators: EQUALITY, value: TYPE_NUMBER, scopes: ['sla'] },
  {
    word: 'priority',
    native: 'priority',
    operators: { ...EQUALITY, ...RANGE, ...CHANGES },
    value: PRIORITY,
    scopes: [...TAVW, 'lookup', ...R],
  },
  { word: 'group', native: 'group_id', operators: CHANGEABLE, value: GROUP, scopes: [...TAVSW, 'queue'] },
  { word: 'assignee', native: 'assignee_id', operators: CHANGEABLE, value: ASSIGNEE, scopes: TAVSW },
  { word: 'requester', native: 'requester_id', operators: CHANGEABLE, value: REQUESTER, scopes: [...TAVSW, ...R] },
  {
    word: 'organization',
    native: 'organization_id',
    operators: CHANGEABLE,
    value: ORGANIZATION,
    scopes: [...TAVSW, ...R],
  },
  { word: 'brand', native: 'brand_id', operators: CHANGEABLE, value: BRAND, scopes: [...TAVSW, ...R] },
  { word: 'form', native: 'ticket_form_id', operators: CHANGEABLE, value: FORM, scopes: [...TAVSW, ...R] },
  { word: 'tags', native: 'current_tags', operators: INCLUSION, value: tags, scopes: [...TAVSW, 'lookup', 'queue'] },
  { word: 'channel', native: 'via_id', operators: EQUALITY, value: CHANNEL, scopes: [...TAVSW, ...R] },
  { word: 'update_channel', native: 'current_via_id', operators: EQUALITY, value: CHANNEL, scopes: [...TS, ...R] },
  { word: 'integration_account', native: 'via_subtype_id', operators: EQUALITY, value: plain, scopes: TAV },
  { word: 'recipient', native: 'recipient', operators: EQUALITY, value: plain, scopes: [...TAVSW, ...R] },
  {
    word: 'update_type',
    native: 'update_type',
    operators: IS,
    value: words({ create: 'Create', change: 'Change' }),
    scopes: [...T, 'object_trigger'],
  },
  { word: 'subject', native: 'subject_includes_word', operators: CONTENT, value: plain, scopes: [...T, ...R] },
  { word: 'comment_text', native: 'comment_includes_word', operators: CONTENT, value: plain, scopes: [...T, ...R] },
  { word: 'description', native: 'description_includes_word', operators: CONTENT, value: plain, scopes: AV },
  {
    word: 'comment',
    native: 'comment_is_public',
    operators: IS,
    value: words({
      public: 'true',
      private: 'false',
      any: 'not_relevant',
      visible_to_requester: 'requester_can_see_comment',
    }),
    scopes: [...T, ...R],
  },
  {
    word: 'privacy',
    native: 'ticket_is_public',
    operators: IS,
    value: words({ public: 'public', private: 'private' }),
    scopes: ['trigger', 'automation', 'sla', ...R],
  },
  { word: 'reopens', native: 'reopens', operators: { ...IS, ...RANGE }, value: number, scopes: T },
  { word: 'replies', native: 'replies', operators: { ...IS, ...RANGE }, value: number, scopes: T },
  { word: 'assignee_stations', native: 'agent_stations', operators: { ...IS, ...RANGE }, value: number, scopes: T },
  { word: 'group_stations', native: 'group_stations', operators: { ...IS, ...RANGE }, value: number, scopes: T },
  {
    word: 'incidents',
    native: 'number_of_incidents',
    operators: { ...IS, ...FULL_RANGE },
    value: number,
    scopes: [...T, ...R],
  },
  { word: 'in_business_hours', native: 'in_business_hours', operators: IS, value: truth, scopes: T },
  { word: 'on_holiday', native: 'on_holiday', operators: IS, value: truth, scopes: T },
  { word: 'has_due_date', native: 'ticket_due_date', operators: IS, value: truth, scopes: T },
  { word: 'has_attachment', native: 'attachment', operators: IS, value: truth, scopes: T },
  { word: 'schedule', native: 'schedule_id', operators: EQUALITY, value: SCHEDULE, scopes: TAV },
  { word: 'within_schedule', native: 'within_schedule', operators: IS, value: SCHEDULE, scopes: T },
  {
    word: 'satisfaction',
    native: 'satisfaction_score',
    operators: { ...EQUALITY, ...RANGE, ...CHANGES },
    value: words(
      {
        good: 'good',
        bad: 'bad',
        good_with_comment: 'good_with_comment',
        bad_with_comment: 'bad_with_comment',
        offered: 'offered',
        unoffered: 'unoffered',
      },
      { open: true },
    ),
    scopes: TAV,
  },
  { word: 'satisfaction_reason', native: 'satisfaction_reason_code', operators: EQUALITY, value: plain, scopes: TAV },
  {
    word: 'requester_role',
    native: 'requester_role',
    operators: EQUALITY,
    value: words({ end_user: '0', agent: '4', admin: '2' }, { open: true }),
    scopes: [...TS, ...R],
  },
  { word: 'requester_language', native: 'locale_id', operators: EQUALITY, value: LOCALE, scopes: [...TAV, ...R] },
  {
    word: 'requester_time_zone',
    native: 'requester_time_zone',
    operators: EQUALITY,
    value: plain,
    scopes: [...T, ...R],
  },
  {
    word: 'requester_x_followers',
    native: 'requester_twitter_followers_count',
    operators: { ...IS, ...RANGE },
    value: number,
    scopes: T,
  },
  {
    word: 'requester_x_posts',
    native: 'requester_twitter_statuses_count',
    operators: { ...IS, ...RANGE },
    value: number,
    scopes: T,
  },
  { word: 'requester_x_verified', native: 'requester_twitter_verified', operators: IS, value: truth, scopes: T },
  {
    word: 'current_user',
    native: 'role',
    operators: EQUALITY,
    value: ref(['user'], { agent: 'agent', end_user: 'end_user' }),
    scopes: T,
  },
  { word: 'cc', native: 'cc', operators: IS, value: literal, scopes: T },
  { word: 'shared_with', native: 'sent_to', operators: EQUALITY, value: SHARING, scopes: TAV },
  { word: 'shared_from', native: 'received_from', operators: EQUALITY, value: SHARING, scopes: TAV },
  ...hours({
    hours_since_new: 'NEW',
    hours_since_open: 'OPEN',
    hours_since_pending: 'PENDING',
    hours_since_hold: 'HOLD',
    hours_since_solved: 'SOLVED',
    hours_since_closed: 'CLOSED',
    hours_since_assigned: 'assigned_at',
    hours_since_update: 'updated_at',
    hours_since_requester_update: 'requester_updated_at',
    hours_since_assignee_update: 'assignee_updated_at',
    hours_since_due: 'due_at',
    hours_until_due: 'until_due_date',
    hours_since_sla_breach: 'sla_next_breach_at',
    hours_until_sla_breach: 'until_sla_next_breach_at',
  }),
  { word: 'created_at', native: 'exact_created_at', operators: FULL_RANGE, value: plain, scopes: ['sla'] },
];

export const FIELD_ID = /^\d+$/;
/** The keys of a custom object and of its field, which are the field's id. */
export const OBJECT_FIELD = /^\w+\.custom_fields\.[\w:]+$/;
export const FIELD_KEY = /^[A-Za-z0-9]\w*$/;

export const FIELD_FAMILIES: readonly FieldFamily[] = [
  {
    prefix: 'ticket_field.',
    native: 'custom_fields_',
    kind: 'ticket_field',
    rest: FIELD_ID,
    operators: CUSTOM,
    value: fieldValue,
    scopes: [...TAVW, 'lookup', ...R],
  },
  {
    prefix: 'ticket_field.',
    native: 'ticket_fields_',
    kind: 'ticket_field',
    rest: FIELD_ID,
    operators: INCLUSION,
    value: fieldValue,
    scopes: ['sla'],
  },
  {
    prefix: 'organization_field.',
    native: 'organization.custom_fields.',
    kind: 'organization_field',
    rest: FIELD_KEY,
    operators: PROFILE,
    value: fieldValue,
    scopes: ['trigger', 'automation', 'sla', 'workspace', ...R],
  },
  {
    prefix: 'user_field.',
    native: 'requester.custom_fields.',
    kind: 'user_field',
    rest: FIELD_KEY,
    operators: PROFILE,
    value: fieldValue,
    scopes: ['trigger', 'automation', 'sla', 'workspace', ...R],
  },
  {
    prefix: 'object_field.',
    native: 'custom_object.',
    kind: 'custom_object_field',
    rest: OBJECT_FIELD,
    operators: CUSTOM,
    value: fieldValue,
    scopes: ['object_trigger', 'lookup'],
  },
];

function hours(fields: Readonly<Record<string, string>>): readonly ConditionEntry[] {
  return Object.entries(fields).map(([word, native]) => ({
    word,
    native,
    operators: HOURS,
    value: number,
    scopes: AV,
    allOnly: true,
  }));
}
