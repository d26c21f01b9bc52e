/** Tickets that go on living: events come one by one, and the account's rules may change between them. */
import { passTime } from './automations.ts';
import type { Context } from './context.ts';
import type { Outcome, Story, StoryEvent, Ticket } from './model.ts';
import { applyEvent, enterTicket, openTicket, outcomeOf, type Stage } from './story.ts';

export interface LiveTicket {
  /** For `Desk` only. */
  readonly state: Context;
}

/** What an account does with its living tickets. */
export interface Desk {
  /** Creates the ticket of a story; its events are not played. */
  open(story: Omit<Story, 'events' | 'until'>): LiveTicket;
  /** A ticket that was there before: no rule has seen it yet, none runs now. */
  enter(story: Omit<Story, 'events' | 'until'>, known: Partial<Ticket>): LiveTicket;
  /** A ticket of another state of the account, which follows the rules of this one from now on. */
  adopt(ticket: LiveTicket): LiveTicket;
  /** Lets time pass up to an event, then applies it and all that it sets off. */
  apply(ticket: LiveTicket, event: StoryEvent): void;
  /** Lets time pass for all tickets at once: automations act on a thousand an hour. */
  passTime(tickets: readonly LiveTicket[], until: number): void;
  ticket(ticket: LiveTicket): Ticket;
  outcome(ticket: LiveTicket): Outcome;
}

export function createDesk(stage: Stage): Desk {
  const { directory, calendar, options, rules } = stage;
  return {
    open: (story) => ({ state: openTicket(stage, story) }),
    enter: (story, known) => ({ state: enterTicket(stage, story, known) }),
    adopt: ({ state }) => ({ state: { ...state, directory, calendar, options } }),
    apply: ({ state }, event) => applyEvent(state, rules, event),
    passTime: (tickets, until) =>
      passTime(
        tickets.map(({ state }) => state),
        rules,
        until,
      ),
    ticket: ({ state }) => state.scene.ticket,
    outcome: ({ state }) => outcomeOf(state, rules, []),
  };
}
