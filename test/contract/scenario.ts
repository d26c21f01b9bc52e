/** A client's spec in three states that between them use every kind and every kind of write. */

import { OBJECTS_CHANGED, OBJECTS_CREATED } from './objects.ts';
import { STRUCTURE_CHANGED, STRUCTURE_CREATED } from './structure.ts';

type Files = Readonly<Record<string, string | undefined>>;

const HEAD = `version: 1
client: {name: Acme, slug: acme, website: https://acme.example, timezone: America/New_York, locale: en-US}
platform: {provider: zendesk, subdomain: acme, edition: suite_enterprise, environment: sandbox}
`;

const MANIFEST = '{"name": "Contract look", "author": "Acme", "version": "1.0.0", "api_version": 4, "settings": []}';

/** Everything is made. */
export const CREATED: Files = {
  'structure.yaml': STRUCTURE_CREATED,
  'objects.yaml': OBJECTS_CREATED,
  'contract.txt': 'One\n',
  'look/manifest.json': MANIFEST,
  'look/templates/home_page.hbs': '<main>{{search}}</main>',
  'support.yaml': `${HEAD}
groups:
  tier1: {name: Contract Tier 1, description: First answers}
  leads: {name: Contract Leads, public: false}
  spare: {name: Contract Spare}
ticket_fields:
  area:
    type: dropdown
    title: Contract area
    description: What it is about
    visible_in_portal: true
    editable_in_portal: true
    options: {contract_bug: Bug, contract_billing: Billing, contract_how: How-to}
  parts: {type: multiselect, title: Contract parts, options: {contract_motor: Motor, contract_lid: Lid}}
  refund: {type: checkbox, title: Contract refund, tag: contract_refund}
  serial: {type: regexp, title: Contract serial, pattern: '^[0-9]{6}$'}
  count: {type: integer, title: Contract count}
  price: {type: decimal, title: Contract price}
  due: {type: date, title: Contract due}
  note: {type: textarea, title: Contract note, agent_description: For agents}
  word: {type: text, title: Contract word, title_in_portal: Word}
  card: {type: partial_credit_card, title: Contract card}
  partner: {type: lookup, title: Contract partner, target: zen:organization}
trigger_categories:
  routing: {name: Contract routing}
  telling: {name: Contract telling}
  empty: {name: Contract empty}
triggers:
  route_billing:
    title: Contract route billing
    description: To billing
    category: routing
    when:
      all: [{field: update_type, is: create}, {field: ticket_field.area, is: contract_billing}]
      any: [{field: priority, is: high}, {field: priority, is: urgent}]
    then: [{set: {group: tier1}}, {add_tags: [contract-routed]}, {set: {ticket_field.area: contract_billing}}]
  route_refund:
    title: Contract route refunds
    category: routing
    when: {all: [{field: ticket_field.refund, is: true}, {field: comment, is: public}]}
    then: [{set: {group: leads}}]
  tell:
    title: Contract tell
    category: telling
    when: {all: [{field: priority, changed_to: urgent}, {field: assignee, not_changed: true}]}
    then:
      - notify_webhook: {webhook: bearer, body: '{"id": "{{ticket.id}}", "channel": "{{id:slack_channel.critical}}"}'}
      - notify_user: {to: assignee, subject: Urgent, body: 'See {{ticket.link}}'}
  retire:
    title: Contract retire
    category: telling
    when: {all: [{field: status, is: solved}]}
    then: [{remove_tags: [contract-routed]}]
webhooks:
  bearer:
    name: Contract bearer
    description: Posts
    endpoint: https://hooks.example/bearer
    method: POST
    format: json
    headers: {X-Team: support, X-Old: "1"}
    authentication: {type: bearer_token, token: {secret: env:CONTRACT_TOKEN}}
  basic:
    name: Contract basic
    endpoint: https://hooks.example/basic
    method: PUT
    format: xml
    active: false
    authentication: {type: basic_auth, username: {secret: env:CONTRACT_USER}, password: {secret: env:CONTRACT_TOKEN}}
  key:
    name: Contract key
    endpoint: https://hooks.example/key
    method: POST
    format: json
    events: [zen:event-type:user.created]
    authentication: {type: api_key, header: {secret: env:CONTRACT_USER}, value: {secret: env:CONTRACT_TOKEN}}
user_segments:
  vips: {name: Contract VIPs, user_type: signed_in_users, tags: [contract_vip], or_tags: [gold], groups: [tier1]}
  editors: {name: Contract editors, user_type: staff, added_users: [live("agent@acme.example")]}
permission_groups:
  docs: {name: Contract docs, edit: [editors], publish: [editors, live("Agents and admins")]}
content_tags:
  billing: {name: Contract billing}
  setup: {name: Contract set up}
help_center:
  acme:
    categories:
      start: {name: Contract start, description: The first days}
      more: {name: Contract more, position: 3}
    sections:
      setup: {name: Contract set up, category: start, description: Begin here}
      deep: {name: Contract deep, category: start, parent: setup}
      rest: {name: Contract rest, category: more}
    articles:
      first:
        title: Contract first
        section: setup
        body: '<p>One <a href="attachment:contract.txt">file</a></p>'
        publish: true
        labels: [contract, begin]
        content_tags: [billing, setup]
        audience: [vips, editors]
        editors: docs
        attachments: [{file: contract.txt}]
      inside: {title: Contract inside, section: deep, body: <p>Two</p>, audience: live("Agents and admins")}
      last: {title: Contract last, section: rest, body: <p>Three</p>, promoted: true, comments: false}
    themes:
      own: {name: Contract look, files: {folder: look}, live: true}
slack:
  channels:
    critical: {name: contract-critical, topic: P1 only, purpose: Where it burns}
    alerts: {name: contract-alerts}
    inner: {name: contract-inner, private: true, topic: Leads}
`,
};

/** Everything that can change has changed; nothing has gone but members and attributes. */
export const CHANGED: Files = {
  'structure.yaml': STRUCTURE_CHANGED,
  'objects.yaml': OBJECTS_CHANGED,
  'contract.txt': 'One and a half\n',
  'look/templates/home_page.hbs': '<main>{{search}} and more</main>',
  'support.yaml': `${HEAD}
groups:
  tier1: {name: Contract Tier One, description: First and second answers}
  leads: {name: Contract Leads, public: false, description: They decide}
  spare: {name: Contract Spare, public: false}
ticket_fields:
  word: {type: text, title: Contract words, title_in_portal: Words, collapsed_for_agents: true}
  area:
    type: dropdown
    title: Contract area
    description: What it is about, in short
    required: true
    visible_in_portal: true
    editable_in_portal: true
    required_in_portal: true
    options: {contract_new: New thing, contract_bug: Bug or fault, contract_billing: Billing}
  parts: {type: multiselect, title: Contract parts, options: {contract_motor: Motor, contract_lid: {name: Lid, default: true}}}
  refund: {type: checkbox, title: Contract refund, tag: contract_refunded}
  serial: {type: regexp, title: Contract serial, pattern: '^[0-9]{8}$'}
  count: {type: integer, title: Contract count, active: false}
  price: {type: decimal, title: Contract price}
  due: {type: date, title: Contract due}
  note: {type: textarea, title: Contract note, agent_description: ''}
  card: {type: partial_credit_card, title: Contract card}
  partner: {type: lookup, title: Contract partner, target: zen:organization}
trigger_categories:
  telling: {name: Contract telling}
  routing: {name: Contract routes}
  empty: {name: Contract empty}
triggers:
  route_refund:
    title: Contract route refunds
    category: routing
    when: {all: [{field: ticket_field.refund, is: true}], any: [{field: group, is: none}]}
    then: [{set: {group: leads}}, {set: {priority: high}}]
  route_billing:
    title: Contract route billing
    description: To billing, at once
    category: routing
    when: {all: [{field: update_type, is: create}, {field: ticket_field.area, is: contract_billing}]}
    then: [{set: {group: tier1}}, {set_tags: [contract-routed, contract-fast]}]
  retire:
    title: Contract retire
    category: telling
    active: false
    when: {all: [{field: status, is: solved}]}
    then: [{remove_tags: [contract-routed]}]
webhooks:
  bearer:
    name: Contract bearer token
    description: Posts and more
    endpoint: https://hooks.example/bearer/2
    method: POST
    format: json
    headers: {X-Team: care}
    authentication: {type: bearer_token, token: {secret: env:CONTRACT_TOKEN}}
  basic:
    name: Contract basic
    endpoint: https://hooks.example/basic
    method: PUT
    format: json
    active: true
    authentication: {type: basic_auth, username: {secret: env:CONTRACT_USER}, password: {secret: env:CONTRACT_TOKEN}}
  key:
    name: Contract key
    endpoint: https://hooks.example/key
    method: POST
    format: json
    events: [zen:event-type:user.created]
    authentication: {type: api_key, header: {secret: env:CONTRACT_USER}, value: {secret: env:CONTRACT_TOKEN}}
user_segments:
  vips: {name: Contract very important, user_type: signed_in_users, tags: [], organizations: [live("Acme")]}
  editors: {name: Contract editors, user_type: staff, added_users: []}
permission_groups:
  docs: {name: Contract documents, edit: [], publish: [editors]}
content_tags:
  billing: {name: Contract bills}
  setup: {name: Contract set up}
help_center:
  acme:
    categories:
      start: {name: Contract starting, description: The first week, position: 2}
      more: {name: Contract more, position: 4}
    sections:
      setup: {name: Contract setting up, category: start, description: Begin, position: 1}
      deep: {name: Contract deep, category: start, parent: none}
      rest: {name: Contract rest, category: start}
    articles:
      first:
        title: Contract first steps
        section: setup
        body: '<p>One and <strong>half</strong> <a href="attachment:contract.txt">a file</a></p>'
        publish: false
        labels: []
        content_tags: [setup]
        audience: vips
        attachments: [{file: contract.txt}]
      inside: {title: Contract inside, section: rest, body: <p>Two</p>, audience: none, promoted: true}
      last: {title: Contract last, section: rest, body: <p>Three</p>, publish: true, comments: true, position: 5}
    themes:
      own: {name: Contract look, files: {folder: look}}
      standard: {name: Copenhagen, live: true, lifecycle: {adopt: true}}
slack:
  channels:
    critical: {name: contract-critical, topic: P1 and P2, purpose: Where it smokes}
    inner: {name: contract-inner, private: true, topic: Leads and owners}
`,
};

/** What goes and comes back: deactivated and archived, then revived. */
export const PASSING: Files = {
  'passing.yaml': `
triggers:
  tell:
    title: Contract tell
    category: routing
    when: {all: [{field: priority, changed_to: urgent}]}
    then: [{notify_webhook: {webhook: bearer, body: '{"id": "{{ticket.id}}"}'}}]
slack: {channels: {alerts: {name: contract-alarms}}}
`,
};

/** Most is gone: with --prune deleted for good, or archived. */
export const PRUNED: Files = {
  'passing.yaml': undefined,
  'structure.yaml': undefined,
  'objects.yaml': undefined,
  'contract.txt': undefined,
  'support.yaml': `${HEAD}
groups:
  tier1: {name: Contract Tier One, description: First and second answers}
slack:
  channels:
    inner: {name: contract-inner, private: true, topic: Leads and owners}
`,
};
