/**
 * What happened to a ticket, update by update, and which rule did what of it.
 * developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/,
 * developer.zendesk.com/documentation/ticketing/reference-guides/ticket-audit-events-reference
 */

import type { Notification, Outcome, SlaTarget, Step } from '../../simulate/index.ts';
import type { Attributes, Row } from '../json.ts';
import { object } from '../json.ts';
import { idOf, iso } from './ticket-life.ts';

type Update = Extract<Step, { kind: 'update' }>;
type Rule = Extract<Step, { kind: 'rule' }>;

/** Rules appear by their effects: one that fired and changed nothing leaves no trace. */
export function auditsOf(row: Row, outcome: Outcome | undefined): readonly Attributes[] {
  if (outcome === undefined)
    return [auditOf(row, 0, Date.parse(String(row.created_at)), idOf(String(row.submitter_id)), [])];
  const opened: { readonly update: Update; readonly events: Attributes[] }[] = [];
  let policy = '';
  for (const step of outcome.steps) {
    if (step.kind === 'update') opened.push({ update: step, events: eventsOfUpdate(step) });
    else if (step.kind === 'rule' && step.fired) opened.at(-1)?.events.push(...eventsOfRule(step));
    // Rules are compiled anew for each update: a policy that stays is chosen again.
    else if (step.kind === 'sla_policy' && step.policy !== undefined && step.policy.id !== policy) {
      const { id, title } = step.policy;
      policy = id;
      const targets = outcome.sla.filter((target) => target.policy.id === id);
      opened.at(-1)?.events.push(...targets.map((target) => eventOfTarget(target, title)));
    }
  }
  for (const sent of outcome.notifications) {
    if (sent.suppressed !== undefined) continue;
    opened.findLast(({ update }) => update.at <= sent.at)?.events.push(eventOfNotification(sent));
  }
  return opened.map(({ update, events }, index) => auditOf(row, index, update.at, idOf(update.by), events));
}

function auditOf(
  row: Row,
  index: number,
  at: number,
  author: Attributes[string],
  events: readonly Attributes[],
): Attributes {
  const id = Number(row.id) * 100_000 + index * 100;
  return {
    id,
    ticket_id: row.id,
    created_at: iso(at),
    author_id: author,
    metadata: { system: {}, custom: {} },
    via: index === 0 ? object(row.via) : { channel: 'api', source: { from: {}, to: {}, rel: null } },
    events: events.map((event, place) => ({ id: id + place + 1, ...event })),
  };
}

function eventsOfUpdate({ type, comment, changes }: Update): Attributes[] {
  const said =
    comment === undefined ? [] : [{ type: 'Comment', body: comment.body, public: comment.public, attachments: [] }];
  const set = changes.map(({ field, before, after }) =>
    type === 'Create'
      ? { type: 'Create', field_name: nameOf(field), value: after }
      : { type: 'Change', field_name: nameOf(field), value: after, previous_value: before },
  );
  return [...said, ...set];
}

function eventsOfRule({ rule, actions }: Rule): readonly Attributes[] {
  const via = viaOf(rule);
  return actions.flatMap(({ changes }) =>
    changes.map(({ field, before, after }) => ({
      type: 'Change',
      field_name: nameOf(field),
      value: after,
      previous_value: before,
      via,
    })),
  );
}

function eventOfNotification({ kind, rule, to, subject, body }: Notification): Attributes {
  const via = viaOf(rule);
  if (kind !== 'mail') return { type: 'External', resource: to.join(', '), body, via };
  return { type: 'Notification', subject, body, recipients: [], via };
}

function viaOf({ kind, id, title }: Notification['rule']): Attributes {
  const from = { id: idOf(id), title, deleted: false };
  return { channel: 'rule', source: { from, to: {}, rel: kind } };
}

/** "SLA target change": the metric is the field, and the policy stands beside the source. */
function eventOfTarget({ metric, target_minutes, business_hours }: SlaTarget, policy: string): Attributes {
  return {
    type: 'Change',
    field_name: metric,
    value: { minutes: target_minutes, in_business_hours: business_hours },
    previous_value: null,
    via: { channel: 'rule', source: { from: {}, to: {}, rel: 'sla_target_change' }, current_sla_policy: policy },
  };
}

/** Custom fields go by their bare id. */
function nameOf(field: string): string {
  return field.replace(/^custom_fields_/, '');
}

/** What `include=slas` adds to a ticket: the targets that run, or ran, with the moment of their breach. */
export function slasOf(outcome: Outcome | undefined): Attributes {
  const latest = new Map((outcome?.sla ?? []).map((target) => [target.metric, target]));
  return {
    policy_metrics: [...latest.values()].map(({ metric, state, due_at }) => ({
      metric,
      stage: state === 'closed' ? 'achieved' : state,
      breach_at: due_at === undefined ? null : iso(due_at),
    })),
  };
}
