/** The words by which a value stands outside of the YAML. */
import { includeFile } from './include.ts';
import { includeFolder } from './include-folder.ts';

export const INCLUDES: ReadonlyMap<string, typeof includeFile> = new Map([
  ['file', includeFile],
  ['folder', includeFolder],
]);
