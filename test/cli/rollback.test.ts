/** `rollback` as a person runs it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { dumpTenant } from '../kit/dump.ts';
import { specOf } from './rollback.story.ts';

let acme: Client;
beforeAll(async () => {
  acme = await client({ 'support.yaml': specOf({ release: 1 }) }, { profile: 'enterprise' });
});
afterAll(() => acme.close());

test('acceptance', async () => {
  const made = await acme.run('apply', '--yes', '--quiet');
  expect(made.code === 0 ? '' : made.all).toBe('');
  const before = dumpTenant(acme.sandbox);
  await acme.write({ 'support.yaml': specOf({ release: 2 }) });
  const lifted = ['--prune', '--allow-data-loss', '*', '--allow-backlog', '--allow-deletes', '20'];
  const changed = await acme.run('apply', '--yes', '--quiet', ...lifted);
  console.log(changed.all);
  const dry = await acme.run('rollback', '--dry-run', '--quiet');
  console.log(dry.all);
  const back = await acme.run('rollback', '--yes', '--quiet', '--allow-data-loss', '*', '--allow-backlog');
  console.log(back.all);
  console.log((await acme.run('history', '--limit', '2')).all);
  console.log((await acme.run('history', 'group.old_team')).all);
  console.log((await acme.run('history', 'ticket_field.area')).all);
  const after = dumpTenant(acme.sandbox);
  expect(after).toEqual(before);
});
