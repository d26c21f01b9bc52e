/**
 * `npm test`: installs what is missing, builds, runs all checks and tests, and ends with `N passed, N failed`.
 * `npm test -- test/http` runs the checks and some of the tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, run, tool } from './prepare.mjs';

const CHECKS = ['check:types', 'check:style', 'check:unused', 'check:package'];

const trouble = prepare();
if (trouble === undefined) finish(add(checks(), tests(process.argv.slice(2))));
else {
  console.error(`\n${trouble}`);
  finish({ passed: 0, failed: 1, skipped: 0 });
}

function checks() {
  const results = CHECKS.map((name) => ({ name, ok: run('npm', ['run', '--silent', name]) }));
  for (const { name, ok } of results) console.log(`${ok ? '✓' : '×'} ${name}`);
  return count(results.map(({ ok }) => (ok ? 'passed' : 'failed')));
}

function tests(filters) {
  const folder = mkdtempSync(join(tmpdir(), 'supportctl-test-'));
  const file = join(folder, 'results.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const ok = run(tool('vitest'), ['run', ...reporters, ...filters]);
    const results = tally(file);
    // An error outside of any test fails the run without failing one.
    return ok || results.failed > 0 ? results : add(results, { passed: 0, failed: 1, skipped: 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that cannot be loaded counts as one failed test. */
function tally(file) {
  let files;
  try {
    files = JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return count(
    files.flatMap(({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
        ? [...assertionResults.map((test) => test.status), 'failed']
        : assertionResults.map((test) => test.status),
    ),
  );
}

function count(statuses) {
  const of = (...names) => statuses.filter((status) => names.includes(status)).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('pending', 'skipped', 'todo', 'disabled') };
}

function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function finish({ passed, failed, skipped }) {
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}
