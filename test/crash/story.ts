/** One client's year in three revisions: every kind and every operation that writes. */

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;

/** A year that is always to come: holidays that are over are the platform's to keep. */
const YEAR = new Date().getUTCFullYear() + 1;

/** Everything is made; a system field and a group that exist already are taken over. */
const FIRST = `${HEAD}
groups:
  tier1: {name: Support Tier 1, description: First line, members: [owner@acme.example]}
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
organization_fields: {plan: {type: dropdown, title: Plan, options: {plan_gold: Gold, plan_free: Free}}}
user_fields: {seat: {type: text, title: Seat}}
ticket_forms:
  bugs:
    name: Bugs
    fields: [area, channel_word, vip]
    agent_conditions: [{when: {area: bug}, show: [vip]}, {when: {area: how_to}, show: [channel_word]}]
brands: {labs: {name: Acme Labs, subdomain: acme-labs}}
support_addresses: {sales: {email: sales@acme.zendesk.com, name: Acme Sales}}
schedules:
  us:
    name: US hours
    timezone: America/New_York
    hours: {mon-fri: 08:00-18:00}
    holidays: [{name: Spring, date: ${YEAR}-03-02}, {name: Summer, from: ${YEAR}-07-01, to: ${YEAR}-07-03}]
roles: {coach: {name: Coach, description: Looks on, permissions: {view_access: readonly}}}
dynamic_content:
  salute: {name: Salute, default_language: en-US, texts: {en-US: Hello, de: Hallo}}
  farewell: {name: Farewell, default_language: en-US, texts: {en-US: Bye}}
automations:
  nudge:
    title: Nudge
    when: {all: [{field: status, is: pending}, {field: hours_since_pending, is: 48}]}
    then: [{add_tags: [nudged]}]
  close:
    title: Close
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 90}]}
    then: [{set: {status: closed}}]
macros:
  ask: {title: "Ask::More", visible_to: [tier1], then: [{comment: "{{dc.salute}} what happened?"}]}
  hold: {title: Hold, then: [{set: {status: pending}}]}
views:
  mine: {title: Mine, visible_to: [tier1], when: {all: [{field: status, less_than: solved}]}, columns: [id, subject], group_by: status}
  all: {title: Everything, when: {all: [{field: status, less_than: closed}]}, columns: [id, subject]}
slas:
  gold:
    title: Gold customers
    when: {all: [{field: organization_field.plan, is: plan_gold}]}
    targets: {urgent: {hours: calendar, first_reply: 30m}}
  rest:
    title: The rest
    when: {all: [{field: type, is: incident}]}
    targets: {urgent: {hours: business, first_reply: 4h}}
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
    categories:
      start: {name: Getting started, description: Begin here, translations: {de: {name: Anfang, description: Hier}}}
    sections:
      setup: {name: Set up, category: start}
      deep: {name: Deep set up, category: start, parent: setup}
    articles:
      first:
        title: Your first ticket
        section: setup
        body: '<p>Hello</p>'
        publish: true
        labels: [intro]
        translations: {de: {title: Dein erstes Ticket, body: '<p>Hallo</p>'}}
      second: {title: Your second ticket, section: deep, body: '<p>Again</p>'}
slack:
  channels:
    critical: {name: critical-issues, topic: Only what is burning, purpose: Pages}
    alerts: {name: support-alerts}
`;

/** Changes of every sort: fields, options, a swap of tags, moves, order, names; blocks go. */
const SECOND = `${HEAD}
groups:
  tier1: {name: Support Front Line, description: First line, members: [owner@acme.example, agent@acme.example]}
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
organization_fields: {plan: {type: dropdown, title: Support plan, options: {plan_gold: Gold, plan_none: None}}}
user_fields: {seat: {type: text, title: Seat number}}
ticket_forms:
  bugs:
    name: Bug reports
    fields: [vip, area]
    agent_conditions: [{when: {area: how_to}, show: [vip]}]
brands: {labs: {name: Acme Laboratories, subdomain: acme-labs}}
support_addresses: {sales: {email: sales@acme.zendesk.com, name: Acme Sales Team}}
schedules:
  us:
    name: US hours
    timezone: America/Chicago
    hours: {mon-thu: 08:00-18:00, fri: 08:00-16:00}
    holidays: [{name: Summer, from: ${YEAR}-07-02, to: ${YEAR}-07-04}, {name: Autumn, date: ${YEAR}-10-05}]
roles: {coach: {name: Coach, description: Helps, permissions: {view_access: playonly}}}
dynamic_content:
  salute: {name: Salutation, default_language: de, texts: {en-US: Good day, de: Guten Tag}}
automations:
  close:
    title: Close after a while
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 91}]}
    then: [{set: {status: closed}}]
macros:
  ask: {title: "Ask::Much more", visible_to: [leads], then: [{comment: "{{dc.salute}} what happened?"}, {add_tags: [asked]}]}
views:
  mine: {title: Ours, visible_to: [tier1, leads], when: {all: [{field: status, less_than: closed}]}, columns: [id, subject, created], group_by: status}
slas:
  rest:
    title: Everybody else
    when: {all: [{field: type, is: incident}]}
    targets: {urgent: {hours: business, first_reply: 3h}, high: {hours: business, first_reply: 8h}}
  gold:
    title: Gold customers
    when: {all: [{field: organization_field.plan, is: plan_gold}]}
    targets: {urgent: {hours: calendar, first_reply: 30m, resolution: 4h}}
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
    categories:
      start: {name: Start here, description: Begin here, translations: {de: {name: Der Anfang, description: Hier}}}
    sections:
      setup: {name: Set up, category: start, description: All of it}
      deep: {name: Deep set up, category: start, parent: none}
    articles:
      first:
        title: Your very first ticket
        section: deep
        body: '<p>Hello <b>you</b></p>'
        publish: true
        labels: [intro, new]
        translations: {de: {title: Dein allererstes Ticket, body: '<p>Hallo</p>', publish: true}}
slack:
  channels:
    critical: {name: critical, topic: Burning, purpose: Pages}
`;

/** What was switched off and archived comes back. */
const THIRD = `${SECOND}
    alerts: {name: support-alerts, topic: Back again}
`
  .replace(
    'triggers:\n',
    `triggers:
  thanks:
    title: Thank the customer
    category: alerts
    when: {all: [{field: status, changed_to: solved}]}
    then: [{add_tags: [thanked, solved]}]
`,
  )
  .replace(
    'automations:\n',
    `automations:
  nudge:
    title: Nudge
    when: {all: [{field: status, is: pending}, {field: hours_since_pending, is: 49}]}
    then: [{add_tags: [nudged]}]
`,
  )
  .replace('macros:\n', 'macros:\n  hold: {title: Hold, then: [{set: {status: open}}]}\n')
  .replace(
    'views:\n',
    'views:\n  all: {title: Everything, when: {all: [{field: status, less_than: closed}]}, columns: [id, subject, created]}\n',
  );

export interface Revision {
  readonly name: string;
  readonly spec: string;
  readonly flags: readonly string[];
}

const LOSSES = [
  'ticket_field.area',
  'ticket_field.channel_word',
  'organization_field.plan',
  'group.tier2',
  'article.second',
  'dynamic_content.farewell',
];

export const REVISIONS: readonly Revision[] = [
  { name: 'first', spec: FIRST, flags: [] },
  {
    name: 'second',
    spec: SECOND,
    flags: ['--prune', '--allow-deletes', '20', ...LOSSES.flatMap((address) => ['--allow-data-loss', address])],
  },
  { name: 'third', spec: THIRD, flags: [] },
];

/** What somebody made by hand before we came. */
export const BEFORE = { groups: [{ name: 'Support Leads', description: 'By hand' }] } as const;
export const SECRETS = { PAGER_TOKEN: 'pager-secret-one' } as const;
