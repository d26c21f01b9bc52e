/** What a new Zendesk account begins with, as far as rules can meet it: fields, form, brand, group, admin, rules. */
import type { OfflineOptions } from '../../core/provider.ts';
import type { Native } from './binding.ts';

/** The account's first admin, whom nobody mistakes for a person of the client. */
const OWNER = { id: '100', name: 'Account owner', email: 'owner@example.invalid' };
const BRAND = '200';
const GROUP = '300';
const FORM = '400';
const NOTIFICATIONS = '500';

/** https://support.zendesk.com/hc/en-us/articles/4408886739098: system ticket fields, and what they offer. */
const FIELDS: readonly (readonly [type: string, title: string, values: readonly string[]])[] = [
  ['subject', 'Subject', []],
  ['description', 'Description', []],
  ['status', 'Status', ['open', 'pending', 'solved']],
  ['tickettype', 'Type', ['question', 'incident', 'problem', 'task']],
  ['priority', 'Priority', ['low', 'normal', 'high', 'urgent']],
  ['group', 'Group', []],
  ['assignee', 'Assignee', []],
  ['custom_status', 'Ticket status', []],
];

interface FirstRule {
  readonly title: string;
  readonly active: boolean;
  readonly all: readonly (readonly [field: string, operator: string, value: string | null])[];
  /** To whom; the texts are ours. */
  readonly mails: string;
  readonly subject: string;
  readonly body: string;
}

const CREATED = ['update_type', 'is', 'Create'] as const;
const CHANGED = ['update_type', 'is', 'Change'] as const;
const PUBLIC = ['ticket_is_public', 'is', 'public'] as const;
const PUBLIC_COMMENT = ['comment_is_public', 'is', 'true'] as const;
const NOT_BY_ASSIGNEE = ['assignee_id', 'is_not', 'current_user'] as const;

/** https://support.zendesk.com/hc/en-us/articles/4408828984346: the standard triggers, in their order. */
const TRIGGERS: readonly FirstRule[] = [
  {
    title: 'Notify requester and CCs of received request',
    active: true,
    all: [CREATED, ['status', 'is_not', 'solved'], PUBLIC, PUBLIC_COMMENT, ['role', 'is', 'end_user']],
    mails: 'requester_and_ccs',
    subject: 'Request received: {{ticket.title}}',
    body: 'Your request ({{ticket.id}}) has been received.',
  },
  {
    title: 'Notify requester of new proactive ticket',
    active: true,
    all: [CREATED, PUBLIC, PUBLIC_COMMENT, ['role', 'is', 'agent']],
    mails: 'requester_id',
    subject: '{{ticket.title}}',
    body: '{{ticket.latest_public_comment}}',
  },
  {
    title: 'Notify requester and CCs of comment update',
    active: true,
    all: [CHANGED, PUBLIC, PUBLIC_COMMENT],
    mails: 'requester_and_ccs',
    subject: 'Re: {{ticket.title}}',
    body: '{{ticket.latest_public_comment}}',
  },
  {
    title: 'Notify assignee of comment update',
    active: true,
    all: [
      ['comment_is_public', 'is', 'not_relevant'],
      NOT_BY_ASSIGNEE,
      ['assignee_id', 'is_not', 'requester_id'],
      CHANGED,
    ],
    mails: 'assignee_id',
    subject: 'Re: {{ticket.title}}',
    body: 'Ticket {{ticket.id}} has a new comment.',
  },
  {
    title: 'Notify assignee of assignment',
    active: true,
    all: [['assignee_id', 'changed', null], NOT_BY_ASSIGNEE],
    mails: 'assignee_id',
    subject: 'Assigned: {{ticket.title}}',
    body: 'Ticket {{ticket.id}} is yours.',
  },
  {
    title: 'Notify assignee of reopened ticket',
    active: true,
    all: [NOT_BY_ASSIGNEE, ['status', 'value_previous', 'solved'], ['status', 'is_not', 'closed']],
    mails: 'assignee_id',
    subject: 'Reopened: {{ticket.title}}',
    body: 'Ticket {{ticket.id}} is open again.',
  },
  {
    title: 'Notify group of assignment',
    active: true,
    all: [
      ['group_id', 'changed', null],
      ['group_id', 'is_not', ''],
      ['assignee_id', 'is', ''],
    ],
    mails: 'group_id',
    subject: 'Assigned to your group: {{ticket.title}}',
    body: 'Ticket {{ticket.id}} came to your group.',
  },
  {
    title: 'Notify all agents of received request',
    active: true,
    all: [CREATED],
    mails: 'all_agents',
    subject: '{{ticket.title}}',
    body: 'Ticket {{ticket.id}} came in.',
  },
];

/** The platform's objects of a new account by the name of the kind. */
export function newAccount({ subdomain, name, languages }: OfflineOptions): ReadonlyMap<string, readonly Native[]> {
  const fields = FIELDS.map(([type, title, values], index) => ({
    id: String(600 + index),
    type,
    title,
    raw_title: title,
    active: true,
    position: index + 1,
    removable: false,
    ...(values.length === 0 ? {} : { system_field_options: values.map((value) => ({ name: value, value })) }),
  }));
  const brand = {
    id: BRAND,
    name,
    subdomain,
    brand_url: `https://${subdomain}.zendesk.com`,
    active: true,
    default: true,
  };
  const form = {
    id: FORM,
    name: 'Default Ticket Form',
    raw_name: 'Default Ticket Form',
    active: true,
    default: true,
    position: 1,
    in_all_brands: true,
    ticket_field_ids: fields.map((field) => field.id),
    agent_conditions: [],
    end_user_conditions: [],
  };
  return new Map<string, readonly Native[]>([
    [
      'locale',
      languages.map((locale, index) => ({ id: String(index + 1), locale, name: locale, default: index === 0 })),
    ],
    ['brand', [brand]],
    ['group', [{ id: GROUP, name: 'Support', description: '', default: true, is_public: true, deleted: false }]],
    ['user', [{ ...OWNER, role: 'admin', active: true, locale_id: 1, tags: [], user_fields: {} }]],
    ['group_membership', [{ id: '700', user_id: OWNER.id, group_id: GROUP, default: true }]],
    ['ticket_field', fields],
    ['ticket_form', [form]],
    ['trigger_category', [{ id: NOTIFICATIONS, name: 'Notifications', position: 1 }]],
    ['trigger', TRIGGERS.map(firstTrigger)],
    // https://support.zendesk.com/hc/en-us/articles/4408835051546: it can be edited, and not be switched off.
    ['automation', [CLOSE]],
    [
      'support_address',
      [{ id: '1000', email: `support@${subdomain}.zendesk.com`, name, brand_id: BRAND, default: true }],
    ],
  ]);
}

const CLOSE: Native = {
  id: '900',
  title: 'Close ticket 4 days after status is set to solved',
  raw_title: 'Close ticket 4 days after status is set to solved',
  active: true,
  position: 1,
  conditions: {
    all: [
      { field: 'status', operator: 'is', value: 'solved' },
      { field: 'SOLVED', operator: 'greater_than', value: '96' },
    ],
    any: [],
  },
  actions: [{ field: 'status', value: 'closed' }],
};

function firstTrigger({ title, active, all, mails, subject, body }: FirstRule, index: number): Native {
  const field = mails === 'group_id' ? 'notification_group' : 'notification_user';
  return {
    id: String(800 + index),
    title,
    raw_title: title,
    active,
    position: index + 1,
    category_id: NOTIFICATIONS,
    conditions: { all: all.map(([name, operator, value]) => ({ field: name, operator, value })), any: [] },
    actions: [{ field, value: [mails, subject, body] }],
  };
}
