/** `lint` and `health` as people run them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, client, type Ran } from '../kit/cli.ts';
import { HEAD, spec } from '../kit/spec.ts';

const FIGHT = `
groups: {billing: {name: Billing}, general: {name: General}}
trigger_categories: {routing: {name: Routing}}
triggers:
  invoices:
    title: Invoices to Billing
    category: routing
    when: {all: [{field: update_type, is: create}, {field: type, is: question}, {field: channel, is: email}]}
    then: [{set: {group: billing}}]
  everything:
    title: Everything to General
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {group: general}}]
`;
const BROKEN = `
trigger_categories: {routing: {name: Routing}}
triggers:
  never:
    title: Never
    category: routing
    when: {all: [{field: update_type, is: create}, {field: priority, is: urgent}, {field: priority, is: high}]}
    then: [{add_tags: [both]}]
`;
const CLEAN = `
groups: {tier1: {name: Support Tier 1}}
`;

let acme: Client;
beforeAll(async () => {
  acme = await client(spec(CLEAN), { profile: 'enterprise' });
});
afterAll(() => acme.close());

function documentOf(ran: Ran) {
  return JSON.parse(ran.stdout);
}

describe('lint', () => {
  test('finds nothing in a spec that is in order, and says what it could not look at', async () => {
    await acme.write(spec(CLEAN));
    const ran = await acme.run('lint', '--max-warnings', '0');
    expect(ran.code, ran.all).toBe(0);
    expect(ran.stdout).toMatch(/Looked at 1 object: nothing found\./);
    expect(ran.stdout).toMatch(/not looked at: whether the people whom rules name/);
    expect(acme.sandbox.control.log()).toEqual([]);
  });

  test('shows a warning with its place, its reason, what to do and the ticket that it was seen with', async () => {
    await acme.write(spec(FIGHT));
    const ran = await acme.run('lint');
    expect(ran.code, ran.all).toBe(0);
    const text = ran.stdout.replace(/\s+/g, ' ');
    expect(text).toMatch(/warning trigger-shadowed What a trigger sets is not set otherwise/);
    expect(text).toMatch(/support\.yaml:\d+:\d+ trigger\.invoices: trigger\.everything fires as well, later/);
    expect(text).toMatch(/Seen with a ticket: a new ticket/);
    expect(text).toMatch(/→ Put the general trigger before the special one/);
    const strict = await acme.run('lint', '--max-warnings', '0');
    expect(strict.code).toBe(1);
    const errorsOnly = await acme.run('lint', '--min-severity', 'error');
    expect(errorsOnly.stdout).not.toMatch(/trigger-shadowed/);
  });

  test('fails where an error is left', async () => {
    await acme.write(spec(BROKEN));
    const ran = await acme.run('lint', '--format', 'json');
    expect(ran.code, ran.all).toBe(1);
    const { findings, rules, summary } = documentOf(ran);
    expect(findings).toMatchObject([
      {
        rule: 'trigger-never-fires',
        severity: 'error',
        address: 'trigger.never',
        title: 'Never',
        at: { file: 'support.yaml', line: 10, column: 5 },
      },
    ]);
    expect(rules).toMatchObject([{ id: 'trigger-never-fires', source: expect.stringMatching(/^https:/) }]);
    expect(summary).toEqual({ errors: 1, warnings: 0, notes: 0, accepted: 0 });
  });

  test('leaves alone what was accepted with a reason, and reports an acceptance that nothing stands behind', async () => {
    const accept = (address: string, rule = 'trigger-never-fires') =>
      `lint: {accept: [{rule: ${rule}, address: ${address}, reason: "For later"}]}\n`;
    await acme.write(spec(BROKEN + accept('trigger.never')));
    const accepted = await acme.run('lint', '--format', 'json', '--max-warnings', '0');
    expect(accepted.code, accepted.all).toBe(0);
    expect(documentOf(accepted)).toMatchObject({ findings: [], accepted: [{ reason: 'For later' }] });

    await acme.write(spec(CLEAN + accept('group.tier1')));
    const stale = await acme.run('lint', '--max-warnings', '0');
    expect(stale.code, stale.all).toBe(1);
    expect(stale.stdout).toMatch(/support\.yaml:\d+:\d+ .*acceptance-stale|acceptance-stale/);
    expect(stale.stdout).toMatch(/Nothing is wrong with group\.tier1 any more/);

    await acme.write(spec(BROKEN + accept('trigger.nevr')));
    expect((await acme.run('lint')).stdout).toMatch(/Did you mean "trigger\.never"\?/);

    await acme.write(spec(BROKEN + accept('trigger.never', 'trigger-never-fire')));
    const unknown = await acme.run('lint');
    expect(unknown.code).toBe(1);
    expect(unknown.stdout).toMatch(/There is no rule "trigger-never-fire"/);
    expect(unknown.stdout).toMatch(/Did you mean "trigger-never-fires"\?/);
  });

  test('names the nearest rule, and the place of what cannot be loaded', async () => {
    await acme.write(spec(CLEAN));
    const ran = await acme.run('lint', '--only', 'routing-gaps');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/did you mean routing-gap\?/);
    await acme.write({ 'support.yaml': `${HEAD}lint: {accept: [{rule: unused}]}\n` });
    const wrong = await acme.run('lint');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/support\.yaml:4:\d+.*SPEC_MISSING/);
  });

  test('shows texts of the account as texts, whatever they hold', async () => {
    const hostile = 'title: "<img src=x onerror=alert(1)>\\e[31m\\nsecond | line"';
    await acme.write(spec(BROKEN.replace('title: Never', hostile)));
    const [human, json, markdown] = await Promise.all(
      ['human', 'json', 'markdown'].map((format) => acme.run('lint', '--format', format)),
    );
    for (const ran of [human, json, markdown]) {
      expect(ran?.code, ran?.all).toBe(1);
      expect(ran?.stdout).not.toContain('\u001b');
    }
    expect(markdown?.stdout).not.toContain('<img');
  });

  test('looks at the tenant where it is asked to, and only reads', async () => {
    acme.sandbox.control.clearLog();
    await acme.write(
      spec(`
trigger_categories: {routing: {name: Routing}}
triggers:
  to_bo:
    title: To Bo
    category: routing
    when: {all: [{field: update_type, is: create}]}
    then: [{set: {assignee: live("bo@acme.example")}}]
`),
    );
    expect((await acme.run('lint', '--live', '--only', 'suspended-agent')).stdout).toMatch(/nothing found/);
    const bo = acme.sandbox.control.objects('users').find((user) => user.email === 'bo@acme.example');
    acme.sandbox.control.edit('users', String(bo?.id), { suspended: true });
    const ran = await acme.run('lint', '--live', '--only', 'suspended-agent');
    acme.sandbox.control.edit('users', String(bo?.id), { suspended: false });
    expect(ran.stdout).toMatch(/It names Bo Tanaka, who is suspended/);
    expect(acme.writes()).toEqual([]);
  });
});

test('what init writes is in order', async () => {
  const init = ['init', 'fresh', '--yes', '--name', 'Beta', '--subdomain', 'beta', '--country', 'DE'];
  const made = await acme.run(...init, '--edition', 'suite_professional');
  expect(made.code, made.all).toBe(0);
  const ran = await acme.run('lint', '--spec', 'fresh', '--max-warnings', '0', '--format', 'json');
  expect(documentOf(ran).findings).toEqual([]);
  expect(ran.code, ran.all).toBe(0);
});

describe('health', () => {
  const EVIL = '<script>alert("x")</script>\u001b[31m\nsecond line';

  beforeAll(() => {
    const [category] = acme.sandbox.control.objects('trigger_categories');
    acme.sandbox.control.inject('triggers', {
      title: EVIL,
      raw_title: EVIL,
      active: true,
      category_id: String(category?.id),
      conditions: {
        all: [
          { field: 'priority', operator: 'is', value: 'urgent' },
          { field: 'priority', operator: 'is', value: 'low' },
        ],
        any: [],
      },
      actions: [{ field: 'current_tags', value: 'never' }],
    });
    acme.sandbox.control.clearLog();
  });

  test('writes one page about an account with nothing but reads, and nothing in it is alive', async () => {
    const ran = await acme.run('health', '--subdomain', 'acme', '--out', 'health.html');
    expect(ran.code, ran.all).toBe(0);
    const log = acme.sandbox.control.log();
    expect(log.length).toBeGreaterThan(20);
    expect(log.filter(({ method }) => method !== 'GET')).toEqual([]);
    const page = await readFile(join(acme.folder, 'health.html'), 'utf8');
    expect(page).toContain('Health of acme');
    expect(page).toContain('trigger-never-fires');
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|onerror=|https?:\/\//);
    expect(page).not.toContain('\u001b');
    expect(page).toMatch(/What was not looked at/);
    expect(page).toMatch(/default-src 'none'/);
    expect(ran.stdout).not.toContain('\u001b');
    expect(ran.stdout).toMatch(/nothing was written/);
  });

  test('tells the same as data', async () => {
    const ran = await acme.run('health', '--subdomain', 'acme', '--format', 'json');
    expect(ran.code, ran.all).toBe(0);
    const { account, counts, findings, requests, summary } = documentOf(ran);
    expect(account).toBe('acme');
    expect(counts.trigger).toBeGreaterThan(9);
    expect(requests).toBeGreaterThan(20);
    expect(summary.errors).toBe(findings.filter((own: { severity: string }) => own.severity === 'error').length);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'trigger-never-fires', title: EVIL }));
    // Nothing of an account has a place in a file.
    expect(findings.filter((own: { at?: unknown }) => own.at !== undefined)).toEqual([]);
  });

  test('names the rules that no ticket met in 30 days, as the account counts them', async () => {
    // The sandbox counts by id: among so many there is one that was never used.
    for (let n = 0; n < 330; n += 1) {
      acme.sandbox.control.inject('macros', {
        title: `Macro ${n}`,
        active: true,
        actions: [{ field: 'status', value: 'open' }],
        restriction: null,
      });
    }
    const ran = await acme.run('health', '--subdomain', 'acme', '--format', 'json');
    const address = acme.sandbox.zendeskUrl.replace('{subdomain}', 'acme');
    const headers = { authorization: 'Bearer sandbox-token' };
    const unused: string[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const reply = await fetch(`${address}/api/v2/macros.json?include=usage_30d&page=${page}&per_page=100`, {
        headers,
      });
      const { macros } = JSON.parse(await reply.text());
      for (const { title, usage_30d: count } of macros) if (count === 0) unused.push(title);
    }
    expect(unused.length).toBeGreaterThan(0);
    const found = documentOf(ran).findings.filter((own: { summary: string }) =>
      own.summary.startsWith('No ticket has met this macro'),
    );
    expect(found.map(({ title }: { title: string }) => title).sort()).toEqual(unused.sort());
  });

  test('says what is missing, without a stack', async () => {
    const ran = await acme.runWith({ env: { ZENDESK_SUBDOMAIN: '' } }, 'health');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/Which tenant\?/);
    const folder = await acme.run('health', '--subdomain', 'acme', '--out', 'no/such/folder/x.html');
    expect(folder.code).toBe(1);
    expect(folder.stderr).toMatch(/FILE_NOT_WRITTEN/);
  });
});
