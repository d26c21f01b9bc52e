/** What the command line prints as JSON, typed, and in short forms that a test can compare at a glance. */
import { z } from 'zod';
import type { Client, Ran } from './cli.ts';

const position = z.object({ file: z.string(), line: z.number(), column: z.number() });
const diagnostic = z.object({
  code: z.string(),
  severity: z.string(),
  summary: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  address: z.string().optional(),
  at: position.optional(),
});
const field = z.object({
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  because: z.string(),
  loses: z.string().optional(),
});
const change = z.object({
  address: z.string(),
  op: z.string(),
  because: z.string(),
  planned: z.boolean(),
  id: z.string().optional(),
  fields: z.array(field),
  order: z
    .array(z.object({ title: z.string(), address: z.string().optional(), moved: z.boolean().optional() }))
    .optional(),
  notes: z.array(z.string()),
});
const outcome = z.object({ address: z.string(), op: z.string() });
const document = z.object({
  format: z.literal(1),
  accounts: z.record(z.string(), z.string()).default({}),
  changes: z.array(change).default([]),
  notes: z.array(z.object({ code: z.string(), address: z.string().optional(), summary: z.string() })).default([]),
  refusals: z
    .array(
      z.object({
        code: z.string(),
        address: z.string().optional(),
        summary: z.string(),
        hint: z.string(),
        blocks: z.boolean(),
      }),
    )
    .default([]),
  diagnostics: z.array(diagnostic).default([]),
  summary: z.record(z.string(), z.number()).default({}),
  accepted: z.array(z.object({ address: z.string(), path: z.string(), file: z.string(), line: z.number() })).optional(),
  result: z
    .object({
      written: z.array(outcome),
      failed: z.array(outcome.extend({ diagnostic })),
      leftOut: z.array(outcome.extend({ because: z.string() })),
    })
    .optional(),
});

export type Change = z.infer<typeof change>;

export interface Answer extends z.infer<typeof document> {
  readonly code: number | null;
  /** What matters of it, for reading a failure. */
  readonly all: string;
  /** `update group.tier1 because drift, not written: name drift`, one line a change. */
  readonly lines: readonly string[];
  /** `DRIFT group.tier1`, one for each refusal. */
  readonly refused: readonly string[];
  /** `orphaned group.tier1`, one for each note. */
  readonly noted: readonly string[];
  /** Codes of the diagnostics. */
  readonly codes: readonly string[];
}

/** Runs a command with `--format json` and reads what it answers. */
export async function ask(client: Client, ...args: string[]): Promise<Answer> {
  return answerOf(await client.run(...args, '--format', 'json'));
}

/** The JSON document in what a command printed. */
export function answerOf(ran: Ran): Answer {
  const said = document.parse(parsed(ran));
  const lines = said.changes.map(lineOf);
  const { diagnostics, result } = said;
  return {
    ...said,
    code: ran.code,
    all: `${JSON.stringify({ lines, diagnostics, result }, null, 1)}\n${ran.stderr}`,
    lines,
    refused: said.refusals.map(({ code, address }) => [code, address].filter(Boolean).join(' ')),
    noted: said.notes.map(({ code, address }) => [code, address].filter(Boolean).join(' ')),
    codes: said.diagnostics.map(({ code }) => code),
  };
}

function parsed(ran: Ran): unknown {
  try {
    return JSON.parse(ran.stdout);
  } catch {
    throw new Error(`no JSON on stdout (exit ${ran.code}):\n${ran.all}`);
  }
}

function lineOf({ op, address, because, planned, fields }: Change): string {
  const why = because === 'spec' ? '' : ` because ${because}`;
  const skipped = planned ? '' : ', not written';
  const told = fields.filter((own) => own.because !== 'new').map((own) => `${own.path} ${own.because}`);
  return `${op} ${address}${why}${skipped}${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
}

/** The change of an address; fails if there is none, or more than one. */
export function changeOf(answer: Answer, address: string): Change {
  const [only, second] = answer.changes.filter((own) => own.address === address);
  if (only === undefined || second !== undefined) throw new Error(`not one change of ${address}:\n${answer.all}`);
  return only;
}
