/** What Zendesk refuses about macros. */
import { check, resourcesOf } from './check.ts';
import { actionsOf } from './rule.ts';

const status = check(
  {
    id: 'MACRO_STATUS',
    stage: 'load',
    severity: 'error',
    title: 'Macros set open, pending, hold or solved',
    why: 'A macro can make a ticket neither new nor closed.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'macro')) {
      for (const { action, field, value } of actionsOf(resource.attributes)) {
        if (action === 'set' && field === 'status' && (value === 'new' || value === 'closed'))
          yield { resource, path: 'then', summary: `A macro cannot set the status ${value}` };
      }
    }
  },
);

export const macroChecks = [status] as const;
