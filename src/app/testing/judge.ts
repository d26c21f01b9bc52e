/** Holds what a case expects against what the simulator says, one check at a time. */
import type { Notification, Outcome, SlaTarget, Ticket } from '../../simulate/model.ts';
import type { AttributeWord, Check, DueWanted, FieldInput } from '../../spec/tests/model.ts';
import type { Stage } from './cast.ts';

/** What happened since the check before; `from` numbers leave out what came earlier. */
export interface Seen {
  readonly outcome: Outcome;
  readonly fired: Outcome['fired'];
  readonly notifications: Outcome['notifications'];
}

export interface Verdict {
  readonly ok: boolean;
  /** What the check is about: `group`, `due.first_reply`. */
  readonly what: string;
  readonly wanted: string;
  readonly got: string;
}

const SLA_METRICS: Readonly<Record<string, string>> = {
  first_reply: 'first_reply_time',
  next_reply: 'next_reply_time',
  periodic_update: 'periodic_update_time',
  pausable_update: 'pausable_update_time',
  requester_wait: 'requester_wait_time',
  agent_work: 'agent_work_time',
  resolution: 'total_resolution_time',
};

/** Whether it is as it should be, and what was wanted and got in words. */
export function judge(check: Check, seen: Seen, stage: Stage): Verdict {
  const verdict = judgePlainly(check, seen, stage);
  return check.not ? { ...verdict, ok: !verdict.ok, wanted: `not ${verdict.wanted}` } : verdict;
}

function judgePlainly(check: Check, seen: Seen, stage: Stage): Verdict {
  const { outcome } = seen;
  switch (check.what) {
    case 'attribute':
      return attribute(check.attribute, check.wanted, outcome.ticket, stage);
    case 'field':
      return field(check.field, check.wanted, outcome.ticket, stage);
    case 'tag':
      return verdictOf('tags', outcome.ticket.tags.includes(check.tag), check.tag, listed(outcome.ticket.tags));
    case 'fired':
      return fired(check.rule, seen, stage);
    case 'view':
      return view(check.view, outcome, stage);
    case 'sla':
      return policy(check.policy, outcome, stage);
    case 'breached':
      return breached(check.metric, outcome);
    case 'due':
      return due(check.metric, check.wanted, outcome);
    case 'mail':
      return messages(
        'mails',
        mailWords(check),
        matching(seen, 'mail', (one) => isMail(check, one, outcome, stage)),
        check,
        seen,
        stage,
      );
    case 'webhook':
      return messages(
        'webhooks',
        webhookWords(check),
        matching(seen, 'webhook', (one) => isCall(check, one, stage)),
        check,
        seen,
        stage,
      );
    default:
      return check satisfies never;
  }
}

function verdictOf(what: string, ok: boolean, wanted: string, got: string): Verdict {
  return { what, ok, wanted, got };
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}

const HOLDERS = {
  group: ['group', 'group_id'],
  assignee: ['user', 'assignee_id'],
  form: ['ticket_form', 'ticket_form_id'],
  brand: ['brand', 'brand_id'],
  schedule: ['schedule', 'schedule_id'],
} as const satisfies Partial<Record<AttributeWord, readonly [kind: string, property: keyof Ticket]>>;

function attribute(name: AttributeWord, wanted: string, ticket: Ticket, stage: Stage): Verdict {
  switch (name) {
    case 'group':
    case 'assignee':
    case 'form':
    case 'brand':
    case 'schedule': {
      const [kind, property] = HOLDERS[name];
      const id = stage.idOf(kind, wanted);
      return verdictOf(
        name,
        id === ticket[property],
        stage.nameOf(kind, id ?? wanted),
        stage.nameOf(kind, ticket[property]),
      );
    }
    case 'priority':
    case 'type':
    case 'status':
    case 'satisfaction': {
      const got = ticket[name] || 'none';
      return verdictOf(name, got === wanted, wanted, got);
    }
    default:
      return name satisfies never;
  }
}

function field(address: string, wanted: FieldInput, ticket: Ticket, stage: Stage): Verdict {
  const got = ticket.custom_fields.get(stage.compiled.ids.get(address) ?? '') ?? null;
  const [want, have] = [wordsOf(wanted), wordsOf(got)];
  return verdictOf(address.replace('ticket_field.', 'fields.'), want === have, want, have);
}

function wordsOf(value: FieldInput | null): string {
  if (value === null || value === '') return 'none';
  return typeof value === 'object' ? listed([...value].sort()) : String(value);
}

/** The address of a rule that the simulator names. */
export function ruleName(
  rule: { readonly kind: string; readonly id: string; readonly title: string },
  stage: Stage,
): string {
  const kind = rule.kind === 'sla_policy' ? 'sla' : rule.kind;
  return stage.compiled.addressOf(kind, rule.id) ?? `${kind} "${rule.title}"`;
}

function fired(rule: string, seen: Seen, stage: Stage): Verdict {
  const kinds = rule.startsWith('live:') ? ['trigger', 'automation'] : [rule.slice(0, rule.indexOf('.'))];
  const ok = seen.fired.some((one) => kinds.includes(one.rule.kind) && one.rule.id === stage.idOf(one.rule.kind, rule));
  const names = [...new Set(seen.fired.map((one) => ruleName(one.rule, stage)))];
  return verdictOf('fired', ok, rule, listed(names));
}

function view(target: string, { views }: Outcome, stage: Stage): Verdict {
  const holding = views.filter((one) => one.holds === true);
  const id = stage.idOf('view', target);
  const ok = holding.some((one) => one.view.id === id);
  return verdictOf(
    'views',
    ok,
    stage.nameOf('view', id ?? target),
    listed(holding.map((one) => stage.nameOf('view', one.view.id))),
  );
}

function policy(target: string, { steps }: Outcome, stage: Stage): Verdict {
  const last = steps.findLast((step) => step.kind === 'sla_policy');
  const got = last?.kind === 'sla_policy' ? (last.policy?.id ?? '') : '';
  const id = stage.idOf('sla', target);
  return verdictOf('sla', got === id, stage.nameOf('sla', id ?? target), stage.nameOf('sla', got));
}

function targetsOf(metric: string, { sla }: Outcome): readonly SlaTarget[] {
  return sla.filter((one) => one.metric === SLA_METRICS[metric]);
}

function breached(metric: string, outcome: Outcome): Verdict {
  const missed = outcome.sla.filter((one) => one.breached).map((one) => metricWord(one.metric));
  return verdictOf(
    'breached',
    targetsOf(metric, outcome).some((one) => one.breached),
    metric,
    listed([...new Set(missed)]),
  );
}

/** Our word for one of the platform's metrics. */
export function metricWord(metric: string): string {
  return Object.entries(SLA_METRICS).find(([, native]) => native === metric)?.[0] ?? metric;
}

function due(metric: string, wanted: DueWanted, outcome: Outcome): Verdict {
  const what = `due.${metric}`;
  // Of a metric that began several times, the latest.
  const target = targetsOf(metric, outcome).at(-1);
  if ('state' in wanted) {
    const got = stateOf(target);
    return verdictOf(
      what,
      got === wanted.state,
      wanted.state,
      target?.due_at === undefined ? got : `${got}, ${moment(target.due_at)}`,
    );
  }
  const got = target?.due_at;
  const ok = got !== undefined && Math.abs(got - wanted.at) < 1000;
  return verdictOf(
    what,
    ok,
    `${moment(wanted.at)} (${wanted.written})`,
    got === undefined ? stateOf(target) : moment(got),
  );
}

function stateOf(target: SlaTarget | undefined): string {
  if (target === undefined) return 'none';
  return target.state === 'closed' ? 'done' : target.state;
}

/** A moment as JSON and people read it alike. */
export function moment(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

type MailCheck = Extract<Check, { what: 'mail' }>;
type CallCheck = Extract<Check, { what: 'webhook' }>;

function matching(seen: Seen, kind: string, fits: (one: Notification) => boolean): readonly Notification[] {
  return seen.notifications.filter((one) => one.kind === kind && one.suppressed === undefined && fits(one));
}

function isMail({ to, subject, body }: MailCheck, mail: Notification, { ticket }: Outcome, stage: Stage): boolean {
  return (
    (to === undefined || addressesOf(to, ticket, stage).every((address) => mail.to.includes(address))) &&
    (subject === undefined || mail.subject.includes(subject)) &&
    (body === undefined || mail.body.includes(body))
  );
}

/** Whom a mail has to reach; an address that nobody has where it reaches nobody. */
function addressesOf(to: string, ticket: Ticket, stage: Stage): readonly string[] {
  if (to.startsWith('group.')) {
    const id = stage.compiled.ids.get(to);
    const members = (stage.account.group_memberships ?? []).filter((own) => String(own.group_id) === id);
    const found = members.flatMap((own) => stage.emailOf(String(own.user_id)) ?? []);
    return found.length === 0 ? ['nobody'] : found;
  }
  const id = to === 'requester' ? ticket.requester_id : to === 'assignee' ? ticket.assignee_id : stage.idOf('user', to);
  return [stage.emailOf(id ?? '') ?? 'nobody'];
}

function isCall({ webhook, channel, contains }: CallCheck, call: Notification, stage: Stage): boolean {
  return (
    (webhook === undefined || call.target === stage.idOf('webhook', webhook)) &&
    (channel === undefined || call.body.includes(stage.compiled.ids.get(channel) ?? channel)) &&
    (contains === undefined || call.body.includes(contains))
  );
}

function mailWords({ to, subject, body }: MailCheck): string {
  const words = [
    to === undefined ? '' : `to ${to.replace('person:', '')}`,
    subject === undefined ? '' : `with the subject "${subject}"`,
    body === undefined ? '' : `that says "${body}"`,
  ];
  return ['a mail', ...words].filter((word) => word !== '').join(' ');
}

function webhookWords({ webhook, channel, contains }: CallCheck): string {
  const words = [
    webhook === undefined ? '' : `of ${webhook}`,
    channel === undefined ? '' : `to ${channel}`,
    contains === undefined ? '' : `that says "${contains}"`,
  ];
  return ['a call', ...words].filter((word) => word !== '').join(' ');
}

function messages(
  what: string,
  wanted: string,
  found: readonly Notification[],
  { times }: MailCheck | CallCheck,
  seen: Seen,
  stage: Stage,
): Verdict {
  const kind = what === 'mails' ? 'mail' : 'webhook';
  const ok = times === undefined ? found.length > 0 : found.length === times;
  const all = seen.notifications.filter((one) => one.kind === kind).map((one) => messageWords(one, stage));
  const amount = times === undefined ? wanted : `${times} × ${wanted}`;
  return verdictOf(what, ok, amount, times === undefined ? listed(all) : `${found.length} of ${listed(all)}`);
}

function messageWords({ to, subject, suppressed, rule }: Notification, stage: Stage): string {
  const held = suppressed === undefined ? '' : ` (not sent: ${suppressed})`;
  return `${to.join(' and ')}${subject === '' ? '' : ` "${subject}"`} by ${ruleName(rule, stage)}${held}`;
}
