/** Hazards of references, account settings, people, brands, addresses, webhooks and texts in several languages. */
import type { Hazard } from './hazard.ts';

export const accountHazards: readonly Hazard[] = [
  {
    id: 'G1',
    hazard: 'Something refers to what nobody has.',
    answer: {
      engine:
        'A key that nothing declares is an error of the spec; what `live(…)` names is looked up in the tenant before anything is sent (`LIVE_NOT_FOUND`, `LIVE_AMBIGUOUS`).',
      see: 'docs/diagnostics.md',
    },
    shown: ['cli/bad-input.test.ts › a dangling reference, with the nearest name'],
    otherwise: ['sandbox/triggers.test.ts › what points to nothing is refused'],
  },
  {
    id: 'G2',
    hazard: 'The platform has no way to create, change or remove something.',
    answer: {
      engine:
        'Each kind says what it can; what it cannot is an error of the plan, a manual step, or a release from state.',
      see: 'docs/decisions/0007-people-and-backlogs.md',
    },
    shown: [
      'engine/people-and-tickets.test.ts › what no API writes › is a step for a whole object that nobody can make, which is looked at once it is there',
    ],
  },
  {
    id: 'G3',
    hazard: 'A part fails, and what depends on it is sent all the same.',
    answer: {
      engine: 'An error stops what depends on it and nothing else; the summary says what was left out and why.',
    },
    shown: [
      'cli/operations.test.ts › an error stops only what depends on it: the rest is written, exit 3, and the summary says what was left out and why',
    ],
  },
  {
    id: 'G4',
    hazard: 'Something is removed that others still refer to.',
    answer: {
      engine: '`STILL_REFERENCED`: what stays in the tenant and refers to it is named, and nothing is written.',
      see: 'docs/diagnostics.md',
    },
    shown: ['cli/schedules.test.ts › a schedule that a trigger uses › is not deleted under it'],
    otherwise: ['sandbox/schedules.test.ts › a schedule in use can be deleted: rules keep its id, its holidays go'],
  },
  {
    id: '3',
    hazard:
      'A rule uses something that is switched off in the account: article recommendations, ratings, custom statuses.',
    answer: { checks: ['RULE_FEATURE_OFF'] },
    shown: [
      'cli/rules.test.ts › a rule about what is switched off in the account is left out and listed, and the rest proceeds',
    ],
    otherwise: ['sandbox/triggers.test.ts › unknown fields, operators and values are refused, all of them at once'],
  },
  {
    id: '5',
    hazard: 'A language of the account is edited, which only adding and removing can do.',
    answer: {
      cannot:
        'an account names its languages by their tags; one is there or it is not, and has nothing else that could be edited.',
    },
    shown: ['checks/dynamic-content.test.ts › languages are those of the account'],
    otherwise: [
      'sandbox/account.test.ts › languages are set by the whole list; the default stays and numbers of no language are dropped',
    ],
  },
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
    id: '1',
    hazard: 'The tag that makes a mail be routed is emptied.',
    answer: { engine: 'The schema of the settings takes no empty tag (`SPEC_BAD_VALUE`).', see: 'docs/kinds.md' },
    shown: ['hazards/account.test.ts › settings › the tag of automatic routing is never empty: the spec does not load'],
  },
  {
    id: '2',
    hazard: 'A feature is switched on that costs money.',
    answer: {
      engine: '`COSTS`: the plan says what may cost money and waits for `--allow-costs ADDRESS`.',
      see: 'docs/exit-codes.md',
    },
    shown: ['hazards/account.test.ts › settings › what may cost money waits for a word'],
  },
  {
    id: '4',
    hazard: 'A rule begins a side conversation in a channel that is off.',
    answer: { checks: ['RULE_FEATURE_OFF'] },
    shown: [
      'hazards/judge.test.ts › side conversations › are said to be off, with the plans that have them, and the tenant would refuse the rule',
    ],
    otherwise: [
      'sandbox/macros.test.ts › a side conversation needs its switch among the settings',
      'sandbox/integrations.test.ts › side conversations are actions of triggers and macros where their channel is on',
    ],
  },
  {
    id: '6',
    hazard: 'A rule texts from a number of another account.',
    answer: {
      engine:
        'Numbers are referred to by name; `LIVE_NOT_FOUND` where the account has none of it, `RULE_FEATURE_OFF` where it has none at all.',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'hazards/rules.test.ts › actions › that text from a number which the account does not have are said, with the number',
    ],
    otherwise: [
      'sandbox/integrations.test.ts › texts are sent from numbers of the account, and without one there is no such action',
    ],
  },
  {
    id: '35',
    hazard: 'A role takes the name of another one, or of a role of the platform.',
    answer: { checks: ['SAME_TWICE', 'ROLE_RESERVED', 'ROLE_BUILT_IN'] },
    shown: ['hazards/rules.test.ts › roles › of one name, whatever its capitals, are one'],
    otherwise: [
      'sandbox/custom-roles.test.ts › names are needed, unique whatever their case, and not those of the platform',
    ],
  },
  {
    id: '36',
    hazard: 'A role is deleted that agents have.',
    answer: {
      engine: '`IN_USE`: how many have it is read with the role, and the plan says so.',
      see: 'docs/diagnostics.md',
    },
    shown: ['hazards/rules.test.ts › roles › that agents have are not deleted, and how many have them is said'],
    otherwise: ['sandbox/custom-roles.test.ts › a role that agents have cannot be deleted, a free one can'],
  },
  {
    id: '37',
    hazard: 'A rule names a person whom the account does not have, or who cannot have tickets.',
    answer: { checks: ['AGENT_MISSING', 'AGENT_UNKNOWN', 'ASSIGNEE_CANNOT'] },
    shown: [
      'hazards/account.test.ts › people › somebody whom the account does not have is not made by accident',
      'hazards/rules.test.ts › actions › that assign tickets to a light agent are said: the tenant takes the rule',
      'hazards/rules.test.ts › actions › that name an organization or a person whom the account does not have are said',
      'checks/groups.test.ts › members of groups must be agents of the account, and the nearest one is named',
    ],
    otherwise: [
      'sandbox/triggers.test.ts › what points to nothing is refused',
      'sandbox/group-memberships.test.ts › an agent joins a group once, and users who are no agents never do',
    ],
  },
  {
    id: '38',
    hazard: 'The default group of the account, or of an agent, is deleted.',
    answer: { checks: ['GROUP_IS_DEFAULT'] },
    shown: [
      'hazards/account.test.ts › people › a group that is the default of an agent is not deleted',
      'cli/guards.test.ts › the account’s default and what an app owns are never deleted, whatever is allowed',
    ],
    otherwise: [
      'sandbox/agents.test.ts › a group that is somebody’s default cannot be deleted',
      'sandbox/groups.test.ts › the default group cannot be deleted and a private group cannot become public',
    ],
  },
  {
    id: '39',
    hazard: 'A rule names an organization that the account does not have.',
    answer: {
      engine: '`LIVE_NOT_FOUND`: an organization is looked up by its name, one request for each.',
      see: 'docs/diagnostics.md',
    },
    shown: [
      'cli/picked.test.ts › an organization that does not exist is told before anything is written',
      'hazards/rules.test.ts › actions › that name an organization or a person whom the account does not have are said',
    ],
    otherwise: ['sandbox/triggers.test.ts › what points to nothing is refused'],
  },
  {
    id: '45',
    hazard: 'The password of a target cannot be read; and old types of targets cannot be made.',
    answer: { checks: ['TARGET_TYPE', 'TARGET_INCOMPLETE'] },
    shown: ['hazards/account.test.ts › targets and apps › a target of a type that nobody can make any more is said'],
    otherwise: [
      'sandbox/targets.test.ts › no other type can be made, and none can become another',
      'sandbox/targets.test.ts › the password of an older target is taken and never shown',
    ],
  },
  {
    id: '47',
    hazard: 'An app is installed without a setting that it needs.',
    answer: { cannot: 'apps are looked at and asserted; installing one is a step for a person.' },
    shown: [
      'hazards/account.test.ts › targets and apps › an app that is not installed is a step for a person, and nothing of it is sent',
    ],
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
