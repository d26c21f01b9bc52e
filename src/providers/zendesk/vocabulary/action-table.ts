/** What rules can do: attributes that `set` takes, and actions of their own. */
import { fieldValue, plain, ref, tags, template, type ValueCodec, words } from './codec.ts';
import { body, literal, prefixed, tuple, usually } from './compound.ts';
import { FIELD_ID, FIELD_KEY, OBJECT_FIELD, type Scope } from './condition-table.ts';
import { richText } from './rich-text.ts';
import { ASSIGNEE, BRAND, CUSTOM_STATUS, GROUP, LOCALE, PRIORITY, SCHEDULE, SHARING, STATUS, TYPE } from './values.ts';

export interface ActionEntry {
  /** `status` for `{set: {status: …}}`, `add_tags` for an action of its own. */
  readonly word: string;
  readonly native: string;
  readonly value: ValueCodec;
  readonly scopes: readonly Scope[];
}

const T = ['trigger'] as const;
const TA = ['trigger', 'automation'] as const;
const TAO = ['trigger', 'automation', 'object_trigger'] as const;
const TM = ['trigger', 'macro'] as const;
const M = ['macro'] as const;
const TAM = ['trigger', 'automation', 'macro'] as const;

const RECIPIENT = ref(['user'], {
  requester: 'requester_id',
  requester_and_ccs: 'requester_and_ccs',
  assignee: 'assignee_id',
  current_user: 'current_user',
  all_agents: 'all_agents',
});
const GROUP_RECIPIENT = ref(['group'], { assigned_group: 'group_id' });
const FOLLOWER = ref(['user'], { current_user: 'current_user' });
/** Webhook ids are ULIDs. */
const WEBHOOK = ref(['webhook'], {}, /^[0-9A-Za-z]+$/);

const PHONE = ref(['phone_number']);
/** Who is asked in a side conversation that is a ticket: a group of agents. */
const ASSIGNABLE = prefixed('SupportAssignable:support_assignable/group/', ref(['group']));
const CONTENT = words({ html: 'text/html', plain: 'text/plain' });

/** Attributes of `{set: {ATTRIBUTE: VALUE}}`. */
export const SETTABLE: readonly ActionEntry[] = [
  { word: 'status', native: 'status', value: STATUS, scopes: TAM },
  { word: 'custom_status', native: 'custom_status_id', value: CUSTOM_STATUS, scopes: TAM },
  { word: 'type', native: 'type', value: TYPE, scopes: TAM },
  { word: 'priority', native: 'priority', value: PRIORITY, scopes: TAM },
  { word: 'group', native: 'group_id', value: GROUP, scopes: TAM },
  { word: 'assignee', native: 'assignee_id', value: ASSIGNEE, scopes: TAM },
  { word: 'brand', native: 'brand_id', value: BRAND, scopes: TAM },
  {
    word: 'form',
    native: 'ticket_form_id',
    value: ref(['ticket_form'], { default: 'default_ticket_form' }),
    scopes: TAM,
  },
  { word: 'requester_language', native: 'locale_id', value: LOCALE, scopes: TA },
  { word: 'schedule', native: 'set_schedule', value: SCHEDULE, scopes: T },
  {
    word: 'satisfaction',
    native: 'satisfaction_score',
    value: words({ offered: 'offered' }, { open: true }),
    scopes: TA,
  },
  { word: 'subject', native: 'subject', value: template, scopes: TM },
  {
    word: 'comment_mode',
    native: 'comment_mode_is_public',
    value: words({ public: 'true', private: 'false' }),
    scopes: M,
  },
];

/** `{WORD: VALUE}`. https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/ */
export const ACTIONS: readonly ActionEntry[] = [
  { word: 'add_tags', native: 'current_tags', value: tags, scopes: TAM },
  { word: 'remove_tags', native: 'remove_tags', value: tags, scopes: TAM },
  { word: 'set_tags', native: 'set_tags', value: tags, scopes: TAM },
  { word: 'add_follower', native: 'follower', value: FOLLOWER, scopes: TAM },
  { word: 'add_cc', native: 'cc', value: FOLLOWER, scopes: TAM },
  { word: 'notify_user', native: 'notification_user', value: mail(RECIPIENT, 'to'), scopes: TAO },
  { word: 'notify_group', native: 'notification_group', value: mail(GROUP_RECIPIENT, 'group'), scopes: TAO },
  { word: 'notify_webhook', native: 'notification_webhook', value: tuple({ webhook: WEBHOOK, body }), scopes: TAO },
  {
    word: 'notify_target',
    native: 'notification_target',
    value: tuple({ target: ref(['target']), message: body }),
    scopes: TA,
  },
  {
    word: 'notify_app',
    native: 'notification_zis',
    value: usually({ app: plain, workspace: plain, channel: template, title: template, body: template }),
    scopes: TA,
  },
  {
    word: 'sms_user',
    native: 'notification_sms_user',
    value: tuple({ to: RECIPIENT, from: PHONE, body: template }),
    scopes: TA,
  },
  {
    word: 'sms_group',
    native: 'notification_sms_group',
    value: tuple({ group: GROUP_RECIPIENT, from: PHONE, body: template }),
    scopes: TA,
  },
  { word: 'post_to_requester_on_x', native: 'tweet_requester', value: template, scopes: TA },
  { word: 'suggest_articles', native: 'deflection', value: literal, scopes: T },
  { word: 'share_with', native: 'share_ticket', value: SHARING, scopes: TAM },
  { word: 'add_skills', native: 'add_skills', value: literal, scopes: T },
  { word: 'set_skills', native: 'set_skills', value: literal, scopes: T },
  {
    word: 'side_conversation',
    native: 'side_conversation',
    value: usually({ subject: template, body: template, to: template, format: CONTENT }),
    scopes: TM,
  },
  {
    word: 'side_conversation_ticket',
    native: 'side_conversation_ticket',
    value: usually({ subject: template, body: template, group: ASSIGNABLE, format: CONTENT }),
    scopes: TM,
  },
  {
    word: 'side_conversation_slack',
    native: 'side_conversation_slack',
    value: usually({ body: template, channel: template, format: CONTENT }),
    scopes: TM,
  },
  { word: 'side_conversation_teams', native: 'side_conversation_teams', value: literal, scopes: TM },
  { word: 'comment', native: 'comment_value', value: literal, scopes: M },
  { word: 'comment_html', native: 'comment_value_html', value: richText, scopes: M },
];

export interface SettableFamily {
  readonly prefix: string;
  readonly native: string;
  readonly kind: string;
  readonly rest: RegExp;
  readonly value: ValueCodec;
  readonly scopes: readonly Scope[];
}

export const SETTABLE_FAMILIES: readonly SettableFamily[] = [
  {
    prefix: 'ticket_field.',
    native: 'custom_fields_',
    kind: 'ticket_field',
    rest: FIELD_ID,
    value: fieldValue,
    scopes: TAM,
  },
  {
    prefix: 'organization_field.',
    native: 'organization.custom_fields.',
    kind: 'organization_field',
    rest: FIELD_KEY,
    value: fieldValue,
    scopes: TA,
  },
  {
    prefix: 'user_field.',
    native: 'requester.custom_fields.',
    kind: 'user_field',
    rest: FIELD_KEY,
    value: fieldValue,
    scopes: TA,
  },
  {
    prefix: 'object_field.',
    native: 'custom_object.',
    kind: 'custom_object_field',
    rest: OBJECT_FIELD,
    value: fieldValue,
    scopes: ['object_trigger'],
  },
];

function mail(to: ValueCodec, name: string): ValueCodec {
  return tuple({ [name]: to, subject: template, body: template });
}
