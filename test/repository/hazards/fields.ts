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
];
