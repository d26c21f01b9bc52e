/** Random specs, tenants and faults: whatever goes wrong, applying again makes it as if nothing had (DESIGN 1, 8). */
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { chaosRun, type Report } from './run.ts';

/** `npm run chaos` says which runs, and wants what came of them in a file. */
const SEED = Number(process.env.SUPPORTCTL_CHAOS_SEED ?? 1);
const CHOSEN = process.env.SUPPORTCTL_CHAOS_RUNS?.split(',').map(Number);
const RESULTS = process.env.SUPPORTCTL_CHAOS_RESULTS;
const SHORT = [1, 4, 7, 17, 19];

test(
  'whatever goes wrong, applying again converges, without duplicates, losses or harm to others',
  async () => {
    const reports: Report[] = [];
    const runs = CHOSEN ?? SHORT;
    for (const run of runs) {
      const report = await chaosRun(SEED, run);
      reports.push(report);
      if (report.wrong.length > 0 || CHOSEN?.length === 1) console.log(told(report));
      if (RESULTS !== undefined) await writeFile(RESULTS, JSON.stringify(reports));
    }
    expect(reports.flatMap(({ wrong }) => wrong)).toEqual([]);
  },
  60 * 60_000,
);

/** The story of a run, and the command that tells it again. */
function told({ run, wrong, story, faults }: Report): string {
  return [
    `npm run chaos -- --seed ${SEED} --run ${run}`,
    ...story,
    `struck: ${faults.join(', ')}`,
    ...wrong.map((line) => `WRONG ${line.slice(0, 2000)}`),
  ].join('\n');
}
