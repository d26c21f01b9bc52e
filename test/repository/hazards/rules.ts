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
  {
    id: '26',
    hazard: 'Two active automations have the same conditions.',
    answer: { checks: ['AUTOMATION_TWICE', 'AUTOMATION_TAKEN'] },
    shown: [
      'checks/rules.test.ts › automations › differ in their conditions where they are active',
      'hazards/rules.test.ts › automations › with the conditions of one that the spec does not manage are said',
    ],
    otherwise: [
      'sandbox/automations.test.ts › two active automations cannot have the same conditions, in whatever order',
    ],
  },
  {
    id: '27',
    hazard: 'A default automation is deleted, or the one that closes tickets is switched off.',
    answer: { checks: ['AUTOMATION_STAYS_ACTIVE'] },
    shown: [
      'hazards/rules.test.ts › automations › the one that closes tickets cannot be switched off',
      "cli/rules.test.ts › a trial's own rules are taken over by their titles, and switched off instead of deleted",
    ],
    otherwise: ['sandbox/automations.test.ts › a default automation stays, and the closing one stays active'],
  },
  {
    id: '32',
    hazard: 'A rule calls a webhook with a text instead of a list.',
    answer: { checks: ['WEBHOOK_VALUE', 'WEBHOOK_NOT_FOR_RULES'] },
    shown: ['hazards/rules.test.ts › actions › that call a webhook with anything but an id and a body are said'],
    otherwise: [
      'sandbox/triggers.test.ts › a webhook action needs an id and a body, and the webhook must be there for rules',
    ],
  },
  {
    id: '33',
    hazard: 'A macro sets a field that is switched off in the same plan.',
    answer: { checks: ['ACTION_ON_INACTIVE_FIELD'] },
    shown: ['checks/checks.test.ts › triggers › set fields that are in use to options that exist'],
    otherwise: [
      'sandbox/macros.test.ts › an inactive field cannot be acted on, not even by a macro that does so already',
    ],
  },
  {
    id: '34',
    hazard: 'A macro has more than five files.',
    answer: { engine: 'The schema takes five (`SPEC_BAD_VALUE`).', see: 'docs/kinds.md' },
    shown: ['cli/macro-attachments.test.ts › a sixth file, and a file that is none, are said with their line'],
    otherwise: [
      'sandbox/macro-attachments.test.ts › a macro is given a file in one step, at most five, and the file can be fetched',
    ],
  },
];
