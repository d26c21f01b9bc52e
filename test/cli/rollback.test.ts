/** `rollback` as a person runs it: back to what was there, and what cannot come back is said first. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { dumpState, dumpTenant } from '../kit/dump.ts';
import { specOf } from './rollback.story.ts';

const LIFTED = ['--allow-data-loss', '*', '--allow-backlog', '--allow-deletes', '20'];
const OLD_KEY = 'first-key';
const NEW_KEY = 'second-key';

let acme: Client;
let before: Readonly<Record<string, readonly string[]>>;
let stateBefore: unknown;
beforeAll(async () => {
  acme = await client({ 'support.yaml': specOf({ release: 1 }) }, { profile: 'enterprise' });
  const made = await acme.run('apply', '--yes', '--quiet');
  expect(made.code, made.all).toBe(0);
  before = standing(acme);
  stateBefore = await dumpState(acme.sandbox, acme.folder);
  await acme.write({ 'support.yaml': specOf({ release: 2 }) });
  const changed = await acme.run('apply', '--yes', '--quiet', '--prune', '--format', 'json', ...LIFTED);
  expect(changed.code, changed.all).toBe(0);
  const { changes } = JSON.parse(changed.stdout);
  expect(changes).toHaveLength(40);
  expect(changes.filter(({ op }: { op: string }) => op === 'delete')).toHaveLength(3);
}, 60_000);
afterAll(() => acme.close());

/** Everything that is there: what was deleted, labels that no article has, and the value that the log must not hold, left out. */
function standing({ sandbox }: Client): Readonly<Record<string, readonly string[]>> {
  const { archived_articles: _archived, labels: _labels, ...tables } = dumpTenant(sandbox);
  return Object.fromEntries(
    Object.entries(tables).map(([kind, rows]) => [
      kind,
      rows.filter((row) => JSON.parse(row).deleted !== true).map((row) => row.replace(NEW_KEY, OLD_KEY)),
    ]),
  );
}

async function logs(): Promise<string> {
  const folder = join(acme.folder, '.supportctl', 'runs', 'default');
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return texts.join('');
}

test('without a word nothing is written: the plan is shown with all that is lost, and the command that confirms it', async () => {
  const untouched = dumpTenant(acme.sandbox);
  const [run] = JSON.parse((await acme.run('history', '--format', 'json')).stdout).runs;
  const dry = await acme.run('rollback', '--dry-run', '--quiet', ...LIFTED);
  expect(dry.code, dry.all).toBe(0);
  const asked = await acme.run('rollback', '--quiet', ...LIFTED);
  expect(asked.code).toBe(4);
  expect(asked.stdout).toBe(dry.stdout);
  expect(dumpTenant(acme.sandbox)).toEqual(untouched);
  const words = dry.stdout.replace(/\s+/g, ' ');
  for (const said of [
    `Back to what was before the run ${run.run}`,
    'The spec is not edited',
    'ticket_field.area: options.billing_q comes back, but not its value on all tickets',
    'webhook.pager: headers.X-Api-Key.value cannot be put back; it stays as it is now',
    'article.left: made anew under another id (it was',
    'article.left: not with it: its place in the help center',
    'group.old_team: not with it: the group of its open tickets',
    'trigger.route_old: made anew under another id',
    'what rules and people did with tickets in between is not undone',
  ])
    expect(words).toContain(said);
  expect(asked.stderr.replace(/\s+/g, ' ')).toContain(
    `To confirm, run: supportctl rollback ${run.run} --quiet --allow-data-loss '*' --allow-backlog --allow-deletes 20 --yes`,
  );
});

test('losing data needs its flag on the way back, too', async () => {
  const untouched = dumpTenant(acme.sandbox);
  const refused = await acme.run('rollback', '--yes', '--quiet', '--allow-backlog');
  expect(refused.code).toBe(4);
  expect(refused.all).toContain('DATA_LOSS  ticket_field.area would lose options.feature_q');
  expect(refused.all).toContain('--allow-data-loss group.new_team');
  expect(dumpTenant(acme.sandbox)).toEqual(untouched);
});

test('40 changes and three deletes are rolled back: everything managed is as it was before', async () => {
  const back = await acme.run('rollback', '--yes', '--quiet', ...LIFTED);
  expect(back.code, back.all).toBe(0);
  expect(back.stdout).toContain('revert the commit');
  expect(standing(acme)).toEqual(before);
  expect(await dumpState(acme.sandbox, acme.folder)).toEqual(stateBefore);
});

test('afterwards the spec of before has nothing to do, and the present one wants its changes again', async () => {
  const again = await acme.run('plan', '--format', 'json', '--prune');
  const { changes } = JSON.parse(again.stdout);
  expect(changes.length).toBe(40);
  expect(changes.every(({ because }: { because: string }) => because === 'spec')).toBe(true);
  await acme.write({ 'support.yaml': specOf({ release: 1 }) });
  // The key in the header was the one thing that could not come back.
  const plan = JSON.parse((await acme.run('plan', '--format', 'json', '--prune')).stdout);
  expect(plan.changes.map(({ address, fields }: Changed) => [address, fields.map(({ path }) => path)])).toEqual([
    ['webhook.pager', ['headers.X-Api-Key.value']],
  ]);
});

interface Changed {
  readonly address: string;
  readonly fields: readonly { readonly path: string }[];
}

test('the log holds no secret, and says who changed what, when, from where and by which plan', async () => {
  expect(await logs()).not.toContain(OLD_KEY);
  expect(await logs()).not.toContain(NEW_KEY);
  const { runs } = JSON.parse((await acme.run('history', '--format', 'json')).stdout);
  expect(runs.map(({ outcome, operations }: Logged) => [outcome, operations.length])).toEqual([
    ['done', 40],
    ['done', 40],
    ['done', 38],
  ]);
  expect(runs[0]).toMatchObject({ rollback: runs[1].run, environment: 'default', accounts: { zendesk: 'acme' } });
  for (const { who, host, plan } of runs) expect([who, host, plan].join('')).not.toContain('undefined');
  const one = await acme.run('history', 'group.old_team');
  expect(one.stdout).toMatch(/rolled back to before .*\n.*\n {2}\+ create group.old_team/);
  expect(one.stdout).toMatch(/- delete group.old_team .*\n {8}name: Old Team → \(none\)/);
  const never = await acme.run('history', 'nonsense');
  expect([never.code, never.stderr]).toEqual([1, expect.stringMatching(/none of the \d+ runs wrote nonsense/)]);
  expect(never.stderr, 'there is nothing further back').not.toContain('--limit');
  const unknown = await acme.run('history', 'group.old_teem');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('did you mean group.old_team?')]);
});

interface Logged {
  readonly outcome: string;
  readonly operations: readonly unknown[];
}

test('a rollback is a run: rolling it back gives the release again', async () => {
  const again = await acme.run('rollback', '--yes', '--quiet', ...LIFTED);
  expect(again.code, again.all).toBe(0);
  await acme.write({ 'support.yaml': specOf({ release: 2 }) });
  const plan = JSON.parse((await acme.run('plan', '--format', 'json', '--prune')).stdout);
  expect(plan.changes).toEqual([]);
});
