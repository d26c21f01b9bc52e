/** What is left of one rate limit, learned from reply headers: says how long to hold a request back. */

/** What a reply told about a limit. Seconds for `reset`. */
export interface LimitReading {
  readonly total?: number;
  readonly remaining?: number;
  readonly reset?: number;
}

/** How long to wait before sending: milliseconds, or until another reply has come. 0 means now. */
export type Wait = number | 'next_reply';

export interface Budget {
  /** May a request of this weight be sent? */
  wait(now: number, weight: number): Wait;
  /** A request of this weight is being sent. */
  start(weight: number): void;
  /** Its reply came, or none ever will (`reading` undefined). */
  finish(now: number, weight: number, reading: LimitReading | undefined): void;
  /** Nothing may be sent before this moment. */
  pause(until: number): void;
}

/** A window without a stated end lasts this long: the platform's limits are per minute. */
const WINDOW_MS = 60_000;
/** Two statements of a window's end that differ by less are about the same window: they come in whole seconds, late. */
const SAME_WINDOW_MS = 2_000;

/**
 * A budget that starts out unknown. The first request of each window goes alone and its reply says how much there is; after
 * that a request is sent only when the last word of the platform, less what is under way, covers it. So at most one request
 * a window is refused, however small the limit is and whoever else uses it up before us.
 */
export function createBudget(): Budget {
  let known = false;
  let total: number | undefined;
  let remaining: number | undefined;
  let endsAt: number | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let inFlight = 0;
  /** The most that was ever under way: so far apart can replies of one window be. */
  let widest = 0;

  function roll(now: number): void {
    if (endsAt === undefined || now < endsAt) return;
    known = false;
    remaining = undefined;
    endsAt = undefined;
  }

  function learn(now: number, reading: LimitReading): void {
    total = reading.total ?? total;
    if (reading.remaining === undefined) {
      known = true;
      return;
    }
    const end = reading.reset === undefined ? undefined : now + reading.reset * 1000;
    if (!known || endsAt === undefined || remaining === undefined) {
      remaining = reading.remaining;
      endsAt = end ?? now + WINDOW_MS;
    } else if (end === undefined) {
      // Without a stated end, more than there was means a new window; a little more is a reply that was overtaken.
      const fresh = reading.remaining > remaining + widest;
      if (fresh) endsAt = now + WINDOW_MS;
      remaining = fresh ? reading.remaining : Math.min(remaining, reading.remaining);
    } else if (end > endsAt + SAME_WINDOW_MS) {
      remaining = reading.remaining;
      endsAt = end;
    } else if (end > endsAt - SAME_WINDOW_MS) {
      // Replies overtake each other: the lowest count is the latest. The latest end is the least rounded one.
      remaining = Math.min(remaining, reading.remaining);
      endsAt = Math.max(endsAt, end);
    }
    known = true;
  }

  return {
    wait(now, weight) {
      if (now < pausedUntil) return pausedUntil - now;
      roll(now);
      if (!known) return inFlight > 0 ? 'next_reply' : 0;
      if (remaining === undefined || endsAt === undefined) return 0;
      const needed = total === undefined ? weight : Math.min(weight, total);
      if (remaining - inFlight >= needed) return 0;
      return inFlight > 0 ? 'next_reply' : endsAt - now;
    },
    start(weight) {
      inFlight += weight;
      widest = Math.max(widest, inFlight);
    },
    finish(now, weight, reading) {
      inFlight -= weight;
      roll(now);
      if (reading !== undefined) learn(now, reading);
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
      known = false;
      remaining = undefined;
      endsAt = undefined;
    },
  };
}
