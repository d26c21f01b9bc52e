/**
 * The account as judge: rules are held against what the account says that its rules can say. A rule about what the account does
 * not have is left out with a warning, and the rest proceeds.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';
import { asked, codesOf, said, send } from './kit.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const OPEN = { field: 'status', operator: 'is', value: 'open' };
const trigger = (actions: unknown[], all: unknown[] = [OPEN]) =>
  JSON.parse(JSON.stringify({ trigger: { title: 'Raw', conditions: { all, any: [] }, actions } }));
const CATEGORY = 'trigger_categories: {routing: {name: Routing}}\n';
const rule = (then: string, when = '{field: status, is: open}') =>
  `${CATEGORY}triggers:\n  t: {title: T, category: routing, when: {all: [${when}]},\n    then: [${then}]}\n`;

async function switchOn(own: Project, settings: Record<string, unknown>): Promise<void> {
  own.sandbox.control.edit('settings', 'account', JSON.parse(JSON.stringify(settings)));
}

describe('side conversations', () => {
  const ask = '{side_conversation: {subject: Help, body: Please, to: a@b.example, format: plain}}';

  test('are said to be off, with the plans that have them, and the tenant would refuse the rule', async () => {
    tenant = await project({ profile: 'enterprise' });
    const [only, ...more] = await said(tenant, rule(ask));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ code: 'RULE_FEATURE_OFF', severity: 'warning', address: 'trigger.t', line: 4 });
    expect(only?.detail).toContain('Suite Professional and up');
    const value = ['Help', 'Please', 'a@b.example', 'text/plain'];
    const { status } = await send(tenant, 'POST', '/macros', {
      macro: { title: 'Raw', actions: [{ field: 'side_conversation', value }] },
    });
    expect(status).toBe(422);
  });

  test('are no word where they are on, and a macro of them comes back as it was written', async () => {
    tenant = await project({ profile: 'enterprise' });
    const own = tenant;
    await switchOn(own, { side_conversations: { email_channel: true, tickets_channel: true, slack_channel: true } });
    const macro = `groups: {tier2: {name: Tier 2}}
macros:
  m:
    title: Ask around
    then:
      - ${ask}
      - {side_conversation_ticket: {subject: "{{ticket.title}}", body: Please, group: tier2, format: html}}
`;
    await own.write({ 'support.yaml': HEAD + macro });
    expectApplied(await own.apply());
    expect(leftToDo(await own.plan())).toEqual([]);
    const held = JSON.stringify(own.sandbox.control.objects('macros').find(({ title }) => title === 'Ask around'));
    expect(held).toMatch(/"SupportAssignable:support_assignable\/group\/\d+"/);
    const { project: imported } = await own.import();
    try {
      expect(leftToDo(await imported.plan())).toEqual([]);
    } finally {
      await imported.clear();
    }
  });
});

describe('what is switched off', () => {
  test('On-hold is named where the account has no such status, and the tenant would refuse it', async () => {
    tenant = await project({ profile: 'trial' });
    const codes = await codesOf(tenant, rule('{set: {status: hold}}'));
    const refused = await send(tenant, 'POST', '/triggers', trigger([{ field: 'status', value: 'hold' }]));
    expect([codes, refused.status]).toEqual([['RULE_VALUE_NOT_OFFERED error trigger.t:4'], 422]);
  });

  test('On-hold is no word where the same spec switches it on', async () => {
    tenant = await project({ profile: 'trial' });
    const on = 'ticket_fields: {status: {type: status, sub_type: 1, lifecycle: {adopt: true}}}\n';
    await tenant.write({ 'support.yaml': `${HEAD}${on}${rule('{set: {status: hold}}')}` });
    expectApplied(await tenant.apply());
    expect(leftToDo(await tenant.plan())).toEqual([]);
  });

  test('custom statuses in a view, which the tenant would refuse', async () => {
    tenant = await project({ profile: 'trial' });
    const [status] = tenant.sandbox.control.objects('custom_statuses');
    const view = `views:\n  v: {title: V, columns: [id],\n    when: {all: [{field: status, less_than: solved}, {field: custom_status, includes: [live(${status?.id})]}]}}\n`;
    expect(await codesOf(tenant, view)).toEqual(['RULE_FEATURE_OFF warning view.v:3']);
    const all = [
      { field: 'status', operator: 'less_than', value: 'solved' },
      { field: 'custom_status_id', operator: 'includes', value: String(status?.id) },
    ];
    expect((await send(tenant, 'POST', '/views', { view: { title: 'Raw', all, any: [] } })).status).toBe(422);
  });

  test('article recommendations', async () => {
    tenant = await project({ profile: 'trial' });
    expect(await codesOf(tenant, rule('{suggest_articles: [requester_id, Hello, World]}'))).toEqual([
      'RULE_FEATURE_OFF warning trigger.t:4',
    ]);
    const refused = await send(tenant, 'POST', '/triggers', trigger([{ field: 'deflection', value: ['a', 'b', 'c'] }]));
    expect(refused.status).toBe(422);
  });

  test('schedules count as switched on where the same plan makes the first one', async () => {
    tenant = await project({ profile: 'trial' });
    const when = '{field: in_business_hours, is: true}';
    expect(await codesOf(tenant, rule('{add_tags: [x]}', when))).toEqual(['RULE_FEATURE_OFF warning trigger.t:3']);
    const hours = 'schedules: {us: {name: US, timezone: America/New_York, hours: {mon-fri: 08:00-18:00}}}\n';
    expect(await codesOf(tenant, hours + rule('{add_tags: [x]}', when))).toEqual([]);
  });
});

describe('what the account does not list', () => {
  test('a comparison', async () => {
    tenant = await project({ profile: 'enterprise' });
    const body = rule('{add_tags: [x]}', '{field: recipient, is_not: support@acme.zendesk.com}');
    expect(await codesOf(tenant, body)).toEqual(['RULE_OPERATOR_NOT_OFFERED error trigger.t:3']);
    const all = [{ field: 'recipient', operator: 'is_not', value: 'support@acme.zendesk.com' }];
    const refused = await send(tenant, 'POST', '/triggers', trigger([{ field: 'current_tags', value: 'x' }], all));
    expect(refused.status).toBe(422);
  });

  test('a comparison in a queue and in a skill, each by definitions of its own', async () => {
    tenant = await project({ profile: 'enterprise' });
    const own = tenant;
    await switchOn(own, { routing: { enabled: true } });
    const asked = (operator: string) => `{all: [{field: recipient, ${operator}: help@acme.example}]}`;
    const body = (operator: string) => `groups: {one: {name: One}}
queues: {q: {name: Q, priority: 1, primary_groups: [one], when: ${asked(operator)}}}
skills:
  desks:
    name: Desks
    values:
      Plain: {}
      Help: {when: ${asked(operator)}}
`;
    expect(await codesOf(own, body('is_not'))).toEqual([
      'RULE_OPERATOR_NOT_OFFERED error queue.q:2',
      'RULE_OPERATOR_NOT_OFFERED error routing_attribute.desks:8',
    ]);
    expect(await codesOf(own, body('is'))).toEqual([]);
    expectApplied(await own.apply());
    const all = [{ field: 'recipient', operator: 'is_not', value: 'help@acme.example' }];
    const group = own.sandbox.control.objects('groups').find(({ name }) => name === 'One')?.id ?? null;
    const queue = { name: 'Raw', priority: 2, primary_groups_id: [group], definition: { all, any: [] } };
    expect((await send(own, 'POST', '/queues', { queue })).status).toBe(422);
    const type = own.sandbox.control.objects('routing_attributes').find(({ name }) => name === 'Desks')?.id;
    const value = { name: 'Raw', conditions: { all, any: [] } };
    const refused = await send(own, 'POST', `/routing/attributes/${type}/values`, { attribute_value: value });
    expect(refused.status).toBe(422);
  });

  test('a word of the platform that is written raw', async () => {
    tenant = await project({ profile: 'enterprise' });
    expect(await codesOf(tenant, rule('{raw: {field: tomorrow, value: x}}'))).toEqual([
      'RULE_WORD_NOT_OFFERED warning trigger.t:4',
    ]);
    const refused = await send(tenant, 'POST', '/triggers', trigger([{ field: 'tomorrow', value: 'x' }]));
    expect(refused.status).toBe(422);
  });
});

describe('the account is asked', () => {
  test('once for each kind of rules, only for what would be written, and not at all for plain words', async () => {
    tenant = await project({ profile: 'enterprise' });
    const own = tenant;
    const asks = async (body: string) => {
      await codesOf(own, body);
      return asked(own).filter((path) => path.includes('definitions'));
    };
    expect(await asks(rule('{set: {priority: high}}, {add_tags: [x]}'))).toEqual([]);
    const many = `${rule('{set: {requester_language: live("de")}}')}
  u: {title: U, category: routing, when: {all: [{field: reopens, greater_than: 1}]}, then: [{add_tags: [y]}]}
views: {v: {title: V, columns: [id], when: {all: [{field: status, less_than: solved}, {field: requester_language, is: live("de")}]}}}
`;
    expect((await asks(many)).map((path) => path.replace(/^.*api\/v2/, '')).sort()).toEqual([
      '/triggers/definitions',
      '/views/definitions',
    ]);
    expectApplied(await own.apply());
    expect(await asks(many)).toEqual([]);
  });
});
