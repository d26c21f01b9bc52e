/** What is only looked at, or only taken over: OAuth clients, apps, old targets; and workspaces, which show apps. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { make, newWrites, rows } from '../kit/tenant.ts';

let acme: Client;
beforeEach(async () => {
  acme = await client(spec('groups: {}\n'), { profile: 'enterprise' });
});
afterEach(() => acme.close());

test('clients and apps are looked at: what differs or is missing is a step for a person, and no secret is read', async () => {
  await acme.write(
    spec(`oauth_clients:
  reporting: {identifier: reporting_dashboard, name: Reports, type: confidential}
  pipeline: {name: Pipeline, redirect_uris: [https://ci.acme.example/callback]}
apps:
  warehouse: {name: Warehouse lookup, settings: {region: us}}
  slack: {name: Slack}
  phone_book: {name: Phone book}
`),
  );
  newWrites(acme);
  const plan = await acme.run('plan');
  expect(plan.code).toBe(0);
  for (const told of ['Reports', 'pipeline', 'https://ci.acme.example/callback', 'region', 'install Phone book'])
    expect(plan.stdout).toContain(told);
  expect(plan.stdout).not.toContain('app.slack');
  expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
  expect(newWrites(acme)).toEqual([]);
  const secrets = [...rows(acme, 'clients').map(({ secret }) => secret), apiToken()].map(String);
  for (const secret of secrets) expect(plan.all).not.toContain(secret);
  await acme.write(spec('apps: {warehouse: {name: Warehouse lookup, settings: {api_token: x}}}\n'));
  const [word] = (await ask(acme, 'validate')).diagnostics;
  expect([word?.code, word?.at?.line]).toEqual(['SPEC_BAD_VALUE', 4]);
});

function apiToken(): unknown {
  const [{ settings } = {}] = rows(acme, 'installations').filter(({ app_id }) => app_id !== 88_123);
  return typeof settings === 'object' && settings !== null && 'api_token' in settings ? settings.api_token : undefined;
}

test('an old target is taken over and changed, its password sent only from a secret; none is made', async () => {
  make(acme, 'targets', {
    title: 'Old pager',
    type: 'http_target',
    target_url: 'https://pager.example/in',
    method: 'post',
    content_type: 'application/json',
    username: 'pager',
    active: true,
  });
  const block = (more: string) =>
    spec(`targets:
  pager: {title: Old pager, type: http, url: https://pager.example/v2, method: post, content_type: application/json${more}}
`);
  await acme.write(block(', authentication: {username: pager, password: {secret: env:PAGER}}'));
  const done = await acme.runWith({ env: { PAGER: 'very-secret-1' } }, 'apply', '--yes', '--adopt', '--format', 'json');
  expect([done.code, done.all.includes('very-secret-1')]).toEqual([0, false]);
  const [own] = rows(acme, 'targets').filter(({ title }) => title === 'Old pager');
  expect(own?.target_url).toBe('https://pager.example/v2');
  const again = await acme.runWith({ env: { PAGER: 'very-secret-1' } }, 'plan', '--detailed-exitcode');
  expect(again.code).toBe(0);
  await acme.write(
    spec(`targets:
  other: {title: Another pager, type: http, url: https://x.example}
  mail: {title: Mail, type: email, email: ops@acme.example}
`),
  );
  expect((await ask(acme, 'plan')).diagnostics.map(({ code, at }) => `${code} ${at?.line}`).sort()).toEqual([
    'TARGET_INCOMPLETE 6',
    'TARGET_TYPE 5',
  ]);
});

test('a workspace shows its apps in order; a form that is off is said before anything is sent', async () => {
  const block = (more: string, form = '') =>
    spec(`groups: {tier1: {name: Tier one}}
${form}workspaces:
  calls:
    title: Calls
    when: {all: [{field: group, is: tier1}], any: [{field: priority, is: urgent}]}
    apps: [{app: live("Slack"), open: true}, live("Warehouse lookup")]
${more}`);
  await acme.write(block('    macros: [live("Take it!")]\n'));
  const made = await ask(acme, 'apply', '--yes');
  expect([made.code, made.result?.failed]).toEqual([0, []]);
  expect((await ask(acme, 'plan')).lines).toEqual([]);
  const slack = Number(rows(acme, 'installations').find(({ app_id }) => app_id === 88_123)?.id);
  expect(rows(acme, 'workspaces').find(({ title }) => title === 'Calls')?.apps).toMatchObject([
    { id: slack, expand: true, position: 1 },
    { expand: false, position: 2 },
  ]);
  await acme.write(block('    form: old\n', 'ticket_forms: {old: {name: Old form, active: false}}\n'));
  expect((await ask(acme, 'plan')).diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([
    ['WORKSPACE_FORM_INACTIVE', 11],
  ]);
});
