/** Mutants of the example that no test can notice, each with the reason: tickets fare the same with them. */
const ALWAYS_PUBLIC =
  'what a customer writes is public; the platform asks for both conditions where its own trigger has them';
const RUNS_WHILE =
  'the clock of a status runs only while the ticket has it; the platform wants a condition on the ticket beside it';
const NO_TARGET =
  'a solved ticket has no target that could end; the platform wants a condition on the ticket beside it';

export const EQUIVALENT = {
  'trigger.received all 3 ticket_is_public taken out': ALWAYS_PUBLIC,
  'trigger.received all 4 comment_is_public taken out': ALWAYS_PUBLIC,
  'trigger.received_out_of_hours all 3 ticket_is_public taken out': ALWAYS_PUBLIC,
  'trigger.received_out_of_hours all 4 comment_is_public taken out': ALWAYS_PUBLIC,
  'trigger.forget_unassigned all 1 assignee_id taken out':
    'only a ticket without an assignee gets the tag, so whoever has it has just been given one',
  'trigger.forget_unassigned all 2 assignee_id taken out':
    'only a ticket without an assignee gets the tag, and such a ticket cannot lose one',
  'automation.unassigned_urgent all 2 assignee_id taken out': 'the platform opens a new ticket that gets an assignee',
  'automation.sla_warning all 1 status taken out': NO_TARGET,
  'automation.pending_reminder all 1 status taken out': RUNS_WHILE,
  'automation.pending_solve all 1 status taken out': RUNS_WHILE,
  'automation.pending_solve all 2 ticket_is_public taken out':
    'only public tickets are reminded, and a public ticket does not become private again',
  'automation.pending_solve all 4 PENDING taken out':
    'whoever was reminded is solved in the hour after the seventh day; the bound keeps the rule from tickets of years ago',
  'automation.pending_solve all 6 current_tags taken out': 'the tag is taken off as soon as the ticket is opened again',
  'automation.rating_request all 1 status taken out': RUNS_WHILE,
  'view.sla_at_risk all 1 status taken out': NO_TARGET,
  'view.waiting_on_engineering all 1 status taken out': 'the tag is taken off as soon as the ticket leaves on-hold',
};
