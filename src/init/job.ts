/** What the pieces of a new spec are built from. */
import type { Answers } from './answers.ts';
import { slugOf } from './defaults.ts';
import { featuresOf } from './editions.ts';
import { keysFor } from './keys.ts';
import type { HolidayList, Places } from './places.ts';
import type { Sheet } from './sheet.ts';
import { type TextLanguage, textLanguage, WORDS, type Words } from './words.ts';

export interface Team {
  readonly key: string;
  readonly name: string;
}

export interface Job {
  readonly answers: Answers;
  readonly slug: string;
  readonly language: TextLanguage;
  readonly words: Words;
  readonly features: ReturnType<typeof featuresOf>;
  /** The first one gets what no rule sends elsewhere. */
  readonly teams: readonly Team[];
  /** The keys of the offices, in their order. */
  readonly officeKeys: readonly string[];
  readonly today: Date;
  /** IANA names of the zones that the platform has. */
  readonly zones: readonly string[];
  holidaysOf(country: string, region: string | undefined): HolidayList;
}

/** A part of the spec: its files, and what the plan or the platform kept it from writing. */
export interface Piece {
  readonly sheets: readonly Sheet[];
  /** Path → content of files that are no YAML of the spec. */
  readonly texts?: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** The group that every new account has. */
export const DEFAULT_GROUP = 'Support';
/** Options that every client's field `category` has besides its teams. */
export const GENERAL = 'general';

/** Everything about the client that more than one piece needs. */
export function jobFor(answers: Answers, places: Places, today: Date): Job {
  const language = textLanguage(answers.languages);
  const keys = keysFor(answers.teams, 'team', answers.teams.some(isDefaultGroup) ? [GENERAL] : ['support', GENERAL]);
  return {
    answers,
    slug: slugOf(answers),
    language,
    words: WORDS[language],
    features: featuresOf(answers.edition),
    teams: answers.teams.map((name, index) => ({ name, key: keys[index] ?? 'team' })),
    officeKeys: keysFor(
      answers.offices.map(({ name }) => name),
      'office',
    ),
    today,
    zones: places.zones,
    holidaysOf: (country, region) => places.holidaysOf(country, region, answers.languages[0] ?? 'en', today),
  };
}

/** True for the name of the group that every new account has. */
export function isDefaultGroup(name: string): boolean {
  return name.toLowerCase() === DEFAULT_GROUP.toLowerCase();
}
