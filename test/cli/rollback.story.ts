/** A client with something of every sort, and one release that changes 40 things of it and deletes three. */
import { HEAD } from '../kit/spec.ts';

const ANSWERS = [
  'Refund',
  'Return',
  'Repair',
  'Invoice',
  'Delay',
  'Login',
  'Password',
  'Outage',
  'Upgrade',
  'Cancel',
  'Survey',
  'Welcome',
];

interface Words {
  readonly release: 1 | 2;
}

/** The spec before the release (1), and with it (2). */
export function specOf({ release }: Words): string {
  const second = release === 2;
  const word = second ? 'second' : 'first';
  const only = (text: string) => (second ? '' : text);
  const added = (text: string) => (second ? text : '');
  return `${HEAD}
groups:
  tier1: {name: Support Tier 1, description: ${word} line}
  tier2: {name: Support Tier 2, description: ${word} line of the rest}
${only('  old_team: {name: Old Team, description: Was here}')}
${added('  new_team: {name: New Team}')}
ticket_fields:
${second ? '' : '  vip: {type: checkbox, title: VIP, tag: vip_customer}'}
  area:
    type: dropdown
    title: Product Area
    description: The ${word} description
    options: {bug: Bug report${added(' of ours')}${only(', billing_q: Billing')}, how_to: How-to${added(', feature_q: Feature')}}
  reason: {type: text, title: Reason, description: ${word}}
${second ? '  vip: {type: checkbox, title: VIP customer, tag: vip_customer}' : ''}
ticket_forms:
  request: {name: ${second ? 'Requests' : 'Request'}, fields: [area, reason${only(', vip')}]}
trigger_categories: {routing: {name: Routing}, alerts: {name: Alerts${added(' now')}}}
schedules:
  office:
    name: Office hours
    timezone: America/New_York
    hours: {mon-fri: ${second ? '08:00-18:00' : '09:00-17:00'}}
webhooks:
  pager: {name: Pager, endpoint: "https://pager.example/${word}", method: ${second ? 'PUT' : 'POST'}, format: json, headers: {X-Team: ${word}, X-Api-Key: ${word}-key}}
dynamic_content:
  welcome: {name: Welcome, default_language: en-US, texts: {en-US: "Hello from the ${word}"}}
triggers:
  route_billing:
    title: Route billing
    category: routing
    when: {all: [{field: update_type, is: create}${only(', {field: ticket_field.area, is: billing_q}')}]}
    then: [{set: {group: tier2}}, {add_tags: [routed_${word}]}]
${only(`  route_old:
    title: Route to the old team
    category: routing
    when: {all: [{field: status, is: new}, {field: tags, includes: [old]}]}
    then: [{set: {group: old_team}}]`)}
  route_rest:
    title: Route the rest
    category: ${second ? 'alerts' : 'routing'}
    when: {all: [{field: group, is: none}]}
    then: [{set: {group: tier1}}${added(', {add_tags: [fallback]}')}]
  page:
    title: Page on urgent
    category: alerts
    when: {all: [{field: priority, is: urgent}]}
    then: [{notify_webhook: {webhook: pager, body: '{"area": "{{ticket.field.area}}", "release": "${word}"}'}}]
automations:
  close:
    title: Close what is solved
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: ${second ? 72 : 96}}, {field: tags, includes: [closing]}]}
    then: [{set: {status: closed}}]
macros:
${ANSWERS.map((name) => `  ${name.toLowerCase()}: {title: ${name}, then: [{comment: "${name}, says the ${word} release"}]}`).join('\n')}
  thanks: {title: Thanks, then: [{comment: "Thank you, from the ${word} release"}]}
  area_bug: {title: It is a bug, then: [{set: {ticket_field.area: bug}}, {add_tags: [${word}]}]}
views:
  mine: {title: Mine, when: {all: [{field: status, less_than: solved}, {field: group, is: ${second ? 'tier1' : 'tier2'}}]}, columns: [subject, requester${added(', created')}]}
slas:
  standard:
    title: Standard
    when: {all: [{field: tags, includes: [sla]}]}
    targets:
      urgent: {hours: calendar, first_reply: ${second ? '30m' : '1h'}}
      high: {hours: business, first_reply: ${second ? '2h' : '4h'}}
  gold:
    title: Gold
    when: {all: [{field: tags, includes: [gold]}]}
    targets: {urgent: {hours: calendar, first_reply: ${second ? '10m' : '20m'}}}
help_center:
  acme:
    categories: {start: {name: Getting started, description: ${word}}}
    sections: {setup: {name: Set up, category: start, description: The ${word}}}
    articles:
      first: {title: "Your ${word} ticket", section: setup, body: '<p>Hello ${word}</p>', publish: true, labels: [${word}]}
${only(`      left: {title: Left over, section: setup, body: '<p>Left</p>', publish: true}`)}
`;
}
