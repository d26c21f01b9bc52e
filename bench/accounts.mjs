/** Reading and planning big accounts at 50 ms latency, and changing a hundred triggers of one. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectCode, run, seconds, startSandbox, temporaryFolder, whole } from './tools.mjs';

/** A young account, as most clients have. */
const YOUNG = {
  groups: 10,
  ticket_fields: 25,
  trigger_categories: 5,
  triggers: 80,
  webhooks: 5,
  categories: 5,
  sections: 15,
  articles: 70,
};
const SMALL = {
  groups: 60,
  ticket_fields: 400,
  trigger_categories: 20,
  triggers: 2500,
  webhooks: 80,
  categories: 20,
  sections: 80,
  articles: 2500,
};
const LARGE = {
  groups: 160,
  ticket_fields: 1200,
  trigger_categories: 60,
  triggers: 12_000,
  webhooks: 140,
  categories: 40,
  sections: 60,
  articles: 14_000,
};
const LISTS = Object.keys(SMALL);

export async function benchAccounts({ only }) {
  const rows = [];
  for (const [title, counts, budget] of [
    ['215', YOUNG, ''],
    ['5,660', SMALL, '3 s, 200 MB'],
    ['27,660', LARGE, '12 s, 500 MB'],
  ]) {
    if (only !== undefined && !title.startsWith(only)) continue;
    const { sandbox, folder, total } = await imported(counts);
    const load = expectCode(await run(folder, sandbox.variables, 'validate', '--quiet'), 0);
    await sandbox.control('DELETE', 'log');
    const plan = expectCode(await run(folder, sandbox.variables, 'plan', '--quiet', '--detailed-exitcode'), 0);
    const log = await sandbox.control('GET', 'log');
    const pages = await pagesOf(sandbox);
    rows.push([
      `validate, ${total} objects`,
      `${seconds(load.wall)} (${seconds(load.cpu)} of processor), ${whole(load.peak, 'MB')}`,
      '',
    ]);
    rows.push([
      `read + plan, ${total} objects`,
      `${seconds(plan.wall)} (${seconds(plan.cpu)} of processor), ${whole(plan.peak, 'MB')}`,
      budget,
    ]);
    rows.push([`the same, requests`, `${log.length} for ${pages} list pages`, `${Math.floor(pages * 1.05)}`]);
    if (title === '5,660') rows.push(...(await hundredTriggers(sandbox, folder)));
    await sandbox.stop();
  }
  return rows;
}

async function imported(counts) {
  const sandbox = await startSandbox('--latency', '50ms', '--rate-limit', '0');
  const folder = temporaryFolder();
  await sandbox.control('POST', 'bulk', counts);
  const ran = expectCode(
    await run(folder, sandbox.variables, 'import', '.', '--provider', 'zendesk', '--subdomain', 'acme', '--quiet'),
    0,
  );
  const total = LISTS.reduce((sum, kind) => sum + counts[kind], 0);
  console.error(`imported in ${seconds(ran.wall)} (${seconds(ran.cpu)} of processor), ${whole(ran.peak, 'MB')}`);
  return { sandbox, folder, total };
}

/** Pages of a hundred that hold everything a plan must know. */
async function pagesOf(sandbox) {
  const state = await sandbox.control('GET', 'state');
  // Fields come in one unpaged list; every brand with a help center has lists of its own.
  const perList = LISTS.filter((kind) => kind !== 'ticket_fields').map((kind) =>
    Math.max(1, Math.ceil((state[kind]?.length ?? 0) / 100)),
  );
  return perList.reduce((sum, pages) => sum + pages, 1);
}

/** A hundred descriptions change; each is one write, and the list is read at most twice. */
async function hundredTriggers(sandbox, folder) {
  let left = 100;
  for (const file of readdirSync(folder, { recursive: true }).map(String)) {
    if (!/trigger.*\.yaml$/.test(file) || left === 0) continue;
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(/^( +)title: .*route case.*$/gm, (line, indent) => {
      if (left === 0) return line;
      left -= 1;
      return `${indent}title: "Changed ${left}"`;
    });
    writeFileSync(path, changed);
  }
  await sandbox.control('DELETE', 'log');
  const ran = expectCode(await run(folder, sandbox.variables, 'apply', '--yes', '--quiet'), 0);
  const log = await sandbox.control('GET', 'log');
  const writes = log.filter((entry) => entry.write).length;
  const pages = log.filter((entry) => entry.method === 'GET' && entry.path.startsWith('/api/v2/triggers?'));
  const once = Math.ceil((2500 + 20) / 100);
  return [
    [
      `${100 - left} changed triggers`,
      `${writes} writes, list read ${(pages.length / once).toFixed(1)} times, ${seconds(ran.wall)}`,
      '100 writes, 2 times',
    ],
  ];
}
