/** SLA clocks inside of the simulator: policies chosen after triggers, schedules set by triggers, what the outcome tells. */
import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/simulate/index.ts';
import { ACCOUNT, AGENT, act, at, CUSTOMER, policy, rule, run, START, when } from '../kit.ts';

const MINUTE = 60_000;

/** Targets in business hours by priority. */
function targets(metric: string, minutes: Readonly<Record<string, number>>): readonly Record<string, unknown>[] {
  return Object.entries(minutes).map(([priority, target]) => ({ metric, priority, target, business_hours: true }));
}

function told(outcome: Outcome, metric: string): readonly string[] {
  const target = outcome.sla.find((one) => one.metric === metric);
  return (target?.moments ?? []).map((moment) => `${(moment.at - START) / MINUTE} ${moment.what}`);
}

const STANDARD = policy('Standard', [], [...targets('first_reply_time', { normal: 60, urgent: 20 })]);

test('a target is told from start to end: it warns, falls due, is breached, ends', () => {
  const events = [{ at: START + 90 * MINUTE, by: AGENT, comment: { body: 'Hello.' } }];
  const outcome = run({ sla_policies: [STANDARD] }, { ticket: { set: { priority: 'normal' } }, events });
  expect(told(outcome, 'first_reply_time')).toEqual(['0 activate', '45 warn', '60 due', '60 breach', '90 fulfill']);
  expect(outcome.sla).toMatchObject([{ state: 'closed', breached: true, target_minutes: 60, business_hours: true }]);
});

test('what is still to come is told too', () => {
  const outcome = run({ sla_policies: [STANDARD] }, { ticket: { set: { priority: 'normal' } } });
  expect(told(outcome, 'first_reply_time')).toEqual(['0 activate', '45 warn', '60 due']);
});

test('the policy is chosen after the triggers, and a target that a trigger makes too late is breached then', () => {
  const triggers = [rule('rush', [when('update_type', 'is', 'Change')], [act('priority', 'urgent')])];
  const events = [{ at: START + 40 * MINUTE, by: AGENT, comment: { body: 'A note.', public: false } }];
  const outcome = run({ sla_policies: [STANDARD], triggers }, { ticket: { set: { priority: 'normal' } }, events });
  expect(told(outcome, 'first_reply_time')).toEqual(['0 activate', '40 retarget', '40 breach']);
});

test('a schedule that a trigger sets counts for all the time before', () => {
  const always = { id: 51, name: 'Always', time_zone: 'Berlin', intervals: [{ start_time: 0, end_time: 10_080 }] };
  const triggers = [rule('night', [when('update_type', 'is', 'Change')], [act('set_schedule', '51')])];
  // Office hours in New York end at 22:00 UTC; the agent comes on the next morning.
  const story = {
    ticket: { at: at('2026-11-18T21:30:00Z'), set: { priority: 'normal' } },
    events: [{ at: at('2026-11-19T14:10:00Z'), by: AGENT, set: { tags: ['seen'] } }],
  };
  const rules = { sla_policies: [STANDARD], schedules: [...(ACCOUNT.schedules ?? []), always] };
  expect(run(rules, story).sla).toMatchObject([{ breached: false, due_at: at('2026-11-19T14:30:00Z') }]);
  expect(run({ ...rules, triggers }, story).sla).toMatchObject([
    { breached: true, due_at: at('2026-11-18T22:30:00Z') },
  ]);
});

test('a customer who writes again waits for the next reply, and a rating of the ticket starts nothing', () => {
  const both = policy(
    'Both',
    [],
    [...targets('first_reply_time', { normal: 60 }), ...targets('next_reply_time', { normal: 30 })],
  );
  const events = [
    { at: START + 10 * MINUTE, by: AGENT, comment: { body: 'Hello.' } },
    { at: START + 20 * MINUTE, by: CUSTOMER, comment: { body: 'And now?' } },
    { at: START + 35 * MINUTE, by: AGENT, comment: { body: 'Done.' }, set: { status: 'solved' } },
    { at: START + 50 * MINUTE, rating: { score: 'good' as const, comment: 'Thanks' } },
  ];
  const outcome = run({ sla_policies: [both] }, { ticket: { set: { priority: 'normal' } }, events });
  expect(outcome.sla.map(({ metric, state }) => `${metric} ${state}`)).toEqual([
    'first_reply_time closed',
    'next_reply_time closed',
  ]);
  expect(told(outcome, 'next_reply_time')).toEqual(['20 activate', '35 warn', '35 fulfill']);
});
