/** A secret is found nowhere but where the platform must keep it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Client, client, type Ran } from '../kit/cli.ts';
import { HEAD } from '../kit/spec.ts';
import { row } from '../kit/tenant.ts';

/** Many steps on one tenant; other work may share the machine. */
const LONG = { timeout: 180_000 };

let acme: Client;
afterEach(() => acme?.close());

const TOKEN = 'canary-oauth-9d2f7c61';
const SECRETS = { HOOK_TOKEN: 'canary-token/1+2=="x', API_KEY: 'canary api key 77', WORD: 'canary-pass-5511' };
const FILED = 'canary-from-a-file-3344';
const CANARIES = [TOKEN, ...Object.values(SECRETS), FILED];

const SPEC = `${HEAD}webhooks:
  bearer:
    name: Bearer
    endpoint: https://hooks.example/bearer
    method: POST
    format: json
    authentication: {type: bearer_token, token: {secret: env:HOOK_TOKEN}}
  key:
    name: Key
    endpoint: https://hooks.example/key
    method: POST
    format: json
    authentication: {type: api_key, header: {secret: "cmd:echo X-Key"}, value: {secret: env:API_KEY}}
  basic:
    name: Basic
    endpoint: https://hooks.example/basic
    method: POST
    format: json
    authentication: {type: basic_auth, username: {secret: file:../name.txt}, password: {secret: env:WORD}}
`;

/** Every way in which a canary may be written down. */
function spellings(canary: string): readonly string[] {
  const json = JSON.stringify(canary).slice(1, -1);
  return [canary, json, encodeURIComponent(canary), Buffer.from(canary).toString('base64').replace(/=+$/, '')];
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

test('canary: no file, no output, no plan, no log, no error and no debug trace holds a secret', LONG, async () => {
  acme = await client(
    { 'support.yaml': SPEC.replace('file:../name.txt', 'file:.secrets/name.txt'), '.secrets/name.txt': `${FILED}\n` },
    { tokens: { [TOKEN]: { scopes: ['read', 'write'] } } },
  );
  const env = { ...SECRETS, ZENDESK_OAUTH_TOKEN: TOKEN };
  const outputs: string[] = [];
  const run = async (code: number, ...args: string[]): Promise<Ran> => {
    const ran = await acme.runWith({ env }, ...args);
    expect(ran.code, ran.all).toBe(code);
    outputs.push(ran.all);
    return ran;
  };
  await run(0, 'plan', '--debug');
  await run(0, 'plan', '--format', 'json', '--out', 'acme.plan');

  // A platform that says back what it was sent, in a refusal and as a page that is no JSON.
  const echo = {
    error: 'RecordInvalid',
    description: `bad token ${SECRETS.HOOK_TOKEN}`,
    details: { x: [{ description: TOKEN }] },
  };
  acme.sandbox.control.addFaults([
    { match: { method: 'POST', path: '/webhooks' }, times: 1, action: { status: 422, body: echo } },
  ]);
  const failed = await run(3, 'apply', 'acme.plan', '--debug');
  expect(failed.all).toContain('bad token');
  await run(0, 'apply', '--yes', '--debug');
  await run(0, 'plan', '--format', 'json');
  await run(0, 'drift');
  await run(0, 'state', 'list');
  await run(0, 'state', 'show', 'webhook.bearer', '--format', 'json');
  await run(0, 'validate');
  const rotated = { ...env, HOOK_TOKEN: 'canary-rotated-8811' };
  outputs.push((await acme.runWith({ env: rotated }, 'apply', '--yes', '--debug', '--format', 'json')).all);
  acme.sandbox.control.addFaults([{ match: { path: '/webhooks' }, action: { status: 401 } }]);
  await run(1, 'plan', '--debug');

  const kept = new Map<string, string>();
  for (const file of await filesBelow(acme.folder)) {
    if (!file.endsWith('name.txt')) kept.set(file, await readFile(file, 'utf8'));
  }
  expect([...kept.keys()].some((file) => file.includes('runs'))).toBe(true);
  const places = new Map([...kept, ...outputs.map((text, n) => [`output ${n}`, text] as const)]);
  places.set('the tenant', JSON.stringify(acme.sandbox.control.state()));
  for (const canary of [...CANARIES, 'canary-rotated-8811']) {
    for (const spelling of spellings(canary)) {
      const found = [...places].filter(([, text]) => text.includes(spelling)).map(([place]) => place);
      expect(found, spelling).toEqual([]);
    }
  }
  expect(row(acme, 'webhooks', 'Bearer')).toMatchObject({ name: 'Bearer' });
});

test('a secret is kept as a salted digest: the same value twice gives two different ones', async () => {
  const hook = (key: string) => `  ${key}:
    name: ${key}
    endpoint: https://hooks.example/${key}
    method: POST
    format: json
    authentication: {type: bearer_token, token: {secret: env:HOOK_TOKEN}}
`;
  acme = await client({ 'support.yaml': `${HEAD}webhooks:\n${hook('one')}${hook('two')}` });
  const done = await acme.runWith({ env: { HOOK_TOKEN: 'same-value-for-both' } }, 'apply', '--yes');
  expect(done.code, done.all).toBe(0);
  const state = await acme.read('.supportctl/state/default.json');
  const digests = [...state.matchAll(/"authentication\.token":\{"sent":"([^"]+)"/g)].map(([, digest]) => digest);
  expect(digests).toHaveLength(2);
  expect(new Set(digests).size).toBe(2);
});

test('a secret that stands in the spec itself is refused, and the message does not repeat it', async () => {
  acme = await client({
    'support.yaml': `${HEAD}webhooks:
  hook:
    name: Hook
    endpoint: https://hooks.example/in
    method: POST
    format: json
    authentication: {type: bearer_token, token: canary-in-the-spec}
`,
  });
  const refused = await acme.run('validate');
  expect(refused.code).toBe(1);
  expect(refused.all).toContain('support.yaml:10:49');
  expect(refused.all).toContain('{secret: env:NAME}');
  expect(refused.all).not.toContain('canary-in-the-spec');
});

test('a credential that somebody typed into a header is neither imported nor shown nor logged', LONG, async () => {
  acme = await client({});
  const canary = 'canary-typed-by-hand-8812';
  acme.sandbox.control.inject('webhooks', {
    name: 'By hand',
    endpoint: 'https://hooks.example/by-hand',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    subscriptions: ['conditional_ticket_events'],
    custom_headers: { Authorization: `Bearer ${canary}`, 'X-Team': 'support' },
  });
  const outputs: string[] = [];
  const run = async (code: number, ...args: string[]): Promise<Ran> => {
    const ran = await acme.run(...args);
    expect(ran.code, ran.all).toBe(code);
    outputs.push(ran.all);
    return ran;
  };
  await run(0, 'import', 'tenant', '--subdomain', 'acme');
  await run(0, 'plan', '--spec', 'tenant', '--detailed-exitcode');
  const yaml = await acme.read('tenant/webhooks.yaml');
  expect(yaml).toContain('X-Team: support');
  await acme.write({ 'tenant/webhooks.yaml': yaml.replace('X-Team: support', 'X-Team: billing') });
  await run(0, 'apply', '--spec', 'tenant', '--yes');
  await run(0, 'state', 'show', 'webhook.by_hand', '--spec', 'tenant', '--format', 'json');
  const texts = await Promise.all((await filesBelow(acme.folder)).map((file) => readFile(file, 'utf8')));
  for (const text of [...outputs, ...texts]) expect(text).not.toContain(canary);
  const live = row(acme, 'webhooks', 'By hand');
  expect(live.custom_headers).toEqual({ Authorization: `Bearer ${canary}`, 'X-Team': 'billing' });
});
