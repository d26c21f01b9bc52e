/** One spec, two accounts: tried in a sandbox tenant, promoted to production, a state each. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { type Client, client } from '../kit/cli.ts';
import { exists, make } from '../kit/tenant.ts';

const SPEC = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme-sandbox, environment: sandbox}
groups: {billing: {name: Billing}, tier9: {name: Tier 9}}
trigger_categories: {routing: {name: Routing}}
webhooks:
  pager: {name: Pager, endpoint: "https://pager.example/hook", method: POST, format: json, authentication: {type: bearer_token, token: {secret: env:PAGER_TOKEN}}}
support_addresses: {help: {email: help@acme-sandbox.zendesk.com, name: Help}}
triggers:
  bill:
    title: Bill
    category: routing
    when: {all: [{field: update_type, is: create}, {field: organization, is: live("Initech")}]}
    then: [{set: {group: billing}}, {add_tags: [seen]}]
`;
const PRODUCTION = 'platform: {subdomain: acme, environment: production}\n';

let here: Client;
let production: Sandbox;
beforeEach(async () => {
  here = await client(
    { 'support.yaml': SPEC, 'environments/production.yaml': PRODUCTION },
    { profile: 'enterprise', subdomain: 'acme-sandbox' },
  );
  production = await startSandbox({ rateLimit: 0, profile: 'enterprise', subdomain: 'acme' });
});
afterEach(async () => {
  await here.close();
  await production.close();
});

function there(...args: string[]) {
  const env = { SUPPORTCTL_ZENDESK_URL: production.zendeskUrl, PAGER_TOKEN: 'canary-pager' };
  return here.runWith({ env }, ...args, '--env', 'production');
}

test('what was tried in a sandbox tenant is adopted by name or made in production, and each has its state', async () => {
  make(here, 'organizations', { name: 'Initech' });
  const tried = await here.runWith({ env: { PAGER_TOKEN: 'canary-tried' } }, 'apply', '--yes');
  expect(tried.code, tried.all).toBe(0);
  production.control.inject('groups', { name: 'Tier 9' });

  const first = await there('plan', '--portability', '--format', 'json');
  const document = JSON.parse(first.stdout);
  expect(first.code).toBe(1);
  const places = document.notPortable.map(({ address, path, code }: Record<string, string>) => [address, path, code]);
  expect(places).toContainEqual(['trigger.bill', 'when', 'named']);
  expect(places).toContainEqual(['support_address.help', 'email', 'local']);
  expect(places.map(([address]: string[]) => address)).not.toContain('webhook.pager');

  production.control.inject('organizations', { name: 'Initech' });
  await here.write({
    'environments/production.yaml': `${PRODUCTION}support_addresses: {help: {email: help@acme.zendesk.com}}\n`,
  });
  const text = await there('plan', '--portability');
  expect(text.stdout).toContain('= group.tier9');
  expect(text.stdout).not.toContain('canary');
  const done = await there('apply', '--yes');
  expect(done.code, done.all).toBe(0);
  expect((await there('plan', '--detailed-exitcode')).code).toBe(0);
  expect((await here.run('plan', '--detailed-exitcode')).code).toBe(0);
  const states = await Promise.all(
    ['default', 'production'].map((name) => here.read(`.supportctl/state/${name}.json`)),
  );
  expect(states.map((state) => JSON.parse(state).accounts.zendesk)).toEqual(['acme-sandbox', 'acme']);
  expect(exists({ ...here, sandbox: production }, 'triggers', 'Bill')).toBe(true);
});

test("the state of one account is never used for the other's", async () => {
  make(here, 'organizations', { name: 'Initech' });
  expect((await here.runWith({ env: { PAGER_TOKEN: 'x-secret' } }, 'apply', '--yes')).code).toBe(0);
  await here.write({ 'support.yaml': SPEC.replace('subdomain: acme-sandbox', 'subdomain: acme') });
  const wrong = await here.runWith({ env: { SUPPORTCTL_ZENDESK_URL: production.zendeskUrl } }, 'apply', '--yes');
  expect(wrong.code, wrong.all).toBe(4);
  expect(wrong.stderr).toContain('OTHER_TENANT');
  expect(production.control.log().some(({ write }) => write)).toBe(false);
});
