/** `doctor` names each cause and its cure, a person's command away, and ends with 1 exactly where `plan` cannot work. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { NODE_NEEDED, nodeFinding } from '../../src/app/examining.ts';
import type { SandboxOptions } from '../../src/sandbox/index.ts';
import { type Client, client, type Ran } from '../kit/cli.ts';
import { spec } from '../kit/spec.ts';

let acme: Client;
afterEach(() => acme?.close());

const SPEC = spec(`groups: {tier1: {name: Tier 1}}
webhooks: {crm: {name: CRM, endpoint: "https://crm.example/hook", method: POST, format: json}}
schedules: {us: {name: US hours, timezone: America/New_York, hours: {mon-fri: "08:00-18:00"}}}
`);
const finding = z.object({
  check: z.string(),
  status: z.enum(['ok', 'warning', 'error']),
  summary: z.string(),
  hint: z.string().optional(),
});
const document = z.object({ format: z.literal(1), findings: z.array(finding) });

async function diagnose(env: Readonly<Record<string, string>> = {}, ...args: string[]) {
  const ran = await acme.runWith({ env }, 'doctor', '--format', 'json', ...args);
  const { findings } = document.parse(JSON.parse(ran.stdout));
  return { code: ran.code, findings, bad: findings.filter(({ status }) => status !== 'ok'), ran };
}

async function planWorks(env: Readonly<Record<string, string>>): Promise<boolean> {
  return (await acme.runWith({ env }, 'plan')).code === 0;
}

interface Case {
  readonly says: string;
  readonly options?: SandboxOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly advance?: number;
  readonly check: string;
  readonly status: 'warning' | 'error';
  readonly cause: RegExp;
  readonly cure: RegExp;
}

const BASIC = { ZENDESK_OAUTH_TOKEN: '', ZENDESK_EMAIL: 'owner@acme.example', ZENDESK_API_TOKEN: 'sandbox-api-token' };

const CASES: readonly Case[] = [
  {
    says: 'no credentials',
    env: { ZENDESK_OAUTH_TOKEN: '' },
    check: 'credential',
    status: 'error',
    cause: /no credential for .*nobody is signed in/,
    cure: /supportctl login --subdomain acme.*ZENDESK_CLIENT_ID/,
  },
  {
    says: 'half of a credential',
    env: { ZENDESK_OAUTH_TOKEN: '', ZENDESK_CLIENT_ID: 'pipeline' },
    check: 'credential',
    status: 'error',
    cause: /ZENDESK_CLIENT_ID is set and ZENDESK_CLIENT_SECRET is not/,
    cure: /Set both/,
  },
  {
    says: 'a wrong token, which Zendesk lets in as an anonymous visitor',
    env: { ZENDESK_OAUTH_TOKEN: 'made-up-token' },
    check: 'sign-in',
    status: 'error',
    cause: /anonymous visitor/,
    cure: /Check ZENDESK_OAUTH_TOKEN/,
  },
  {
    says: 'a token that was copied with something around it',
    env: { ZENDESK_OAUTH_TOKEN: '"made-up-token"\n# from the vault' },
    check: 'credential',
    status: 'error',
    cause: /ZENDESK_OAUTH_TOKEN holds something that is no token/,
    cure: /the token alone/,
  },
  {
    says: 'a wrong secret of an OAuth client',
    env: { ZENDESK_OAUTH_TOKEN: '', ZENDESK_CLIENT_ID: 'sandbox-client', ZENDESK_CLIENT_SECRET: 'made-up-secret' },
    check: 'sign-in',
    status: 'error',
    cause: /"sandbox-client" could not sign in/,
    cure: /ZENDESK_CLIENT_SECRET against the OAuth client/,
  },
  {
    says: 'a scope that nobody knows: a token that is refused everywhere',
    options: { tokens: { odd: { scopes: ['read', 'flights:read'] } } },
    env: { ZENDESK_OAUTH_TOKEN: 'odd' },
    check: 'scopes',
    status: 'error',
    cause: /refused even where it asks who it is/,
    cure: /scope "read"/,
  },
  {
    says: 'a missing scope: the token only reads',
    env: { ZENDESK_OAUTH_TOKEN: 'sandbox-read-token' },
    check: 'scopes',
    status: 'warning',
    cause: /read only.*apply does not/,
    cure: /scope "read write"/,
  },
  {
    says: 'scopes of single resources: what they do not open',
    options: { tokens: { narrow: { scopes: ['users:read'] } } },
    env: { ZENDESK_OAUTH_TOKEN: 'narrow' },
    check: 'scopes',
    status: 'warning',
    cause: /does not tell this token its scopes/,
    cure: /"read" and "write"/,
  },
  {
    says: 'an agent instead of an admin',
    env: { ZENDESK_OAUTH_TOKEN: 'sandbox-agent-token' },
    check: 'role',
    status: 'warning',
    cause: /agent@acme.example, an agent.*apply cannot write/,
    cure: /credential of an admin/,
  },
  {
    says: 'a customer',
    options: { tokens: { 'token-of-a-buyer': { email: 'sample@acme.example', scopes: ['read', 'write'] } } },
    env: { ZENDESK_OAUTH_TOKEN: 'token-of-a-buyer' },
    check: 'role',
    status: 'error',
    cause: /sample@acme.example is a customer/,
    cure: /credential of an admin/,
  },
  {
    says: 'the Team plan, which lacks what the spec has',
    options: { profile: 'team' },
    check: 'kinds',
    status: 'warning',
    cause: /plan has no .*schedules/,
    cure: /Take them out of the spec, or upgrade/,
  },
  {
    says: 'a clock that is an hour behind',
    advance: 3_600_000,
    check: 'clock',
    status: 'warning',
    cause: /60 minutes behind/,
    cure: /Set the clock/,
  },
  {
    says: 'a clock that is an hour ahead',
    advance: -3_600_000,
    check: 'clock',
    status: 'warning',
    cause: /60 minutes ahead/,
    cure: /Set the clock/,
  },
  {
    says: 'an API token, which ends on a day that is known',
    env: BASIC,
    check: 'credential',
    status: 'warning',
    cause: /2026-10-27.*2027-04-30|2027-04-30/,
    cure: /^$/,
  },
];

describe('each cause with its cure', () => {
  test.each(CASES)('$says', async ({ advance, cause, check, cure, env = {}, options, status }) => {
    acme = await client(SPEC, { profile: 'enterprise', ...options });
    if (advance !== undefined) acme.sandbox.control.advance(advance);
    const { bad, code, ran } = await diagnose(env);
    const [found, ...others] = bad.filter((one) => one.check === check);
    expect(found?.status, ran.all).toBe(status);
    expect(others).toEqual([]);
    expect(found?.summary).toMatch(cause);
    expect(found?.hint ?? '').toMatch(cure);
    expect(code).toBe(status === 'error' ? 1 : 0);
    expect(await planWorks(env)).toBe(status !== 'error');
    for (const secret of ['made-up-token', 'made-up-secret', 'sandbox-api-token'])
      expect(ran.all).not.toContain(secret);
    expect(acme.writes()).toEqual([]);
  });
});

test('no such tenant: the name is given back, and how a subdomain looks', async () => {
  acme = await client(SPEC);
  const { code, bad } = await diagnose({}, '--subdomain', 'acmee');
  expect([code, bad.length]).toEqual([1, 1]);
  expect(bad[0]).toMatchObject({ check: 'tenant', status: 'error' });
  expect(bad[0]?.summary).toMatch(/no Zendesk account "acmee".*No help desk|no Zendesk account "acmee"/);
  expect(bad[0]?.hint).toContain('acme.zendesk.com');
});

test('another address that cannot be used is mended where it was given', async () => {
  acme = await client(SPEC);
  const { code, bad } = await diagnose({ SUPPORTCTL_ZENDESK_URL: 'http://acme.example' });
  expect(code).toBe(1);
  expect(bad[0]?.summary).toContain('in the clear');
  expect(bad[0]?.hint).toBe('Unset SUPPORTCTL_ZENDESK_URL, or mend it');
});

test('a host that nobody listens on', async () => {
  acme = await client(SPEC);
  const { code, bad } = await diagnose({ SUPPORTCTL_ZENDESK_URL: 'http://127.0.0.1:9' });
  expect(code).toBe(1);
  expect(bad[0]).toMatchObject({ check: 'tenant', status: 'error' });
  expect(bad[0]?.summary).toContain('could not be reached');
});

test('all is well: each thing is said, nothing is written, and a person reads one line each', async () => {
  acme = await client(SPEC, { rateLimit: 700 });
  const { code, findings, bad } = await diagnose();
  expect([code, bad]).toEqual([0, []]);
  expect(findings.map(({ check }) => check)).toEqual([
    'node',
    'spec',
    'environment',
    'state',
    'address',
    'credential',
    'role',
    'scopes',
    'kinds',
    'clock',
    'rate limit',
  ]);
  const ran = await acme.run('doctor');
  expect(ran.stdout).toMatch(/^ok {7}node[\s\S]*\n\nplan can work\.\n$/);
  expect(acme.writes()).toEqual([]);
});

test('a rate limit that somebody else uses up', async () => {
  acme = await client(SPEC, { rateLimit: 12 });
  const get = () => fetch(`${acme.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/api/v2/users/me`);
  for (let n = 0; n < 11; n += 1) await get();
  const { bad } = await diagnose({ SUPPORTCTL_TEST_WAIT_SCALE: '0.001' });
  expect(bad.find(({ check }) => check === 'rate limit')?.summary).toMatch(/^0 of 12/);
});

test('Slack is looked at where the spec has it: token, scopes', async () => {
  acme = await client(spec('slack: {channels: {alerts: {name: alerts}}}\n'));
  expect((await diagnose()).findings.filter(({ check }) => check.startsWith('slack'))).toMatchObject([
    { check: 'slack', status: 'ok' },
    { check: 'slack scopes', status: 'ok' },
  ]);
  const few = await diagnose({ SLACK_BOT_TOKEN: 'xoxb-sandbox-noscope' });
  expect([few.code, few.bad]).toMatchObject([
    0,
    [
      {
        check: 'slack scopes',
        summary: expect.stringContaining('channels:read'),
        hint: expect.stringContaining('install'),
      },
    ],
  ]);
  const none = await diagnose({ SLACK_BOT_TOKEN: '' });
  expect([none.code, none.bad]).toMatchObject([
    1,
    [{ check: 'slack', hint: expect.stringContaining('SLACK_BOT_TOKEN') }],
  ]);
});

test('the spec, its state, another tenant, a lock that is held', async () => {
  acme = await client({ 'support.yaml': 'version: 1\nclient: {name: Acme, slug: acme}\n' });
  const broken = await diagnose();
  expect([broken.code, broken.bad[0]]).toMatchObject([1, { check: 'spec', hint: expect.stringContaining('validate') }]);

  // It loads, and Zendesk would refuse it.
  await acme.write(spec('schedules: {us: {name: US, timezone: America/New_York, hours: {mon-fri: "08:05-18:00"}}}\n'));
  const refused = await diagnose();
  expect([refused.code, refused.bad]).toMatchObject([
    1,
    [{ check: 'spec', summary: expect.stringContaining('not valid') }],
  ]);

  await acme.write({ 'support.yaml': undefined });
  const empty = await diagnose();
  expect([empty.code, empty.bad]).toMatchObject([
    0,
    [{ check: 'spec', status: 'warning', hint: expect.stringContaining('init') }],
  ]);

  const file = '.supportctl/state/default.json';
  await acme.write(spec('groups: {tier1: {name: Tier 1}}\n'));
  expect((await acme.run('apply', '--yes')).code).toBe(0);
  const state = await acme.read(file);
  const wrong: readonly [string, string][] = [
    [state.replace(/"zendesk":\s*"acme"/, '"zendesk":"other"'), '--env'],
    [state.replace(/"format":\s*1/, '"format":2'), 'newer'],
    [state.slice(0, 40), 'version control'],
  ];
  for (const [text, hint] of wrong) {
    await acme.write({ [file]: text });
    const { bad, code } = await diagnose();
    expect([code, bad.length, bad[0]?.check]).toEqual([1, 1, 'state']);
    expect(bad[0]?.hint).toContain(hint);
  }

  await acme.write({ [file]: undefined, [`${file}/x`]: '' });
  expect((await diagnose()).bad).toMatchObject([{ check: 'state', summary: expect.stringContaining('is a folder') }]);
  await rm(join(acme.folder, file), { recursive: true });

  const holder = { holder: 'kim', host: 'elsewhere', pid: 7, since: '2026-11-25T20:00:00Z', run: 'r' };
  await acme.write({
    [file]: state,
    '.supportctl/state/default.lock': JSON.stringify(holder),
  });
  const held = await diagnose();
  expect([held.code, held.bad]).toMatchObject([
    0,
    [{ check: 'lock', summary: expect.stringContaining('kim on elsewhere (process 7)') }],
  ]);
});

test('Node.js is compared with what package.json asks for', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(manifest).toMatchObject({ engines: { node: `>=${NODE_NEEDED.replace(/\.0$/, '')}` } });
  const status = (version: string) => nodeFinding(version).status;
  expect(['18.20.0', '20.9.0', '20.19.0', '20.20.2', '22.1.0', '100.0.0'].map(status)).toEqual([
    'error',
    'error',
    'ok',
    'ok',
    'ok',
    'ok',
  ]);
});

describe('reading needs only a token that reads', () => {
  const READER = { ZENDESK_OAUTH_TOKEN: 'sandbox-read-token' };
  const said = (ran: Ran) => `${ran.code} ${ran.all}`;

  test('validate, plan, drift, import and doctor work; apply is refused and changes nothing', async () => {
    acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
    expect((await acme.run('apply', '--yes')).code).toBe(0);
    acme.sandbox.control.clearLog();
    for (const command of [['validate'], ['plan'], ['drift'], ['doctor'], ['state', 'list']]) {
      const ran = await acme.runWith({ env: READER }, ...command);
      expect(ran.code, said(ran)).toBe(0);
    }
    expect(acme.writes()).toEqual([]);
    await acme.write(spec('groups: {tier1: {name: Tier 1}, tier2: {name: Tier 2}}\n'));
    const ran = await acme.runWith({ env: READER }, 'apply', '--yes');
    expect(ran.code, said(ran)).toBe(3);
    expect(ran.all).toMatch(/write/);
    expect(acme.sandbox.control.objects('groups').some(({ name }) => name === 'Tier 2')).toBe(false);
    acme.sandbox.control.clearLog();
    const imported = await acme.runWith({ env: READER }, 'import', 'copy');
    expect(imported.code, said(imported)).toBe(0);
    // An archive that the platform is asked for, and refuses to make, is no change.
    expect(acme.writes()).toEqual(['POST /api/v2/guide/theming/jobs/themes/exports']);
  });

  test('a pipeline may ask for a token that reads', async () => {
    acme = await client(spec('groups: {tier1: {name: Tier 1}}\n'));
    const env = {
      ZENDESK_OAUTH_TOKEN: '',
      ZENDESK_CLIENT_ID: 'sandbox-client',
      ZENDESK_CLIENT_SECRET: 'sandbox-secret',
    };
    const ran = await acme.runWith({ env: { ...env, ZENDESK_SCOPE: 'read' } }, 'plan');
    expect(ran.code, said(ran)).toBe(0);
    const { bad } = await diagnose({ ...env, ZENDESK_SCOPE: 'read' });
    expect(bad).toMatchObject([{ check: 'scopes', hint: expect.stringContaining('ZENDESK_SCOPE') }]);
  });
});
