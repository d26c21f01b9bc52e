/** What must hold for every ticket's clocks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SLA_OPTIONS,
  dueTimes,
  METRICS,
  nextBreach,
  type SlaEvent,
  type SlaState,
  slaAfter,
  slaAt,
} from '../../../src/simulate/sla/index.ts';
import { compiled, type Schedule } from '../../../src/simulate/time/index.ts';
import { eventsOf, HOURLY, MINUTE, policy, START } from './script.ts';

const OFFICE = { '09:00': '12:00', '13:00': '17:00' };
const HOURS: Schedule['hours'] = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, sun: { '01:00': '03:30' } };
const WORLD = {
  policies: {
    standard: HOURLY,
    business: policy(Object.fromEntries(METRICS.map((metric, index) => [metric, 30 + 50 * index])), {
      business: true,
      id: 'business',
    }),
    noted: policy(
      { first_reply_time: 45, next_reply_time: 20, periodic_update_time: 30 },
      {
        id: 'noted',
        settings: [
          'first_reply_time.fulfill_on_agent_internal_note',
          'periodic_update_time.activate_on_agent_internal_note',
        ],
      },
    ),
  },
  schedules: {
    york: compiled({ timezone: 'America/New_York', hours: HOURS }),
    berlin: compiled({ timezone: 'Europe/Berlin', hours: HOURS, holidays: ['2026-06-03'] }),
  },
};

const stories = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom('customer', 'cc', 'agent', 'light', 'asker'),
      fc.array(
        fc.constantFrom(
          ...['says', 'notes', 'open', 'pending', 'hold', 'solved', 'urgent', 'low', 'none'],
          ...[
            'policy:standard',
            'policy:business',
            'policy:noted',
            'policy:-',
            'schedule:york',
            'schedule:berlin',
            'group:one',
            'group:two',
          ],
        ),
        { maxLength: 4 },
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    let minute = 0;
    return steps.map(([later, who, words]) => {
      minute += later;
      return `${minute} ${[who, ...new Set(words)].join(' ')}`;
    });
  });

describe('for every story', () => {
  test('no clock counts more than has passed, and spans are in order', () => {
    each((_, state, event) => {
      for (const { clock, elapsed, left, target } of dueTimes(state, event.at)) {
        expect(elapsed).toBeLessThanOrEqual(event.at - clock.startedAt);
        expect(elapsed).toBeGreaterThanOrEqual(0);
        expect(elapsed + left).toBe(target.ms);
      }
      for (const { spans, state: now, startedAt } of state.clocks) {
        const ends = spans.flatMap(([from, to]) => (to === undefined ? [from] : [from, to]));
        expect(ends).toEqual([...ends].sort((one, other) => one - other));
        expect(ends[0] ?? startedAt).toBeGreaterThanOrEqual(startedAt);
        expect(spans.filter(([, to]) => to === undefined)).toHaveLength(now === 'active' ? 1 : 0);
      }
    });
  });

  test('a paused or ended clock counts nothing, a running one what its hours give', () => {
    each((_, state, event) => {
      const later = event.at + 5000 * MINUTE;
      const now = dueTimes(state, event.at);
      for (const [index, { clock, elapsed, target }] of dueTimes(state, later).entries()) {
        const counted = elapsed - (now[index]?.elapsed ?? 0);
        const open = target.business && state.schedule ? state.schedule.openMs(event.at, later) : later - event.at;
        expect(counted).toBe(clock.state === 'active' ? open : 0);
      }
    });
  });

  test('what is fulfilled stays so, unless a solved ticket is reopened', () => {
    each((before, state) => {
      for (const [index, clock] of (before?.clocks ?? []).entries()) {
        const now = state.clocks[index];
        expect(now).toMatchObject({ metric: clock.metric, instance: clock.instance, startedAt: clock.startedAt });
        if (clock.state !== 'closed' || now?.state === 'closed') continue;
        expect(['solved', 'closed']).toContain(before?.status);
        expect(['requester_wait_time', 'agent_work_time', 'total_resolution_time']).toContain(clock.metric);
      }
    });
  });

  test('a target is breached exactly when more open time has passed than it gives', () => {
    each((_, state, event) => {
      for (const hours of [0, 1, 7, 50, 300]) {
        const at = event.at + hours * 60 * MINUTE;
        for (const { clock, left, breached } of dueTimes(state, at)) {
          if (clock.state === 'active') expect(breached).toBe(left < 0);
          if (clock.breachedAt !== undefined) expect(clock.breachedAt).toBeLessThanOrEqual(at);
        }
      }
    });
  });

  test('at the next breach something is due, and before it nothing more is breached', () => {
    each((_, state, event) => {
      const next = nextBreach(state, event.at);
      if (next === undefined) return;
      expect(breaches(slaAt(state, next))).toBe(breaches(slaAt(state, event.at)));
      expect(breaches(slaAt(state, next + 1))).toBeGreaterThan(breaches(slaAt(state, event.at)));
      expect(dueTimes(state, next).some(({ clock, left }) => clock.dueAt === next && left === 0)).toBe(true);
    });
  });

  test('an update that changes nothing changes no clock', () => {
    each((_, state, event) => {
      const { comment: _comment, ...silent } = event;
      const again = slaAfter(state, { ...silent, type: 'update' }, DEFAULT_SLA_OPTIONS);
      expect(again.clocks).toEqual(state.clocks);
    });
  });
});

/** Looks at every state of random stories, beside the one before. */
function each(look: (before: SlaState | undefined, state: SlaState, event: SlaEvent) => void): void {
  fc.assert(
    fc.property(stories, (lines) => {
      let before: SlaState | undefined;
      for (const event of eventsOf(lines, WORLD)) {
        const state = slaAfter(before, event);
        look(before, state, event);
        before = state;
      }
      expect(before?.at).toBeGreaterThanOrEqual(START);
    }),
    { numRuns: 300 },
  );
}

function breaches({ clocks }: SlaState): number {
  return clocks.filter(({ breachedAt }) => breachedAt !== undefined).length;
}
