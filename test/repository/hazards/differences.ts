/** Differences that are none: what the platform changes by itself between a write and the next read. */
import type { Hazard } from './hazard.ts';

export const falseDifferences: readonly Hazard[] = [
  {
    id: 'D1',
    hazard: 'Addresses, ids, dates, authors and counters change by themselves.',
    answer: {
      engine: 'A kind names its attributes; anything else of an object is never compared.',
      see: 'docs/decisions/0001-provider-contract.md',
    },
    shown: ['providers/recorded.test.ts › hold triggers that the vocabulary can say in full'],
    otherwise: ['sandbox/groups.test.ts › an update that changes nothing leaves the time of the last change alone'],
  },
  {
    id: 'D2',
    hazard: 'A title with a placeholder reads differently in each language.',
    answer: { engine: 'The raw form is read and compared, the plain one is written.' },
    shown: [
      "providers/writers.test.ts › ticket fields › are read in nobody's language",
      "providers/automation.test.ts › automations › are read in nobody's language",
    ],
    otherwise: [
      'sandbox/views.test.ts › a placeholder stays in the raw title and shows its default wording in the other',
    ],
  },
  {
    id: 'D3',
    hazard: 'Values of rules are read in other types than they were written in.',
    answer: { engine: 'Every scalar is compared as a text, null and nothing as one; texts are sent.' },
    shown: ['providers/vocabulary.test.ts › conditions › send texts only, and what was read'],
    otherwise: ['sandbox/triggers.test.ts › reads mix the types of values'],
  },
  {
    id: 'D4',
    hazard: 'Nothing has several forms: an empty list, null, an absent key, an empty text.',
    answer: { engine: 'Each attribute reads all of them as one value.' },
    shown: [
      'providers/sla.test.ts › SLA policies › without a filter are for all tickets, and without settings have the standard ones',
      'providers/macro.test.ts › macros › say when nobody is left out, and are read again',
    ],
    otherwise: [
      'sandbox/sla-policies.test.ts › title and filter are needed; a filter of null can be read and not written',
    ],
  },
  {
    id: 'D5',
    hazard: 'Tags come back in small letters, once each, in another order.',
    answer: { engine: 'A set of tags is lower-cased and sorted on both sides.' },
    shown: ['providers/vocabulary.test.ts › actions › keep whatever an account holds'],
    otherwise: ['sandbox/triggers.test.ts › tags of actions are lower-cased and kept once'],
  },
  {
    id: 'D7',
    hazard: 'Positions are placeholders at first, and are renumbered when a neighbour moves.',
    answer: {
      engine: 'Orders are compared as sequences of what is managed; a number is never compared.',
      see: 'docs/decisions/0004-help-center-positions.md',
    },
    shown: [
      'cli/objects.test.ts › row 12: unmanaged objects keep their places, and the plan shows the list that results with them',
      'cli/operations.test.ts › orders of fields: a new managed field takes the place that the spec gives it among ours',
    ],
    otherwise: [
      'sandbox/ticket-fields.test.ts › a new field has the defaults of the platform and shows its place only later',
    ],
  },
  {
    id: 'D8',
    hazard: 'Names come back trimmed, and HTML written anew.',
    answer: {
      engine:
        'Names are trimmed on both sides; of HTML that the platform re-wrote what matters is compared, and the rest is nobody’s move.',
      see: 'docs/decisions/0002-three-way-digests.md',
    },
    shown: [
      'providers/attributes.test.ts › a line › is trimmed',
      'cli/fields.test.ts › row 3: HTML that the platform re-wrote on our own write is nobody’s move',
    ],
    otherwise: [
      'sandbox/help-center.test.ts › HTML is written anew: unsafe parts go, tags are closed, entities and quotes have one form',
    ],
  },
  {
    id: 'D9',
    hazard: 'Languages are spelled in two ways, and time zones have names of the platform’s own.',
    answer: {
      engine:
        'Languages are compared whatever their case; zones are IANA names in the spec, and names of one zone are equal.',
    },
    shown: [
      'providers/translations.test.ts › languages are written as help centers write them',
      'providers/schedule.test.ts › time zones › of other names compare as the same zone',
    ],
    otherwise: ['sandbox/schedules.test.ts › a name and a Rails time zone are needed'],
  },
  {
    id: 'D10',
    hazard: 'Keys of fields keep their case, except in conditions.',
    answer: { engine: 'While a rule is read the id of the field stands for its key, found whatever its case.' },
    shown: ['cli/rules.test.ts › rules about fields of the same spec are made at once, and come back by their keys'],
    otherwise: [
      'sandbox/triggers.test.ts › drop-downs of organizations are named by option id, those of tickets by tag',
    ],
  },
  {
    id: 'D6',
    hazard: 'Lists whose order means nothing come back in another one.',
    answer: {
      engine: 'They are sorted on both sides; actions, options, columns and fields of forms keep their order.',
    },
    shown: [
      'providers/ticket-form.test.ts › conditions of forms › are one entry for each field and status, so that no order matters',
      'cli/dynamic-content.test.ts › texts that the platform lists in another order are the same texts to a saved plan',
    ],
    otherwise: [
      'sandbox/ticket-forms.test.ts › omitted conditions stay, empty ones are cleared, and both lists come back in another order',
    ],
  },
];
