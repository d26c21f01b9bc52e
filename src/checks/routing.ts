/** What Zendesk refuses about skills, queues and policies for groups. */
import { listOf } from '../core/attributes/references.ts';
import { levelsOf } from '../providers/zendesk/sla-targets.ts';
import { check, membersIn, resourcesOf } from './check.ts';
import { conditionsOf } from './rule.ts';

const skillTwice = check(
  {
    id: 'SKILL_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'Skills of one type have names of their own',
    why: 'Zendesk refuses a second skill of the same name, whatever its capitals.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'routing_attribute')) {
      const first = new Map<string, string>();
      for (const { key } of membersIn(resource.attributes.values)) {
        const name = String(key);
        const other = first.get(name.toLowerCase());
        if (other === undefined) first.set(name.toLowerCase(), name);
        else
          yield { resource, path: `values.${name}`, summary: `"${other}" and "${name}" are the same name to Zendesk` };
      }
    }
  },
);

const queueTakesAll = check(
  {
    id: 'QUEUE_WITHOUT_CONDITION',
    stage: 'load',
    severity: 'error',
    title: 'A queue says which tickets it takes',
    why: 'Zendesk refuses a queue that would take every ticket away from those below it.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'queue')) {
      const { all, any } = conditionsOf(resource.attributes);
      if (all.length + any.length === 0) yield { resource, path: 'when', summary: 'The queue has no condition' };
    }
  },
);

const queueGroups = check(
  {
    id: 'QUEUE_GROUPS',
    stage: 'load',
    severity: 'error',
    title: 'A queue has a primary group',
    why: 'Zendesk refuses a queue whose tickets nobody gets.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'queue')) {
      if (listOf(resource.attributes.primary_groups).length === 0)
        yield { resource, path: 'primary_groups', summary: 'The queue has no primary group' };
    }
  },
);

const noTargets = check(
  {
    id: 'GROUP_SLA_WITHOUT_TARGETS',
    stage: 'load',
    severity: 'error',
    title: 'A policy for groups has targets',
    why: 'A policy without targets takes its tickets away from the policies below it and measures nothing.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'group_sla')) {
      if (levelsOf(resource.attributes.targets).length === 0)
        yield { resource, path: 'targets', summary: 'The policy has no targets' };
    }
  },
);

export const routingChecks = [skillTwice, queueTakesAll, queueGroups, noTargets] as const;
