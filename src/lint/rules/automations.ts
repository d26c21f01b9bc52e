/** Automations: what they wait for, and how they stop. */
import { falsifies, isOnTime } from '../../checks/automations.ts';
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import type { Struct } from '../../core/value.ts';
import type { Rule } from '../rule.ts';
import { activeOf, allConditions, notifies, writesTicket } from '../rules-of.ts';

const HOUSE = 'https://support.zendesk.com/hc/en-us/articles/4408832701850';
const CONDITIONS = 'https://support.zendesk.com/hc/en-us/articles/4408885654298';

const neverNullified: Rule = {
  id: 'automation-never-nullified',
  severity: 'error',
  title: 'An automation makes one of its own conditions false',
  reason: 'It would run on the same ticket every hour, and mail the same people every hour; the platform refuses it.',
  mend: 'Add a tag in `then` and require its absence in `when`.',
  source: HOUSE,
  checks: ['AUTOMATION_NEVER_STOPS'],
  failing: `
automations:
  remind:
    title: Remind
    when: {all: [{field: status, is: pending}, {field: hours_since_pending, greater_than: 72}]}
    then: [{notify_user: {to: assignee, subject: Waiting, body: Please look at it.}}]`,
  passing: `
automations:
  remind:
    title: Remind
    when:
      all:
        - {field: status, is: pending}
        - {field: hours_since_pending, greater_than: 72}
        - {field: tags, not_includes: [reminded]}
    then: [{add_tags: [reminded]}, {notify_user: {to: assignee, subject: Waiting, body: Please look at it.}}]`,
};

const noAnchor: Rule = {
  id: 'automation-no-anchor',
  severity: 'error',
  title: 'An automation asks under `all` for a time, and for status, type, group, assignee or requester',
  reason:
    'The platform refuses it otherwise. A time under `any` would let the rule run on tickets that have not waited.',
  mend: 'Put the condition on hours under `all`, beside one such as {field: status, less_than: solved}.',
  source: CONDITIONS,
  checks: ['AUTOMATION_WITHOUT_TIME', 'AUTOMATION_WITHOUT_TICKET_CONDITION'],
  failing: `
automations:
  remind:
    title: Remind
    when: {all: [{field: hours_since_update, greater_than: 72}, {field: tags, not_includes: [reminded]}]}
    then: [{add_tags: [reminded]}]`,
  passing: `
automations:
  remind:
    title: Remind
    when:
      all:
        - {field: status, less_than: solved}
        - {field: hours_since_update, greater_than: 72}
        - {field: tags, not_includes: [reminded]}
    then: [{add_tags: [reminded]}]`,
  *run(cx) {
    for (const resource of activeOf(cx, 'automation')) {
      const time = conditionsOf(resource.attributes).any.find(isOnTime);
      if (time !== undefined)
        yield { resource, path: 'when', summary: `${String(time.field)} stands under "any", where times do not count` };
    }
  },
};

const duplicate: Rule = {
  id: 'automation-duplicate-conditions',
  severity: 'error',
  title: 'Active automations differ in their conditions',
  reason: 'The platform refuses the second one, and nobody can say which of the two did it.',
  mend: 'Put the actions of both into one automation.',
  source: HOUSE,
  checks: ['AUTOMATION_TWICE'],
  failing: `
automations:
  tag:
    title: Tag
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 24}]}
    then: [{add_tags: [rated]}]
  mail:
    title: Mail
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 24}]}
    then: [{notify_user: {to: assignee, subject: Solved, body: A day ago.}}]`,
  passing: `
automations:
  both:
    title: Tag and mail
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 24}]}
    then: [{add_tags: [rated]}, {notify_user: {to: assignee, subject: Solved, body: A day ago.}}]`,
};

const hoursIs: Rule = {
  id: 'automation-hours-is',
  severity: 'warning',
  title: 'An automation does not depend on one certain hour',
  reason:
    'Automations run about once an hour and take 1,000 tickets at a time: a ticket whose one hour passes in between is never met.',
  mend: 'Write greater_than, and let a tag keep it from running twice.',
  source: HOUSE,
  failing: `
automations:
  ask:
    title: Ask
    when: {all: [{field: status, is: solved}, {field: hours_since_solved, is: 24}]}
    then: [{set: {satisfaction: offered}}]`,
  passing: `
automations:
  ask:
    title: Ask
    when:
      all:
        - {field: status, is: solved}
        - {field: hours_since_solved, greater_than: 23}
        - {field: tags, not_includes: [asked]}
    then: [{add_tags: [asked]}, {set: {satisfaction: offered}}]`,
  *run(cx) {
    for (const resource of activeOf(cx, 'automation')) {
      for (const { field, operator, value } of allConditions(resource).filter(isOnTime)) {
        if (operator !== 'is' && operator !== 'is_business_hours') continue;
        yield {
          resource,
          path: 'when',
          summary: `${String(field)} is ${String(value)}: the ticket is met in that hour or never`,
        };
      }
    }
  },
};

const ownClock: Rule = {
  id: 'automation-resets-own-clock',
  severity: 'warning',
  title: 'An automation does not wait for silence that it breaks itself',
  reason:
    'An update by an automation counts as an update: hours_since_update begins anew, so the rule comes again and again, and a later step never comes.',
  mend: 'Ask for hours_since_requester_update, hours_since_pending or another time that the automation does not touch, and guard it with a tag.',
  source: CONDITIONS,
  failing: `
automations:
  nag:
    title: Nag
    when: {all: [{field: status, is: open}, {field: hours_since_update, greater_than: 24}]}
    then: [{add_tags: [nagged]}]`,
  passing: `
automations:
  nag:
    title: Nag
    when:
      all:
        - {field: status, is: open}
        - {field: hours_since_requester_update, greater_than: 24}
        - {field: tags, not_includes: [nagged]}
    then: [{add_tags: [nagged]}]`,
  *run(cx) {
    const waiting = activeOf(cx, 'automation').filter((own) =>
      allConditions(own).some(({ field }) => field === 'hours_since_update'),
    );
    for (const resource of waiting) {
      const actions = actionsOf(resource.attributes);
      if (!actions.some(writesTicket)) continue;
      if (!endsOtherwise(resource)) {
        yield {
          resource,
          path: 'when',
          summary: 'It updates the ticket, so its own clock begins anew and it runs again',
        };
        continue;
      }
      const later = waiting.find((own) => own !== resource && waitOf(own) > waitOf(resource) && !closes(actions));
      if (later !== undefined)
        yield {
          resource,
          path: 'then',
          summary: `It updates the ticket, so ${later.address} waits from then on, not from the last word`,
        };
    }
  },
};

function waitOf(resource: Resource): number {
  const own = allConditions(resource).find(({ field }) => field === 'hours_since_update');
  return Number(own?.value);
}

/** What is solved has no later step. */
function closes(actions: readonly Struct[]): boolean {
  return actions.some(
    ({ action, field, value }) => action === 'set' && field === 'status' && (value === 'solved' || value === 'closed'),
  );
}

/** True if an action makes a condition other than the clock false. */
function endsOtherwise({ attributes }: Resource): boolean {
  const { all } = conditionsOf(attributes);
  const actions = actionsOf(attributes);
  return all.some(
    (condition) => !isOnTime(condition) && actions.some((action) => !notifies(action) && falsifies(action, condition)),
  );
}

const tooMany: Rule = {
  id: 'too-many-rules',
  severity: 'info',
  title: 'A support team begins with few automations',
  reason:
    'Each acts on tickets that nobody looks at just then; with more than ten nobody can say any more what happens to a ticket overnight.',
  mend: 'Keep those that somebody would miss, and switch the others off.',
  source: 'Practice: a new team watches at most ten automations.',
  failing: `
automations:
${manyAutomations(11)}`,
  passing: `
automations:
${manyAutomations(3)}`,
  *run(cx) {
    const active = activeOf(cx, 'automation');
    const [, , , , , , , , , , eleventh] = active;
    if (eleventh !== undefined) yield { resource: eleventh, summary: `${active.length} automations are active` };
  },
};

function manyAutomations(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `  step_${index + 1}:
    title: Step ${index + 1}
    when: {all: [{field: status, is: open}, {field: hours_since_open, greater_than: ${index + 1}}, {field: tags, not_includes: [step_${index + 1}]}]}
    then: [{add_tags: [step_${index + 1}]}]`,
  ).join('\n');
}

export const automationRules: readonly Rule[] = [neverNullified, noAnchor, duplicate, hoursIs, ownClock];
export const countRules: readonly Rule[] = [tooMany];
