/** State as a whole: pulled, pushed, unlocked, and moved between the file and PostgreSQL. */
import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { app } from '../../src/app/index.ts';
import { type Client, client } from '../kit/cli.ts';
import { type Database, database, describePostgres } from '../kit/postgres.ts';
import { HEAD, spec } from '../kit/spec.ts';
import { rows } from '../kit/tenant.ts';
import { codeOf } from '../state/backend.ts';

const LONG = { timeout: 180_000 };
const GROUPS = 'groups: {tier1: {name: Support Tier 1}, tier2: {name: Support Tier 2}}\n';
const STATE = '.supportctl/state/default.json';
const POSTGRES = 'state: {backend: postgres, url: {secret: env:DATABASE_URL}}\n';

let acme: Client;
afterEach(() => acme?.close());

async function expectCode(code: number, ...args: string[]) {
  const ran = await acme.run(...args);
  expect(ran.code, ran.all).toBe(code);
  return ran;
}

test(
  'what is pulled can be pushed back; another lineage, an older one and another tenant are refused',
  LONG,
  async () => {
    acme = await client(spec(GROUPS));
    await expectCode(4, 'state', 'pull');
    await expectCode(0, 'apply', '--yes');
    const pulled = await expectCode(0, 'state', 'pull');
    expect(pulled.stdout).toBe(await acme.read(STATE));
    await expectCode(0, 'state', 'pull', '--out', 'pulled.json');
    await expectCode(0, 'state', 'push', 'pulled.json');
    expect(JSON.parse(await acme.read(STATE)).serial).toBe(2);
    await expectCode(0, 'plan', '--detailed-exitcode');

    const older = await expectCode(4, 'state', 'push', 'pulled.json');
    expect(older.all).toContain('STATE_OTHER');
    const refused = {
      'lineage.json': pulled.stdout.replace(/"lineage": "[^"]*"/, '"lineage": "another"'),
      'staging.json': pulled.stdout.replace('"environment": "default"', '"environment": "staging"'),
      'tenant.json': pulled.stdout.replace('{"zendesk":"acme"}', '{"zendesk":"globex"}'),
      'newer.json': pulled.stdout.replace('"format": 1', '"format": 2'),
      'damaged.json': '{',
    };
    const codes = ['STATE_OTHER', 'STATE_OTHER', 'OTHER_TENANT', 'STATE_NEWER', 'STATE_DAMAGED'];
    const before = await acme.read(STATE);
    const push = (file: string, text: string, force: boolean) =>
      codeOf(app.statePush({ spec: acme.folder, variables: acme.env, notify: () => undefined }, text, file, force));
    const found: string[] = [];
    for (const [file, text] of Object.entries(refused)) found.push(await push(file, text, false));
    expect(found).toEqual(codes);
    expect(await push('tenant.json', refused['tenant.json'], true)).toBe('OTHER_TENANT');
    expect(await acme.read(STATE)).toBe(before);
    await acme.write({ 'lineage.json': refused['lineage.json'] });
    await expectCode(0, 'state', 'push', 'lineage.json', '--force');
    expect(JSON.parse(await acme.read(STATE))).toMatchObject({ serial: 3, lineage: 'another' });
  },
);

test('unlock names the holder and asks; one that is alive needs --force', LONG, async () => {
  const lock = { holder: 'ada', host: 'elsewhere', pid: 1, since: '2026-11-02T10:00:00.000Z', run: 'r' };
  const path = '.supportctl/state/default.lock';
  acme = await client({ ...spec(GROUPS), [path]: JSON.stringify(lock) });
  const locked = await expectCode(4, 'apply', '--yes');
  expect(locked.all).toContain('locked by ada on elsewhere (process 1)');
  const unasked = await expectCode(4, 'state', 'unlock');
  expect(unasked.all).toContain('ada on elsewhere (process 1), since 2026-11-02T10:00:00.000Z');
  expect(unasked.all).toContain('supportctl state unlock --yes');
  expect(await acme.read(path)).toBe(JSON.stringify(lock));
  await expectCode(0, 'state', 'unlock', '--yes');
  expect((await expectCode(0, 'state', 'unlock')).stdout).toBe('Nothing is locked.\n');

  await acme.write({ [path]: JSON.stringify({ ...lock, host: hostname(), pid: process.pid }) });
  const alive = await expectCode(4, 'state', 'unlock', '--yes');
  expect(alive.all).toContain('is alive');
  const forced = await expectCode(0, 'state', 'unlock', '--yes', '--force', '--format', 'json');
  expect(JSON.parse(forced.stdout).unlocked).toMatchObject({ holder: 'ada', alive: true });
  await expectCode(0, 'apply', '--yes');
});

describePostgres('migrating', () => {
  let db: Database;
  beforeAll(async () => {
    db = await database();
  });
  afterAll(() => db?.drop());

  test(
    'to the database and back: state and logs go along, the old place is refused, a plan is empty',
    LONG,
    async () => {
      acme = await client(spec(GROUPS));
      acme.env.DATABASE_URL = db.url;
      const early = await expectCode(1, 'state', 'migrate', '--to', 'postgres');
      expect(early.all).toContain('STATE_NO_DATABASE');
      await expectCode(0, 'apply', '--yes');
      const file = await acme.read(STATE);

      // To begin anew beside what is there would make strangers of it.
      await acme.write({ 'support.yaml': HEAD + POSTGRES + GROUPS });
      for (const args of [['plan'], ['apply', '--yes'], ['state', 'list']]) {
        const left = await expectCode(4, ...args);
        expect(left.all).toContain('supportctl state migrate --to postgres');
      }
      const there = await expectCode(0, 'state', 'migrate', '--to', 'postgres', '--format', 'json');
      expect(JSON.parse(there.stdout).migrated).toMatchObject({ serial: 2, resources: 2, runs: 1 });
      expect((await expectCode(0, 'state', 'pull')).stdout).toBe(file.replace('"serial": 1', '"serial": 2'));
      await expectCode(0, 'plan', '--detailed-exitcode');
      expect(await acme.read(STATE)).toBe(file);
      const again = await expectCode(4, 'state', 'migrate', '--to', 'postgres');
      expect(again.all).toContain('STATE_RETIRED');

      // Somebody with yesterday's spec is told where the state is.
      await acme.write({ 'support.yaml': HEAD + GROUPS });
      const old = await expectCode(4, 'apply', '--yes');
      expect(old.all).toContain('STATE_RETIRED');
      expect(old.all.replace(/\s+/g, ' ')).toContain('it moved to the database of env:DATABASE_URL (project acme');

      await acme.write({ 'support.yaml': `${HEAD}${POSTGRES}${GROUPS.replace('Support Tier 2', 'Second line')}` });
      await expectCode(0, 'apply', '--yes');
      const back = await expectCode(0, 'state', 'migrate', '--to', 'file');
      expect(back.stdout).toContain('2 resources and 2 run logs');
      expect((await expectCode(4, 'plan')).all).toContain('STATE_RETIRED');
      await acme.write({ 'support.yaml': HEAD + GROUPS.replace('Support Tier 2', 'Second line') });
      await expectCode(0, 'plan', '--detailed-exitcode');
    },
  );

  test('a first run that was cut off goes along, and is recovered there', LONG, async () => {
    acme = await client(spec(GROUPS));
    acme.env.DATABASE_URL = db.url;
    const killed = await acme.runWith({ env: { SUPPORTCTL_TEST_STOP: 'reply:1' } }, 'apply', '--yes');
    expect(killed.signal).toBe('SIGKILL');
    await acme.write({ 'support.yaml': `${HEAD}${POSTGRES.replace('}}', '}, project: cut}')}${GROUPS}` });
    expect((await expectCode(4, 'apply', '--yes')).all).toContain('STATE_NOT_MIGRATED');
    await expectCode(0, 'state', 'migrate', '--to', 'postgres');
    expect((await expectCode(0, 'apply', '--yes')).all).toContain('Recovering run');
    expect(rows(acme, 'groups').filter(({ name }) => name === 'Support Tier 1')).toHaveLength(1);
    await expectCode(0, 'plan', '--detailed-exitcode');
  });

  test('over another state in the database nothing is migrated', LONG, async () => {
    acme = await client({
      'support.yaml': `${HEAD}state: {backend: postgres, url: "\${DATABASE_URL}", project: two}\n${GROUPS}`,
    });
    acme.env.DATABASE_URL = db.url;
    await expectCode(0, 'apply', '--yes');
    const pulled = (await expectCode(0, 'state', 'pull')).stdout;
    await acme.write({ [STATE]: pulled.replace(/"lineage": "[^"]*"/, '"lineage": "another"') });
    const refused = await expectCode(4, 'state', 'migrate', '--to', 'postgres');
    expect(refused.all).toContain('has a state already');
    expect((await expectCode(0, 'state', 'pull')).stdout).toBe(pulled);
  });
});
