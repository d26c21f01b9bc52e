/** One client's year in three revisions: every kind and every operation that writes. */

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;

/** Everything is made; a system field and a group that exist already are taken over. */
const FIRST = `${HEAD}
groups:
  tier1: {name: Support Tier 1, description: First line}
  tier2: {name: Support Tier 2}
  leads: {name: Support Leads, description: Made by hand once, lifecycle: {adopt: true}}
ticket_fields:
  subject: {type: subject, description: What it is about, lifecycle: {adopt: true}}
  area:
    type: dropdown
    title: Product Area
    options: {bug: Bug report, billing_q: Billing, how_to: How-to}
  channel_word:
    type: dropdown
    title: Channel word
    options: {phone_call: Phone, letter: Letter}
  vip: {type: checkbox, title: VIP, tag: vip_customer}
trigger_categories: {routing: {name: Routing}, alerts: {name: Alerts}}
webhooks:
  pager:
    name: Pager
    endpoint: https://pager.example/hook
    method: POST
    format: json
    headers: {X-Team: support, X-Old: old}
    authentication: {type: bearer_token, token: {secret: env:PAGER_TOKEN}}
triggers:
  route_billing:
    title: Route billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: ticket_field.area, is: billing_q}]}
    then: [{set: {group: tier2}}, {add_tags: [routed]}]
  route_rest:
    title: Route the rest
    category: routing
    when: {all: [{field: group, is: none}]}
    then: [{set: {group: tier1}}]
  page:
    title: Page on urgent
    category: alerts
    when: {all: [{field: priority, is: urgent}]}
    then: [{notify_webhook: {webhook: pager, body: '{"channel": "{{id:slack_channel.critical}}", "area": "{{ticket.field.area}}"}'}}]
  thanks:
    title: Thank the customer
    category: alerts
    when: {all: [{field: status, changed_to: solved}]}
    then: [{add_tags: [thanked]}]
  sleeping:
    title: Not yet
    category: alerts
    active: false
    when: {all: [{field: status, is: new}]}
    then: [{set: {priority: low}}]
help_center:
  acme:
    categories: {start: {name: Getting started, description: Begin here}}
    sections:
      setup: {name: Set up, category: start}
      deep: {name: Deep set up, category: start, parent: setup}
    articles:
      first: {title: Your first ticket, section: setup, body: '<p>Hello</p>', publish: true, labels: [intro]}
      second: {title: Your second ticket, section: deep, body: '<p>Again</p>'}
slack:
  channels:
    critical: {name: critical-issues, topic: Only what is burning, purpose: Pages}
    alerts: {name: support-alerts}
`;

/** Changes of every sort: fields, options, a swap of tags, moves, order, names; blocks go. */
const SECOND = `${HEAD}
groups:
  tier1: {name: Support Front Line, description: First line}
  leads: {name: Support Leads, description: Ours now, lifecycle: {adopt: true}}
ticket_fields:
  vip: {type: checkbox, title: VIP customer, tag: vip_customer}
  subject: {type: subject, description: What it is about, lifecycle: {adopt: true}}
  area:
    type: dropdown
    title: Product Area
    options: {how_to: How do I, bug: Bug report, phone_call: Phone}
  channel_word:
    type: dropdown
    title: Channel word
    options: {billing_q: Billing, letter: Letter}
trigger_categories: {alerts: {name: Alerts}, routing: {name: Routing rules}}
webhooks:
  pager:
    name: Pager
    endpoint: https://pager.example/hook/2
    method: PUT
    format: json
    headers: {X-Team: support}
    authentication: {type: bearer_token, token: {secret: env:PAGER_TOKEN}}
triggers:
  route_rest:
    title: Route the rest
    category: routing
    when: {all: [{field: group, is: none}]}
    then: [{set: {group: tier1}}, {add_tags: [fallback]}]
  page:
    title: Page on urgent
    category: routing
    when: {all: [{field: priority, is: urgent}]}
    then: [{notify_webhook: {webhook: pager, body: '{"channel": "{{id:slack_channel.critical}}"}'}}]
  sleeping:
    title: Awake
    category: alerts
    when: {all: [{field: status, is: new}]}
    then: [{set: {priority: low}}]
help_center:
  acme:
    categories: {start: {name: Start here, description: Begin here}}
    sections:
      setup: {name: Set up, category: start, description: All of it}
      deep: {name: Deep set up, category: start, parent: none}
    articles:
      first: {title: Your very first ticket, section: deep, body: '<p>Hello <b>you</b></p>', publish: true, labels: [intro, new]}
slack:
  channels:
    critical: {name: critical, topic: Burning, purpose: Pages}
`;

/** What was switched off and archived comes back. */
const THIRD = `${SECOND}
    alerts: {name: support-alerts, topic: Back again}
`.replace(
  'triggers:\n',
  `triggers:
  thanks:
    title: Thank the customer
    category: alerts
    when: {all: [{field: status, changed_to: solved}]}
    then: [{add_tags: [thanked, solved]}]
`,
);

export interface Revision {
  readonly name: string;
  readonly spec: string;
  readonly flags: readonly string[];
}

const LOSSES = ['ticket_field.area', 'ticket_field.channel_word', 'group.tier2', 'article.second'];

export const REVISIONS: readonly Revision[] = [
  { name: 'first', spec: FIRST, flags: [] },
  {
    name: 'second',
    spec: SECOND,
    flags: ['--prune', '--allow-deletes', '10', ...LOSSES.flatMap((address) => ['--allow-data-loss', address])],
  },
  { name: 'third', spec: THIRD, flags: [] },
];

/** What somebody made by hand before we came. */
export const BEFORE = { groups: [{ name: 'Support Leads', description: 'By hand' }] } as const;
export const SECRETS = { PAGER_TOKEN: 'pager-secret-one' } as const;
