/** Conditions on the update itself: its comment, its author, its hour. */
import { type Context, folded, person } from '../context.ts';
import { isStaff } from '../directory.ts';
import type { SimulationOptions } from '../options.ts';
import type { Timeline } from '../time/timeline.ts';
import { type Test, truth, UNKNOWN } from './condition.ts';
import { wordTest } from './words.ts';

export function updateTest(
  field: string,
  operator: string,
  value: string,
  options: SimulationOptions,
): Test | undefined {
  switch (field) {
    case 'subject_includes_word':
      return textTest(operator, value, options, (cx) => [cx.scene.ticket.subject]);
    case 'comment_includes_word':
      // The reference: the subject or the body of the comment.
      return textTest(operator, value, options, (cx) => [cx.scene.ticket.subject, cx.update.comment?.body ?? '']);
    case 'description_includes_word':
      // The first comment only, not the subject (hc/4408885654298).
      return textTest(operator, value, options, (cx) => [cx.scene.ticket.description]);
    case 'current_tags':
      return tagsTest(operator, value);
    case 'comment_is_public':
      return commentTest(operator, value);
    case 'role':
      return roleTest(operator, value);
    case 'attachment':
      return yesNo(operator, value, (cx) => (cx.update.comment?.attachments.length ?? 0) > 0);
    case 'ticket_due_date':
      return yesNo(operator, value, (cx) => cx.scene.ticket.due_at !== undefined);
    case 'in_business_hours':
      return scheduled(operator, value, (timeline, at) => timeline.isOpen(at));
    case 'on_holiday':
      // True for the whole day in the ticket's schedule (hc/4408842938522).
      return scheduled(operator, value, (timeline, at) => timeline.isHoliday(at));
    case 'within_schedule':
      return withinTest(operator, value);
    case 'sent_to':
      return sharedTest(operator, value);
    default:
      return undefined;
  }
}

function textTest(
  operator: string,
  value: string,
  options: SimulationOptions,
  texts: (cx: Context) => readonly string[],
): Test | undefined {
  const wanted = value.toLowerCase().trim();
  const words = wordTest(value, options.wordMatch);
  // `is` means "contains this string" here.
  const found = operator === 'is' || operator === 'is_not' ? (text: string) => text.includes(wanted) : words;
  const negated = operator === 'not_includes' || operator === 'is_not';
  if (!negated && operator !== 'includes' && operator !== 'is') return undefined;
  return {
    test: (cx) => truth(texts(cx).some((text) => found(folded(cx, text))) !== negated),
    actual: (cx) =>
      texts(cx)
        .filter((text) => text !== '')
        .join(' | '),
  };
}

function tagsTest(operator: string, value: string): Test | undefined {
  if (operator !== 'includes' && operator !== 'not_includes') return undefined;
  const wanted = value.toLowerCase().split(/[\s,]+/);
  const negated = operator === 'not_includes';
  return {
    test: ({ scene: { ticket } }) => truth(wanted.some((tag) => ticket.tags.includes(tag)) !== negated),
    actual: ({ scene: { ticket } }) => ticket.tags.join(' '),
  };
}

/** `not_relevant`: there is a comment, of either kind. */
function commentTest(operator: string, value: string): Test | undefined {
  if (operator !== 'is') return undefined;
  const holds = (cx: Context) => {
    const { comment } = cx.update;
    if (comment === undefined) return false;
    if (value === 'not_relevant') return true;
    if (value === 'requester_can_see_comment') return comment.public || requesterIsStaff(cx);
    return comment.public === (value === 'true');
  };
  return {
    test: (cx) => truth(holds(cx)),
    actual: ({ update: { comment } }) =>
      comment === undefined ? 'no comment' : comment.public ? 'public comment' : 'private comment',
  };
}

function requesterIsStaff(cx: Context): boolean {
  return isStaff(person(cx, cx.scene, cx.scene.ticket.requester_id));
}

/** "Current user": whoever makes the update. The system is neither agent nor end user. */
function roleTest(operator: string, value: string): Test | undefined {
  if (operator !== 'is' && operator !== 'is_not') return undefined;
  const holds = (cx: Context) => {
    const by = person(cx, cx.scene, cx.update.by);
    if (value === 'agent') return isStaff(by);
    if (value === 'end_user') return by?.role === 'end-user';
    return cx.update.by === value;
  };
  return {
    test: (cx) => truth(holds(cx) === (operator === 'is')),
    actual: (cx) => {
      const by = person(cx, cx.scene, cx.update.by);
      return by === undefined ? cx.update.by : `${by.name || by.id} (${by.role})`;
    },
  };
}

function yesNo(operator: string, value: string, holds: (cx: Context) => boolean): Test | undefined {
  if (operator !== 'is') return undefined;
  const wanted = value !== 'false';
  return { test: (cx) => truth(holds(cx) === wanted), actual: (cx) => String(holds(cx)) };
}

const NO_SCHEDULE = 'the account has no schedule that the ticket could follow';

function scheduled(
  operator: string,
  value: string,
  holds: (timeline: Timeline, at: number) => boolean,
): Test | undefined {
  if (operator !== 'is') return undefined;
  const wanted = value !== 'false';
  const found = (cx: Context) => {
    const timeline = cx.calendar.timeline(cx.scene.ticket.schedule_id);
    return timeline === undefined ? undefined : holds(timeline, cx.now);
  };
  return {
    test: (cx) => {
      const is = found(cx);
      return is === undefined ? UNKNOWN : truth(is === wanted);
    },
    actual: (cx) => String(found(cx) ?? ''),
    due: (cx) => cx.now,
    because: NO_SCHEDULE,
  };
}

function withinTest(operator: string, schedule: string): Test | undefined {
  if (operator !== 'is') return undefined;
  const open = (cx: Context) => cx.calendar.timeline(schedule)?.isOpen(cx.now);
  return {
    test: (cx) => {
      const is = open(cx);
      return is === undefined ? UNKNOWN : truth(is);
    },
    actual: (cx) => (open(cx) === true ? 'open' : 'closed'),
    due: (cx) => cx.now,
    because: `the account has no schedule ${schedule}`,
  };
}

function sharedTest(operator: string, agreement: string): Test | undefined {
  if (operator !== 'is' && operator !== 'is_not') return undefined;
  return {
    test: ({ scene: { ticket } }) => truth(ticket.sharing_agreement_ids.includes(agreement) === (operator === 'is')),
    actual: ({ scene: { ticket } }) => ticket.sharing_agreement_ids.join(' '),
  };
}
