/** Support addresses: what the API does, and what it leaves to people. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const spec = (blocks: string) => ({
  'support.yaml': `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
support_addresses:
${blocks}`,
});

test('what a mail server and a DNS must do are steps for people, until the account sees them done', async () => {
  await tenant.write(spec('  sales: {email: Sales@acme.example, name: Acme Sales}\n'));
  const first = await tenant.plan();
  expect(first.summary.manual).toBe(2);
  expectApplied(await tenant.apply());
  const after = await tenant.plan();
  expect(after.changes).toEqual([]);
  expect(after.manual.map(({ title, enter }) => [title, enter])).toEqual([
    ['forwarding of sales@acme.example', 'forward it to support@SUBDOMAIN.zendesk.com, then let the account verify it'],
    ['dns of sales@acme.example', expect.stringContaining('SPF with include:mail.zendesk.com')],
  ]);
  expect(after.manual[0]).toMatchObject({
    where: expect.stringContaining('Verify forwarding'),
    check: 'the tenant shows forwarding: verified, now unknown',
    shows: 'unknown',
  });
  const own = tenant.sandbox.control.objects('recipient_addresses').find(({ email }) => email === 'sales@acme.example');
  const verified = ['forwarding_status', 'spf_status', 'cname_status', 'domain_verification_status'];
  tenant.sandbox.control.edit(
    'recipient_addresses',
    String(own?.id),
    Object.fromEntries(verified.map((name) => [name, 'verified'])),
  );
  expect(leftToDo(await tenant.plan())).toEqual([]);
});

test('the address that every account has is taken over, and stays when its block goes', async () => {
  await tenant.write(spec('  main: {email: support@acme.zendesk.com, name: Acme Support, lifecycle: {adopt: true}}\n'));
  expectApplied(await tenant.apply());
  expect(leftToDo(await tenant.plan())).toEqual([]);
  await tenant.write(spec('  other: {email: other@acme.zendesk.com}\n'));
  const plan = await tenant.plan({ prune: true, includeAdopted: true });
  expect(plan.changes.find(({ address }) => address === 'support_address.main')).toMatchObject({
    op: 'release',
    notes: ["never deleted: it is the account's default"],
  });
});

test('which address is the default is a step for people', async () => {
  await tenant.write(spec('  other: {email: other@acme.zendesk.com}\n'));
  expectApplied(await tenant.apply());
  await tenant.write(spec('  other: {email: other@acme.zendesk.com, default: true}\n'));
  const plan = await tenant.plan();
  expect(plan.changes).toEqual([]);
  expect(plan.manual.map(({ title, where }) => [title, where])).toEqual([
    ['default of other@acme.zendesk.com', expect.stringContaining('Make default')],
  ]);
});
