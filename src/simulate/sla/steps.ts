/** What an update does to each metric: when its clock starts, counts, pauses and ends. */
import type { Clock, Metric, SlaEvent, SlaState, StatusCategory } from './model.ts';
import type { SlaOptions } from './options.ts';

/** `again`: the running measurement is fulfilled and a new one starts. `reopen`: the closed one goes on. */
export type ClockStep = 'start' | 'again' | 'reopen' | 'end' | 'none';

/** The statuses in which a running clock does not count; replies are waited for in all. hc/4408821871642 and metric event types reference. */
export const PAUSES: Readonly<Record<Metric, readonly StatusCategory[]>> = {
  first_reply_time: [],
  next_reply_time: [],
  periodic_update_time: [],
  pausable_update_time: ['pending'],
  requester_wait_time: ['pending'],
  agent_work_time: ['pending', 'hold'],
  total_resolution_time: [],
  group_ownership_time: [],
};

/** An update beside what was before it. `latest` is the metric's latest clock, if it ever started. */
export interface StepContext {
  readonly event: SlaEvent;
  readonly before: SlaState | undefined;
  readonly options: SlaOptions;
  latest(metric: Metric): Clock | undefined;
}

/** By metric: https://support.zendesk.com/hc/en-us/articles/4408821871642 and 7412192349466 (advanced settings). */
export const STEPS: Readonly<Record<Metric, (cx: StepContext) => ClockStep>> = {
  first_reply_time: firstReply,
  next_reply_time: nextReply,
  periodic_update_time: (cx) => update(cx, 'periodic_update_time'),
  pausable_update_time: (cx) => update(cx, 'pausable_update_time'),
  requester_wait_time: (cx) => work(cx, 'requester_wait_time'),
  agent_work_time: (cx) => work(cx, 'agent_work_time'),
  total_resolution_time: (cx) => work(cx, 'total_resolution_time'),
  group_ownership_time: groupOwnership,
};

/** Counts whatever the status; ends with the first public reply of an agent, or when solved. A ticket has one. */
function firstReply(cx: StepContext): ClockStep {
  const { event, options } = cx;
  const clock = cx.latest('first_reply_time');
  if (clock === undefined) return startsFirstReply(cx) ? 'start' : 'none';
  if (clock.state === 'closed') return 'none';
  const noteEnds = isSet(event, 'first_reply_time.fulfill_on_agent_internal_note') && isNote(event, 'agent');
  return isSolved(event.status) || isReply(event) || noteEnds ? 'end' : 'none';

  function startsFirstReply({ before }: StepContext): boolean {
    const customerMayStart = !wasAnswered(before) || options.customerAnswersAgent === 'first_reply';
    if (customerMayStart && event.comment?.role === 'end_user' && event.comment.public) return true;
    return event.type === 'create' && (event.via === 'side_conversation' || startsOnCreation(event));
  }
}

function startsOnCreation(event: SlaEvent): boolean {
  const { submitter, requester, comment, via } = event;
  const forCustomer = submitter === 'agent' && requester === 'end_user';
  const on = (setting: string): boolean => isSet(event, `first_reply_time.${setting}`);
  if (requester === 'light_agent' && comment?.isRequester === true) return true;
  if (on('activate_on_ticket_created_for_end_user') && forCustomer && comment?.public === true) return true;
  if (
    on('activate_on_agent_ticket_created_for_end_user_with_internal_note') &&
    forCustomer &&
    comment?.public === false
  )
    return true;
  if (on('activate_on_light_agent_on_email_forward_ticket_from_end_user') && submitter === 'light_agent')
    return via === 'email' && requester === 'end_user';
  return on('activate_on_agent_created_ticket_for_self') && submitter === 'agent' && comment?.isRequester === true;
}

/** From the oldest unanswered comment of a customer after the first reply, to the next reply of an agent who is not the requester. */
function nextReply(cx: StepContext): ClockStep {
  const { event, before, options } = cx;
  const { comment } = event;
  const on = (setting: string): boolean => isSet(event, `next_reply_time.${setting}`);
  const clock = cx.latest('next_reply_time');
  if (clock !== undefined && clock.state !== 'closed') {
    const noteEnds = on('fulfill_on_non_requesting_agent_internal_note_after_activation') && isNote(event, 'agent');
    return isSolved(event.status) || isReply(event) || (noteEnds && comment?.isRequester === false) ? 'end' : 'none';
  }
  const first = cx.latest('first_reply_time');
  const answered = first === undefined ? wasAnswered(before) : first.state === 'closed';
  if (!answered || comment === undefined || isSolved(event.status)) return 'none';
  // A first reply that this very comment starts is no next one.
  if (first === undefined && firstReply(cx) === 'start') return 'none';
  const ofCustomer = comment.role === 'end_user' && (options.nextReplyFor === 'end_user' || comment.isRequester);
  const starts =
    (ofCustomer && comment.public) ||
    (on('activate_on_end_user_added_internal_note') && isNote(event, 'end_user')) ||
    (on('activate_on_light_agent_internal_note') && isNote(event, 'light_agent')) ||
    (on('activate_on_agent_requested_ticket_with_public_comment_or_internal_note') &&
      comment.role === 'agent' &&
      comment.isRequester);
  return starts ? 'start' : 'none';
}

/** From each public comment of an agent to the next. */
function update(cx: StepContext, metric: Metric): ClockStep {
  const { event, options } = cx;
  const clock = cx.latest(metric);
  const isRunning = clock !== undefined && clock.state !== 'closed';
  if (isSolved(event.status)) return isRunning ? 'end' : 'none';
  const spoke = event.comment?.role === 'agent' && event.comment.public;
  const hasSetting = metric === 'periodic_update_time' && isSet(event, `${metric}.activate_on_agent_internal_note`);
  const noted = hasSetting && isNote(event, 'agent');
  if (!isRunning) return spoke || noted ? 'start' : 'none';
  return spoke || (noted && options.notesAsUpdates === 'fulfil') ? 'again' : 'none';
}

/** From creation until solved. A ticket that is reopened goes on with what it had: solved was a pause. */
function work(cx: StepContext, metric: Metric): ClockStep {
  const clock = cx.latest(metric);
  if (clock === undefined) return 'start';
  const isRunning = clock.state !== 'closed';
  if (isSolved(cx.event.status)) return isRunning ? 'end' : 'none';
  return isRunning ? 'none' : 'reopen';
}

/** From the assignment to a group until another has the ticket, or it is solved; reopening starts anew: hc/5322445643802. */
function groupOwnership(cx: StepContext): ClockStep {
  const { event, before } = cx;
  const clock = cx.latest('group_ownership_time');
  const isRunning = clock !== undefined && clock.state !== 'closed';
  const owner = event.group ?? '';
  if (isSolved(event.status) || owner === '') return isRunning ? 'end' : 'none';
  if (!isRunning) return 'start';
  return owner === before?.group ? 'none' : 'again';
}

/** Whether a status ends the work on a ticket. */
export function isSolved(status: StatusCategory): boolean {
  return status === 'solved' || status === 'closed';
}

/** Whether the comment is what a customer takes for an answer: public, of an agent who is not the one that asks. */
export function isReply({ comment }: SlaEvent): boolean {
  return comment?.public === true && comment.role === 'agent' && !comment.isRequester;
}

function wasAnswered(state: SlaState | undefined): boolean {
  return state !== undefined && (state.openedByAgent || state.firstReplyAt !== undefined);
}

function isNote({ comment }: SlaEvent, role: 'end_user' | 'agent' | 'light_agent'): boolean {
  return comment?.public === false && comment.role === role;
}

function isSet({ policy }: SlaEvent, setting: string): boolean {
  return policy?.settings.has(setting) === true;
}
