/** The rules that a new account begins with: triggers, automations, views, macros. */

import type { Attributes, Json, Row } from '../json.ts';
import type { Garden } from './plant.ts';
import { plant, titled } from './plant.ts';

export function when(field: string, operator: string, value: Json): Attributes {
  return { field, operator, value };
}

function email(to: string, subject: string, body: string): Attributes[] {
  return [{ field: to === 'group_id' ? 'notification_group' : 'notification_user', value: [to, subject, body] }];
}

const CREATED = when('update_type', 'is', 'Create');
const CHANGED = when('update_type', 'is', 'Change');
const PUBLIC = when('ticket_is_public', 'is', 'public');
const COMMENT = when('comment_is_public', 'is', 'true');
const ANY_COMMENT = when('comment_is_public', 'is', 'not_relevant');
const NOT_SOLVED = when('status', 'is_not', 'solved');
const BY_AGENT = when('role', 'is', 'agent');
const BY_CUSTOMER = when('role', 'is', 'end_user');

/** Titles are the platform's; the texts of the mails are ours. */
const TRIGGERS: readonly { title: string; all: Attributes[]; actions: Attributes[]; active?: boolean }[] = [
  {
    title: 'Auto-assign to first email responding agent',
    active: false,
    all: [CHANGED, when('assignee_id', 'is', ''), BY_AGENT, COMMENT, when('current_via_id', 'is', '4')],
    actions: [{ field: 'assignee_id', value: 'current_user' }],
  },
  {
    title: 'Notify requester and CCs of received request',
    all: [CREATED, NOT_SOLVED, PUBLIC, COMMENT, BY_CUSTOMER],
    actions: email(
      'requester_and_ccs',
      '[Request received]',
      'We have your request ({{ticket.id}}) and will look into it.\n\n{{ticket.comments_formatted}}',
    ),
  },
  {
    title: 'Notify requester of new proactive ticket',
    all: [CREATED, PUBLIC, COMMENT, BY_AGENT],
    actions: email('requester_id', '{{ticket.title}}', 'We opened a ticket for you.\n\n{{ticket.comments_formatted}}'),
  },
  {
    title: 'Notify requester and CCs of comment update',
    all: [CHANGED, PUBLIC, COMMENT],
    actions: email(
      'requester_and_ccs',
      '[{{ticket.account}}] Re: {{ticket.title}}',
      'There is an update to your request ({{ticket.id}}).\n\n{{ticket.comments_formatted}}',
    ),
  },
  {
    title: 'Notify assignee of comment update',
    all: [
      ANY_COMMENT,
      when('assignee_id', 'is_not', 'current_user'),
      when('assignee_id', 'is_not', 'requester_id'),
      CHANGED,
    ],
    actions: email(
      'assignee_id',
      '[{{ticket.account}}] Re: {{ticket.title}}',
      'Ticket {{ticket.id}} has a new comment.',
    ),
  },
  {
    title: 'Notify assignee of assignment',
    all: [when('assignee_id', 'changed', null), when('assignee_id', 'is_not', 'current_user')],
    actions: email(
      'assignee_id',
      '[{{ticket.account}}] Assignment: {{ticket.title}}',
      'Ticket {{ticket.id}} is now yours.',
    ),
  },
  {
    title: 'Notify assignee of reopened ticket',
    all: [
      when('assignee_id', 'is_not', 'current_user'),
      when('status', 'value_previous', 'solved'),
      when('status', 'is_not', 'closed'),
    ],
    actions: email(
      'assignee_id',
      '[{{ticket.account}}] Re: {{ticket.title}}',
      'Ticket {{ticket.id}} was opened again.',
    ),
  },
  {
    title: 'Notify group of assignment',
    all: [when('group_id', 'changed', null), when('group_id', 'is_not', ''), when('assignee_id', 'is', '')],
    actions: email(
      'group_id',
      '[{{ticket.account}}] Assignment: {{ticket.title}}',
      'Ticket {{ticket.id}} came to your group.',
    ),
  },
  {
    title: 'Notify all agents of received request',
    all: [CREATED],
    actions: email(
      'all_agents',
      '[{{ticket.account}}] {{ticket.title}}',
      'Ticket {{ticket.id}} arrived.\n\n{{ticket.link}}',
    ),
  },
];

export function seedTriggers(garden: Garden): Row {
  const category = plant(garden, 'trigger_categories', { name: 'Notifications', position: 1 }, '30401112000001');
  for (const [index, { title, all, actions, active }] of TRIGGERS.entries()) {
    seedTrigger(garden, category, title, index + 1, all, actions, { active: active ?? true, default: true });
  }
  return category;
}

export function seedTrigger(
  garden: Garden,
  category: Row,
  title: string,
  position: number,
  all: Attributes[],
  actions: Attributes[],
  more: Attributes = {},
): Row {
  return plant(garden, 'triggers', {
    ...titled(title),
    description: null,
    active: true,
    position,
    category_id: String(category.id),
    conditions: { all, any: [] },
    actions,
    default: false,
    ...more,
  });
}

export function seedAutomations(garden: Garden): void {
  const reminder = email(
    'requester_and_ccs',
    '[{{ticket.account}}] Waiting: {{ticket.title}}',
    'We wait for your answer.',
  );
  const items = [
    {
      ...titled('Close ticket 4 days after status is set to solved'),
      active: true,
      conditions: { all: [when('status', 'is', 'solved'), when('SOLVED', 'greater_than', '96')], any: [] },
      actions: [{ field: 'status', value: 'closed' }],
    },
    {
      ...titled('Pending notification 24 hours'),
      active: false,
      conditions: { all: [when('PENDING', 'is', '24'), PUBLIC], any: [] },
      actions: reminder,
    },
    {
      ...titled('Pending notification 5 days'),
      active: false,
      conditions: { all: [when('PENDING', 'is', '120'), PUBLIC], any: [] },
      actions: reminder,
    },
  ];
  for (const [index, item] of items.entries())
    plant(garden, 'automations', { ...item, position: index, default: true });
}

const OPEN = when('status', 'less_than', 'solved');
const VIEWS: readonly [title: string, raw: string, all: Attributes[]][] = [
  ['Your unsolved tickets', '{{zd.your_unsolved_tickets}}', [OPEN, when('assignee_id', 'is', 'current_user')]],
  ['Unassigned tickets', '{{zd.unassigned_tickets}}', [OPEN, when('assignee_id', 'is', '')]],
  ['All unsolved tickets', '{{zd.all_unsolved_tickets}}', [OPEN]],
  ['Recently updated tickets', '{{zd.recently_updated_tickets}}', [when('status', 'less_than', 'closed')]],
  [
    'New tickets in your groups',
    '{{zd.new_tickets_in_your_groups}}',
    [when('status', 'is', 'new'), when('group_id', 'is', 'current_groups')],
  ],
  ['Pending tickets', '{{zd.pending_tickets}}', [when('status', 'is', 'pending')]],
  ['Recently solved tickets', '{{zd.recently_solved_tickets}}', [when('status', 'is', 'solved')]],
  [
    'Unsolved tickets in your groups',
    '{{zd.unsolved_tickets_in_your_groups}}',
    [OPEN, when('group_id', 'is', 'current_groups')],
  ],
  ['Current tasks', '{{zd.current_tasks}}', [OPEN, when('type', 'is', 'task')]],
  ['Overdue tasks', '{{zd.overdue_tasks}}', [OPEN, when('type', 'is', 'task')]],
];

export function seedViews(garden: Garden): void {
  for (const [index, [title, raw, all]] of VIEWS.entries()) {
    plant(garden, 'views', {
      ...titled(title, raw),
      active: index < 8,
      position: index,
      description: null,
      default: false,
      output: {
        columns: ['description', 'requester', 'created', 'priority'],
        group_by: null,
        group_order: 'desc',
        sort_by: 'updated',
        sort_order: 'desc',
      },
      conditions: { all, any: [] },
      restriction: null,
      watchable: true,
    });
  }
}

export function seedMacros(garden: Garden): void {
  const items: [string, Attributes[]][] = [
    [
      'Close and redirect to topics',
      [
        { field: 'status', value: 'solved' },
        { field: 'comment_value', value: 'See our help center.' },
      ],
    ],
    [
      'Customer not responding',
      [
        { field: 'status', value: 'pending' },
        { field: 'comment_value', value: 'Do you still need help?' },
      ],
    ],
    [
      'Downgrade and inform',
      [
        { field: 'priority', value: 'low' },
        { field: 'comment_value', value: 'We lowered the priority.' },
      ],
    ],
    [
      'Take it!',
      [
        { field: 'status', value: 'open' },
        { field: 'assignee_id', value: 'current_user' },
      ],
    ],
  ];
  for (const [index, [title, actions]] of items.entries()) {
    plant(garden, 'macros', {
      ...titled(title),
      active: true,
      position: index + 1,
      description: null,
      default: false,
      actions,
      restriction: null,
    });
  }
}

/** What an agent made for himself, which nobody else's list should manage. */
export function seedPersonalRules(garden: Garden, agent: Row): void {
  plant(garden, 'views', {
    ...titled('My big customers'),
    active: true,
    position: VIEWS.length,
    description: null,
    default: false,
    conditions: { all: [OPEN, when('current_tags', 'includes', 'vip')], any: [] },
    restriction: { type: 'User', id: agent.id },
    watchable: true,
  });
  plant(garden, 'macros', {
    ...titled('My short hello'),
    active: true,
    position: 9999,
    description: null,
    default: false,
    actions: [{ field: 'comment_value', value: 'Hello, I am looking into it.' }],
    restriction: { type: 'User', id: agent.id },
  });
}
