/** An import that is cut off leaves no spec behind, and the next one into the folder goes on with what was read. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, client, ended, type Ran } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { make } from '../kit/tenant.ts';

let acme: Client;
beforeEach(async () => {
  acme = await client({});
  make(acme, 'webhooks', {
    name: 'Pager',
    endpoint: 'https://pager.example/',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    custom_headers: { 'X-Api-Key': 'hush-header' },
    authentication: { type: 'bearer_token', data: { token: 'hush-token' }, add_position: 'header' },
  });
});
afterEach(() => acme.close());

const LISTS = 'copy/.supportctl/import/lists';

/** Starts an import whose list of triggers never comes, and stops it once groups were read. */
async function cutOff(signal: NodeJS.Signals): Promise<Ran> {
  acme.sandbox.control.addFaults([{ match: { path: '/api/v2/triggers(\\?|$)' }, action: { delay: 60_000 } }]);
  const child = acme.start('import', 'copy');
  const end = ended(child);
  while (
    !(existsSync(join(acme.folder, LISTS, 'group.jsonl')) && existsSync(join(acme.folder, LISTS, 'article.jsonl')))
  )
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill(signal);
  const ran = await end;
  acme.sandbox.control.clearFaults();
  acme.sandbox.control.clearLog();
  return ran;
}

async function expectNoSpec(): Promise<void> {
  const refused = await ask(acme, 'plan', '--spec', 'copy');
  expect([refused.code, refused.codes]).toEqual([1, ['IMPORT_UNFINISHED']]);
}

async function expectWhole(ran: Ran, folder = 'copy'): Promise<void> {
  expect(ran.code, ran.all).toBe(0);
  expect(existsSync(join(acme.folder, folder, '.supportctl/import'))).toBe(false);
  const plan = await ask(acme, 'plan', '--spec', folder, '--detailed-exitcode');
  expect([plan.code, plan.lines], plan.all).toEqual([0, []]);
}

function read(): readonly string[] {
  return acme.sandbox.control.log().map(({ path }) => path.replace(/\?.*/, ''));
}

test('killed, it goes on with the lists that were read; what was made since is no stranger, and no secret was kept', async () => {
  await cutOff('SIGKILL');
  await expectNoSpec();
  const kept = await readdir(join(acme.folder, LISTS));
  expect(kept).not.toContain('webhook.jsonl');
  const texts = await Promise.all(kept.map((name) => readFile(join(acme.folder, LISTS, name), 'utf8')));
  expect(texts.join('\n')).not.toContain('hush');
  expect(await acme.read('copy/.supportctl/import/.gitignore')).toBe('*\n');
  const group = make(acme, 'groups', { name: 'Made since' });
  make(acme, 'triggers', {
    title: 'Refers to it',
    conditions: { all: [{ field: 'group_id', operator: 'is', value: group }], any: [] },
    actions: [{ field: 'priority', value: 'high' }],
    category_id: String(acme.sandbox.control.objects('trigger_categories')[0]?.id),
  });
  acme.sandbox.control.clearLog();
  const again = await acme.run('import', 'copy');
  expect(again.stderr).toMatch(/✓ Articles: read \d min ago/);
  expect(again.stderr).toMatch(/✓ Triggers: \d+/);
  expect(read().filter((path) => path.endsWith('/articles'))).toEqual([]);
  await expectWhole(again);
  expect(await acme.read('copy/triggers.yaml')).toContain('{field: group, is: made_since}');
});

test('interrupted, it says how to go on; lists of another account, of another version, or too old are read anew', async () => {
  const stopped = await cutOff('SIGINT');
  expect([stopped.code, stopped.stderr]).toEqual([130, expect.stringContaining('The same command goes on from here.')]);
  const pin = await acme.read(`${LISTS}/account.json`);
  const lines = (await acme.read(`${LISTS}/group.jsonl`)).split('\n');
  const old = [JSON.stringify({ ...JSON.parse(lines[0] ?? ''), at: 0 }), ...lines.slice(1)].join('\n');
  const half = (await acme.read(`${LISTS}/article.jsonl`)).split('\n').slice(0, 2).join('\n');
  await acme.write({ [`${LISTS}/group.jsonl`]: old, [`${LISTS}/article.jsonl`]: half });
  await cp(join(acme.folder, 'copy'), join(acme.folder, 'other'), { recursive: true });
  await acme.write({ 'other/.supportctl/import/lists/account.json': pin.replace('acme', 'other') });
  const again = await acme.run('import', 'copy');
  expect(read()).toContain('/api/v2/groups');
  expect(read().some((path) => path.endsWith('/articles'))).toBe(true);
  expect(read()).not.toContain('/api/v2/views');
  await expectWhole(again);
  acme.sandbox.control.clearLog();
  const other = await acme.run('import', 'other');
  expect([other.code, read().includes('/api/v2/views')]).toEqual([0, true]);
});

test('a platform that fails is told, and the next import goes on; a wrong credential leaves nothing behind', async () => {
  const denied = await acme.runWith({ env: { ZENDESK_OAUTH_TOKEN: 'wrong' } }, 'import', 'copy');
  expect(denied.code).toBe(1);
  expect(existsSync(join(acme.folder, 'copy'))).toBe(false);
  acme.sandbox.control.addFaults([{ match: { path: '/api/v2/sla' }, action: { status: 500 } }]);
  const failed = await acme.run('import', 'copy');
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('run the command again; nothing is lost')]);
  await expectNoSpec();
  acme.sandbox.control.clearFaults();
  await expectWhole(await acme.run('import', 'copy'));
  const full = await acme.run('import', 'copy');
  expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('FOLDER_NOT_EMPTY')]);
  expect(full.stderr).toContain('import --merge');
});

test('cut off while its files came to their places, the folder is no spec; the next import replaces them', async () => {
  expect((await acme.run('import', 'whole')).code).toBe(0);
  const moving = ['.supportctl/state', 'triggers.yaml', 'gone.yaml', 'kb'];
  await mkdir(join(acme.folder, 'copy/.supportctl/import/spec'), { recursive: true });
  for (const name of ['.supportctl/state', 'triggers.yaml', 'kb'])
    await cp(join(acme.folder, 'whole', name), join(acme.folder, 'copy', name), { recursive: true });
  await acme.write({
    'copy/gone.yaml': 'groups: {gone: {name: Gone}}\n',
    'copy/.supportctl/import/moving.json': JSON.stringify(moving),
  });
  await expectNoSpec();
  await expectWhole(await acme.run('import', 'copy'));
  expect(existsSync(join(acme.folder, 'copy/gone.yaml'))).toBe(false);
  await acme.write({ afile: '' });
  const noFolder = await acme.run('import', 'afile');
  expect([noFolder.code, noFolder.stderr]).toEqual([1, expect.stringContaining('FILE_NOT_WRITTEN')]);
  // What somebody else put there is not touched.
  await rm(join(acme.folder, 'copy'), { recursive: true });
  await acme.write({ 'copy/mine.txt': 'mine', 'copy/.supportctl/import/moving.json': '["trigg' });
  const refused = await acme.run('import', 'copy');
  expect(refused.stderr).toContain('FOLDER_NOT_EMPTY');
  expect(await acme.read('copy/mine.txt')).toBe('mine');
});
