/** Whoever only looks needs a token that only reads. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { spec } from '../kit/spec.ts';
import { edit, make, newWrites } from '../kit/tenant.ts';

const READ_ONLY = { ZENDESK_OAUTH_TOKEN: 'may-only-read' };

let own: Client;
afterEach(() => own.close());

test('plan, drift and import work with a token that may only read, and write nothing; apply is refused by the platform', async () => {
  const groups = spec('groups: {tier1: {name: Tier 1, description: First}}\n');
  own = await client(groups, { tokens: { 'may-only-read': { scopes: ['read'] } } });
  expect((await own.run('apply', '--yes')).code).toBe(0);
  edit(own, 'groups', 'Tier 1', { description: 'By hand' });
  make(own, 'groups', { name: 'Foreign' });
  newWrites(own);
  const run = (...args: string[]) => own.runWith({ env: READ_ONLY }, ...args);
  expect((await run('validate')).code).toBe(0);
  expect(await run('plan', '--unmanaged', '--out', 'saved.json')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('By hand'),
  });
  expect((await run('drift')).code).toBe(2);
  expect((await run('state', 'show', 'group.tier1')).code).toBe(0);
  expect((await run('import', 'imported', '--provider', 'zendesk', '--subdomain', 'acme')).code).toBe(0);
  // Having an archive made changes nothing, and is refused all the same.
  expect(newWrites(own)).toEqual(['POST /api/v2/guide/theming/jobs/themes/exports']);
  await rm(join(own.folder, 'imported'), { recursive: true });
  const refused = await run('apply', '--yes', '--overwrite-drift');
  expect(refused.code).toBe(3);
  expect(refused.all).not.toContain('may-only-read');
});
