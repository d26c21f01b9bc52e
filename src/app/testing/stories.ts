/** Cases as stories for the simulator: names become ids, words become the platform's. */
import type { NewTicket, Story, StoryEvent, TicketInput } from '../../simulate/model.ts';
import type { Given, TestCase, TestEvent, TicketWords } from '../../spec/tests/model.ts';
import type { Stage } from './cast.ts';

/** The whole story of a case, or its beginning: the creation and the first `events` events. */
export function storyOf(test: TestCase, stage: Stage, events = test.events.length): Story {
  const told = test.events.slice(0, events);
  return {
    ticket: ticketOf(test.given, stage),
    events: told.map((event) => eventOf(event, stage)),
    until: told.at(-1)?.at ?? test.given.at,
  };
}

function ticketOf(given: Given, stage: Stage): NewTicket {
  const address = given.to === undefined ? undefined : stage.idOf('support_address', given.to);
  const recipient = (stage.account.recipient_addresses ?? []).find((own) => String(own.id) === address)?.email;
  return {
    at: given.at,
    requester: userOf(given.from, stage),
    via: channelOf(given.channel, stage),
    subject: given.subject,
    comment: { body: given.comment, public: !given.internal },
    set: inputOf(given.set, stage),
    ...(given.by === undefined ? {} : { by: userOf(given.by, stage) }),
    ...(typeof recipient === 'string' ? { recipient } : {}),
  };
}

function eventOf(event: TestEvent, stage: Stage): StoryEvent {
  const { at, by, channel, comment, internal, set, macro, rate } = event;
  const id = macro === undefined ? undefined : stage.idOf('macro', macro);
  return {
    at,
    ...(by === undefined ? {} : { by: userOf(by, stage) }),
    ...(channel === undefined ? {} : { via: channelOf(channel, stage) }),
    ...(comment === undefined ? {} : { comment: { body: comment, public: !internal } }),
    ...(set === undefined ? {} : { set: inputOf(set, stage) }),
    ...(id === undefined ? {} : { macro: id }),
    ...(rate === undefined ? {} : { rating: rate }),
  };
}

/** `requester` and `assignee` mean something to the simulator itself. */
function userOf(target: string, stage: Stage): string {
  return target.startsWith('person:') ? (stage.idOf('user', target) ?? target) : target;
}

function channelOf(word: string, { compiled }: Stage): string {
  return compiled.channels[word] ?? word;
}

/** Attributes under the names of the tickets API. */
export function inputOf(words: TicketWords, stage: Stage): TicketInput {
  const {
    status,
    priority,
    type,
    group,
    assignee,
    requester,
    form,
    brand,
    subject,
    tags,
    add_tags,
    remove_tags,
    fields,
  } = words;
  const custom = [...(fields ?? [])].map(([address, value]) => ({
    id: stage.compiled.ids.get(address),
    value: value === 'none' ? null : value,
  }));
  return {
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority: priority === 'none' ? '' : priority }),
    ...(type === undefined ? {} : { type }),
    ...(group === undefined ? {} : { group_id: stage.idOf('group', group) }),
    ...(assignee === undefined ? {} : { assignee_id: stage.idOf('user', assignee) }),
    ...(requester === undefined ? {} : { requester_id: stage.idOf('user', requester) }),
    ...(form === undefined ? {} : { ticket_form_id: stage.idOf('ticket_form', form) }),
    ...(brand === undefined ? {} : { brand_id: stage.idOf('brand', brand) }),
    ...(subject === undefined ? {} : { subject }),
    ...(tags === undefined ? {} : { tags }),
    ...(add_tags === undefined ? {} : { additional_tags: add_tags }),
    ...(remove_tags === undefined ? {} : { remove_tags }),
    ...(custom.length === 0 ? {} : { custom_fields: custom }),
  };
}
