/** fields.yaml: what is asked of customers, what is known of them, and the form. */
import type { SpecObject } from '../../core/spec-node.ts';
import { GENERAL, type Job, type Piece } from '../job.ts';
import type { SheetSection } from '../sheet.ts';

/** Fields of tickets and organizations, and the form that every account begins with. */
export function fieldsPiece(job: Job): Piece {
  const { features } = job;
  const notes = [
    ...(features.organizationFields
      ? []
      : [`${features.title} has no fields of organizations: customers have no tier.`]),
    ...(features.forms ? [] : [`${features.title} has one form, which shows every active field: it is not written.`]),
  ];
  return {
    sheets: [
      {
        path: 'fields.yaml',
        intro: [
          'What is asked, and what is known of a customer. Options are `tag: name`: tickets carry the tag, so it stays when the name changes.',
          ...notes.map((note) => `Not written: ${note}`),
        ],
        sections: [
          ticketFields(job),
          ...(features.organizationFields ? [organizationFields(job)] : []),
          ...(features.forms ? [forms()] : []),
        ],
      },
    ],
    notes,
  };
}

function ticketFields({ words, teams }: Job): SheetSection {
  const { category, affectedUsers } = words;
  const seen = { visible_in_portal: true, editable_in_portal: true };
  const options = new Map([
    [GENERAL, category.general],
    ...teams.slice(1).map(({ key, name }): [string, string] => [key, name]),
  ]);
  return {
    path: ['ticket_fields'],
    blocks: [
      {
        key: 'category',
        comment: ['Each team but the first is reached by an option of its name: routing.yaml.'],
        value: { type: 'dropdown', title: category.title, description: category.description, ...seen, options },
      },
      {
        key: 'affected_users',
        value: { type: 'integer', title: affectedUsers.title, description: affectedUsers.description, ...seen },
      },
    ],
  };
}

function organizationFields(job: Job): SheetSection {
  const { words, answers, officeKeys } = job;
  const tiers = new Map(Object.entries(words.tier.options).map(([key, name]) => [`tier_${key}`, name]));
  const tier: SpecObject = {
    type: 'dropdown',
    title: words.tier.title,
    description: words.tier.description,
    options: tiers,
  };
  const offices = new Map(answers.offices.map(({ name }, index) => [`office_${officeKeys[index]}`, name]));
  const office: SpecObject = {
    type: 'dropdown',
    title: words.office.title,
    description: words.office.description,
    options: offices,
  };
  return {
    path: ['organization_fields'],
    blocks: [
      { key: 'customer_tier', value: tier },
      ...(hasOffices(job)
        ? [{ key: 'support_office', comment: ['Decides whose working hours count: routing.yaml.'], value: office }]
        : []),
    ],
  };
}

/** True where customers belong to one of several offices, each with its own schedule. */
export function hasOffices({ answers, features }: Job): boolean {
  return features.schedules === 'many' && answers.offices.length > 1;
}

function forms(): SheetSection {
  return {
    path: ['ticket_forms'],
    blocks: [
      {
        key: 'standard',
        comment: ['The form that every account begins with. Its own fields stay, and these are added.'],
        value: { name: 'Default Ticket Form', fields: ['category', 'affected_users'], lifecycle: { adopt: true } },
      },
    ],
  };
}
