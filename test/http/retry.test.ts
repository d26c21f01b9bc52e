import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/http/clock.ts';
import { drop, json, startServer } from './server.ts';
import { create, errorOf, read, transportTo, update } from './support.ts';

const remove = { method: 'DELETE', path: '/api/v2/triggers/7', write: true } as const;

/** A clock that does not wait and remembers how long it should have. */
function countingClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    random: () => 1,
    async sleep(ms) {
      waits.push(ms);
      now += ms;
    },
  };
}

describe('what is repeated', () => {
  for (const request of [read, update, remove]) {
    test(`${request.method} after a lost reply and a 503`, async () => {
      const server = await startServer((_asked, response, number) => {
        if (number === 1) drop(response);
        else if (number === 2) json(response, {}, 503);
        else json(response, { done: true });
      });
      expect((await transportTo(server.url).send(request)).body).toEqual({ done: true });
      expect(server.asked).toHaveLength(3);
    });
  }

  test('PUT after 409', async () => {
    const server = await startServer((_asked, response, number) => json(response, {}, number === 1 ? 409 : 200));
    await transportTo(server.url).send(update);
    expect(server.asked).toHaveLength(2);
  });

  test('any method after 429', async () => {
    const server = await startServer((_asked, response, number) =>
      number === 1 ? json(response, {}, 429, { 'retry-after': '3' }) : json(response, { id: 1 }, 201),
    );
    const clock = countingClock();
    expect((await transportTo(server.url, { clock }).send(create)).status).toBe(201);
    expect(clock.waits).toEqual([3000]);
  });

  test('a PATCH that is marked as harmless', async () => {
    const server = await startServer((_asked, response, number) => json(response, {}, number === 1 ? 500 : 200));
    await transportTo(server.url).send({ ...update, method: 'PATCH', idempotent: true });
    expect(server.asked).toHaveLength(2);
  });
});

describe('what is not repeated', () => {
  for (const [what, status] of [
    ['a lost reply', 0],
    ['502', 502],
    ['409', 409],
  ] as const) {
    test(`POST after ${what}`, async () => {
      const server = await startServer((_asked, response) =>
        status === 0 ? drop(response) : json(response, {}, status),
      );
      await errorOf(transportTo(server.url).send(create));
      expect(server.asked).toHaveLength(1);
    });
  }

  test('PATCH after a lost reply', async () => {
    const server = await startServer((_asked, response) => drop(response));
    expect(await errorOf(transportTo(server.url).send({ ...update, method: 'PATCH' }))).toMatchObject({
      outcome: 'unknown',
    });
    expect(server.asked).toHaveLength(1);
  });

  test('a refusal that will not change', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 422));
    await errorOf(transportTo(server.url).send(update));
    expect(server.asked).toHaveLength(1);
  });
});

describe('how it ends', () => {
  test('after five tries, with growing waits', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 500));
    const clock = countingClock();
    expect(await errorOf(transportTo(server.url, { clock }).send(update))).toMatchObject({
      kind: 'server',
      outcome: 'unknown',
    });
    expect(server.asked).toHaveLength(5);
    expect(clock.waits).toEqual([500, 1000, 2000, 4000]);
  });

  test('a refusal after a lost reply stays unknown: the first try may have worked', async () => {
    const server = await startServer((_asked, response, number) =>
      number === 1 ? drop(response) : json(response, {}, 422),
    );
    expect(await errorOf(transportTo(server.url).send(update))).toMatchObject({ kind: 'invalid', outcome: 'unknown' });
  });

  test('a delete whose reply was lost is done when the object is gone', async () => {
    const server = await startServer((_asked, response, number) =>
      number === 1 ? drop(response) : json(response, { error: 'RecordNotFound' }, 404),
    );
    expect(await transportTo(server.url).send(remove)).toMatchObject({ status: 204 });
  });

  test('a delete of what was gone before fails', async () => {
    const server = await startServer((_asked, response) => json(response, { error: 'RecordNotFound' }, 404));
    expect(await errorOf(transportTo(server.url).send(remove))).toMatchObject({
      kind: 'not_found',
      outcome: 'refused',
    });
  });

  test('a pause of an hour is told instead of waited for', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 429, { 'retry-after': '3600' }));
    expect(await errorOf(transportTo(server.url).send(read))).toMatchObject({ kind: 'rate_limited', retryAfter: 3600 });
    expect(server.asked).toHaveLength(1);
  });

  test('a platform that always refuses is given up on', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 429));
    expect(await errorOf(transportTo(server.url).send(create))).toMatchObject({
      kind: 'rate_limited',
      outcome: 'refused',
    });
    expect(server.asked.length).toBeLessThan(20);
  });

  test('an interruption ends the waiting', async () => {
    const server = await startServer((_asked, response) => json(response, {}, 429, { 'retry-after': '600' }));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const error = await errorOf(transportTo(server.url).send({ ...create, signal: stop.signal }));
    expect(error.outcome).toBe('not_sent');
  });
});
