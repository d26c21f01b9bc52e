/** support.yaml: who the client is, which tenant this is about, and the client's words for priorities. */

import { renderEntry, renderKey } from '../../spec/render.ts';
import { PRIORITIES } from '../answers.ts';
import type { Job, Piece } from '../job.ts';
import type { Sheet } from '../sheet.ts';
import { tenantOf } from './tenant.ts';

const LEVELS = { p1: 'urgent', p2: 'high', p3: 'normal', p4: 'low' } as const;

/** The root of the spec, and the overlay of the production tenant where both are wanted. */
export function supportPiece(job: Job): Piece {
  const { answers, words } = job;
  const main: Sheet = {
    path: 'support.yaml',
    intro: [
      'This folder is the spec: every .yaml file in it is a part of it, but for environments/ and folders that begin with a dot.',
      'A resource is named by its section and its key: `groups: {billing: …}` makes `group.billing`. Keys stay, titles may change.',
      ...notesOf(job).map((note) => `For a person: ${note}`),
    ],
    head: [...head(job)],
    sections: [
      {
        path: ['priorities'],
        comment: ["The client's words for the platform's four levels; rules and targets use them."],
        blocks: PRIORITIES.map((key) => ({ key, value: { level: LEVELS[key], ...words.priorities[key] } })),
      },
      {
        path: ['tags'],
        comment: ['Every tag that rules set or look for. One that is missing here is reported as a mistake.'],
        blocks: tagsOf(job),
      },
    ],
  };
  const overlays: readonly Sheet[] =
    answers.environment === 'both'
      ? [
          {
            path: 'environments/production.yaml',
            intro: ['Lies over the whole spec with `--env production`. Maps merge, lists replace, `null` takes away.'],
            head: [
              `platform: {subdomain: "${answers.subdomain}", environment: production}`,
              `brands: {${renderKey(job.slug)}: {subdomain: "${answers.subdomain}"}}`,
            ],
            sections: [],
          },
        ]
      : [];
  return { sheets: [main, ...overlays], notes: notesOf(job) };
}

function head({ answers, slug }: Job): readonly string[] {
  const { name, website, timezone, languages, edition, environment } = answers;
  const [locale = 'en-US'] = languages;
  return [
    'version: 1',
    '',
    ...renderEntry('client', { name, slug, website, timezone, locale }, 0),
    '',
    'platform:',
    '  provider: zendesk',
    '  # ${NAME:-default} reads an environment variable. Secrets never stand in a spec: {secret: env:NAME} says where one is.',
    `  subdomain: ${tenantOf(answers)}`,
    `  edition: ${edition}`,
    `  environment: ${environment === 'production' ? 'production' : 'sandbox'}`,
  ];
}

function tagsOf({ answers }: Job): Sheet['sections'][number]['blocks'] {
  if (answers.slack === false) return [];
  return [
    { key: 'slack-p1', value: { description: 'Slack was told about this P1; it is told once.' } },
    { key: 'slack-p2', value: { description: 'Slack was told about this P2; it is told once.' } },
  ];
}

function notesOf({ answers, language }: Job): readonly string[] {
  const [first = 'en-US', ...others] = answers.languages;
  const written = language === 'de' ? 'German' : 'English';
  const spoken = first.split('-')[0];
  return [
    ...(spoken === language
      ? []
      : [`Texts for ${first} are in ${written}: have them translated before they are published.`]),
    ...(others.length === 0
      ? []
      : [
          `Texts are in ${first} only. For ${others.join(', ')}: switch the languages on in the Admin Center (Account > Appearance > Localization), then add translations.`,
        ]),
  ];
}
