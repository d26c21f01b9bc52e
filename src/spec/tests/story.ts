/** A case of a test file as a story: the ticket that comes in, what happens to it and when, what should come of it. */
import type { Diagnostic } from '../../core/diagnostic.ts';
import { child, type MapNode, type SpecNode } from '../../core/spec-node.ts';
import { problem } from '../layer.ts';
import { checksOf } from './checks.ts';
import { fieldInputs } from './fields.ts';
import type { Given, TestCase, TestEvent, TicketWords } from './model.ts';
import type { Resolver } from './names.ts';
import { itemsOf, textAt, textOf, textsAt } from './nodes.ts';
import { lengthOf, momentOf } from './time.ts';
import { STATUSES, TYPES } from './words.ts';

const MINUTE = 60_000;
/** Who may act without being of the fixtures. */
const ACTORS = ['requester', 'assignee'];

/** The case of a node that the schema has judged; undefined after saying why there is none. */
export function caseOf(node: MapNode, around: Resolver): TestCase | undefined {
  const name = textAt(node, 'name') ?? '';
  const nameAt = child(node, 'name')?.at ?? node.at;
  const given = givenOf(child(node, 'given'), node, name, around);
  // A case that cannot be told is read to its end all the same: everything wrong is said at once.
  const created = given?.at ?? 0;
  let now = created;
  const events: TestEvent[] = [];
  for (const item of itemsOf(child(node, 'when'))) {
    const event = eventOf(item, now, created, around);
    if (event === undefined) continue;
    now = event.at;
    events.push(event);
  }
  const expect = checksOf(child(node, 'expect'), created, around);
  return given === undefined ? undefined : { name, at: nameAt, given, events, expect };
}

function givenOf(node: SpecNode | undefined, whole: MapNode, name: string, around: Resolver): Given | undefined {
  const where = node?.at ?? whole.at;
  const moment = timeAt(node, 'at', around);
  const from = around.person(child(node, 'from'));
  if (child(node, 'at') === undefined) needs('at', 'at: 2027-03-02 10:00');
  if (child(node, 'from') === undefined) needs('from', 'from: PERSON, one of the fixtures');
  const by = around.person(child(node, 'by'));
  const channel = around.word('channel', child(node, 'channel'), around.options.channels);
  const to = around.target(['support_address'], child(node, 'to'));
  const set = wordsOf(node, around);
  const note = textAt(node, 'note');
  const comment = textAt(node, 'comment');
  if (note !== undefined && comment !== undefined) twoMessages(child(node, 'note'), around.report);
  const expect = checksOf(child(node, 'expect'), moment ?? 0, around);
  if (moment === undefined || from === undefined) return undefined;
  return {
    at: moment,
    from,
    channel: channel ?? 'web_form',
    subject: textAt(node, 'subject') ?? name,
    comment: note ?? comment ?? 'Please help.',
    internal: note !== undefined,
    set,
    expect,
    ...(by === undefined ? {} : { by }),
    ...(to === undefined ? {} : { to }),
  };

  function needs(key: string, hint: string): void {
    around.report(
      problem('TEST_MISSING', where, `the case "${name}" needs \`${key}\` under \`given\``, {
        hint: `write \`${hint}\`; what all cases share stands under \`defaults\``,
      }),
    );
  }
}

function eventOf(node: SpecNode, before: number, created: number, around: Resolver): TestEvent | undefined {
  const moment = momentOfEvent(node, before, around);
  const by = around.person(child(node, 'by'), ACTORS);
  const channel = around.word('channel', child(node, 'channel'), around.options.channels);
  const macro = around.target(['macro'], child(node, 'macro'));
  const set = child(node, 'set');
  const rate = textAt(node, 'rate');
  const note = textAt(node, 'note');
  const comment = textAt(node, 'comment');
  if (note !== undefined && comment !== undefined) twoMessages(child(node, 'note'), around.report);
  const expect = checksOf(child(node, 'expect'), created, around);
  if (moment === undefined) return undefined;
  const message = note ?? (rate === undefined ? comment : undefined);
  return {
    at: moment,
    place: node.at,
    internal: note !== undefined,
    expect,
    ...(by === undefined ? {} : { by }),
    ...(channel === undefined ? {} : { channel }),
    ...(message === undefined ? {} : { comment: message }),
    ...(set === undefined ? {} : { set: wordsOf(set, around) }),
    ...(macro === undefined ? {} : { macro }),
    ...(rate === 'good' || rate === 'bad'
      ? { rate: { score: rate, ...(comment === undefined ? {} : { comment }) } }
      : {}),
  };
}

function twoMessages(node: SpecNode | undefined, report: (diagnostic: Diagnostic) => void): void {
  report(
    problem('TEST_BAD_VALUE', node?.at, '`comment` and `note` are one message each', { hint: 'take one of them out' }),
  );
}

/** When it happens: at a time, or so long after what came before. */
function momentOfEvent(node: SpecNode, before: number, around: Resolver): number | undefined {
  const after = child(node, 'after');
  if (child(node, 'at') !== undefined) {
    const moment = timeAt(node, 'at', around);
    if (after !== undefined)
      around.report(problem('TEST_BAD_VALUE', after.at, '`at` and `after` cannot both be said of one event'));
    if (moment !== undefined && moment < before)
      around.report(problem('TEST_BAD_VALUE', child(node, 'at')?.at, 'the event comes before the one above it'));
    return moment;
  }
  if (after === undefined) return before + MINUTE;
  const length = lengthOf(textOf(after) ?? '');
  if (length === undefined) {
    around.report(problem('TEST_BAD_VALUE', after.at, '`after` takes a length of time such as 30m, 4h or 1d2h30m'));
    return undefined;
  }
  return before + length;
}

function timeAt(node: SpecNode | undefined, key: string, around: Resolver): number | undefined {
  const value = child(node, key);
  if (value === undefined) return undefined;
  const moment = momentOf(textOf(value) ?? '', around.zone);
  if (typeof moment === 'number') return moment;
  around.report(problem('TEST_BAD_VALUE', value.at, `\`${key}\`: ${moment}`));
  return undefined;
}

/** Attributes that a ticket is given, with every name resolved. */
export function wordsOf(node: SpecNode | undefined, around: Resolver): TicketWords {
  const { options, report } = around;
  const status = around.word('status', child(node, 'status'), STATUSES);
  const priority = around.priority(child(node, 'priority'));
  const type = around.word('type', child(node, 'type'), TYPES);
  const group = around.target(['group'], child(node, 'group'), true);
  const assignee = around.person(child(node, 'assignee'), ['none']);
  const requester = around.person(child(node, 'requester'));
  const form = around.target(['ticket_form'], child(node, 'form'));
  const brand = around.target(['brand'], child(node, 'brand'));
  const subject = textAt(node, 'subject');
  const fields = child(node, 'fields');
  return {
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(type === undefined ? {} : { type }),
    ...(group === undefined ? {} : { group }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(requester === undefined ? {} : { requester }),
    ...(form === undefined ? {} : { form }),
    ...(brand === undefined ? {} : { brand }),
    ...(subject === undefined ? {} : { subject }),
    ...(child(node, 'tags') === undefined ? {} : { tags: textsAt(node, 'tags') }),
    ...(child(node, 'add_tags') === undefined ? {} : { add_tags: textsAt(node, 'add_tags') }),
    ...(child(node, 'remove_tags') === undefined ? {} : { remove_tags: textsAt(node, 'remove_tags') }),
    ...(fields === undefined ? {} : { fields: fieldInputs(fields, 'ticket_field', options.desired, report) }),
  };
}
