/** `npm run crash`: every write of the story, at every point and with every fault; minutes, not seconds. Prints counts. */
import { prepare, run, tool } from './prepare.mjs';

const trouble = prepare();
if (trouble !== undefined) console.error(`\n${trouble}`);
const ok =
  trouble === undefined &&
  run(tool('vitest'), ['run', 'test/crash', ...process.argv.slice(2)], { SUPPORTCTL_CRASH: 'all' });
process.exitCode = ok ? 0 : 1;
