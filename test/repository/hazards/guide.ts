/** Hazards of help centers, of parents and children, and of objects that exist twice. */
import type { Hazard } from './hazard.ts';

const PARENTS =
  'a child names its parent in its own block, and the parent holds no list of children that could differ.';

export const guideHazards: readonly Hazard[] = [
  {
    id: '56',
    hazard: 'A child has several parents.',
    answer: { cannot: `${PARENTS} A reference is one address.` },
    shown: ['cli/bad-input.test.ts › a wrong type'],
  },
  {
    id: '57',
    hazard: 'A child is missing from the list of its parent.',
    answer: { cannot: PARENTS },
    shown: ['cli/operations.test.ts › moving an object to another parent is an update, and its id stays'],
  },
  {
    id: '58',
    hazard: 'A child has no parent.',
    answer: { cannot: 'the reference to the parent is required by the schema; its lack is an error of the spec.' },
    shown: ['cli/bad-input.test.ts › a missing key'],
  },
  {
    id: '59',
    hazard: 'A child is taken out of its parent and left behind.',
    answer: { cannot: PARENTS },
    shown: ['cli/operations.test.ts › moving an object to another parent is an update, and its id stays'],
  },
  {
    id: '60',
    hazard: 'An article, section or category has two texts in one language.',
    answer: { checks: ['TRANSLATION_OF_ITSELF'] },
    shown: [
      'checks/translations.test.ts › the own language of a block, or the default one, is no translation',
      'cli/bad-input.test.ts › a key twice in one file',
    ],
    otherwise: [
      'sandbox/help-center.test.ts › a translation needs an enabled locale that is not taken; the source stays',
    ],
  },
  {
    id: '61',
    hazard: 'There is no text in the language that an article was made in.',
    answer: { cannot: 'the title stands in the block itself, is required, and is sent in the language of the block.' },
    shown: ['providers/translations.test.ts › the text in its own language is no translation'],
    otherwise: [
      'sandbox/help-center.test.ts › an article needs title, locale and permission group; author and place are filled in',
    ],
  },
  {
    id: '67',
    hazard: 'Nothing says which brand a category belongs to.',
    answer: { cannot: 'everything of a help center stands below the key of its brand, which is fixed.' },
    shown: ['checks/checks.test.ts › help centers › are one tree for each brand'],
  },
  {
    id: '68',
    hazard: 'The brand has no help center, or it is not switched on.',
    answer: { checks: ['HELP_CENTER_DISABLED'] },
    shown: [
      'checks/checks.test.ts › help centers › must be switched on by a person',
      'checks/brands.test.ts › help centers of managed brands › must be active',
    ],
    otherwise: ['sandbox/brands.test.ts › a help center is switched on by hand only'],
  },
  {
    id: '71',
    hazard: 'An order of categories, sections or articles leaves one out.',
    answer: {
      engine: 'Orders are arranged from the blocks and from what the tenant has; nothing is left out.',
      see: 'docs/decisions/0004-help-center-positions.md',
    },
    shown: [
      'engine/order.test.ts › arrange › moves the fewest, keeps everything, leaves unmanaged objects in their relative order',
    ],
  },
  {
    id: '72',
    hazard: 'An order names something that is no child of the parent.',
    answer: { cannot: 'the list of a parent is made of the blocks that refer to it.' },
    shown: ['engine/order.test.ts › arrange › puts a moved object right behind its managed predecessor'],
  },
  {
    id: '73',
    hazard: 'An order belongs to no parent.',
    answer: { cannot: 'an order is no block of its own.' },
    shown: ['engine/order.test.ts › arrange › changes nothing where the order stands'],
  },
  {
    id: '74',
    hazard: 'An order is deleted while its parent stays.',
    answer: { cannot: 'an order is no block of its own.' },
    shown: ['engine/order.test.ts › arrange › changes nothing where the order stands'],
  },
  {
    id: '75',
    hazard: 'A rule holds an id that points to nothing.',
    answer: {
      engine:
        'Import writes `missing(ID)`, which may stay where it stands and is never written anew (`MISSING_REFERENCE`).',
      see: 'docs/spec.md',
    },
    shown: ['cli/ownership.test.ts › imported is released like adopted, and an import is followed by an empty plan'],
    otherwise: [
      'sandbox/triggers.test.ts › a rule may keep what it points to after that is gone, but a new one may not point there',
    ],
  },
  {
    id: '76',
    hazard: 'An object is made that the tenant has already, by what identifies it.',
    answer: {
      engine:
        'What is there is taken over, which the plan shows as an operation of its own; where several match, `AMBIGUOUS` asks.',
      see: 'docs/state.md',
    },
    shown: [
      'cli/operations.test.ts › adopt: a match by name that overwrites nothing is taken over by --yes without a write',
      'cli/guards.test.ts › AMBIGUOUS: several matches are refused with their ids, and `state adopt` settles it',
    ],
    otherwise: ['sandbox/groups.test.ts › a name is needed, and taken names are refused whatever their case'],
  },
  {
    id: '62',
    hazard: 'A deleted article is not gone: it is archived, and only a person can restore it.',
    answer: { engine: '`DATA_LOSS` says so and waits for `--allow-data-loss ADDRESS`.', see: 'docs/exit-codes.md' },
    shown: ['hazards/help-center.test.ts › articles › are archived, not deleted: the plan says so and needs a word'],
    otherwise: [
      'sandbox/help-center.test.ts › deleting a category takes its sections and articles along; a deleted article is archived',
    ],
  },
  {
    id: '63',
    hazard: 'The last label of an article is removed by sending nothing.',
    answer: { engine: 'An empty list is sent as an empty list.' },
    shown: ['hazards/help-center.test.ts › articles › lose their labels when the list is empty: an empty list is sent'],
    otherwise: [
      'sandbox/help-center.test.ts › labels are replaced as a whole, and are not kept where the plan has none',
    ],
  },
  {
    id: '64',
    hazard: 'A file of an article is larger than 20 MB.',
    answer: { engine: 'No file of a spec may be larger (`SPEC_FILE`).', see: 'docs/diagnostics.md' },
    shown: [
      'hazards/help-center.test.ts › articles › take no file above 20 MB: it is said with its name, and the tenant would refuse it',
    ],
    otherwise: [
      'sandbox/article-attachments.test.ts › nothing is made of a file that never came, that is too large, or that was used already',
    ],
  },
  {
    id: '65',
    hazard: 'A file of an article has no content.',
    answer: { checks: ['ATTACHMENT_EMPTY'] },
    shown: [
      'hazards/help-center.test.ts › articles › take no empty file',
      'cli/attachments.test.ts › what would break is said with its line',
    ],
    otherwise: [
      'sandbox/article-attachments.test.ts › nothing is made of a file that never came, that is too large, or that was used already',
    ],
  },
  {
    id: '66',
    hazard: 'The segment of everyone, or one that is built in, is changed.',
    answer: {
      engine: 'Everyone is no object; what is built in is locked: referred to, never written (`LOCKED_OBJECT`).',
      see: 'docs/diagnostics.md',
    },
    shown: ['cli/guide.test.ts › what is built in is referred to and never managed'],
    otherwise: [
      'sandbox/guide-access.test.ts › built-in segments and permission groups stay as they are, and those in use stay',
    ],
  },
  {
    id: '69',
    hazard: 'The live theme of a help center is deleted.',
    answer: { checks: ['THEME_LIVE_TWICE'] },
    shown: ['cli/themes.test.ts › an archive serves as well; the live theme stays until another one is published'],
    otherwise: [
      'sandbox/themes.test.ts › an archive is imported by a job, takes its name from the manifest, and is published alone',
    ],
  },
  {
    id: '70',
    hazard: 'A theme is called otherwise than its manifest says.',
    answer: { checks: ['THEME_NAME'] },
    shown: ['cli/themes.test.ts › what cannot be is said with its line before anything is sent'],
    otherwise: [
      'sandbox/themes.test.ts › an archive is imported by a job, takes its name from the manifest, and is published alone',
    ],
  },
];
