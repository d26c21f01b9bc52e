/** Decides which failed requests are sent again, and when. */
import type { Clock } from './clock.ts';
import { HttpError, withOutcome } from './errors.ts';
import type { Reply } from './reply.ts';

export interface RetryPolicy {
  /** How often a request is sent at most when the network or the server fails. */
  readonly tries: number;
  /** How often a request may be refused for its rate. */
  readonly refusals: number;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly baseMs: number;
  /** Milliseconds between two tries at most. */
  readonly capMs: number;
}

export const DEFAULT_RETRY = { tries: 5, refusals: 12, baseMs: 500, capMs: 30_000 } as const satisfies RetryPolicy;

/** A pause longer than this is reported instead of waited for. Seconds. */
export const LONGEST_PAUSE = 900;

export interface Retryable {
  readonly method: string;
  /** True for a POST or PATCH that may be repeated without harm; GET, PUT and DELETE always may. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What `attempt` returns, repeated where that is safe: a refusal for rate always (the limiter does the waiting), other
 * transient failures only for requests that may be repeated. A DELETE whose lost first try had worked counts as done. When
 * an earlier try may have been committed, the error that ends it all says `unknown` too.
 */
export async function withRetry(
  request: Retryable,
  policy: RetryPolicy,
  clock: Clock,
  attempt: () => Promise<Reply>,
): Promise<Reply> {
  const repeatable = request.idempotent ?? ['GET', 'HEAD', 'PUT', 'DELETE'].includes(request.method);
  let failures = 0;
  let refusals = 0;
  let doubt = false;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      if (doubt && request.method === 'DELETE' && error.kind === 'not_found') {
        return { status: 204, headers: {}, body: undefined };
      }
      doubt ||= error.outcome === 'unknown';
      const last = doubt ? withOutcome(error, 'unknown') : error;
      if (request.signal?.aborted || (error.retryAfter ?? 0) > LONGEST_PAUSE) throw last;
      const limited = error.kind === 'rate_limited';
      if (limited) refusals += 1;
      else failures += 1;
      const given = limited ? refusals >= policy.refusals : !repeatable || !error.transient || failures >= policy.tries;
      if (given) throw last;
      // After a 429 it is the limiter that waits, for all callers at once.
      if (limited && error.status === 429) continue;
      try {
        const ms = backoff(limited ? refusals : failures, policy, clock);
        await clock.sleep(Math.max(ms, (error.retryAfter ?? 0) * 1000), request.signal);
      } catch {
        throw last;
      }
    }
  }
}

/** Milliseconds before try `failures + 1`: exponential, with half of it left to chance so that callers spread out. */
export function backoff(failures: number, policy: Pick<RetryPolicy, 'baseMs' | 'capMs'>, clock: Clock): number {
  const full = Math.min(policy.capMs, policy.baseMs * 2 ** (failures - 1));
  return full / 2 + (full / 2) * clock.random();
}
