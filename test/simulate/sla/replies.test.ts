/**
 * When the clocks of replies start and end. Expected values are worked out by hand from the platform's pages: reply time, advanced settings
 * (support.zendesk.com/hc/en-us/articles/4408821871642 and 7412192349466), metric event types reference.
 */
import { table } from './table.ts';

// script @minute expected : behaviour
table(
  'first_reply_time',
  `
  0 customer says @20 active 20 : runs from a customer’s creation
  0 customer says, 20 agent says open @90 closed 20 : ends with an agent’s public comment
  0 customer says, 10 agent pending, 20 agent hold, 50 agent says open @90 closed 50 : does not pause on pending or hold
  0 customer says, 10 agent notes @30 active 30 : goes on through internal notes
  0 customer says, 10 cc says, 20 light notes @30 active 30 : goes on through what customers and light agents write
  0 customer says, 25 agent solved @90 closed 25 : ends when solved without a reply
  0 customer says, 75 agent says open @90 closed 75 breached : breaches after its target and stays breached when it ends
  0 agent says, 30 agent says @60 none : is not measured on a ticket that an agent opens in public
  0 agent notes, 20 customer says, 50 agent says @90 closed 30 : starts with the first public comment of the customer if an agent opened with a note
  0 customer notes, 15 customer says @20 active 5 : starts with the first public comment if the customer opened in private
  0 lightasker notes @20 active 20 : starts with the note of a light agent who asks
  0 agent says as:customer via:email, 20 agent says @90 closed 20 : starts when an agent forwards a customer’s mail
  0 agent says via:side_conversation for:asker @20 active 20 : starts for a side conversation’s ticket
  0 customer says, 10 agent says solved, 30 customer says open @50 closed 10 : does not start again when the ticket is reopened
  0 customer says solved @20 closed 0 : is over at once when created solved
  0 agent says, 20 customer says @30 none : is not started by an answer to an agent’s own ticket
  0 asker says @20 none : does not start when an agent asks for themself
  0 light notes via:email @20 none : does not start when a light agent forwards a mail as a note
`,
);
table(
  'first_reply_time',
  `
  0 agent says, 20 customer says @30 active 10 : is, if told so
`,
  { options: { customerAnswersAgent: 'first_reply' } },
);
table(
  'first_reply_time',
  `
  0 asker says, 10 asker says, 30 agent says @60 closed 30 : does under the setting, and ends with another agent’s comment
`,
  { settings: ['activate_on_agent_created_ticket_for_self'] },
);
table(
  'first_reply_time',
  `
  0 agent says, 20 agent says @60 closed 20 : starts with an agent’s public creation under the setting
  0 agent notes @20 none : does not under that setting for a note
`,
  { settings: ['activate_on_ticket_created_for_end_user'] },
);
table(
  'first_reply_time',
  `
  0 agent notes, 20 agent says @60 closed 20 : does under the setting for notes
  0 agent notes for:asker @20 none : does not under the setting for notes if an agent asks
`,
  { settings: ['activate_on_agent_ticket_created_for_end_user_with_internal_note'] },
);
table(
  'first_reply_time',
  `
  0 light notes via:email @20 active 20 : does under the setting
  0 light notes @20 none : does not under that setting by another channel
`,
  { settings: ['activate_on_light_agent_on_email_forward_ticket_from_end_user'] },
);
table(
  'first_reply_time',
  `
  0 customer says, 25 agent notes @60 closed 25 : ends with an internal note under the setting
`,
  { settings: ['fulfill_on_agent_internal_note'] },
);

table(
  'next_reply_time',
  `
  0 customer says, 20 customer says @30 none : waits for a first reply
  0 customer says, 10 agent says, 30 customer says, 50 agent says @90 closed 20 : runs from the customer’s answer to the next reply
  0 customer says, 10 agent says, 30 customer says, 40 customer says @50 active 20 : runs from the oldest unanswered comment
  0 customer says, 10 agent says, 20 customer says, 25 agent says, 40 customer says @50 closed 5, active 10 : starts anew with each answered exchange
  0 customer says, 10 agent says, 20 customer says, 25 agent pending @50 active 30 : does not pause on pending
  0 customer says, 10 agent says, 20 customer says, 35 agent solved @50 closed 15 : ends when solved
  0 customer says, 10 agent says, 20 customer says, 25 agent notes @50 active 30 : goes on through internal notes
  0 customer says, 10 agent says, 20 cc says @50 active 30 : is started by any customer
  0 agent says, 20 customer says @30 active 10 : starts when the customer answers a ticket that an agent opened
  0 customer says, 10 agent says solved, 20 customer says @30 none : does not start on a ticket that stays solved
  0 customer says, 10 agent says solved, 20 customer says open @30 active 10 : starts with the comment that reopens
  0 customer says, 10 agent solved, 20 customer says open @30 active 10 : starts with the comment that reopens a ticket solved without a reply
  0 agent notes, 20 customer says @30 none : does not start with the comment that starts the first reply
  0 customer says, 10 agent says, 20 customer notes @30 none : is not started by a private comment of the customer
  0 customer says, 10 agent says, 20 light notes @30 none : is not started by a light agent’s note
  0 lightasker notes, 10 agent says, 20 asker says @30 none : is not started by an agent who asks
  0 customer says, 10 agent says, 20 customer says, 25 asker says @30 active 10 : is not ended by the comment of an agent who asks
`,
);
table(
  'next_reply_time',
  `
  0 customer says, 10 agent says, 20 cc says, 40 customer says @50 active 10 : is started by the requester only, if told so
`,
  { options: { nextReplyFor: 'requester' } },
);
table(
  'next_reply_time',
  `
  0 agent says, 20 customer says @30 none : does not start beside a first reply
`,
  { options: { customerAnswersAgent: 'first_reply' } },
);
table(
  'next_reply_time',
  `
  0 customer says, 10 agent says, 20 customer notes @30 active 10 : is under the setting
`,
  { settings: ['activate_on_end_user_added_internal_note'] },
);
table(
  'next_reply_time',
  `
  0 customer says, 10 agent says, 20 light notes @30 active 10 : is under the setting
`,
  { settings: ['activate_on_light_agent_internal_note'] },
);
table(
  'next_reply_time',
  `
  0 lightasker notes, 10 agent says, 20 asker notes @30 active 10 : is under the setting, also by a note
`,
  { settings: ['activate_on_agent_requested_ticket_with_public_comment_or_internal_note'] },
);
table(
  'next_reply_time',
  `
  0 customer says, 10 agent says, 20 customer says, 25 agent notes @50 closed 5 : ends with a note under the setting
  0 customer says, 10 agent says, 20 customer says, 25 asker notes @30 active 10 : does not with the note of the agent who asks
`,
  { settings: ['fulfill_on_non_requesting_agent_internal_note_after_activation'] },
);
