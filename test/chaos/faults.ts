/** What may go wrong in a run, and when: a schedule that the same dice make again. */
import type { FaultRule } from '../../src/sandbox/index.ts';
import type { Dice } from '../properties/dice.ts';

export const FAULTS = [
  'stopped before a write',
  'stopped after a reply',
  'stopped after a log entry',
  'killed before commit',
  'killed after commit',
  'interrupted',
  'connection lost before commit',
  'reply lost',
  'rate limited',
  'unavailable before commit',
  'unavailable after commit',
  'down for a while',
  'a page instead of JSON',
  'no answer in time',
  'reply cut off',
  'read cut off',
  'lists lag behind',
  'another writer',
  'two of us at once',
  'disk full',
] as const;
export type FaultName = (typeof FAULTS)[number];

export interface Fault {
  readonly name: FaultName;
  /** The write, counted from 1, at which it strikes. */
  readonly write: number;
}

/** Only one of these can end a process. */
const ENDS: ReadonlySet<FaultName> = new Set([
  'stopped before a write',
  'stopped after a reply',
  'stopped after a log entry',
  'killed before commit',
  'killed after commit',
  'interrupted',
  'disk full',
]);
/** What takes a process that can be killed, or one whose files may not grow. */
const SPAWNED: ReadonlySet<FaultName> = new Set([...ENDS].filter((name) => name !== 'interrupted'));

/** Milliseconds that nothing answers; the client gives up a little earlier. */
const NO_ANSWER_MS = 400;
/** Milliseconds that a client waits for an answer, where one never comes. */
export const TIMEOUT_MS = 350;
/** Lists lag for seconds; whoever looks once more after the platform's request time limit sees the truth. */
const LAG_MS = 8000;

/** One fault by its turn, so that all come up, and up to two by chance; `writes` is about how many the run will need. */
export function scheduleOf(d: Dice, run: number, writes: number): readonly Fault[] {
  const names: FaultName[] = [FAULTS[run % FAULTS.length] ?? 'reply lost'];
  for (let more = d.int(3); more > 0; more -= 1) {
    const name = d.pick(FAULTS);
    if (!names.includes(name) && ![name, ...names].some((own) => excludes(own, [name, ...names]))) names.push(name);
  }
  if (d.bool(0.2) && !names.includes('another writer')) names.push('another writer');
  return names.map((name) => ({ name, write: 1 + d.int(Math.max(1, writes)) }));
}

/** A process ends once; and whether it gave up on an answer too early is for one clock to say, not for two. */
function excludes(name: FaultName, names: readonly FaultName[]): boolean {
  const others = names.filter((own) => own !== name);
  if (name === 'no answer in time') return others.some((own) => SPAWNED.has(own));
  return ENDS.has(name) && others.some((own) => ENDS.has(own));
}

export function needsProcess(faults: readonly Fault[]): boolean {
  return faults.some(({ name }) => SPAWNED.has(name));
}

/**
 * How much shorter than in reality all waits are. Where a write takes place after the client gave up on it, they must be long
 * enough for a busy machine to do it before the client's second look, as the platform does within its request time.
 */
export function scaleFor(d: Dice, faults: readonly Fault[]): number {
  if (faults.some(({ name }) => name === 'no answer in time')) return 0.1;
  return d.pick([0.003, 0.01, 0.02]);
}

/** What the platform does; nothing for faults that come from elsewhere. */
export function ruleOf({ name, write: nth }: Fault, scale: number): readonly FaultRule[] {
  const match = { write: true, nth };
  switch (name) {
    case 'killed before commit':
      return [{ match, action: { kill: 'before' } }];
    case 'killed after commit':
      return [{ match, action: { kill: 'after' } }];
    case 'connection lost before commit':
      return [{ match, action: { drop: 'before' } }];
    case 'reply lost':
      return [{ match, action: { drop: 'after' } }];
    case 'rate limited':
      return [{ match, action: { rate_limit: 1 } }];
    case 'unavailable before commit':
      return [{ match, action: { status: 503, when: 'before' } }];
    case 'unavailable after commit':
      return [{ match, action: { status: 500, when: 'after' } }];
    case 'a page instead of JSON':
      return [{ match, action: { html: true, status: nth % 2 === 0 ? 200 : 502 } }];
    case 'no answer in time':
      return [{ match, action: { delay: NO_ANSWER_MS } }];
    case 'reply cut off':
      return [{ match, action: { cut: true } }];
    case 'read cut off':
      return [{ match: { write: false, nth }, action: { cut: true } }];
    case 'lists lag behind':
      return [{ match, action: { stale: LAG_MS * scale } }];
    default:
      return [];
  }
}

/** From one write on, longer than anybody tries again. */
export const OUTAGE: FaultRule = { times: 14, action: { status: 502 } };
