/** Rate limits on a virtual clock: minutes of waiting, whole windows and every order of replies, without real time. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBudget } from '../../src/http/budget.ts';
import { systemClock } from '../../src/http/clock.ts';
import { createLimiter, type LimitedReply } from '../../src/http/limits.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

const WINDOW_MS = 60_000;

interface Account {
  readonly answer: () => Promise<LimitedReply>;
  /** Refusals by window. */
  readonly refused: Map<number, number>;
  readonly most: () => number;
}

interface Habits {
  readonly budget: number;
  readonly headers?: 'all' | 'none' | 'no_reset';
  /** What somebody else has taken of the first window. */
  readonly used?: number;
  /** Milliseconds on the way there, and again on the way back. */
  readonly latency: () => number;
  /** Where in its window the account is when we begin, in ms. */
  readonly into?: number;
}

/** An account that counts as Zendesk does: so many requests a minute, in fixed windows. */
function account(clock: VirtualClock, { budget, headers = 'all', used = 0, latency, into = 0 }: Habits): Account {
  const refused = new Map<number, number>();
  let window = 0;
  let count = used;
  let now = 0;
  let most = 0;
  return {
    refused,
    most: () => most,
    async answer() {
      now += 1;
      most = Math.max(most, now);
      await clock.sleep(latency());
      const elapsed = clock.now() + into;
      const current = Math.floor(elapsed / WINDOW_MS);
      if (current !== window) {
        window = current;
        count = 0;
      }
      count += 1;
      const over = count > budget;
      if (over) refused.set(window, (refused.get(window) ?? 0) + 1);
      const left = Math.max(0, budget - count);
      const reset = Math.ceil(((window + 1) * WINDOW_MS - elapsed) / 1000);
      await clock.sleep(latency());
      now -= 1;
      return {
        status: over ? 429 : 200,
        headers: {
          ...(over ? { 'retry-after': `${reset}` } : {}),
          ...(headers === 'none' ? {} : { 'x-rate-limit': `${budget}`, 'x-rate-limit-remaining': `${left}` }),
          ...(headers === 'all' ? { 'ratelimit-reset': `${reset}` } : {}),
        },
      };
    },
  };
}

/** Sends `count` requests, eight at a time, each again until it is not refused. Returns how long it took, in ms. */
async function sendMany(clock: VirtualClock, { answer }: Account, count: number): Promise<number> {
  const limiter = createLimiter({ clock, concurrency: 8 });
  async function sendOne(index: number): Promise<void> {
    for (;;) {
      const reply = await limiter.run({ method: 'GET', path: `/api/v2/triggers/${index + 1}` }, answer);
      if (reply.status !== 429) return;
    }
  }
  await clock.drive(Promise.all(Array.from({ length: count }, (_, index) => sendOne(index))));
  return clock.now();
}

describe('a budget of 100 requests a minute, eight at a time', () => {
  for (const [what, headers, used] of [
    ['told by all headers', 'all', 0],
    ['that somebody else has half used up', 'all', 50],
    ['that is used up already', 'all', 100],
    ['told without an end', 'no_reset', 0],
  ] as const) {
    test(`${what}: at most one refusal a window`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 10, max: 300 }), async (seed, slow) => {
          const clock = virtualClock(seed);
          const zendesk = account(clock, { budget: 100, headers, used, latency: () => 5 + clock.random() * slow });
          await sendMany(clock, zendesk, 220);
          expect(Math.max(0, ...zendesk.refused.values())).toBeLessThanOrEqual(1);
          expect(zendesk.most()).toBeGreaterThan(4);
          expect(zendesk.most()).toBeLessThanOrEqual(8);
        }),
        { numRuns: 15 },
      );
    });
  }

  test('never told: one shared pause a window serves all callers', async () => {
    const clock = virtualClock();
    const zendesk = account(clock, { budget: 100, headers: 'none', latency: () => 5 + clock.random() * 50 });
    await sendMany(clock, zendesk, 150);
    // Without headers the requests that were under way at the end of the budget are all refused, and no further one.
    expect(Math.max(0, ...zendesk.refused.values())).toBeLessThanOrEqual(8);
  });
});

test('a large budget is used at full width', async () => {
  const clock = virtualClock();
  const zendesk = account(clock, { budget: 2500, latency: () => 25 });
  const took = await sendMany(clock, zendesk, 200);
  expect(zendesk.refused.size).toBe(0);
  // 25 rounds of eight, and the first request of all goes alone.
  expect(took).toBeLessThanOrEqual(27 * 50);
});

test('Support and the Help Center have budgets of their own', async () => {
  const clock = systemClock({ SUPPORTCTL_TEST_WAIT_SCALE: '0.001' });
  const limiter = createLimiter({ clock });
  const spent = { status: 200, headers: { 'x-rate-limit-remaining': '0', 'ratelimit-reset': '600' } };
  const order: string[] = [];
  const send = (path: string) =>
    limiter.run({ method: 'GET', path }, async () => {
      order.push(path);
      return path.startsWith('/api/v2/triggers') ? spent : { status: 200, headers: {} };
    });
  await send('/api/v2/triggers');
  await Promise.all([
    send('/api/v2/triggers'),
    send('/api/v2/help_center/articles'),
    send('/api/v2/guide/content_tags'),
  ]);
  expect(order).toEqual([
    '/api/v2/triggers',
    '/api/v2/help_center/articles',
    '/api/v2/guide/content_tags',
    '/api/v2/triggers',
  ]);
});

test("one endpoint's own limit holds up its callers only", async () => {
  const clock = systemClock({ SUPPORTCTL_TEST_WAIT_SCALE: '0.001' });
  const limiter = createLimiter({ clock, concurrency: 2 });
  let refusals = 0;
  let left = 5;
  let opensAt = 0;
  const order: string[] = [];
  const send = (path: string) =>
    limiter.run({ method: 'GET', path }, async () => {
      order.push(path);
      if (!path.includes('count')) return { status: 200, headers: { 'x-rate-limit-remaining': '600' } };
      if (left === 0 && clock.now() >= opensAt) left = 5;
      if (left === 0) refusals += 1;
      else left -= 1;
      if (left === 0 && opensAt <= clock.now()) opensAt = clock.now() + 60_000;
      const resets = Math.ceil((opensAt - clock.now()) / 1000);
      return {
        status: 200,
        headers: { 'zendesk-ratelimit-view-count': `total=5; remaining=${left}; resets=${left === 0 ? resets : 60}` },
      };
    });
  const counts = Array.from({ length: 8 }, (_, index) => send(`/api/v2/views/${index}/count`));
  await Promise.all([...counts, ...Array.from({ length: 6 }, (_, index) => send(`/api/v2/macros/${index}`))]);
  expect(refusals).toBe(0);
  expect(order.slice(0, 11).filter((path) => path.includes('macros'))).toHaveLength(6);
});

describe('a budget', () => {
  test('lets the first request of a window go alone', () => {
    const budget = createBudget();
    expect(budget.wait(0, 1)).toBe(0);
    budget.start(1);
    expect(budget.wait(0, 1)).toBe('next_reply');
    budget.finish(10, 1, { total: 10, remaining: 9, reset: 60 });
    expect(budget.wait(10, 1)).toBe(0);
  });

  test('counts what is under way and what a request weighs', () => {
    const budget = createBudget();
    budget.start(1);
    budget.finish(0, 1, { total: 10, remaining: 5, reset: 60 });
    budget.start(3);
    expect(budget.wait(1, 2)).toBe(0);
    expect(budget.wait(1, 3)).toBe('next_reply');
    budget.finish(2, 3, { total: 10, remaining: 2, reset: 60 });
    expect(budget.wait(1000, 3)).toBe(60_002 - 1000);
  });

  test('a request that weighs more than the whole limit goes when the window is fresh', () => {
    const budget = createBudget();
    budget.start(1);
    budget.finish(0, 1, { total: 10, remaining: 10, reset: 60 });
    expect(budget.wait(0, 50)).toBe(0);
  });

  test('replies that overtake each other do not raise it', () => {
    const budget = createBudget();
    for (const _ of [1, 2]) budget.start(1);
    budget.finish(0, 1, { remaining: 0, reset: 60 });
    budget.finish(1, 1, { remaining: 1, reset: 60 });
    expect(budget.wait(2, 1)).toBeGreaterThan(50_000);
  });

  test('a reply of the next window replaces it', () => {
    const budget = createBudget();
    for (const _ of [1, 2]) budget.start(1);
    budget.finish(0, 1, { remaining: 0, reset: 3 });
    budget.finish(2900, 1, { remaining: 99, reset: 60 });
    expect(budget.wait(2950, 1)).toBe(0);
  });
});
