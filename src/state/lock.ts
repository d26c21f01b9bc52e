/** What every backend says about its lock: who has it, and that it was lost. */
import { z } from 'zod';
import { fail, refuse } from '../core/diagnostic.ts';
import type { LockHolder } from '../core/state.ts';

/** Milliseconds between two looks at a lock that somebody else holds. */
export const POLL_MS = 200;

const Holder = z.strictObject({
  holder: z.string(),
  host: z.string(),
  pid: z.int(),
  since: z.string(),
  run: z.string(),
});

/** The holder that a lock's text names; undefined if it cannot be read. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    return Holder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Refuses with `LOCKED`, naming holder, host and age. */
export function refuseLocked(other: LockHolder | undefined): never {
  if (other === undefined) return refuse('LOCKED', 'state is locked, and by whom cannot be read');
  return refuse(
    'LOCKED',
    `state is locked by ${other.holder} on ${other.host} (process ${other.pid}), for ${ageOf(other.since)}`,
    {
      hint: 'wait for it to end, with --lock-timeout 10m if you like; `supportctl state unlock` if it never will',
    },
  );
}

/** `40 s`, `12 min`, `3 h`. */
function ageOf(since: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Somebody else may hold the lock by now: exit code 3, since something may have been written. */
export function failLost(why?: string): never {
  return fail(
    'LOCK_LOST',
    'our lock was taken away; nothing more is written',
    {
      ...(why === undefined ? {} : { detail: why }),
      hint: 'run `supportctl plan`: whoever held the lock since may have finished the work',
    },
    3,
  );
}
