/** What is no finding: idioms of good order, and what a simulated ticket shows to be otherwise. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintDesired } from '../../src/app/linting.ts';
import { loadProject } from '../../src/app/project.ts';
import type { LiveObject } from '../../src/core/provider.ts';
import { lint } from '../../src/lint/lint.ts';
import { HEAD } from '../kit/spec.ts';

const NOW = Date.parse('2026-11-25');
const GROUPS = `
groups: {billing: {name: Billing}, general: {name: General}}
trigger_categories: {routing: {name: Routing}}
`;

async function load(body: string) {
  const folder = await mkdtemp(join(tmpdir(), 'supportctl-'));
  try {
    await writeFile(join(folder, 'support.yaml'), HEAD + body);
    const { desired, diagnostics } = await loadProject({ spec: folder, variables: {} });
    if (desired === undefined) throw new Error(JSON.stringify(diagnostics));
    return desired;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rules with findings, and the rules that logic alone would have reported. */
async function found(body: string) {
  const desired = await load(body);
  const [tried, thought] = [await lintDesired(desired, { now: NOW }), lint({ desired, now: NOW })];
  const ids = (findings: readonly { readonly rule: string }[]) => [...new Set(findings.map(({ rule }) => rule))];
  return { tried: ids(tried.linted.findings), thought: ids(thought.findings) };
}

describe('no finding', () => {
  test('a rest that asks for tickets without a group', async () => {
    const { tried } = await found(`${GROUPS}
triggers:
  invoices: {title: A, category: routing, when: {all: [{field: update_type, is: create}, {field: type, is: question}]}, then: [{set: {group: billing}}]}
  rest: {title: B, category: routing, when: {all: [{field: update_type, is: create}, {field: group, is: none}]}, then: [{set: {group: general}}]}
`);
    expect(tried).toEqual([]);
  });

  test('a general trigger before a special one', async () => {
    const { tried } = await found(`${GROUPS}
triggers:
  all: {title: A, category: routing, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: general}}]}
  invoices: {title: B, category: routing, when: {all: [{field: update_type, is: create}, {field: type, is: question}]}, then: [{set: {group: billing}}]}
`);
    expect(tried).toEqual([]);
  });

  test('a second trigger that a third one keeps from firing: only a ticket shows it', async () => {
    const { tried, thought } = await found(`${GROUPS}
triggers:
  first: {title: A, category: routing, when: {all: [{field: update_type, is: create}, {field: type, is: question}, {field: channel, is: email}]}, then: [{set: {group: billing}}]}
  retype: {title: B, category: routing, when: {all: [{field: update_type, is: create}, {field: group, is: billing}]}, then: [{set: {type: task}}]}
  second: {title: C, category: routing, when: {all: [{field: update_type, is: create}, {field: type, is: question}]}, then: [{set: {group: general}}]}
`);
    expect(thought).toContain('trigger-shadowed');
    expect(tried).not.toContain('trigger-shadowed');
  });

  test('a notice about the group that waits for one', async () => {
    const { tried } = await found(`${GROUPS}
triggers:
  tell: {title: A, category: routing, when: {all: [{field: group, changed: true}]}, then: [{notify_group: {group: assigned_group, subject: New, body: "{{ticket.id}}"}}]}
  route: {title: B, category: routing, when: {all: [{field: update_type, is: create}, {field: group, is: none}]}, then: [{set: {group: billing}}]}
`);
    expect(tried).toEqual([]);
  });

  test('a webhook that calls Zendesk once, and marks the ticket', async () => {
    const body = (guard: string) => `${GROUPS}
webhooks: {self: {name: Self, endpoint: "https://acme.zendesk.com/api/v2/tickets/1.json", method: PUT, format: json}}
triggers:
  call:
    title: Call
    category: routing
    when: {all: [{field: update_type, is: change}, {field: status, is: open}${guard}]}
    then: [{notify_webhook: {webhook: self, body: "{}"}}, {add_tags: [called]}]
`;
    expect((await found(body(''))).tried).toContain('webhook-loop');
    expect((await found(body(', {field: tags, not_includes: [called]}'))).tried).toEqual([]);
    expect((await found(body(', {field: status, changed: true}'))).tried).toEqual([]);
  });

  test('a policy that an earlier one covers for some customers only', async () => {
    const target = 'targets: {urgent: {hours: calendar, first_reply: 1h}}';
    const { tried } = await found(`${GROUPS}
slas:
  mail: {title: Mail, when: {all: [{field: channel, is: email}, {field: type, is: question}]}, ${target}}
  questions: {title: Questions, when: {all: [{field: type, is: question}]}, ${target}}
`);
    expect(tried).not.toContain('sla-shadowed');
  });

  test('rules in the words of the platform: nobody here knows what they mean', async () => {
    const { tried } = await found(`${GROUPS}
triggers:
  raw:
    title: Raw
    category: routing
    when: {all: [{raw: {field: something_new, operator: is, value: x}}]}
    then: [{set: {group: billing}}]
`);
    expect(tried).toEqual([]);
  });
});

test('what the tenant shows to be gone is an error, and what it does not show is not', async () => {
  const desired = await load(`${GROUPS}
triggers:
  to_gone: {title: A, category: routing, when: {all: [{field: update_type, is: create}, {field: group, is: live("Gone")}]}, then: [{set: {priority: high}}]}
  sets_gone: {title: B, category: routing, when: {all: [{field: update_type, is: create}]}, then: [{set: {schedule: missing(7)}}]}
`);
  const rulesFor = (live: ReadonlyMap<string, readonly LiveObject[]>) =>
    lint({ desired, now: NOW, live }).findings.map(({ rule, address }) => `${rule} ${address}`);
  expect(rulesFor(new Map())).toEqual([]);
  expect(rulesFor(new Map([['group', []]]))).toEqual(['missing-reference trigger.to_gone']);
  expect(rulesFor(new Map([['schedule', []]]))).toEqual(['schedule-invalid trigger.sets_gone']);
});

test('basic authentication in a header of one’s own is found too', async () => {
  const { tried } = await found(`
webhooks:
  self:
    name: Self
    endpoint: https://acme.zendesk.com/api/v2/users.json
    method: POST
    format: json
    events: [zen:event-type:user.created]
    headers: {Authorization: Basic abc}
`);
  expect(tried).toEqual(['basic-auth-ends']);
});

test('a spec of another order is judged in that order', async () => {
  const body = (order: string) => `${GROUPS}
triggers:
  invoices: {title: A, category: routing, when: {all: [{field: update_type, is: create}, {field: type, is: question}]}, then: [{set: {group: billing}}]}
  all: {title: B, category: routing, when: {all: [{field: update_type, is: create}]}, then: [{set: {group: general}}]}
order: {triggers: [${order}]}
`;
  expect((await found(body('invoices, all'))).tried).toEqual(['trigger-shadowed']);
  expect((await found(body('all, invoices'))).tried).toEqual([]);
});
