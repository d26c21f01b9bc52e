import { expect, test } from 'vitest';
import { open } from './client.ts';

const LISTS: readonly [string, string][] = [
  ['/users', 'users'],
  ['/organizations', 'organizations'],
  ['/brands', 'brands'],
  ['/ticket_forms', 'ticket_forms'],
  ['/custom_statuses', 'custom_statuses'],
  ['/targets', 'targets'],
  ['/locales', 'locales'],
  ['/macros', 'macros'],
  ['/views', 'views'],
  ['/automations', 'automations'],
  ['/organization_fields', 'organization_fields'],
  ['/user_fields', 'user_fields'],
  ['/group_memberships', 'group_memberships'],
  ['/recipient_addresses', 'recipient_addresses'],
  ['/help_center/user_segments', 'user_segments'],
  ['/guide/permission_groups', 'permission_groups'],
];

test('every list answers in every profile', async () => {
  for (const profile of ['trial', 'team', 'enterprise'] as const) {
    const client = await open({ profile });
    for (const [path, wrapper] of LISTS) {
      const answer = await client.get(path);
      expect([path, answer.status, Array.isArray(answer.body[wrapper])]).toEqual([path, 200, true]);
    }
    expect((await client.get('/account/settings')).one('settings').brands).toMatchObject({
      require_brand_on_new_tickets: false,
    });
  }
});

test('what a plan does not have is forbidden', async () => {
  const statuses = async (profile: 'trial' | 'team' | 'enterprise') => {
    const client = await open({ profile });
    const paths = ['/custom_roles', '/slas/policies', '/business_hours/schedules'];
    return Promise.all(paths.map(async (path) => (await client.get(path)).status));
  };
  expect(await statuses('trial')).toEqual([403, 200, 200]);
  expect(await statuses('team')).toEqual([403, 403, 403]);
  expect(await statuses('enterprise')).toEqual([200, 200, 200]);
});

test('a new account holds the defaults of the platform', async () => {
  const client = await open({ profile: 'trial' });
  const triggers = (await client.get('/triggers')).many('triggers');
  expect([triggers.length, triggers.filter((trigger) => trigger.active).length]).toEqual([9, 8]);
  expect((await client.get('/trigger_categories')).many('trigger_categories').map((row) => row.name)).toEqual([
    'Notifications',
  ]);
  const fields = (await client.get('/ticket_fields')).many('ticket_fields').map((field) => field.type);
  expect(fields).toEqual(['subject', 'description', 'status', 'tickettype', 'priority', 'group', 'assignee']);
  expect((await client.get('/views')).many('views')[0]?.raw_title).toBe('{{zd.your_unsolved_tickets}}');
  expect((await client.get('/help_center/categories')).many('categories').map((row) => row.name)).toEqual(['General']);
});

test('custom statuses are a subject of rules where they are on, of which the settings tell nothing', async () => {
  for (const [profile, on] of [
    ['enterprise', true],
    ['team', false],
  ] as const) {
    const client = await open({ profile });
    expect((await client.get('/triggers/definitions')).source.includes('"custom_status_id"')).toBe(on);
    expect((await client.get('/account/settings')).source).not.toContain('custom_statuses_enabled');
  }
});

test('requests are counted by plan, help center requests apart, and refused beyond the limit', async () => {
  const client = await open({ rateLimit: 3 });
  const first = await client.get('/groups');
  expect([first.headers.get('x-rate-limit'), first.headers.get('x-rate-limit-remaining')]).toEqual(['3', '2']);
  expect(Number(first.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
  await client.get('/groups');
  await client.get('/groups');
  const refused = await client.get('/groups');
  expect([refused.status, refused.headers.get('x-rate-limit-remaining')]).toEqual([429, '0']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await client.get('/help_center/locales')).status).toBe(200);
  client.sandbox.control.advance(60_000);
  expect((await client.get('/groups')).status).toBe(200);
});

test('without a limit of its own the sandbox has that of the plan', async () => {
  const { startSandbox } = await import('../../src/sandbox/index.ts');
  const sandbox = await startSandbox({ profile: 'team' });
  const reply = await fetch(`${sandbox.zendeskUrl.replace('{subdomain}', 'acme')}/api/v2/groups`, {
    headers: { authorization: 'Bearer sandbox-token' },
  });
  expect(reply.headers.get('x-rate-limit')).toBe('200');
  await sandbox.close();
});

test('writing many options is limited on its own', async () => {
  const client = await open();
  const [product] = (await client.get('/ticket_fields'))
    .many('ticket_fields')
    .filter((field) => field.title === 'Product');
  const option = { custom_field_option: { name: 'More', value: 'product_more' } };
  const added = await client.send('POST', `/ticket_fields/${product?.id}/options`, option);
  expect(added.headers.get('zendesk-ratelimit-ticket-field-options')).toMatch(/^total=100; remaining=99; resets=\d+$/);
});
