/** Hazards of business rules and of lists that have an order. */
import type { Hazard } from './hazard.ts';

export const ruleHazards: readonly Hazard[] = [
  {
    id: '25',
    hazard: 'An automation asks, under `all`, for nothing of the ticket itself, or for no time.',
    answer: { checks: ['AUTOMATION_WITHOUT_TICKET_CONDITION', 'AUTOMATION_WITHOUT_TIME', 'AUTOMATION_NEVER_STOPS'] },
    shown: [
      'checks/rules.test.ts › automations › ask for something of the ticket',
      'checks/rules.test.ts › automations › wait for a time',
    ],
    otherwise: [
      'sandbox/automations.test.ts › a time and an anchor are needed under all',
      'sandbox/automations.test.ts › it must be true once, or undo one of its conditions',
    ],
  },
  {
    id: '28',
    hazard: 'The order of automations is an empty list.',
    answer: {
      cannot:
        'an order is never written by itself: it is that of the blocks, and unmanaged automations keep their places in it.',
    },
    shown: [
      'engine/order.test.ts › arrange › moves the fewest, keeps everything, leaves unmanaged objects in their relative order',
    ],
  },
  {
    id: '29',
    hazard: 'An order leaves out an object, or puts an active one among the inactive.',
    answer: {
      engine:
        'The whole list of the tenant is arranged and sent; what the spec does not name keeps its place, active or not.',
      see: 'docs/spec.md',
    },
    shown: [
      'cli/objects.test.ts › row 12: unmanaged objects keep their places, and the plan shows the list that results with them',
    ],
  },
  {
    id: '30',
    hazard: 'An order of triggers leaves one out, or names a category that is not there.',
    answer: {
      engine:
        'Triggers are ordered category by category, in one request that does all of it or nothing; a category is a reference like any other.',
    },
    shown: [
      'providers/writers.test.ts › triggers › are ordered and switched on in one call',
      'cli/bad-input.test.ts › a dangling reference, with the nearest name',
    ],
    otherwise: ['sandbox/trigger-categories.test.ts › a job with one bad item changes nothing'],
  },
  {
    id: '31',
    hazard: 'A category of triggers is removed while it has triggers: active ones stop it, inactive ones go with it.',
    answer: {
      engine: '`DATA_LOSS` names the inactive ones, `STILL_REFERENCED` the active ones.',
      see: 'docs/decisions/0005-triggers-are-deactivated.md',
    },
    shown: [
      'cli/guards.test.ts › DATA_LOSS: a category of triggers takes inactive foreign ones along on a word, and never an active one',
    ],
    otherwise: ['sandbox/trigger-categories.test.ts › a category with active triggers stays; inactive ones go with it'],
  },
];
