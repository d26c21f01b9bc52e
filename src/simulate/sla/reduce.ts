/** The SLA clocks of a ticket, moved on by one update at a time. */
import { counting, dueMoment, elapsed, ended, started, withMoment } from './clock.ts';
import { type Clock, type DueTime, METRICS, type Metric, type SlaEvent, type SlaState, type Target } from './model.ts';
import { DEFAULT_SLA_OPTIONS, type SlaOptions } from './options.ts';
import { type ClockStep, isReply, isSolved, PAUSES, STEPS, type StepContext } from './steps.ts';

/** The badge is amber from here on, in calendar time whatever the target counts in: hc/4408832852122. */
const WARNING_MS = 15 * 60_000;

/**
 * The clocks after an update; `state` is undefined at creation. Breaches that came in between are stamped when they came; a target that
 * has passed already when the update gives it is breached at the update: hc/4408829459866.
 */
export function slaAfter(
  state: SlaState | undefined,
  event: SlaEvent,
  options: SlaOptions = DEFAULT_SLA_OPTIONS,
): SlaState {
  const before = state === undefined ? undefined : slaAt(state, event.at, options);
  const old = before?.clocks ?? [];
  const latest = new Map(old.map((clock) => [clock.metric, clock]));
  const cx: StepContext = { event, before, options, latest: (metric) => latest.get(metric) };
  const next = new Map<Clock, Clock>();
  const fresh: Clock[] = [];
  for (const metric of METRICS) {
    const step = STEPS[metric](cx);
    const clock = latest.get(metric);
    if (clock !== undefined) next.set(clock, moved(clock, step, before, event, options));
    if (step !== 'start' && step !== 'again') continue;
    const begun = started(metric, (clock?.instance ?? 0) + 1, event.at);
    const isOver = isSolved(event.status);
    const aimed = targeted(isOver ? begun : counted(begun, event), undefined, before, event, options);
    fresh.push(isOver ? ended(aimed, event.at) : aimed);
  }
  const after = {
    at: event.at,
    status: event.status,
    group: event.group ?? '',
    schedule: event.schedule,
    createdAt: before?.createdAt ?? event.at,
    openedByAgent: before?.openedByAgent ?? isReply(event),
    firstReplyAt: before?.firstReplyAt ?? (before !== undefined && isReply(event) ? event.at : undefined),
    clocks: [...old.map((clock) => next.get(clock) ?? clock), ...fresh],
  };
  return slaAt(after, event.at, options);
}

/** The state at a later moment: the same clocks, with the warnings and breaches that came in between. */
export function slaAt(state: SlaState, at: number, options: SlaOptions = DEFAULT_SLA_OPTIONS): SlaState {
  if (!state.clocks.some((clock) => warns(clock, at) || isDue(clock, at, options))) return state;
  const clocks = state.clocks.map((clock) => {
    const { dueAt = 0 } = clock;
    const warned = warns(clock, at)
      ? withMoment(clock, Math.max(dueAt - WARNING_MS, state.at), 'warn', { warned: true })
      : clock;
    return isDue(clock, at, options) ? withMoment(warned, dueAt, 'breach', { breachedAt: dueAt }) : warned;
  });
  return { ...state, clocks };
}

/** The ticket's targets as they stand at a moment not before the latest event, those of ended clocks included. */
export function dueTimes(state: SlaState, at: number, options: SlaOptions = DEFAULT_SLA_OPTIONS): readonly DueTime[] {
  return slaAt(state, at, options).clocks.flatMap((clock) => {
    if (clock.target === undefined) return [];
    const counted = elapsed(clock, clock.target, state.schedule, at);
    return {
      clock,
      target: clock.target,
      elapsed: counted,
      left: clock.target.ms - counted,
      warnsAt: warns(clock, Number.POSITIVE_INFINITY) ? (clock.dueAt ?? 0) - WARNING_MS : undefined,
      dueAt: clock.dueAt,
      breached: clock.breachedAt !== undefined,
    };
  });
}

/** When the next target falls due if nothing happens to the ticket; undefined if none does. What has breached is past. */
export function nextBreach(state: SlaState, at: number, options: SlaOptions = DEFAULT_SLA_OPTIONS): number | undefined {
  let soonest: number | undefined;
  for (const clock of state.clocks) {
    if (clock.state !== 'active' || clock.dueAt === undefined || clock.breachedAt !== undefined) continue;
    if (isDue(clock, at, options)) continue;
    if (soonest === undefined || clock.dueAt < soonest) soonest = clock.dueAt;
  }
  return soonest;
}

/** When a target was breached last, up to a moment; undefined if none was. */
export function lastBreach(state: SlaState, at: number, options: SlaOptions = DEFAULT_SLA_OPTIONS): number | undefined {
  let latest: number | undefined;
  for (const clock of state.clocks) {
    const breachedAt = isDue(clock, at, options) ? clock.dueAt : clock.breachedAt;
    if (breachedAt !== undefined && (latest === undefined || breachedAt > latest)) latest = breachedAt;
  }
  return latest;
}

/** A clock after its step; what runs on counts by the new status, and all that is not closed gets the target that applies now. */
function moved(
  clock: Clock,
  step: ClockStep,
  before: SlaState | undefined,
  event: SlaEvent,
  options: SlaOptions,
): Clock {
  if (step === 'end' || step === 'again')
    return ended(
      options.targetOnFulfilment === 'applied' ? targeted(clock, clock, before, event, options) : clock,
      event.at,
    );
  if (clock.state === 'closed' && step !== 'reopen') return clock;
  return targeted(counted(clock, event), clock, before, event, options);
}

function counted(clock: Clock, { at, status }: SlaEvent): Clock {
  return counting(clock, at, !PAUSES[clock.metric].includes(status));
}

/** The clock with the target that the policy, priority and schedule of the update give it; `was` is how the update found it. */
function targeted(
  clock: Clock,
  was: Clock | undefined,
  before: SlaState | undefined,
  event: SlaEvent,
  options: SlaOptions,
): Clock {
  const target = targetOf(clock.metric, event);
  const isSame =
    isSameTarget(clock.target, target) && (target?.business !== true || before?.schedule === event.schedule);
  if (isSame && clock === was) return clock;
  const dueAt = target === undefined ? undefined : dueMoment(clock, target, event.schedule);
  const breachedAt = isSame || options.breachOnNewTarget === 'stays' ? clock.breachedAt : undefined;
  const what = target === undefined ? 'cancel' : 'retarget';
  const told = isSame || was === undefined ? clock : withMoment(clock, event.at, what, {});
  const warned = clock.warned && dueAt !== undefined && dueAt - WARNING_MS <= event.at;
  const now = { ...told, target, dueAt, warned, breachedAt };
  return isDue(now, event.at, options) ? withMoment(now, event.at, 'breach', { breachedAt: event.at }) : now;
}

function targetOf(metric: Metric, { policy, groupPolicy, priority }: SlaEvent): Target | undefined {
  const own = metric === 'group_ownership_time' ? groupPolicy : policy;
  // hc/4408829459866: the next reply is measured only beside the first.
  if (metric === 'next_reply_time' && own?.targets.has('first_reply_time') !== true) return undefined;
  return own?.targets.get(metric)?.get(priority);
}

function isSameTarget(one: Target | undefined, other: Target | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  const isSamePolicy = one.policy.id === other.policy.id && one.priority === other.priority;
  return isSamePolicy && one.ms === other.ms && one.business === other.business;
}

/** Whether the badge of a clock turns amber up to a moment, and has not yet. */
function warns({ state, dueAt, warned, breachedAt }: Clock, at: number): boolean {
  return state === 'active' && dueAt !== undefined && !warned && breachedAt === undefined && dueAt - WARNING_MS <= at;
}

/** Whether a clock has passed its target without that being known yet. */
function isDue(clock: Clock, at: number, { replyAtDue }: SlaOptions): boolean {
  if (clock.state === 'closed' || clock.dueAt === undefined || clock.breachedAt !== undefined) return false;
  return clock.dueAt < at || (replyAtDue === 'late' && clock.dueAt === at);
}
