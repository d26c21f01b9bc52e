/** A tenant that takes a hundred requests a minute: how many are refused in each window. */
import { expectCode, run, seconds, startSandbox, temporaryFolder } from './tools.mjs';

export async function benchBudget() {
  const sandbox = await startSandbox('--rate-limit', '100');
  const folder = temporaryFolder();
  await sandbox.control('POST', 'bulk', { triggers: 12_000, categories: 5, sections: 20, articles: 13_000 });
  const ran = expectCode(
    await run(folder, sandbox.variables, 'import', '.', '--provider', 'zendesk', '--subdomain', 'acme', '--quiet'),
    0,
  );
  const log = await sandbox.control('GET', 'log');
  await sandbox.stop();
  const first = Date.parse(log[0].at);
  const windows = new Map();
  for (const entry of log) {
    const window = Math.floor((Date.parse(entry.at) - first) / 60_000);
    windows.set(window, (windows.get(window) ?? 0) + (entry.status === 429 ? 1 : 0));
  }
  const refused = [...windows.values()];
  return [
    [
      `100 requests/min: ${log.length} requests in ${seconds(ran.wall)}`,
      `refused a window: ${refused.join(', ')} (${refused.reduce((a, b) => a + b, 0)} of ${log.length})`,
      'at most 1 a window',
    ],
  ];
}
