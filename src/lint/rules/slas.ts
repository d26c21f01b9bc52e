/** SLA policies: which one counts, and whether what it promises can be kept and measured. */
import { resourcesOf } from '../../checks/check.ts';
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import { isPlainStruct, type Struct } from '../../core/value.ts';
import { LEVELS, levelsOf } from '../../providers/zendesk/sla-targets.ts';
import { areCompatible, impliesRule, possibleWays } from '../logic.ts';
import type { Found, LintContext, Rule } from '../rule.ts';
import { activeOf, alertsTeam, allConditions, isOpaque } from '../rules-of.ts';

const POLICIES = 'https://support.zendesk.com/hc/en-us/articles/4408829459866';
const METRICS = 'https://support.zendesk.com/hc/en-us/articles/7412192349466';
const PLAYBOOK = 'Practice: what is urgent is urgent at night, too.';

const shadowed: Rule = {
  id: 'sla-shadowed',
  severity: 'error',
  title: 'Every SLA policy is the first one that matches some ticket',
  reason:
    'The first policy whose filter matches is applied and no other: one below a more general one promises what nobody measures.',
  mend: 'Move it above the general policy; the most special ones come first.',
  source: POLICIES,
  failing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 4h}, high: {first_reply: 8h, hours: business}, normal: {first_reply: 8h, hours: business}, low: {first_reply: 8h, hours: business}}}
  phone: {title: Phone, when: {all: [{field: channel, is: phone_call_in}]}, targets: {urgent: {hours: calendar, first_reply: 1h}, high: {first_reply: 2h, hours: business}, normal: {first_reply: 2h, hours: business}, low: {first_reply: 2h, hours: business}}}
${normalPriority()}`,
  passing: `
slas:
  phone: {title: Phone, when: {all: [{field: channel, is: phone_call_in}]}, targets: {urgent: {hours: calendar, first_reply: 1h}, high: {first_reply: 2h, hours: business}, normal: {first_reply: 2h, hours: business}, low: {first_reply: 2h, hours: business}}}
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 4h}, high: {first_reply: 8h, hours: business}, normal: {first_reply: 8h, hours: business}, low: {first_reply: 8h, hours: business}}}
${normalPriority()}`,
  *run(cx) {
    const policies = activeOf(cx, 'sla').filter((own) => !isOpaque(own));
    for (const [place, resource] of policies.entries()) {
      const ways = possibleWays(conditionsOf(resource.attributes));
      if (ways.length === 0) continue;
      const earlier = policies
        .slice(0, place)
        .find((own) => ways.every((way) => impliesRule(way, conditionsOf(own.attributes))));
      if (earlier === undefined) continue;
      const seen = cx.trial?.policyOf(resource);
      if (seen === 'not so') continue;
      yield {
        resource,
        path: 'when',
        summary: `${earlier.address} stands above it and matches every ticket that this one would`,
        ...(seen === undefined ? {} : { witness: seen.witness }),
      };
    }
  },
};

const gap: Rule = {
  id: 'sla-priority-gap',
  severity: 'error',
  title: 'Every ticket of a policy has a target for the first reply',
  reason:
    'Targets belong to priorities. A ticket whose priority has none, or that has no priority at all, is late without anybody hearing of it.',
  mend: 'Give each priority in use a target, and let a trigger set a priority on new tickets that have none.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408828984346',
  failing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 1h}, high: {hours: business, first_reply: 4h}}}
${normalPriority()}`,
  passing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 1h}, high: {hours: business, first_reply: 4h}, normal: {hours: business, first_reply: 8h}, low: {hours: business, first_reply: 16h}}}
${normalPriority()}`,
  *run(cx) {
    const policies = activeOf(cx, 'sla');
    for (const resource of policies) {
      const levels = levelsOf(resource.attributes.targets);
      if (levels.length === 0) continue;
      const held = new Map(levels);
      const answered = levels.some(([, metrics]) => metrics.first_reply !== undefined);
      const missing = LEVELS.filter(
        (level) => held.get(level) === undefined || (answered && held.get(level)?.first_reply === undefined),
      );
      if (missing.length > 0)
        yield {
          resource,
          path: 'targets',
          summary: `It has no target${answered ? ' for the first reply' : ''} where the priority is ${missing.join(' or ')}`,
        };
    }
    const [first] = policies;
    if (first !== undefined && !setsPriority(cx)) yield withoutPriority(cx, first);
  },
};

/** Since 2025-03-03 new accounts have a trigger that sets the priority normal: offline nobody can tell. */
function withoutPriority(cx: LintContext, resource: Resource): Found {
  return {
    resource,
    ...(cx.live === undefined ? { severity: 'info' } : {}),
    summary: 'No trigger gives a priority to new tickets that have none, and those have no targets',
    ...(cx.live === undefined
      ? {
          detail:
            'Accounts that began after March 2025 have such a trigger of their own, which the spec does not mention.',
        }
      : {}),
  };
}

function setsPriority(cx: LintContext): boolean {
  const sets = ({ attributes }: Pick<Resource, 'attributes'>) =>
    attributes.active !== false &&
    actionsOf(attributes).some(({ action, field }) => action === 'set' && field === 'priority');
  return resourcesOf(cx, 'trigger').some(sets) || (cx.live?.get('trigger') ?? []).some(sets);
}

const nextWithoutFirst: Rule = {
  id: 'sla-next-without-first',
  severity: 'warning',
  title: 'A target for the next reply stands beside one for the first',
  reason: 'Without a target for the first reply the one for the next is never measured.',
  mend: 'Add first_reply to the priority.',
  source: METRICS,
  checks: ['SLA_NEXT_REPLY_ALONE'],
  failing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, next_reply: 1h}}}`,
  passing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 1h, next_reply: 1h}}}`,
};

const inverted: Rule = {
  id: 'sla-inverted',
  severity: 'warning',
  title: 'What is more urgent is due earlier, and urgent tickets do not wait for the morning',
  reason:
    'Two targets are probably in each other’s place. And an urgent ticket that is measured in working hours may wait from Friday to Monday and be in time.',
  mend: 'Exchange the targets; give the highest priority calendar hours, or accept this with the contract that says otherwise.',
  source: PLAYBOOK,
  checks: ['SLA_URGENT_LONGER', 'SLA_RESOLUTION_BEFORE_REPLY'],
  failing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 4h}, high: {hours: calendar, first_reply: 2h}}}`,
  passing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 2h}, high: {hours: calendar, first_reply: 4h}}}`,
  *run(cx) {
    for (const resource of activeOf(cx, 'sla')) {
      const [, metrics] = levelsOf(resource.attributes.targets).find(([level]) => level === 'urgent') ?? [];
      const waiting = Object.entries(metrics ?? {}).flatMap(([metric, target]) =>
        isPlainStruct(target) && target.hours === 'business' ? [metric] : [],
      );
      if (waiting.length > 0)
        yield {
          resource,
          path: 'targets',
          summary: `Urgent tickets are measured in working hours: ${waiting.join(', ')}`,
        };
    }
  },
};

const nobodyAtNight: Rule = {
  id: 'p1-no-after-hours',
  severity: 'error',
  title: 'Somebody is told of an urgent ticket at night and on holidays',
  reason: 'A policy promises an answer around the clock, and outside working hours nobody looks at a queue.',
  mend: 'Add a trigger on urgent tickets that calls who is on duty, without asking for business hours.',
  source: PLAYBOOK,
  failing: `
schedules: {office: {name: Office, timezone: Europe/Berlin, hours: {mon-fri: "09:00-17:00"}}}
groups: {leads: {name: Leads}}
trigger_categories: {all: {name: All}}
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 1h}}}
triggers:
  alert:
    title: Tell the leads
    category: all
    when: {all: [{field: update_type, is: create}, {field: priority, is: urgent}, {field: in_business_hours, is: true}]}
    then: [{notify_group: {group: leads, subject: Urgent, body: "{{ticket.id}}"}}]`,
  passing: `
schedules: {office: {name: Office, timezone: Europe/Berlin, hours: {mon-fri: "09:00-17:00"}}}
groups: {leads: {name: Leads}}
trigger_categories: {all: {name: All}}
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 1h}}}
triggers:
  alert:
    title: Tell the leads
    category: all
    when: {all: [{field: update_type, is: create}, {field: priority, is: urgent}]}
    then: [{notify_group: {group: leads, subject: Urgent, body: "{{ticket.id}}"}}]`,
  *run(cx) {
    if (resourcesOf(cx, 'schedule').length === 0) return;
    const promise = activeOf(cx, 'sla').find(promisesAroundTheClock);
    if (promise === undefined) return;
    const rules = [...activeOf(cx, 'trigger'), ...activeOf(cx, 'automation')];
    for (const [when, given] of [
      ['outside working hours', AT_NIGHT],
      ['on a holiday', ON_HOLIDAY],
    ] as const) {
      if (rules.some((own) => alertsOf(own, given))) continue;
      yield {
        resource: promise,
        path: 'targets',
        summary: `It promises an answer to urgent tickets around the clock, and no rule tells anybody of one ${when}`,
      };
    }
  },
};

const URGENT: Struct = { field: 'priority', operator: 'is', value: 'urgent' };
const CLOSED: Struct = { field: 'in_business_hours', operator: 'is', value: 'false' };
const AT_NIGHT = [URGENT, CLOSED, { field: 'on_holiday', operator: 'is', value: 'false' }];
const ON_HOLIDAY = [URGENT, CLOSED, { field: 'on_holiday', operator: 'is', value: 'true' }];

function promisesAroundTheClock({ attributes }: Resource): boolean {
  return levelsOf(attributes.targets).some(
    ([level, metrics]) =>
      level === 'urgent' &&
      Object.values(metrics).some((target) => isPlainStruct(target) && target.hours === 'calendar'),
  );
}

/** True for a rule about priorities that can tell the team of such a ticket. */
function alertsOf(resource: Resource, given: readonly Struct[]): boolean {
  if (!actionsOf(resource.attributes).some(alertsTeam)) return false;
  if (isOpaque(resource)) return true;
  return (
    allConditions(resource).some(({ field }) => field === 'priority') &&
    areCompatible(given, conditionsOf(resource.attributes))
  );
}

const warning: Rule = {
  id: 'warning-not-expressible',
  severity: 'warning',
  title: 'A warning before a target ends comes before it ends',
  reason:
    'Automations run about once an hour and count whole hours: a warning that is to come within the last hour may come after the breach, and a target shorter than the warning is warned of from its first minute. A target that is paused while the ticket is pending is warned of all the same.',
  mend: 'Warn only where the targets leave room, ask {field: status, less_than: pending}, and watch short targets from outside.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408832701850',
  failing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 1h}}}
automations:
  warn:
    title: Warn
    when: {all: [{field: status, less_than: pending}, {field: hours_until_sla_breach, less_than: 2}, {field: tags, not_includes: [warned]}]}
    then: [{add_tags: [warned]}]`,
  passing: `
slas:
  everybody: {title: Everybody, when: {all: []}, targets: {urgent: {hours: calendar, first_reply: 8h}}}
automations:
  warn:
    title: Warn
    when: {all: [{field: status, less_than: pending}, {field: hours_until_sla_breach, less_than: 2}, {field: tags, not_includes: [warned]}]}
    then: [{add_tags: [warned]}]`,
  *run(cx) {
    const policies = activeOf(cx, 'sla');
    const targets = policies.flatMap((policy) =>
      levelsOf(policy.attributes.targets).flatMap(([level, metrics]) =>
        Object.entries(metrics).flatMap(([metric, target]) =>
          isPlainStruct(target) ? [{ policy, level, metric, minutes: Number(target.minutes) }] : [],
        ),
      ),
    );
    for (const resource of activeOf(cx, 'automation')) {
      const { all } = conditionsOf(resource.attributes);
      const asked = all.find(({ field }) => field === 'hours_until_sla_breach');
      if (asked === undefined || isOpaque(resource)) continue;
      const hours = Number(asked.value);
      const short = targets.filter(({ minutes }) => minutes <= hours * 60).sort((a, b) => a.minutes - b.minutes);
      const [shortest] = short;
      if (hours < 1)
        yield { resource, path: 'when', summary: 'Less than an hour cannot be told from the breach itself' };
      else if (shortest !== undefined) {
        yield {
          resource,
          path: 'when',
          summary: `${short.length} of ${targets.length} targets are not longer than the ${hours} h at which it warns, such as ${shortest.metric} of ${shortest.level} in ${shortest.policy.address}: ${shortest.minutes} min`,
        };
      }
      const paused = targets.find(({ metric }) => PAUSES.has(metric));
      if (paused !== undefined && possibleWays({ all: [...all, PENDING], any: [] }).length > 0)
        yield {
          resource,
          path: 'when',
          summary: `It warns of pending tickets too, whose ${paused.metric} in ${paused.policy.address} is paused`,
        };
    }
  },
};

const PENDING: Struct = { field: 'status', operator: 'is', value: 'pending' };
const PAUSES: ReadonlySet<string> = new Set(['pausable_update', 'requester_wait', 'agent_work']);

export const slaRules: readonly Rule[] = [shadowed, gap, nextWithoutFirst, inverted, nobodyAtNight, warning];

/** What examples about policies have beside them, so that no ticket is without a priority. */
function normalPriority(): string {
  return `trigger_categories: {first: {name: First}}
triggers:
  priority:
    title: Priority normal
    category: first
    when: {all: [{field: update_type, is: create}, {field: priority, is: none}]}
    then: [{set: {priority: normal}}]`;
}
