/** people.yaml: the brand, groups and roles. */
import type { SpecObject } from '../../core/spec-node.ts';
import { renderEntry, renderKey } from '../../spec/render.ts';
import { DEFAULT_GROUP, isDefaultGroup, type Job, type Piece } from '../job.ts';
import type { SheetBlock, SheetSection } from '../sheet.ts';
import { tenantOf } from './tenant.ts';

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
        head: brandOf(job),
        sections: [groupsOf(job), ...(features.customRoles ? [rolesOf(job)] : [])],
      },
    ],
    notes: features.customRoles ? [] : [note],
  };
}

function brandOf({ answers, slug }: Job): readonly string[] {
  return [
    'brands:',
    '  # The brand that the account began with. `adopt` lets the spec take over what is there already.',
    `  ${renderKey(slug)}:`,
    ...renderEntry('name', answers.brand, 4),
    `    subdomain: ${tenantOf(answers)}`,
    '    lifecycle: {adopt: true}',
  ];
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

/** What each role may do; a permission that is not named stays as the platform has it. */
const PERMISSIONS: Readonly<Record<keyof Job['words']['roles'], SpecObject>> = {
  supervisor: {
    ticket_access: 'all',
    ticket_comment_access: 'public',
    ticket_editing: true,
    view_access: 'full',
    macro_access: 'full',
    report_access: 'full',
  },
  agent: {
    ticket_access: 'within_groups',
    ticket_comment_access: 'public',
    ticket_editing: true,
    view_access: 'manage_personal',
    macro_access: 'manage_personal',
    report_access: 'readonly',
  },
  auditor: {
    ticket_access: 'all',
    ticket_comment_access: 'none',
    ticket_editing: false,
    view_access: 'readonly',
    macro_access: 'readonly',
    report_access: 'readonly',
  },
};

function rolesOf({ words }: Job): SheetSection {
  const roles = (['supervisor', 'agent', 'auditor'] as const).map(
    (key): SheetBlock => ({ key, value: { ...words.roles[key], permissions: PERMISSIONS[key] } }),
  );
  return {
    path: ['roles'],
    comment: ["Beside the platform's own roles. Who has which is decided in the Admin Center."],
    blocks: roles,
  };
}
