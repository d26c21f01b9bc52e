/** Request budgets by the minute, with the headers that announce them. developer.zendesk.com/api-reference/introduction/rate-limits/ */

export type Buckets = Map<string, { start: number; used: number }>;

const WINDOW = 60_000;

export interface Budget {
  readonly allowed: boolean;
  readonly total: number;
  readonly remaining: number;
  readonly resetsIn: number;
}

export function createBuckets(): Buckets {
  return new Map();
}

export function take(buckets: Buckets, name: string, perMinute: number, now: number): Budget {
  let bucket = buckets.get(name);
  if (!bucket || now - bucket.start >= WINDOW) {
    bucket = { start: now, used: 0 };
    buckets.set(name, bucket);
  }
  bucket.used += 1;
  return {
    allowed: bucket.used <= perMinute,
    total: perMinute,
    remaining: Math.max(0, perMinute - bucket.used),
    resetsIn: Math.max(1, Math.ceil((bucket.start + WINDOW - now) / 1000)),
  };
}

export function accountHeaders(budget: Budget): Record<string, string> {
  return {
    'x-rate-limit': String(budget.total),
    'x-rate-limit-remaining': String(budget.remaining),
    'ratelimit-limit': String(budget.total),
    'ratelimit-remaining': String(budget.remaining),
    'ratelimit-reset': String(budget.resetsIn),
  };
}

/** developer.zendesk.com/api-reference/ticketing/account-configuration/usage_limits/#monitoring-your-request-activity */
export function endpointHeaders(name: string, budget: Budget): Record<string, string> {
  return {
    [`zendesk-ratelimit-${name}`]: `total=${budget.total}; remaining=${budget.remaining}; resets=${budget.resetsIn}`,
  };
}
