/** Holds requests back so that an account's rate limits are met before they are hit. */
import pLimit, { type LimitFunction } from 'p-limit';
import { type Budget, createBudget, type LimitReading } from './budget.ts';
import type { Clock } from './clock.ts';
import { retryAfterOf } from './reply.ts';
import { backoff, LONGEST_PAUSE } from './retry.ts';

/** What the limiter needs to know of a request. */
export interface Limited {
  readonly method: string;
  readonly path: string;
  /** How much of the budget it costs; 1 if not given. */
  readonly weight?: number;
  readonly signal?: AbortSignal;
}

/** What it needs to know of a reply. */
export interface LimitedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Limiter {
  /** What `send` returns, called when the limits allow. Rejects with the signal's reason when aborted before that. */
  run<R extends LimitedReply>(request: Limited, send: () => Promise<R>): Promise<R>;
}

export interface LimiterOptions {
  readonly clock: Clock;
  /** Requests in flight at most; 8 if not given. */
  readonly concurrency?: number;
  /** The name of the account's budget that a request draws from. */
  readonly bucketOf?: (request: Limited) => string;
  /** Told about each wait of a second and more. */
  readonly note?: (text: string) => void;
}

const PAUSE = { baseMs: 1_000, capMs: 60_000 } as const;

/** No window of the platforms is longer: what claims to be one does not get to hold us for days. Seconds. */
const LONGEST_WINDOW = 1_800;

interface Bucket {
  readonly name: string;
  readonly budget: Budget;
  /** Resolves when the next reply has come. */
  reply: Promise<void>;
  announce: () => void;
}

interface Lane extends Bucket {
  readonly slots: LimitFunction;
  /** 429s in a row. */
  refusals: number;
}

/** Zendesk counts Help Center requests apart from Support (https://developer.zendesk.com/api-reference/introduction/rate-limits/). */
export function zendeskBucket(request: Limited): string {
  return /^\/api\/v2\/(help_center|guide)(\/|$)/.test(request.path) ? 'help_center' : 'support';
}

/** A limiter for one account. All callers share its pauses. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock } = options;
  const bucketOf = options.bucketOf ?? zendeskBucket;
  const concurrency = options.concurrency ?? 8;
  const flights = pLimit(concurrency);
  const lanes = new Map<string, Lane>();
  /** Budgets of single endpoints, by the header that names them; and one without limit for each shape of request. */
  const endpoints = new Map<string, Bucket>();
  /** Which of them a request draws from. The shape's own makes the first of its kind go alone and learn the others. */
  const shapes = new Map<string, Set<string>>();

  function endpointBuckets(request: Limited): readonly Bucket[] {
    const shape = shapeOf(request);
    return [shape, ...(shapes.get(shape) ?? [])].map((name) => bucketNamed(endpoints, name));
  }

  async function open(bucket: Bucket, request: Limited): Promise<void> {
    for (;;) {
      request.signal?.throwIfAborted();
      const wait = bucket.budget.wait(clock.now(), request.weight ?? 1);
      if (wait === 0) return;
      if (wait === 'next_reply') {
        await bucket.reply;
        continue;
      }
      if (wait >= 1000) options.note?.(`waiting ${(wait / 1000).toFixed(1)} s for the rate limit "${bucket.name}"`);
      await clock.sleep(wait, request.signal);
    }
  }

  async function sendNow<R extends LimitedReply>(
    request: Limited,
    lane: Lane,
    extra: readonly Bucket[],
    send: () => Promise<R>,
  ): Promise<R> {
    const weight = request.weight ?? 1;
    for (const bucket of [lane, ...extra]) bucket.budget.start(weight);
    let reply: R | undefined;
    try {
      reply = await send();
      return reply;
    } finally {
      const now = clock.now();
      const readings = reply === undefined ? new Map<string, LimitReading>() : endpointReadings(reply.headers);
      lane.budget.finish(now, weight, reply === undefined ? undefined : accountReading(reply.headers));
      for (const bucket of extra) {
        bucket.budget.finish(now, weight, readings.get(bucket.name) ?? (reply === undefined ? undefined : {}));
      }
      learnEndpoints(request, extra, readings, now);
      if (reply?.status === 429) pauseAfter(reply, lane, readings, now);
      else if (reply !== undefined) lane.refusals = 0;
      for (const bucket of [lane, ...extra]) announce(bucket);
    }
  }

  function learnEndpoints(
    request: Limited,
    extra: readonly Bucket[],
    readings: ReadonlyMap<string, LimitReading>,
    now: number,
  ): void {
    for (const [name, reading] of readings) {
      const shape = shapeOf(request);
      shapes.set(shape, (shapes.get(shape) ?? new Set()).add(name));
      const bucket = bucketNamed(endpoints, name);
      if (!extra.includes(bucket)) bucket.budget.finish(now, 0, reading);
    }
  }

  function pauseAfter(reply: LimitedReply, lane: Lane, readings: ReadonlyMap<string, LimitReading>, now: number): void {
    lane.refusals += 1;
    const seconds = retryAfterOf(reply.headers);
    // Nobody waits that long: each caller is to hear of it.
    if (seconds !== undefined && seconds > LONGEST_PAUSE) return;
    const ms = seconds === undefined ? backoff(lane.refusals, PAUSE, clock) : seconds * 1000;
    const spent = [...readings].filter(([, reading]) => reading.remaining === 0).map(([name]) => name);
    // One endpoint's limit must not hold up the others, unless the account's own is spent too.
    const account = accountReading(reply.headers);
    const paused =
      spent.length > 0 && account.remaining !== 0 ? spent.map((name) => bucketNamed(endpoints, name)) : [lane];
    for (const bucket of paused) {
      bucket.budget.pause(now + ms);
      options.note?.(`refused for its rate: "${bucket.name}" pauses ${(ms / 1000).toFixed(1)} s`);
    }
  }

  return {
    async run(request, send) {
      const lane = laneNamed(lanes, bucketOf(request), concurrency);
      for (;;) {
        // Waiting is done outside of the flights, and for an endpoint outside of the lane, so that others pass meanwhile.
        for (const bucket of endpointBuckets(request)) await open(bucket, request);
        const result = await lane.slots(async () => {
          await open(lane, request);
          return await flights(async () => {
            const extra = endpointBuckets(request);
            const now = clock.now();
            const blocked = [lane, ...extra].some((bucket) => bucket.budget.wait(now, request.weight ?? 1) !== 0);
            return blocked ? undefined : { reply: await sendNow(request, lane, extra, send) };
          });
        });
        if (result !== undefined) return result.reply;
      }
    },
  };
}

function laneNamed(lanes: Map<string, Lane>, name: string, concurrency: number): Lane {
  const known = lanes.get(name);
  if (known !== undefined) return known;
  const lane = { ...createBucket(name), slots: pLimit(concurrency), refusals: 0 };
  lanes.set(name, lane);
  return lane;
}

function bucketNamed(buckets: Map<string, Bucket>, name: string): Bucket {
  const known = buckets.get(name);
  if (known !== undefined) return known;
  const bucket = createBucket(name);
  buckets.set(name, bucket);
  return bucket;
}

function createBucket(name: string): Bucket {
  const { promise, resolve } = signalled();
  return { name, budget: createBudget(), reply: promise, announce: resolve };
}

function announce(bucket: Bucket): void {
  const { announce: wake } = bucket;
  const { promise, resolve } = signalled();
  bucket.reply = promise;
  bucket.announce = resolve;
  wake();
}

function signalled(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Requests that differ in ids only share their endpoint's limit. Ids are numbers, ULIDs or UUIDs. */
function shapeOf(request: Limited): string {
  return `${request.method} ${request.path.replace(/\/(\d+|(?=[^/]*\d)[\w-]{20,})(?=\/|\.|$)/g, '/:id')}`;
}

function accountReading(headers: Readonly<Record<string, string>>): LimitReading {
  return reading(
    headers['x-rate-limit'] ?? headers['ratelimit-limit'],
    headers['x-rate-limit-remaining'] ?? headers['ratelimit-remaining'],
    headers['ratelimit-reset'],
  );
}

/** Readings of `zendesk-ratelimit-NAME: total=100; remaining=99; resets=52`, by header name. */
function endpointReadings(headers: Readonly<Record<string, string>>): ReadonlyMap<string, LimitReading> {
  const found = new Map<string, LimitReading>();
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('zendesk-ratelimit-')) continue;
    const part = (key: string): string | undefined => new RegExp(`\\b${key}=(\\d+)`).exec(value)?.[1];
    found.set(name, reading(part('total'), part('remaining'), part('resets')));
  }
  return found;
}

function reading(total: string | undefined, remaining: string | undefined, reset: string | undefined): LimitReading {
  return { ...numeric('total', total), ...numeric('remaining', remaining), ...numeric('reset', reset) };
}

function numeric(key: keyof LimitReading, text: string | undefined): LimitReading {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return {};
  return { [key]: key === 'reset' ? Math.min(value, LONGEST_WINDOW) : value };
}
