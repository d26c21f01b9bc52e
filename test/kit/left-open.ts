/** What a run that ended properly does not leave behind. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Logs without an end, and a lock that nobody holds, in a spec's folder. */
export async function leftOpen(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(folder, '.supportctl'), { recursive: true });
  return files.filter((name) => /\.open\.jsonl$|\.lock$/.test(name)).map((name) => `${name} was left behind`);
}
