/** Carrying out the operations of a plan: in order, logged, each against an object that is still as the plan saw it. */
import type { Address } from '../core/address.ts';
import { type Diagnostic, SupportctlError } from '../core/diagnostic.ts';
import type { ApplyResult, Notify, Op } from '../core/plan.ts';
import type { Connection } from '../core/provider.ts';
import { isSendFailure } from '../core/provider.ts';
import type { Lease, LogRecord, StateBackend } from '../core/state.ts';
import { redeclare } from './finish.ts';
import { openJournal } from './journal.ts';
import { memberNamer } from './member-names.ts';
import { createNames } from './names.ts';
import { openingOf } from './opening.ts';
import type { Item, Planned } from './planned.ts';
import type { Run } from './run.ts';
import { runOperation } from './run-operation.ts';
import { verify } from './verify.ts';
import { type Operation, type Work, workOf } from './work.ts';
import type { MutableWorld } from './world.ts';

export interface ExecuteOptions {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly backend: StateBackend;
  readonly lease: Lease;
  readonly notify: Notify;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly run: string;
  readonly start: LogRecord;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called at each point of each write; tests stop the process here. */
  readonly checkpoint: (point: 'before' | 'reply' | 'log', write: number) => void;
}

interface Progress {
  readonly written: ApplyResult['written'][number][];
  readonly failed: ApplyResult['failed'][number][];
  readonly leftOut: ApplyResult['leftOut'][number][];
}

/**
 * Writes what the plan says, verifies it, records state and closes the log. Returns what was done; throws only where
 * state or log cannot be written.
 */
export async function execute(planned: Planned, world: MutableWorld, options: ExecuteOptions): Promise<ApplyResult> {
  const work = workOf(planned);
  const isoNow = () => new Date(options.now()).toISOString();
  const journal = openJournal(
    options.backend,
    options.run,
    [options.start, ...openingOf(planned)],
    planned.state,
    isoNow,
  );
  const ids = new Map(planned.identities.ids);
  const { kinds, textForms } = planned.input;
  const names = createNames(kinds, textForms, world, ids);
  world.present(memberNamer(kinds, () => createNames(kinds, textForms, world, ids)));
  const run: Run = { planned, world, options, journal, ids, names, lastSeen: new Map(), touched: new Map() };
  const progress: Progress = { written: [], failed: [], leftOut: [] };
  await runAll(work, run, progress);
  const interrupted = options.signal.aborted;
  // State and log are somebody else's by now; what we did stands in the log, where they find it.
  if (isLockLost(progress)) return { run: options.run, ...progress, interrupted, requests: requestsOf(options) };
  if (!interrupted) progress.failed.push(...(await verify(run)));
  await redeclare(run, new Set(progress.failed.map((failure) => failure.address)));
  const partial = progress.failed.length > 0 || progress.leftOut.length > 0;
  await journal.end(interrupted ? 'interrupted' : partial ? 'partial' : 'done');
  return { run: options.run, ...progress, interrupted, requests: requestsOf(options) };
}

function requestsOf({ connections }: ExecuteOptions): number {
  return [...connections.values()].reduce((sum, connection) => sum + connection.requests(), 0);
}

function isLost(error: unknown): boolean {
  return error instanceof SupportctlError && error.diagnostics.some(({ code }) => code === 'LOCK_LOST');
}

function isLockLost({ failed }: Progress): boolean {
  return failed.some(({ diagnostic }) => diagnostic.code === 'LOCK_LOST');
}

/** Up to `concurrency` operations at once, but one of a kind at a time: the platforms serialise those anyway. */
async function runAll(work: Work, run: Run, progress: Progress): Promise<void> {
  const { options } = run;
  const waiting = [...work.operations];
  const running = new Map<string, Promise<void>>();
  const ended = new Map<string, boolean>();
  while (waiting.length > 0 || running.size > 0) {
    const busy = new Set(
      [...running.keys()].map((id) => work.operations.find((operation) => operation.id === id)?.kind),
    );
    let started = false;
    for (const operation of [...waiting]) {
      const needs = work.edges.get(operation.id) ?? new Map();
      if (![...needs.keys()].every((id) => ended.has(id))) continue;
      const broken = [...needs].find(([id, type]) => type !== 'soft' && ended.get(id) === false)?.[0];
      const stopped = isLockLost(progress) ? 'the lock was lost' : options.signal.aborted ? 'interrupted' : undefined;
      const because = broken === undefined ? stopped : whyBroken(broken, work);
      if (because !== undefined) {
        waiting.splice(waiting.indexOf(operation), 1);
        ended.set(operation.id, false);
        leaveOut(operation, because, progress);
        started = true;
        continue;
      }
      if (running.size >= options.concurrency || busy.has(operation.kind)) continue;
      waiting.splice(waiting.indexOf(operation), 1);
      busy.add(operation.kind);
      started = true;
      const promise = attempt(operation, run, progress).then((ok) => {
        ended.set(operation.id, ok);
        running.delete(operation.id);
      });
      running.set(operation.id, promise);
    }
    if (running.size > 0) await first(running);
    else if (!started) throw new Error(`operations wait for what never ends: ${waiting.map((o) => o.id).join(', ')}`);
  }
}

/** The first operation that ends. What must end the run waits for all that is in flight: nobody else may begin before that. */
async function first(running: ReadonlyMap<string, Promise<void>>): Promise<void> {
  try {
    await Promise.race(running.values());
  } catch (error) {
    await Promise.allSettled(running.values());
    throw error;
  }
}

function whyBroken(id: string, work: Work): string {
  const operation = work.operations.find((own) => own.id === id);
  return `because ${operation?.address ?? id} failed`;
}

function addressesOf(operation: Operation): readonly Address[] {
  return operation.members ?? [operation.address];
}

function leaveOut(operation: Operation, because: string, progress: Progress): void {
  const told = new Set([...progress.leftOut, ...progress.failed].map((entry) => entry.address));
  for (const address of addressesOf(operation)) {
    if (!told.has(address)) progress.leftOut.push({ address, op: operation.op, because });
  }
}

async function attempt(operation: Operation, run: Run, progress: Progress): Promise<boolean> {
  const { notify } = run.options;
  const { address, op } = operation;
  if (operation.action !== 'record') notify({ type: 'writing', address, op });
  try {
    const id = await runOperation(operation, run);
    if (operation.action !== 'record') notify({ type: 'wrote', address, op });
    noteWritten(progress, address, op, id);
    return true;
  } catch (error) {
    if (run.journal.broken() && !isLost(error)) throw error;
    const diagnostic = diagnosticOf(error, operation.item, address);
    notify({ type: 'failed', address, op, diagnostic });
    progress.failed.push({ address, op, diagnostic });
    return false;
  }
}

/** One line for each address and op, however many operations it took. */
function noteWritten(progress: Progress, address: Address, op: Op, id: string | undefined): void {
  if (address.startsWith('activate.') || progress.written.some((entry) => entry.address === address && entry.op === op))
    return;
  progress.written.push({ address, op, ...(id === undefined ? {} : { id }) });
}

/** What a platform's refusal is about, by address and line; anything unknown is a bug of ours and is thrown on. */
function diagnosticOf(error: unknown, item: Item | undefined, address: Address): Diagnostic {
  if (error instanceof SupportctlError && error.diagnostics[0] !== undefined)
    return { address, ...error.diagnostics[0] };
  if (!isSendFailure(error)) throw error;
  const { resource } = item ?? {};
  const named = error.fields.find((field) => positionOf(item, field.path) !== undefined);
  const at = (named === undefined ? undefined : positionOf(item, named.path)) ?? resource?.at;
  const [hint] = error.fields.flatMap(({ code = '' }) => item?.kind.cures?.[code] ?? []);
  const told = error.fields.filter((field) => !error.message.includes(field.message));
  const detail = told
    .map((field) => (field.path === '' ? field.message : `${field.path}: ${field.message}`))
    .join('\n');
  return {
    code: error.outcome === 'unknown' ? 'OUTCOME_UNKNOWN' : 'PLATFORM_REFUSED',
    severity: 'error',
    summary: error.message,
    address,
    ...(detail === '' ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  };
}

/** The line of the attribute that the platform calls `path`. */
function positionOf(item: Item | undefined, path: string) {
  if (item?.resource === undefined) return undefined;
  const { positions } = item.resource;
  const named = Object.entries(item.kind.attributes).find(([name, attribute]) => (attribute.native ?? name) === path);
  return named === undefined ? positions[path] : positions[named[0]];
}
