/** Automations, closing, and SLA targets as time passes. */
import { expect, test } from 'vitest';
import { passTime } from '../../src/simulate/automations.ts';
import { AGENT, act, at, CUSTOMER, DAY, fired, HOUR, policy, rule, run, START, TELL, TICKET, when } from './kit.ts';
import { openStories } from './many.ts';

const SOLVED = { ticket: { set: { status: 'solved' } } };
const hoursOf = (outcome: ReturnType<typeof run>) => outcome.fired.map((firing) => (firing.at - START) / HOUR);

test('they run once an hour at the minute that the option says', () => {
  const automations = [rule('it', [when('SOLVED', 'greater_than', '1')], [act('current_tags', 'x')])];
  const again = {
    automations: [
      rule(
        'it',
        [when('SOLVED', 'greater_than', '1'), when('current_tags', 'not_includes', 'x')],
        [act('current_tags', 'x')],
      ),
    ],
  };
  expect(hoursOf(run(again, { ...SOLVED, until: START + 5 * HOUR }))).toEqual([2]);
  expect(hoursOf(run(again, { ...SOLVED, until: START + 5 * HOUR }, { automationMinute: 30 }))).toEqual([1.5]);
  expect(hoursOf(run({ automations }, { ...SOLVED, until: START + 5 * HOUR }))).toEqual([2, 3, 4, 5]);
});

test('business hours are counted in the schedule of the ticket', () => {
  const automations = [
    rule(
      'it',
      [when('NEW', 'greater_than_business_hours', '8'), when('current_tags', 'not_includes', 'x')],
      [act('current_tags', 'x')],
    ),
  ];
  // 09:00 to 17:00: eight hours are over at closing; the first run that has more is the second of the next morning.
  const outcome = run({ automations }, { until: START + 3 * DAY });
  expect(hoursOf(outcome)).toEqual([25]);
});

test('hours since a status count while it lasts, hours since update begin again with an automation', () => {
  const automations = [
    rule(
      'open',
      [when('OPEN', 'greater_than', '3'), when('current_tags', 'not_includes', 'o')],
      [act('current_tags', 'o')],
    ),
    rule('idle', [when('status', 'is', 'open'), when('updated_at', 'greater_than', '2')], [TELL]),
  ];
  const story = { ticket: { set: { status: 'open' } }, until: START + 10 * HOUR };
  const outcome = run({ automations }, story);
  expect(outcome.fired.map((firing) => [firing.rule.title, (firing.at - START) / HOUR])).toEqual([
    ['idle', 3],
    ['open', 4],
    ['idle', 7],
    ['idle', 10],
  ]);
});

test('an automation is checked again at its own moment: what an earlier one changed counts', () => {
  const automations = [
    rule('close', [when('SOLVED', 'greater_than', '1')], [act('status', 'closed')]),
    rule('tell', [when('SOLVED', 'greater_than', '1')], [TELL]),
  ];
  expect(fired(run({ automations }, { ...SOLVED, until: START + DAY }))).toEqual(['close']);
});

test('a due date falls due at noon of the account', () => {
  const automations = [
    rule(
      'soon',
      [when('status', 'is', 'new'), when('until_due_date', 'is', '2'), when('current_tags', 'not_includes', 's')],
      [act('current_tags', 's')],
    ),
    rule(
      'over',
      [when('status', 'is', 'new'), when('due_at', 'greater_than', '0'), when('current_tags', 'not_includes', 'd')],
      [act('current_tags', 'd')],
    ),
  ];
  const outcome = run(
    { automations },
    { ticket: { set: { type: 'task', due_at: '2026-11-20' } }, until: START + 5 * DAY },
  );
  expect(outcome.ticket.due_at).toBe(at('2026-11-20T17:00:00Z'));
  expect(outcome.fired.map((firing) => new Date(firing.at).toISOString())).toEqual([
    '2026-11-20T15:00:00.000Z',
    '2026-11-20T18:00:00.000Z',
  ]);
});

test('triggers run on what an automation changed, unless told otherwise', () => {
  const rules = {
    automations: [
      rule('up', [when('NEW', 'greater_than', '1'), when('priority', 'is', '')], [act('priority', 'high')]),
    ],
    triggers: [rule('seen', [when('priority', 'value', 'high')], [TELL])],
  };
  expect(fired(run(rules, { until: START + DAY }))).toEqual(['up', 'seen']);
  expect(fired(run(rules, { until: START + DAY }, { triggersAfterAutomations: false }))).toEqual(['up']);
});

test('automations update a ticket a hundred times at most; the platform’s own closing still runs', () => {
  const automations = [
    rule('again', [when('status', 'is', 'solved')], [TELL]),
    rule('Close', [when('status', 'is', 'solved'), when('SOLVED', 'greater_than', '120')], [act('status', 'closed')], {
      default: true,
    }),
  ];
  const outcome = run({ automations }, { ...SOLVED, until: START + 10 * DAY });
  expect(fired(outcome).filter((title) => title === 'again')).toHaveLength(100);
  expect(outcome.ticket.status).toBe('closed');
  expect(outcome.findings.map(({ kind }) => kind)).toContain('limit');
});

test('a solved ticket closes after 28 days, and triggers can see it', () => {
  const triggers = [rule('gone', [when('status', 'value', 'closed')], [TELL])];
  const outcome = run({ triggers }, { ...SOLVED, until: START + 40 * DAY });
  expect(hoursOf(outcome)).toEqual([28 * 24]);
  expect(outcome.ticket.status).toBe('closed');
  expect(run({}, { ...SOLVED, until: START + 28 * DAY - 1 }).ticket.status).toBe('solved');
});

test('an automation acts on a thousand tickets an hour; the others wait for the next', () => {
  const automations = [
    rule(
      'it',
      [when('NEW', 'greater_than', '1'), when('current_tags', 'not_includes', 'x')],
      [act('current_tags', 'x')],
    ),
  ];
  const { tickets, rules } = openStories({ automations }, 1003, { trace: false });
  passTime(tickets, rules, START + 2 * HOUR);
  expect(tickets.filter(({ scene }) => scene.ticket.tags.includes('x'))).toHaveLength(1000);
  passTime(tickets, rules, START + 3 * HOUR);
  expect(tickets.filter(({ scene }) => scene.ticket.tags.includes('x'))).toHaveLength(1003);
});

test('a target warns, falls due and is breached; automations see both sides of the breach', () => {
  const sla_policies = [
    policy('Standard', [], [{ priority: 'high', metric: 'first_reply_time', target: 240, business_hours: true }]),
  ];
  const automations = [
    rule(
      'warn',
      [
        when('status', 'is', 'new'),
        when('until_sla_next_breach_at', 'less_than', '1'),
        when('current_tags', 'not_includes', 'w'),
      ],
      [act('current_tags', 'w')],
    ),
    rule(
      'late',
      [
        when('status', 'is', 'new'),
        when('sla_next_breach_at', 'greater_than', '0'),
        when('current_tags', 'not_includes', 'l'),
      ],
      [act('current_tags', 'l')],
    ),
  ];
  const outcome = run({ sla_policies, automations }, { ticket: { set: { priority: 'high' } }, until: START + 2 * DAY });
  expect(outcome.fired.map((firing) => [firing.rule.title, (firing.at - START) / HOUR])).toEqual([
    ['warn', 3],
    ['late', 5],
  ]);
  const [target] = outcome.sla;
  expect(target).toMatchObject({
    metric: 'first_reply_time',
    state: 'active',
    breached: true,
    due_at: START + 4 * HOUR,
  });
  expect(target?.moments.map(({ at: moment, what }) => [what, (moment - START) / HOUR])).toEqual([
    ['activate', 0],
    ['warn', 3.75],
    ['due', 4],
    ['breach', 4],
  ]);
});

test('the policy is chosen again after each update, the first that matches', () => {
  const metric = (target: number) => [{ priority: 'high', metric: 'first_reply_time', target, business_hours: false }];
  const sla_policies = [
    policy('VIP', [when('current_tags', 'includes', 'vip')], metric(60)),
    policy('All', [], metric(600)),
  ];
  const events = [{ at: START + HOUR / 2, by: AGENT, set: { additional_tags: ['vip'] } }];
  const outcome = run({ sla_policies }, { ticket: { set: { priority: 'high' } }, events });
  expect(outcome.steps.flatMap((step) => (step.kind === 'sla_policy' ? [step.policy?.title] : []))).toEqual([
    'All',
    'VIP',
  ]);
  expect(outcome.sla.map((target) => [target.policy.title, target.due_at])).toEqual([['VIP', START + HOUR]]);
});

test('without priority there is no target', () => {
  const sla_policies = [
    policy('All', [], [{ priority: 'high', metric: 'first_reply_time', target: 60, business_hours: false }]),
  ];
  expect(run({ sla_policies }).sla).toEqual([]);
});

test('an automation that never comes due is told to have been seen both ways only where it was', () => {
  const automations = [rule('it', [when('status', 'is', 'solved'), when('NEW', 'greater_than', '1')], [TELL])];
  const outcome = run({ automations }, { events: [{ at: START + 2 * HOUR, by: CUSTOMER, comment: TICKET.comment }] });
  expect(outcome.coverage.map(({ tried, fired: did, conditions }) => [tried, did, conditions[0]?.failed])).toEqual([
    [true, false, true],
  ]);
});

test('a story can assume how long something took', () => {
  const automations = [
    rule(
      'it',
      [when('NEW', 'greater_than', '500'), when('current_tags', 'not_includes', 'x')],
      [act('current_tags', 'x')],
    ),
  ];
  expect(fired(run({ automations }, { until: START + 2 * HOUR, assume: { NEW: 501 } }))).toEqual(['it']);
});

test('an automation that never fired is told with what kept it', () => {
  const automations = [rule('it', [when('status', 'is', 'solved'), when('SOLVED', 'greater_than', '1')], [TELL])];
  const steps = run({ automations }, { until: START + DAY }).steps.filter((step) => step.kind === 'rule');
  expect(steps).toMatchObject([{ rule: { title: 'it' }, fired: false, decidedBy: { field: 'status', actual: 'new' } }]);
});
