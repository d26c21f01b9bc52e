/** Order, restart and memory of triggers, and what their conditions compare. */
import { describe, expect, test } from 'vitest';
import {
  AGENT,
  act,
  at,
  CATEGORY,
  CUSTOMER,
  fired,
  firesOnCreate,
  GROUP,
  HOUR,
  OTHER_GROUP,
  PRODUCTS,
  rule,
  run,
  SCHEDULE,
  SEATS,
  START,
  TELL,
  URGENT_BOX,
  when,
} from './kit.ts';

const HIGH = act('priority', 'high');

describe('the cycle', () => {
  test('categories order triggers first, then their positions', () => {
    const trigger_categories = [
      { id: 'a', position: 2 },
      { id: 'b', position: 1 },
    ];
    const triggers = [
      rule('third', [], [TELL], { category_id: 'a', position: 1 }),
      rule('second', [], [TELL], { category_id: 'b', position: 2 }),
      rule('first', [], [TELL], { category_id: 'b', position: 1 }),
      rule('off', [], [TELL], { category_id: 'b', position: 0, active: false }),
    ];
    expect(fired(run({ triggers, trigger_categories }))).toEqual(['first', 'second', 'third']);
  });

  test('a change sends checking back to the top, where an earlier trigger may match now', () => {
    const triggers = [
      rule('late', [when('priority', 'is', 'high')], [act('group_id', GROUP)]),
      rule('early', [when('update_type', 'is', 'Create')], [HIGH]),
    ];
    expect(fired(run({ triggers }))).toEqual(['early', 'late']);
  });

  test('a trigger fires once an update, even where two undo each other', () => {
    const triggers = [
      rule('up', [when('priority', 'is_not', 'high')], [HIGH]),
      rule('down', [when('priority', 'is', 'high')], [act('priority', 'low')]),
    ];
    const outcome = run({ triggers }, { events: [{ at: START + HOUR, by: AGENT, comment: { body: 'x' } }] });
    expect(fired(outcome)).toEqual(['up', 'down', 'up', 'down']);
    expect(outcome.ticket.priority).toBe('low');
  });

  test('a trigger without net change fires and leaves no change', () => {
    const triggers = [rule('again', [], [HIGH])];
    const outcome = run({ triggers }, { ticket: { set: { priority: 'high' } } });
    const step = outcome.steps.find((one) => one.kind === 'rule');
    expect(step).toMatchObject({ fired: true, actions: [{ field: 'priority', changes: [] }] });
  });

  test('one of ANY must hold beside all of ALL', () => {
    const any = [when('priority', 'is', 'high'), when('type', 'is', 'task')];
    const triggers = [rule('it', [], [TELL], { conditions: { all: [when('status', 'is', 'new')], any } })];
    expect(fired(run({ triggers }))).toEqual([]);
    expect(fired(run({ triggers }, { ticket: { set: { type: 'task' } } }))).toEqual(['it']);
  });

  test('the step of a trigger that did not fire names the condition that decided, with what was wanted and found', () => {
    const triggers = [rule('it', [when('status', 'is', 'new'), when('priority', 'is', 'urgent')], [TELL])];
    const step = run({ triggers }, { ticket: { set: { priority: 'low' } } }).steps.find((one) => one.kind === 'rule');
    expect(step).toMatchObject({
      fired: false,
      decidedBy: {
        list: 'all',
        index: 1,
        field: 'priority',
        operator: 'is',
        wanted: 'urgent',
        actual: 'low',
        holds: false,
      },
    });
  });

  test('coverage tells which conditions were seen true and false, and which actions had an effect', () => {
    const triggers = [
      rule('it', [when('update_type', 'is', 'Change')], [HIGH, act('status', 'open')]),
      rule('never', [when('type', 'is', 'task')], [HIGH]),
    ];
    const outcome = run({ triggers }, { events: [{ at: START + HOUR, by: AGENT, set: { status: 'open' } }] });
    expect(outcome.coverage.map(({ rule: { title }, ...rest }) => ({ title, ...rest }))).toEqual([
      {
        title: 'it',
        tried: true,
        fired: true,
        passed: true,
        conditions: [{ list: 'all', index: 0, held: true, failed: true }],
        actions: [
          { index: 0, ran: true, changed: true },
          { index: 1, ran: true, changed: false },
        ],
      },
      {
        title: 'never',
        tried: true,
        fired: false,
        passed: true,
        conditions: [{ list: 'all', index: 0, held: false, failed: true }],
        actions: [{ index: 0, ran: false, changed: false }],
      },
    ]);
  });
});

describe('change operators', () => {
  const change = (operator: string, value = '') =>
    fired(
      run(
        { triggers: [rule('it', [when('update_type', 'is', 'Change'), when('priority', operator, value)], [TELL])] },
        { ticket: { set: { priority: 'low' } }, events: [{ at: START + HOUR, by: AGENT, set: { priority: 'high' } }] },
      ),
    ).includes('it');

  test.each([
    ['changed', '', true],
    ['not_changed', '', false],
    ['value', 'high', true],
    ['value', 'low', false],
    ['not_value', 'high', false],
    ['not_value', 'low', true],
    ['value_previous', 'low', true],
    ['value_previous', 'high', false],
    ['not_value_previous', 'low', false],
    ['not_value_previous', 'high', true],
  ])('%s %s after low → high: %s', (operator, value, expected) => {
    expect(change(operator, value)).toBe(expected);
  });

  test('a value given at creation is a change, its absence is none', () => {
    expect(firesOnCreate(when('priority', 'changed'), { set: { priority: 'low' } })).toBe(true);
    expect(firesOnCreate(when('priority', 'changed'))).toBe(false);
  });

  test('changed sees what earlier triggers changed; what it compares with is an option', () => {
    const triggers = [
      rule('set', [when('update_type', 'is', 'Change'), when('current_tags', 'not_includes', 'x')], [HIGH]),
      rule('tag', [when('update_type', 'is', 'Change')], [act('current_tags', 'x')]),
      rule(
        'seen',
        [when('update_type', 'is', 'Change'), when('priority', 'changed'), when('current_tags', 'includes', 'x')],
        [TELL],
      ),
    ];
    const events = [{ at: START + HOUR, by: AGENT, comment: { body: 'x' } }];
    expect(fired(run({ triggers }, { events }))).toEqual(['set', 'tag', 'seen']);
    expect(fired(run({ triggers }, { events }, { changedBase: 'latest_change' }))).toEqual(['set', 'tag']);
  });
});

describe('conditions', () => {
  test('status and priority have an order; where no priority stands in it is an option', () => {
    expect(firesOnCreate(when('status', 'less_than', 'pending'))).toBe(true);
    expect(firesOnCreate(when('status', 'greater_than', 'new'))).toBe(false);
    expect(firesOnCreate(when('priority', 'greater_than', 'normal'), { set: { priority: 'urgent' } })).toBe(true);
    const triggers = [rule('it', [when('priority', 'less_than', 'low')], [TELL])];
    expect(fired(run({ triggers }))).toEqual(['it']);
    expect(fired(run({ triggers }, {}, { emptyPriority: 'incomparable' }))).toEqual([]);
  });

  test('words match inside words unless told otherwise; a phrase in quotation marks is one item', () => {
    const debug = { subject: 'How to debug' };
    const triggers = [rule('it', [when('subject_includes_word', 'includes', 'bug crash')], [TELL])];
    expect(fired(run({ triggers }, { ticket: debug }))).toEqual(['it']);
    expect(fired(run({ triggers }, { ticket: debug }, { wordMatch: 'whole_word' }))).toEqual([]);
    expect(fired(run({ triggers }, { ticket: { subject: 'A BUG!' } }, { wordMatch: 'whole_word' }))).toEqual(['it']);
    expect(firesOnCreate(when('subject_includes_word', 'includes', '"log in" x9'), { subject: 'Cannot log in' })).toBe(
      true,
    );
    expect(firesOnCreate(when('subject_includes_word', 'includes', '"log in" x9'), { subject: 'in the log' })).toBe(
      false,
    );
    expect(firesOnCreate(when('subject_includes_word', 'is', 'not print'), { subject: 'It does NOT PRINT' })).toBe(
      true,
    );
    expect(firesOnCreate(when('subject_includes_word', 'not_includes', 'a.c'), { subject: 'abc' })).toBe(true);
  });

  test('the comment condition looks in the subject and the new comment, not in older ones', () => {
    const triggers = [rule('it', [when('comment_includes_word', 'includes', 'print')], [TELL])];
    const events = [{ at: START + HOUR, by: AGENT, comment: { body: 'Have you tried paper?' } }];
    expect(fired(run({ triggers }, { ticket: { subject: 'Help' }, events }))).toEqual(['it']);
    expect(fired(run({ triggers }, { ticket: { subject: 'Printer' }, events }))).toEqual(['it', 'it']);
  });

  test('comment privacy: what end users write is public, light agents write notes only', () => {
    const comment = (by: string, open: boolean, value: string) =>
      fired(
        run(
          {
            triggers: [
              rule('it', [when('update_type', 'is', 'Change'), when('comment_is_public', 'is', value)], [TELL]),
            ],
          },
          { events: [{ at: START + HOUR, by, comment: { body: 'x', public: open } }] },
        ),
      ).includes('it');
    expect(comment(AGENT, false, 'false')).toBe(true);
    expect(comment(AGENT, true, 'true')).toBe(true);
    expect(comment(CUSTOMER, false, 'true')).toBe(true);
    expect(comment('5', true, 'false')).toBe(true);
    expect(comment(AGENT, false, 'not_relevant')).toBe(true);
    expect(comment(AGENT, false, 'requester_can_see_comment')).toBe(false);
  });

  test('a ticket that begins with a note is private until somebody answers in public', () => {
    const triggers = [rule('it', [when('ticket_is_public', 'is', 'private')], [TELL])];
    const ticket = { by: AGENT, comment: { body: 'note', public: false } };
    const events = [{ at: START + HOUR, by: AGENT, comment: { body: 'hello' } }];
    expect(fired(run({ triggers }, { ticket, events }))).toEqual(['it']);
  });

  test('roles: who updates, who asks', () => {
    expect(firesOnCreate(when('role', 'is', 'end_user'))).toBe(true);
    expect(firesOnCreate(when('role', 'is', 'agent'), { by: AGENT })).toBe(true);
    expect(firesOnCreate(when('role', 'is', AGENT), { by: AGENT })).toBe(true);
    expect(firesOnCreate(when('requester_role', 'is', '0'))).toBe(true);
    expect(firesOnCreate(when('requester_role', 'is', '2'), { requester: '4' })).toBe(true);
    expect(firesOnCreate(when('assignee_id', 'is', 'current_user'), { by: AGENT, set: { assignee_id: AGENT } })).toBe(
      true,
    );
  });

  test('business hours and holidays are those of the schedule, in its zone', () => {
    const open = (iso: string, field: string, value: string) =>
      firesOnCreate(when(field, 'is', value), { at: at(iso) });
    expect(open('2026-11-18T14:00:00Z', 'in_business_hours', 'true')).toBe(true);
    expect(open('2026-11-18T13:59:00Z', 'in_business_hours', 'true')).toBe(false);
    expect(open('2026-11-26T15:00:00Z', 'in_business_hours', 'false')).toBe(true);
    expect(open('2026-11-26T15:00:00Z', 'on_holiday', 'true')).toBe(true);
    expect(open('2026-11-27T04:00:00Z', 'on_holiday', 'true')).toBe(true);
    expect(open('2026-11-27T05:30:00Z', 'on_holiday', 'true')).toBe(false);
    expect(open('2026-11-18T15:00:00Z', 'within_schedule', SCHEDULE)).toBe(true);
  });

  test('without a schedule business hours are left open, and said to be', () => {
    const triggers = [rule('it', [when('in_business_hours', 'is', 'false')], [TELL])];
    const outcome = run({ triggers, schedules: [] });
    expect(fired(outcome)).toEqual([]);
    expect(outcome.findings.map(({ kind }) => kind)).toEqual(['undecided_condition']);
  });

  test('channels of the ticket and of the update are told apart', () => {
    const triggers = [
      rule('created by mail', [when('via_id', 'is', '4')], [TELL]),
      rule('updated by mail', [when('current_via_id', 'is', '4')], [TELL]),
    ];
    const events = [{ at: START + HOUR, by: AGENT, via: 'api', comment: { body: 'x' } }];
    expect(fired(run({ triggers }, { events }))).toEqual(['created by mail', 'updated by mail', 'created by mail']);
  });

  test('custom fields: drop-down, several choices, tick box, number, date', () => {
    const set = (id: string, value: unknown) => ({ set: { custom_fields: [{ id, value }] } });
    expect(firesOnCreate(when(`custom_fields_${CATEGORY}`, 'is', 'billing'), set(CATEGORY, 'billing'))).toBe(true);
    expect(firesOnCreate(when(`custom_fields_${CATEGORY}`, 'present'), set(CATEGORY, ''))).toBe(false);
    expect(
      firesOnCreate(when(`custom_fields_${PRODUCTS}`, 'includes', ['web', 'x']), set(PRODUCTS, ['app', 'web'])),
    ).toBe(true);
    expect(firesOnCreate(when(`custom_fields_${PRODUCTS}`, 'not_includes', 'web'), set(PRODUCTS, ['app']))).toBe(true);
    expect(firesOnCreate(when(`custom_fields_${URGENT_BOX}`, 'is', 'true'), set(URGENT_BOX, true))).toBe(true);
    expect(firesOnCreate(when(`custom_fields_${URGENT_BOX}`, 'is', 'false'))).toBe(true);
    expect(firesOnCreate(when(`custom_fields_${SEATS}`, 'greater_than', '9'), set(SEATS, 10))).toBe(true);
    expect(firesOnCreate(when(`custom_fields_${SEATS}`, 'less_than', '9'))).toBe(false);
    expect(firesOnCreate(when('custom_fields_103', 'less_than', '2026-12-01'), set('103', '2026-11-30'))).toBe(true);
    expect(firesOnCreate(when('custom_fields_103', 'within_next_n_days', '2'), set('103', '2026-11-20'))).toBe(true);
    expect(firesOnCreate(when('custom_fields_103', 'within_next_n_days', '2'), set('103', '2026-11-21'))).toBe(false);
    expect(firesOnCreate(when('custom_fields_103', 'within_previous_n_days', '1'), set('103', '2026-11-17'))).toBe(
      true,
    );
  });

  test('fields of requesters and organizations are changed by triggers too', () => {
    const triggers = [
      rule(
        'tier',
        [when('organization.custom_fields.tier', 'is', '71')],
        [act('organization.custom_fields.tier', '72')],
      ),
      rule(
        'now iron',
        [when('organization.custom_fields.tier', 'value', '72')],
        [act('requester.custom_fields.plan', 'basic')],
      ),
      rule('planned', [when('requester.custom_fields.plan', 'changed')], [TELL]),
    ];
    expect(fired(run({ triggers }))).toEqual(['tier', 'now iron', 'planned']);
  });

  test('a rule that names a field which is gone is left open', () => {
    const outcome = run({ triggers: [rule('it', [when('custom_fields_999', 'is', 'x')], [TELL])] });
    expect(outcome.findings[0]?.message).toContain('the account has no field 999');
  });

  test('counters: replies in public, reopenings, stations', () => {
    const triggers = [
      rule('it', [when('replies', 'greater_than', '1')], [TELL]),
      rule('back', [when('reopens', 'is', '1')], [TELL]),
    ];
    const events = [
      { at: START + HOUR, by: AGENT, comment: { body: 'one' } },
      { at: START + 2 * HOUR, by: AGENT, comment: { body: 'note', public: false } },
      { at: START + 3 * HOUR, by: AGENT, comment: { body: 'two' }, set: { status: 'solved', group_id: OTHER_GROUP } },
      { at: START + 4 * HOUR, by: CUSTOMER, comment: { body: 'no' } },
    ];
    const outcome = run({ triggers }, { events });
    expect(fired(outcome)).toEqual(['it', 'it', 'back']);
    expect(outcome.ticket).toMatchObject({ replies: 2, reopens: 1, group_stations: 1 });
  });
});
