/** What is read only where somebody asks for it: an object must not read otherwise because somebody asks later. */
import { afterEach, expect, test } from 'vitest';
import type { Connection, Listing } from '../../src/core/provider.ts';
import { objectDigest } from '../../src/engine/bases.ts';
import { zendesk } from '../../src/providers/zendesk/index.ts';
import { user } from '../../src/providers/zendesk/kinds/user.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { variablesFor } from '../kit/project.ts';

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.close());

async function connect(): Promise<Connection> {
  sandbox = await startSandbox({ rateLimit: 0, profile: 'enterprise' });
  return zendesk.connect({ env: variablesFor(sandbox), subdomain: 'acme' });
}

function attributesIn(listing: Listing): unknown {
  return listing.available ? listing.objects.map(({ attributes }) => attributes) : undefined;
}

test('groups have their members where memberships are asked for at once, and never begin to later', async () => {
  const asked = await connect();
  const [, groups] = await Promise.all([asked.list('group_membership'), asked.list('group')]);
  expect(JSON.stringify(attributesIn(groups))).toContain('"members"');
  await sandbox?.close();
  const connection = await connect();
  const before = attributesIn(await connection.list('group'));
  await connection.list('group_membership');
  expect(attributesIn(await connection.list('group'))).toEqual(before);
  expect(JSON.stringify(before)).not.toContain('"members"');
});

test('a person is the same person when a field without a value is made, and another when a value changes', () => {
  const digest = (fields: Readonly<Record<string, string | boolean>>) => objectDigest(user.kind, { fields });
  expect(digest({ tier: 'gold', empty: '', unticked: false })).toBe(digest({ tier: 'gold' }));
  expect(digest({ tier: 'tin' })).not.toBe(digest({ tier: 'gold' }));
  expect(digest({ tier: 'gold', ticked: true })).not.toBe(digest({ tier: 'gold' }));
});
