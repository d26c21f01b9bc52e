/** Which SLA policy a ticket has, and how its targets stand. */
import { MAIL } from './channels.ts';
import { type Context, person } from './context.ts';
import type { RuleRef, SlaTarget } from './model.ts';
import type { PolicyRule, Rules } from './rules.ts';
import { type DueTime, dueTimes, type Role, type SlaEvent, slaAfter } from './sla/index.ts';
import { tryConditions } from './trial.ts';

/**
 * After every creation and update, once the triggers are done, the first policy of the list that matches applies
 * (hc/5600997516058); a ticket that none matches has no targets. The clocks move on by this update.
 */
export function applySlas(cx: Context, { slaPolicies, groupSlaPolicies }: Rules): void {
  if (slaPolicies.length === 0 && groupSlaPolicies.length === 0) return;
  const chosen = slaPolicies.find((policy) => tryConditions(cx, policy).holds === 1);
  const forGroup = groupSlaPolicies.find((policy) => tryConditions(cx, policy).holds === 1);
  if (cx.options.trace && chosen !== cx.slaPolicy)
    cx.record.steps.push({ kind: 'sla_policy', at: cx.now, policy: chosen?.ref });
  cx.slaPolicy = chosen;
  cx.sla = slaAfter(cx.sla, slaEvent(cx, chosen, forGroup), cx.options.sla);
}

function slaEvent(cx: Context, chosen: PolicyRule | undefined, forGroup: PolicyRule | undefined): SlaEvent {
  const { ticket } = cx.scene;
  const { comment, type, by, via } = cx.update;
  return {
    at: cx.now,
    type: type === 'Create' ? 'create' : 'update',
    status: ticket.status,
    priority: ticket.priority,
    policy: chosen?.policy,
    ...(forGroup === undefined ? {} : { groupPolicy: forGroup.policy }),
    group: ticket.group_id,
    schedule: cx.calendar.timeline(ticket.schedule_id),
    submitter: roleOf(cx, by),
    requester: roleOf(cx, ticket.requester_id),
    via: via === MAIL ? 'email' : via,
    ...(comment === undefined
      ? {}
      : {
          comment: {
            public: comment.public,
            role: roleOf(cx, comment.by),
            isRequester: comment.by === ticket.requester_id,
          },
        }),
  };
}

/** The system counts as an agent: it is no customer. */
function roleOf(cx: Context, id: string): Role {
  const who = person(cx, cx.scene, id);
  if (who === undefined) return id === 'system' ? 'agent' : 'end_user';
  if (who.role === 'end-user') return 'end_user';
  return who.light ? 'light_agent' : 'agent';
}

/** The ticket's targets as they stand now, with when they warn and fall due, in the past or if nothing happens. */
export function slaTargets(cx: Context): readonly SlaTarget[] {
  return cx.sla === undefined ? [] : dueTimes(cx.sla, cx.now, cx.options.sla).map((due) => slaTarget(due));
}

function slaTarget({ clock, target, warnsAt, dueAt, breached }: DueTime): SlaTarget {
  const ref: RuleRef = { kind: 'sla_policy', ...target.policy };
  // A due time counts if it came to pass, or will if nothing happens: not if the target was given after it.
  const falls =
    dueAt !== undefined && (clock.breachedAt === undefined ? clock.state === 'active' : clock.breachedAt === dueAt);
  const moments = [
    ...clock.moments,
    ...(warnsAt === undefined ? [] : [{ at: warnsAt, what: 'warn' as const }]),
    ...(falls ? [{ at: dueAt, what: 'due' as const }] : []),
  ];
  return {
    policy: ref,
    metric: clock.metric,
    priority: target.priority,
    target_minutes: target.ms / 60_000,
    business_hours: target.business,
    state: clock.state,
    breached,
    started_at: clock.startedAt,
    due_at: dueAt,
    // What falls due is breached in the same moment, in this order.
    moments: moments.sort((a, b) => a.at - b.at || Number(a.what === 'breach') - Number(b.what === 'breach')),
  };
}
