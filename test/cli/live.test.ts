/** `test --live`: the example's cases as tickets in a tenant that has its rules; what is refused; that nothing stays. */
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client, ended, type Ran } from '../kit/cli.ts';
import { edit, row, rows } from '../kit/tenant.ts';

const ACME = resolve(import.meta.dirname, '../../examples/acme');
const MADE = ['tickets', 'users', 'organizations'] as const;
const BUGS = 'The category and the tier decide the team: ivan, category_bug*';
/** Routing, tiers and targets; macros with text, fields and groups; a case that mostly waits. */
const HANDFUL = [
  'The category and the tier*',
  'The tier is copied*',
  'Replies that *',
  'Handing over*',
  'A confirmed bug is posted*',
  'Who does not answer is reminded*',
].flatMap((name) => ['--only', name]);

let acme: Client;
let before: ReturnType<typeof present>;

/** What is there; people who were deleted are still held by the platform, as inactive. */
function standing(kind: string) {
  return rows(acme, kind).filter(({ active }) => kind !== 'users' || active !== false);
}

function present() {
  return MADE.map((kind) => standing(kind).map(({ id }) => id));
}

function live(...args: readonly string[]): Promise<Ran> {
  return acme.run('test', '--live', '--domain', 'example', '--quiet', ...args);
}

/** Runs with a rule that somebody has changed in the tenant. */
async function edited(
  kind: string,
  title: string,
  changes: Parameters<typeof edit>[3],
  ...args: readonly string[]
): Promise<Ran> {
  const { active = null, conditions = null, actions = null, policy_metrics = null } = row(acme, kind, title);
  // A trigger is always sent whole.
  const old = kind === 'triggers' ? { active, conditions, actions } : { policy_metrics };
  edit(acme, kind, title, { ...old, ...changes });
  try {
    return await live(...args);
  } finally {
    edit(acme, kind, title, old);
  }
}

beforeAll(async () => {
  acme = await client({}, { profile: 'enterprise' });
  await cp(ACME, acme.folder, { recursive: true });
  Object.assign(acme.env, { SLACK_RELAY_TOKEN: 'relay-1', ON_CALL_TOKEN: 'on-call-1' });
  // The account's own would come first, for everybody.
  for (const policy of rows(acme, 'sla_policies')) acme.sandbox.control.remove('sla_policies', String(policy.id));
  const { code, all } = await acme.run('apply', '--yes', '--adopt', '--quiet');
  expect(code, all).toBe(0);
  before = present();
  acme.sandbox.control.clearLog();
});
afterAll(() => acme.close());
afterEach(() => {
  expect(present()).toEqual(before);
  acme.sandbox.control.clearFaults();
  acme.sandbox.control.clearLog();
});

function differencesIn({ stdout }: Ran): readonly { readonly what: string }[] {
  const report: { readonly cases: readonly { readonly differences: readonly { readonly what: string }[] }[] } =
    JSON.parse(stdout);
  return report.cases.flatMap(({ differences }) => differences);
}

describe('supportctl test --live', () => {
  it('finds simulator and tenant agreed, says what was not tried, and leaves nothing', async () => {
    const { code, stdout, all } = await live(...HANDFUL);
    expect(code, all).toBe(0);
    expect(stdout).toMatch(/^31 cases agree in acme, \d+ requests$/m);
    expect(stdout).toMatch(/○ Who does not answer is reminded.*: needs\s+time:/);
    expect(stdout).toContain('automation.pending_solve');
    const writes = acme.writes();
    expect(writes.filter((write) => /^POST .*\/tickets/.test(write))).toHaveLength(31);
    expect(writes.filter((write) => !/ \/api\/v2\/(tickets|users|organizations)(\/\d+)?$/.test(write))).toEqual([]);
  });

  it('names the case, both values and the trigger where somebody changed a rule by hand', async () => {
    const actions = [{ field: 'group_id', value: String(row(acme, 'groups', 'Support Tier 2').id) }];
    const refused = await edited('triggers', 'Bugs to Technical', { actions }, '--only', BUGS);
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringMatching(/NOT_APPLIED .*trigger\.route_bugs/)]);
    expect(acme.writes()).toEqual([]);
    const cases = ['--only', 'The category and the tier*', '--only', 'Handing*'];
    const { code, stdout, all } = await edited('triggers', 'Bugs to Technical', { actions }, '--anyway', ...cases);
    expect(code, all).toBe(1);
    expect(stdout.match(/^✗ .*/gm)).toEqual([
      expect.stringContaining('✗ The category and the tier decide the team: ivan, category_bug'),
      expect.stringContaining('✗ The category and the tier decide the team: gina, category_bug'),
    ]);
    expect(stdout).toMatch(/ {4}group\n {6}simulator {2}technical\n {6}tenant {5}tier2\n/);
    expect(stdout).toMatch(/ {4}tags\n {6}simulator {2}bug_routed/);
    expect(stdout).toMatch(
      /triggers that fired\n {6}simulator [^✗]*route_bugs[^✗]* {6}tenant [^✗]*trigger\.route_bugs/,
    );
  });

  it('sees a trigger that is off, and a policy that promises something else', async () => {
    const args = ['--anyway', '--only', BUGS, '--format', 'json'];
    const off = await edited('triggers', 'Bugs to Technical', { active: false }, ...args);
    expect(differencesIn(off)).toEqual(
      expect.arrayContaining([
        { what: 'group', simulator: 'technical', tenant: 'tier1' },
        { what: 'trigger.route_bugs', simulator: 'fired', tenant: 'did not fire' },
      ]),
    );
    const metric = { priority: 'normal', metric: 'first_reply_time', target: 7, business_hours: false };
    const sooner = await edited('sla_policies', 'Business', { policy_metrics: [metric] }, ...args);
    expect(differencesIn(sooner).map(({ what }) => what)).toContain('due.first_reply');
    expect(differencesIn(sooner).map(({ what }) => what)).not.toContain('sla');
  });

  it('sends nothing at all where a requester has an address on another domain', async () => {
    for (const domains of [[], ['--domain', 'globex.example'], ['--domain', 'com']]) {
      const { code, stderr } = await acme.run('test', '--live', ...domains, '--only', BUGS);
      expect(code).toBe(4);
      expect(stderr).toContain('LIVE_DOMAIN');
    }
    expect(acme.sandbox.control.log()).toEqual([]);
  });

  it('takes everything away after a failure, and names by id what it cannot take away', async () => {
    const { control } = acme.sandbox;
    control.addFaults([{ match: { method: 'PUT', path: '/tickets/' }, action: { status: 403 } }]);
    const failed = await live('--only', 'Handing over*');
    expect(failed.code, failed.all).toBe(1);
    expect(present()).toEqual(before);
    control.clearFaults();
    control.addFaults([{ match: { method: 'DELETE', path: '/users/' }, action: { status: 403 } }]);
    const stuck = await live('--only', BUGS);
    const left = standing('users').filter(({ id }) => !before[1]?.includes(id));
    expect(stuck.code).toBe(1);
    expect(left).toHaveLength(1);
    expect(stuck.stdout).toContain(`user ${left[0]?.id} (external id ${left[0]?.external_id})`);
    for (const { id } of left) control.remove('users', String(id));
  });

  it('finds and takes away what was made though the reply was lost', async () => {
    for (const path of ['/organizations$', '/users$', '/tickets$']) {
      acme.sandbox.control.addFaults([{ match: { method: 'POST', path }, times: 1, action: { drop: 'after' } }]);
      const { code, all } = await live('--only', BUGS);
      expect([code, all]).toEqual([1, expect.stringContaining('LIVE_STOPPED')]);
      expect(all).not.toContain('Still in the tenant');
      expect(present()).toEqual(before);
    }
  });

  it('takes everything away after Ctrl-C', async () => {
    acme.sandbox.control.addFaults([{ match: { write: true }, action: { delay: 20 } }]);
    const child = acme.start('test', '--live', '--domain', 'example');
    const ending = ended(child);
    const asked = () => acme.writes().some((write) => write.startsWith('POST /api/v2/tickets'));
    while (child.exitCode === null && !asked()) await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGINT');
    const { code, all } = await ending;
    expect(code, all).toBe(130);
    expect(all).toContain('Interrupted: the other cases were not tried.');
  });

  it('has no use for its flags without it, nor for those of offline tests beside it', async () => {
    for (const args of [
      ['--domain', 'x.test'],
      ['--anyway'],
      ['--live', '--coverage'],
      ['--live', '--format', 'junit'],
    ]) {
      expect((await acme.run('test', ...args)).stderr).toContain('USAGE');
    }
  });
});

describe('supportctl test --live in production', () => {
  beforeAll(async () => {
    const text = await acme.read('support.yaml');
    await acme.write({ 'support.yaml': text.replace('environment: sandbox', 'environment: production') });
  });

  it('is refused without the flag, without the name of the tenant, and with a wrong one, before the first request', async () => {
    const plain = await live('--only', BUGS);
    expect([plain.code, plain.stderr]).toEqual([4, expect.stringContaining('PRODUCTION')]);
    const unsaid = await live('--only', BUGS, '--production');
    expect([unsaid.code, unsaid.stderr]).toEqual([4, expect.stringContaining('--confirm acme')]);
    const wrong = await live('--only', BUGS, '--production', '--confirm', 'amce');
    expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringContaining('PRODUCTION')]);
    expect(acme.sandbox.control.log()).toEqual([]);
  });

  it('runs with both', async () => {
    const { code, stdout, all } = await live('--only', BUGS, '--production', '--confirm', 'acme');
    expect(code, all).toBe(0);
    expect(stdout).toContain('1 case agree');
  });
});
