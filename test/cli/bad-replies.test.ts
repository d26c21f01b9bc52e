/** What a platform may answer instead of what was asked: the exit code, a message that names the cause, and nothing lost. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, client } from '../kit/cli.ts';
import { ask } from '../kit/documents.ts';
import { spec } from '../kit/spec.ts';
import { newWrites, rows } from '../kit/tenant.ts';

let acme: Client;
afterEach(() => acme?.close());

type Fault = Parameters<Client['sandbox']['control']['addFaults']>[0][number];

const GROUPS = spec('groups:\n  tier1: {name: Tier 1}\n  tier2: {name: Tier 2}\n');
const STACK = /\n\s+at .*\.js:\d+/;

function called(name: string): number {
  return rows(acme, 'groups').filter((own) => own.name === name).length;
}

const READS: readonly { says: string; fault: Fault; contains: string | RegExp }[] = [
  {
    says: '401: the credentials are not accepted, and which variables hold them',
    fault: { action: { status: 401, body: { error: "Couldn't authenticate you" } } },
    contains: /credentials[\s\S]*ZENDESK_/,
  },
  {
    says: 'an anonymous 200: a token that is none passes for a visitor, and is no sign-in',
    fault: {
      match: { path: '/users/me' },
      action: {
        status: 200,
        body: { user: { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' } },
      },
    },
    contains: /anonymous[\s\S]*ZENDESK_/i,
  },
  {
    says: '404 as a page: a wrong subdomain or a proxy, not "no such object"',
    fault: { match: { path: '/groups' }, action: { html: true, status: 404 } },
    contains: 'a page instead of data',
  },
  {
    says: 'HTML with status 200 where JSON was expected',
    fault: { match: { path: '/groups' }, action: { html: true } },
    contains: 'text/html where data was expected',
  },
  {
    says: 'a body that ends in the middle',
    fault: { match: { path: '/groups' }, action: { cut: true } },
    contains: '127.0.0.1',
  },
  {
    says: '200 with a body that is not a list',
    fault: { match: { path: '/groups' }, action: { status: 200, body: { nothing: true } } },
    contains: 'groups',
  },
  {
    says: '200 with errors inside',
    fault: { match: { path: '/groups' }, action: { ok_with_errors: true } },
    contains: 'The change was not saved',
  },
  {
    says: '500 that does not go away',
    fault: { match: { path: '/groups' }, action: { status: 500 } },
    contains: 'failed to answer (500)',
  },
  {
    says: 'a dropped connection that does not come back',
    fault: { match: { path: '/groups' }, action: { drop: 'before' } },
    contains: '127.0.0.1',
  },
  {
    says: 'a redirect to somewhere else is not followed',
    fault: { match: { path: '/groups' }, action: { status: 302, headers: { location: 'https://elsewhere.example/' } } },
    contains: 'elsewhere.example',
  },
];

describe('reading: exit 1, the cause in words, no stack, nothing planned and nothing written', () => {
  test.each(READS)('$says', async ({ fault, contains }) => {
    acme = await client(GROUPS);
    acme.sandbox.control.addFaults([fault]);
    const run = await acme.run('apply', '--yes');
    expect(run.code, run.all).toBe(1);
    expect(run.stderr).toMatch(contains);
    expect(run.all).not.toMatch(STACK);
    expect(newWrites(acme)).toEqual([]);
    acme.sandbox.control.clearFaults();
    expect((await ask(acme, 'apply', '--yes')).code).toBe(0);
    expect([called('Tier 1'), called('Tier 2')]).toEqual([1, 1]);
  });

  test.each([
    { says: '403', fault: { status: 403, body: { error: 'Forbidden', description: 'Missing required scopes' } } },
    {
      says: '404 InvalidEndpoint',
      fault: { status: 404, body: { error: 'InvalidEndpoint', description: 'Not found' } },
    },
  ])('$says: the kind is not available, nothing is planned for it, not even deletes', async ({ fault }) => {
    acme = await client(GROUPS);
    await ask(acme, 'apply', '--yes');
    acme.sandbox.control.addFaults([{ match: { method: 'GET', path: '/api/v2/groups' }, action: fault }]);
    newWrites(acme);
    await acme.write(spec('groups:\n  tier1: {name: First}\n  tier3: {name: Tier 3}\n'));
    const plan = await ask(acme, 'plan', '--prune', '--allow-data-loss', 'group.*');
    expect([plan.code, plan.lines]).toEqual([0, []]);
    expect([...plan.noted].sort()).toEqual([
      'unavailable group.tier1',
      'unavailable group.tier2',
      'unavailable group.tier3',
    ]);
    const before = await acme.read('.supportctl/state/default.json');
    expect((await ask(acme, 'apply', '--yes', '--prune')).code).toBe(0);
    expect(newWrites(acme)).toEqual([]);
    expect(await acme.read('.supportctl/state/default.json')).toBe(before);
  });

  test('404 of one object that a list leaves out: gone; a list that lags behind does not make it gone', async () => {
    acme = await client(GROUPS);
    await ask(acme, 'apply', '--yes');
    const partial = { groups: [], meta: { has_more: false }, links: {}, count: 0 };
    acme.sandbox.control.addFaults([{ match: { path: '/api/v2/groups\\?' }, action: { status: 200, body: partial } }]);
    const plan = await ask(acme, 'plan', '--detailed-exitcode');
    expect([plan.code, plan.lines]).toEqual([0, []]);
  });

  test('500 once, 429 once and one dropped connection are waited out', async () => {
    acme = await client(GROUPS);
    acme.sandbox.control.addFaults([
      { match: { method: 'GET' }, times: 1, action: { status: 503 } },
      { match: { method: 'GET', nth: 2 }, times: 1, action: { rate_limit: 1 } },
      { match: { method: 'GET', path: '/groups' }, times: 1, action: { drop: 'before' } },
    ]);
    const done = await ask(acme, 'apply', '--yes');
    expect(done.code, done.all).toBe(0);
    expect([called('Tier 1'), called('Tier 2')]).toEqual([1, 1]);
  });
});

const POST = { method: 'POST', path: '/groups', nth: 1 };

const REFUSALS: readonly { says: string; fault: Fault; contains: string | RegExp }[] = [
  {
    says: '401 in the middle of a run',
    fault: { match: POST, action: { status: 401, body: { error: 'invalid_token' } } },
    contains: 'does not accept the credentials',
  },
  {
    says: '403',
    fault: { match: POST, action: { status: 403, body: { error: 'Forbidden', description: 'You are no admin' } } },
    contains: 'You are no admin',
  },
  {
    says: '404',
    fault: { match: POST, action: { status: 404, body: { error: 'RecordNotFound' } } },
    contains: 'has no such object',
  },
  {
    says: '200 with errors inside',
    fault: { match: POST, action: { ok_with_errors: true } },
    contains: 'The change was not saved',
  },
];

describe('writing: exit 3, the cause in words at the address, the rest goes on, and the next apply finishes', () => {
  test.each(REFUSALS)('$says', async ({ fault, contains }) => {
    acme = await client(GROUPS);
    acme.sandbox.control.addFaults([fault]);
    const part = await ask(acme, 'apply', '--yes');
    expect(part.code, part.all).toBe(3);
    expect(part.result?.failed).toHaveLength(1);
    expect(part.result?.failed[0]).toMatchObject({ address: 'group.tier1' });
    expect(part.result?.failed[0]?.diagnostic.summary).toMatch(contains);
    expect(part.all).not.toMatch(STACK);
    acme.sandbox.control.clearFaults();
    const rest = await ask(acme, 'apply', '--yes');
    expect([rest.code, rest.lines]).toEqual([0, ['create group.tier1']]);
    expect([called('Tier 1'), called('Tier 2')]).toEqual([1, 1]);
  });

  test('422: mapped to the address and the line of the attribute, and reads well', async () => {
    acme = await client(GROUPS);
    const details = { name: [{ description: 'Name: is too long', error: 'InvalidValue' }] };
    const body = { error: 'RecordInvalid', description: 'Record validation errors', details };
    acme.sandbox.control.addFaults([
      { match: { method: 'POST', path: '/groups', nth: 2 }, action: { status: 422, body } },
    ]);
    const run = await acme.run('apply', '--yes', '--quiet');
    expect(run.code, run.all).toBe(3);
    const report = run.stdout.slice(run.stdout.indexOf('Failed:')).replaceAll(/run [\w-]+|127\.0\.0\.1:\d+/g, 'X');
    expect(report).toMatchInlineSnapshot(`
      "Failed: 1
        ✗ create group.tier2  Tier 2
            support.yaml:6:11  error  PLATFORM_REFUSED  X rejected what was sent (422). It says: Record validation errors; name: Name: is too long

      Applied: 1 created. Failed: 1.  X, 5 requests

      → Correct what failed, then X apply: it plans what is still missing; what was written
        is not written again.
      "
    `);
  });

  test('the list that verifies cannot be read: said for each address, state is kept, and the next plan is empty', async () => {
    acme = await client(GROUPS);
    acme.sandbox.control.addFaults([{ match: { method: 'GET', path: '/groups', nth: 2 }, action: { html: true } }]);
    const part = await ask(acme, 'apply', '--yes');
    expect(part.code, part.all).toBe(3);
    expect(part.result?.failed.map((own) => `${own.diagnostic.code} ${own.address}`)).toEqual([
      'NOT_VERIFIED group.tier1',
      'NOT_VERIFIED group.tier2',
    ]);
    const again = await ask(acme, 'plan', '--detailed-exitcode');
    expect([again.code, again.lines]).toEqual([0, []]);
    expect([called('Tier 1'), called('Tier 2')]).toEqual([1, 1]);
  });

  test('404 of an object that went away while we worked: said at its address, nothing else is lost', async () => {
    acme = await client(GROUPS);
    await ask(acme, 'apply', '--yes');
    await acme.write(spec('groups:\n  tier1: {name: First}\n  tier2: {name: Second}\n'));
    acme.sandbox.control.addFaults([
      {
        match: { method: 'PUT', path: '/groups/', nth: 1 },
        action: { status: 404, body: { error: 'RecordNotFound' } },
      },
    ]);
    const part = await ask(acme, 'apply', '--yes');
    expect(part.code, part.all).toBe(3);
    expect(part.result?.failed.map((own) => own.address)).toEqual(['group.tier1']);
    expect(part.result?.failed[0]?.diagnostic.at).toMatchObject({ file: 'support.yaml', line: 5 });
    expect([called('Tier 1'), called('Second')]).toEqual([1, 1]);
    expect((await ask(acme, 'apply', '--yes')).lines).toEqual(['update group.tier1: name spec']);
  });

  test('409 in passing is repeated; one that stays is reported', async () => {
    acme = await client(GROUPS);
    await ask(acme, 'apply', '--yes');
    await acme.write(spec('groups:\n  tier1: {name: First}\n  tier2: {name: Tier 2}\n'));
    const conflict = { status: 409, body: { error: 'DatabaseConflict', description: 'Database collision' } };
    acme.sandbox.control.addFaults([{ match: { method: 'PUT', path: '/groups/' }, times: 1, action: conflict }]);
    const passing = await ask(acme, 'apply', '--yes');
    expect(passing.code, passing.all).toBe(0);
    acme.sandbox.control.clearFaults();
    acme.sandbox.control.addFaults([{ match: { method: 'PUT', path: '/groups/' }, action: conflict }]);
    await acme.write(spec('groups:\n  tier1: {name: Tier 1}\n  tier2: {name: Tier 2}\n'));
    const stays = await ask(acme, 'apply', '--yes');
    expect(stays.code, stays.all).toBe(3);
    expect(stays.result?.failed[0]?.diagnostic.summary).toContain('Database collision');
  });
});

const LOST: readonly { says: string; fault: Fault }[] = [
  { says: 'the connection drops after the platform committed', fault: { match: POST, action: { drop: 'after' } } },
  { says: 'the connection drops before the platform committed', fault: { match: POST, action: { drop: 'before' } } },
  { says: '502 after the commit', fault: { match: POST, action: { status: 502, when: 'after' } } },
  { says: '502 before the commit', fault: { match: POST, action: { status: 502, when: 'before' } } },
  { says: 'a reply that ends in the middle', fault: { match: POST, action: { cut: true } } },
  { says: 'a page with status 200', fault: { match: POST, action: { html: true } } },
];

describe('a create whose reply is lost: looked up, and made once', () => {
  test.each(LOST)('$says', async ({ fault }) => {
    acme = await client(GROUPS);
    acme.sandbox.control.addFaults([fault]);
    const done = await ask(acme, 'apply', '--yes');
    expect(done.code, done.all).toBe(0);
    expect([called('Tier 1'), called('Tier 2')]).toEqual([1, 1]);
    const again = await ask(acme, 'plan', '--detailed-exitcode');
    expect([again.code, again.lines]).toEqual([0, []]);
    expect(await acme.read('.supportctl/state/default.json')).not.toContain('"adopted"');
  });

  test('and somebody else makes one of that name in the same moment: nobody’s is taken, nothing is doubled', async () => {
    const hook = 'webhooks: {hook: {name: Hook, endpoint: "https://hooks.example/in", method: POST, format: json}}\n';
    acme = await client(spec(hook));
    acme.sandbox.control.addFaults([
      { match: { method: 'POST', path: '/webhooks' }, times: 1, action: { drop: 'after' } },
      { match: { method: 'GET', path: '/webhooks', nth: 2 }, action: { delay: 400 } },
    ]);
    const { control } = acme.sandbox;
    const running = ask(acme, 'apply', '--yes');
    await expect
      .poll(() => rows(acme, 'webhooks').filter((own) => own.name === 'Hook').length, { timeout: 20_000, interval: 5 })
      .toBe(1);
    control.inject('webhooks', {
      name: 'Hook',
      endpoint: 'https://hooks.example/in',
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['conditional_ticket_events'],
    });
    const done = await running;
    expect(done.code, done.all).not.toBe(0);
    expect(done.all).toContain('AMBIGUOUS');
    expect(rows(acme, 'webhooks').filter((own) => own.name === 'Hook')).toHaveLength(2);
  });
});
