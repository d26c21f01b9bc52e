/**
 * The first half of `npm run build`: the sources as a few files, so that a command starts in two thirds of the time that
 * loading each module by itself takes. `tsc` writes the types beside them.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './prepare.mjs';

/** They come in many files each and are needed at every start; other packages are loaded when a command wants them. */
const TAKEN_IN = ['zod', 'yaml'];

const dist = join(ROOT, 'dist');
rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: ROOT,
  input: {
    'cli/main': 'src/cli/main.ts',
    index: 'src/index.ts',
    'sandbox/index': 'src/sandbox/index.ts',
    'simulate/index': 'src/simulate/index.ts',
    // What `npm run mutate` works with.
    'app/testing/run': 'src/app/testing/run.ts',
  },
  platform: 'node',
  external: (id) => /^[^./]/.test(id) && !TAKEN_IN.some((name) => id === name || id.startsWith(`${name}/`)),
});
await bundle.write({
  dir: dist,
  format: 'esm',
  entryFileNames: '[name].js',
  // As deep below the package as the sources are, which look for its other files from where they stand.
  chunkFileNames: 'chunks/[name]-[hash].js',
});
await bundle.close();
