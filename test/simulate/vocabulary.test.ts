/** Every condition and action that the provider can write is evaluated, or visibly declared not to be. */
import { expect, test } from 'vitest';
import { ACTIONS, SETTABLE } from '../../src/providers/zendesk/vocabulary/action-table.ts';
import { CONDITIONS } from '../../src/providers/zendesk/vocabulary/condition-table.ts';
import type { Native } from '../../src/simulate/index.ts';
import { AGENT, act, CATEGORY, GROUP, OTHER_GROUP, policy, rule, run, SCHEDULE, SEATS, when } from './kit.ts';

/** What no configuration holds: the outcome says so. */
const OUTSIDE = [
  'cc',
  'received_from',
  'requester_twitter_followers_count',
  'requester_twitter_statuses_count',
  'requester_twitter_verified',
  'via_subtype_id',
];

const VALUES: Readonly<Record<string, string>> = {
  group_id: GROUP,
  assignee_id: AGENT,
  within_schedule: SCHEDULE,
  exact_created_at: '2026-01-01T00:00:00Z',
};

function value(field: string): string {
  return VALUES[field] ?? '1';
}

test('each field and operator of conditions gives an answer, but for what is declared', () => {
  const undecided = new Set<string>();
  const custom = ['is', 'is_not', 'present', 'not_present', 'changed', 'value', 'not_value', 'value_previous'];
  const families = [
    ...custom.map((operator) => [`custom_fields_${CATEGORY}`, operator] as const),
    ...[...custom, 'less_than', 'greater_than_equal'].map((operator) => [`custom_fields_${SEATS}`, operator] as const),
    ...[...custom, 'includes_words', 'not_includes_string'].map(
      (operator) => ['requester.custom_fields.plan', operator] as const,
    ),
    ...custom.map((operator) => ['organization.custom_fields.tier', operator] as const),
    ['ticket_fields_100', 'includes'] as const,
    ['custom_fields_103', 'within_next_n_days'] as const,
  ];
  const all = [
    ...CONDITIONS.flatMap(({ native, operators }) => Object.values(operators).map((name) => [native, name] as const)),
    ...families,
  ];
  expect(all.length).toBeGreaterThan(200);
  for (const [field, operator] of all) {
    const { findings } = run(
      { triggers: [rule('it', [when(field, operator, value(field))], [])] },
      {},
      { trace: false },
    );
    if (findings.some(({ kind }) => kind === 'undecided_condition')) undecided.add(field);
  }
  expect([...undecided].sort()).toEqual(OUTSIDE);
});

test('a rule that cannot be decided does not fire, and a story can assume what decides it', () => {
  const triggers = [
    rule('famous', [when('requester_twitter_followers_count', 'greater_than', '1000')], [act('priority', 'high')]),
  ];
  const open = run({ triggers });
  expect(open.ticket.priority).toBe('');
  expect(open.findings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    'undecided_condition: requester_twitter_followers_count greater_than cannot be evaluated offline: the figures of X accounts are known to X only; a story can assume a value',
  ]);
  expect(run({ triggers }, { assume: { requester_twitter_followers_count: 2000 } }).ticket.priority).toBe('high');
  expect(run({ triggers }, { assume: { requester_twitter_followers_count: 20 } }).ticket.priority).toBe('');
});

test('a condition that decides the rule anyway leaves nothing open', () => {
  const unknown = when('via_subtype_id', 'is', '5');
  const triggers = [rule('never', [unknown, when('priority', 'is', 'urgent')], [act('type', 'task')])];
  expect(run({ triggers }).findings).toEqual([]);
});

test('of ANY, one that holds is enough beside one that is unknown; none but the unknown leaves the rule open', () => {
  const unknown = when('via_subtype_id', 'is', '5');
  const any = (other: Native) => {
    const conditions = { all: [], any: [unknown, other] };
    const { ticket, findings } = run({ triggers: [rule('it', [], [act('type', 'task')], { conditions })] });
    return [ticket.type, findings.map(({ kind }) => kind)];
  };
  expect(any(when('status', 'is', 'new'))).toEqual(['task', []]);
  expect(any(when('status', 'is', 'solved'))).toEqual(['', ['undecided_condition']]);
});

const ACTION_VALUES: Readonly<Record<string, unknown>> = {
  status: 'open',
  type: 'task',
  priority: 'high',
  group_id: OTHER_GROUP,
  assignee_id: AGENT,
  brand_id: '30',
  ticket_form_id: '31',
  custom_status_id: '32',
  set_schedule: SCHEDULE,
  satisfaction_score: 'offered',
  follower: AGENT,
  cc: AGENT,
  notification_user: ['requester_id', 'a', 'b'],
  notification_group: [GROUP, 'a', 'b'],
  notification_webhook: ['33', '{}'],
  notification_target: ['34', 'hello'],
  notification_sms_user: ['requester_id', '1', 'hello'],
  notification_sms_group: [GROUP, '1', 'hello'],
  notification_zis: ['app', 'space', 'channel', 'title', 'body'],
  side_conversation: ['subject', 'body', 'to', 'text/plain'],
};

const MORE: Readonly<Record<string, readonly Native[]>> = {
  brands: [
    { id: 30, name: 'B' },
    { id: 35, name: 'A', default: true },
  ],
  ticket_forms: [
    { id: 31, name: 'F' },
    { id: 36, name: 'D', default: true },
  ],
  custom_statuses: [{ id: 32, status_category: 'pending', agent_label: 'Waits' }],
  webhooks: [{ id: '33', name: 'hook', http_method: 'POST', endpoint: 'https://x.example', status: 'active' }],
  targets: [{ id: 34, title: 'mail', email: 'x@y.example' }],
};

test('each action changes the ticket, tells somebody, or is declared to have no effect here', () => {
  const silent: string[] = [];
  const declared: string[] = [];
  for (const { native: field } of [...SETTABLE, ...ACTIONS]) {
    if (field.startsWith('comment_')) continue;
    const wanted = ACTION_VALUES[field] ?? 'text';
    const outcome = run({
      ...MORE,
      triggers: [rule('it', [when('update_type', 'is', 'Create')], [act(field, wanted)])],
    });
    const steps = outcome.steps.flatMap((step) => (step.kind === 'rule' ? step.actions : []));
    const changed = steps.some(({ changes }) => changes.length > 0) || outcome.notifications.length > 0;
    if (outcome.findings.some(({ kind }) => kind === 'undecided_action')) declared.push(field);
    else if (!changed && !['remove_tags', 'set_schedule', 'locale_id'].includes(field)) silent.push(field);
  }
  expect(silent).toEqual([]);
  expect(declared.sort()).toEqual([
    'deflection',
    'side_conversation',
    'side_conversation_slack',
    'side_conversation_teams',
    'side_conversation_ticket',
  ]);
});

test('an SLA filter names types by number and options by id', () => {
  const metrics = [{ priority: 'normal', metric: 'first_reply_time', target: 60, business_hours: false }];
  const sla_policies = [
    policy('Incidents', [when('ticket_type_id', 'is', '2')], metrics),
    policy('Bugs', [when('ticket_fields_100', 'includes', '2')], metrics),
    policy('Gold', [when('organization.custom_fields.tier', 'is', '71')], metrics),
  ];
  const titles = (set: Native) =>
    run({ sla_policies }, { ticket: { set: { priority: 'normal', ...set } } }).sla.map((target) => target.policy.title);
  expect(titles({ type: 'incident' })).toEqual(['Incidents']);
  expect(titles({ custom_fields: [{ id: 100, value: 'bug_report' }] })).toEqual(['Bugs']);
  expect(titles({})).toEqual(['Gold']);
});
