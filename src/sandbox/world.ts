/** Everything one running sandbox holds: the stored objects, the settings, the request log, the ordered faults. */

import type { FaultBook } from './faults.ts';
import { createFaults } from './faults.ts';
import type { Profile } from './features.ts';
import { requestsPerMinute } from './features.ts';
import type { Buckets } from './limits.ts';
import { createBuckets } from './limits.ts';
import type { RequestLog } from './log.ts';
import { createLog } from './log.ts';
import type { Store } from './store.ts';
import { createStore } from './store.ts';

export interface World {
  readonly store: Store;
  readonly subdomain: string;
  profile: Profile;
  /** Requests a minute; 0 for no limit; undefined for what the plan allows. */
  readonly rateLimit: number | undefined;
  readonly latency: number;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  readonly buckets: Buckets;
  origin: string;
  /** How many writes of a family that takes one at a time are under way. */
  readonly underWay: Map<string, number>;
}

export interface WorldOptions {
  readonly profile: Profile;
  readonly subdomain: string;
  readonly rateLimit: number | undefined;
  readonly latency: number;
}

export function createWorld(options: WorldOptions): World {
  return {
    store: createStore(),
    subdomain: options.subdomain,
    profile: options.profile,
    rateLimit: options.rateLimit,
    latency: options.latency,
    faults: createFaults(),
    log: createLog(),
    buckets: createBuckets(),
    origin: '',
    underWay: new Map(),
  };
}

export function limitOf(world: World): number {
  return world.rateLimit ?? requestsPerMinute(world.profile);
}
