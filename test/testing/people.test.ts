/** Agents, organizations and statuses of the spec itself, met by tickets offline. */
import { expect, test } from 'vitest';
import { runTests } from '../../src/app/testing/run.ts';
import { folderOf, PEOPLE } from './kit.ts';

const MORE = `custom_statuses:
  parts: {category: pending, agent_label: Waiting for parts, default: true}
skills: {areas: {name: Areas, values: {Pumps: {when: {all: [{field: type, is: incident}]}}}}}
queues: {pumps: {name: Pumps, priority: 1, primary_groups: [tier1], when: {all: [{field: type, is: incident}]}}}
group_slas: {tier1: {title: Tier 1, groups: [tier1], targets: {urgent: {hours: calendar, ownership: 1h}}}}
organizations: {globex: {name: Globex, fields: {tier: gold}}}
agents:
  carmen: {email: carmen@acme.example, groups: [tier1], default_group: tier1, skills: {areas: [Pumps]}, custom_role: live("Staff")}
  nina: {email: nina@acme.example, name: Nina, role: agent, create: true}
triggers:
  parts:
    title: Parts
    category: routing
    when: {all: [{field: update_type, is: create}, {field: ticket_field.category, is: bug}]}
    then: [{set: {assignee: carmen}}, {set: {custom_status: parts}}, {set: {organization_field.tier: gold}}]
`;

test('a rule may name an agent and a status of the spec; skills and queues are no matter of tickets offline', async () => {
  const cases = `cases:
  - name: A bug
    given: {from: bob, fields: {category: bug}}
    expect: {status: pending, fired: [parts]}
`;
  const folder = folderOf({ 'more.yaml': MORE, 'tests/a.yaml': PEOPLE + cases });
  const report = await runTests(folder, { files: [], only: [], coverage: false });
  expect(report.cases.flatMap(({ failures }) => failures)).toEqual([]);
  expect(report).toMatchObject({ passed: 1, failed: 0 });
});
