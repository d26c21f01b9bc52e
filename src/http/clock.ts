/** Time as the HTTP layer sees it: one place that waits, so that tests can make waits short. */

export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
}

/**
 * The real clock. `SUPPORTCTL_TEST_WAIT_SCALE` (such as `0.01`) makes its hours pass quicker: waits shrink by that factor
 * and `now` runs ahead by it, so that a limit's window of 60 s and a wait of 60 s still end together.
 */
export function systemClock(env: Readonly<Record<string, string | undefined>> = process.env): Clock {
  const wanted = Number(env.SUPPORTCTL_TEST_WAIT_SCALE);
  const scale = wanted > 0 && wanted <= 1 ? wanted : 1;
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) / scale,
    sleep: (ms, signal) => wait(ms * scale, signal),
    random: () => Math.random(),
  };
}

/** Milliseconds that an exchange may take: `SUPPORTCTL_TEST_TIMEOUT`, for tests of what happens when nothing answers. */
export function timeoutOf(env: Readonly<Record<string, string | undefined>>): number | undefined {
  const wanted = Number(env.SUPPORTCTL_TEST_TIMEOUT);
  return wanted > 0 ? wanted : undefined;
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    function abort(): void {
      clearTimeout(timer);
      reject(signal?.reason);
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
