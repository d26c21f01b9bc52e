/** What a fresh clone lacks: installed packages and a build. Plain Node, since nothing is installed yet. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
const WINDOWS = process.platform === 'win32';

/** Installs what package-lock.json says and builds. Returns what failed, or undefined. */
export function prepare() {
  if (!nodeIsNew()) return `Node ${process.versions.node} is too old: 20.19 or newer is needed`;
  if (!installed() && !run('npm', ['ci', '--no-audit', '--no-fund'])) return 'npm ci failed';
  return run('npm', ['run', '--silent', 'build']) ? undefined : 'the build failed';
}

/** Runs a program with our terminal; true if it succeeded. */
export function run(program, args, env = {}) {
  const options = { cwd: ROOT, stdio: 'inherit', shell: WINDOWS, env: { ...process.env, ...env } };
  return spawnSync(program, args, options).status === 0;
}

/** The path of a tool that a package brings. */
export function tool(name) {
  return join(ROOT, 'node_modules/.bin', WINDOWS ? `${name}.cmd` : name);
}

function nodeIsNew() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

/** npm writes its own lock file into node_modules when it is done; an older one is of another package-lock.json. */
function installed() {
  const [done, wanted] = ['node_modules/.package-lock.json', 'package-lock.json'].map((path) =>
    statSync(join(ROOT, path), { throwIfNoEntry: false }),
  );
  return done !== undefined && (wanted === undefined || done.mtimeMs >= wanted.mtimeMs);
}
