/** The rest of a client's account in the same three states: people, hours, fields, forms, channels, rules that wait, and what agents see. */

export const STRUCTURE_CREATED = `
schedules:
  us:
    name: Contract US
    timezone: America/New_York
    hours: {mon-fri: 08:00-18:00}
    holidays: [{name: Contract day, date: 2026-12-24}, {name: Contract week, from: 2027-01-01, to: 2027-01-03}]
  spare: {name: Contract spare, timezone: Europe/Berlin, hours: {mon: 09:00-17:00}}
roles:
  auditor: {name: Contract auditor, description: Reads, permissions: {ticket_access: all, ticket_editing: false}}
  spare: {name: Contract spare role, permissions: {ticket_access: within_groups}}
organization_fields:
  contract_tier: {type: dropdown, title: Contract tier, options: {contract_gold: Gold, contract_silver: Silver}}
  contract_arr: {type: decimal, title: Contract ARR}
user_fields:
  contract_seat: {type: dropdown, title: Contract seat, options: {contract_admin: Admin, contract_user: User}}
  contract_since: {type: date, title: Contract since}
support_addresses:
  help: {email: help@contract.example, name: Contract help}
skills:
  areas:
    name: Contract areas
    values:
      Contract pumps: {when: {all: [{field: type, is: incident}]}}
      Contract valves: {}
  spare: {name: Contract spare skills, values: {Contract saw: {}}}
queues:
  pumps: {name: Contract pumps, priority: 3, primary_groups: [tier1], when: {all: [{field: priority, is: urgent}]}}
  rest: {name: Contract rest, priority: 9, primary_groups: [tier1], when: {all: [{field: priority, is: low}]}}
group_slas:
  first: {title: Contract first, groups: [tier1], targets: {urgent: {hours: calendar, ownership: 2h}}}
  other: {title: Contract other, groups: [leads], targets: {high: {hours: business, ownership: 8h}}}
custom_statuses:
  parts: {category: pending, agent_label: Contract parts, end_user_label: Contract we wait, description: Parts are on their way}
  review: {category: open, agent_label: Contract review, default: true}
organizations:
  globex:
    name: Contract Globex
    domains: [globex.example]
    details: 1 Main Street
    tags: [contract-vip]
    group: tier1
    shared_tickets: true
    external_id: CONTRACT-1
    fields: {contract_tier: contract_gold, contract_arr: 120.5}
  initech: {name: Contract Initech}
agents:
  bo:
    email: bo@acme.example
    alias: Contract Bo
    groups: [tier1]
    skills: {areas: [Contract pumps]}
    fields: {contract_seat: contract_admin}
    lifecycle: {adopt: true}
  carla: {email: carla@contract.example, name: Contract Carla, role: end_user, create: true, skip_verify_email: true}
automations:
  remind:
    title: Contract remind
    when: {all: [{field: status, is: pending}, {field: hours_since_pending, is: 72}]}
    then: [{add_tags: [contract-reminded]}]
  close:
    title: Contract close
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 48}, {field: organization_field.contract_tier, is: contract_gold}]}
    then: [{set: {status: closed}}]
`;

export const STRUCTURE_CHANGED = `
schedules:
  us:
    name: Contract US hours
    timezone: America/Chicago
    hours: {mon-thu: 08:00-18:00, fri: 08:00-12:00}
    holidays: [{name: Contract day, from: 2026-12-24, to: 2026-12-26}]
  spare: {name: Contract spare, timezone: Europe/Berlin, hours: {mon: 09:00-17:00}}
roles:
  auditor: {name: Contract reader, permissions: {ticket_access: within_groups, ticket_editing: false}}
  spare: {name: Contract spare role, permissions: {ticket_access: within_groups}}
organization_fields:
  contract_arr: {type: decimal, title: Contract revenue}
  contract_tier: {type: dropdown, title: Contract tier, options: {contract_silver: Silver, contract_bronze: Bronze}}
user_fields:
  contract_since: {type: date, title: Contract since, description: First day}
  contract_seat: {type: dropdown, title: Contract seat, options: {contract_admin: Administrator}}
support_addresses:
  help: {email: help@contract.example, name: Contract helpers}
skills:
  areas:
    name: Contract fields
    values:
      Contract pumps: {when: {all: [{field: type, is: problem}]}}
      Contract taps: {}
  spare: {name: Contract spare skills, values: {Contract saw: {}}}
queues:
  rest: {name: Contract rest, priority: 8, primary_groups: [tier1], secondary_groups: [leads], when: {all: [{field: priority, is: low}]}}
  pumps: {name: Contract pumps, priority: 3, primary_groups: [tier1], when: {all: [{field: priority, is: urgent}]}}
group_slas:
  other: {title: Contract others, groups: [leads, tier1], targets: {high: {hours: business, ownership: 8h}}}
  first: {title: Contract first, groups: [tier1], targets: {urgent: {hours: calendar, ownership: 2h}}}
custom_statuses:
  parts: {category: pending, agent_label: Contract waiting for parts, end_user_description: Soon, active: false}
  review: {category: open, agent_label: Contract review, default: false}
organizations:
  globex:
    name: Contract Globex Inc
    domains: [globex.example, globex.test]
    notes: Pays late
    tags: []
    group: none
    shared_tickets: false
    external_id: ''
    fields: {contract_tier: contract_silver, contract_arr: ''}
  initech: {name: Contract Initech}
agents:
  bo: {email: bo@acme.example, signature: Contract Bo, phone: +49 30 123456, groups: [], skills: {}, lifecycle: {adopt: true}}
  carla: {email: carla@contract.example, name: Contract Carla C., role: end_user, tags: [contract-vip], create: true}
automations:
  close:
    title: Contract close
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 72}, {field: organization_field.contract_tier, is: contract_silver}]}
    then: [{set: {status: closed}}]
  remind:
    title: Contract remind them
    active: false
    when: {all: [{field: status, is: pending}, {field: hours_since_pending, is: 96}]}
    then: [{add_tags: [contract-reminded]}]
`;
