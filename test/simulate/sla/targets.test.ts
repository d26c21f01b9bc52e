/** Targets: which applies, when it falls due, when a breach is stamped. Values by hand; sources stand with each group. */
import { describe, expect, test } from 'vitest';
import { dueTimes, lastBreach, nextBreach, type Policy, policyOf, slaAt } from '../../../src/simulate/sla/index.ts';
import { compiled, scheduleOf, type Timeline } from '../../../src/simulate/time/index.ts';
import { clocks, MINUTE, minuteOf, play, policy, START, type World } from './script.ts';

/** Waiting may take an hour when normal, ten minutes when urgent, a day when low. */
const BY_PRIORITY: Policy = policyOf({
  id: 7,
  title: 'By priority',
  policy_metrics: [
    { metric: 'requester_wait_time', priority: 'urgent', target: 10, business_hours: false },
    { metric: 'requester_wait_time', priority: 'normal', target: 60, business_hours: false },
    { metric: 'requester_wait_time', priority: 'low', target: 1440, business_hours: false },
  ],
});

function story(lines: readonly string[], more: World = {}): string {
  const state = play(lines, { policies: { standard: BY_PRIORITY, ...more.policies }, ...more });
  const { clock } = dueTimes(state, state.at)[0] ?? {};
  return (clock?.moments ?? []).map(({ at, what }) => `${minuteOf(at)} ${what}`).join(', ') || 'no target';
}

// https://support.zendesk.com/hc/en-us/articles/4408829459866 and 5600997516058
describe('each update chooses the target anew', () => {
  test('a new priority counts with the time that has passed', () => {
    const state = play(['0 customer says', '20 agent urgent'], { policies: { standard: BY_PRIORITY } });
    expect(clocks(state, 'requester_wait_time', 20)).toBe('active 20 breached');
    expect(minuteOf(dueTimes(state, START + 20 * MINUTE)[0]?.dueAt)).toBe(10);
  });

  test('a target that has passed when it is given is breached at that update, not before', () => {
    expect(story(['0 customer says', '20 agent urgent'])).toBe('0 activate, 20 retarget, 20 breach');
    expect(story(['0 customer says policy:-', '90 agent policy:standard'])).toBe('0 activate, 90 retarget, 90 breach');
  });

  test('a target that has passed in an earlier stretch says when, also while it is paused', () => {
    for (const lines of [
      ['0 customer says', '30 agent pending', '40 agent urgent'],
      ['0 customer says', '30 agent pending', '50 customer open', '60 agent urgent'],
    ]) {
      const state = play(lines, { policies: { standard: BY_PRIORITY } });
      const [due] = dueTimes(state, state.at);
      expect(minuteOf(due?.dueAt)).toBe(10);
      expect(due?.clock.breachedAt).toBe(state.at);
    }
  });

  test('a target that passes while it is in place is breached when it falls due', () => {
    expect(story(['0 customer says', '75 agent open'])).toBe('0 activate, 45 warn, 60 breach');
  });

  test('a breach goes when the ticket gets a target that has not passed, unless told otherwise', () => {
    const lines = ['0 customer says', '75 agent low'];
    expect(clocks(play(lines, { policies: { standard: BY_PRIORITY } }), 'requester_wait_time', 75)).toBe('active 75');
    const stays = { breachOnNewTarget: 'stays' } as const;
    const state = play(lines, { policies: { standard: BY_PRIORITY }, options: stays });
    expect(clocks(state, 'requester_wait_time', 75, stays)).toBe('active 75 breached');
  });

  test('without priority there is no target, and no policy either', () => {
    expect(story(['0 customer says none'])).toBe('no target');
    expect(story(['0 customer says', '20 agent none'])).toBe('no target');
    expect(story(['0 customer says none', '20 agent normal'])).toBe('0 activate, 20 retarget');
    expect(story(['0 customer says', '20 agent policy:-', '30 agent policy:standard'])).toBe(
      '0 activate, 20 cancel, 30 retarget',
    );
  });

  test('what has ended keeps the target that it ended under', () => {
    const state = play(['0 customer says', '5 agent solved', '90 agent urgent'], {
      policies: { standard: BY_PRIORITY },
    });
    expect(dueTimes(state, state.at)).toMatchObject([
      { target: { priority: 'normal' }, breached: false, left: 55 * MINUTE },
    ]);
  });

  test('the update that ends a metric may give it the target that it misses; or not, if told so', () => {
    expect(story(['0 customer says', '20 agent urgent solved'])).toBe('0 activate, 20 retarget, 20 breach, 20 fulfill');
    const kept = { targetOnFulfilment: 'kept' } as const;
    expect(story(['0 customer says', '20 agent urgent solved'], { options: kept })).toBe('0 activate, 20 fulfill');
  });

  test('a next reply is measured only where the policy has a first reply', () => {
    const lines = ['0 customer says', '10 agent says', '20 customer says'];
    const alone = policy({ next_reply_time: 60 });
    const both = policy({ next_reply_time: 60, first_reply_time: 60 });
    expect(clocks(play(lines, { policies: { standard: alone } }), 'next_reply_time', 30)).toBe('none');
    expect(clocks(play(lines, { policies: { standard: both } }), 'next_reply_time', 30)).toBe('active 10');
  });

  test('settings count from the update on in which they apply', () => {
    const quiet = policy({ first_reply_time: 60 });
    const noted = policy(
      { first_reply_time: 60 },
      { settings: ['first_reply_time.fulfill_on_agent_internal_note'], id: 'noted' },
    );
    const policies = { standard: quiet, noted };
    expect(
      clocks(
        play(['0 customer says', '10 agent notes', '20 agent policy:noted'], { policies }),
        'first_reply_time',
        30,
      ),
    ).toBe('active 30');
    expect(clocks(play(['0 customer says', '20 agent notes policy:noted'], { policies }), 'first_reply_time', 30)).toBe(
      'closed 20',
    );
  });
});

describe('policies of the platform', () => {
  test('seconds go before minutes, settings that are off are off, unknown metrics are left out', () => {
    const of = { policy: { id: '12', title: 'Fast' } };
    const found = policyOf({
      id: 12,
      title: 'Fast',
      metric_settings: { first_reply_time: { fulfill_on_agent_internal_note: true, other: false } },
      policy_metrics: [
        { metric: 'first_reply_time', priority: 'urgent', target: 1, target_in_seconds: 15, business_hours: true },
        { metric: 'agent_work_time', priority: 'low', target: 90, business_hours: false },
        { metric: 'moon_phase', priority: 'low', target: 90 },
      ],
    });
    expect(found.targets).toEqual(
      new Map([
        ['first_reply_time', new Map([['urgent', { ...of, priority: 'urgent', ms: 15_000, business: true }]])],
        ['agent_work_time', new Map([['low', { ...of, priority: 'low', ms: 90 * MINUTE, business: false }]])],
      ]),
    );
    expect([...found.settings]).toEqual(['first_reply_time.fulfill_on_agent_internal_note']);
  });
});

/** Open from one hour to another each day; the script begins on a Monday at midnight. */
function daily(from: number, to: number): Timeline {
  const intervals = [0, 1, 2, 3, 4, 5, 6].map((day) => ({
    start_time: day * 1440 + from * 60,
    end_time: day * 1440 + to * 60,
  }));
  return compiled(scheduleOf({ time_zone: 'UTC', intervals }));
}

// https://support.zendesk.com/hc/en-us/articles/4408842938522; fivetran/dbt_zendesk, DECISIONLOG.md; zendesk/biz 1.8.2
describe('business hours', () => {
  const standard = policy({ requester_wait_time: 60 }, { business: true });
  const schedules = { day: daily(9, 17), early: daily(6, 10) };
  const world = { policies: { standard }, schedules };

  test('a target falls due in open time', () => {
    const state = play(['990 customer says schedule:day'], world);
    expect(minuteOf(dueTimes(state, state.at)[0]?.dueAt)).toBe(1440 + 9 * 60 + 30);
  });

  test('a target that falls due at closing time falls due at the next opening', () => {
    const state = play(['960 customer says schedule:day'], world);
    expect(minuteOf(nextBreach(state, state.at))).toBe(1440 + 9 * 60);
    expect(clocks(state, 'requester_wait_time', 1440 + 9 * 60)).toBe('active 60');
    expect(clocks(state, 'requester_wait_time', 1440 + 9 * 60 + 1)).toBe('active 61 breached');
  });

  test('the schedule that the ticket has last counts for all the time before', () => {
    const lines = ['420 customer says schedule:day', '580 agent schedule:early'];
    expect(clocks(play(lines.slice(0, 1), world), 'requester_wait_time', 580)).toBe('active 40');
    expect(clocks(play(lines, world), 'requester_wait_time', 580)).toBe('active 160 breached');
  });

  test('a paused stretch counts in the last schedule too', () => {
    const lines = ['480 customer says schedule:day', '560 agent pending', '700 customer open schedule:early'];
    expect(clocks(play(lines, world), 'requester_wait_time', 700)).toBe('active 80 breached');
  });

  test('a ticket without schedule counts in calendar hours', () => {
    expect(clocks(play(['0 customer says'], world), 'requester_wait_time', 30)).toBe('active 30');
  });

  test('a schedule that never opens leaves the target open for ever', () => {
    const never = compiled({ timezone: 'Etc/UTC', hours: {} });
    const state = play(['0 customer says schedule:never'], { policies: { standard }, schedules: { never } });
    expect(dueTimes(state, START + 9_000_000 * MINUTE)).toMatchObject([
      { dueAt: undefined, breached: false, elapsed: 0 },
    ]);
  });
});

describe('what is due', () => {
  const standard = policy({ first_reply_time: 30, total_resolution_time: 240, requester_wait_time: 120 });
  const at = (minute: number) => START + minute * MINUTE;

  test('the next breach is that of the target which passes soonest, and what has breached is the last', () => {
    const state = play(['0 customer says'], { policies: { standard } });
    expect([0, 30, 31, 120, 121].map((minute) => minuteOf(nextBreach(state, at(minute))))).toEqual([
      30, 30, 120, 120, 240,
    ]);
    expect([0, 30, 31, 500].map((minute) => minuteOf(lastBreach(state, at(minute))))).toEqual([
      undefined,
      undefined,
      30,
      240,
    ]);
    expect(nextBreach(state, at(241))).toBeUndefined();
  });

  test('a paused target has no due time until it goes on', () => {
    const state = play(['0 customer says', '20 agent says pending'], { policies: { standard } });
    expect(dueTimes(state, at(60)).find(({ clock }) => clock.metric === 'requester_wait_time')).toMatchObject({
      dueAt: undefined,
      warnsAt: undefined,
      left: 100 * MINUTE,
    });
    const later = play(['0 customer says', '20 agent says pending', '100 customer says open'], {
      policies: { standard },
    });
    expect(minuteOf(dueTimes(later, at(100)).find(({ clock }) => clock.metric === 'requester_wait_time')?.dueAt)).toBe(
      200,
    );
  });

  test('the badge warns 15 calendar minutes before, or when a target is given with less left (hc/4408832852122)', () => {
    const state = play(['0 customer says'], { policies: { standard } });
    expect(dueTimes(state, at(0)).map(({ warnsAt }) => minuteOf(warnsAt))).toEqual([15, 105, 225]);
    expect(dueTimes(state, at(110)).map(({ warnsAt }) => minuteOf(warnsAt))).toEqual([undefined, undefined, 225]);
    expect(story(['0 customer says', '2 agent urgent', '4 agent'])).toBe('0 activate, 2 retarget, 2 warn');
    expect(story(['0 customer says', '50 agent low', '70 agent'])).toBe('0 activate, 45 warn, 50 retarget');
    expect(story(['0 customer says', '50 agent low', '70 agent normal'])).toBe(
      '0 activate, 45 warn, 50 retarget, 70 retarget, 70 breach',
    );
    expect(story(['0 customer says', '50 agent pending', '90 agent open', '95 agent'])).toBe(
      '0 activate, 45 warn, 50 pause, 90 resume, 90 warn',
    );
    expect(story(['0 customer says', '40 agent solved', '90 agent'])).toBe('0 activate, 40 fulfill');
  });

  test('a reply at the moment of the breach is in time; late, if told so', () => {
    const lines = ['0 customer says', '30 agent says'];
    expect(clocks(play(lines, { policies: { standard } }), 'first_reply_time', 90)).toBe('closed 30');
    const late = { replyAtDue: 'late' } as const;
    expect(clocks(play(lines, { policies: { standard }, options: late }), 'first_reply_time', 90, late)).toBe(
      'closed 30 breached',
    );
  });

  test('asking does not change the state', () => {
    const state = play(['0 customer says'], { policies: { standard } });
    const later = slaAt(state, at(600));
    expect(later).not.toBe(state);
    expect(slaAt(state, at(10))).toBe(state);
    expect(state.clocks.every(({ breachedAt }) => breachedAt === undefined)).toBe(true);
    expect(dueTimes(later, at(600)).map(({ clock }) => minuteOf(clock.breachedAt))).toEqual([30, 120, 240]);
  });
});
