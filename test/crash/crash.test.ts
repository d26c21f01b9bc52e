/** Killed, dropped, refused or interrupted at any write, and then applied again: as if nothing had happened (DESIGN 8). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Disturbance, disturb, inPairs, type Prepared, prepare, type Story } from './cases.ts';

const ALL = process.env.SUPPORTCTL_CRASH === 'all';
/** One chosen case, for looking into a failure: `second/{"type":"kill","write":3}`. */
const ONLY = process.env.SUPPORTCTL_CRASH_ONLY;

let story: Story;
beforeAll(async () => {
  story = await prepare();
});
afterAll(() => story.close());

interface Case {
  readonly prepared: Prepared;
  readonly disturbance: Disturbance;
}

/** Every `every`-th write of each revision, beginning with `from`; all of them in the long run. */
function casesOf(
  make: (write: number) => Disturbance,
  every: number,
  from: number,
  count: 'writes' | 'steps' = 'writes',
): Case[] {
  const cases = story.revisions.flatMap((prepared) =>
    Array.from({ length: prepared[count] }, (_unused, index) => ({ prepared, disturbance: make(index + 1) })),
  );
  const chosen = ALL ? cases : cases.filter((_case, index) => index % every === from % every);
  if (ONLY === undefined) return chosen;
  return cases.filter(
    ({ prepared, disturbance }) => `${prepared.revision.name}/${JSON.stringify(disturbance)}` === ONLY,
  );
}

async function check(name: string, cases: readonly Case[]): Promise<void> {
  const wrong: string[] = [];
  let good = 0;
  await inPairs(cases, async ({ prepared, disturbance }) => {
    const found = await disturb(prepared, disturbance);
    if (found.length === 0) good += 1;
    wrong.push(...found);
  });
  console.log(`${name}: ${good} of ${cases.length} cases ended as if undisturbed`);
  expect(wrong.join('\n\n')).toBe('');
}

const LONG = 60 * 60_000;

test(
  'killed before a write is sent',
  () =>
    check(
      'stopped before',
      casesOf((write) => ({ type: 'stop', at: 'before', write }), 47, 1, 'steps'),
    ),
  LONG,
);
test(
  'killed after the platform committed, before the reply',
  () =>
    check(
      'killed after commit',
      casesOf((write) => ({ type: 'kill', write }), 19, 0),
    ),
  LONG,
);
test(
  'killed after the reply',
  () =>
    check(
      'stopped after reply',
      casesOf((write) => ({ type: 'stop', at: 'reply', write }), 47, 5, 'steps'),
    ),
  LONG,
);
test(
  'killed after the log entry',
  () =>
    check(
      'stopped after log',
      casesOf((write) => ({ type: 'stop', at: 'log', write }), 47, 9, 'steps'),
    ),
  LONG,
);
test(
  'a reply is lost',
  () =>
    check(
      'reply dropped',
      casesOf((write) => ({ type: 'drop', write }), 47, 3),
    ),
  LONG,
);
test(
  'refused for the rate at a write',
  () =>
    check(
      '429',
      casesOf((write) => ({ type: '429', write }), 75, 7),
    ),
  LONG,
);
test(
  'unavailable before a write takes place',
  () =>
    check(
      '503 before',
      casesOf((write) => ({ type: '503 before', write }), 75, 4),
    ),
  LONG,
);
test(
  'unavailable after a write took place',
  () =>
    check(
      '503 after',
      casesOf((write) => ({ type: '503 after', write }), 56, 2),
    ),
  LONG,
);
test(
  'lists lag behind a write',
  () =>
    check(
      'stale lists',
      casesOf((write) => ({ type: 'stale', write }), 56, 8),
    ),
  LONG,
);
test(
  'interrupted by ctrl-C',
  () =>
    check(
      'interrupted',
      casesOf((write) => ({ type: 'interrupt', write }), 56, 6),
    ),
  LONG,
);
