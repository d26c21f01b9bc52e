/** The whole folder of a new client, as text: nothing is written here. */
import { SCHEMA_PATH } from '../spec/write.ts';
import type { Answers } from './answers.ts';
import { ANSWERS_PATH, answersText } from './answers-file.ts';
import { type Job, jobFor, type Piece } from './job.ts';
import { channelsPiece } from './pieces/channels.ts';
import { fieldsPiece } from './pieces/fields.ts';
import { helpCenterPiece } from './pieces/help-center.ts';
import { hoursPiece } from './pieces/hours.ts';
import { peoplePiece } from './pieces/people.ts';
import { automationOfReviews } from './pieces/pipeline.ts';
import { routingPiece } from './pieces/routing.ts';
import { slackPiece } from './pieces/slack.ts';
import { slasPiece } from './pieces/slas.ts';
import { supportPiece } from './pieces/support.ts';
import { testsPiece } from './pieces/tests.ts';
import type { Places } from './places.ts';
import { sheetText } from './sheet.ts';

export interface Built {
  /** Path → content, relative to the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** What the client asked for and this does not hold, a sentence each. */
  readonly notes: readonly string[];
}

const PIECES: readonly ((job: Job) => Piece)[] = [
  supportPiece,
  peoplePiece,
  hoursPiece,
  fieldsPiece,
  routingPiece,
  slasPiece,
  helpCenterPiece,
  channelsPiece,
  slackPiece,
  testsPiece,
  automationOfReviews,
];

/** The files of a spec for these answers. `schema` is the JSON Schema for editors. */
export function buildSpec(answers: Answers, places: Places, schema: string, today: Date): Built {
  const job = jobFor(answers, places, today);
  const files = new Map<string, string>();
  const notes: string[] = [];
  for (const piece of PIECES) {
    const made = piece(job);
    for (const sheet of made.sheets) files.set(sheet.path, sheetText(sheet));
    for (const [path, text] of made.texts ?? []) files.set(path, text);
    notes.push(...made.notes);
  }
  files.set(ANSWERS_PATH, answersText(answers));
  files.set(SCHEMA_PATH, schema);
  return { files, notes };
}
