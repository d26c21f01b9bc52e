/** What Zendesk refuses, or never runs, about triggers. */

import { check, resourcesOf } from './check.ts';
import { actionsOf, conditionsOf } from './rule.ts';

const noAction = check(
  {
    id: 'TRIGGER_WITHOUT_ACTION',
    stage: 'load',
    severity: 'error',
    title: 'A trigger does something',
    why: 'Zendesk refuses a trigger without actions.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      if (actionsOf(resource.attributes).length === 0)
        yield { resource, path: 'then', summary: 'The trigger has no action' };
    }
  },
);

const noCondition = check(
  {
    id: 'TRIGGER_WITHOUT_CONDITION',
    stage: 'load',
    severity: 'warning',
    title: 'A trigger has conditions',
    why: 'Without conditions it runs on every update of every ticket.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'trigger')) {
      const { all, any } = conditionsOf(resource.attributes);
      if (all.length + any.length === 0) {
        yield {
          resource,
          path: 'when',
          summary: 'The trigger has no condition: it runs on every update of every ticket',
        };
      }
    }
  },
);

export const triggerChecks = [noAction, noCondition] as const;
