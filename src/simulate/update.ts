/** Creations and updates of a ticket: what is set, what the platform does along with it, then the rules. */
import { API, RULE } from './channels.ts';
import { type Context, changesBetween, patch, person, report } from './context.ts';
import { isStaff } from './directory.ts';
import { applyInput } from './input.ts';
import type { Comment, RuleRef, StoryComment, TicketInput } from './model.ts';
import { applySlas } from './policies.ts';
import type { Rule, Rules } from './rules.ts';
import { mayCommentInPublic, reopenOnReply } from './ticket.ts';
import { runActions, runTriggers } from './triggers.ts';

export interface TicketUpdate {
  readonly by: string;
  readonly via: string;
  readonly comment?: StoryComment | undefined;
  readonly set?: TicketInput | undefined;
  readonly macro?: Rule | undefined;
  readonly rating?: { readonly score: string; readonly comment: string; readonly reason: string } | undefined;
  /** What caused it, if not a person. */
  readonly cause?: RuleRef | undefined;
}

/** Applies one update of a story and all that it sets off. */
export function update(cx: Context, rules: Rules, change: TicketUpdate): void {
  if (cx.scene.ticket.status === 'closed') {
    refuse(cx, change);
    return;
  }
  begin(cx, change, 'Change');
  applyChange(cx, change);
  finish(cx, rules, change);
  followChain(cx, rules);
}

/** The creation, of which the scene already holds what the platform itself fills in. */
export function create(cx: Context, rules: Rules, change: TicketUpdate): void {
  begin(cx, change, 'Create');
  cx.before = undefined;
  applyChange(cx, change);
  finish(cx, rules, change);
  followChain(cx, rules);
}

/** A closed ticket takes no updates; a customer's reply makes a new one (hc/4408832701850, hc/4408832151834). */
function refuse(cx: Context, change: TicketUpdate): void {
  const follows = change.comment !== undefined && !isStaff(person(cx, cx.scene, change.by));
  if (follows) report(cx, 'follow_up', 'the ticket is closed: the reply makes a follow-up ticket');
  else report(cx, 'refused_update', 'the ticket is closed: it takes no updates');
}

function begin(cx: Context, change: TicketUpdate, type: 'Create' | 'Change'): void {
  cx.folded.clear();
  cx.before = cx.scene;
  cx.update = { type, by: change.by, via: change.via, comment: commentOf(cx, change) };
}

/** End users cannot write internal notes, light agents nothing else. */
function commentOf(cx: Context, { by, via, comment }: TicketUpdate): Comment | undefined {
  if (comment === undefined) return undefined;
  const outsider = by !== 'system' && !isStaff(person(cx, cx.scene, by));
  const open = outsider || (comment.public !== false && mayCommentInPublic(cx, by));
  return { at: cx.now, by, via, body: comment.body, public: open, attachments: comment.attachments ?? [] };
}

function applyChange(cx: Context, change: TicketUpdate): void {
  if (change.macro !== undefined) applyMacro(cx, change.macro, change);
  applyInput(cx, change.set ?? {});
  const { comment } = cx.update;
  if (comment !== undefined) addComment(cx, comment, change.set?.status === undefined);
  if (change.rating !== undefined) rate(cx, change.rating);
}

/** A macro's actions are part of the agent's own update (developer.zendesk.com macros); its text is sent unless another was written. */
function applyMacro(cx: Context, macro: Rule, change: TicketUpdate): void {
  cx.record.fired.push({ at: cx.now, rule: macro.ref });
  cx.draft = undefined;
  const actions = runActions(cx, macro);
  const draft: StoryComment | undefined = cx.draft;
  if (draft !== undefined && change.comment === undefined)
    cx.update = { ...cx.update, comment: commentOf(cx, { ...change, comment: draft }) };
  if (cx.options.trace)
    cx.record.steps.push({ kind: 'rule', at: cx.now, rule: macro.ref, fired: true, conditions: [], actions });
}

function addComment(cx: Context, comment: Comment, mayReopen: boolean): void {
  const { ticket } = cx.scene;
  const staff = isStaff(person(cx, cx.scene, comment.by));
  const reply = comment.public && staff && cx.update.type === 'Change';
  patch(cx, {
    comments: [...ticket.comments, comment],
    is_public: ticket.is_public || comment.public,
    replies: ticket.replies + (reply ? 1 : 0),
  });
  if (mayReopen && cx.update.type === 'Change') reopenOnReply(cx, comment.by);
}

/** A rating needs a ticket that is or was solved (developer.zendesk.com satisfaction_ratings). */
function rate(
  cx: Context,
  rating: { readonly score: string; readonly comment: string; readonly reason: string },
): void {
  const { ticket } = cx.scene;
  if (ticket.status !== 'solved' && ticket.reopens === 0) {
    report(cx, 'refused_update', 'the ticket was never solved: it cannot be rated');
    return;
  }
  patch(cx, {
    satisfaction: rating.comment === '' ? rating.score : `${rating.score}_with_comment`,
    satisfaction_comment: rating.comment,
    satisfaction_reason_code: rating.reason,
  });
}

/** Times, triggers, and the SLA policy after them (hc/5600997516058). */
function finish(cx: Context, rules: Rules, change: TicketUpdate): void {
  stamp(cx, change.by);
  if (cx.options.trace) recordUpdate(cx, change);
  runTriggers(cx, cx.options.trace ? rules.triggers : rules.triggersOn[cx.update.type]);
  applySlas(cx, rules);
}

export function stamp(cx: Context, by: string): void {
  const { ticket } = cx.scene;
  patch(cx, {
    updated_at: cx.now,
    requester_updated_at: by === ticket.requester_id ? cx.now : ticket.requester_updated_at,
    assignee_updated_at: by !== '' && by === ticket.assignee_id ? cx.now : ticket.assignee_updated_at,
  });
}

function recordUpdate(cx: Context, change: TicketUpdate): void {
  const { comment, type, via } = cx.update;
  cx.record.steps.push({
    kind: 'update',
    at: cx.now,
    type,
    by: change.by,
    via,
    ...(comment === undefined ? {} : { comment }),
    changes: changesBetween(cx.before, cx.scene),
    ...(change.cause === undefined ? {} : { cause: change.cause }),
  });
}

/** Updates that webhooks make come one after the other, each with its own cycle; too many in one instant are a loop. */
export function followChain(cx: Context, rules: Rules): void {
  let count = 0;
  for (let next = cx.chained.shift(); next !== undefined; next = cx.chained.shift()) {
    if (cx.scene.ticket.status === 'closed') continue;
    count += 1;
    if (count > cx.options.maxChainedUpdates) {
      report(cx, 'loop', `webhooks and triggers set each other off more than ${count - 1} times in a row`, next.cause);
      cx.chained.length = 0;
      return;
    }
    const change = { by: next.by ?? 'system', via: API, comment: next.comment, set: next.set, cause: next.cause };
    begin(cx, change, 'Change');
    applyChange(cx, change);
    finish(cx, rules, change);
  }
}

/** Begins an update by a rule or by the platform itself: no comment, nobody's name. */
export function beginSystemUpdate(cx: Context): void {
  begin(cx, { by: 'system', via: RULE }, 'Change');
}
