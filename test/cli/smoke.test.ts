import { afterEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';

let acme: Client | undefined;
afterEach(() => acme?.close());

test('a spec is planned, applied, and then there is nothing to do', async () => {
  acme = await client({
    'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
groups: {tier1: {name: Support Tier 1}}
`,
  });
  const plan = await acme.run('plan', '--detailed-exitcode');
  expect(plan.code, plan.all).toBe(2);
  const apply = await acme.run('apply', '--yes');
  expect(apply.code, apply.all).toBe(0);
  expect(acme.writes()).toEqual(['POST /api/v2/groups']);
  const again = await acme.run('plan', '--detailed-exitcode');
  expect(again.code, again.all).toBe(0);
});
