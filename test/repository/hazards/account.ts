/** Hazards of references, account settings, people, targets and apps. */
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
];
