/** An outcome of the simulator as a story that people read: moments with what happened, who did it, and what went out. */
import type { Notification, Outcome, SlaTarget, Step, Ticket } from '../../simulate/model.ts';
import type { Stage } from './cast.ts';
import { changesOf, conditionWords, fieldName, named, whoIs } from './explain.ts';
import { metricWord, ruleName } from './judge.ts';

export interface Tale {
  readonly name: string;
  /** IANA name of the zone in which to tell it. */
  readonly zone: string;
  readonly from: string;
  readonly subject: string;
  readonly moments: readonly Moment[];
  readonly targets: readonly TargetLine[];
  readonly end: readonly { readonly what: string; readonly value: string }[];
  readonly views: readonly string[];
  readonly findings: readonly string[];
}

export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: 'update' | 'time' | 'target';
  readonly title: string;
  /** What somebody wrote. */
  readonly text?: string;
  readonly internal?: true;
  readonly changes: readonly ChangeLine[];
  readonly fired: readonly { readonly rule: string; readonly title: string; readonly changes: readonly ChangeLine[] }[];
  readonly tried: readonly { readonly rule: string; readonly why: string }[];
  readonly sent: readonly SentLine[];
}

export interface ChangeLine {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface SentLine {
  readonly kind: Notification['kind'];
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly rule: string;
  readonly suppressed?: string;
}

export interface TargetLine {
  readonly policy: string;
  readonly metric: string;
  readonly minutes: number;
  readonly hours: 'business' | 'calendar';
  readonly state: SlaTarget['state'];
  readonly breached: boolean;
  readonly started: number;
  readonly due?: number;
}

interface Opened {
  readonly moment: Moment;
  readonly changes: ChangeLine[];
  readonly fired: Moment['fired'][number][];
  readonly tried: Moment['tried'][number][];
  readonly sent: SentLine[];
}

/** The story of a traced outcome until `end`; the simulator knows of later moments of targets, which have not come. */
export function taleOf(name: string, outcome: Outcome, stage: Stage, zone: string, end: number): Tale {
  const { ticket, sla, findings } = outcome;
  return {
    name,
    zone,
    from: stage.nameOf('user', ticket.requester_id),
    subject: ticket.subject,
    moments: [...happenings(outcome, stage), ...targetMoments(sla).filter(({ at }) => at <= end)].sort(
      (a, b) => a.at - b.at,
    ),
    targets: sla.map((target) => targetLine(target, stage)),
    end: endOf(ticket, stage),
    views: outcome.views.filter(({ holds }) => holds === true).map(({ view }) => ruleName(view, stage)),
    findings: [
      ...new Set(
        findings.map(({ rule, message }) => (rule === undefined ? message : `${ruleName(rule, stage)}: ${message}`)),
      ),
    ],
  };
}

function happenings({ steps, notifications }: Outcome, stage: Stage): readonly Moment[] {
  const opened: Opened[] = [];
  let current: Opened | undefined;
  function open(at: number, kind: Moment['kind'], title: string, more: Partial<Moment> = {}): Opened {
    const changes: ChangeLine[] = [];
    const fired: Moment['fired'][number][] = [];
    const tried: Moment['tried'][number][] = [];
    const sent: SentLine[] = [];
    current = { changes, fired, tried, sent, moment: { at, kind, title, changes, fired, tried, sent, ...more } };
    opened.push(current);
    return current;
  }
  let hour: Opened | undefined;
  for (const step of steps) {
    if (step.kind === 'update') {
      const { comment } = step;
      const told =
        comment === undefined ? {} : { text: comment.body, ...(comment.public ? {} : { internal: true as const }) };
      open(step.at, 'update', titleOf(step, stage), told).changes.push(...linesOf(step, stage));
    } else if (step.kind === 'platform') {
      open(step.at, 'time', `The platform: ${step.what}`).changes.push(...linesOf(step, stage));
    } else if (step.kind === 'rule') {
      const rule = ruleName(step.rule, stage);
      if (
        step.rule.kind === 'automation' &&
        step.fired &&
        (hour === undefined || hour.moment.at !== step.at || current !== hour)
      )
        hour = open(step.at, 'time', 'The platform looks at all tickets');
      if (step.fired) current?.fired.push({ rule, title: step.rule.title, changes: linesOf(step, stage) });
      else if (step.rule.kind === 'trigger' && step.decidedBy !== undefined)
        current?.tried.push({ rule, why: conditionWords(step.decidedBy, stage) });
    }
  }
  for (const one of notifications) {
    const owner = opened.findLast(
      ({ moment, fired }) => moment.at === one.at && fired.some(({ rule }) => rule === ruleName(one.rule, stage)),
    );
    owner?.sent.push(sentLine(one, stage));
  }
  // A rule may be tried again after each change: what counts is how it ended.
  return opened.map(({ moment, tried, fired }) => ({
    ...moment,
    tried: lastOf(tried, new Set(fired.map(({ rule }) => rule))),
  }));
}

function lastOf(tried: Moment['tried'], fired: ReadonlySet<string>): Moment['tried'] {
  return [...new Map(tried.map((one) => [one.rule, one])).values()].filter(({ rule }) => !fired.has(rule));
}

function titleOf(step: Extract<Step, { kind: 'update' }>, stage: Stage): string {
  const who = whoIs(step.by, stage);
  const channel = Object.entries(stage.compiled.channels).find(([, number]) => number === step.via)?.[0] ?? step.via;
  if (step.cause !== undefined) return `${who} applies ${ruleName(step.cause, stage)}`;
  if (step.type === 'Create') return `A ticket comes in by ${channel.replaceAll('_', ' ')}, from ${who}`;
  if (step.comment === undefined) return `${who} updates the ticket`;
  return step.comment.public ? `${who} writes` : `${who} writes an internal note`;
}

/** Of a new ticket: the rest is in the title, or the same for every ticket. */
const NEWS = /^(priority|type|tags|group|assignee|custom_fields_.*)$/;

function linesOf(step: Step, stage: Stage): readonly ChangeLine[] {
  const isNew = step.kind === 'update' && step.type === 'Create';
  return changesOf(step).flatMap(({ field, before, after }) => {
    if (isNew && !NEWS.test(field)) return [];
    const what = fieldName(field, stage).replace('ticket_field.', '');
    return [{ what, before: valueWords(before, stage), after: valueWords(after, stage) }];
  });
}

function valueWords(value: string, stage: Stage): string {
  return value === '' ? 'none' : named(value, stage);
}

function sentLine({ kind, to, subject, body, rule, target, suppressed }: Notification, stage: Stage): SentLine {
  return {
    kind,
    to: target === undefined ? to.join(', ') : stage.nameOf('webhook', target),
    subject,
    body: named(body, stage),
    rule: ruleName(rule, stage),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

const TOLD: Partial<Record<SlaTarget['moments'][number]['what'], string>> = {
  warn: 'ends soon',
  breach: 'is missed',
  fulfill: 'is met',
};

function targetMoments(targets: readonly SlaTarget[]): readonly Moment[] {
  return targets.flatMap(({ metric, moments }) =>
    moments.flatMap(({ at, what }) => {
      const words = TOLD[what];
      if (words === undefined) return [];
      const title = `The target for ${metricWord(metric).replaceAll('_', ' ')} ${words}`;
      return [{ at, kind: 'target' as const, title, changes: [], fired: [], tried: [], sent: [] }];
    }),
  );
}

function targetLine(
  { policy, metric, target_minutes, business_hours, state, breached, started_at, due_at }: SlaTarget,
  stage: Stage,
): TargetLine {
  return {
    policy: ruleName(policy, stage),
    metric: metricWord(metric),
    minutes: target_minutes,
    hours: business_hours ? 'business' : 'calendar',
    state,
    breached,
    started: started_at,
    ...(due_at === undefined ? {} : { due: due_at }),
  };
}

function endOf(ticket: Ticket, stage: Stage): Tale['end'] {
  const fields = [...ticket.custom_fields].map(([id, value]) => ({
    what: fieldName(`custom_fields_${id}`, stage).replace('ticket_field.', ''),
    value: Array.isArray(value) ? value.join(', ') : String(value),
  }));
  return [
    { what: 'status', value: ticket.status },
    { what: 'priority', value: ticket.priority || 'none' },
    { what: 'group', value: stage.nameOf('group', ticket.group_id) },
    { what: 'assignee', value: stage.nameOf('user', ticket.assignee_id) },
    { what: 'schedule', value: stage.nameOf('schedule', ticket.schedule_id) },
    { what: 'tags', value: ticket.tags.join(', ') || 'none' },
    ...(ticket.satisfaction === 'unoffered' ? [] : [{ what: 'satisfaction', value: ticket.satisfaction }]),
    ...fields,
  ];
}
