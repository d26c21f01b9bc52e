/** Habits of the platform's API that spoil a write or a read where nobody knows them. */
import type { Hazard } from './hazard.ts';

export const serverHazards: readonly Hazard[] = [
  {
    id: 'S1',
    hazard: 'A field and the condition that names it cannot leave a form in one request.',
    answer: { engine: 'Conditions are sent first with the field still listed, then the form without it.' },
    shown: [
      'cli/forms-and-brands.test.ts › a field leaves the conditions before it leaves the form, and the form before it is deleted',
    ],
    otherwise: [
      'sandbox/ticket-forms.test.ts › a field and the condition that names it go in two requests, not in one',
    ],
  },
  {
    id: 'S2',
    hazard: 'A condition of a form is sent with statuses and custom statuses at once.',
    answer: { engine: 'Where custom statuses are named, these alone are sent.' },
    shown: ['providers/ticket-form.test.ts › conditions of forms › on custom statuses send these alone'],
    otherwise: [
      'sandbox/ticket-forms.test.ts › where custom statuses are on, they are sent alone and come back with their categories',
    ],
  },
  {
    id: 'S3',
    hazard: 'A form drops a field without a word.',
    answer: {
      engine:
        'All that was written is read again and compared (`VERIFY`); the form that would hide all of its fields is said before (`FORM_FIELD_HIDDEN`).',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'cli/operations.test.ts › verify: a field that the platform drops is an error that names it, with what was sent and what it holds',
    ],
    otherwise: [
      'sandbox/ticket-forms.test.ts › fields of every ticket are added in front, unknown and repeated ids are dropped without a word',
    ],
  },
  {
    id: 'S4',
    hazard: 'The order of forms must name all of them.',
    answer: { engine: 'The complete list is read and sent, after deletions and creations.' },
    shown: ['providers/ticket-form.test.ts › ticket forms › are ordered with the complete list'],
    otherwise: ['sandbox/ticket-forms.test.ts › the order is that of all forms, the inactive ones too'],
  },
  {
    id: 'S5',
    hazard: 'An option takes a tag before the field that holds it has let go.',
    answer: {
      engine: 'Whoever takes a tag waits for whoever frees it; a swap parks one of them.',
      see: 'docs/decisions/0001-provider-contract.md',
    },
    shown: [
      'cli/operations.test.ts › an option that moves to another field is freed before it is taken',
      'cli/operations.test.ts › option tags swapped between two fields are parked on the way, and both fields end as the spec says',
    ],
    otherwise: [
      'sandbox/ticket-fields.test.ts › a tag cannot be used twice, in the same field, another one or a checkbox',
    ],
  },
  {
    id: 'S6',
    hazard: 'A field or a category is removed while a rule still uses it.',
    answer: { engine: 'Rules are updated before what they let go of is removed.' },
    shown: [
      'cli/operations.test.ts › delete: references are dropped before their target goes; what a foreign rule refers to stays',
    ],
    otherwise: ['sandbox/trigger-categories.test.ts › a category with active triggers stays; inactive ones go with it'],
  },
  {
    id: 'S7',
    hazard: 'The placeholder of dynamic content is made from the name that it was born with.',
    answer: { engine: 'It is made under the name that yields the placeholder of the spec, and then renamed.' },
    shown: ['providers/dynamic-content.test.ts › is made under the name that yields the placeholder, and renamed'],
    otherwise: [
      'sandbox/dynamic-content.test.ts › an item has a placeholder made from its name, which does not follow a new name',
    ],
  },
  {
    id: 'S8',
    hazard: 'Texts of dynamic content that come and go at once get in each other’s way.',
    answer: { engine: 'One after the other: what comes, what changes, the default, what goes.' },
    shown: ['providers/dynamic-content.test.ts › makes the new default before it removes the old one'],
    otherwise: [
      'sandbox/dynamic-content.test.ts › the default variant stays active, default and there, until another takes its place',
    ],
  },
  {
    id: 'S9',
    hazard: 'A header that an update of a webhook leaves out stays.',
    answer: { engine: 'A header that goes is sent as null.' },
    shown: ['providers/writers.test.ts › webhooks › lose a header by an explicit null, and keep the rest unsent'],
    otherwise: ['sandbox/webhooks.test.ts › PATCH merges and removes a header only by null; PUT replaces everything'],
  },
  {
    id: 'S13',
    hazard: 'A view has two titles: the one that shows depends on who reads.',
    answer: { engine: 'The raw title is read, and written as the title.' },
    shown: ['providers/view.test.ts › views › are read from another shape than they are written in'],
    otherwise: [
      'sandbox/views.test.ts › a placeholder stays in the raw title and shows its default wording in the other',
    ],
  },
  {
    id: 'S14',
    hazard: 'A macro for everybody keeps its old restriction unless that is sent as null.',
    answer: { engine: 'The restriction is always sent, as null where there is none.' },
    shown: ['providers/macro.test.ts › macros › say when nobody is left out, and are read again'],
    otherwise: [
      'sandbox/macros.test.ts › groups are named by ids; replies to writes leave them out, and a lone id is ignored on update',
    ],
  },
  {
    id: 'S23',
    hazard: 'An admin is shown the personal macros of everybody.',
    answer: { engine: 'Only shared macros are asked for.' },
    shown: [
      'providers/macro.test.ts › who sees a macro › is nobody but its owner where it is personal, which is not ours',
    ],
    otherwise: [
      'sandbox/macros.test.ts › an admin is shown the personal macros of others unless only shared ones are asked for',
    ],
  },
  {
    id: 'S24',
    hazard: 'The platform writes tags in small letters.',
    answer: {
      engine:
        'Tags of rules are lower-cased and sorted when they are read and when they are written; options with other tags are `OPTION_TAG_CHARACTERS`.',
    },
    shown: [
      'checks/checks.test.ts › ticket fields › have tags that stay as they are',
      'providers/vocabulary.test.ts › actions › keep whatever an account holds',
    ],
    otherwise: ['sandbox/triggers.test.ts › tags of actions are lower-cased and kept once'],
  },
  {
    id: 'S25',
    hazard: 'A value of a rule is sent as a number or as true, and the request is refused.',
    answer: { engine: 'Values are sent as texts, whatever they were read as.' },
    shown: ['providers/vocabulary.test.ts › conditions › send texts only, and what was read'],
    otherwise: ['sandbox/triggers.test.ts › numbers and booleans as values are a bad request'],
  },
  {
    id: 'S26',
    hazard: 'A personal view can be read by its owner only, and looks deleted to everybody else.',
    answer: { engine: 'Personal views are not managed; a view of somebody’s own is not ours to write.' },
    shown: ['providers/view.test.ts › views › of one agent are not ours'],
    otherwise: ['sandbox/views.test.ts › a personal view is there for its owner alone'],
  },
  {
    id: 'S27',
    hazard: 'Each kind has another endpoint for its order.',
    answer: {
      engine: 'Each kind says how its list is sent; every list is put in order in the tests that all kinds share.',
      see: 'docs/decisions/0006-writes-are-generators.md',
    },
    shown: [
      'providers/automation.test.ts › automations › are made inactive, switched on and ordered a hundred at a time',
      'providers/sla.test.ts › SLA policies › are ordered by one list of all, and deleted with a loss',
      'providers/writers.test.ts › ticket fields › are ordered by one list',
    ],
    otherwise: ['sandbox/triggers.test.ts › reorder is refused with several categories and needs every id with one'],
  },
  {
    id: 'S28',
    hazard: 'Positions with gaps between them do not keep.',
    answer: {
      engine: 'Lists are compared by the order of what we manage in them, never by numbers.',
      see: 'docs/decisions/0004-help-center-positions.md',
    },
    shown: ['engine/order.test.ts › arrange › changes nothing where the order stands'],
    otherwise: ['sandbox/triggers.test.ts › a new trigger goes to the end of its category'],
  },
  {
    id: 'S10',
    hazard: 'A workspace is answered with success though parts of it were left out.',
    answer: {
      engine:
        'All that was written is read again and compared (`VERIFY`); what is known to be left out is said before (`WORKSPACE_FORM_INACTIVE`, `WORKSPACE_MACRO_INACTIVE`).',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'cli/operations.test.ts › verify: a field that the platform drops is an error that names it, with what was sent and what it holds',
    ],
    otherwise: [
      'sandbox/workspaces.test.ts › what is named and not there is left out with a 200 that tells it, and the rest is kept',
    ],
  },
  {
    id: 'S11',
    hazard: 'A role is refused whose permissions are all sent, the read-only ones among them.',
    answer: { engine: 'Only the permissions that change are sent.' },
    shown: [
      'hazards/rules.test.ts › roles › are sent with the permissions that change and no others: some are refused whatever they say',
    ],
    otherwise: ['sandbox/custom-roles.test.ts › naming a read-only permission is refused even with the value it has'],
  },
  {
    id: 'S12',
    hazard: 'Skills and help centers answer writes side by side with a conflict.',
    answer: { engine: 'One write of a kind at a time; a conflict in passing is repeated.', see: 'docs/reliability.md' },
    shown: [
      'cli/routing.test.ts › skills of several types are made beside everything else, and no write of them is refused',
      'cli/bad-replies.test.ts › 409 in passing is repeated; one that stays is reported',
    ],
    otherwise: ['sandbox/routing.test.ts › two writes at once are answered with a conflict, readers never'],
  },
  {
    id: 'S15',
    hazard: 'The labels of a custom status have a raw form beside the shown one.',
    answer: { engine: 'The raw label is read, and written as the label.' },
    shown: [
      'cli/custom-statuses.test.ts › rules and forms name a status by its key, even one that is called as a category',
    ],
    otherwise: [
      'sandbox/custom-statuses.test.ts › placeholders stay as the raw label, and the other shows the wording',
    ],
  },
  {
    id: 'S16',
    hazard: 'A file that a text no longer shows lingers, and none can be changed in place.',
    answer: { engine: 'A file that changed is sent anew and the old one deleted; the text follows it.' },
    shown: [
      'cli/attachments.test.ts › files are sent, sent anew when they change, and taken off',
      'cli/attachments.test.ts › texts show files by name in every language, and follow a file that was sent anew',
    ],
    otherwise: [
      'sandbox/article-attachments.test.ts › an inline file belongs to the translation that shows it, and goes when nothing shows it',
    ],
  },
  {
    id: 'S17',
    hazard: 'Files are associated with an article twenty at a time.',
    answer: {
      cannot: 'each file becomes an attachment of its article in a request of its own; nothing is associated in bulk.',
    },
    shown: ['cli/attachments.test.ts › files are sent, sent anew when they change, and taken off'],
    otherwise: [
      'sandbox/article-attachments.test.ts › a file becomes an attachment in three steps and can be fetched again',
    ],
  },
  {
    id: 'S18',
    hazard: 'An article is sent with one segment and with several at once.',
    answer: { engine: 'One of the two properties is sent, whichever says what the spec says.' },
    shown: [
      'cli/guide.test.ts › an article is for one segment, for several, and for everyone again; empty lists clear labels and content tags',
    ],
    otherwise: ['sandbox/help-center.test.ts › several segments are for Enterprise, and never beside a single one'],
  },
  {
    id: 'S19',
    hazard: 'Lists without an order come back in another one each time.',
    answer: {
      engine: 'Sets are sorted before they are compared, and before a saved plan is held against them.',
      see: 'docs/decisions/0003-saved-plans.md',
    },
    shown: [
      'cli/dynamic-content.test.ts › texts that the platform lists in another order are the same texts to a saved plan',
      'cli/rules.test.ts › a view whose reply was lost is known again, whatever the order in which its groups are listed',
    ],
    otherwise: ['sandbox/workspaces.test.ts › macros come in another order from one time to the next'],
  },
  {
    id: 'S20',
    hazard: 'Counters of use differ at every read.',
    answer: {
      engine: 'A kind names its attributes; counters are asked for where lint counts, and are never compared.',
      see: 'docs/lint.md',
    },
    shown: ['cli/lint.test.ts › names the rules that no ticket met in 30 days, as the account counts them'],
  },
  {
    id: 'S21',
    hazard: 'What an object is called depends on the language of who reads.',
    answer: { engine: 'Raw titles are read, which are the same for everybody.' },
    shown: ["providers/writers.test.ts › ticket fields › are read in nobody's language"],
    otherwise: [
      'sandbox/views.test.ts › a placeholder stays in the raw title and shows its default wording in the other',
    ],
  },
  {
    id: 'S22',
    hazard: 'A list that is not found, or forbidden, is a feature that the account does not have.',
    answer: {
      engine:
        'Such a kind is left out and listed, and the rest proceeds; anything else that cannot be read stops the plan.',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'cli/custom-statuses.test.ts › where custom statuses are not activated it is said, and the rest is made',
      'cli/bad-replies.test.ts › 404 of one object that a list leaves out: gone; a list that lags behind does not make it gone',
    ],
    otherwise: ['sandbox/profiles.test.ts › what a plan does not have is forbidden'],
  },
];
