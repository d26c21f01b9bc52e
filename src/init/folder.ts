/** The folder that init writes into. */
import { existsSync, mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fail } from '../core/diagnostic.ts';
import { writeInside } from '../spec/disk.ts';

/** Throws unless `folder` is missing or empty; a fresh repository counts as empty. */
export async function expectEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    return fail('FOLDER_UNREADABLE', `${folder} cannot be used as a folder`, { detail: messageOf(error) });
  });
  const [first] = found.filter((name) => name !== '.git');
  if (first === undefined) return;
  fail('FOLDER_NOT_EMPTY', `${folder} is not empty: it holds ${first}`, {
    hint: 'Give the name of a new folder: supportctl init DIR',
  });
}

/** Writes the files below `folder`. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    for (const [path, text] of files) writeInside(folder, path, text);
  } catch (error) {
    fail('FILE_NOT_WRITTEN', `The spec could not be written to ${folder}`, { detail: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
