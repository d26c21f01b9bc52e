/** Reading and planning big accounts at 50 ms latency, and changing a hundred triggers of one. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectCode, run, seconds, startSandbox, temporaryFolder, whole } from './tools.mjs';

const TINY = {
  groups: 10,
  ticket_fields: 30,
  trigger_categories: 5,
  triggers: 80,
  webhooks: 5,
  categories: 5,
  sections: 20,
  articles: 60,
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
    ['215', TINY, undefined],
    ['5,660', SMALL, { time: 3, memory: 200 }],
    ['27,660', LARGE, { time: 12, memory: 500 }],
  ]) {
    if (only !== undefined && title !== only) continue;
    const { sandbox, folder, total, took } = await imported(counts);
    const load = expectCode(await run(folder, sandbox.variables, 'validate', '--quiet'), 0);
    await sandbox.control('DELETE', 'log');
    const plan = expectCode(await run(folder, sandbox.variables, 'plan', '--quiet', '--detailed-exitcode'), 0);
    const log = await sandbox.control('GET', 'log');
    const pages = await pagesOf(sandbox, log);
    const allowed = budget === undefined ? '' : `${budget.time} s, ${budget.memory} MB`;
    rows.push([
      `import, ${total} objects`,
      `${seconds(took.wall)} (${seconds(took.cpu)} of processor), ${whole(took.peak, 'MB')}`,
      // The budget of a plan is meant for an import of as many: it reads as much, and writes it down besides.
      title === '27,660' ? allowed : '',
    ]);
    rows.push([
      `validate, ${total} objects`,
      `${seconds(load.wall)} (${seconds(load.cpu)} of processor), ${whole(load.peak, 'MB')}`,
      '',
    ]);
    rows.push([
      `read + plan, ${total} objects`,
      `${seconds(plan.wall)} (${seconds(plan.cpu)} of processor), ${whole(plan.peak, 'MB')}`,
      allowed,
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
  const took = expectCode(
    await run(folder, sandbox.variables, 'import', '.', '--provider', 'zendesk', '--subdomain', 'acme', '--quiet'),
    0,
  );
  const total = LISTS.reduce((sum, kind) => sum + counts[kind], 0);
  return { sandbox, folder, total, took };
}

/** The fewest requests that read all of it: one for each list of each help center, and one for each further hundred objects. */
async function pagesOf(sandbox, log) {
  const state = await sandbox.control('GET', 'state');
  const lists = new Set(log.map(({ subdomain, path }) => `${subdomain} ${path.replace(/\?.*/, '')}`));
  lists.delete('acme /api/v2/users/me');
  // Fields come in one unpaged list.
  const further = LISTS.filter((kind) => kind !== 'ticket_fields').map(
    (kind) => Math.ceil((state[kind]?.length ?? 0) / 100) - 1,
  );
  return further.reduce((sum, pages) => sum + Math.max(0, pages), lists.size);
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
