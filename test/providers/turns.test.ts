/** Writes under one path go one after another: what is under way is counted while each is answered. */
import { expect, test } from 'vitest';
import type { Reply } from '../../src/core/provider.ts';
import { createTurns } from '../../src/providers/zendesk/turns.ts';

const OK: Reply = { status: 200, body: {}, headers: {} };

test('one write at a time under a path that wants it so; reads and other paths wait for nobody, and a failure stops nothing', async () => {
  const inTurn = createTurns([{ alone: '/routing' }, {}]);
  const underWay = { routing: 0, most: 0, answered: 0 };
  async function write(fails: boolean): Promise<Reply> {
    underWay.routing += 1;
    underWay.most = Math.max(underWay.most, underWay.routing);
    await new Promise((done) => setImmediate(done));
    underWay.routing -= 1;
    underWay.answered += 1;
    if (fails) throw new Error('refused');
    return OK;
  }
  const writes = [true, false, false].map((fails, index) =>
    inTurn({ method: 'POST', path: `/routing/${index}` }, () => write(fails)),
  );
  await inTurn({ method: 'GET', path: '/routing/1' }, async () => OK);
  await inTurn({ method: 'PUT', path: '/groups/1' }, async () => OK);
  expect(underWay.answered).toBe(0);
  const ends = await Promise.allSettled(writes);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(underWay).toEqual({ routing: 0, most: 1, answered: 3 });
});
