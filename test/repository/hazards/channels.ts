/** Hazards of brands, addresses, webhooks, texts in several languages, skills and schedules. */
import type { Hazard } from './hazard.ts';

export const channelHazards: readonly Hazard[] = [
  {
    id: '40',
    hazard: 'A subdomain belongs to somebody else, anywhere on the platform.',
    answer: {
      engine:
        'The platform is asked when the plan is made, and again before the brand is sent (`SUBDOMAIN_TAKEN`); two brands of one spec are `BRAND_SUBDOMAIN_TWICE`.',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'cli/forms-and-brands.test.ts › a subdomain that belongs to somebody else is told at its line, before anything is sent',
      'checks/brands.test.ts › have a subdomain each',
    ],
    otherwise: ['sandbox/brands.test.ts › a subdomain is needed, has a form, and is unique in the whole platform'],
  },
  {
    id: '41',
    hazard: 'A help center is switched on, which no API does.',
    answer: { checks: ['HELP_CENTER_DISABLED'] },
    shown: ['checks/checks.test.ts › help centers › must be switched on by a person'],
    otherwise: ['sandbox/brands.test.ts › a help center is switched on by hand only'],
  },
  {
    id: '42',
    hazard: 'A help center is made or removed, which no API does.',
    answer: { checks: ['HELP_CENTER_DISABLED'] },
    shown: ['checks/brands.test.ts › help centers of managed brands › are not there before their brand is'],
    otherwise: [
      'sandbox/brands.test.ts › a new brand has the defaults of the platform, and no help center whatever was sent',
    ],
  },
  {
    id: '43',
    hazard: 'A support address becomes the default that nobody has verified.',
    answer: {
      engine: 'Which address is the default is a step for people; nothing of it is sent.',
      see: 'docs/kinds.md',
    },
    shown: ['cli/support-addresses.test.ts › which address is the default is a step for people'],
    otherwise: [
      'sandbox/support-addresses.test.ts › there is one default, a verified one, which can be replaced but not given up or deleted',
    ],
  },
  {
    id: '44',
    hazard: 'The credentials of a webhook cannot be read, and a copy of it would send nonsense.',
    answer: {
      engine:
        'Import writes `{secret: env:…}` and lists what to provide; a secret whose value is not set is kept as it is.',
      see: 'docs/spec.md',
    },
    shown: [
      'providers/writers.test.ts › webhooks › never show the secret parts',
      'cli/secrets.test.ts › a secret that stands in the spec itself is refused, and the message does not repeat it',
    ],
    otherwise: ['sandbox/webhooks.test.ts › a webhook never shows its secrets'],
  },
  {
    id: '46',
    hazard: 'A webhook that belongs to an app is changed or removed.',
    answer: {
      engine: 'It is locked: read and referred to, never written (`LOCKED_OBJECT`).',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'providers/writers.test.ts › webhooks › of an app are locked',
      'cli/guards.test.ts › the account’s default and what an app owns are never deleted, whatever is allowed',
    ],
  },
  {
    id: '48',
    hazard: 'An item of dynamic content has no text.',
    answer: { checks: ['DYNAMIC_CONTENT_DEFAULT'] },
    shown: ['checks/dynamic-content.test.ts › the default language has a text that is shown'],
    otherwise: [
      'sandbox/dynamic-content.test.ts › an item needs variants, one a locale, all enabled, with a default in the default locale',
    ],
  },
  {
    id: '50',
    hazard: 'An item of dynamic content loses its default text.',
    answer: { checks: ['DYNAMIC_CONTENT_DEFAULT'] },
    shown: [
      'checks/dynamic-content.test.ts › the default language has a text that is shown',
      'cli/dynamic-content.test.ts › texts are added, changed and removed, and the default moves before the old one goes',
    ],
    otherwise: [
      'sandbox/dynamic-content.test.ts › the default variant stays active, default and there, until another takes its place',
    ],
  },
  {
    id: '52',
    hazard: 'A placeholder is changed, which stays as it was made.',
    answer: {
      engine: 'The placeholder comes from the key of the block; another one needs `--replace`.',
      see: 'docs/kinds.md',
    },
    shown: ['providers/dynamic-content.test.ts › is made under the name that yields the placeholder, and renamed'],
    otherwise: [
      'sandbox/dynamic-content.test.ts › an item has a placeholder made from its name, which does not follow a new name',
    ],
  },
  {
    id: '53',
    hazard: 'Dynamic content is deleted that a text of a rule shows.',
    answer: {
      engine: '`STILL_REFERENCED`: the texts of all that was read are searched for its placeholder.',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'cli/dynamic-content.test.ts › an item that a rule shows is not deleted',
      'cli/dynamic-content.test.ts › an item that a macro shows, of which the spec knows nothing, is not deleted',
    ],
    otherwise: ['sandbox/dynamic-content.test.ts › an item that a rule names cannot be deleted'],
  },
  {
    id: '55',
    hazard: 'A holiday lies more than two years from today.',
    answer: { checks: ['HOLIDAY_OUT_OF_RANGE'] },
    shown: ['checks/schedules.test.ts › holidays › more than two years ahead are refused, offline too'],
    otherwise: ['sandbox/schedules.test.ts › holidays are whole days within two years, and belong to their schedule'],
  },
  {
    id: '49',
    hazard: 'An item of dynamic content has two texts in one language.',
    answer: { checks: ['LANGUAGE_TWICE'] },
    shown: ['hazards/rules.test.ts › dynamic content › has one text in each language'],
    otherwise: [
      'sandbox/dynamic-content.test.ts › an item needs variants, one a locale, all enabled, with a default in the default locale',
    ],
  },
  {
    id: '51',
    hazard: 'Two items of dynamic content have one name or one placeholder.',
    answer: { checks: ['DYNAMIC_CONTENT_NAME', 'SAME_TWICE'] },
    shown: ['hazards/rules.test.ts › dynamic content › has a name of its own, beside those of the account too'],
    otherwise: ['sandbox/dynamic-content.test.ts › names and placeholders are unique whatever their case'],
  },
  {
    id: '54',
    hazard: 'Two skills of one type have one name.',
    answer: { checks: ['SKILL_TWICE', 'SAME_TWICE'] },
    shown: ['cli/routing.test.ts › what cannot be is told with its line'],
    otherwise: ['sandbox/routing.test.ts › a skill’s name is unique within its type only, and its list has no order'],
  },
];
