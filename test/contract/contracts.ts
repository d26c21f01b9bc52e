/** Where the third parties' documents are, and what happens to the tests where they are not. */

import { describe } from 'vitest';
import { createJudge, type Exchange, type Judge, type Verdict } from './judge.ts';

/** The folder that holds `openapi/` and `recorded/`. */
export const CONTRACTS = process.env.SUPPORTCTL_CONTRACTS?.trim() || undefined;

let known: Judge | undefined;

/** Parsing takes a while, so that one judge serves a whole test file. */
export function judge(): Judge {
  if (CONTRACTS === undefined) throw new Error('SUPPORTCTL_CONTRACTS names no folder');
  known ??= createJudge(CONTRACTS);
  return known;
}

/** A suite that needs the documents: reported as skipped, with the reason, where there are none. */
export function describeContract(title: string, suite: () => void): void {
  const reason = 'skipped: SUPPORTCTL_CONTRACTS names no folder with openapi/ and recorded/';
  describe.skipIf(CONTRACTS === undefined)(CONTRACTS === undefined ? `${title} (${reason})` : title, suite);
}

/** Each problem once, with its operation, and without the places in lists that tell repetitions apart. */
export function problemsIn(verdicts: readonly Verdict[]): readonly string[] {
  const problems = verdicts.flatMap(({ operation, judgedBy, problems: found }) => [
    ...(judgedBy === 'none' ? [`${operation}: judged by none`] : []),
    ...found.map((problem) => `${operation}: ${problem.replace(/\/\d+(?=\/|:)/g, '/*')}`),
  ]);
  return [...new Set(problems)].sort();
}

/** The same of what the sandbox was asked on purpose, so that a request which it refused is not held against it. */
export function problemsOfReplies(verdicts: readonly Verdict[], exchanges: readonly Exchange[]): readonly string[] {
  return problemsIn(
    verdicts.map(({ problems, ...verdict }, index) => ({
      ...verdict,
      problems:
        (exchanges[index]?.status ?? 0) < 400
          ? problems
          : problems.filter((problem) => !/^(request|query|path)/.test(problem)),
    })),
  );
}

/** A table for people: operation, judge, number of exchanges. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>();
  for (const { operation, judgedBy } of verdicts) {
    const row = `${judgedBy.padEnd(10)}  ${operation}`;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  const rows = [...counts].map(([row, count]) => `${String(count).padStart(5)}  ${row}`).sort(byOperation);
  const totals = new Map<string, number>();
  for (const { judgedBy } of verdicts) totals.set(judgedBy, (totals.get(judgedBy) ?? 0) + 1);
  const sum = [...totals].map(([judge, count]) => `${judge} ${count}`).join(' · ');
  return `${rows.join('\n')}\n${verdicts.length} exchanges, ${counts.size} operations: ${sum}`;
}

function byOperation(left: string, right: string): number {
  return left.slice(19).localeCompare(right.slice(19));
}
