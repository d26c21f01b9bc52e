/** What holds for any rules and any story. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Account, Native, Outcome, StoryEvent } from '../../src/simulate/index.ts';
import { prepare } from '../../src/simulate/index.ts';
import {
  ACCOUNT,
  AGENT,
  act,
  CATEGORY,
  CUSTOMER,
  DELIVERY,
  GROUP,
  HOUR,
  OTHER_AGENT,
  OTHER_GROUP,
  SCHEDULE,
  START,
  TELL,
  TICKET,
  when,
} from './kit.ts';

const statuses = fc.constantFrom('open', 'pending', 'hold', 'solved');
const changes = fc.constantFrom('changed', 'not_changed');
const hours = fc.integer({ min: 0, max: 60 }).map(String);

const condition: fc.Arbitrary<Native> = fc.oneof(
  fc
    .tuple(fc.constantFrom('is', 'is_not', 'less_than', 'value', 'value_previous'), statuses)
    .map(([operator, status]) => when('status', operator, status)),
  fc.constantFrom('low', 'high', '').map((priority) => when('priority', 'is', priority)),
  fc
    .tuple(fc.constantFrom('group_id', 'priority', 'assignee_id'), changes)
    .map(([field, operator]) => when(field, operator)),
  fc.constantFrom('Create', 'Change').map((type) => when('update_type', 'is', type)),
  fc.constantFrom('a', 'b', 'shop billing').map((tags) => when('current_tags', 'includes', tags)),
  fc.constantFrom('a', 'b').map((tag) => when('current_tags', 'not_includes', tag)),
  fc.constantFrom('true', 'false').map((value) => when('in_business_hours', 'is', value)),
  fc.constantFrom('print', 'nothing').map((word) => when('comment_includes_word', 'includes', word)),
  fc.constant(when('organization.custom_fields.tier', 'is', '71')),
  fc.constantFrom('billing', 'bug_report').map((tag) => when(`custom_fields_${CATEGORY}`, 'is', tag)),
);

const timed: fc.Arbitrary<Native> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'NEW',
        'OPEN',
        'PENDING',
        'SOLVED',
        'assigned_at',
        'updated_at',
        'requester_updated_at',
        'sla_next_breach_at',
      ),
      fc.constantFrom('is', 'greater_than', 'less_than', 'greater_than_business_hours', 'is_business_hours'),
      hours,
    )
    .map(([field, operator, value]) => when(field, operator, value)),
  fc
    .tuple(
      fc.constantFrom('until_sla_next_breach_at', 'until_due_date'),
      fc.constantFrom('less_than', 'is', 'greater_than'),
      hours,
    )
    .map(([field, operator, value]) => when(field, operator, value)),
  fc.constant(when(`custom_fields_${DELIVERY}`, 'within_next_n_days', '1')),
);

const action: fc.Arbitrary<Native> = fc.oneof(
  statuses.map((status) => act('status', status)),
  fc.constantFrom('low', 'high', '').map((priority) => act('priority', priority)),
  fc.constantFrom(GROUP, OTHER_GROUP, '').map((group) => act('group_id', group)),
  fc.constantFrom(AGENT, OTHER_AGENT, '', 'current_user').map((agent) => act('assignee_id', agent)),
  fc.constantFrom('a', 'b', 'billing').map((tag) => act('current_tags', tag)),
  fc.constantFrom('a', 'b', 'billing').map((tag) => act('remove_tags', tag)),
  fc.constant(act(`custom_fields_${CATEGORY}`, 'bug_report')),
  fc.constant(act('set_schedule', SCHEDULE)),
  fc.constant(TELL),
);

function ruleWith(conditions: fc.Arbitrary<Native[]>) {
  return fc.record({
    all: conditions,
    any: fc.array(condition, { maxLength: 2 }),
    actions: fc.array(action, { minLength: 1, maxLength: 3 }),
  });
}

const rules = fc.record({
  triggers: fc.array(ruleWith(fc.array(condition, { maxLength: 3 })), { maxLength: 8 }),
  automations: fc.array(
    ruleWith(fc.tuple(timed, fc.array(condition, { maxLength: 2 })).map(([time, more]) => [...more, time])),
    { maxLength: 5 },
  ),
});

const event: fc.Arbitrary<StoryEvent> = fc
  .record({
    after: fc.integer({ min: 0, max: 100 * 60 }),
    by: fc.constantFrom(AGENT, CUSTOMER, OTHER_AGENT),
    body: fc.constantFrom('print', 'other words', ''),
    open: fc.boolean(),
    status: fc.option(statuses, { nil: undefined }),
    due: fc.boolean(),
  })
  .map(({ after, by, body, open, status, due }) => ({
    at: START + after * 60_000,
    by,
    ...(body === '' ? {} : { comment: { body, public: open } }),
    set: { ...(status === undefined ? {} : { status }), ...(due ? { due_at: '2026-11-20' } : {}) },
  }));

const stories = fc.array(event, { maxLength: 5 });

type RuleBody = { readonly all: Native[]; readonly any: Native[]; readonly actions: Native[] };

function accountOf({
  triggers,
  automations,
}: {
  triggers: readonly RuleBody[];
  automations: readonly RuleBody[];
}): Account {
  const native = (kind: number) => (body: RuleBody, index: number) => ({
    id: kind + index,
    title: `${kind + index}`,
    position: index,
    conditions: { all: body.all, any: body.any },
    actions: body.actions,
  });
  const metric = { metric: 'first_reply_time', target: 600, business_hours: true };
  return {
    ...ACCOUNT,
    triggers: triggers.map(native(1000)),
    automations: automations.map(native(2000)),
    sla_policies: [
      {
        id: 1,
        title: 'All',
        filter: { all: [], any: [] },
        policy_metrics: ['low', 'high'].map((priority) => ({ ...metric, priority })),
      },
    ],
  };
}

const UNTIL = START + 200 * HOUR;

/** What two runs must agree on. */
function essence(outcome: Outcome) {
  const { ticket, fired, notifications, sla, findings } = outcome;
  return {
    ticket: { ...ticket, custom_fields: [...ticket.custom_fields] },
    fired: fired.map(({ at, rule }) => [at, rule.id]),
    notifications: notifications.map(({ at, to, body }) => [at, to, body]),
    sla,
    findings: findings.map(({ message }) => message),
  };
}

const story = (events: readonly StoryEvent[]) => ({ ticket: TICKET, events, until: UNTIL });

test('a run ends, is the same each time, and the same whether traced or not', () => {
  fc.assert(
    fc.property(rules, stories, (made, events) => {
      const simulator = prepare(accountOf(made));
      const first = essence(simulator.run(story(events)));
      expect(essence(simulator.run(story(events)))).toEqual(first);
      expect(essence(simulator.run(story(events), { trace: false }))).toEqual(first);
    }),
    { numRuns: 50 },
  );
});

test('hours that are skipped are hours in which nothing would have happened', () => {
  fc.assert(
    fc.property(rules, stories, (made, events) => {
      const simulator = prepare(accountOf(made), { trace: false });
      const hourly = Array.from({ length: 200 }, (_, hour) => ({ at: START + hour * HOUR + 60_000 }));
      const merged = [...events, ...hourly];
      expect(essence(simulator.run(story(merged)))).toEqual(essence(simulator.run(story(events))));
    }),
    { numRuns: 50 },
  );
});

test('no outcome depends on the time zone of the machine', () => {
  const before = process.env.TZ;
  const offsets = new Set<number>();
  try {
    fc.assert(
      fc.property(rules, stories, (made, events) => {
        const outcomes = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'].map((zone) => {
          process.env.TZ = zone;
          offsets.add(new Date(START).getTimezoneOffset());
          return essence(prepare(accountOf(made)).run(story(events)));
        });
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      }),
      { numRuns: 10 },
    );
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
  expect(offsets.size).toBe(4);
});

test('triggers that touch nothing can stand anywhere', () => {
  const bystander = ruleWith(fc.array(condition, { maxLength: 2 })).map((body) => ({ ...body, actions: [TELL] }));
  fc.assert(
    fc.property(rules, stories, bystander, fc.nat(8), fc.nat(8), (made, events, extra, here, there) => {
      const withExtra = (place: number) => {
        const triggers = [...made.triggers];
        triggers.splice(place, 0, extra);
        return accountOf({ ...made, triggers });
      };
      const [left, right] = [withExtra(here), withExtra(there)].map((account) => {
        const { ticket, sla } = prepare(account, { trace: false }).run(story(events));
        return { ticket: { ...ticket, custom_fields: [...ticket.custom_fields] }, sla };
      });
      expect(left).toEqual(right);
    }),
    { numRuns: 40 },
  );
});
