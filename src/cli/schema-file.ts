/** The JSON Schemas beside a spec, where the first line of the spec, or of a test file, looks for them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostic.ts';

/** Writes one below `folder` and returns its path. */
export async function writeSchema(folder: string, schema: string, of: 'spec' | 'tests'): Promise<string> {
  const path = join(folder, '.supportctl', `${of}.schema.json`);
  try {
    await mkdir(join(folder, '.supportctl'), { recursive: true });
    await writeFile(path, schema);
  } catch (error) {
    fail('FILE_NOT_WRITTEN', `${path} could not be written`, {
      detail: error instanceof Error ? error.message : String(error),
    });
  }
  return path;
}
