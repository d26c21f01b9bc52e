/** A person signs in with a browser: what is kept, who may use it, how it renews itself, how it ends. */
import type { ChildProcess } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, client, ended, type Ran } from '../kit/cli.ts';
import { decide } from '../kit/person.ts';
import { spec } from '../kit/spec.ts';

let acme: Client;
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await acme?.close();
});

const GROUPS = spec('groups: {tier1: {name: Tier 1}}\n');
/** Nothing of a credential but what was signed in for. */
const PERSON = { ZENDESK_OAUTH_TOKEN: '' };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A tenant with an OAuth client that sends people back to `port`. */
async function tenant(files = GROUPS): Promise<number> {
  const port = await freePort();
  acme = await client(files, { clients: { supportctl: [`http://127.0.0.1:${port}/callback`] } });
  return port;
}

interface Begun {
  readonly child: ChildProcess;
  readonly url: string;
  readonly end: Promise<Ran>;
}

/** Starts `login` and reads the address that it shows. */
async function begin(port: number, args: readonly string[] = [], env: Record<string, string> = PERSON): Promise<Begun> {
  // Of the ten minutes that a person has, one is left.
  const patient = { ...env, SUPPORTCTL_TEST_WAIT_SCALE: '0.1' };
  const child = acme.startWith(patient, 'login', '--client-id', 'supportctl', '--port', String(port), ...args);
  running.push(child);
  const end = ended(child);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const found = /^ {2}(http\S+)$/m.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`no address in: ${said}`)));
  });
  return { child, url, end };
}

/** A whole sign-in as the person with this mailbox. */
async function signIn(port: number, allow = 'owner', args: readonly string[] = [], env = PERSON): Promise<Ran> {
  const { url, end } = await begin(port, args, env);
  const back = await decide(url, { allow });
  expect((await fetch(back)).status).toBe(200);
  return await end;
}

function loginsFile(): string {
  return join(acme.folder, '.config/supportctl/logins.json');
}

async function kept(): Promise<{ accessToken: string; refreshToken: string }> {
  const { logins } = JSON.parse(await readFile(loginsFile(), 'utf8'));
  const [login] = Object.values<{ accessToken: string; refreshToken: string }>(logins);
  if (login === undefined) throw new Error('nobody is signed in');
  return login;
}

function asPerson(...args: string[]): Promise<Ran> {
  return acme.runWith({ env: PERSON }, ...args);
}

function tokenRequests(): number {
  return acme.sandbox.control.log().filter(({ path }) => path === '/oauth/tokens').length;
}

test('a sign-in is kept for its owner alone, signs what follows, and ends at both places', async () => {
  const port = await tenant();
  const ran = await signIn(port, 'owner', ['--debug']);
  expect(ran.code, ran.all).toBe(0);
  expect(ran.stdout).toContain('Signed in to acme as owner@acme.example (admin). The token may read and write.');
  const login = await kept();
  for (const secret of [login.accessToken, login.refreshToken]) expect(ran.all).not.toContain(secret);
  expect((await stat(loginsFile())).mode & 0o777).toBe(0o600);
  expect((await stat(join(loginsFile(), '..'))).mode & 0o777).toBe(0o700);

  expect((await asPerson('apply', '--yes')).code).toBe(0);
  expect((await asPerson('doctor')).stdout).toContain('Uses the sign-in of owner@acme.example');

  const out = await asPerson('logout', '--debug');
  expect([out.code, out.stdout]).toEqual([0, 'Signed out of acme: the token is revoked and removed.\n']);
  const refused = await acme.runWith({ env: { ZENDESK_OAUTH_TOKEN: login.accessToken } }, 'plan');
  expect(refused.code).toBe(1);
  expect(await readFile(loginsFile(), 'utf8')).not.toContain(login.refreshToken);
  expect((await asPerson('logout')).stdout).toBe('Nobody is signed in to acme.\n');
  const after = await asPerson('plan');
  expect([after.code, after.stderr]).toMatchObject([1, expect.stringContaining('supportctl login --subdomain acme')]);
});

test('only the answer to this very sign-in is taken; anything else is turned away and waiting goes on', async () => {
  const port = await tenant();
  const { url, end } = await begin(port);
  const back = new URL(await decide(url, { allow: 'owner' }));
  const other = new URL(back);
  other.searchParams.set('state', 'made-up');
  expect((await fetch(other)).status).toBe(400);
  other.searchParams.delete('state');
  expect((await fetch(other)).status).toBe(400);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  expect((await fetch(back, { method: 'POST' })).status).toBe(404);
  expect(await statusOf(port, `${back.pathname}${back.search}`, 'evil.example')).toBe(404);
  const page = await fetch(back);
  expect(page.headers.get('content-type')).toContain('text/plain');
  expect((await end).code).toBe(0);
});

/** A page of somebody's whose name points to this machine sends its own name. */
function statusOf(port: number, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers: { host } }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    asking.on('error', reject);
    asking.end();
  });
}

test('a person who says no, a customer, and a wrong address pasted end it with the reason', async () => {
  const port = await tenant();
  const denied = await begin(port);
  await fetch(await decide(denied.url, { deny: '1' }));
  expect(await denied.end).toMatchObject({ code: 1, stderr: expect.stringContaining('was not allowed') });

  const customer = await begin(port);
  await fetch(await decide(customer.url, { allow: 'sample' }));
  expect(await customer.end).toMatchObject({ code: 1, stderr: expect.stringContaining('as a customer') });

  const foreign = await begin(port, ['--paste']);
  foreign.child.stdin?.end(`http://127.0.0.1:${port}/callback?code=x&state=made-up\n`);
  expect(await foreign.end).toMatchObject({ code: 1, stderr: expect.stringContaining('another sign-in') });

  const nothing = await begin(port, ['--paste']);
  nothing.child.stdin?.end();
  expect(await nothing.end).toMatchObject({ code: 1, stderr: expect.stringContaining('/callback?') });
  await expect(stat(loginsFile())).rejects.toThrow();
});

test('by copy and paste, where no browser reaches this machine', async () => {
  const port = await tenant();
  const { child, url, end } = await begin(port, ['--paste', '--format', 'json']);
  child.stdin?.end(`${await decide(url, { allow: 'agent' })}\n`);
  const ran = await end;
  expect(ran.code, ran.all).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    signedIn: { account: 'acme', identity: 'agent@acme.example', role: 'agent', scopes: ['read', 'write'] },
  });
});

test('a sign-in that only reads: plan works, apply is refused, doctor says how to change that', async () => {
  const port = await tenant();
  expect((await signIn(port, 'owner', ['--read-only'])).stdout).toContain('may only read');
  expect((await asPerson('plan')).code).toBe(0);
  expect((await asPerson('apply', '--yes')).code).toBe(3);
  expect((await asPerson('doctor')).stdout).toContain('sign in again without --read-only');
  const out = await asPerson('logout');
  expect(out.stdout).toContain('could not be revoked');
  expect((await asPerson('logout')).stdout).toContain('Nobody is signed in');
});

/** So slowly that whoever comes second comes meanwhile. */
function renewSlowly(): void {
  acme.sandbox.control.clearLog();
  acme.sandbox.control.addFaults([{ match: { path: '^/oauth/tokens' }, action: { delay: 1_500 } }]);
}

describe('renewing', () => {
  test('an access token that has run out is renewed by one of four processes at once, and all go on working', async () => {
    const port = await tenant();
    expect((await signIn(port)).code).toBe(0);
    const before = await kept();
    acme.sandbox.control.advance(1_801_000);
    renewSlowly();
    const all = await Promise.all([1, 2, 3, 4].map(() => asPerson('plan', '--debug')));
    for (const ran of all) expect(ran.code, ran.all).toBe(0);
    expect(tokenRequests()).toBe(1);
    const after = await kept();
    expect(after.refreshToken).not.toBe(before.refreshToken);
    for (const { all: said } of all) {
      for (const secret of Object.values(after).concat(Object.values(before))) {
        if (typeof secret === 'string' && secret.length > 30) expect(said).not.toContain(secret);
      }
    }
    expect((await asPerson('plan')).code).toBe(0);
    expect(tokenRequests()).toBe(1);
  });

  test('it is renewed before it runs out, too, once', async () => {
    const port = await tenant();
    expect((await signIn(port)).code).toBe(0);
    const text = await readFile(loginsFile(), 'utf8');
    await acme.write({ '.config/supportctl/logins.json': text.replace(/"renewAt": \d+/, '"renewAt": 0') });
    renewSlowly();
    const both = await Promise.all([asPerson('plan'), asPerson('plan')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(tokenRequests()).toBe(1);
    expect((await stat(loginsFile())).mode & 0o777).toBe(0o600);
  });

  test('a refresh token that was used elsewhere ends the sign-in in words', async () => {
    const port = await tenant();
    expect((await signIn(port)).code).toBe(0);
    const { refreshToken } = await kept();
    await fetch(`${acme.sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/oauth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'refresh_token', client_id: 'supportctl', refresh_token: refreshToken }),
    });
    for (const command of ['plan', 'doctor']) {
      const ran = await asPerson(command);
      expect(ran.code, ran.all).toBe(1);
      expect(ran.all).toMatch(/sign-in has ended[\s\S]*Sign in again: supportctl login --subdomain acme/);
    }
    // The client is remembered: signing in again needs no identifier.
    const child = acme.startWith(PERSON, 'login', '--port', String(port), '--paste');
    child.stdin?.end();
    expect((await ended(child)).stderr).toContain('client_id=supportctl');
  });
});

describe('the file', () => {
  test('other entries stay as they are', async () => {
    const port = await tenant();
    const other = { format: 1, logins: { 'https://other.zendesk.com': { later: ['version'] } } };
    await acme.write({ '.config/supportctl/logins.json': JSON.stringify(other) });
    expect((await signIn(port)).code).toBe(0);
    expect(JSON.parse(await readFile(loginsFile(), 'utf8')).logins).toMatchObject(other.logins);
    expect((await stat(loginsFile())).mode & 0o777).toBe(0o600);
  });

  test('one that is damaged is said to be, with the mend, and is left alone', async () => {
    const port = await tenant();
    for (const text of ['{"format": 1, "logins": {', '[]', '{"format": 2, "logins": {}}']) {
      await acme.write({ '.config/supportctl/logins.json': text });
      for (const args of [['plan'], ['doctor'], ['logout'], ['login', '--port', String(port)]]) {
        const ran = await asPerson(...args);
        expect(ran.code, ran.all).toBe(1);
        expect(ran.all).toMatch(/file of sign-ins is damaged[\s\S]*rm\s+'.*logins\.json'\s+&&\s+supportctl login/);
      }
      expect(await readFile(loginsFile(), 'utf8')).toBe(text);
    }
  });

  test('doctor sees that others may read it', async () => {
    const port = await tenant();
    expect((await signIn(port)).code).toBe(0);
    const { chmod } = await import('node:fs/promises');
    await chmod(loginsFile(), 0o644);
    expect((await asPerson('doctor')).stdout).toMatch(/Others on this machine may read[\s\S]*chmod 600/);
  });

  test('it stands below $XDG_CONFIG_HOME where that is set', async () => {
    const port = await tenant();
    const env = { ...PERSON, XDG_CONFIG_HOME: join(acme.folder, 'elsewhere') };
    expect((await signIn(port, 'owner', [], env)).stdout).toContain('elsewhere/supportctl/logins.json');
    expect((await acme.runWith({ env }, 'plan')).code).toBe(0);
    expect((await asPerson('plan')).code).toBe(1);
  });
});

test('variables win over a sign-in, and that is said', async () => {
  const port = await tenant();
  const env = { ...PERSON, ZENDESK_OAUTH_TOKEN: 'sandbox-read-token' };
  const ran = await signIn(port, 'owner', [], env);
  expect(ran.stdout).toContain('not used as long as ZENDESK_OAUTH_TOKEN is set');
  const doctor = await acme.runWith({ env }, 'doctor');
  expect(doctor.stdout).toContain('Uses the OAuth token in ZENDESK_OAUTH_TOKEN');
  expect(doctor.stdout).toMatch(/variables win over the sign-in of owner@acme\.example/);
});

test('what cannot be begun is said before anything is opened', async () => {
  const port = await tenant();
  const blocked = createServer();
  await new Promise<void>((resolve) => blocked.listen(port, '127.0.0.1', resolve));
  const cases: readonly [readonly string[], RegExp][] = [
    [['--client-id', 'supportctl', '--port', String(port)], /PORT_IN_USE[\s\S]*--paste/],
    [['--port', String(port)], /--client-id[\s\S]*Admin Center[\s\S]*127\.0\.0\.1:\d+\/callback/],
    [['--provider', 'slack'], /Slack gives out tokens[\s\S]*is for zendesk/],
    [['--provider', 'zendisk'], /no provider zendisk[\s\S]*zendesk/],
    [['--client-id', 'x', '--subdomain', 'acme.zendesk.com'], /it is "acme"/],
    [['--port', '0'], /port from 1/],
  ];
  for (const [args, says] of cases) {
    const ran = await asPerson('login', ...args);
    expect(ran.code, ran.all).toBe(1);
    expect(ran.stderr).toMatch(says);
  }
  const nobody = await acme.runWith({ env: { ...PERSON, ZENDESK_SUBDOMAIN: '' } }, 'login');
  expect([nobody.code, nobody.stderr]).toMatchObject([1, expect.stringContaining('Which tenant?')]);
  await new Promise((resolve) => blocked.close(resolve));
});
