/** Hazards of fields, their options, forms and custom statuses. */
import type { Hazard } from './hazard.ts';

export const fieldHazards: readonly Hazard[] = [
  {
    id: '7',
    hazard: 'A dropdown or multi-select field has no option.',
    answer: { checks: ['OPTIONS_MISSING'] },
    shown: ['checks/checks.test.ts › ticket fields › have what their type needs and nothing else'],
    otherwise: [
      'sandbox/ticket-fields.test.ts › a drop-down without options is refused, and so are unknown and system types',
    ],
  },
  {
    id: '8',
    hazard: 'Two options, or an option and a checkbox, have one tag, in one field or in two.',
    answer: { checks: ['OPTION_TAG_TWICE', 'OPTION_TAG_TAKEN'] },
    shown: [
      'checks/checks.test.ts › ticket fields › share one set of tags, checkboxes included',
      'checks/checks.test.ts › ticket fields › cannot take the tag of a field that is not managed',
    ],
    otherwise: [
      'sandbox/ticket-fields.test.ts › a tag cannot be used twice, in the same field, another one or a checkbox',
    ],
  },
  {
    id: '9',
    hazard: 'A system field is made, removed or renamed.',
    answer: { checks: ['FIELD_SYSTEM'] },
    shown: [
      'checks/checks.test.ts › ticket fields › of the system exist already and keep their title',
      'cli/operations.test.ts › adopt: system fields are adopted, never created or deleted',
    ],
    otherwise: [
      'sandbox/ticket-fields.test.ts › system fields stay: not deleted, not renamed, and the indispensable ones not switched off',
    ],
  },
  {
    id: '10',
    hazard: 'The key or the type of a field of users or organizations changes.',
    answer: {
      engine: 'Both are fixed at creation: `REPLACE`, refused without `--replace ADDRESS`.',
      see: 'docs/kinds.md',
    },
    shown: [
      'cli/operations.test.ts › replace: an immutable attribute needs --replace ADDRESS; then the old one goes and a new one comes',
    ],
    otherwise: ['sandbox/person-fields.test.ts › key and type stay as they were, whatever an update says'],
  },
  {
    id: '11',
    hazard: 'The platform makes up the key of a field of users.',
    answer: {
      engine: 'The key is always sent: it is the key of the block unless the block says another.',
      see: 'docs/kinds.md',
    },
    shown: ['cli/rules.test.ts › rules about fields of the same spec are made at once, and come back by their keys'],
    otherwise: ['sandbox/person-fields.test.ts › a missing key is made from the title, and made unique'],
  },
  {
    id: '12',
    hazard: 'Two forms are the default, or one takes that from another.',
    answer: { checks: ['DEFAULT_TWICE', 'FORM_DEFAULT_INACTIVE'] },
    shown: ['checks/ticket-forms.test.ts › forms › that are the default stay active, and one is'],
    otherwise: ['sandbox/ticket-forms.test.ts › there is one default, which can be neither deleted nor switched off'],
  },
  {
    id: '13',
    hazard: 'A condition of a form is about a field that the form does not have.',
    answer: { checks: ['FORM_CONDITION_FIELD'] },
    shown: ['checks/ticket-forms.test.ts › conditions of forms › are about fields of the form'],
    otherwise: ['sandbox/ticket-forms.test.ts › conditions name fields of the form, with values of the parent'],
  },
  {
    id: '14',
    hazard: 'A field is switched off or removed that a condition of a form is about.',
    answer: { checks: ['FIELD_IN_FORM_CONDITION', 'FORM_CONDITION_INACTIVE'] },
    shown: [
      'checks/ticket-forms.test.ts › conditions of forms › of others keep a field from being deactivated',
      'checks/ticket-forms.test.ts › conditions of forms › are about fields in use',
    ],
    otherwise: [
      'sandbox/ticket-fields.test.ts › a field in the conditions of a form can be neither deleted nor switched off',
    ],
  },
  {
    id: '16',
    hazard: 'A macro sets a field that is switched off.',
    answer: { checks: ['ACTION_ON_INACTIVE_FIELD'] },
    shown: ['checks/checks.test.ts › triggers › set fields that are in use to options that exist'],
    otherwise: [
      'sandbox/macros.test.ts › an inactive field cannot be acted on, not even by a macro that does so already',
    ],
  },
  {
    id: '17',
    hazard: 'A view asks for a form that is switched off.',
    answer: { checks: ['VIEW_INACTIVE_FORM'] },
    shown: ['checks/rules.test.ts › views › ask for forms that are in use'],
    otherwise: ['sandbox/views.test.ts › an inactive form is refused'],
  },
  {
    id: '15',
    hazard: 'A form names the field of custom statuses, which nobody can make.',
    answer: { checks: ['FIELD_SYSTEM'] },
    shown: ['checks/checks.test.ts › ticket fields › of the system exist already and keep their title'],
    otherwise: [
      'sandbox/ticket-fields.test.ts › a drop-down without options is refused, and so are unknown and system types',
    ],
  },
  {
    id: '18',
    hazard: 'Custom statuses are used where they are not activated.',
    answer: {
      engine: 'What the account does not have is left out and listed, the rest proceeds; rules are `RULE_FEATURE_OFF`.',
      see: 'docs/diagnostics.md',
    },
    shown: ['cli/custom-statuses.test.ts › where custom statuses are not activated it is said, and the rest is made'],
    otherwise: [
      'sandbox/custom-statuses.test.ts › without the feature the five statuses can be read and nothing can be written',
    ],
  },
  {
    id: '19',
    hazard: 'Two statuses have one label.',
    answer: { checks: ['STATUS_LABEL_TWICE', 'STATUS_LABEL_TAKEN'] },
    shown: [
      'hazards/account.test.ts › custom statuses › labels are unique in the whole account',
      'cli/custom-statuses.test.ts › a label that the account has is refused before anything is sent',
    ],
    otherwise: ['sandbox/custom-statuses.test.ts › labels are needed, short and unique whatever their case'],
  },
  {
    id: '20',
    hazard: 'A status moves to another category.',
    answer: {
      engine: 'The category is fixed at creation: `REPLACE`, refused without `--replace ADDRESS`.',
      see: 'docs/kinds.md',
    },
    shown: [
      'cli/operations.test.ts › replace: an immutable attribute needs --replace ADDRESS; then the old one goes and a new one comes',
    ],
    otherwise: ['sandbox/custom-statuses.test.ts › the category is one of four, and stays'],
  },
  {
    id: '21',
    hazard: 'A status is added to the category new.',
    answer: { checks: ['STATUS_NEW'] },
    shown: [
      'checks/custom-statuses.test.ts › the category new has one status, which stays on',
      'hazards/account.test.ts › custom statuses › nobody adds one to the category new, and a default stays on',
    ],
    otherwise: ['sandbox/custom-statuses.test.ts › the category is one of four, and stays'],
  },
  {
    id: '22',
    hazard: 'The default status of a category is switched off.',
    answer: { checks: ['STATUS_DEFAULT_INACTIVE', 'STATUS_DEFAULT_NONE'] },
    shown: [
      'checks/custom-statuses.test.ts › the default of a category is not switched off while nothing takes its place',
    ],
    otherwise: [
      'sandbox/custom-statuses.test.ts › a default status stays active, except that of the optional category',
    ],
  },
  {
    id: '23',
    hazard: 'The default of a category is none, two, or a status of another category.',
    answer: { checks: ['STATUS_DEFAULT_TWICE', 'STATUS_DEFAULT_NONE'] },
    shown: ['checks/custom-statuses.test.ts › each category has one default, which is active'],
    otherwise: [
      'sandbox/custom-statuses.test.ts › defaults are set by an own request, one for each category, and only active ones',
    ],
  },
  {
    id: '24',
    hazard: 'A view asks for custom statuses where they are off.',
    answer: { checks: ['RULE_FEATURE_OFF'] },
    shown: ['hazards/judge.test.ts › what is switched off › custom statuses in a view, which the tenant would refuse'],
    otherwise: [
      'sandbox/profiles.test.ts › custom statuses are a subject of rules where they are on, of which the settings tell nothing',
    ],
  },
];
