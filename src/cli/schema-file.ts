/** The JSON Schema beside a spec, where the first line of the spec looks for it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostic.ts';

/** Writes it below `folder` and returns its path. */
export async function writeSchema(folder: string, schema: string): Promise<string> {
  const path = join(folder, '.supportctl', 'spec.schema.json');
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
