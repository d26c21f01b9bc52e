/** Channels and sign-in: nothing is written, what is missing is a step for people, what is there is done. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectApplied, type Project, project } from '../kit/project.ts';

let tenant: Project;
beforeEach(async () => {
  tenant = await project({ profile: 'enterprise' });
});
afterEach(() => tenant.close());

const HEAD = `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
`;

test('what can be read of a channel shows that it is open; the rest is for people', async () => {
  await tenant.write({
    'support.yaml': `${HEAD}support_addresses:
  main: {email: support@acme.zendesk.com}
  sales: {email: sales@acme.example}
channels:
  main: {type: email, name: Mail}
  support: {type: email, name: Support, support_address: main}
  sales: {type: email, name: Sales, support_address: sales}
  help: {type: help_center, name: Help, brand: live("Acme")}
  form: {type: web_form, name: Contact}
  widget: {type: messaging, name: Acme Web, settings: {color: green, hours: [9, 17]}}
  phone: {type: voice, name: Hotline, number: +1 555 0100}
  api: {type: api, name: API}
`,
  });
  const before = await tenant.plan({ adopt: true });
  expect(before.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expectApplied(await tenant.apply({ adopt: true }));
  const plan = await tenant.plan();
  expect(plan.changes).toEqual([]);
  expect(plan.refusals).toEqual([]);
  const steps = plan.manual.filter(({ address }) => address.startsWith('channel.'));
  expect(steps.map(({ address, enter }) => [address, enter])).toEqual([
    ['channel.sales', 'the support address, forwarded by its mail server; name: Sales; support address: sales'],
    ['channel.widget', 'a Web Widget; its code goes into the website; name: Acme Web; color: green; hours: [9,17]'],
    ['channel.phone', 'a phone number; name: Hotline; number: +1 555 0100'],
  ]);
  expect(steps[1]).toMatchObject({
    title: 'Acme Web',
    where: 'Admin Center > Channels > Messaging and social > Messaging > Add channel > Web',
    check: 'no API shows it: tick it off by hand',
  });
});

test('sign-in is compared with what the account shows, and never written', async () => {
  const block = 'okta: {type: saml, name: Okta, login_url: "https://idp.example/in", team_members: true}';
  await tenant.write({ 'support.yaml': `${HEAD}security:\n  sso:\n    ${block}\n` });
  const missing = await tenant.plan();
  expect(missing.changes).toEqual([]);
  expect(missing.manual.map(({ title, enter }) => [title, enter])).toEqual([
    ['Okta', 'saml; name: Okta; https://idp.example/in'],
  ]);
  const held = {
    name: 'Okta',
    auth_mode: 2,
    auth_mode_name: 'saml',
    is_active: true,
    agent: true,
    remote_login_url: 'https://other.example/in',
  };
  tenant.sandbox.control.inject('remote_authentications', held);
  const differs = await tenant.plan();
  expect(differs.manual.map(({ title, where, enter }) => [title, where, enter])).toEqual([
    ['login_url of Okta', 'Admin Center > Account > Security > Single sign-on', 'login_url: https://idp.example/in'],
  ]);
  tenant.sandbox.control.clearLog();
  await tenant.apply();
  expect(tenant.sandbox.control.log().filter(({ method }) => method !== 'GET')).toEqual([]);
});
