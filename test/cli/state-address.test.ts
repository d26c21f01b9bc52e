/** The address of the database: a secret like any other, and every way in which it can be wrong has a cause and a cure. */
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Client, client, type Ran } from '../kit/cli.ts';
import { type Database, database, describePostgres } from '../kit/postgres.ts';
import { HEAD } from '../kit/spec.ts';

const PASSWORD = 'canary-in-the-spec-71/+';
const GROUPS = 'groups: {tier1: {name: Support Tier 1}}\n';

let acme: Client;
afterEach(() => acme?.close());

function withState(state: string): { 'support.yaml': string } {
  return { 'support.yaml': `${HEAD}state: ${state}\n${GROUPS}` };
}

function expectHidden(ran: Ran, password: string): void {
  for (const form of [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1)])
    expect(ran.all).not.toContain(form);
}

describe('in the spec', () => {
  test('an address is refused at its place, with a hint, and not repeated', async () => {
    acme = await client(withState(`{backend: postgres, url: "postgres://app:${PASSWORD}@db.example/state"}`));
    for (const args of [
      ['plan', '--debug'],
      ['state', 'list', '--format', 'json'],
    ]) {
      const ran = await acme.run(...args);
      expect([ran.code, ran.all]).toEqual([1, expect.stringContaining('SPEC_BAD_SECRET')]);
      expectHidden(ran, PASSWORD);
    }
  });

  test('an unset secret stops what needs state, and only warns in validate', async () => {
    acme = await client(withState('{backend: postgres, url: {secret: env:DATABASE_URL}}'));
    const plan = await acme.run('plan');
    expect([plan.code, plan.all]).toEqual([1, expect.stringContaining('SECRET_UNSET')]);
    expect(plan.all).toContain('env:DATABASE_URL');
    const validated = await acme.run('validate');
    expect([validated.code, validated.all]).toEqual([0, expect.stringContaining('SECRET_UNSET')]);
  });

  test('other mistakes in the spec do not hide its state', async () => {
    acme = await client({ 'support.yaml': `${HEAD}groups: {tier1: {name: Support Tier 1}}\n` });
    expect((await acme.run('apply', '--yes')).code).toBe(0);
    await acme.write({ 'support.yaml': `${HEAD}groups: {tier1: {nmae: Support Tier 1}}\n` });
    expect((await acme.run('state', 'list')).stdout).toContain('group.tier1');
    await acme.write({ 'broken.yaml': 'a: [' });
    const unread = await acme.run('state', 'list');
    expect([unread.code, unread.all]).toEqual([1, expect.stringContaining('broken.yaml:1')]);
  });
});

/** A server that says one thing to whoever asks for a session. */
function sayingOnly(code: string, message: string): Promise<Server> {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([head, fields])));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describePostgres('at the database', () => {
  let db: Database;
  beforeAll(async () => {
    db = await database();
  });
  afterAll(() => db?.drop());

  async function said(url: string, ...args: readonly string[]): Promise<string> {
    acme = await client(withState('{backend: postgres, url: {secret: env:DATABASE_URL}}'));
    const ran = await acme.runWith({ env: { DATABASE_URL: url } }, ...args, '--debug');
    expect([ran.code, ran.all]).toEqual([1, expect.stringContaining('STATE_DATABASE')]);
    expect(ran.all).not.toContain('    at ');
    expectHidden(ran, db.password);
    return ran.all.replace(/\s+/g, ' ');
  }

  test('no server: says where none answers', async () => {
    const closed = `postgres://app:${encodeURIComponent(db.password)}@127.0.0.1:1/state`;
    expect(await said(closed, 'plan')).toContain('no database answers at 127.0.0.1:1');
  });

  test('a wrong password', async () => {
    const wrong = `${db.password}-wrong`;
    const told = await said(db.urlFor({ password: wrong }), 'apply', '--yes');
    expect(told).toContain(`refuses the password of ${db.user}`);
    expect(told).toContain('put the right one into the address in env:DATABASE_URL');
  });

  test('no password', async () => {
    expect(await said(db.url.replace(/:[^:@]*@/, '@'), 'plan')).toContain('asks for a password');
  });

  test('no such database', async () => {
    expect(await said(db.urlFor({ database: 'nowhere' }), 'plan')).toContain('has no database nowhere');
  });

  test('no permission to make the tables: names the grant', async () => {
    const guest = `${db.name}_guest`;
    await db.query(`create role ${guest} login password '${db.password}'`);
    try {
      const told = await said(db.urlFor({ user: guest }), 'apply', '--yes');
      expect(told).toContain(`GRANT CREATE, CONNECT ON DATABASE ${db.name} TO ${guest}`);
    } finally {
      await db.query(`drop role ${guest}`);
    }
  });

  test('a server without TLS, and an address that asks for it', async () => {
    expect(await said(`${db.url}&sslmode=require`, 'plan')).toContain('has no TLS');
  });

  test('a server that wants TLS: names the setting', async () => {
    const message = 'no pg_hba.conf entry for host "127.0.0.1", user "app", database "state", no encryption';
    const server = await sayingOnly('28000', message);
    try {
      const url = `postgres://app:${encodeURIComponent(db.password)}@127.0.0.1:${portOf(server)}/state`;
      expect(await said(url, 'plan')).toContain('say sslmode=verify-full in the address in env:DATABASE_URL');
    } finally {
      server.close();
    }
  });

  test('an address that is none is not repeated', async () => {
    expect(await said(`postgres://app:${db.password}@db:example/state`, 'plan')).toContain('cannot be used');
    await acme.close();
    expect(await said(`postgres//${db.password}`, 'plan')).toContain('DATABASE_URL');
  });

  test('validate goes on without the database, and says so', async () => {
    acme = await client(withState('{backend: postgres, url: {secret: env:DATABASE_URL}}'));
    const ran = await acme.runWith({ env: { DATABASE_URL: db.urlFor({ database: 'nowhere' }) } }, 'validate');
    expect([ran.code, ran.all]).toEqual([0, expect.stringContaining('STATE_DATABASE')]);
  });

  test('the password is in no output, no file and no plan of a run that works', async () => {
    acme = await client(withState('{backend: postgres, url: "${DATABASE_URL}"}'));
    acme.env.DATABASE_URL = db.url;
    const steps = [
      ['plan', '--out', 'acme.plan', '--format', 'json', '--debug'],
      ['apply', 'acme.plan', '--debug'],
      ['state', 'list', '--format', 'json', '--debug'],
      ['state', 'pull', '--debug'],
      ['state', 'pull', '--out', 'state.json'],
    ];
    for (const args of steps) {
      const ran = await acme.run(...args);
      expect(ran.code, ran.all).toBe(0);
      expectHidden(ran, db.password);
    }
    for (const file of ['acme.plan', 'state.json']) {
      const text = await acme.read(file);
      for (const form of [db.password, encodeURIComponent(db.password)]) expect(text).not.toContain(form);
    }
  });
});
