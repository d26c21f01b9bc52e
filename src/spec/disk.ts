/** Writing the files of a spec: whole or not at all, and never outside its folder. */
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fail } from '../core/diagnostic.ts';
import { isInside } from './layer.ts';

/** Writes `text` to `path` below `folder` by way of a temporary file beside it; the file keeps its mode. */
export function writeInside(folder: string, path: string, text: string): void {
  const root = realpathSync(folder);
  const wanted = join(root, path);
  if (!isInside(root, wanted)) fail('SPEC_FILE', `\`${path}\` leads out of the spec folder`);
  mkdirSync(dirname(wanted), { recursive: true });
  const existing = existsSync(wanted);
  const target = existing
    ? realpathSync(wanted)
    : join(realpathSync(dirname(wanted)), wanted.slice(dirname(wanted).length + 1));
  if (!isInside(root, target)) fail('SPEC_FILE', `\`${path}\` is a link that leads out of the spec folder`);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'wx', 0o666);
    try {
      writeSync(file, text);
      // A new file has nothing to lose, and an import writes thousands of them.
      if (existing) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (existing) chmodSync(temporary, statSync(target).mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes path → content of a folder that is nobody's yet, so that there is nothing to lose half-way: a name of its own for each
 * file until it is whole would take most of the time of an import. Throws where a file is there already.
 */
export function writeNew(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  mkdirSync(folder, { recursive: true });
  const root = realpathSync(folder);
  const made = new Set<string>();
  for (const [path, content] of files) {
    const target = join(root, path);
    if (!isInside(root, target)) fail('SPEC_FILE', `\`${path}\` leads out of the spec folder`);
    const home = dirname(target);
    if (!made.has(home)) {
      mkdirSync(home, { recursive: true });
      if (!isInside(`${root}${sep}`, `${realpathSync(home)}${sep}`))
        fail('SPEC_FILE', `\`${path}\` would stand behind a link that leads out of the spec folder`);
    }
    made.add(home);
    writeFileSync(target, content, { flag: 'wx' });
  }
}
