/** A ticket's updates in a few words, for tables of cases: `0 customer says`, `30 agent says pending`, `45 light notes`. */
import {
  DEFAULT_SLA_OPTIONS,
  dueTimes,
  METRICS,
  type Metric,
  type Policy,
  policyOf,
  type Role,
  type SlaEvent,
  type SlaOptions,
  type SlaState,
  type StatusCategory,
  slaAfter,
} from '../../../src/simulate/sla/index.ts';
import type { Timeline } from '../../../src/simulate/time/index.ts';

/** A Monday at midnight. */
export const START = Date.UTC(2026, 5, 1);
export const MINUTE = 60_000;

const STATUSES: readonly StatusCategory[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const PRIORITIES = ['low', 'normal', 'high', 'urgent', 'none'];

/** Who may appear: `asker` and `lightasker` are the requester of a ticket that an agent or light agent opens for themselves. */
const WHO: Readonly<Record<string, { readonly role: Role; readonly isRequester: boolean }>> = {
  customer: { role: 'end_user', isRequester: true },
  cc: { role: 'end_user', isRequester: false },
  agent: { role: 'agent', isRequester: false },
  light: { role: 'light_agent', isRequester: false },
  asker: { role: 'agent', isRequester: true },
  lightasker: { role: 'light_agent', isRequester: true },
};

export interface World {
  readonly policies?: Readonly<Record<string, Policy>>;
  readonly schedules?: Readonly<Record<string, Timeline>>;
  readonly options?: Partial<SlaOptions>;
}

/** Targets in minutes of one policy, `{first_reply_time: 60}`, for every priority; `business` counts them all in business hours. */
export function policy(
  targets: Partial<Record<Metric, number>>,
  more: { readonly business?: boolean; readonly settings?: readonly string[]; readonly id?: string } = {},
): Policy {
  const settings: Record<string, Record<string, boolean>> = {};
  for (const setting of more.settings ?? []) {
    const [metric = '', name = ''] = setting.split('.');
    settings[metric] = { ...settings[metric], [name]: true };
  }
  return policyOf({
    id: more.id ?? 'standard',
    title: more.id ?? 'Standard',
    metric_settings: settings,
    policy_metrics: Object.entries(targets).flatMap(([metric, target]) =>
      PRIORITIES.slice(0, 4).map((priority) => ({ metric, priority, target, business_hours: more.business === true })),
    ),
  });
}

/** Every metric with a target of an hour. */
export const HOURLY = policy(Object.fromEntries(METRICS.map((metric) => [metric, 60])));

/**
 * The state after a script. A line is a minute, who acts, and words in any order: `says` (public), `notes` (private), a status, a priority
 * (`none` takes it away), `policy:NAME` or `policy:-`, `schedule:NAME`, `group:NAME`, `via:NAME`, `for:WHO` (the requester), `as:WHO` (the
 * comment's author, of forwarded mail). What a line does not say stays.
 */
export function play(lines: readonly string[], world: World = {}): SlaState {
  let state: SlaState | undefined;
  for (const event of eventsOf(lines, world))
    state = slaAfter(state, event, { ...DEFAULT_SLA_OPTIONS, ...world.options });
  if (state === undefined) throw new Error('a script has at least one line');
  return state;
}

export function eventsOf(lines: readonly string[], world: World = {}): readonly SlaEvent[] {
  let [status, priority, group]: [StatusCategory, string, string] = ['new', 'normal', ''];
  let plan: Policy | undefined = world.policies?.standard ?? HOURLY;
  let schedule: Timeline | undefined;
  let requester: Role = 'end_user';
  return lines.map((line, index): SlaEvent => {
    const [minute = '', who = '', ...words] = line.split(' ');
    const actor = WHO[who];
    if (actor === undefined) throw new Error(`nobody is called "${who}"`);
    if (index === 0 && actor.isRequester) requester = actor.role;
    let author = actor;
    let via = 'web';
    for (const word of words) {
      const [key = '', value = ''] = word.split(':');
      if (word === 'says' || word === 'notes') continue;
      if (STATUSES.some((one) => one === word)) status = STATUSES.find((one) => one === word) ?? status;
      else if (PRIORITIES.includes(word)) priority = word === 'none' ? '' : word;
      else if (key === 'policy') plan = world.policies?.[value];
      else if (key === 'schedule') schedule = world.schedules?.[value];
      else if (key === 'group') group = value;
      else if (key === 'via') via = value;
      else if (key === 'for') requester = WHO[value]?.role ?? requester;
      else if (key === 'as') author = WHO[value] ?? author;
      else throw new Error(`"${word}" is no word of scripts`);
    }
    const spoke = words.includes('says') || words.includes('notes');
    return {
      at: START + Number(minute) * MINUTE,
      type: index === 0 ? 'create' : 'update',
      status,
      priority,
      policy: plan,
      ...(plan === undefined ? {} : { groupPolicy: plan }),
      group,
      schedule,
      submitter: actor.role,
      requester,
      via,
      ...(spoke ? { comment: { public: words.includes('says'), ...author } } : {}),
    };
  });
}

/** The clocks of a metric at a minute, as `active 20` (minutes counted) or `closed 75 breached`. */
export function clocks(state: SlaState, metric: Metric, minute: number, options?: Partial<SlaOptions>): string {
  const found = dueTimes(state, START + minute * MINUTE, { ...DEFAULT_SLA_OPTIONS, ...options })
    .filter(({ clock }) => clock.metric === metric)
    .map(({ clock, elapsed, breached }) => `${clock.state} ${elapsed / MINUTE}${breached ? ' breached' : ''}`);
  return found.join(', ') || 'none';
}

/** A moment as its minute. */
export function minuteOf(at: number | undefined): number | undefined {
  return at === undefined ? undefined : (at - START) / MINUTE;
}
