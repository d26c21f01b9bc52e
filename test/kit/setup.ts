/**
 * Before each test file. Properties try the same values in each usual run, so that a failure is there again;
 * `SUPPORTCTL_SEED=random` goes looking.
 */
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { removeFolders } from './folders.ts';

const seed = process.env.SUPPORTCTL_SEED ?? '1';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

afterAll(removeFolders);
