/** people.yaml: the brand, groups and roles. */
import { DEFAULT_GROUP, isDefaultGroup, type Job, type Piece } from '../job.ts';
import type { SheetBlock, SheetSection } from '../sheet.ts';

const ADOPT = { adopt: true } as const;

/** Who works here. People themselves are never made: that takes seats and sends mails. */
export function peoplePiece(job: Job): Piece {
  const { features } = job;
  const note = `${features.title} has no roles of its own to define: what an agent may do follows from the platform's roles and from groups.`;
  return {
    sheets: [
      {
        path: 'people.yaml',
        intro: [
          'Brand, teams and roles. People are not made here: a seat costs money, and an invitation sends a mail.',
          ...(features.customRoles ? [] : [`Not written: ${note}`]),
        ],
        sections: [brandOf(job), groupsOf(job), ...(features.customRoles ? [rolesOf(job)] : [])],
      },
    ],
    notes: features.customRoles ? [] : [note],
  };
}

function brandOf({ answers, slug }: Job): SheetSection {
  return {
    path: ['brands'],
    comment: ['The brand that the account began with. `adopt` lets the spec take over what is there already.'],
    blocks: [{ key: slug, value: { name: answers.brand, subdomain: answers.subdomain, lifecycle: ADOPT } }],
  };
}

function groupsOf({ teams, words }: Job): SheetSection {
  const own = teams.map(
    ({ key, name }, index): SheetBlock => ({
      key,
      value: {
        name: isDefaultGroup(name) ? DEFAULT_GROUP : name,
        description: index === 0 ? words.defaultGroup : `${words.teamDescription}${name}`,
        ...(isDefaultGroup(name) ? { lifecycle: ADOPT } : {}),
      },
      ...(isDefaultGroup(name) ? { comment: ['Every account begins with this group; it cannot be deleted.'] } : {}),
    }),
  );
  const kept: readonly SheetBlock[] = teams.some(({ name }) => isDefaultGroup(name))
    ? []
    : [
        {
          key: 'support',
          value: { name: DEFAULT_GROUP, lifecycle: ADOPT },
          comment: ['Every account begins with this group; it cannot be deleted. No rule sends tickets to it.'],
        },
      ];
  return {
    path: ['groups'],
    comment: ['The first team gets what no rule sends elsewhere.'],
    blocks: [...own, ...kept],
  };
}

function rolesOf({ words }: Job): SheetSection {
  return {
    path: ['roles'],
    blocks: Object.entries(words.roles).map(([key, { name, description }]) => ({ key, value: { name, description } })),
  };
}
