/** A small account and short ways to write rules and stories. */
import type { Account, Native, NewTicket, Outcome, Story } from '../../src/simulate/index.ts';
import { type SimulationOptions, simulate } from '../../src/simulate/index.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const AGENT = '1';
export const CUSTOMER = '2';
export const OTHER_AGENT = '3';
export const ADMIN = '4';
export const GROUP = '10';
export const OTHER_GROUP = '11';
export const CATEGORY = '100';
export const URGENT_BOX = '101';
export const PRODUCTS = '102';
export const DELIVERY = '103';
export const SEATS = '104';
export const SCHEDULE = '50';

export function at(iso: string): number {
  return Date.parse(iso);
}

/** A Wednesday, 09:00 in New York. */
export const START = at('2026-11-18T14:00:00Z');

export function when(field: string, operator: string, value: unknown = ''): Native {
  return { field, operator, value };
}

export function act(field: string, value: unknown): Native {
  return { field, value };
}

/** An action whose running can be seen and which changes nothing on the ticket. */
export const TELL = act('notification_group', [GROUP, 'Told', 'Look at {{ticket.id}}']);

let serial = 1000;

export function rule(title: string, all: readonly Native[], actions: readonly Native[], more: Native = {}): Native {
  serial += 1;
  return { id: serial, title, active: true, position: serial, conditions: { all, any: [] }, actions, ...more };
}

export function policy(title: string, all: readonly Native[], metrics: readonly Native[]): Native {
  serial += 1;
  return { id: serial, title, position: serial, filter: { all, any: [] }, policy_metrics: metrics };
}

export const ACCOUNT: Account = {
  subdomain: 'acme',
  settings: { localization: { time_zone: 'Eastern Time (US & Canada)' } },
  users: [
    { id: 1, name: 'Ann Agent', email: 'ann@acme.example', role: 'agent', signature: 'Ann of Acme' },
    { id: 2, name: 'Carl Customer', email: 'carl@shop.example', role: 'end-user', organization_id: 7 },
    { id: 3, name: 'Bob Agent', email: 'bob@acme.example', role: 'agent' },
    { id: 4, name: 'Ada Admin', email: 'ada@acme.example', role: 'admin' },
    { id: 5, name: 'Light', email: 'light@acme.example', role: 'agent', only_private_comments: true },
  ],
  organizations: [{ id: 7, name: 'Shop', organization_fields: { tier: 'gold' }, tags: ['shop'] }],
  organization_fields: [
    {
      id: 70,
      key: 'tier',
      type: 'dropdown',
      custom_field_options: [
        { id: 71, value: 'gold', name: 'Gold' },
        { id: 72, value: 'iron', name: 'Iron' },
      ],
    },
  ],
  user_fields: [{ id: 80, key: 'plan', type: 'text' }],
  groups: [
    { id: 10, name: 'Tier 1' },
    { id: 11, name: 'Tier 2' },
  ],
  group_memberships: [
    { user_id: 1, group_id: 10, default: true },
    { user_id: 3, group_id: 11, default: true },
    { user_id: 4, group_id: 10 },
    { user_id: 4, group_id: 11, default: true },
  ],
  ticket_fields: [
    {
      id: 100,
      type: 'tagger',
      title: 'Category',
      custom_field_options: [
        { id: 1, value: 'billing', name: 'Billing' },
        { id: 2, value: 'bug_report', name: 'Bug' },
      ],
    },
    { id: 101, type: 'checkbox', title: 'Urgent?', tag: 'ticked' },
    {
      id: 102,
      type: 'multiselect',
      title: 'Products',
      custom_field_options: [
        { id: 3, value: 'app', name: 'App' },
        { id: 4, value: 'web', name: 'Web' },
      ],
    },
    { id: 103, type: 'date', title: 'Delivery' },
    { id: 104, type: 'integer', title: 'Seats' },
  ],
  schedules: [
    {
      id: 50,
      name: 'Office',
      time_zone: 'Eastern Time (US & Canada)',
      intervals: [1, 2, 3, 4, 5].map((day) => ({ start_time: day * 1440 + 540, end_time: day * 1440 + 1020 })),
      holidays: [{ name: 'Thanksgiving', start_date: '2026-11-26', end_date: '2026-11-26' }],
    },
  ],
};

export const TICKET: NewTicket = {
  at: START,
  requester: CUSTOMER,
  via: 'email',
  subject: 'Printer',
  comment: { body: 'It does not print.' },
};

/** Plays a story in the small account with the given rules. */
export function run(
  rules: Partial<Account>,
  story: Partial<Omit<Story, 'ticket'>> & { readonly ticket?: Partial<NewTicket> } = {},
  options: Partial<SimulationOptions> = {},
): Outcome {
  return simulate({ ...ACCOUNT, ...rules }, { ...story, ticket: { ...TICKET, ...story.ticket } }, options);
}

/** Titles of the rules that fired, in order. */
export function fired(outcome: Outcome): readonly string[] {
  return outcome.fired.map(({ rule: { title } }) => title);
}

/** Whether one trigger fires on the creation of a ticket. */
export function firesOnCreate(condition: Native, ticket: Partial<NewTicket> = {}): boolean {
  return fired(run({ triggers: [rule('it', [condition], [TELL])] }, { ticket })).includes('it');
}
