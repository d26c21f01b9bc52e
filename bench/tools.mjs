/** What the benches share: a sandbox in a process of its own, and runs of the built command line that are timed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = resolve(import.meta.dirname, '../bin/supportctl.js');
const PEAK = resolve(import.meta.dirname, 'peak.mjs');

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'supportctl-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `supportctl sandbox` and reads from its output how to reach it. */
export async function startSandbox(...flags) {
  const child = spawn(process.execPath, [BINARY, 'sandbox', '--port', '0', '--profile', 'enterprise', ...flags]);
  let printed = '';
  const url = await new Promise((done, failed) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /control: (http:\/\/[^/]+)/.exec(printed);
      if (found) done(found[1]);
    });
    child.once('exit', (code) => failed(new Error(`the sandbox ended with ${code}`)));
  });
  const variables = Object.fromEntries(
    printed
      .split('\n')
      .flatMap((line) =>
        /^[A-Z_]+=/.test(line) ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [],
      ),
  );
  const control = async (method, path, body) => {
    const reply = await fetch(`${url}/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return JSON.parse((await reply.text()) || 'null');
  };
  return { variables, control, stop: () => new Promise((done) => child.once('exit', done) && child.kill('SIGTERM')) };
}

/** Runs the command line once: wall and processor time in ms, peak memory in MB. */
export async function run(folder, variables, ...args) {
  return timed(['--import', PEAK, BINARY, ...args], folder, variables);
}

export async function bareNode() {
  return timed(['-e', '0'], tmpdir(), {});
}

async function timed(args, cwd, variables) {
  const peakFile = join(tmpdir(), `supportctl-peak-${process.pid}`);
  const started = performance.now();
  const env = { PATH: process.env.PATH, HOME: cwd, NO_COLOR: '1', BENCH_PEAK: peakFile, ...variables };
  const child = spawn(process.execPath, args, { cwd, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done) => child.once('close', done));
  const wall = performance.now() - started;
  let used = { peak: 0, cpu: 0 };
  try {
    used = JSON.parse(readFileSync(peakFile, 'utf8'));
    rmSync(peakFile);
  } catch {
    // Bare node writes none.
  }
  return { code, wall, ...used, output };
}

/** The run, or an error with what it said. */
export function expectCode(ran, ...codes) {
  if (codes.includes(ran.code)) return ran;
  throw new Error(`ended with ${ran.code}:\n${ran.output.slice(-3000)}`);
}

export async function medianOf(times, measure) {
  const walls = [];
  for (let index = 0; index < times; index += 1) walls.push((await measure()).wall);
  return walls.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
export const whole = (n, unit) => `${Math.round(n)} ${unit}`;
