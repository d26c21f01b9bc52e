/**
 * When each metric starts, counts, pauses and ends. Expected values are worked out by hand from the platform's pages: reply time 4408821871642,
 * metric event types reference, advanced settings 7412192349466, group policies 5322445643802 (support.zendesk.com/hc/en-us/articles/…).
 */
import { describe, expect, test } from 'vitest';
import type { Metric, SlaOptions } from '../../../src/simulate/sla/index.ts';
import { clocks, HOURLY, play, policy } from './script.ts';

type Row = readonly [behaviour: string, lines: readonly string[], at: number, expected: string, more?: More];

interface More {
  readonly settings?: readonly string[];
  readonly options?: Partial<SlaOptions>;
}

const ROWS: Readonly<Record<Metric, readonly Row[]>> = {
  first_reply_time: [
    ['runs from a customer’s creation', ['0 customer says'], 20, 'active 20'],
    ['ends with an agent’s public comment', ['0 customer says', '20 agent says open'], 90, 'closed 20'],
    [
      'does not pause on pending or hold',
      ['0 customer says', '10 agent pending', '20 agent hold', '50 agent says open'],
      90,
      'closed 50',
    ],
    ['goes on through internal notes', ['0 customer says', '10 agent notes'], 30, 'active 30'],
    [
      'goes on through what customers and light agents write',
      ['0 customer says', '10 cc says', '20 light notes'],
      30,
      'active 30',
    ],
    ['ends when solved without a reply', ['0 customer says', '25 agent solved'], 90, 'closed 25'],
    [
      'breaches after its target and stays breached when it ends',
      ['0 customer says', '75 agent says open'],
      90,
      'closed 75 breached',
    ],
    ['is not measured on a ticket that an agent opens in public', ['0 agent says', '30 agent says'], 60, 'none'],
    [
      'starts with the first public comment of the customer if an agent opened with a note',
      ['0 agent notes', '20 customer says', '50 agent says'],
      90,
      'closed 30',
    ],
    [
      'starts with the first public comment if the customer opened in private',
      ['0 customer notes', '15 customer says'],
      20,
      'active 5',
    ],
    ['starts with the note of a light agent who asks', ['0 lightasker notes'], 20, 'active 20'],
    [
      'starts when an agent forwards a customer’s mail',
      ['0 agent says as:customer via:email', '20 agent says'],
      90,
      'closed 20',
    ],
    ['starts for a side conversation’s ticket', ['0 agent says via:side_conversation for:asker'], 20, 'active 20'],
    [
      'does not start again when the ticket is reopened',
      ['0 customer says', '10 agent says solved', '30 customer says open'],
      50,
      'closed 10',
    ],
    ['is over at once when created solved', ['0 customer says solved'], 20, 'closed 0'],
    ['is not started by an answer to an agent’s own ticket', ['0 agent says', '20 customer says'], 30, 'none'],
    [
      'is, if told so',
      ['0 agent says', '20 customer says'],
      30,
      'active 10',
      { options: { customerAnswersAgent: 'first_reply' } },
    ],
    ['does not start when an agent asks for themself', ['0 asker says'], 20, 'none'],
    [
      'does under the setting, and ends with another agent’s comment',
      ['0 asker says', '10 asker says', '30 agent says'],
      60,
      'closed 30',
      { settings: ['first_reply_time.activate_on_agent_created_ticket_for_self'] },
    ],
    [
      'starts with an agent’s public creation under the setting',
      ['0 agent says', '20 agent says'],
      60,
      'closed 20',
      { settings: ['first_reply_time.activate_on_ticket_created_for_end_user'] },
    ],
    [
      'does not under that setting for a note',
      ['0 agent notes'],
      20,
      'none',
      { settings: ['first_reply_time.activate_on_ticket_created_for_end_user'] },
    ],
    [
      'does under the setting for notes',
      ['0 agent notes', '20 agent says'],
      60,
      'closed 20',
      { settings: ['first_reply_time.activate_on_agent_ticket_created_for_end_user_with_internal_note'] },
    ],
    [
      'does not under the setting for notes if an agent asks',
      ['0 agent notes for:asker'],
      20,
      'none',
      { settings: ['first_reply_time.activate_on_agent_ticket_created_for_end_user_with_internal_note'] },
    ],
    ['does not start when a light agent forwards a mail as a note', ['0 light notes via:email'], 20, 'none'],
    [
      'does under the setting',
      ['0 light notes via:email'],
      20,
      'active 20',
      { settings: ['first_reply_time.activate_on_light_agent_on_email_forward_ticket_from_end_user'] },
    ],
    [
      'does not under that setting by another channel',
      ['0 light notes'],
      20,
      'none',
      { settings: ['first_reply_time.activate_on_light_agent_on_email_forward_ticket_from_end_user'] },
    ],
    [
      'ends with an internal note under the setting',
      ['0 customer says', '25 agent notes'],
      60,
      'closed 25',
      { settings: ['first_reply_time.fulfill_on_agent_internal_note'] },
    ],
  ],
  next_reply_time: [
    ['waits for a first reply', ['0 customer says', '20 customer says'], 30, 'none'],
    [
      'runs from the customer’s answer to the next reply',
      ['0 customer says', '10 agent says', '30 customer says', '50 agent says'],
      90,
      'closed 20',
    ],
    [
      'runs from the oldest unanswered comment',
      ['0 customer says', '10 agent says', '30 customer says', '40 customer says'],
      50,
      'active 20',
    ],
    [
      'starts anew with each answered exchange',
      ['0 customer says', '10 agent says', '20 customer says', '25 agent says', '40 customer says'],
      50,
      'closed 5, active 10',
    ],
    [
      'does not pause on pending',
      ['0 customer says', '10 agent says', '20 customer says', '25 agent pending'],
      50,
      'active 30',
    ],
    ['ends when solved', ['0 customer says', '10 agent says', '20 customer says', '35 agent solved'], 50, 'closed 15'],
    [
      'goes on through internal notes',
      ['0 customer says', '10 agent says', '20 customer says', '25 agent notes'],
      50,
      'active 30',
    ],
    ['is started by any customer', ['0 customer says', '10 agent says', '20 cc says'], 50, 'active 30'],
    [
      'is started by the requester only, if told so',
      ['0 customer says', '10 agent says', '20 cc says', '40 customer says'],
      50,
      'active 10',
      { options: { nextReplyFor: 'requester' } },
    ],
    [
      'starts when the customer answers a ticket that an agent opened',
      ['0 agent says', '20 customer says'],
      30,
      'active 10',
    ],
    [
      'does not start on a ticket that stays solved',
      ['0 customer says', '10 agent says solved', '20 customer says'],
      30,
      'none',
    ],
    [
      'starts with the comment that reopens',
      ['0 customer says', '10 agent says solved', '20 customer says open'],
      30,
      'active 10',
    ],
    [
      'starts with the comment that reopens a ticket solved without a reply',
      ['0 customer says', '10 agent solved', '20 customer says open'],
      30,
      'active 10',
    ],
    ['does not start with the comment that starts the first reply', ['0 agent notes', '20 customer says'], 30, 'none'],
    [
      'is not started by a private comment of the customer',
      ['0 customer says', '10 agent says', '20 customer notes'],
      30,
      'none',
    ],
    [
      'is under the setting',
      ['0 customer says', '10 agent says', '20 customer notes'],
      30,
      'active 10',
      { settings: ['next_reply_time.activate_on_end_user_added_internal_note'] },
    ],
    ['is not started by a light agent’s note', ['0 customer says', '10 agent says', '20 light notes'], 30, 'none'],
    [
      'is under the setting',
      ['0 customer says', '10 agent says', '20 light notes'],
      30,
      'active 10',
      { settings: ['next_reply_time.activate_on_light_agent_internal_note'] },
    ],
    ['is not started by an agent who asks', ['0 lightasker notes', '10 agent says', '20 asker says'], 30, 'none'],
    [
      'is under the setting, also by a note',
      ['0 lightasker notes', '10 agent says', '20 asker notes'],
      30,
      'active 10',
      { settings: ['next_reply_time.activate_on_agent_requested_ticket_with_public_comment_or_internal_note'] },
    ],
    [
      'is not ended by the comment of an agent who asks',
      ['0 customer says', '10 agent says', '20 customer says', '25 asker says'],
      30,
      'active 10',
    ],
    [
      'ends with a note under the setting',
      ['0 customer says', '10 agent says', '20 customer says', '25 agent notes'],
      50,
      'closed 5',
      { settings: ['next_reply_time.fulfill_on_non_requesting_agent_internal_note_after_activation'] },
    ],
    [
      'does not with the note of the agent who asks',
      ['0 customer says', '10 agent says', '20 customer says', '25 asker notes'],
      30,
      'active 10',
      { settings: ['next_reply_time.fulfill_on_non_requesting_agent_internal_note_after_activation'] },
    ],
  ],
  periodic_update_time: [
    ['waits for the first public comment of an agent', ['0 customer says', '10 agent notes'], 30, 'none'],
    ['runs from one to the next', ['0 customer says', '10 agent says', '30 agent says'], 45, 'closed 20, active 15'],
    ['runs from an agent’s creation', ['0 agent says'], 30, 'active 30'],
    [
      'does not pause on pending or hold',
      ['0 customer says', '10 agent says pending', '20 agent hold'],
      45,
      'active 35',
    ],
    ['ends when solved', ['0 customer says', '10 agent says', '40 agent solved'], 45, 'closed 30'],
    ['does not start with the comment that solves', ['0 customer says', '10 agent says solved'], 45, 'none'],
    [
      'ends with the comment that solves',
      ['0 customer says', '10 agent says', '30 agent says solved'],
      45,
      'closed 20',
    ],
    ['is not ended by what customers write', ['0 customer says', '10 agent says', '20 customer says'], 45, 'active 35'],
    [
      'starts again after reopening with the next comment of an agent',
      ['0 customer says', '10 agent says', '20 agent solved', '30 customer says open', '40 agent says'],
      45,
      'closed 10, active 5',
    ],
    [
      'counts notes as updates under the setting',
      ['0 customer says', '10 agent notes', '25 agent notes'],
      45,
      'closed 15, active 20',
      { settings: ['periodic_update_time.activate_on_agent_internal_note'] },
    ],
    [
      'only starts with notes, if told so',
      ['0 customer says', '10 agent notes', '25 agent notes'],
      45,
      'active 35',
      { settings: ['periodic_update_time.activate_on_agent_internal_note'], options: { notesAsUpdates: 'start' } },
    ],
  ],
  pausable_update_time: [
    ['waits for the first public comment of an agent', ['0 customer says'], 30, 'none'],
    [
      'runs from one to the next',
      ['0 customer says', '10 agent says open', '30 agent says'],
      45,
      'closed 20, active 15',
    ],
    ['pauses on pending', ['0 customer says', '10 agent says open', '20 agent pending'], 45, 'paused 10'],
    ['starts paused when the comment sets pending', ['0 customer says', '10 agent says pending'], 45, 'paused 0'],
    ['goes on after pending', ['0 customer says', '10 agent says pending', '30 customer says open'], 45, 'active 15'],
    ['does not pause on hold', ['0 customer says', '10 agent says hold'], 45, 'active 35'],
    [
      'ends when solved, from pending too',
      ['0 customer says', '10 agent says open', '20 agent pending', '30 agent solved'],
      45,
      'closed 10',
    ],
    [
      'has no setting for notes',
      ['0 customer says', '10 agent says open', '20 agent notes'],
      45,
      'active 35',
      { settings: ['periodic_update_time.activate_on_agent_internal_note'] },
    ],
  ],
  requester_wait_time: [
    [
      'runs from creation through new, open and hold',
      ['0 customer says', '10 agent open', '20 agent hold'],
      50,
      'active 50',
    ],
    ['pauses on pending', ['0 customer says', '10 agent says pending'], 50, 'paused 10'],
    ['goes on after pending', ['0 customer says', '10 agent says pending', '30 customer says open'], 50, 'active 30'],
    ['counts for tickets that an agent opens', ['0 agent notes'], 30, 'active 30'],
    [
      'is paused from the start when created pending',
      ['0 agent says pending', '20 customer says open'],
      50,
      'active 30',
    ],
    ['ends when solved', ['0 customer says', '40 agent solved'], 90, 'closed 40'],
    [
      'goes on with what is left when reopened, without the time solved',
      ['0 customer says', '40 agent solved', '100 customer says open'],
      115,
      'active 55',
    ],
    [
      'is paused when reopened as pending',
      ['0 customer says', '40 agent solved', '100 agent pending'],
      115,
      'paused 40',
    ],
    [
      'can breach after reopening',
      ['0 customer says', '40 agent solved', '100 customer says open'],
      130,
      'active 70 breached',
    ],
    ['stays ended when closed', ['0 customer says', '40 agent solved', '100 agent closed'], 200, 'closed 40'],
  ],
  agent_work_time: [
    ['runs through new and open', ['0 customer says', '10 agent open'], 50, 'active 50'],
    [
      'pauses on pending and on hold',
      ['0 customer says', '10 agent pending', '20 agent hold', '30 agent open', '40 agent hold'],
      50,
      'paused 20',
    ],
    ['ends when solved', ['0 customer says', '10 agent hold', '30 agent solved'], 50, 'closed 10'],
    [
      'goes on with what is left when reopened',
      ['0 customer says', '10 agent solved', '30 customer says open'],
      50,
      'active 30',
    ],
  ],
  total_resolution_time: [
    [
      'runs through every status until solved',
      ['0 customer says', '10 agent pending', '20 agent hold', '50 agent solved'],
      90,
      'closed 50',
    ],
    [
      'goes on without the time solved when reopened',
      ['0 customer says', '20 agent solved', '50 customer says open'],
      60,
      'active 30',
    ],
  ],
  group_ownership_time: [
    ['waits for a group', ['0 customer says'], 20, 'none'],
    [
      'runs from the assignment, whatever the status',
      ['0 customer says', '10 agent group:one', '20 agent pending'],
      40,
      'active 30',
    ],
    ['starts anew with another group', ['0 customer says group:one', '25 agent group:two'], 40, 'closed 25, active 15'],
    ['goes on while the group stays', ['0 customer says group:one', '25 agent says'], 40, 'active 40'],
    [
      'ends when solved and starts anew when reopened',
      ['0 customer says group:one', '10 agent solved', '30 customer says open'],
      50,
      'closed 10, active 20',
    ],
    ['ends when the group is taken away', ['0 customer says group:one', '10 agent group:'], 50, 'closed 10'],
  ],
};

const targets = Object.fromEntries(entries(ROWS).map(([metric]) => [metric, 60]));

for (const [metric, rows] of entries(ROWS)) {
  describe(metric, () => {
    for (const [behaviour, lines, at, expected, { settings, options } = {}] of rows) {
      test(behaviour, () => {
        const standard = settings === undefined ? HOURLY : policy(targets, { settings });
        const state = play(lines, { policies: { standard }, ...(options && { options }) });
        expect(clocks(state, metric, at, options)).toBe(expected);
      });
    }
  });
}

function entries<K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]] as const);
}
