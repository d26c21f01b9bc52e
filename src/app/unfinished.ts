/** An import that is on its way: all of it is made in `.supportctl/import`, and the folder is a spec only when it is whole. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, fail } from '../core/diagnostic.ts';

/** The file without which the others are no spec: it comes last. */
const MAIN_FILE = 'support.yaml';
const HIDDEN = '.supportctl';

export interface Unfinished {
  /** Where the spec and its state are made. */
  readonly staging: string;
  /** Where lists are kept until it is done. */
  readonly lists: string;
  /** Moves the spec to where it belongs, and takes away what was kept. */
  publish(): void;
  /** After a failure: takes away what nobody can go on with. */
  abandon(): void;
}

/** Begins an import into `folder`, or goes on with one that was cut off. Throws `FOLDER_NOT_EMPTY` where anything else is. */
export function beginImport(folder: string): Unfinished {
  const existed = existsSync(folder);
  const work = placeOf(folder);
  const moving = join(work, 'moving.json');
  const staging = join(work, 'spec');
  // Moved by an import that was cut off before the last of its files.
  const moved = existsSync(moving) && !existsSync(join(folder, MAIN_FILE)) ? entriesIn(moving) : [];
  refuseOthers(folder, moved);
  for (const entry of moved) rmSync(join(folder, entry), { recursive: true, force: true });
  rmSync(moving, { force: true });
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // A copy of somebody's account is nothing to commit.
  writeFileSync(join(work, '.gitignore'), '*\n');

  function publish(): void {
    refuseOthers(folder, []);
    const entries = [
      ...readdirSync(join(staging, HIDDEN)).map((name) => join(HIDDEN, name)),
      ...readdirSync(staging).filter((name) => name !== HIDDEN && name !== MAIN_FILE),
    ];
    writeFileSync(moving, JSON.stringify(entries));
    for (const entry of [...entries, MAIN_FILE]) renameSync(join(staging, entry), join(folder, entry));
    rmSync(work, { recursive: true, force: true });
  }

  const lists = join(work, 'lists');
  function abandon(): void {
    if (existsSync(staging) || existsSync(moving) || namesIn(lists).some((name) => name.endsWith('.jsonl'))) return;
    rmSync(work, { recursive: true, force: true });
    for (const empty of [join(folder, HIDDEN), ...(existed ? [] : [folder])])
      if (namesIn(empty).length === 0) rmdirSync(empty);
  }

  return { staging, lists, publish, abandon };
}

/** What to say of a folder whose import was cut off; undefined for any other. */
export function unfinishedImport(folder: string): Diagnostic | undefined {
  if (!existsSync(placeOf(folder)) || existsSync(join(folder, MAIN_FILE))) return undefined;
  return {
    code: 'IMPORT_UNFINISHED',
    severity: 'error',
    summary: 'an import into this folder was cut off, so there is no spec here yet',
    hint: 'run the same `supportctl import` again: it goes on where it stopped',
  };
}

function placeOf(folder: string): string {
  return join(folder, HIDDEN, 'import');
}

/** None of a list that was cut off while it was written: nothing was moved yet. */
function entriesIn(file: string): readonly string[] {
  try {
    const entries: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(entries) ? entries.map(String) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function namesIn(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path) : [];
}

function refuseOthers(folder: string, ours: readonly string[]): void {
  const others = [
    ...namesIn(folder).filter((name) => name !== '.git' && name !== HIDDEN && !ours.includes(name)),
    ...namesIn(join(folder, HIDDEN)).filter((name) => name !== 'import' && !ours.includes(join(HIDDEN, name))),
  ];
  if (others.length === 0) return;
  fail('FOLDER_NOT_EMPTY', `the folder \`${folder}\` is not empty`, {
    hint: existsSync(join(folder, MAIN_FILE))
      ? 'name another folder, or `import --merge ADDRESS` to take more into the spec that is there'
      : 'name another folder',
  });
}
