/** Answers in a file: read with the place of every mistake, and written so that the wizard can be repeated. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fail, SupportctlError } from '../core/diagnostic.ts';
import type { SpecObject, SpecValue } from '../core/spec-node.ts';
import { toPlain } from '../core/spec-node.ts';
import { explainIssues } from '../spec/issues.ts';
import { newGathering } from '../spec/layer.ts';
import { renderEntry } from '../spec/render.ts';
import { readYaml } from '../spec/yaml-file.ts';
import { type Answers, answersSchema, type GivenAnswers } from './answers.ts';
import type { Places } from './places.ts';
import { comment } from './sheet.ts';

/** Beside the schema, since every other YAML file of the folder is a part of the spec. */
export const ANSWERS_PATH = '.supportctl/answers.yaml';

/** The answers of a file. Throws everything that is wrong with it, each at its place. */
export async function readAnswers(path: string, places: Places): Promise<GivenAnswers> {
  const text = await readFile(path, 'utf8').catch((error: unknown) =>
    fail('SPEC_FILE', `The answers in ${path} cannot be read`, {
      detail: error instanceof Error ? error.message : String(error),
    }),
  );
  const gathering = newGathering(process.env);
  const layer = { folder: dirname(resolve(path)), prefix: dirname(path) === '.' ? '' : dirname(path) };
  const root = readYaml({ text, name: path, layer }, gathering);
  const { diagnostics } = gathering;
  for (const pending of gathering.pending.values()) diagnostics.push(...pending);
  if (root === undefined && diagnostics.length > 0) throw new SupportctlError(diagnostics);
  if (root === undefined) return {};
  const schema = answersSchema(places);
  const judged = schema.safeParse(toPlain(root));
  if (!judged.success) diagnostics.push(...explainIssues({ name: 'answers', node: root, schema }, judged.error.issues));
  if (diagnostics.length > 0) throw new SupportctlError([...diagnostics].sort(byPlace));
  return judged.success ? judged.data : {};
}

type Placed = SupportctlError['diagnostics'][number];

function byPlace({ at: a }: Placed, { at: b }: Placed): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a.line - b.line || a.column - b.column;
}

/** The answers as a file that `--from` reads. */
export function answersText(answers: Answers): string {
  const intro = comment([
    'What was answered when this folder was made: `supportctl init DIR --from answers.yaml` makes it anew.',
    'The spec does not read it; change the spec itself.',
  ]);
  const lines = Object.entries(answers).flatMap(([key, value]: [string, unknown]) => {
    const plain = plainValue(value);
    return plain === undefined ? [] : renderEntry(key, plain, 0);
  });
  return `${[...intro, ...lines].join('\n')}\n`;
}

/** Data of ours as a value of YAML, what is undefined left out. */
function plainValue(value: unknown): SpecValue | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.flatMap((item) => plainValue(item) ?? []);
  if (typeof value !== 'object' || value === null) return undefined;
  const object: Record<string, SpecValue> = {};
  for (const [key, item] of Object.entries(value)) {
    const plain = plainValue(item);
    if (plain !== undefined) object[key] = plain;
  }
  return object satisfies SpecObject;
}
