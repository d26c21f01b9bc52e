/** Properties try the same values in each usual run, so that a failure is there again; `SUPPORTCTL_SEED=random` goes looking. */
import fc from 'fast-check';

const seed = process.env.SUPPORTCTL_SEED ?? '1';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
