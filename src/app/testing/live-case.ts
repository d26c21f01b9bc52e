/** One case in the tenant and in the simulator: the same ticket at the same moments, by the same people. */
import type { SeenTicket, TicketDesk } from '../../core/ticket-desk.ts';
import type { Native, Outcome, Simulator, Story, StoryEvent } from '../../simulate/index.ts';
import type { TestCase } from '../../spec/tests/model.ts';
import type { Stage } from './cast.ts';
import { ruleName } from './judge.ts';
import type { Tidy } from './live-left.ts';
import { storyOf } from './stories.ts';

const NEEDS_TIME = 'needs time';
/** Of one ticket, by one user, within ten minutes: https://developer.zendesk.com/api-reference/introduction/rate-limits/ */
const MOST_UPDATES = 30;

/** How much of a case can be tried at once: the first `events` of its events, and why not what else it has. */
export interface Reach {
  readonly events: number;
  readonly notTried: readonly string[];
}

/** `offline` is the case on the stage of the tests, as it fares when time passes. */
export function reachOf(test: TestCase, offline: Outcome, stage: Stage, theatre: Theatre): Reach {
  const reasons = test.events.map((event, index) => {
    if (index >= MOST_UPDATES) return `a ticket takes no more than ${MOST_UPDATES} updates in ten minutes`;
    return reasonAgainst(event, test, offline, stage) ?? reasonAgainstMacro(event.macro, theatre);
  });
  const first = reasons.findIndex((reason) => reason !== undefined);
  const events = first === -1 ? test.events.length : first;
  const place = test.events[events]?.place;
  const cut = place === undefined ? [] : [`${reasons[events]} (from ${place.file}:${place.line} on)`];
  const checks = [...test.given.expect, ...test.events.flatMap((event) => event.expect), ...test.expect];
  const late = checks.flatMap((check) => {
    if (check.what === 'breached') return [`${NEEDS_TIME}: breached ${check.metric}`];
    return check.what === 'fired' && check.rule.startsWith('automation.') ? [`${NEEDS_TIME}: ${check.rule}`] : [];
  });
  return { events, notTried: [...new Set([...cut, ...late])] };
}

function reasonAgainst(
  { at, by, comment, set, macro, rate }: TestCase['events'][number],
  { given }: TestCase,
  { fired }: Outcome,
  stage: Stage,
): string | undefined {
  const early = fired.find(({ rule, at: when }) => rule.kind === 'automation' && when <= at);
  if (early !== undefined) return `${NEEDS_TIME}: ${ruleName(early.rule, stage)} acts first`;
  if (rate !== undefined) return 'only the requester can rate';
  if (comment === undefined && set === undefined && macro === undefined) return `${NEEDS_TIME}: nothing else happens`;
  if (comment === undefined && isCustomer(by === 'requester' ? given.from : by, stage))
    return 'a customer changes nothing through the API without a comment';
  return undefined;
}

function reasonAgainstMacro(name: string | undefined, { stage, macros, desk }: Theatre): string | undefined {
  if (name === undefined) return undefined;
  const macro = macros.get(stage.idOf('macro', name) ?? '');
  return macro === undefined ? `the tenant has no ${name}` : desk.cannotApply(macro);
}

function isCustomer(by: string | undefined, { fixtures }: Stage): boolean {
  return by !== undefined && fixtures.people.get(by.replace('person:', ''))?.role === 'end_user';
}

export interface Played {
  readonly ticket: string;
  readonly seen: SeenTicket;
  readonly outcome: Outcome;
}

export interface Theatre {
  readonly stage: Stage;
  readonly simulator: Simulator;
  readonly desk: TicketDesk;
  readonly tidy: Tidy;
  /** The tenant's, by id. */
  readonly macros: ReadonlyMap<string, Native>;
  readonly signal: AbortSignal;
}

/** Plays the first `events` events. Undefined where it was interrupted; throws what the platform refuses. */
export async function playCase(test: TestCase, events: number, theatre: Theatre): Promise<Played | undefined> {
  const { stage, desk, tidy, macros, signal } = theatre;
  const story = storyOf(test, stage, events);
  const requester = String(story.ticket.requester);
  const { subject, comment, recipient, set = {} } = story.ticket;
  const by = story.ticket.by ?? requester;
  const { id, at } = await tidy.making('ticket', (mark) =>
    desk.create({
      ...{ requester, by, subject, set, mark },
      comment: { body: comment.body, public: comment.public !== false },
      ...(recipient === undefined ? {} : { recipient }),
    }),
  );
  const played: StoryEvent[] = [];
  let now = at;
  for (const event of story.events ?? []) {
    if (signal.aborted) return undefined;
    const who = event.by === 'requester' ? requester : event.by === 'assignee' ? desk.self : (event.by ?? desk.self);
    const said = event.comment;
    const macro = event.macro === undefined ? undefined : macros.get(event.macro);
    const made = await desk.update(id, {
      by: who,
      set: event.set ?? {},
      ...(said === undefined ? {} : { comment: { body: said.body, public: said.public !== false } }),
      ...(macro === undefined ? {} : { macro }),
    });
    now = Math.max(now, made);
    played.push({ ...event, at: now, by: who, via: 'api' });
  }
  const live: Story = { ticket: { ...story.ticket, at, by, via: 'api' }, events: played, until: now };
  return { ticket: id, seen: await desk.read(id), outcome: theatre.simulator.run(live) };
}
