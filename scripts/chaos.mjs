/**
 * `npm run chaos -- --runs 500 --seed 1`: random specs, tenants and faults on loopback, two runs at a time; prints what struck and
 * what was found. `--run N` instead of `--runs` does that one run alone and tells its story.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, ROOT, tool } from './prepare.mjs';

const WORKERS = 2;
/** A process is given up after so many runs: what it has compiled and kept makes the later ones slow. */
const RUNS_A_PROCESS = 30;

const { runs, seed } = chosen();
const trouble = prepare();
if (trouble === undefined) await chaos();
else {
  console.error(`\n${trouble}`);
  process.exitCode = 1;
}

function chosen() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      run: { type: 'string' },
    },
  });
  for (const [name, value] of Object.entries(values)) {
    if (/^\d{1,7}$/.test(value)) continue;
    console.error(`--${name} takes a whole number, not "${value}"`);
    process.exit(1);
  }
  if (values.run !== undefined) return { runs: [Number(values.run)], seed: values.seed };
  return { runs: Array.from({ length: Number(values.runs) }, (_unused, run) => run), seed: values.seed };
}

async function chaos() {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'supportctl-chaos-'));
  try {
    const shares = Array.from({ length: WORKERS }, (_unused, own) => runs.filter((_run, at) => at % WORKERS === own));
    const results = await Promise.all(
      shares.filter((share) => share.length > 0).map((share, own) => workOn(share, join(folder, `${own}.json`))),
    );
    const reports = results.flatMap((result) => result.reports);
    report(reports, (Date.now() - started) / 1000);
    const good = results.every((result) => result.ok) && reports.length === runs.length;
    process.exitCode = good && reports.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A share of the runs, one process after another. */
async function workOn(share, file) {
  const all = { ok: true, reports: [] };
  for (let from = 0; from < share.length; from += RUNS_A_PROCESS) {
    const { ok, reports } = await work(share.slice(from, from + RUNS_A_PROCESS), file);
    all.ok &&= ok;
    all.reports.push(...reports);
    rmSync(file, { force: true });
  }
  return all;
}

/** One process with some of the runs. */
function work(share, file) {
  const env = {
    ...process.env,
    SUPPORTCTL_CHAOS_SEED: seed,
    SUPPORTCTL_CHAOS_RUNS: share.join(','),
    SUPPORTCTL_CHAOS_RESULTS: file,
  };
  const args = ['run', 'test/chaos', '--maxWorkers=1', '--reporter=dot', '--silent=false'];
  const child = spawn(tool('vitest'), args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => {
    child.once('close', (code) => done({ ok: code === 0, reports: read(file) }));
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

function report(reports, seconds) {
  const sum = (name) => reports.reduce((total, own) => total + own[name], 0);
  const faults = new Map();
  for (const name of reports.flatMap((own) => own.faults)) faults.set(name, (faults.get(name) ?? 0) + 1);
  const failed = reports.filter(({ wrong }) => wrong.length > 0);
  console.log(`\n${reports.length} of ${runs.length} runs, seed ${seed}, ${Math.round(seconds)} s`);
  for (const [name, times] of [...faults].sort((a, b) => b[1] - a[1]))
    console.log(`  ${String(times).padStart(5)}  ${name}`);
  console.log(
    `${sum('requests')} requests, ${sum('duplicates')} duplicates, ${sum('lost')} lost, ${sum('foreign')} foreign objects touched, ` +
      `${sum('unguarded')} edits of others between our last read and our write`,
  );
  console.log(failed.length === 0 ? 'all held' : `${failed.length} runs failed; each alone:`);
  for (const { run } of failed) console.log(`  npm run chaos -- --seed ${seed} --run ${run}`);
}
