/** A clock whose time passes only when everybody waits: minutes take no time, and every run is the same. */
import type { Clock } from '../../src/http/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets time pass until `work` is done. */
  drive<T>(work: Promise<T>): Promise<T>;
}

/** Starts at 0; `random` gives the numbers of `seed`. */
export function virtualClock(seed = 1): VirtualClock {
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];
  let time = 0;
  let state = seed;

  function random(): number {
    // A linear congruential generator is enough for latencies.
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  }

  return {
    now: () => time,
    random,
    sleep: (ms) =>
      new Promise((wake) => {
        waiting.push({ at: time + ms, wake });
      }),
    async drive(work) {
      let done = false;
      const ended = work.finally(() => {
        done = true;
      });
      ended.catch(() => {});
      for (;;) {
        // Everything that can go on without time passing goes on first.
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return ended;
        const next = waiting.reduce((a, b) => (b.at < a.at ? b : a), waiting[0] ?? { at: time, wake: () => {} });
        waiting.splice(waiting.indexOf(next), 1);
        time = Math.max(time, next.at);
        next.wake();
      }
    },
  };
}
