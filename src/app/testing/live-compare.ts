/** Where the tenant's ticket is not what the simulator says: attributes, tags, fields, SLA policy and due times, triggers. */
import { isRecord } from '../../core/attributes/scalars.ts';
import type { SeenTicket } from '../../core/ticket-desk.ts';
import type { Outcome, RuleRef } from '../../simulate/index.ts';
import type { Stage } from './cast.ts';
import { metricWord, moment, ruleName } from './judge.ts';
import type { Played } from './live-case.ts';

export interface LiveDifference {
  readonly what: string;
  readonly simulator: string;
  readonly tenant: string;
}

export interface Fired {
  readonly simulator: readonly string[];
  readonly tenant: readonly string[];
}

/** The platform keeps whole seconds, and its clock is not ours. */
const DUE_WITHIN_MS = 60_000;

/** All of them; none where both agree. */
export function differencesOf({ seen, outcome }: Played, stage: Stage): readonly LiveDifference[] {
  const { ticket } = outcome;
  const { native } = seen;
  const id = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  const pairs: readonly LiveDifference[] = [
    pair('group', stage.nameOf('group', ticket.group_id), stage.nameOf('group', id(native.group_id))),
    pair('assignee', stage.nameOf('user', ticket.assignee_id), stage.nameOf('user', id(native.assignee_id))),
    pair('priority', ticket.priority || 'none', id(native.priority) || 'none'),
    pair('status', ticket.status, id(native.status)),
    pair('type', ticket.type || 'none', id(native.type) || 'none'),
    pair('tags', words(ticket.tags), words(Array.isArray(native.tags) ? native.tags : [])),
    ...fields(outcome, seen, stage),
    ...slas(outcome, seen, stage),
  ];
  return [...pairs.filter(({ simulator, tenant }) => simulator !== tenant), ...firing(outcome, seen, stage)];
}

/** The triggers that fired, as both sides tell. */
export function firedIn({ outcome, seen }: Played, stage: Stage): Fired {
  const simulated = outcome.fired
    .filter(({ rule }) => rule.kind === 'trigger')
    .map(({ rule }) => ruleName(rule, stage));
  return { simulator: [...new Set(simulated)], tenant: tenantRules(seen, stage) };
}

function tenantRules({ fired }: SeenTicket, stage: Stage): readonly string[] {
  return [...fired].map(([id, title]) => ruleName({ kind: 'trigger', id, title }, stage));
}

function pair(what: string, simulator: string, tenant: string): LiveDifference {
  return { what, simulator, tenant };
}

function words(list: readonly unknown[]): string {
  return list.map(String).sort().join(', ') || 'none';
}

function fields({ ticket }: Outcome, { native }: SeenTicket, stage: Stage): readonly LiveDifference[] {
  const list = Array.isArray(native.custom_fields) ? native.custom_fields.filter(isRecord) : [];
  const live = new Map(list.map(({ id, value }) => [String(id), value]));
  return [...new Set([...ticket.custom_fields.keys(), ...live.keys()])].map((id) =>
    pair(
      `fields.${stage.nameOf('ticket_field', id)}`,
      fieldWords(ticket.custom_fields.get(id)),
      fieldWords(live.get(id)),
    ),
  );
}

/** A box that nobody ticked, and a field that nobody filled in, are told in several ways. */
function fieldWords(value: unknown): string {
  if (Array.isArray(value)) return words(value);
  return value === undefined || value === null || value === '' || value === false ? 'none' : String(value);
}

function slas(outcome: Outcome, { policy, due }: SeenTicket, stage: Stage): readonly LiveDifference[] {
  if (due === undefined) return [];
  const latest = new Map(outcome.sla.map((target) => [target.metric, target]));
  const times = [...new Set([...latest.keys(), ...due.keys()])].flatMap((metric) => {
    const [ours, live] = [latest.get(metric), due.get(metric)];
    // What has been reached keeps a due time with us, and not everywhere there.
    if (ours?.state === 'closed') return [];
    const near = ours?.due_at !== undefined && live !== undefined && Math.abs(ours.due_at - live) <= DUE_WITHIN_MS;
    const mine = dueWords(ours?.due_at, ours !== undefined);
    return [pair(`due.${metricWord(metric)}`, mine, near ? mine : dueWords(live, due.has(metric)))];
  });
  // A ticket with targets has a policy, whether or not the tenant says which.
  if (policy === undefined && due.size > 0) return times;
  const own = [...latest.values()].at(-1)?.policy.id ?? '';
  const known = (stage.account.sla_policies ?? []).find(({ title }) => title === policy);
  const theirs = policy === undefined ? '' : known === undefined ? policy : String(known.id);
  return [pair('sla', stage.nameOf('sla', own), stage.nameOf('sla', theirs)), ...times];
}

function dueWords(at: number | undefined, known: boolean): string {
  if (at !== undefined) return moment(at);
  return known ? 'paused' : 'none';
}

/** A trigger that changed nothing and wrote to nobody leaves no trace in the tenant: it is not missed there. */
function firing(outcome: Outcome, seen: SeenTicket, stage: Stage): readonly LiveDifference[] {
  const all = new Set(outcome.fired.map(({ rule }) => rule.id));
  const traced = new Map<string, RuleRef>();
  for (const step of outcome.steps)
    if (step.kind === 'rule' && step.fired && step.actions.some(({ changes }) => changes.length > 0))
      traced.set(step.rule.id, step.rule);
  for (const { rule, kind, suppressed } of outcome.notifications)
    if (kind === 'mail' && suppressed === undefined) traced.set(rule.id, rule);
  const missing = [...traced.values()].filter(({ kind, id }) => kind === 'trigger' && !seen.fired.has(id));
  const extra = [...seen.fired].filter(([id]) => !all.has(id));
  return [
    ...missing.map((rule) => pair(ruleName(rule, stage), 'fired', 'did not fire')),
    ...extra.map(([id, title]) => pair(ruleName({ kind: 'trigger', id, title }, stage), 'did not fire', 'fired')),
  ];
}
