/** The full example's own tests: enough of them, all rules and conditions, the same in every zone of the machine. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTests } from '../../src/app/testing/run.ts';
import { ended } from '../kit/cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ACME = resolve(ROOT, 'examples/acme');

describe('the tests of examples/acme', () => {
  it('pass, are many, and reach every rule, condition and outcome', async () => {
    const options = { spec: ACME, variables: {}, notify: () => undefined };
    const report = await runTests(options, { files: [], only: [], coverage: true });
    expect(report.cases.filter(({ failures }) => failures.length > 0)).toEqual([]);
    expect(report.passed).toBeGreaterThanOrEqual(40);
    expect(report.coverage?.uncovered).toEqual([]);
    expect(report.cases.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('say the same whatever zone the machine is in', async () => {
    const zones = ['Pacific/Kiritimati', 'America/Los_Angeles'];
    const [first, second] = await Promise.all(
      zones.map((TZ) => {
        const args = ['test', '--format', 'json', '--spec', ACME];
        const env = { PATH: process.env.PATH ?? '', TZ };
        return ended(spawn(process.execPath, [resolve(ROOT, 'bin/supportctl.js'), ...args], { env }));
      }),
    );
    expect(first?.code, first?.all).toBe(0);
    expect(second?.stdout).toBe(first?.stdout);
  });

  it('notice when a rule is changed', async () => {
    const args = ['scripts/mutate.mjs', '--built', '--only', 'trigger.p1_on_call'];
    const ran = await ended(spawn(process.execPath, args, { cwd: ROOT, env: { PATH: process.env.PATH ?? '' } }));
    expect(ran.code, ran.all).toBe(0);
    expect(ran.stdout).toContain('9 mutants: 9 killed');
  });
});
