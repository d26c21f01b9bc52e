/** Loaded into a measured process with --import: writes its peak memory and its processor time to the file that BENCH_PEAK names. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { peak: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 };
  if (process.env.BENCH_PEAK !== undefined) writeFileSync(process.env.BENCH_PEAK, JSON.stringify(used));
});
